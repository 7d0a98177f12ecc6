// Pods that all came to run on one node, or in one zone, are lost with it.

import type { Pod } from '../../kinds/generated/types.gen';
import { defineRule } from '../rule';
import type { StartedCluster } from '../started-cluster';
import { hasEnded, type Workload, workloadsOf } from '../workloads';

const DOMAINS = [
  { label: 'kubernetes.io/hostname', word: 'node' },
  { label: 'topology.kubernetes.io/zone', word: 'zone' },
] as const;

export const podsSpread = defineRule({
  id: 'pods-spread',
  title: 'the replicas of a workload come to run on more than one node, and in more than one zone',
  severity: 'warning',
  profile: 'recommended',
  remedy: 'Let the pods run on more nodes, and spread them with a topology spread constraint.',
  reads: 'started',
  yieldsTo: ['survives-node-loss', 'survives-zone-loss'],
  *check(cx) {
    const { cluster } = cx.started;
    for (const workload of workloadsOf(cx)) {
      const { reference, path, object } = workload;
      const placed = workload.pods.filter((pod) => pod.spec.nodeName && !hasEnded(pod));
      if (placed.length < 2 || object.kind === 'DaemonSet' || object.kind === 'Job') continue;
      const crowd = DOMAINS.map((domain) => crowded(cluster, placed, domain)).find(Boolean);
      if (!crowd) continue;
      yield {
        object: reference,
        path: [...path, blamed(workload)],
        message: `all ${placed.length} pods run on ${crowd.word} ${crowd.name} of ${crowd.there} ${crowd.word}s`,
        promised: `${reference.kind} ${reference.name} survives the loss of a ${crowd.word}`,
        happened: `${crowd.word} ${crowd.name} has ${placed.map(({ metadata }) => metadata.name).join(', ')}`,
      };
    }
  },
});

function crowded(cluster: StartedCluster, pods: readonly Pod[], { label, word }: (typeof DOMAINS)[number]) {
  const domainOf = new Map(cluster.list('Node').map(({ metadata }) => [metadata.name, metadata.labels?.[label]]));
  const there = new Set(domainOf.values());
  const used = new Set(pods.map(({ spec }) => domainOf.get(spec.nodeName ?? '')));
  const [name] = used;
  return used.size === 1 && there.size > 1 && name ? { name, word, there: there.size } : undefined;
}

const blamed = ({ spec }: Workload) =>
  spec.nodeName ? 'nodeName' : spec.nodeSelector ? 'nodeSelector' : spec.affinity ? 'affinity' : 'containers';
