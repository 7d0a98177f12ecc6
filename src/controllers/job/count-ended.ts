// The end of a sync: ended pods are told in the status, let go, counted, and then a job at its end is marked finished.
// upstream: pkg/controller/job/job_controller.go trackJobStatusAndRemoveFinalizers

import type { JobStatus, Pod } from '../../kinds/generated/types.gen';
import { rfc3339 } from '../../sim/time';
import { refusalOf } from '../shared/refusal';
import { makeCondition } from './conditions';
import { isTracked } from './job-pod';
import { releasePod } from './job-pods';
import { changeStatus, type JobSync, putCondition, writeStatus } from './job-sync';
import type { Outcome } from './outcome';
import { countReleased, hasUncounted, trackEnded } from './tracking';

/** Writes the status before finalizers go and again after, so that no pod is counted twice or never. */
export function countEnded(sync: JobSync): void {
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

function isSameTracking(a: JobStatus, b: JobStatus): boolean {
  const size = ({ uncountedTerminatedPods: { succeeded = [], failed = [] } = {} }: JobStatus) =>
    succeeded.length + failed.length;
  return (
    size(a) === size(b) &&
    (a.completedIndexes ?? '') === (b.completedIndexes ?? '') &&
    a.failedIndexes === b.failedIndexes
  );
}
