// A cluster that is not at rest an hour after the start: something waits, or goes round in circles.

import { KEEPS_PODS_FROM_RUNNING } from '../causes';
import { creatorsOf } from '../creators';
import { defineRule } from '../rule';
import { type Workload, workloadsOf } from '../workloads';

export const clusterSettles = defineRule({
  id: 'cluster-settles',
  title: 'the cluster comes to rest within an hour of the start',
  severity: 'warning',
  profile: 'recommended',
  remedy: 'Shorten what is waited for: `minReadySeconds`, `initialDelaySeconds`, deadlines.',
  reads: 'started',
  yieldsTo: [...KEEPS_PODS_FROM_RUNNING, 'container-ports', 'probe-port-name'],
  *check(cx) {
    const { cluster, settled } = cx.started;
    if (settled) return;
    const pending = cluster.simulation.queue.records().filter(({ background }) => !background);
    for (const workload of workloadsOf(cx)) {
      const names = keysOf(cluster, workload);
      const record = pending.find(({ key }) => names.some((name) => `/${key}/`.includes(`/${name}/`)));
      if (!record) continue;
      const { kind, name } = workload.reference;
      const inMs = record.atMs - cluster.nowMs;
      yield {
        object: workload.reference,
        path: ['spec'],
        message:
          `${kind} ${name} is not at rest an hour after the start: ` +
          `${record.actor} waits for ${record.key}, ${Math.round(inMs / 1000)} s more`,
        promised: 'everything has started within an hour',
        happened: 'the simulation was looked at as it was then',
      };
    }
  },
});

function keysOf(cluster: Parameters<typeof creatorsOf>[0], { object, pods }: Workload): readonly string[] {
  const objects = [...creatorsOf(cluster, object), ...pods];
  return objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}
