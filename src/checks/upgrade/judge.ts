// Everything that is said of an upgrade.

import { changedAddresses } from './addresses';
import { keptConfiguration } from './configuration';
import { type Effect, inOrder } from './effect';
import { loweredEndpoints } from './endpoints';
import { lostObjects } from './lost-objects';
import { lostRequests } from './lost-requests';
import type { Observed } from './observed';
import { orphanedObjects } from './orphans';
import { refusedObjects } from './refused';
import { unfinishedRollouts, unscheduledPods } from './rollouts';
import { lostStorage } from './storage';
import { rolledWorkloads } from './workloads';

const JUDGES: readonly ((observed: Observed) => readonly Effect[])[] = [
  refusedObjects,
  lostObjects,
  lostRequests,
  unfinishedRollouts,
  lostStorage,
  changedAddresses,
  unscheduledPods,
  loweredEndpoints,
  rolledWorkloads,
  keptConfiguration,
  orphanedObjects,
];

/** The most dangerous first. */
export function effectsOf(observed: Observed): readonly Effect[] {
  return inOrder(JUDGES.flatMap((judge) => judge(observed)));
}
