import { describe, expect, test } from '@jest/globals';
import { followJobs, jobOf, planCleanup } from '../../../src/controllers/cron-job/jobs';
import type { CronJob, CronJobSpec, Job } from '../../../src/kinds/generated/types.gen';
import { parseRfc3339 } from '../../../src/sim/time';
import { ago } from '../builders';

const cronJob = (spec: Partial<CronJobSpec> = {}): CronJob => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'tick', namespace: 'default', uid: 'uid-tick' },
  spec: {
    schedule: '* * * * *',
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
    jobTemplate: {
      metadata: { labels: { a: 'b' }, annotations: { c: 'd' } },
      spec: { template: { spec: { containers: [] } } },
    },
    ...spec,
  },
});

/** A job that started and ended so many seconds ago; `end` Complete, Failed or none. */
function job(name: string, end: string | undefined, startedAgo?: number, endedAgo = 0): Job {
  const conditions = end ? [{ type: end, status: 'True', lastTransitionTime: ago(endedAgo) }] : [];
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace: 'default', uid: `uid-${name}` },
    spec: { template: { spec: { containers: [] } } },
    status: {
      conditions,
      ...(startedAgo === undefined ? {} : { startTime: ago(startedAgo) }),
      ...(end === 'Complete' ? { completionTime: ago(endedAgo) } : {}),
    },
  };
}

test('the job of a start is named by its minute and carries the time in the zone', () => {
  const made = jobOf(cronJob({ timeZone: 'Europe/Berlin' }), parseRfc3339('2026-07-01T12:00:00Z'));
  expect(made).toMatchObject({
    metadata: {
      name: 'tick-29715120',
      namespace: 'default',
      labels: { a: 'b' },
      annotations: { c: 'd', 'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-07-01T14:00:00+02:00' },
      ownerReferences: [{ kind: 'CronJob', name: 'tick', uid: 'uid-tick', controller: true }],
    },
    spec: { template: { spec: { containers: [] } } },
  });
});

describe('jobs that are kept no longer', () => {
  const jobs = [
    job('a', 'Complete', 50),
    job('b', 'Complete', 40),
    job('c', 'Failed', 45),
    job('d', 'Failed', 35),
    job('e', undefined, 99),
    job('f', 'Complete'),
  ];
  test.each([
    { name: 'none beyond the limits', limits: [3, 2], removed: [] },
    { name: 'the first started go', limits: [1, 1], removed: ['a', 'b', 'c'] },
    { name: 'all that have ended', limits: [0, 0], removed: ['a', 'b', 'f', 'c', 'd'] },
    { name: 'no limits', limits: [undefined, undefined], removed: [] },
  ])('$name', ({ limits, removed }) => {
    const [successfulJobsHistoryLimit, failedJobsHistoryLimit] = limits;
    const object = cronJob({ successfulJobsHistoryLimit, failedJobsHistoryLimit });
    expect(planCleanup(object, jobs).map(({ metadata }) => metadata.name)).toEqual(removed);
  });
});

describe('the status follows the jobs', () => {
  const active = (...names: string[]) => names.map((name) => ({ name, namespace: 'default', uid: `uid-${name}` }));
  const rows: readonly {
    name: string;
    active: readonly string[];
    jobs: readonly Job[];
    there?: boolean;
    left: readonly string[];
    success?: string;
    told: readonly string[];
  }[] = [
    { name: 'a job that runs', active: ['a'], jobs: [job('a', undefined, 5)], left: ['a'], told: [] },
    {
      name: 'a job that succeeded',
      active: ['a', 'b'],
      jobs: [job('a', 'Complete', 5, 2), job('b', undefined, 5)],
      left: ['b'],
      success: ago(2),
      told: ['SawCompletedJob: Saw completed job: a, condition: Complete'],
    },
    {
      name: 'a job that failed',
      active: ['a'],
      jobs: [job('a', 'Failed', 5, 2)],
      left: [],
      told: ['SawCompletedJob: Saw completed job: a, condition: Failed'],
    },
    {
      name: 'a success that nobody waited for',
      active: [],
      jobs: [job('a', 'Complete', 9, 7), job('b', 'Complete', 5, 2), job('c', 'Complete', 8, 6)],
      left: [],
      success: ago(2),
      told: [],
    },
    {
      name: 'a job of somebody else',
      active: [],
      jobs: [job('x', undefined, 5)],
      left: [],
      told: ['UnexpectedJob: Saw a job that the controller did not create or forgot: x'],
    },
    { name: 'a job that is gone', active: ['a'], jobs: [], left: [], told: ['MissingJob: Active job went missing: a'] },
    { name: 'a job of the name is there', active: ['a'], jobs: [], there: true, left: ['a'], told: [] },
  ];
  test.each(rows)('$name', (row) => {
    const status = row.active.length > 0 ? { active: active(...row.active) } : {};
    const followed = followJobs(status, row.jobs, () => row.there ?? false);
    expect((followed.status.active ?? []).map(({ name }) => name)).toEqual(row.left);
    expect(followed.status.lastSuccessfulTime).toBe(row.success);
    expect(followed.findings.map(({ reason, message }) => `${reason}: ${message}`)).toEqual(row.told);
  });
});
