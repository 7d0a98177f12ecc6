// What a campaign is: which cases it has in a settled cluster, and what each does to a fork of it.

import type { Cluster } from '../../actions/acting-cluster';
import type { Blame, CampaignCase, CampaignName, Outcome, ServiceOutcome } from './outcome';
import { traceOfDip } from './trace';
import { type Dip, dips, type Watch } from './watch';
import type { World } from './world';

export interface Campaign {
  readonly name: CampaignName;
  /** What it does, with the case's target: `restart of Deployment shop/web`. */
  readonly title: string;
  readonly cases: (cluster: Cluster, world: World) => readonly CampaignCase[];
  /** @param world of the cluster before; the cluster is a fork of its own. */
  readonly run: (cluster: Cluster, one: CampaignCase, world: World) => Omit<Outcome, 'case'>;
}

export const NOTHING: Omit<Outcome, 'case'> = { services: [], stuck: [] };

/** What became of the Services since the watch began. */
export function serviceOutcomes(
  cluster: Cluster,
  world: World,
  watch: Watch,
  blameFor: (dip: Dip) => Blame | undefined,
  dead: readonly string[] = [],
): readonly ServiceOutcome[] {
  return dips(cluster, world, watch, new Set(dead)).map((dip) => {
    const { service, before, lowest, downMs, isBack } = dip;
    const trace = lowest === 0 ? traceOfDip(cluster, watch, dip, dead) : [];
    return { service: service.reference, before, lowest, downMs, isBack, blame: blameFor(dip), trace };
  });
}
