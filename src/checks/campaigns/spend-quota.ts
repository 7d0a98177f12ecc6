// In each namespace with a quota all workloads are rolled at once, as a deployment of everything does: the quota has to
// leave room for the pods that a rollout makes before it takes others away.

import { blameForRollout } from './blame';
import { type Campaign, serviceOutcomes } from './campaign';
import { finishes, rollingWorkloads, spelled, stuckRollout } from './rollout';
import { type Dip, watchFrom } from './watch';
import type { World } from './world';

export const spendQuota: Campaign = {
  name: 'spend-quota',
  title: 'rollout of everything in',
  cases(cluster, world) {
    const namespaces = new Set(cluster.list('ResourceQuota').map(({ metadata }) => metadata.namespace ?? ''));
    const used = [...namespaces].filter((name) => rollingIn(world, name).length > 0).sort();
    return used.map((name) => ({
      campaign: 'spend-quota',
      target: { kind: 'Namespace', namespace: '', name },
    }));
  },
  run(cluster, { target: { name: namespace } }, world) {
    const watch = watchFrom(cluster);
    const workloads = rollingIn(world, namespace);
    for (const { reference } of workloads) cluster.rolloutRestart(spelled(reference), { namespace });
    const unfinished = workloads.filter(({ reference }) => !finishes(cluster, reference));
    const blameFor = (dip: Dip) => blameForRollout(cluster.reader, world, dip);
    return {
      services: serviceOutcomes(cluster, world, watch, blameFor),
      stuck: unfinished.map(({ reference }) => stuckRollout(cluster, reference, watch)),
    };
  },
};

const rollingIn = (world: World, namespace: string) =>
  rollingWorkloads(world).filter(({ reference }) => reference.namespace === namespace);
