// The sync under way: its stages still to come and what it has done so far.

import type { PodWorker, Work } from './kubelet-state';
import type { Stage } from './stage';

export function newWork(kind: Work['kind'], stages: readonly Stage[], nowMs: number): Work {
  return {
    kind,
    stages: stages.toReversed(),
    dueMs: nowMs,
    acted: false,
    changed: false,
    failed: false,
    early: false,
    backOffEndMs: undefined,
  };
}

/** Puts stages before those that are still to come. */
export function addStages({ work }: PodWorker, ...stages: readonly Stage[]): void {
  if (!work) return;
  for (let index = stages.length - 1; index >= 0; index--) work.stages.push(stages[index] as Stage);
}

/** The sync asked something of the runtime; `changed` when a sandbox or a container came or went. */
export function markActed({ work }: PodWorker, changed: boolean): void {
  if (!work) return;
  work.acted = true;
  if (changed) work.changed = true;
}

/** Part of the sync failed; what comes after it is done all the same. */
export function markFailed({ work }: PodWorker): void {
  if (!work) return;
  work.acted = true;
  work.failed = true;
}

/** Ends the sync with an error: nothing further is done in it. */
export function failSync({ work }: PodWorker): void {
  if (!work) return;
  work.failed = true;
  work.stages.length = 0;
}

/** Ends the sync where it stands, as if there were no more to do. */
export function endEarly({ work }: PodWorker): void {
  if (!work) return;
  work.early = true;
  work.changed = false;
  work.stages.length = 0;
}

/**
 * A container could not be started: its status tells why, the next ones are still tried, but for those behind a regular
 * init container. `backOffEndMs`: when a crash loop back-off is over.
 */
export function failStart(
  worker: PodWorker,
  container: string,
  reason: string,
  message: string,
  backOffEndMs?: number,
): void {
  worker.failures = { ...worker.failures, [container]: { reason, message } };
  const { work } = worker;
  if (!work) return;
  markFailed(worker);
  const init = worker.pod.spec.initContainers?.find(({ name }) => name === container);
  if (init !== undefined && init.restartPolicy !== 'Always') work.stages.length = 0;
  if (backOffEndMs !== undefined) work.backOffEndMs = Math.min(work.backOffEndMs ?? backOffEndMs, backOffEndMs);
}

/** The container was started: no failure is told any more. */
export function clearFailure(worker: PodWorker, container: string): void {
  if (worker.failures[container] === undefined) return;
  const { [container]: ignored, ...rest } = worker.failures;
  worker.failures = rest;
}
