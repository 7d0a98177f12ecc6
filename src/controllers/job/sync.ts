// One sync of a job: see how it stands, find its end or manage its pods, then count what has ended. The status is
// written before finalizers go and again after, so that no pod is counted twice or never.
// upstream: pkg/controller/job/job_controller.go syncJob

import type { ActorContext } from '../../api/actor';
import type { Job, JobCondition, JobStatus, Pod } from '../../kinds/generated/types.gen';
import type { Table } from '../../sim/table';
import { rfc3339 } from '../../sim/time';
import { deletePod } from '../shared/pod-control';
import { isPodReady } from '../shared/pod-state';
import { refusalOf } from '../shared/refusal';
import { type Retries, SyncFailure } from '../shared/syncing';
import { makeCondition, setCondition } from './conditions';
import { isSuspended, isTracked } from './job-pod';
import { addPods, releasePod, removePods } from './job-pods';
import { completionOutcome, deadlineInMs, findOutcome, type Outcome, startedAtMs } from './outcome';
import { countFailures, type FailureRecord } from './pod-backoff';
import { planPods } from './pod-plan';
import { countReleased, hasUncounted, trackEnded } from './tracking';
import { type JobView, viewJob } from './view';

export interface JobMemory extends Retries {
  /** Failures since the last success, by the job's key. */
  readonly backoffs: Table<FailureRecord>;
}

export interface JobSync {
  readonly cx: ActorContext<JobMemory>;
  readonly key: string;
  readonly view: JobView;
  readonly record: FailureRecord;
  /** The job as last written or read. */
  job: Job;
  /** The status to write. */
  status: JobStatus;
  /** Something in it differs from the job's. */
  isChanged: boolean;
  outcome: Outcome | undefined;
  failure: Error | undefined;
}

/** Follow-up syncs after failures come no sooner than this. upstream: SyncJobBatchPeriod */
const BATCH_MS = 1000;

export function syncJob(cx: ActorContext<JobMemory>, key: string, job: Job, pods: readonly Pod[]): void {
  const view = viewJob(job, pods);
  const startTime = job.status?.startTime ?? (isSuspended(job) ? undefined : rfc3339(cx.nowMs));
  const status = { uncountedTerminatedPods: {}, ...job.status, ...(startTime ? { startTime } : {}) };
  const record = countFailures(cx.state.backoffs.get(key), view.newlySucceeded, view.newlyFailed);
  const outcome = findOutcome(view, startedAtMs(job, cx.nowMs), cx.nowMs);
  const sync: JobSync = { cx, key, view, record, job, status, isChanged: false, outcome, failure: undefined };
  awaitDeadline(sync);
  if (outcome) endActivePods(sync);
  else managePods(sync);
  writeCounts(sync);
  if (sync.failure) throw new SyncFailure(sync.failure.message);
}

function awaitDeadline({ cx, key, job, outcome }: JobSync): void {
  const waitMs = deadlineInMs(job, startedAtMs(job, cx.nowMs), cx.nowMs);
  if (waitMs !== undefined && (outcome === undefined || waitMs > 0)) cx.after(waitMs, key, { background: true });
}

/** The job is at its end: what still runs is deleted and held until it is counted. */
function endActivePods(sync: JobSync): void {
  const { cx, view } = sync;
  const deleted = view.active.filter((pod) => {
    const failure = deletePod(cx, sync.job, pod);
    sync.failure ??= failure;
    return failure === undefined;
  });
  if (deleted.length < view.active.length) sync.outcome = undefined;
  setCounts(sync, deleted, view.active.length - deleted.length);
}

function managePods(sync: JobSync): void {
  const isManaged = sync.job.metadata.deletionTimestamp === undefined;
  const active = isManaged ? followPlan(sync) : sync.view.active.length;
  if (!isManaged) setCounts(sync, [], active);
  sync.outcome = completionOutcome(sync.view, active);
  if (sync.outcome === undefined && isManaged) noteSuspension(sync);
}

/** Makes or removes pods; answers how many count as active then. */
function followPlan(sync: JobSync): number {
  const { cx, key, view, record } = sync;
  const plan = planPods(view, record, cx.nowMs);
  let active = view.active.length;
  let removed: readonly Pod[] = [];
  if (plan.step === 'wait') {
    cx.after(Math.max(plan.waitMs, BATCH_MS), key, { background: true });
    // A job that waits reports no active pods, whatever it has.
    active = 0;
  } else if (plan.step === 'remove') {
    removed = removePods(sync, plan.pods);
    active -= removed.length;
  } else if (plan.step !== 'none') active += addPods(sync, plan);
  setCounts(sync, removed, active);
  return active;
}

function setCounts(sync: JobSync, removed: readonly Pod[], active: number): void {
  const { view, status } = sync;
  const counts = {
    active,
    ready: view.ready - removed.filter(isPodReady).length,
    terminating: view.terminating + removed.length,
  };
  const isSame =
    active === (status.active ?? 0) && counts.ready === status.ready && counts.terminating === status.terminating;
  if (!isSame) sync.isChanged = true;
  sync.status = { ...status, ...counts };
}

