// One sync of a CronJob: finished jobs beyond the limits go, the status follows the jobs, and the start that is due is
// made, unless it is too late or the former job may not be disturbed.
// upstream: pkg/controller/cronjob/cronjob_controllerv2.go syncCronJob

import type { ActorContext } from '../../api/actor';
import { type CronSchedule, parseCronSchedule } from '../../kinds/cron-schedule';
import { equalData } from '../../kinds/equal-data';
import type { CronJob, CronJobStatus, Job } from '../../kinds/generated/types.gen';
import { isControlledBy } from '../../kinds/owner';
import { parseRfc3339, rfc3339 } from '../../sim/time';
import { isAlreadyExists, isNamespaceTerminating, refusalOf } from '../shared/refusal';
import { failureOf, type Retries, SyncFailure } from '../shared/syncing';
import { followJobs, isInList, jobName, jobOf, planCleanup, referenceTo, withoutActive } from './jobs';
import { nextTime } from './next-time';
import { dueStart, isTooLate, type Next, nextLookInMs } from './start-times';
import { rfc1123z } from './time-text';

interface Sync {
  readonly cx: ActorContext<Retries>;
  readonly cronJob: CronJob;
  readonly jobs: readonly Job[];
  /** The status to write. */
  status: CronJobStatus;
}

const MANY = 100;

export function syncCronJob(cx: ActorContext<Retries>, key: string, cronJob: CronJob): void {
  const jobs = cx.by('Job', 'owner', cronJob.metadata.uid ?? '');
  const sync: Sync = { cx, cronJob, jobs, status: cronJob.status ?? {} };
  for (const job of planCleanup(cronJob, jobs)) removeJob(sync, job);
  let next: Next | undefined;
  const failure = failureOf(() => {
    next = startDue(sync);
  });
  if (!equalData(cronJob.status ?? {}, sync.status)) cx.updateStatus({ ...cronJob, status: sync.status });
  if (failure) throw failure;
  if (next) lookAgain(cx, key, { ...cronJob, status: sync.status }, next);
}

/** A new schedule or zone moves the next look; starts that it would have had before are not made up for. */
export function reschedule(cx: ActorContext<Retries>, key: string, cronJob: CronJob): void {
  const parsed = parseCronSchedule(cronJob.spec.schedule);
  if ('error' in parsed) {
    const message = `unparseable schedule for cronjob: ${cronJob.spec.schedule}`;
    cx.event(cronJob, { type: 'Warning', reason: 'UnParseableCronJobSchedule', message });
  } else lookAgain(cx, key, cronJob, nextOf(cronJob, parsed.schedule));
}

function lookAgain(cx: ActorContext<Retries>, key: string, cronJob: CronJob, next: Next): void {
  const waitMs = nextLookInMs(cronJob, cx.nowMs, next);
  if (waitMs !== undefined) cx.after(waitMs, key, { background: true });
}

const nextOf = (cronJob: CronJob, schedule: CronSchedule): Next => {
  return (afterMs) => nextTime(schedule, afterMs, cronJob.spec.timeZone ?? '');
};

/** Answers by what to find the next look; undefined when there shall be none. */
function startDue(sync: Sync): Next | undefined {
  const { cx, cronJob, jobs } = sync;
  const { namespace, deletionTimestamp } = cronJob.metadata;
  const followed = followJobs(sync.status, jobs, (name) => cx.get('Job', namespace, name) !== undefined);
  for (const finding of followed.findings) cx.event(cronJob, finding);
  sync.status = followed.status;
  if (deletionTimestamp || cronJob.spec.suspend) return undefined;
  const { schedule } = cronJob.spec;
  const parsed = parseCronSchedule(schedule);
  if ('error' in parsed) {
    warn(sync, 'UnparseableSchedule', `unparseable schedule: "${schedule}" : ${parsed.error}`);
    return undefined;
  }
  const next = nextOf(cronJob, parsed.schedule);
  const due = dueStart(cronJob, cx.nowMs, next, true);
  if ('error' in due) {
    warn(sync, 'InvalidSchedule', `invalid schedule: ${schedule} : ${due.error}`);
    return undefined;
  }
  if (due.startMs === undefined) return next;
  if (due.missed > MANY) {
    const advice = 'Set or decrease .spec.startingDeadlineSeconds or check clock skew';
    warn(sync, 'TooManyMissedTimes', `too many missed start times. ${advice}`);
  }
  return isHindered(sync, due.startMs) || start(sync, due.startMs) ? next : undefined;
}

