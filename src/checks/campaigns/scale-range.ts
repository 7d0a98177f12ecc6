// Takes each autoscaler to both ends of its range: at the top every pod has to be admitted and find a node, at the
// bottom a budget has to leave an eviction possible.

import type { Cluster } from '../../actions/acting-cluster';
import type { HorizontalPodAutoscaler } from '../../kinds/generated/types.gen';
import { compileSelector } from '../../kinds/labels';
import type { ObjectReference } from '../finding';
import { referenceOf } from '../manifest-set';
import { type Campaign, NOTHING } from './campaign';
import { speaksOfDeclared } from './declared';
import type { Blame, StuckOutcome } from './outcome';
import { objectOf, obstacleOf, podsOf, readyCount } from './replaced';
import { traceOfPods } from './trace';
import { settleFor, type Watch, watchFrom } from './watch';

export const scaleRange: Campaign = {
  name: 'scale-range',
  title: 'range of',
  cases: (cluster, world) =>
    cluster
      .list('HorizontalPodAutoscaler')
      .filter((autoscaler) => [...world.workloads.values()].some(({ reference }) => isTarget(autoscaler, reference)))
      .map((autoscaler) => ({ campaign: 'scale-range', target: referenceOf(autoscaler) })),
  run(cluster, { target }, world) {
    const { namespace, name } = target;
    const autoscaler = cluster.get('HorizontalPodAutoscaler', namespace, name);
    const workload = [...world.workloads.values()].find(
      ({ reference }) => autoscaler && isTarget(autoscaler, reference),
    );
    if (!autoscaler || !workload) return NOTHING;
    const { minReplicas = 1, maxReplicas } = autoscaler.spec;
    const watch = watchFrom(cluster);
    scaleTo(cluster, target, maxReplicas);
    const above = tooMany(cluster, target, workload.reference, maxReplicas, watch);
    scaleTo(cluster, target, minReplicas);
    return { services: [], stuck: [...above, ...tooFew(cluster, target, workload.reference, minReplicas)] };
  },
};

function isTarget({ metadata, spec }: HorizontalPodAutoscaler, { kind, namespace, name }: ObjectReference): boolean {
  const { scaleTargetRef: target } = spec;
  return metadata.namespace === namespace && target.kind === kind && target.name === name;
}

/** The autoscaler looks every 15 seconds. */
const LOOK_MS = 30_000;
const SETTLE_MS = 600_000;

function scaleTo(cluster: Cluster, { namespace, name }: ObjectReference, replicas: number): void {
  const spec = { minReplicas: replicas, maxReplicas: replicas };
  cluster.patch(`horizontalpodautoscaler/${name}`, { spec }, { type: 'merge', namespace });
  cluster.advanceMs(LOOK_MS);
  settleFor(cluster, SETTLE_MS);
}

function tooMany(
  cluster: Cluster,
  target: ObjectReference,
  workload: ObjectReference,
  replicas: number,
  watch: Watch,
): StuckOutcome[] {
  const ready = readyCount(cluster.reader, workload);
  const message = ready < replicas ? obstacleOf(cluster, workload) : undefined;
  if (message === undefined) return [];
  const isRefused = message.includes('exceeded quota');
  if (!isRefused && !speaksOfDeclared(cluster, message)) return [];
  const cause = isRefused ? 'range-above-quota' : 'range-above-nodes';
  const blame: Blame = { cause, object: target, path: ['spec', 'maxReplicas'] };
  const trace = traceOfPods(cluster, watch, podsOf(cluster.reader, workload).slice(-1));
  return [{ object: workload, message: `${ready} of ${replicas} pods are ready: ${message}`, blame, trace }];
}

/** A budget that leaves room above the bottom of the range alone. */
function tooFew(
  { reader }: Cluster,
  target: ObjectReference,
  workload: ObjectReference,
  replicas: number,
): StuckOutcome[] {
  const [pod] = podsOf(reader, workload);
  const object = objectOf(reader, workload);
  if (!pod || !object || readyCount(reader, workload) < replicas) return [];
  const budgets = reader.list('PodDisruptionBudget', workload.namespace).filter(({ spec, status }) => {
    const isIts = spec?.selector && compileSelector(spec.selector)(pod.metadata.labels ?? {});
    return isIts && (status?.disruptionsAllowed ?? 0) === 0 && (status?.currentHealthy ?? 0) >= replicas;
  });
  return budgets.map(({ metadata }) => ({
    object: workload,
    message: `at ${replicas} replicas budget ${metadata.name} allows no eviction`,
    blame: { cause: 'range-below-budget', object: target, path: ['spec', 'minReplicas'] },
    trace: [],
  }));
}
