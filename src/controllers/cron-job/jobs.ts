// The jobs of a CronJob: the one of a start, those that are kept no longer, and what the status tells of them.
// upstream: pkg/controller/cronjob/cronjob_controllerv2.go, utils.go getJobFromTemplate2

import type { CronJob, CronJobStatus, Job, ObjectReference } from '../../kinds/generated/types.gen';
import { controllerRef } from '../../kinds/owner';
import { parseRfc3339 } from '../../sim/time';
import { finishedCondition } from '../job/conditions';
import { rfc3339In } from './time-text';

const SCHEDULED_ANNOTATION = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** One name for each minute, so that no start makes two jobs. */
export function jobName({ metadata }: CronJob, startMs: number): string {
  return `${metadata.name}-${Math.floor(startMs / 60_000)}`;
}

/** The job of a start. */
export function jobOf(cronJob: CronJob, startMs: number): Job {
  const { metadata = {}, spec } = cronJob.spec.jobTemplate;
  const { namespace } = cronJob.metadata;
  const scheduled = rfc3339In(cronJob.spec.timeZone ?? '', startMs);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobName(cronJob, startMs),
      ...(namespace === undefined ? {} : { namespace }),
      ...(metadata.labels ? { labels: metadata.labels } : {}),
      annotations: { ...metadata.annotations, [SCHEDULED_ANNOTATION]: scheduled },
      ownerReferences: [controllerRef(cronJob)],
    },
    spec,
  };
}

/** Finished jobs beyond the limits, successful ones before failed ones, of each the first started. */
export function planCleanup({ spec }: CronJob, jobs: readonly Job[]): readonly Job[] {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = spec;
  return [...beyond(jobs, 'Complete', successfulJobsHistoryLimit), ...beyond(jobs, 'Failed', failedJobsHistoryLimit)];
}

function beyond(jobs: readonly Job[], type: 'Complete' | 'Failed', limit: number | undefined): readonly Job[] {
  const finished = jobs.filter((job) => finishedCondition(job)?.type === type);
  if (limit === undefined || finished.length <= limit) return [];
  return [...finished].sort(byStart).slice(0, finished.length - limit);
}

function byStart(a: Job, b: Job): number {
  const [left, right] = [startedMs(a), startedMs(b)];
  if (left !== right) return left - right;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

/** Jobs that never started come last. */
function startedMs({ status }: Job): number {
  return status?.startTime ? parseRfc3339(status.startTime) : Number.MAX_SAFE_INTEGER;
}

export interface Finding {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

/** What the jobs make of the status, and what is to be told. `isThere` says whether a job of a name exists at all. */
export function followJobs(
  status: CronJobStatus,
  jobs: readonly Job[],
  isThere: (name: string) => boolean,
): { readonly status: CronJobStatus; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  let next = status;
  for (const job of jobs) {
    const { name, uid } = job.metadata;
    const isActive = isInList(next, uid);
    const finished = finishedCondition(job);
    if (finished === undefined) {
      const message = `Saw a job that the controller did not create or forgot: ${name}`;
      if (!isActive) findings.push({ type: 'Warning', reason: 'UnexpectedJob', message });
      continue;
    }
    if (isActive) {
      const message = `Saw completed job: ${name}, condition: ${finished.type}`;
      findings.push({ type: 'Normal', reason: 'SawCompletedJob', message });
      next = withoutActive(next, uid);
    }
    if (finished.type === 'Complete') next = withSuccess(next, job.status?.completionTime);
  }
  const known = new Set(jobs.map(({ metadata }) => metadata.uid));
  for (const { name = '', uid } of next.active ?? []) {
    if (known.has(uid) || isThere(name)) continue;
    findings.push({ type: 'Normal', reason: 'MissingJob', message: `Active job went missing: ${name}` });
    next = withoutActive(next, uid);
  }
  return { status: next, findings };
}

function withSuccess(status: CronJobStatus, time: string | undefined): CronJobStatus {
  const { lastSuccessfulTime } = status;
  if (time === undefined) return status;
  const isLater = lastSuccessfulTime === undefined || parseRfc3339(time) > parseRfc3339(lastSuccessfulTime);
  return isLater ? { ...status, lastSuccessfulTime: time } : status;
}

export function isInList({ active = [] }: CronJobStatus, uid: string | undefined): boolean {
  return active.some((reference) => reference.uid === uid);
}

/** The status without a job among the active ones. */
export function withoutActive({ active = [], ...status }: CronJobStatus, uid: string | undefined): CronJobStatus {
  const left = active.filter((reference) => reference.uid !== uid);
  return left.length > 0 ? { ...status, active: left } : status;
}

/** How the status names a job. */
export function referenceTo({ metadata, apiVersion, kind }: Job): ObjectReference {
  const { namespace, name, uid, resourceVersion } = metadata;
  return { apiVersion, kind, name, namespace, resourceVersion, uid };
}
