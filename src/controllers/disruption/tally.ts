// What a PodDisruptionBudget counts of its pods, kept up to date with every change of a pod: a budget over ten thousand
// pods is told of each of them, and looking at them all each time would cost the square of their number.

import type { Change } from '../../api/change';
import type { OwnerReference, Pod, PodDisruptionBudget } from '../../kinds/generated/types.gen';
import { compileSelector, type LabelMatcher } from '../../kinds/labels';
import { controllerOf } from '../../kinds/owner';
import type { Table } from '../../sim/table';
import { isPodReady } from '../shared/pod-state';

/** The pods that one controller has among a budget's. */
export interface ControllerPods {
  readonly controller: OwnerReference;
  readonly pods: number;
}

export interface BudgetTally {
  /** All pods that the budget selects, ended ones and those being deleted among them. */
  readonly pods: number;
  /** Ready and not being deleted. */
  readonly healthy: number;
  /** Pods without a controller. */
  readonly unmanaged: number;
  /** By the controller's uid. */
  readonly controllers: ReadonlyMap<string, ControllerPods>;
}

export const NO_PODS: BudgetTally = Object.freeze({ pods: 0, healthy: 0, unmanaged: 0, controllers: new Map() });

/** What a budget selects: all pods of its namespace with an empty selector, none without one. */
export function selectedBy(budget: PodDisruptionBudget): LabelMatcher {
  return compileSelector(budget.spec?.selector);
}

/** The tally of pods that a budget selects. */
export function tallyOf(pods: readonly Pod[]): BudgetTally {
  const controllers = new Map<string, ControllerPods>();
  let [healthy, unmanaged] = [0, 0];
  for (const pod of pods) {
    if (isHealthy(pod)) healthy++;
    const controller = controllerOf(pod);
    if (!controller) unmanaged++;
    else controllers.set(controller.uid, { controller, pods: (controllers.get(controller.uid)?.pods ?? 0) + 1 });
  }
  return { pods: pods.length, healthy, unmanaged, controllers };
}

/** Follows a pod's change in the tally of every budget that was counted before. */
export function followPod(
  tallies: Table<BudgetTally>,
  { type, previous, object }: Change<Pod>,
  budgets: readonly PodDisruptionBudget[],
): void {
  for (const budget of budgets) {
    const uid = budget.metadata.uid ?? '';
    const tally = tallies.get(uid);
    if (!tally) continue;
    const selects = selectedBy(budget);
    const before = previous && selects(previous.metadata.labels) ? previous : undefined;
    const after = type !== 'DELETED' && selects(object.metadata.labels) ? object : undefined;
    tallies.set(uid, replaced(tally, before, after));
  }
}

/** The tally after one pod took the place of another; either may be absent. */
export function replaced(tally: BudgetTally, before: Pod | undefined, after: Pod | undefined): BudgetTally {
  const [left, came] = [before && controllerOf(before), after && controllerOf(after)];
  const healthy = tally.healthy - (before && isHealthy(before) ? 1 : 0) + (after && isHealthy(after) ? 1 : 0);
  if (before && after && left?.uid === came?.uid) return { ...tally, healthy };
  return {
    pods: tally.pods - (before ? 1 : 0) + (after ? 1 : 0),
    healthy,
    unmanaged: tally.unmanaged - (before && !left ? 1 : 0) + (after && !came ? 1 : 0),
    controllers: moved(tally.controllers, left, came),
  };
}

function moved(
  controllers: ReadonlyMap<string, ControllerPods>,
  from: OwnerReference | undefined,
  to: OwnerReference | undefined,
): ReadonlyMap<string, ControllerPods> {
  const next = new Map(controllers);
  for (const [controller, sign] of [
    [from, -1],
    [to, 1],
  ] as const) {
    if (!controller) continue;
    const pods = (next.get(controller.uid)?.pods ?? 0) + sign;
    if (pods > 0) next.set(controller.uid, { controller, pods });
    else next.delete(controller.uid);
  }
  return next;
}

/** upstream: countHealthyPods, before the disrupted pods are left out */
export const isHealthy = (pod: Pod) => pod.metadata.deletionTimestamp === undefined && isPodReady(pod);
