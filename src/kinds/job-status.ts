// What a Job's status may say, and how it may change: how a job ended stays, counts do not fall. Since others than the
// job controller may write it, most is judged only where it changes.
// upstream: pkg/apis/batch/validation ValidateJobUpdateStatus, pkg/registry/batch/job getStatusValidationOptions

import { equalData } from './equal-data';
import type { Job, JobStatus } from './generated/types.gen';
import { checkIndexes, overlapOfIndexes } from './job-indexes';
import type { FieldError } from './kind';
import { internalValue } from './pod-spec/internal-value';
import {
  checkNonNegative,
  duplicate,
  type Errors,
  FIELD_IMMUTABLE,
  invalid,
  invalidPart,
  required,
} from './validation/field-error';
import { checkObjectMetaUpdate } from './validation/object-meta';

const CONDITIONS = 'status.conditions';

/** A job's status with what its conditions say. */
interface View {
  readonly status: JobStatus;
  readonly isComplete: boolean;
  readonly isFailed: boolean;
  readonly isFinished: boolean;
  readonly isFailureTarget: boolean;
  readonly isSuccess: boolean;
}

function viewOf({ status = {} }: Job): View {
  const has = (type: string) => hasCondition(status, type, 'True');
  const [isComplete, isFailed] = [has('Complete'), has('Failed')];
  return {
    status,
    isComplete,
    isFailed,
    isFinished: isComplete || isFailed,
    isFailureTarget: has('FailureTarget'),
    isSuccess: has('SuccessCriteriaMet'),
  };
}

function hasCondition({ conditions = [] }: JobStatus, type: string, status: string): boolean {
  return conditions.some((condition) => condition.type === type && condition.status === status);
}

export function checkJobStatus(job: Job, stored: Job): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, job);
  const [now, before] = [viewOf(job), viewOf(stored)];
  checkCounts(errors, now.status);
  checkCompletion(errors, now, before);
  checkFinish(errors, job, now, before);
  checkIndexLists(errors, job, now.status, before.status);
  checkPodCounts(errors, now, before);
  checkCriteria(errors, job, now);
  checkTransition(errors, job, now, before);
  return errors;
}

function checkCounts(errors: Errors, status: JobStatus): void {
  for (const field of ['active', 'succeeded', 'failed', 'ready', 'terminating'] as const) {
    checkNonNegative(errors, `status.${field}`, status[field]);
  }
  const seen = new Set<string>();
  for (const list of ['succeeded', 'failed'] as const) {
    status.uncountedTerminatedPods?.[list]?.forEach((uid, index) => {
      const path = `status.uncountedTerminatedPods.${list}[${index}]`;
      if (!uid) errors.push(invalid(path, uid, 'must not be empty'));
      else if (seen.has(uid)) errors.push(duplicate(path, uid));
      seen.add(uid);
    });
  }
}

const refuse = (errors: Errors, why: string) => errors.push(invalidPart(CONDITIONS, why));

function checkCompletion(errors: Errors, now: View, before: View): void {
  const { startTime, completionTime } = now.status;
  const path = 'status.completionTime';
  const isCompleteChanged = now.isComplete !== before.isComplete;
  const isTimeChanged = completionTime !== before.status.completionTime;
  if ((isCompleteChanged || now.isFailed !== before.isFailed) && now.isComplete && now.isFailed) {
    refuse(errors, 'cannot set Complete=True and Failed=true conditions');
  }
  const isTargetChanged = now.isFailureTarget !== before.isFailureTarget;
  if ((isCompleteChanged || isTargetChanged) && now.isComplete && now.isFailureTarget) {
    refuse(errors, 'cannot set Complete=True and FailureTarget=true conditions');
  }
  if (isCompleteChanged || isTimeChanged) {
    const why = 'cannot set completionTime when there is no Complete=True condition';
    if (completionTime && !now.isComplete) errors.push(invalid(path, completionTime, why));
    if (!completionTime && now.isComplete) {
      errors.push(required(path, 'completionTime is required for Complete jobs'));
    }
  }
  if ((startTime !== before.status.startTime || isTimeChanged) && startTime && completionTime) {
    if (completionTime < startTime) errors.push(invalid(path, completionTime, 'must be equal to or after `startTime`'));
  }
  const isIndexesChanged = now.status.failedIndexes !== before.status.failedIndexes;
  if ((now.isFailed !== before.isFailed || isIndexesChanged) && now.isFailed && !now.isFailureTarget) {
    refuse(errors, 'cannot set Failed=True condition without the FailureTarget=true condition');
  }
  if ((isCompleteChanged || now.isSuccess !== before.isSuccess) && now.isComplete && !now.isSuccess) {
    refuse(errors, 'cannot set Complete=True condition without the SuccessCriteriaMet=true condition');
  }
}

function checkFinish(errors: Errors, { spec }: Job, now: View, before: View): void {
  const { active = 0, startTime, uncountedTerminatedPods: uncounted } = now.status;
  if (!now.isFinished) return;
  const isNew = !before.isFinished;
  if ((isNew || active !== (before.status.active ?? 0)) && active > 0) {
    errors.push(invalid('status.active', active, 'active>0 is invalid for finished job'));
  }
  const needsNoStart = spec.suspend && spec.completions === 0;
  if ((isNew || startTime !== before.status.startTime) && !needsNoStart && !startTime) {
    errors.push(required('status.startTime', 'startTime is required for finished job'));
  }
  if (isNew || !equalData(uncounted, before.status.uncountedTerminatedPods)) {
    if (uncounted && (uncounted.failed?.length ?? 0) + (uncounted.succeeded?.length ?? 0) > 0) {
      const value = internalValue('UncountedTerminatedPods', uncounted);
      errors.push(invalid('status.uncountedTerminatedPods', value, 'must be empty for finished job'));
    }
  }
}

