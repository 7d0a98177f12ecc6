// The cases of all campaigns, run one by one, each on a fork of its own. What comes of a case depends on the settled
// cluster alone: cases may be shared out among threads and machines, and their outcomes put together again.

import type { Cluster } from '../../actions/acting-cluster';
import { ApiError } from '../../api/api-error';
import type { Started } from '../start';
import { NOTHING } from './campaign';
import type { CampaignCase, Outcome } from './outcome';
import { campaigns } from './table';
import { worldOf } from './world';

/** Pods that have just started are told to stop later than others. */
const REST_MS = 60_000;
const rested = new WeakMap<Cluster, Cluster>();

/** The settled cluster a minute later, where nothing of the start is under way any more. */
function restedFrom(settled: Cluster): Cluster {
  const known = rested.get(settled);
  if (known) return known;
  const cluster = settled.fork();
  cluster.advanceMs(REST_MS);
  rested.set(settled, cluster);
  return cluster;
}

/** Every case, in the order of the table; the same list in every thread and on every machine. */
export function campaignCases(started: Pick<Started, 'cluster'>): readonly CampaignCase[] {
  const cluster = restedFrom(started.cluster);
  const world = worldOf(cluster);
  return campaigns.flatMap((campaign) => campaign.cases(cluster, world));
}

/** What campaigns know of the cluster before they begin. */
export const worldBefore = (settled: Cluster) => worldOf(restedFrom(settled));

/** Outcomes in the order of the cases. */
export function runCases({ cluster }: Pick<Started, 'cluster'>, cases: readonly CampaignCase[]): readonly Outcome[] {
  return cases.map((one) => runCase(cluster, one));
}

export function runCase(settled: Cluster, one: CampaignCase): Outcome {
  const cluster = restedFrom(settled);
  const campaign = campaigns.find(({ name }) => name === one.campaign);
  if (!campaign) throw new Error(`there is no campaign ${one.campaign}`);
  return { case: one, ...allowed(() => campaign.run(cluster.fork(), one, worldOf(cluster))) };
}

/** Where a policy of the cluster forbids what a campaign does, nothing befalls anybody. */
function allowed(run: () => Omit<Outcome, 'case'>): Omit<Outcome, 'case'> {
  try {
    return run();
  } catch (error) {
    if (error instanceof ApiError) return NOTHING;
    throw error;
  }
}

/** The cases that are a shard's: every `count`th, from `index` on, which counts from 1. */
export function shardOf(cases: readonly CampaignCase[], index: number, count: number): readonly CampaignCase[] {
  return cases.filter((_, at) => at % count === index - 1);
}
