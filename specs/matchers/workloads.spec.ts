// Matchers about workloads: available, progressing, stalled, rolled out, revision, replicas.
import { describe, expect, test } from '@jest/globals';
import { judge } from '../support/fail';
import { stillCluster, workload } from '../support/still-cluster';

type Kind = 'Deployment' | 'ReplicaSet' | 'StatefulSet' | 'DaemonSet';

interface Facts {
  readonly kind?: Kind;
  readonly replicas?: number | undefined;
  readonly status?: Readonly<Record<string, unknown>>;
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

function subjectOf({ kind = 'Deployment', replicas = 3, status, spec, annotations = {} }: Facts) {
  const shop = stillCluster();
  const made = workload(kind, 'web', kind === 'DaemonSet' ? undefined : replicas, status);
  shop.put({ ...made, metadata: { ...made.metadata, annotations }, spec: { ...(made.spec as object), ...spec } });
  return shop.object(`${kind}/web`);
}

const condition = (type: string, status: string, reason = 'Because', message = 'of it') => ({
  type,
  status,
  reason,
  message,
});

const allAvailable = { replicas: 3, readyReplicas: 3, availableReplicas: 3 };

describe('toBeAvailable', () => {
  test.each([
    {
      name: 'a Deployment by its condition',
      facts: { status: { conditions: [condition('Available', 'True')] } },
      holds: true,
    },
    {
      name: 'a Deployment whose condition is False',
      facts: { status: { ...allAvailable, conditions: [condition('Available', 'False')] } },
      holds: false,
    },
    { name: 'a Deployment without conditions', facts: {}, holds: false },
    {
      name: 'a ReplicaSet by its numbers',
      facts: { kind: 'ReplicaSet', status: allAvailable },
      holds: true,
    },
    {
      name: 'a ReplicaSet that lacks one',
      facts: { kind: 'ReplicaSet', status: { ...allAvailable, availableReplicas: 2 } },
      holds: false,
    },
    {
      name: 'a StatefulSet',
      facts: { kind: 'StatefulSet', status: allAvailable },
      holds: true,
    },
    {
      name: 'a DaemonSet',
      facts: {
        kind: 'DaemonSet',
        status: {
          desiredNumberScheduled: 2,
          numberAvailable: 2,
          currentNumberScheduled: 2,
          numberMisscheduled: 0,
          numberReady: 2,
        },
      },
      holds: true,
    },
    {
      name: 'a DaemonSet that lacks one',
      facts: {
        kind: 'DaemonSet',
        status: {
          desiredNumberScheduled: 2,
          numberAvailable: 1,
          currentNumberScheduled: 2,
          numberMisscheduled: 0,
          numberReady: 2,
        },
      },
      holds: false,
    },
  ] as { name: string; facts: Facts; holds: boolean }[])('$name', ({ facts, holds }) => {
    expect(judge(subjectOf(facts), 'toBeAvailable').holds).toBe(holds);
    expect(judge(subjectOf(facts), 'not.toBeAvailable').holds).toBe(!holds);
  });
});

describe('toBeProgressing and toBeStalled', () => {
  test.each([
    {
      name: 'on its way',
      conditions: [condition('Progressing', 'True', 'ReplicaSetUpdated')],
      progressing: true,
      stalled: false,
    },
    {
      name: 'complete',
      conditions: [condition('Progressing', 'True', 'NewReplicaSetAvailable')],
      progressing: false,
      stalled: false,
    },
    {
      name: 'over its deadline',
      conditions: [condition('Progressing', 'False', 'ProgressDeadlineExceeded')],
      progressing: false,
      stalled: true,
    },
    {
      name: 'paused',
      conditions: [condition('Progressing', 'Unknown', 'DeploymentPaused')],
      progressing: false,
      stalled: false,
    },
    {
      name: 'unable to make pods',
      conditions: [
        condition('Progressing', 'True', 'ReplicaSetUpdated'),
        condition('ReplicaFailure', 'True', 'FailedCreate'),
      ],
      progressing: true,
      stalled: true,
    },
    { name: 'without conditions', conditions: [], progressing: false, stalled: false },
  ])('$name', ({ conditions, progressing, stalled }) => {
    const subject = subjectOf({ status: { conditions } });
    expect(judge(subject, 'toBeProgressing').holds).toBe(progressing);
    expect(judge(subject, 'toBeStalled').holds).toBe(stalled);
    expect(judge(subject, 'not.toBeStalled').holds).toBe(!stalled);
  });

  test('with reason and message', () => {
    const late = condition(
      'Progressing',
      'False',
      'ProgressDeadlineExceeded',
      'ReplicaSet "web-2" has timed out progressing.',
    );
    const subject = subjectOf({
      status: { conditions: [late, condition('ReplicaFailure', 'True', 'FailedCreate', 'quota')] },
    });
    expect(judge(subject, 'toBeStalled', { reason: 'ProgressDeadlineExceeded', message: 'timed out' }).holds).toBe(
      true,
    );
    expect(judge(subject, 'toBeStalled', { reason: 'FailedCreate', message: /^quota$/ }).holds).toBe(true);
    expect(judge(subject, 'toBeStalled', { reason: 'FailedCreate', message: 'timed out' }).holds).toBe(false);
    const moving = subjectOf({ status: { conditions: [condition('Progressing', 'True', 'ReplicaSetUpdated')] } });
    expect(judge(moving, 'toBeProgressing', { reason: 'ReplicaSetUpdated' }).holds).toBe(true);
    expect(judge(moving, 'toBeProgressing', { reason: 'NewReplicaSetCreated' }).holds).toBe(false);
  });
});

// The words are kubectl's. upstream: kubectl/pkg/polymorphichelpers/rollout_status.go
describe('toBeRolledOut', () => {
  const DAEMON = { currentNumberScheduled: 2, numberMisscheduled: 0, numberReady: 2, observedGeneration: 1 };
  const ROLLING = { updateStrategy: { type: 'RollingUpdate' } };
  test.each([
    {
      name: 'not observed',
      facts: { status: { replicas: 3 } },
      text: 'Waiting for deployment spec update to be observed...',
    },
    {
      name: 'deadline',
      facts: {
        status: { observedGeneration: 1, conditions: [condition('Progressing', 'False', 'ProgressDeadlineExceeded')] },
      },
      text: 'deployment "web" exceeded its progress deadline',
    },
    {
      name: 'not updated',
      facts: { status: { observedGeneration: 1, replicas: 4, updatedReplicas: 1 } },
      text: 'Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...',
    },
    {
      name: 'old pods',
      facts: { status: { observedGeneration: 1, replicas: 4, updatedReplicas: 3 } },
      text: 'Waiting for deployment "web" rollout to finish: 1 old replicas are pending termination...',
    },
    {
      name: 'not available',
      facts: { status: { observedGeneration: 1, updatedReplicas: 3, ...allAvailable, availableReplicas: 2 } },
      text: 'Waiting for deployment "web" rollout to finish: 2 of 3 updated replicas are available...',
    },
    {
      name: 'a DaemonSet not updated',
      facts: {
        kind: 'DaemonSet',
        spec: ROLLING,
        status: { ...DAEMON, desiredNumberScheduled: 2, updatedNumberScheduled: 1 },
      },
      text: 'Waiting for daemon set "web" rollout to finish: 1 out of 2 new pods have been updated...',
    },
    {
      name: 'a DaemonSet not available',
      facts: {
        kind: 'DaemonSet',
        spec: ROLLING,
        status: { ...DAEMON, desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1 },
      },
      text: 'Waiting for daemon set "web" rollout to finish: 1 of 2 updated pods are available...',
    },
    {
      name: 'a DaemonSet updated on delete',
      facts: { kind: 'DaemonSet', spec: { updateStrategy: { type: 'OnDelete' } } },
      text: 'rollout status is only available for RollingUpdate strategy type',
    },
    {
      name: 'a StatefulSet not ready',
      facts: { kind: 'StatefulSet', spec: ROLLING, status: { observedGeneration: 1, replicas: 3, readyReplicas: 1 } },
      text: 'Waiting for 2 pods to be ready...',
    },
    {
      name: 'a StatefulSet between revisions',
      facts: {
        kind: 'StatefulSet',
        spec: ROLLING,
        status: {
          observedGeneration: 1,
          replicas: 3,
          readyReplicas: 3,
          updatedReplicas: 1,
          updateRevision: 'web-2',
          currentRevision: 'web-1',
        },
      },
      text: 'waiting for statefulset rolling update to complete 1 pods at revision web-2...',
    },
    {
      name: 'a StatefulSet not updated',
      facts: {
        kind: 'StatefulSet',
        status: { observedGeneration: 1, replicas: 3, readyReplicas: 3, updatedReplicas: 1 },
      },
      text: 'Waiting for partitioned roll out to finish: 1 out of 3 new pods have been updated...',
    },
  ] as { name: string; facts: Facts; text: string }[])('$name: is not', ({ facts, text }) => {
    expect(judge(subjectOf(facts), 'toBeRolledOut').text).toContain(`Actual:   ${text}\n`);
    expect(judge(subjectOf(facts), 'not.toBeRolledOut').holds).toBe(true);
  });

  test.each([
    {
      name: 'a Deployment',
      facts: { status: { observedGeneration: 1, updatedReplicas: 3, ...allAvailable } },
      text: 'deployment "web" successfully rolled out',
    },
    {
      name: 'a DaemonSet',
      facts: {
        kind: 'DaemonSet',
        spec: ROLLING,
        status: { ...DAEMON, desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 },
      },
      text: 'daemon set "web" successfully rolled out',
    },
    {
      name: 'a StatefulSet of one revision',
      facts: {
        kind: 'StatefulSet',
        spec: ROLLING,
        status: {
          observedGeneration: 1,
          replicas: 3,
          readyReplicas: 3,
          currentReplicas: 3,
          updateRevision: 'web-1',
          currentRevision: 'web-1',
        },
      },
      text: 'statefulset rolling update complete 3 pods at revision web-1...',
    },
    {
      name: 'a StatefulSet',
      facts: {
        kind: 'StatefulSet',
        status: { observedGeneration: 1, replicas: 3, readyReplicas: 3, updatedReplicas: 3 },
      },
      text: 'partitioned roll out complete: 3 new pods have been updated...',
    },
  ] as { name: string; facts: Facts; text: string }[])('$name: is', ({ facts, text }) => {
    expect(judge(subjectOf(facts), 'toBeRolledOut').holds).toBe(true);
    expect(judge(subjectOf(facts), 'not.toBeRolledOut').text).toContain(`Actual:   ${text}\n`);
  });
});

test('toHaveRevision', () => {
  const subject = subjectOf({ annotations: { 'deployment.kubernetes.io/revision': '2' } });
  expect(judge(subject, 'toHaveRevision', 2).holds).toBe(true);
  expect(judge(subject, 'toHaveRevision', 1).text).toContain('Actual:   revision 2');
  expect(judge(subjectOf({}), 'toHaveRevision', 1).text).toContain('Actual:   no revision yet');
});

describe('toHaveReplicas', () => {
  const status = { replicas: 4, readyReplicas: 3, availableReplicas: 2, updatedReplicas: 1 };
  test.each([
    { said: { desired: 3, current: 4, ready: 3, available: 2, updated: 1 }, holds: true },
    { said: { ready: { atLeast: 3 } }, holds: true },
    { said: { ready: { atLeast: 4 } }, holds: false },
    { said: { current: { atMost: 4 }, ready: { atLeast: 2, atMost: 3 } }, holds: true },
    { said: { desired: 3, ready: 2 }, holds: false },
  ])('$said', ({ said, holds }) => {
    expect(judge(subjectOf({ status }), 'toHaveReplicas', said).holds).toBe(holds);
  });

  test('one wanted replica when the manifest does not say', () => {
    const subject = subjectOf({ replicas: undefined });
    expect(judge(subject, 'toHaveReplicas', { desired: 3 }).holds).toBe(true);
  });

  test.each([
    { name: 'nothing', facts: {}, said: {}, error: 'say at least one of desired, current, ready, available, updated' },
    {
      name: 'what the kind does not count',
      facts: { kind: 'ReplicaSet' },
      said: { updated: 1 },
      error: 'a ReplicaSet does not count updated replicas',
    },
    { name: 'no number', facts: {}, said: { ready: 'three' }, error: 'expected a whole number from 0' },
  ] as { name: string; facts: Facts; said: object; error: string }[])(
    'is refused for $name',
    ({ facts, said, error }) => {
      expect(() => judge(subjectOf(facts), 'toHaveReplicas', said)).toThrow(error);
    },
  );
});

test('a matcher on another kind is refused when it runs', () => {
  expect(() => judge(stillCluster().object('configmap/x'), 'toBeAvailable')).toThrow(
    'toBeAvailable is for deployment, replicaset, replicationcontroller, statefulset, daemonset subjects, got configmap/x',
  );
});
