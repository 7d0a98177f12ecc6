// Deletes each pod, as a person, an eviction or a full node does. Pods of one ReplicaSet on one node are alike: one of
// them is deleted.

import { controllerOf } from '../../kinds/owner';
import { referenceOf } from '../manifest-set';
import { blameForLoss } from './blame';
import { type Campaign, serviceOutcomes } from './campaign';
import { type Dip, settleFor, watchFrom } from './watch';

/** Jobs run to their end once, and a node's own pods are its own matter. */
const LEFT_ALONE = ['Job', 'CronJob', 'DaemonSet', 'Node'];
const LIMIT_MS = 600_000;

export const deletePod: Campaign = {
  name: 'delete-pod',
  title: 'deletion of',
  cases(_cluster, { workloads }) {
    const seen = new Set<string>();
    const pods = [...workloads.values()].flatMap((each) => (LEFT_ALONE.includes(each.reference.kind) ? [] : each.pods));
    const different = pods.filter((pod) => {
      const owner = controllerOf(pod);
      const key = owner?.kind === 'ReplicaSet' ? `${owner.uid} ${pod.spec.nodeName}` : (pod.metadata.uid ?? '');
      return !seen.has(key) && seen.add(key);
    });
    return different.map((pod) => ({ campaign: 'delete-pod', target: referenceOf(pod) }));
  },
  run(cluster, { target: { namespace, name } }, world) {
    const watch = watchFrom(cluster);
    cluster.delete(`pod/${name}`, { namespace });
    settleFor(cluster, LIMIT_MS);
    const blameFor = (dip: Dip) => blameForLoss(cluster.reader, world, dip);
    return { services: serviceOutcomes(cluster, world, watch, blameFor), stuck: [] };
  },
};
