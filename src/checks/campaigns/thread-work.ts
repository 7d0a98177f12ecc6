// The work that threads share: a list of cases and, for each, whether it is free, taken or done. Whoever is free takes
// the next one; outcomes travel over ports and are put back in order, so their number changes nothing but the time.

import type { ClusterOptions } from '../../cluster/options';
import type { Manifest } from '../../manifests/check-object';
import type { Started } from '../start';
import type { CampaignCase, Outcome } from './outcome';
import { runCase } from './run';

/** What a thread needs to start the same cluster and to take cases of the same list. */
export interface ThreadInput {
  readonly objects: readonly Manifest[];
  readonly base: readonly Manifest[];
  readonly options: ClusterOptions;
  readonly cases: readonly CampaignCase[];
  /** One number for each case. */
  readonly states: Int32Array;
}

export const FREE = 0;
export const TAKEN = 1;
export const DONE = 2;

/** Runs cases as long as there are free ones. */
export function runFreeCases(
  { cluster }: Pick<Started, 'cluster'>,
  { cases, states }: Pick<ThreadInput, 'cases' | 'states'>,
  tell: (index: number, outcome: Outcome) => void,
): void {
  for (const [index, one] of cases.entries()) {
    if (Atomics.compareExchange(states, index, FREE, TAKEN) !== FREE) continue;
    tell(index, runCase(cluster, one));
    Atomics.store(states, index, DONE);
    Atomics.notify(states, index);
  }
}
