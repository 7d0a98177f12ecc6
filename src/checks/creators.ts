// Who makes a workload's pods: the workload itself, or the ReplicaSets and Jobs that it makes for that.

import type { KubeObject } from '../kinds/kind';
import { descendantsOf } from '../report/object-names';
import type { StartedCluster } from './started-cluster';

const BETWEEN: Readonly<Record<string, string>> = { Deployment: 'ReplicaSet', CronJob: 'Job' };

/** Those that events of creation speak of. */
export function creatorsOf({ reader }: StartedCluster, workload: KubeObject): readonly KubeObject[] {
  const kind = BETWEEN[workload.kind];
  return kind ? [workload, ...descendantsOf(reader, workload, kind)] : [workload];
}
