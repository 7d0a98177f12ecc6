// The working copy of one sync of a job, and its writes to the status.
// upstream: pkg/controller/job/job_controller.go syncJobCtx

import type { ActorContext } from '../../api/actor';
import type { Job, JobCondition, JobStatus } from '../../kinds/generated/types.gen';
import type { Table } from '../../sim/table';
import type { Retries } from '../shared/syncing';
import { setCondition } from './conditions';
import type { Outcome } from './outcome';
import type { FailureRecord } from './pod-backoff';
import type { JobView } from './view';

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

/** Changes the status to write; the same status changes nothing. */
export function changeStatus(sync: JobSync, status: JobStatus): void {
  if (status === sync.status) return;
  sync.status = status;
  sync.isChanged = true;
}

/** Puts a condition into the status to write; false when it says so already. */
export function putCondition(sync: JobSync, condition: JobCondition): boolean {
  const former = sync.status.conditions ?? [];
  const conditions = setCondition(former, condition);
  if (conditions === former) return false;
  changeStatus(sync, { ...sync.status, conditions });
  return true;
}

/** Sends the status; counts of zero but `ready` and `terminating` are left out. */
export function writeStatus(sync: JobSync): void {
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
