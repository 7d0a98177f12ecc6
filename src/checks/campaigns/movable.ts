// Pods that may run on one node as well as on another: which nodes hold some, and which workloads are not back when
// their node is drained or lost.

import type { Cluster } from '../../actions/acting-cluster';
import { blameForRefusal } from './blame';
import { speaksOfDeclared } from './declared';
import type { CampaignName, StuckOutcome } from './outcome';
import { obstacleOf, podsOf, readyCount } from './replaced';
import { traceOfPods } from './trace';
import { settleFor, type Watch } from './watch';
import type { Workload, World } from './world';

/** Nodes that hold pods which could be elsewhere, where there is an elsewhere. */
export function nodesWithPods(cluster: Cluster, { workloads }: World): readonly string[] {
  if (cluster.list('Node').length < 2) return [];
  const movable = [...workloads.values()].filter(({ reference }) => !STAYING.includes(reference.kind));
  const nodes = movable.flatMap(({ pods }) => pods.map(({ spec }) => spec.nodeName ?? ''));
  return [...new Set(nodes)].sort();
}

const STAYING = ['DaemonSet', 'Node', 'Job', 'CronJob'];

/** The scheduler looks again at whatever it could not place after five minutes at the latest. */
const LOOK_AGAIN_MS = 330_000;
const SETTLE_MS = 600_000;

/** Workloads of which nothing is ready any more, and those for whose pods the other nodes have no room. */
export function notBack(...asked: Parameters<typeof notBackNow>): readonly StuckOutcome[] {
  const now = notBackNow(...asked);
  if (now.length === 0) return now;
  const [cluster] = asked;
  cluster.advanceMs(LOOK_AGAIN_MS);
  settleFor(cluster, SETTLE_MS);
  return notBackNow(...asked);
}

function notBackNow(
  cluster: Cluster,
  campaign: CampaignName,
  { workloads }: World,
  dead: ReadonlySet<string>,
  watch: Watch,
): StuckOutcome[] {
  const hit = [...workloads.values()].filter(
    ({ reference, pods }) =>
      !STAYING.includes(reference.kind) && pods.some(({ spec }) => dead.has(spec.nodeName ?? '')),
  );
  return hit.flatMap((workload) => {
    const { reference, object, pods } = workload;
    const ready = readyCount(cluster.reader, reference, dead);
    const message = ready < pods.length ? obstacleOf(cluster, reference) : undefined;
    const isMissed = ready === 0 || message?.includes('Insufficient');
    if (message === undefined || !isMissed || !speaksOfDeclared(cluster, message)) return [];
    const blame = blameForRefusal(cluster.reader, object, message, campaign);
    const concerned = [...lostPods(workload, dead).slice(0, 1), ...podsOf(cluster.reader, reference).slice(-1)];
    return [{ object: reference, message, blame, trace: traceOfPods(cluster, watch, concerned) }];
  });
}

const lostPods = ({ pods }: Workload, dead: ReadonlySet<string>) =>
  pods.filter(({ spec }) => dead.has(spec.nodeName ?? ''));
