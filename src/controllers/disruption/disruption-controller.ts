// The disruption controller: keeps the counts of each PodDisruptionBudget, from which the eviction API decides, and
// takes back announcements of disruptions that never came. upstream: pkg/controller/disruption/disruption.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import { withSyncFailed } from '../../api/disruption-allowed';
import type { Pod, PodDisruptionBudget } from '../../kinds/generated/types.gen';
import { objectKey, splitKey } from '../../kinds/kind';
import { Table } from '../../sim/table';
import { Lane } from '../../sim/work-queue';
import { CONTROLLER_BACKOFF } from '../shared/backoff';
import { forget, type Retries, retriesMemory, syncOrRetry } from '../shared/syncing';
import { controllerScale } from './controller-scale';
import { disruptedPods } from './disrupted-pods';
import { expectedPods, type ScaleOf } from './expected-pods';
import { structText } from './selector-text';
import { takeTargetBack, targetStaleAtMs } from './stale-target';
import { budgetStatus } from './status';
import { type BudgetTally, followPod, selectedBy, tallyOf } from './tally';

interface Memory extends Retries {
  /** By the budget's uid. */
  readonly tallies: Table<BudgetTally>;
  /** Budgets by uid, counted up in the order in which they came. */
  readonly places: Table<number>;
}

type Context = ActorContext<Memory>;

export const disruptionController = defineActor<Memory>({
  name: 'disruption-controller',
  component: 'kube-controller-manager',
  eventSource: 'controllermanager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ ...retriesMemory.create(), tallies: new Table(), places: new Table() }),
    fork: (from) => ({ ...retriesMemory.fork(from), tallies: from.tallies.fork(), places: from.places.fork() }),
  },
  watches: [
    watch('PodDisruptionBudget', ({ type, key, object, previous }, cx) => {
      const { uid = '', resourceVersion } = object.metadata;
      if (type === 'ADDED') cx.state.places.set(uid, Number(resourceVersion));
      else if (type === 'DELETED') cx.state.places.delete(uid);
      const isCounted = type === 'MODIFIED' && previous?.spec?.selector === object.spec?.selector;
      if (!isCounted) cx.state.tallies.delete(uid);
      return `budget ${key}`;
    }),
    watch('Pod', (change, cx) => {
      const { type, key, object } = change;
      const keys: string[] = [];
      const budgets = cx.by('PodDisruptionBudget', 'namespace', object.metadata.namespace ?? '');
      followPod(cx.state.tallies, change, budgets);
      const covering = budgetsOver(object, budgets, cx);
      // Of several budgets only one hears of the pod.
      if (covering[0]) keys.push(`budget ${objectKey(covering[0])}`);
      if (covering.length > 1) keys.push(`overlap ${key}`);
      if (type !== 'DELETED' && targetStaleAtMs(object) !== undefined) keys.push(`target ${key}`);
      return keys;
    }),
  ],
  reconcile: (cx, key) => {
    const space = key.indexOf(' ');
    const [task, name] = [key.slice(0, space), key.slice(space + 1)];
    if (task === 'budget') syncOrRetry(cx, cx.state, key, () => syncBudget(cx, name));
    else if (task === 'overlap') tellOverlap(cx, name);
    else syncOrRetry(cx, cx.state, key, () => syncTarget(cx, name));
  },
});

function syncBudget(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  const budget = cx.get('PodDisruptionBudget', namespace, name);
  if (budget === undefined) {
    forget(cx.state, `budget ${key}`);
    return;
  }
  const tally = talliedPods(cx, budget);
  if (tally.pods === 0) cx.event(budget, { type: 'Normal', reason: 'NoPods', message: 'No matching pods found' });
  const expected = expectedPods(budget.spec ?? {}, tally, scaleFor(cx, budget));
  if (typeof expected === 'string') {
    closeBudget(cx, budget, expected);
    return;
  }
  if (expected.leavesOut) cx.event(budget, { type: 'Warning', reason: 'UnmanagedPods', message: unmanaged(budget) });
  const podOf = (pod: string) => selectedPod(cx, budget, pod);
  const disrupted = disruptedPods(budget, podOf, cx.nowMs);
  for (const pod of disrupted.overdue) {
    // The namespace stands twice.
    const message = `Pod was expected by PDB ${namespace}/${namespace} to be deleted but it wasn't`;
    cx.event(pod, { type: 'Warning', reason: 'NotDeleted', message });
  }
  const currentHealthy = tally.healthy - disrupted.discounted;
  const { expectedPods: pods, desiredHealthy } = expected;
  const counts = { expectedPods: pods, desiredHealthy, currentHealthy, disruptedPods: disrupted.pods };
  const status = budgetStatus(budget, counts, cx.nowMs);
  if (status) cx.updateStatus({ ...budget, status });
  if (disrupted.recheckAtMs !== undefined) {
    const waitMs = disrupted.recheckAtMs - cx.nowMs + CONTROLLER_BACKOFF.baseMs;
    cx.after(waitMs, `budget ${key}`, { background: true });
  }
}

