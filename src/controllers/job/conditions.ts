// A job's conditions. A job is finished when it is Complete or Failed; what leads there is told first, as
// SuccessCriteriaMet or FailureTarget. upstream: pkg/controller/job/util, ensureJobConditionStatus

import type { Job, JobCondition } from '../../kinds/generated/types.gen';
import { rfc3339 } from '../../sim/time';

export type Conditions = readonly JobCondition[];
export type ConditionType = 'Complete' | 'Failed' | 'FailureTarget' | 'SuccessCriteriaMet' | 'Suspended';

/** The condition of this type, if it is True. */
export function trueCondition(job: Job, type: ConditionType): JobCondition | undefined {
  return job.status?.conditions?.find((condition) => condition.type === type && condition.status === 'True');
}

/** Complete or Failed, whichever stands; undefined while the job runs. */
export function finishedCondition(job: Job): JobCondition | undefined {
  return job.status?.conditions?.find(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );
}

export function makeCondition(
  nowMs: number,
  type: ConditionType,
  status: 'True' | 'False',
  reason: string,
  message: string,
): JobCondition {
  const time = rfc3339(nowMs);
  return { lastProbeTime: time, lastTransitionTime: time, message, reason, status, type };
}

/** The list with this condition in its place or at its end; the same list when it says so already. */
export function setCondition(conditions: Conditions, condition: JobCondition): Conditions {
  const known = conditions.find(({ type }) => type === condition.type);
  if (known === undefined) return condition.status === 'False' ? conditions : [...conditions, condition];
  const { status, reason, message } = condition;
  if (known.status === status && known.reason === reason && known.message === message) return conditions;
  return conditions.map((each) => (each === known ? condition : each));
}