/** Tells of suspending and resuming; a resumed job starts anew. */
function noteSuspension(sync: JobSync): void {
  const { cx, job } = sync;
  const suspended = isSuspended(job);
  const condition = suspended
    ? makeCondition(cx.nowMs, 'Suspended', 'True', 'JobSuspended', 'Job suspended')
    : makeCondition(cx.nowMs, 'Suspended', 'False', 'JobResumed', 'Job resumed');
  if (!putCondition(sync, condition)) return;
  const { startTime, ...status } = sync.status;
  sync.status = suspended ? status : { ...status, startTime: rfc3339(cx.nowMs) };
  const { reason, message } = suspended
    ? { reason: 'Suspended', message: 'Job suspended' }
    : { reason: 'Resumed', message: 'Job resumed' };
  cx.event(job, { type: 'Normal', reason, message });
}

/** upstream: trackJobStatusAndRemoveFinalizers */
function writeCounts(sync: JobSync): void {
  const { cx, view, outcome, key } = sync;
  const held = new Set(view.pods.filter(isTracked).map(({ metadata }) => metadata.uid ?? ''));
  changeStatus(
    sync,
    countReleased(sync.status, (uid) => held.has(uid)),
  );
  const { status, release, isFull } = trackEnded(view, sync.status, outcome);
  if (!isSameTracking(sync.status, status)) changeStatus(sync, status);
  if (outcome && !outcome.isTold) {
    const type = outcome.type === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget';
    putCondition(sync, makeCondition(cx.nowMs, type, 'True', outcome.reason, outcome.message));
  }
  if (sync.isChanged) {
    writeStatus(sync);
    cx.state.backoffs.set(key, sync.record);
  }
  const failure = releaseAll(sync, release, held);
  changeStatus(
    sync,
    countReleased(sync.status, (uid) => held.has(uid)),
  );
  if (failure === undefined && !isFull && finish(sync)) return;
  if (sync.isChanged) writeStatus(sync);
  if (failure) throw failure;
}

/** Takes the finalizers off; `held` keeps those that could not be taken off. Answers the first refusal. */
function releaseAll({ cx }: JobSync, pods: readonly Pod[], held: Set<string>): Error | undefined {
  let failure: Error | undefined;
  for (const pod of pods) {
    const refused = refusalOf(() => releasePod(cx, pod));
    if (refused === undefined || refused.reason === 'NotFound') held.delete(pod.metadata.uid ?? '');
    else failure ??= refused;
  }
  return failure;
}

/** Complete or Failed, once every pod is counted and none is terminating. */
function finish(sync: JobSync): boolean {
  const { cx, outcome, status } = sync;
  if (outcome === undefined || hasUncounted(status) || (status.terminating ?? 0) > 0) return false;
  const { type, reason, message } = outcome;
  putCondition(sync, makeCondition(cx.nowMs, type, 'True', reason, message));
  if (type === 'Complete') changeStatus(sync, { ...sync.status, completionTime: rfc3339(cx.nowMs) });
  writeStatus(sync);
  tellEnd(sync, outcome);
  return true;
}

/** upstream: recordJobFinished */
function tellEnd({ cx, job }: JobSync, { type, reason, message }: Outcome): void {
  if (type === 'Failed') {
    cx.event(job, { type: 'Warning', reason, message });
    return;
  }
  if ((job.status?.succeeded ?? 0) > (job.spec.completions ?? Number.POSITIVE_INFINITY)) {
    const surplus = 'Too many succeeded pods running after completion count reached';
    cx.event(job, { type: 'Warning', reason: 'TooManySucceededPods', message: surplus });
  }
  cx.event(job, { type: 'Normal', reason: 'Completed', message: 'Job completed' });
}

function putCondition(sync: JobSync, condition: JobCondition): boolean {
  const former = sync.status.conditions ?? [];
  const conditions = setCondition(former, condition);
  if (conditions === former) return false;
  changeStatus(sync, { ...sync.status, conditions });
  return true;
}

function changeStatus(sync: JobSync, status: JobStatus): void {
  if (status === sync.status) return;
  sync.status = status;
  sync.isChanged = true;
}

function isSameTracking(a: JobStatus, b: JobStatus): boolean {
  const size = ({ uncountedTerminatedPods: { succeeded = [], failed = [] } = {} }: JobStatus) =>
    succeeded.length + failed.length;
  return (
    size(a) === size(b) &&
    (a.completedIndexes ?? '') === (b.completedIndexes ?? '') &&
    a.failedIndexes === b.failedIndexes
  );
}

/** Sends the status; counts of zero but `ready` and `terminating` are left out. */
function writeStatus(sync: JobSync): void {
  const { active, succeeded, failed, completedIndexes, ...rest } = sync.status;
  const status = {
    ...rest,
    ...(active ? { active } : {}),
    ...(succeeded ? { succeeded } : {}),
    ...(failed ? { failed } : {}),
    ...(completedIndexes ? { completedIndexes } : {}),
  };
  sync.job = sync.cx.updateStatus({ ...sync.job, status });
  sync.isChanged = false;
}