function talliedPods(cx: Context, budget: PodDisruptionBudget): BudgetTally {
  const { uid = '', namespace = '' } = budget.metadata;
  let tally = cx.state.tallies.get(uid);
  if (!tally) {
    const selects = selectedBy(budget);
    tally = tallyOf(cx.by('Pod', 'namespace', namespace).filter(({ metadata }) => selects(metadata.labels)));
    cx.state.tallies.set(uid, tally);
  }
  return tally;
}

function scaleFor(cx: Context, budget: PodDisruptionBudget): ScaleOf {
  return (controller) => {
    const scale = controllerScale(cx, budget.metadata.namespace, controller);
    if (scale !== undefined) return scale;
    const selects = selectedBy(budget);
    const pod = cx.by('Pod', 'owner', controller.uid).find(({ metadata }) => selects(metadata.labels));
    return `found no controllers for pod "${pod?.metadata.name ?? ''}"`;
  };
}

function selectedPod(cx: Context, budget: PodDisruptionBudget, name: string): Pod | undefined {
  const pod = cx.get('Pod', budget.metadata.namespace, name);
  return pod && selectedBy(budget)(pod.metadata.labels) ? pod : undefined;
}

const unmanaged = (budget: PodDisruptionBudget) =>
  `Pods selected by this PodDisruptionBudget (selector: ${structText(budget.spec?.selector)}) were found to be ` +
  'unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined ' +
  'behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.';

/** A budget that cannot be counted allows nothing. upstream: failSafe */
function closeBudget(cx: Context, budget: PodDisruptionBudget, why: string): void {
  const message = `Failed to calculate the number of expected pods: ${why}`;
  cx.event(budget, { type: 'Warning', reason: 'CalculateExpectedPodCountFailed', message });
  cx.updateStatus({ ...budget, status: withSyncFailed(budget.status ?? {}, why, cx.nowMs) });
}

/**
 * The budgets that select a pod.
 * deviates: upstream's order is that of a Go map, which for a few entries is mostly the order in which they came.
 */
function budgetsOver(pod: Pod, budgets: readonly PodDisruptionBudget[], cx: Context): readonly PodDisruptionBudget[] {
  const covering = budgets.filter((budget) => selectedBy(budget)(pod.metadata.labels));
  if (covering.length < 2) return covering;
  const placeOf = ({ metadata: { uid = '' } }: PodDisruptionBudget) => cx.state.places.get(uid) ?? 0;
  return covering.sort((a, b) => placeOf(a) - placeOf(b));
}

/** upstream: getPdbForPod */
function tellOverlap(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  const pod = cx.get('Pod', namespace, name);
  if (pod === undefined) return;
  const budgets = cx.by('PodDisruptionBudget', 'namespace', namespace ?? '');
  const covering = budgetsOver(pod, budgets, cx);
  if (covering.length < 2) return;
  const matches = `Pod "${namespace}"/"${name}" matches multiple PodDisruptionBudgets.`;
  const message = `${matches}  Chose "${covering[0]?.metadata.name}" arbitrarily.`;
  cx.event(pod, { type: 'Warning', reason: 'MultiplePodDisruptionBudgets', message });
}

function syncTarget(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  const pod = cx.get('Pod', namespace, name);
  const staleAtMs = pod && targetStaleAtMs(pod);
  if (pod === undefined || staleAtMs === undefined) return;
  if (staleAtMs > cx.nowMs) cx.after(staleAtMs - cx.nowMs, `target ${key}`, { background: true });
  else takeTargetBack(cx, pod);
}
