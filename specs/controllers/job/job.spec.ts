// The Job controller on a whole cluster: what becomes of jobs whose containers succeed, fail, hang or are disturbed.

import { describe, expect, test } from '@jest/globals';
import type { Job, JobSpec, Pod } from '../../../src/kinds/generated/types.gen';
import { parseRfc3339 } from '../../../src/sim/time';
import { type World, world } from '../whole-cluster';

const FINALIZER = 'batch.kubernetes.io/job-tracking';

function job(image: string, { template, ...spec }: Partial<JobSpec> = {}, pod: Partial<Pod['spec']> = {}): Job {
  const containers = [{ name: 'c', image }];
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'work' },
    spec: { template: { ...template, spec: { restartPolicy: 'Never', containers, ...pod } }, ...spec },
  };
}

const status = ({ user }: World) => user.get('Job', 'default', 'work')?.status ?? {};
const conditions = (it: World) => status(it).conditions?.map(({ type, status }) => `${type}=${status}`);
const tracked = (it: World) => it.pods().filter(({ metadata }) => metadata.finalizers?.includes(FINALIZER)).length;
const patch = ({ user }: World, spec: Partial<JobSpec>) => void user.patch('Job', 'default', 'work', 'merge', { spec });
/** Milliseconds from each pod's creation to the next one's. */
function gapsMs(it: World): number[] {
  const atMs = it.pods().map(({ metadata }) => parseRfc3339(metadata.creationTimestamp ?? ''));
  const sorted = atMs.sort((a, b) => a - b);
  return sorted.slice(1).map((each, at) => each - (sorted[at] as number));
}

describe('a job that succeeds', () => {
  const it = world(2, job('sim/exit:0-1', { completions: 3, parallelism: 2 }));
  it.settle();

  test('counts each pod once and lets it go', () => {
    expect(status(it)).toMatchObject({ succeeded: 3, ready: 0, terminating: 0, uncountedTerminatedPods: {} });
    expect(status(it)).not.toHaveProperty('active');
    expect(tracked(it)).toBe(0);
    expect(it.pods()).toHaveLength(3);
  });
  test('meets its criteria before it is complete', () => {
    expect(conditions(it)).toEqual(['SuccessCriteriaMet=True', 'Complete=True']);
    expect(status(it).completionTime).toBe(status(it).conditions?.[1]?.lastTransitionTime);
  });
  test('never has more pods at once than it may', () => {
    const active = it.history('Job', 'work', ({ status }: Job) => status?.active ?? 0);
    expect(Math.max(...active)).toBe(2);
  });
  test('tells of its pods and its end', () => {
    const created = 'SuccessfulCreate: Created pod: work-*';
    expect(it.events('Job/work')).toEqual([created, created, created, 'Completed: Job completed']);
  });
});

describe('a job that fails', () => {
  const it = world(1, job('sim/exit:3-1', { backoffLimit: 2 }));
  it.wait(120);

  test('has one pod more than its limit, 10 and 20 seconds after the failures', () => {
    // A pod takes a second or two to fail.
    expect(gapsMs(it).map((gap) => Math.floor(gap / 5000) * 5)).toEqual([10, 20]);
  });
  test('ends with the reason', () => {
    expect(status(it).failed).toBe(3);
    expect(conditions(it)).toEqual(['FailureTarget=True', 'Failed=True']);
    expect(it.events('Job/work').at(-1)).toBe('BackoffLimitExceeded: Job has reached the specified backoff limit');
  });
});

test('while it waits after a failure it reports no active pods', () => {
  const it = world(1, job('sim/exit:3-1', { completions: 2, parallelism: 2 }));
  it.wait(8);
  expect(status(it)).toMatchObject({ failed: 2, ready: 0 });
  expect(status(it)).not.toHaveProperty('active');
});

test('the deadline ends a job whose pods go on', () => {
  const it = world(1, job('sim/run:1', { activeDeadlineSeconds: 30 }));
  it.settle();
  expect(status(it)).toMatchObject({ active: 1, ready: 1 });
  it.wait(29);
  it.wait(10);
  expect(it.pods()).toHaveLength(0);
  expect(status(it)).toMatchObject({ failed: 1, terminating: 0 });
  expect(status(it).conditions?.map(({ reason }) => reason)).toEqual(['DeadlineExceeded', 'DeadlineExceeded']);
});

test('restarts in place count towards the limit', () => {
  const it = world(1, job('sim/exit:1-1', { backoffLimit: 2 }, { restartPolicy: 'OnFailure' }));
  it.wait(120);
  expect(conditions(it)).toEqual(['FailureTarget=True', 'Failed=True']);
  expect(it.pods()).toHaveLength(0);
});

describe('indexes', () => {
  const it = world(1, job('sim/exit:0-1', { completions: 3, parallelism: 3, completionMode: 'Indexed' }));
  it.settle();
  test('each has its pod', () => {
    expect(status(it)).toMatchObject({ completedIndexes: '0-2', succeeded: 3 });
    expect(it.pods().map(({ spec }) => spec.hostname)).toEqual(['work-0', 'work-1', 'work-2']);
    expect(it.pods()[1]?.metadata.name).toMatch(/^work-1-[a-z0-9]{5}$/);
    expect(it.pods()[1]?.spec.containers[0]?.env?.[0]).toMatchObject({
      name: 'JOB_COMPLETION_INDEX',
      valueFrom: { fieldRef: { apiVersion: 'v1' } },
    });
  });

  test('a limit for each: the failed pod is held until its replacement is there', () => {
    const spec = { completions: 1, parallelism: 1, completionMode: 'Indexed' as const, backoffLimitPerIndex: 1 };
    const slow = world(1, job('sim/exit:1-1', spec));
    slow.wait(8);
    expect(tracked(slow)).toBe(1);
    slow.wait(60);
    expect(tracked(slow)).toBe(0);
    expect(status(slow)).toMatchObject({ failed: 2, failedIndexes: '0' });
    const counts = slow
      .pods()
      .map(({ metadata }) => metadata.annotations?.['batch.kubernetes.io/job-index-failure-count']);
    expect([...counts].sort()).toEqual(['0', '1']);
    expect(slow.events('Job/work').at(-1)).toBe('FailedIndexes: Job has failed indexes');
  });
});

