// The sync under way: its stages still to come and what it has done so far.

import type { PodWorker, Work } from './kubelet-state';
import type { Stage } from './stage';

export function newWork(kind: Work['kind'], stages: readonly Stage[], nowMs: number): Work {
  return { kind, stages, dueMs: nowMs, acted: false, changed: false, failed: false, backOffEndMs: undefined };
}

/** Puts stages before those that are still to come. */
export function addStages(worker: PodWorker, ...stages: readonly Stage[]): void {
  if (worker.work) worker.work = { ...worker.work, stages: [...stages, ...worker.work.stages] };
}

/** The sync asked something of the runtime; `changed` when a sandbox or a container came or went. */
export function markActed(worker: PodWorker, changed: boolean): void {
  if (worker.work) worker.work = { ...worker.work, acted: true, changed: worker.work.changed || changed };
}

/** Part of the sync failed; what comes after it is done all the same. */
export function markFailed(worker: PodWorker): void {
  if (worker.work) worker.work = { ...worker.work, acted: true, failed: true };
}

/** Ends the sync with an error: nothing further is done in it. */
export function failSync(worker: PodWorker): void {
  if (worker.work) worker.work = { ...worker.work, failed: true, stages: [] };
}

/** Ends the sync where it stands, as if there were no more to do. */
export function endEarly(worker: PodWorker): void {
  if (worker.work) worker.work = { ...worker.work, early: true, changed: false, stages: [] };
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
  if (!worker.work) return;
  const ends = [worker.work.backOffEndMs, backOffEndMs].filter((end) => end !== undefined);
  const init = worker.pod.spec.initContainers?.find(({ name }) => name === container);
  const blocks = init !== undefined && init.restartPolicy !== 'Always';
  worker.work = {
    ...worker.work,
    acted: true,
    failed: true,
    stages: blocks ? [] : worker.work.stages,
    backOffEndMs: ends.length > 0 ? Math.min(...ends) : undefined,
  };
}

/** The container was started: no failure is told any more. */
export function clearFailure(worker: PodWorker, container: string): void {
  if (worker.failures[container] === undefined) return;
  const { [container]: ignored, ...rest } = worker.failures;
  worker.failures = rest;
}