/** Too late, made already, or in the way of a job that runs. */
function isHindered(sync: Sync, startMs: number): boolean {
  const { cx, cronJob, status } = sync;
  const { active = [], lastScheduleTime } = status;
  if (isTooLate(cronJob, startMs, cx.nowMs)) {
    warn(sync, 'MissSchedule', `Missed scheduled time to start a job: ${rfc1123z(startMs)}`);
    return true;
  }
  const name = jobName(cronJob, startMs);
  if (active.some((reference) => reference.name === name)) return true;
  if (lastScheduleTime !== undefined && parseRfc3339(lastScheduleTime) === startMs) return true;
  if (cronJob.spec.concurrencyPolicy !== 'Forbid' || active.length === 0) return false;
  const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
  cx.event(cronJob, { type: 'Normal', reason: 'JobAlreadyActive', message });
  return true;
}

/** Makes the job. False when its name is taken, so that nothing more is to be done. Errors: what was refused. */
function start(sync: Sync, startMs: number): boolean {
  const { cx, cronJob } = sync;
  if (cronJob.spec.concurrencyPolicy === 'Replace') removeActive(sync);
  const wanted = jobOf(cronJob, startMs);
  let job: Job | undefined;
  const refused = refusalOf(() => {
    job = cx.create(wanted);
  });
  if (isAlreadyExists(refused)) {
    // Made by an earlier sync that could not tell of it.
    job = cx.get('Job', wanted.metadata.namespace, wanted.metadata.name);
    if (job === undefined || !isControlledBy(job, cronJob) || isInList(sync.status, job.metadata.uid)) return false;
  } else if (refused) {
    if (!isNamespaceTerminating(refused)) warn(sync, 'FailedCreate', `Error creating job: ${refused.message}`);
    throw refused;
  } else {
    const message = `Created job ${wanted.metadata.name}`;
    cx.event(cronJob, { type: 'Normal', reason: 'SuccessfulCreate', message });
  }
  const active = [...(sync.status.active ?? []), referenceTo(job as Job)];
  sync.status = { ...sync.status, active, lastScheduleTime: rfc3339(startMs) };
  return true;
}

/** Deletes the jobs that still run. Errors: SyncFailure when one cannot be found or deleted. */
function removeActive(sync: Sync): void {
  const { cx, status } = sync;
  for (const { namespace, name = '' } of status.active ?? []) {
    const job = cx.get('Job', namespace, name);
    if (job === undefined) {
      const why = `jobs.batch "${name}" not found`;
      warn(sync, 'FailedGet', `Get job: ${why}`);
      throw new SyncFailure(why);
    }
    if (!removeJob(sync, job)) throw new SyncFailure(`could not replace job ${namespace}/${name}`);
  }
}

/** Deletes a job with its pods, and from the active ones. False when that is refused. */
function removeJob(sync: Sync, { metadata }: Job): boolean {
  const { cx, cronJob } = sync;
  const { namespace, name, uid } = metadata;
  const refused = refusalOf(() => cx.delete('Job', namespace, name, { propagationPolicy: 'Background' }));
  if (refused) {
    warn(sync, 'FailedDelete', `Deleted job: ${refused.message}`);
    return false;
  }
  sync.status = withoutActive(sync.status, uid);
  cx.event(cronJob, { type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted job ${name}` });
  return true;
}

function warn({ cx, cronJob }: Sync, reason: string, message: string): void {
  cx.event(cronJob, { type: 'Warning', reason, message });
}
