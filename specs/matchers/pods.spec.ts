// Matchers about pods.
import { describe, expect, test } from '@jest/globals';
import { judge } from '../support/fail';
import { type PodFacts, pod, stillCluster } from '../support/still-cluster';

function subjectOf(facts: PodFacts) {
  const shop = stillCluster();
  shop.put(pod('web-0', facts));
  return shop.pod('web-0');
}

const SENTENCE =
  '0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available';
const UNSCHEDULABLE: PodFacts = {
  phase: 'Pending',
  ready: false,
  conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: SENTENCE }],
};
const PULLING: PodFacts = {
  phase: 'Pending',
  node: 'node-1',
  state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "web:v9"' } },
};
const CRASHING: PodFacts = {
  node: 'node-1',
  ready: false,
  restarts: 3,
  state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container=web' } },
  lastState: { terminated: { exitCode: 1, reason: 'Error' } },
};
const OOM: PodFacts = {
  node: 'node-1',
  restarts: 1,
  lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
};
const RUNNING: PodFacts = { node: 'node-1', ip: '10.244.0.1' };
const DONE: PodFacts = {
  phase: 'Succeeded',
  node: 'node-1',
  state: { terminated: { exitCode: 0, reason: 'Completed' } },
};
const FAILED: PodFacts = {
  phase: 'Failed',
  node: 'node-1',
  state: { terminated: { exitCode: 2, reason: 'Error' } },
  status: { reason: 'Evicted', message: 'The node was low on resource: memory.' },
};
const TAINTED: PodFacts = {
  ...RUNNING,
  conditions: [
    {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
    },
  ],
};

describe('hold', () => {
  test.each([
    { call: 'toBeRunning', facts: RUNNING, inputs: [] },
    { call: 'toBeRunning', facts: CRASHING, inputs: [] },
    { call: 'toBeReady', facts: RUNNING, inputs: [] },
    { call: 'toBePending', facts: UNSCHEDULABLE, inputs: [] },
    { call: 'toBePending', facts: UNSCHEDULABLE, inputs: [{ reason: 'Unschedulable', message: 'Insufficient cpu' }] },
    { call: 'toBePending', facts: PULLING, inputs: [{ reason: 'ImagePullBackOff', message: 'web:v9' }] },
    {
      call: 'toBePending',
      facts: { phase: 'Pending', node: 'node-1', state: { waiting: { reason: 'ContainerCreating' } } },
      inputs: [{ reason: 'ContainerCreating' }],
    },
    { call: 'toBeScheduled', facts: RUNNING, inputs: [] },
    { call: 'toBeScheduled', facts: RUNNING, inputs: [{ node: 'node-1' }] },
    { call: 'toBeScheduled', facts: RUNNING, inputs: [{ node: '/^node-/' }] },
    { call: 'toBeUnschedulable', facts: UNSCHEDULABLE, inputs: [] },
    { call: 'toBeUnschedulable', facts: UNSCHEDULABLE, inputs: [{ message: '3 Insufficient cpu' }] },
    {
      call: 'toBeUnschedulable',
      facts: UNSCHEDULABLE,
      inputs: [{ message: /^0\/3 nodes are available: 3 Insufficient cpu\./ }],
    },
    { call: 'toBeUnschedulable', facts: UNSCHEDULABLE, inputs: [{ message: expect.stringContaining('preemption') }] },
    { call: 'toBeCrashLooping', facts: CRASHING, inputs: [] },
    { call: 'toBeCrashLooping', facts: CRASHING, inputs: [{ container: 'web' }] },
    { call: 'toHaveRestarted', facts: CRASHING, inputs: [] },
    { call: 'toHaveRestarted', facts: CRASHING, inputs: [{ exactly: 3 }] },
    { call: 'toHaveRestarted', facts: CRASHING, inputs: [{ atLeast: 2, atMost: 3, container: 'web' }] },
    { call: 'toHaveRestarted', facts: RUNNING, inputs: [{ exactly: 0 }] },
    { call: 'toHaveExitCode', facts: CRASHING, inputs: [1] },
    { call: 'toHaveExitCode', facts: DONE, inputs: [0, { container: 'web' }] },
    { call: 'toBeOOMKilled', facts: OOM, inputs: [] },
    { call: 'toHaveExitCode', facts: OOM, inputs: [137] },
    { call: 'toHaveSucceeded', facts: DONE, inputs: [] },
    { call: 'toHaveFailed', facts: FAILED, inputs: [] },
    { call: 'toHaveFailed', facts: FAILED, inputs: [{ reason: 'Evicted', message: 'low on resource' }] },
    { call: 'toBeEvicted', facts: FAILED, inputs: [] },
    { call: 'toBeEvicted', facts: FAILED, inputs: [{ reason: 'Evicted' }] },
    { call: 'toBeEvicted', facts: TAINTED, inputs: [{ reason: 'DeletionByTaintManager', message: 'NoExecute' }] },
    { call: 'toHaveQoS', facts: RUNNING, inputs: ['BestEffort'] },
  ] as { call: string; facts: PodFacts; inputs: unknown[] }[])('$call $inputs', ({ call, facts, inputs }) => {
    expect(judge(subjectOf(facts), call, ...inputs)).toEqual({ holds: true, text: '' });
    expect(judge(subjectOf(facts), `not.${call}`, ...inputs).holds).toBe(false);
  });
});

