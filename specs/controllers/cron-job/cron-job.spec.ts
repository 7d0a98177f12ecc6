// The CronJob controller on a whole cluster, from half past nothing on: virtual time begins at a full hour.

import { describe, expect, test } from '@jest/globals';
import type { CronJob, CronJobSpec } from '../../../src/kinds/generated/types.gen';
import { rfc3339 } from '../../../src/sim/time';
import { type World, world } from '../whole-cluster';

function cronJob(image: string, spec: Partial<CronJobSpec> = {}): CronJob {
  const template = { spec: { restartPolicy: 'Never' as const, containers: [{ name: 'c', image }] } };
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'tick' },
    spec: { schedule: '* * * * *', jobTemplate: { spec: { template, backoffLimit: 0 } }, ...spec },
  };
}

const status = ({ user }: World) => user.get('CronJob', 'default', 'tick')?.status ?? {};
const patch = ({ user }: World, spec: Partial<CronJobSpec>) =>
  void user.patch('CronJob', 'default', 'tick', 'merge', { spec });
const jobs = ({ user }: World) => user.list('Job', 'default');
/** When jobs were made, as minutes and seconds. */
const made = ({ cluster }: World) =>
  cluster.simulation.store.changes
    .filter(({ kind, type }) => kind === 'Job' && type === 'ADDED')
    .map(({ atMs }) => rfc3339(atMs).slice(14, 19));
const told = (it: World) => it.events('CronJob/tick').map((text) => text.replace(/-\d{8}/, ''));

describe('every minute', () => {
  const it = world(1, cronJob('sim/exit:0-1', { successfulJobsHistoryLimit: 1 }));
  it.wait(130);

  test('a job starts a tenth of a second after the full minute', () => {
    expect(made(it)).toEqual(['01:00', '02:00']);
    const [job] = jobs(it);
    const annotation = job?.metadata.annotations?.['batch.kubernetes.io/cronjob-scheduled-timestamp'];
    expect(annotation).toMatch(/:02:00Z$/);
    expect(job?.metadata.name).toMatch(/^tick-\d{8}$/);
  });
  test('the status tells the planned times', () => {
    expect(status(it).lastScheduleTime).toMatch(/:02:00Z$/);
    expect(status(it).lastSuccessfulTime).toBe(jobs(it)[0]?.status?.completionTime);
    expect(status(it)).not.toHaveProperty('active');
  });
  test('old jobs go with their pods', () => {
    expect(jobs(it)).toHaveLength(1);
    expect(it.pods()).toHaveLength(1);
    expect(told(it)).toEqual([
      'SuccessfulCreate: Created job tick',
      'SawCompletedJob: Saw completed job: tick, condition: Complete',
      'SuccessfulCreate: Created job tick',
      'SuccessfulDelete: Deleted job tick',
      'SawCompletedJob: Saw completed job: tick, condition: Complete',
    ]);
  });
});

test('a job that fails is seen', () => {
  const it = world(1, cronJob('sim/exit:1-1'));
  it.wait(70);
  expect(told(it)).toContain('SawCompletedJob: Saw completed job: tick, condition: Failed');
  expect(status(it)).not.toHaveProperty('lastSuccessfulTime');
});

describe('a job that is still running', () => {
  const running = (concurrencyPolicy: CronJobSpec['concurrencyPolicy']) => {
    const it = world(1, cronJob('sim/run:1', { concurrencyPolicy }));
    it.wait(130);
    return it;
  };
  test('Allow: another one starts beside it', () => {
    const it = running('Allow');
    expect(jobs(it)).toHaveLength(2);
    expect(status(it).active).toHaveLength(2);
    expect(status(it).active?.[0]).toMatchObject({ apiVersion: 'batch/v1', kind: 'Job', namespace: 'default' });
  });
  test('Forbid: none starts', () => {
    const it = running('Forbid');
    expect(made(it)).toEqual(['01:00']);
    expect(told(it).at(-1)).toBe(
      'JobAlreadyActive: Not starting job because prior execution is running and concurrency policy is Forbid',
    );
  });
  test('Forbid: the missed start comes when it ends', () => {
    const it = world(1, cronJob('sim/exit:0-80', { concurrencyPolicy: 'Forbid' }));
    it.wait(170);
    expect(made(it)).toHaveLength(2);
    expect(made(it)[1]).toMatch(/^02:2\d$/);
    expect(status(it).lastScheduleTime).toMatch(/:02:00Z$/);
  });
  test('Replace: it has to go', () => {
    const it = running('Replace');
    expect(made(it)).toEqual(['01:00', '02:00']);
    expect(jobs(it)).toHaveLength(1);
    expect(status(it).active?.map(({ uid }) => uid)).toEqual([jobs(it)[0]?.metadata.uid]);
  });
});

describe('suspending', () => {
  const suspended = (spec: Partial<CronJobSpec> = {}) => {
    const it = world(1, cronJob('sim/exit:0-1', { suspend: true, ...spec }));
    it.wait(150);
    expect(made(it)).toEqual([]);
    patch(it, { suspend: false });
    it.wait(5);
    return it;
  };
  test('afterwards the last missed start is made up for', () => {
    const it = suspended();
    expect(made(it)).toHaveLength(1);
    expect(status(it).lastScheduleTime).toMatch(/:02:00Z$/);
  });
  test('unless it is too late', () => {
    expect(made(suspended({ startingDeadlineSeconds: 20 }))).toEqual([]);
  });
});

test('a start that the deadline does not allow any more is not made up for', () => {
  const it = world(1, cronJob('sim/exit:0-80', { concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 10 }));
  it.wait(150);
  expect(made(it)).toEqual(['01:00']);
});

test('a new schedule counts at once, without a start of its own', () => {
  const it = world(1, cronJob('sim/exit:0-1', { schedule: '0 0 1 1 *' }));
  it.wait(90);
  patch(it, { schedule: '* * * * *' });
  it.wait(20);
  expect(made(it)).toEqual([]);
  it.wait(30);
  expect(made(it)).toEqual(['02:00']);
});

test('the zone’s clock decides', () => {
  const it = world(1, cronJob('sim/exit:0-1', { schedule: '32 5 * * *', timeZone: 'Asia/Kolkata' }));
  it.wait(200);
  expect(made(it)).toEqual(['02:00']);
  const [job] = jobs(it);
  expect(job?.metadata.annotations?.['batch.kubernetes.io/cronjob-scheduled-timestamp']).toMatch(/T05:32:00\+05:30$/);
});

test('a day that never comes is told of', () => {
  const it = world(1, cronJob('sim/exit:0-1', { schedule: '59 23 31 2 *' }));
  it.wait(5);
  expect(told(it)).toEqual([
    'InvalidSchedule: invalid schedule: 59 23 31 2 * : time difference between two schedules is less than 1 second',
  ]);
});

test('a job that someone deletes is missed', () => {
  const it = world(1, cronJob('sim/run:1'));
  it.wait(65);
  it.user.delete('Job', 'default', jobs(it)[0]?.metadata.name ?? '', { propagationPolicy: 'Background' });
  it.wait(10);
  expect(told(it).at(-1)).toBe('MissingJob: Active job went missing: tick');
  expect(status(it)).not.toHaveProperty('active');
});

test('waiting for the next start does not keep a cluster from settling', () => {
  const it = world(1, cronJob('sim/exit:0-1'));
  const beforeMs = it.cluster.nowMs;
  it.settle();
  expect(it.cluster.nowMs - beforeMs).toBeLessThan(1000);
});
