// Loses each node, and each zone: machines die without a word, and stay away. That requests to the dead machines fail
// until the control plane has noticed is in the nature of things; what is asked is whether others answer meanwhile, and
// whether what was lost comes up elsewhere.

import type { Cluster } from '../../actions/acting-cluster';
import { blameForLoss } from './blame';
import { type Campaign, serviceOutcomes } from './campaign';
import { nodesWithPods, notBack } from './movable';
import type { CampaignCase, CampaignName, Outcome } from './outcome';
import { type Dip, settleFor, watchFrom } from './watch';
import type { World } from './world';

const ZONE = 'topology.kubernetes.io/zone';

export const loseNode: Campaign = {
  name: 'lose-node',
  title: 'loss of',
  cases: (cluster, world) => nodesWithPods(cluster, world).map((name) => lossOf('lose-node', 'Node', name)),
  run: (cluster, { target }, world) => lose(cluster, 'lose-node', [target.name], world),
};

export const loseZone: Campaign = {
  name: 'lose-zone',
  title: 'loss of',
  cases(cluster, world) {
    const zones = new Set(cluster.list('Node').map((node) => node.metadata.labels?.[ZONE] ?? ''));
    const affected = new Set(nodesWithPods(cluster, world).map((name) => zoneOf(cluster, name)));
    const lost = [...zones].filter((zone) => zone !== '' && affected.has(zone)).sort();
    return zones.size < 2 ? [] : lost.map((name) => lossOf('lose-zone', 'Zone', name));
  },
  run(cluster, { target }, world) {
    const nodes = cluster.list('Node').map(({ metadata }) => metadata.name);
    return lose(
      cluster,
      'lose-zone',
      nodes.filter((name) => zoneOf(cluster, name) === target.name),
      world,
    );
  },
};

const zoneOf = (cluster: Cluster, node: string) => cluster.get('Node', undefined, node)?.metadata.labels?.[ZONE] ?? '';

function lossOf(campaign: CampaignName, kind: string, name: string): CampaignCase {
  return { campaign, target: { kind, namespace: '', name } };
}

/** Until the machine is known to be gone and its pods have been told to go: 50 s and 300 s, and a little. */
const EVICTION_MS = 355_000;
const STEP_MS = 60_000;
const STEPS = 10;
const SETTLE_MS = 600_000;

function lose(cluster: Cluster, campaign: CampaignName, names: readonly string[], world: World): Omit<Outcome, 'case'> {
  const dead = new Set(names);
  const watch = watchFrom(cluster);
  for (const name of names) cluster.failNode(name);
  cluster.advanceMs(EVICTION_MS);
  for (let step = 0; step < STEPS && isHeld(cluster, dead); step++) cluster.advanceMs(STEP_MS);
  settleFor(cluster, SETTLE_MS);
  const blameFor = (dip: Dip) => blameForLoss(cluster.reader, world, dip);
  const stuck = notBack(cluster, campaign, world, dead, watch);
  return { services: serviceOutcomes(cluster, world, watch, blameFor, names), stuck };
}

/** Whether pods with long tolerations are still on the dead machines. */
function isHeld(cluster: Cluster, dead: ReadonlySet<string>): boolean {
  const pods = [...dead].flatMap((name) => cluster.reader.by('Pod', 'node', name));
  return pods.some(({ metadata }) => {
    const stays = metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet' || kind === 'Node');
    return metadata.deletionTimestamp === undefined && !stays;
  });
}
