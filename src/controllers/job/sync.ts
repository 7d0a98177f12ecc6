// One sync of a job: see how it stands, find its end or manage its pods, then count what has ended.
// upstream: pkg/controller/job/job_controller.go syncJob

import type { ActorContext } from '../../api/actor';
import { isEnabled } from '../../kinds/feature-gates';
import type { Job, Pod } from '../../kinds/generated/types.gen';
import { withoutField } from '../../kinds/with-defaults';
import { rfc3339 } from '../../sim/time';
import { deletePod } from '../shared/pod-control';
import { isPodReady } from '../shared/pod-state';
import { SyncFailure } from '../shared/syncing';
import { makeCondition } from './conditions';
import { countEnded } from './count-ended';
import { isSuspended } from './job-pod';
import { addPods, removePods } from './job-pods';
import { type JobMemory, type JobSync, putCondition } from './job-sync';
import { completionOutcome, deadlineInMs, findOutcome, startedAtMs } from './outcome';
import { countFailures } from './pod-backoff';
import { planPods } from './pod-plan';
import { viewJob } from './view';

/** Follow-up syncs after failures come no sooner than this. upstream: SyncJobBatchPeriod */
const BATCH_MS = 1000;

export function syncJob(cx: ActorContext<JobMemory>, key: string, job: Job, pods: readonly Pod[]): void {
  const view = viewJob(job, pods);
  const startTime = job.status?.startTime ?? (isSuspended(job) ? undefined : rfc3339(cx.nowMs));
  const status = { uncountedTerminatedPods: {}, ...job.status, ...(startTime ? { startTime } : {}) };
  const record = countFailures(cx.state.backoffs.get(key), view.newlySucceeded, view.newlyFailed);
  const outcome = findOutcome(view, startedAtMs(job, cx.nowMs), cx.nowMs);
  const sync: JobSync = { cx, key, view, record, job, status, isChanged: false, outcome, failure: undefined };
  if (outcome) endActivePods(sync);
  else managePods(sync);
  countEnded(sync);
  if (sync.failure) throw new SyncFailure(sync.failure.message);
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
  const { cx, key, job } = sync;
  const deadlineMs = deadlineInMs(job, startedAtMs(job, cx.nowMs), cx.nowMs);
  if (deadlineMs !== undefined) cx.after(deadlineMs, key, { background: true });
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
  if (!suspended) sync.status = { ...sync.status, startTime: rfc3339(cx.nowMs) };
  else if (isEnabled('MutableSchedulingDirectivesForSuspendedJobs')) {
    sync.status = withoutField(sync.status, 'startTime');
  }
  const { reason, message } = suspended
    ? { reason: 'Suspended', message: 'Job suspended' }
    : { reason: 'Resumed', message: 'Job resumed' };
  cx.event(job, { type: 'Normal', reason, message });
}