describe('a pod deleted under the job', () => {
  test('counts as failed; its replacement comes after the wait', () => {
    const it = world(1, job('sim/ignore-term:1'));
    it.settle();
    const [pod] = it.pods();
    it.user.delete('Pod', 'default', pod?.metadata.name ?? '');
    it.wait(2);
    expect(status(it)).toMatchObject({ failed: 1, terminating: 1 });
    it.wait(12);
    expect(it.pods()).toHaveLength(2);
    expect(status(it)).toMatchObject({ active: 1, failed: 1, terminating: 1 });
  });

  test('where only ended pods are replaced, the wait begins with its end', () => {
    const it = world(1, job('sim/ignore-term:1', { podReplacementPolicy: 'Failed' }));
    it.settle();
    it.user.delete('Pod', 'default', it.pods()[0]?.metadata.name ?? '');
    it.wait(25);
    expect(status(it)).toMatchObject({ terminating: 1 });
    expect(status(it)).not.toHaveProperty('failed');
    it.wait(10);
    expect(status(it)).toMatchObject({ failed: 1, terminating: 0 });
    it.wait(10);
    expect(status(it)).toMatchObject({ failed: 1, active: 1 });
  });
});

describe('suspending', () => {
  const it = world(1, job('sim/run:1', { parallelism: 2, completions: 2 }));
  it.settle();
  const started = status(it).startTime;

  test('removes the pods without counting them', () => {
    patch(it, { suspend: true });
    it.settle();
    expect(it.pods()).toHaveLength(0);
    expect(conditions(it)).toEqual(['Suspended=True']);
    expect(status(it)).not.toHaveProperty('failed');
    expect(status(it)).not.toHaveProperty('startTime');
    expect(it.events('Job/work').at(-1)).toBe('Suspended: Job suspended');
  });
  test('and resuming starts anew', () => {
    it.wait(10);
    patch(it, { suspend: false });
    it.settle();
    expect(it.pods()).toHaveLength(2);
    expect(conditions(it)).toEqual(['Suspended=False']);
    expect(status(it).startTime).not.toBe(started);
    expect(it.events('Job/work').at(-1)).toBe('Resumed: Job resumed');
  });
});

describe('a job that is deleted', () => {
  test.each(['Background', 'Foreground'] as const)('%s: its pods go, nothing holds them', (propagationPolicy) => {
    const it = world(1, job('sim/run:1', { parallelism: 2, completions: 2 }));
    it.settle();
    it.user.delete('Job', 'default', 'work', { propagationPolicy });
    it.settle();
    expect(it.user.get('Job', 'default', 'work')).toBeUndefined();
    expect(it.pods()).toHaveLength(0);
  });

  test('Orphan: its pods stay, free', () => {
    const it = world(1, job('sim/run:1'));
    it.settle();
    it.user.delete('Job', 'default', 'work', { propagationPolicy: 'Orphan' });
    it.settle();
    expect(it.pods()).toHaveLength(1);
    expect(tracked(it)).toBe(0);
    expect(it.pods()[0]?.metadata).not.toHaveProperty('ownerReferences');
  });
});

test('a job of another manager is left alone', () => {
  const it = world(1, job('sim/exit:0-1', { managedBy: 'example.com/mine' }));
  it.wait(30);
  expect(status(it)).toEqual({});
  expect(it.pods()).toHaveLength(0);
});

test('a pod that fits is adopted with the finalizer', () => {
  const labels = { job: 'mine' };
  const template = { metadata: { labels }, spec: { containers: [] } };
  const spec: Partial<JobSpec> = { manualSelector: true, selector: { matchLabels: labels }, template };
  const made = job('sim/run:1', spec);
  const it = world(1, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'bare', labels },
    spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'sim/run:1' }] },
  });
  it.create({ ...made, spec: { ...made.spec, template: { metadata: { labels }, spec: made.spec.template.spec } } });
  it.settle();
  expect(it.pods().map(({ metadata }) => metadata.name)).toEqual(['bare']);
  expect(tracked(it)).toBe(1);
  expect(status(it)).toMatchObject({ active: 1, ready: 1 });
});

describe('the TTL after the end', () => {
  const gone = ({ user }: World) => user.get('Job', 'default', 'work') === undefined;

  test('0: at once, with its pods', () => {
    const it = world(1, job('sim/exit:0-1', { ttlSecondsAfterFinished: 0 }));
    it.settle();
    expect(gone(it)).toBe(true);
    expect(it.pods()).toHaveLength(0);
  });

  test('30: half a minute later', () => {
    const it = world(1, job('sim/exit:0-1', { ttlSecondsAfterFinished: 30 }));
    it.settle();
    it.wait(25);
    expect(conditions(it)).toContain('Complete=True');
    it.wait(6);
    expect(gone(it)).toBe(true);
    expect(it.pods()).toHaveLength(0);
  });

  test('raised before it is over', () => {
    const it = world(1, job('sim/exit:0-1', { ttlSecondsAfterFinished: 20 }));
    it.settle();
    patch(it, { ttlSecondsAfterFinished: 100 });
    it.wait(60);
    expect(conditions(it)).toContain('Complete=True');
    it.wait(60);
    expect(gone(it)).toBe(true);
  });
});
