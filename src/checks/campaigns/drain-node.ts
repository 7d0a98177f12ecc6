// Drains each node as kubectl does: cordoned, then every pod evicted, again and again while a budget says no, until all
// are gone or it is clear that nothing will change.

import type { Cluster } from '../../actions/acting-cluster';
import { ApiError } from '../../api/api-error';
import type { Pod } from '../../kinds/generated/types.gen';
import { controllerOf } from '../../kinds/owner';
import { referenceOf } from '../manifest-set';
import { blameForEviction, blameForLoss } from './blame';
import { type Campaign, serviceOutcomes } from './campaign';
import { nodesWithPods, notBack } from './movable';
import type { StuckOutcome } from './outcome';
import { obstacleOf } from './replaced';
import { traceOfRefusal } from './trace';
import { type Dip, settleFor, type Watch, watchFrom } from './watch';
import type { World } from './world';

export const drainNode: Campaign = {
  name: 'drain-node',
  title: 'drain of',
  cases: (cluster, world) =>
    nodesWithPods(cluster, world).map((name) => ({
      campaign: 'drain-node',
      target: { kind: 'Node', namespace: '', name },
    })),
  run(cluster, { target: { name } }, world) {
    const watch = watchFrom(cluster);
    cluster.cordon(name);
    const stuck = evictAll(cluster, evictable(cluster, name));
    settleFor(cluster, SETTLE_MS);
    const blameFor = (dip: Dip) => blameForLoss(cluster.reader, world, dip);
    const refused = stuck.flatMap((each) => stuckPod(cluster, world, each, watch));
    const absent = notBack(cluster, 'drain-node', world, new Set([name]), watch);
    return { services: serviceOutcomes(cluster, world, watch, blameFor), stuck: [...refused, ...absent] };
  },
};

const SETTLE_MS = 600_000;
/** upstream: kubectl pkg/drain: retried every five seconds. */
const RETRY_MS = 5_000;
/** So long it is tried without one eviction that goes through. */
const LIMIT_MS = 600_000;
/** So long is waited after everything but background work has come to rest. */
const REST_MS = 30_000;

interface Refused {
  readonly pod: Pod;
  readonly message: string;
}

/** All but what a DaemonSet or the node itself brings back. upstream: kubectl pkg/drain/filters.go */
function evictable(cluster: Cluster, node: string): readonly Pod[] {
  return cluster.reader.by('Pod', 'node', node).filter((pod) => {
    const kind = controllerOf(pod)?.kind;
    return kind !== 'DaemonSet' && kind !== 'Node';
  });
}

/** The pods that could not be evicted, with the server's words. */
function evictAll(cluster: Cluster, pods: readonly Pod[]): readonly Refused[] {
  let progressMs = cluster.nowMs;
  let left = pods;
  let restMs = 0;
  for (;;) {
    const refused = left.flatMap((pod) => evict(cluster, pod));
    const isResting = refused.length === left.length && cluster.simulation.queue.foreground === 0;
    restMs = isResting ? restMs + RETRY_MS : 0;
    if (refused.length < left.length) progressMs = cluster.nowMs;
    if (refused.length === 0 || restMs >= REST_MS || cluster.nowMs - progressMs >= LIMIT_MS) return refused;
    left = refused.map(({ pod }) => pod);
    cluster.advanceMs(RETRY_MS);
  }
}

function evict(cluster: Cluster, pod: Pod): Refused[] {
  const { namespace = '', name, uid } = pod.metadata;
  if (cluster.get('Pod', namespace, name)?.metadata.uid !== uid) return [];
  try {
    cluster.evict(`pod/${name}`, { namespace });
    return [];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 404) return [];
    return [{ pod, message: error.details?.causes?.[0]?.message ?? error.message }];
  }
}

/** Pods that were not well before are no budget's fault. */
function stuckPod(cluster: Cluster, world: World, { pod, message }: Refused, watch: Watch): StuckOutcome[] {
  const workload = world.byPod.get(pod.metadata.uid ?? '');
  if (!workload) return [];
  const obstacle = obstacleOf(cluster, workload.reference);
  const blame = blameForEviction(cluster.reader, workload.object, pod, obstacle);
  const words = obstacle === undefined ? message : `${message}; its replacement waits: ${obstacle}`;
  return [
    { object: referenceOf(pod), message: words, blame, trace: traceOfRefusal(cluster, watch, 'evict', pod, message) },
  ];
}
