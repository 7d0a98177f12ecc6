// Pods whose eviction the API server has granted and whose deletion is still to be seen: they count as gone already,
// for two minutes at most. upstream: pkg/controller/disruption buildDisruptedPodMap

import type { Pod, PodDisruptionBudget } from '../../kinds/generated/types.gen';
import { parseRfc3339 } from '../../sim/time';
import { isHealthy } from './tally';

export const DELETION_TIMEOUT_MS = 120_000;

export interface Disrupted {
  /** The entries that stay in the budget's status. */
  readonly pods: Readonly<Record<string, string>>;
  /** Healthy pods that do not count as such. */
  readonly discounted: number;
  /** Pods that should have been deleted by now. */
  readonly overdue: readonly Pod[];
  /** When the first entry that stays runs out. */
  readonly recheckAtMs: number | undefined;
}

/** `podOf` finds a pod of the budget by its name. */
export function disruptedPods(
  budget: PodDisruptionBudget,
  podOf: (name: string) => Pod | undefined,
  nowMs: number,
): Disrupted {
  const pods: Record<string, string> = {};
  const overdue: Pod[] = [];
  let discounted = 0;
  let recheckAtMs: number | undefined;
  const entries = budget.status?.disruptedPods ?? {};
  for (const name of Object.keys(entries).sort()) {
    const pod = podOf(name);
    if (!pod || pod.metadata.deletionTimestamp) continue;
    const since = entries[name] as string;
    const deadlineMs = parseRfc3339(since) + DELETION_TIMEOUT_MS;
    if (deadlineMs < nowMs) {
      overdue.push(pod);
      continue;
    }
    pods[name] = since;
    if (deadlineMs > nowMs && isHealthy(pod)) discounted++;
    recheckAtMs = Math.min(recheckAtMs ?? deadlineMs, deadlineMs);
  }
  return { pods, discounted, overdue, recheckAtMs };
}