function checkIndexLists(errors: Errors, { spec }: Job, now: JobStatus, before: JobStatus): void {
  const { completedIndexes = '', failedIndexes } = now;
  const { completions, backoffLimitPerIndex, completionMode } = spec;
  const isCompletedChanged = completedIndexes !== (before.completedIndexes ?? '');
  const isFailedChanged = failedIndexes !== before.failedIndexes;
  const [completedPath, failedPath] = ['status.completedIndexes', 'status.failedIndexes'];
  if (isCompletedChanged && completions !== undefined) {
    const fault = checkIndexes(completedIndexes, completions);
    if (fault) errors.push(invalid(completedPath, completedIndexes, `error parsing completedIndexes: ${fault}`));
  }
  if (isFailedChanged && completions !== undefined && backoffLimitPerIndex !== undefined) {
    const fault = checkIndexes(failedIndexes ?? '', completions);
    if (fault) errors.push(invalid(failedPath, failedIndexes, `error parsing failedIndexes: ${fault}`));
  }
  if (isCompletedChanged && completedIndexes !== '' && completionMode !== 'Indexed') {
    const why = 'cannot set non-empty completedIndexes when non-indexed completion mode';
    errors.push(invalid(completedPath, completedIndexes, why));
  }
  if (isFailedChanged && backoffLimitPerIndex === undefined && failedIndexes !== undefined) {
    const why = 'cannot set non-null failedIndexes when backoffLimitPerIndex is null';
    errors.push(invalid(failedPath, failedIndexes, why));
  }
  if (!(isFailedChanged || isCompletedChanged) || completions === undefined || failedIndexes === undefined) return;
  const overlap = overlapOfIndexes(completedIndexes, failedIndexes, completions);
  if (overlap === undefined) return;
  errors.push(invalid(failedPath, failedIndexes, `failedIndexes and completedIndexes overlap at index: ${overlap}`));
}

function checkPodCounts(errors: Errors, now: View, before: View): void {
  const { terminating, ready, active = 0 } = now.status;
  const isTerminatingJudged = now.isFinished !== before.isFinished || terminating !== before.status.terminating;
  if (isTerminatingJudged && terminating !== undefined && terminating > 0 && now.isFinished) {
    errors.push(invalid('status.terminating', terminating, 'terminating>0 is invalid for finished job'));
  }
  const isReadyJudged = ready !== before.status.ready || active !== (before.status.active ?? 0);
  if (isReadyJudged && ready !== undefined && ready > active) {
    errors.push(invalid('status.ready', ready, 'cannot set more ready pods than active'));
  }
}

function checkCriteria(errors: Errors, { spec }: Job, now: View): void {
  if (now.isSuccess && now.isFailed) refuse(errors, 'cannot set SuccessCriteriaMet=True and Failed=true conditions');
  if (now.isSuccess && now.isFailureTarget) {
    refuse(errors, 'cannot set SuccessCriteriaMet=True and FailureTarget=true conditions');
  }
  if (spec.successPolicy && !now.isSuccess && now.isComplete) {
    refuse(errors, 'cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True');
  }
}

/** upstream: ValidateJobStatusUpdate */
function checkTransition(errors: Errors, { spec }: Job, now: View, before: View): void {
  const { status } = now;
  const old = before.status;
  for (const type of ['Failed', 'Complete', 'FailureTarget']) {
    if (!hasCondition(old, type, 'True') || hasCondition(status, type, 'True')) continue;
    refuse(errors, `cannot disable the terminal ${type}=True condition`);
  }
  const { failed = 0, succeeded = 0, completionTime, startTime } = status;
  if (failed < (old.failed ?? 0)) errors.push(invalid('status.failed', failed, 'cannot decrease the failed counter'));
  // An indexed job whose completions follow its parallelism may be scaled down.
  const isElastic = spec.completionMode === 'Indexed' && spec.completions === spec.parallelism;
  if (!isElastic && succeeded < (old.succeeded ?? 0)) {
    errors.push(invalid('status.succeeded', succeeded, 'cannot decrease the succeeded counter'));
  }
  if (completionTime && old.completionTime && completionTime !== old.completionTime) {
    errors.push(invalid('status.completionTime', completionTime, FIELD_IMMUTABLE));
  }
  const isResuming = hasCondition(old, 'Suspended', 'True') && hasCondition(status, 'Suspended', 'False');
  if (old.startTime && startTime !== old.startTime && !isResuming && !spec.suspend) {
    errors.push(invalid('status.startTime', startTime ?? null, 'field is immutable for unsuspended job once set'));
  }
  if (before.isSuccess && !now.isSuccess) refuse(errors, 'cannot disable the SuccessCriteriaMet=True condition');
  if (before.isComplete && !before.isSuccess && now.isSuccess) {
    refuse(errors, 'cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions');
  }
}
