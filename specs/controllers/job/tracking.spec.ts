import { describe, expect, test } from '@jest/globals';
import { countReleased, trackEnded } from '../../../src/controllers/job/tracking';
import { viewJob } from '../../../src/controllers/job/view';
import type { JobSpec, JobStatus } from '../../../src/kinds/generated/types.gen';
import { indexed, type JobPodParts, job, jobPod, names } from './builders';

const outcome = (type: 'Complete' | 'Failed') => ({ type, reason: 'r', message: 'm', isTold: false });

interface Row {
  readonly name: string;
  readonly spec?: Partial<JobSpec>;
  readonly status?: JobStatus;
  readonly deleted?: boolean;
  readonly pods: readonly JobPodParts[];
  readonly ends?: 'Complete' | 'Failed';
  readonly told?: Partial<JobStatus>;
  readonly release: readonly string[];
}

const uncounted = (lists: { succeeded?: string[]; failed?: string[] }): JobStatus => ({
  uncountedTerminatedPods: lists,
});

const rows: readonly Row[] = [
  { name: 'nothing ended', pods: [{}], told: uncounted({}), release: [] },
  { name: 'a success', pods: [{ phase: 'Succeeded' }], told: uncounted({ succeeded: ['uid-p0'] }), release: ['p0'] },
  { name: 'a failure', pods: [{ phase: 'Failed' }, {}], told: uncounted({ failed: ['uid-p0'] }), release: ['p0'] },
  {
    name: 'listed before, held still',
    status: uncounted({ failed: ['uid-p0'] }),
    pods: [{ phase: 'Failed' }],
    told: uncounted({ failed: ['uid-p0'] }),
    release: ['p0'],
  },
  { name: 'let go before', pods: [{ phase: 'Failed', tracked: false }], told: uncounted({}), release: [] },
  {
    name: 'a failed job: what ran has failed',
    pods: [{}],
    ends: 'Failed',
    told: uncounted({ failed: ['uid-p0'] }),
    release: ['p0'],
  },
  {
    name: 'a successful job: what ran does not count',
    pods: [{}],
    ends: 'Complete',
    told: uncounted({}),
    release: ['p0'],
  },
  { name: 'a job being deleted lets all go', pods: [{}], deleted: true, told: uncounted({}), release: ['p0'] },
  {
    name: 'ignored by the failure policy',
    spec: { podFailurePolicy: { rules: [{ action: 'Ignore', onExitCodes: { operator: 'In', values: [1] } }] } },
    pods: [{ phase: 'Failed', exitCode: 1 }],
    told: uncounted({}),
    release: ['p0'],
  },
  {
    name: 'indexes: counted by the index',
    spec: indexed(4),
    status: { completedIndexes: '0' },
    pods: [
      { phase: 'Succeeded', index: 2 },
      { phase: 'Succeeded', index: 1 },
    ],
    told: { completedIndexes: '0-2', succeeded: 3, uncountedTerminatedPods: {} },
    release: ['p1', 'p0'],
  },
  {
    name: 'indexes: one that is not wanted any more counts for nothing',
    spec: indexed(1),
    pods: [{ phase: 'Failed', index: 5 }],
    told: { completedIndexes: '', succeeded: 0, uncountedTerminatedPods: {} },
    release: ['p0'],
  },
  {
    name: 'for each index: a failed pod waits for its replacement',
    spec: indexed(1, { backoffLimitPerIndex: 2 }),
    pods: [{ phase: 'Failed', index: 0, failures: 0 }],
    told: { failedIndexes: '', uncountedTerminatedPods: {} },
    release: [],
  },
  {
    name: 'for each index: and goes when that is there',
    spec: indexed(1, { backoffLimitPerIndex: 2 }),
    pods: [
      { phase: 'Failed', index: 0, failures: 0 },
      { index: 0, failures: 1 },
    ],
    told: { failedIndexes: '', uncountedTerminatedPods: { failed: ['uid-p0'] } },
    release: ['p0'],
  },
  {
    name: 'for each index: the last failure fails the index',
    spec: indexed(2, { backoffLimitPerIndex: 0 }),
    pods: [{ phase: 'Failed', index: 1, failures: 0 }],
    told: { failedIndexes: '1', uncountedTerminatedPods: { failed: ['uid-p0'] } },
    release: ['p0'],
  },
];

test.each(rows)('$name', ({ spec, status = {}, deleted = false, pods, ends, told = {}, release }) => {
  const object = job(spec, status, deleted);
  const view = viewJob(
    object,
    pods.map((parts, place) => jobPod({ name: `p${place}`, ...parts })),
  );
  const tracking = trackEnded(view, status, ends && outcome(ends));
  expect(tracking.status).toMatchObject(told);
  expect(tracking.status.uncountedTerminatedPods).toEqual(told.uncountedTerminatedPods);
  expect(names(tracking.release)).toEqual(release);
  expect(tracking.isFull).toBe(false);
});

test('no more than 500 pods are on their way into the counts', () => {
  const pods = Array.from({ length: 700 }, (_, place) => jobPod({ name: `p${place}`, phase: 'Succeeded' }));
  const { release, isFull } = trackEnded(viewJob(job({ completions: 700, parallelism: 700 }), pods), {}, undefined);
  expect(release).toHaveLength(500);
  expect(isFull).toBe(true);
});

describe('counting those let go', () => {
  const status = { succeeded: 1, ...uncounted({ succeeded: ['a', 'b'], failed: ['c'] }) };
  test('are counted and leave the lists', () => {
    expect(countReleased(status, (uid) => uid === 'b')).toEqual({
      succeeded: 2,
      failed: 1,
      uncountedTerminatedPods: { succeeded: ['b'] },
    });
  });
  test('the same status when all are held', () => {
    expect(countReleased(status, () => true)).toBe(status);
  });
});
