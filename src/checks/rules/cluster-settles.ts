// A cluster that is not at rest an hour after the start: something waits, or goes round in circles.

import type { Cluster } from '../../actions/acting-cluster';
import type { Pod } from '../../kinds/generated/types.gen';
import { goDuration } from '../../sim/duration';
import { parseRfc3339 } from '../../sim/time';
import { KEEPS_PODS_FROM_RUNNING } from '../causes';
import { creatorsOf } from '../creators';
import type { Violation } from '../finding';
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
      const failed = workload.pods.filter(({ status }) => status?.phase === 'Failed');
      if (failed.length >= MANY) {
        yield goesRound(cluster, workload, failed);
        continue;
      }
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

/** So many failed pods of one workload are no accident. */
const MANY = 50;

/** Each pod is given up as soon as it is there, and replaced at once. */
function goesRound(cluster: Cluster, { reference, path }: Workload, failed: readonly Pod[]): Violation {
  const [{ status } = {}] = failed;
  const startMs = Math.min(...failed.map(({ metadata }) => parseRfc3339(metadata.creationTimestamp ?? '')));
  const why = [status?.reason, status?.message].filter(Boolean).join(': ');
  return {
    object: reference,
    path,
    message: `its pods fail and are replaced for ever: ${failed.length} within ${goDuration(cluster.nowMs - startMs)}`,
    promised: 'everything has started within an hour',
    happened: why === '' ? 'each pod fails as soon as it is there' : why,
    remedy: 'Mend what each pod fails for.',
  };
}

function keysOf(cluster: Parameters<typeof creatorsOf>[0], { object, pods }: Workload): readonly string[] {
  const objects = [...creatorsOf(cluster, object), ...pods];
  return objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}
