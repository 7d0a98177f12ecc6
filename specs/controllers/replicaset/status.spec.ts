import { describe, expect, test } from '@jest/globals';
import { planReplicas } from '../../../src/controllers/replicaset/replicated';
import { isNewStatus, replicasStatus } from '../../../src/controllers/replicaset/status';
import type { ReplicaSet } from '../../../src/kinds/generated/types.gen';
import { ago, NOW_MS, pod, replicaSet } from '../builders';

const observed = { pods: [], terminating: 0, failure: undefined, nowMs: NOW_MS };

describe('replicas to make or remove', () => {
  test.each([
    { name: 'enough', wanted: 3, active: 3, plan: 0 },
    { name: 'too few', wanted: 3, active: 1, plan: 2 },
    { name: 'too many', wanted: 0, active: 4, plan: -4 },
    { name: 'at most 500 made at once', wanted: 10_000, active: 0, plan: 500 },
    { name: 'at most 500 removed at once', wanted: 0, active: 501, plan: -500 },
  ])('$name', ({ wanted, active, plan }) => expect(planReplicas(wanted, active)).toBe(plan));
});

describe('status of replicated pods', () => {
  test('an owner without pods says so with zeros for replicas and terminating ones alone', () => {
    expect(replicasStatus(replicaSet(), observed)).toEqual({
      observedGeneration: 1,
      replicas: 0,
      terminatingReplicas: 0,
    });
  });

  test('counts fully labelled, ready and available pods', () => {
    const owner = replicaSet({ name: 'h' });
    const full = { app: 'web', 'pod-template-hash': 'h', more: 'x' };
    const waiting = { ...owner, spec: { ...owner.spec, minReadySeconds: 10 } };
    const pods = [pod({ labels: full, readySecondsAgo: 10 }), pod({ labels: full, readySecondsAgo: 9 }), pod()];
    expect(replicasStatus(waiting, { ...observed, pods, terminating: 2 })).toEqual({
      availableReplicas: 1,
      fullyLabeledReplicas: 2,
      observedGeneration: 1,
      readyReplicas: 2,
      replicas: 3,
      terminatingReplicas: 2,
    });
  });

  test('a ReplicationController does not report terminating pods', () => {
    const status = replicasStatus(replicaSet(), { ...observed, terminating: undefined });
    expect(status).not.toHaveProperty('terminatingReplicas');
  });

  test.each([
    { name: 'too few', replicas: 2, reason: 'FailedCreate' },
    { name: 'too many', replicas: 0, reason: 'FailedDelete' },
  ])('a failure with $name is a condition', ({ replicas, reason }) => {
    const failure = new Error('why');
    const status = replicasStatus(replicaSet({ replicas }), { ...observed, pods: [pod()], failure });
    expect(status.conditions).toEqual([
      { type: 'ReplicaFailure', status: 'True', reason, message: 'why', lastTransitionTime: ago(0) },
    ]);
  });

  test('the first failure stays until a sync succeeds', () => {
    const condition = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'first' };
    const owner = replicaSet({ status: { conditions: [condition] } });
    const failed = replicasStatus(owner, { ...observed, failure: new Error('second') });
    expect(failed.conditions).toEqual([condition]);
    expect(replicasStatus(owner, observed)).not.toHaveProperty('conditions');
  });

  test('only a different status is new', () => {
    const owner: ReplicaSet = {
      ...replicaSet(),
      status: { replicas: 0, observedGeneration: 1, terminatingReplicas: 0 },
    };
    expect(isNewStatus(owner, replicasStatus(owner, observed))).toBe(false);
    expect(isNewStatus(owner, replicasStatus(owner, { ...observed, terminating: 1 }))).toBe(true);
  });
});