describe('do not hold', () => {
  test.each([
    { call: 'toBeRunning', facts: PULLING, inputs: [], actual: 'phase Pending, kubectl shows ImagePullBackOff' },
    {
      call: 'toBeReady',
      facts: CRASHING,
      inputs: [],
      actual: 'Ready is False (ContainersNotReady): containers with unready status: [web]',
    },
    { call: 'toBePending', facts: RUNNING, inputs: [], actual: 'phase Running' },
    {
      call: 'toBePending',
      facts: PULLING,
      inputs: [{ reason: 'Unschedulable' }],
      actual: 'Pending\n          ImagePullBackOff: Back-off pulling image "web:v9"',
    },
    {
      call: 'toBePending',
      facts: UNSCHEDULABLE,
      inputs: [{ reason: 'Unschedulable', message: 'memory' }],
      actual: 'Pending',
    },
    {
      call: 'toBeScheduled',
      facts: UNSCHEDULABLE,
      inputs: [],
      actual: `PodScheduled is False (Unschedulable): ${SENTENCE}`,
    },
    { call: 'toBeScheduled', facts: RUNNING, inputs: [{ node: 'node-2' }], actual: 'it is on node-1' },
    { call: 'toBeUnschedulable', facts: RUNNING, inputs: [], actual: 'it is on node-1' },
    {
      call: 'toBeUnschedulable',
      facts: UNSCHEDULABLE,
      inputs: [{ message: 'Insufficient memory' }],
      actual: 'PodScheduled is False',
    },
    { call: 'toBeCrashLooping', facts: RUNNING, inputs: [], actual: 'no container is in CrashLoopBackOff' },
    { call: 'toHaveRestarted', facts: RUNNING, inputs: [], actual: '0 restarts' },
    { call: 'toHaveRestarted', facts: CRASHING, inputs: [{ exactly: 2 }], actual: '3 restarts' },
    { call: 'toHaveExitCode', facts: RUNNING, inputs: [0], actual: 'no container has ended' },
    { call: 'toHaveExitCode', facts: OOM, inputs: [1], actual: 'web: exit code 137 (OOMKilled)' },
    { call: 'toBeOOMKilled', facts: CRASHING, inputs: [], actual: 'web: exit code 1 (Error)' },
    { call: 'toHaveSucceeded', facts: FAILED, inputs: [], actual: 'phase Failed, kubectl shows' },
    { call: 'toHaveFailed', facts: DONE, inputs: [], actual: 'phase Succeeded, kubectl shows Completed' },
    { call: 'toHaveFailed', facts: FAILED, inputs: [{ reason: 'DeadlineExceeded' }], actual: 'phase Failed' },
    { call: 'toBeEvicted', facts: RUNNING, inputs: [], actual: 'phase Running' },
    {
      call: 'toBeEvicted',
      facts: TAINTED,
      inputs: [{ reason: 'EvictionByEvictionAPI' }],
      actual: 'DisruptionTarget is True (DeletionByTaintManager)',
    },
    { call: 'toHaveQoS', facts: RUNNING, inputs: ['Guaranteed'], actual: 'QoS class BestEffort' },
  ] as { call: string; facts: PodFacts; inputs: unknown[]; actual: string }[])(
    '$call $inputs',
    ({ call, facts, inputs, actual }) => {
      const { holds, text } = judge(subjectOf(facts), call, ...inputs);
      expect(holds).toBe(false);
      expect(text).toContain(`Actual:   ${actual}`);
      expect(judge(subjectOf(facts), `not.${call}`, ...inputs)).toEqual({ holds: true, text: '' });
    },
  );
});

describe('are refused', () => {
  test.each([
    {
      call: 'toBeCrashLooping',
      inputs: [{ container: 'wbe' }],
      error: 'the pod has no container "wbe", only web (did you mean web?)',
    },
    { call: 'toHaveExitCode', inputs: ['1'], error: 'code: expected a whole number from 0, got "1"' },
    { call: 'toHaveQoS', inputs: ['Best'], error: 'class: expected one of Guaranteed, Burstable, BestEffort' },
  ])('$call $inputs', ({ call, inputs, error }) => {
    expect(() => judge(subjectOf(CRASHING), call, ...inputs)).toThrow(error);
  });
});

describe('Jobs', () => {
  const job = (conditions: unknown[], status: object = {}) => {
    const shop = stillCluster();
    shop.put({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'once' },
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'once', image: 'once' }] } } },
    });
    return shop.status('job/once', { ...status, conditions }).object('job/once');
  };
  const [startTime, completionTime] = ['2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z'];
  const succeeded = () => {
    const conditions = ['SuccessCriteriaMet', 'Complete'].map((type) => ({ type, status: 'True' }));
    return job(conditions, { startTime, completionTime });
  };
  const hasFailed = () => job([{ ...failed, type: 'FailureTarget' }, failed], { startTime });
  const failed = {
    type: 'Failed',
    status: 'True',
    reason: 'BackoffLimitExceeded',
    message: 'Job has reached the specified backoff limit',
  };

  test.each([
    { call: 'toHaveSucceeded', subject: succeeded(), inputs: [], holds: true },
    { call: 'toHaveSucceeded', subject: hasFailed(), inputs: [], holds: false },
    { call: 'toHaveFailed', subject: hasFailed(), inputs: [{ reason: 'BackoffLimitExceeded' }], holds: true },
    { call: 'toHaveFailed', subject: hasFailed(), inputs: [{ reason: 'DeadlineExceeded' }], holds: false },
    { call: 'toHaveFailed', subject: job([]), inputs: [], holds: false },
  ])('$call $inputs: $holds', ({ call, subject, inputs, holds }) => {
    expect(judge(subject, call, ...inputs).holds).toBe(holds);
  });

  test('tell their numbers', () => {
    expect(judge(job([], { active: 1, failed: 2 }), 'toHaveSucceeded').text).toContain(
      '1 active, 0 succeeded, 2 failed',
    );
  });
});
