import { describe, expect, test } from '@jest/globals';
import { setCondition } from '../../../src/controllers/deployment/conditions';
import { deadlineInMs, rolloutStatus } from '../../../src/controllers/deployment/progress';
import { deploymentStatus, isComplete } from '../../../src/controllers/deployment/status';
import type { DeploymentCondition, DeploymentStatus, ReplicaSet } from '../../../src/kinds/generated/types.gen';
import { ago, deployment, NOW_MS, replicaSet } from '../builders';

const progressing = (reason: string, status = 'True', updated = 5): DeploymentCondition => ({
  type: 'Progressing',
  status,
  reason,
  message: reason,
  lastUpdateTime: ago(updated),
  lastTransitionTime: ago(50),
});
const available = { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable', message: 'as it was' };
const counted = (replicas: number, ready = replicas, size = replicas): ReplicaSet =>
  replicaSet({
    name: 'new',
    replicas: size,
    status: { replicas, readyReplicas: ready, availableReplicas: ready, terminatingReplicas: 0 },
  });

describe('counts', () => {
  test('a Deployment whose ReplicaSet was just made', () => {
    const fresh = { ...replicaSet({ replicas: 3 }), status: { replicas: 0 } };
    expect(deploymentStatus(deployment(), { current: fresh, old: [] }, NOW_MS)).toEqual({
      conditions: [
        {
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
          lastUpdateTime: ago(0),
          lastTransitionTime: ago(0),
        },
      ],
      observedGeneration: 1,
      terminatingReplicas: 0,
      unavailableReplicas: 3,
    });
  });

  test('sums over new and old', () => {
    const old = replicaSet({
      replicas: 2,
      status: { replicas: 2, readyReplicas: 2, availableReplicas: 1, terminatingReplicas: 1 },
    });
    const status = deploymentStatus(deployment(), { current: counted(1, 1), old: [old] }, NOW_MS);
    expect(status).toMatchObject({
      replicas: 3,
      updatedReplicas: 1,
      readyReplicas: 3,
      availableReplicas: 2,
      unavailableReplicas: 1,
      terminatingReplicas: 1,
    });
  });

  test('terminating pods are unknown as soon as one ReplicaSet does not tell', () => {
    const status = deploymentStatus(deployment(), { current: replicaSet(), old: [] }, NOW_MS);
    expect(status).not.toHaveProperty('terminatingReplicas');
  });

  test.each([
    {
      name: 'complete',
      status: { replicas: 3, updatedReplicas: 3, availableReplicas: 3, observedGeneration: 1 },
      complete: true,
    },
    {
      name: 'an old one left',
      status: { replicas: 4, updatedReplicas: 3, availableReplicas: 3, observedGeneration: 1 },
      complete: false,
    },
    {
      name: 'one not available',
      status: { replicas: 3, updatedReplicas: 3, availableReplicas: 2, observedGeneration: 1 },
      complete: false,
    },
    { name: 'not observed', status: { replicas: 3, updatedReplicas: 3, availableReplicas: 3 }, complete: false },
    { name: 'no status', status: undefined, complete: false },
  ])('$name', ({ status, complete }) => expect(isComplete(deployment(), status)).toBe(complete));
});

describe('conditions', () => {
  test.each([
    {
      name: 'equal status and reason: nothing changes',
      next: { ...available, message: 'other' },
      list: [available, progressing('a')],
    },
    {
      name: 'another reason moves to the end and keeps the transition time',
      next: progressing('b', 'True', 0),
      list: [available, progressing('b', 'True', 0)],
    },
    {
      name: 'another status moves to the end',
      next: { ...available, status: 'False' },
      list: [progressing('a'), { ...available, status: 'False' }],
    },
  ])('$name', ({ next, list }) => {
    expect(setCondition([available, progressing('a')], next)).toEqual(list);
  });
});

const rollouts: readonly {
  name: string;
  stored: DeploymentStatus;
  current: ReplicaSet | undefined;
  expected: Partial<DeploymentCondition> | undefined;
  spec?: object;
}[] = [
  {
    name: 'complete',
    stored: { conditions: [progressing('ReplicaSetUpdated')] },
    current: counted(3),
    expected: {
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: 'ReplicaSet "new" has successfully progressed.',
    },
  },
  {
    name: 'progress renews the update time',
    stored: { replicas: 3, updatedReplicas: 3, conditions: [progressing('ReplicaSetUpdated')] },
    current: counted(3, 1),
    expected: {
      reason: 'ReplicaSetUpdated',
      message: 'ReplicaSet "new" is progressing.',
      lastUpdateTime: ago(0),
      lastTransitionTime: ago(50),
    },
  },
  {
    name: 'progress after the deadline is a transition',
    stored: { conditions: [progressing('ProgressDeadlineExceeded', 'False')] },
    current: counted(1),
    expected: { status: 'True', reason: 'ReplicaSetUpdated', lastTransitionTime: ago(0) },
  },
  {
    name: 'no progress yet',
    stored: { replicas: 1, updatedReplicas: 1, conditions: [progressing('NewReplicaSetCreated')] },
    current: counted(1, 0, 3),
    expected: { reason: 'NewReplicaSetCreated', lastUpdateTime: ago(5) },
  },
  {
    name: 'the deadline itself is not past it',
    stored: { replicas: 1, updatedReplicas: 1, conditions: [progressing('NewReplicaSetCreated', 'True', 600)] },
    current: counted(1, 0, 3),
    expected: { reason: 'NewReplicaSetCreated' },
  },
  {
    name: 'past the deadline',
    stored: { replicas: 1, updatedReplicas: 1, conditions: [progressing('NewReplicaSetCreated', 'True', 601)] },
    current: counted(1, 0, 3),
    expected: {
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: 'ReplicaSet "new" has timed out progressing.',
    },
  },
  {
    name: 'a finished rollout is not judged again',
    stored: { replicas: 3, updatedReplicas: 3, conditions: [progressing('NewReplicaSetAvailable', 'True', 9999)] },
    current: counted(3, 0),
    expected: { status: 'True', reason: 'NewReplicaSetAvailable', lastUpdateTime: ago(9999) },
  },
  {
    name: 'without a new ReplicaSet the Deployment is named',
    stored: { conditions: [progressing('x', 'True', 9999)] },
    current: undefined,
    expected: { message: 'Deployment "web" has timed out progressing.' },
  },
  {
    name: 'no deadline, no condition',
    stored: { conditions: [progressing('ReplicaSetUpdated')] },
    current: counted(1),
    expected: undefined,
    spec: { progressDeadlineSeconds: 2147483647 },
  },
];

describe('Progressing', () => {
  test.each(rollouts)('$name', ({ stored, current, expected, spec = {} }) => {
    const web = deployment({ status: stored, spec });
    const { conditions } = rolloutStatus(web, { current, old: [] }, NOW_MS);
    const condition = conditions?.find(({ type }) => type === 'Progressing');
    if (expected === undefined) expect(condition).toBeUndefined();
    else expect(condition).toMatchObject(expected);
  });
});

test("the new ReplicaSet's failure comes before an old one's, and goes with it", () => {
  const failing = (name: string) => {
    const condition = {
      type: 'ReplicaFailure',
      status: 'True',
      reason: 'FailedCreate',
      message: name,
      lastTransitionTime: ago(3),
    };
    return replicaSet({ name, status: { conditions: [condition] } });
  };
  const failure = (current: ReplicaSet, old: ReplicaSet[]) => {
    const { conditions } = rolloutStatus(deployment(), { current, old }, NOW_MS);
    return conditions?.find(({ type }) => type === 'ReplicaFailure');
  };
  expect(failure(failing('new'), [failing('old')])).toMatchObject({ message: 'new', lastUpdateTime: ago(3) });
  expect(failure(replicaSet(), [failing('old')])).toMatchObject({ message: 'old' });
  expect(failure(replicaSet(), [])).toBeUndefined();
});

test.each([
  { name: 'runs from the last update', condition: progressing('ReplicaSetUpdated', 'True', 5), leftMs: 595_000 },
  { name: 'no condition', condition: available, leftMs: undefined },
  { name: 'already reported', condition: progressing('ProgressDeadlineExceeded', 'False'), leftMs: undefined },
])('the deadline: $name', ({ condition, leftMs }) => {
  const status = { conditions: [condition] };
  expect(deadlineInMs(deployment({ status }), status, NOW_MS)).toBe(leftMs);
});
