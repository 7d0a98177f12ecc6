// Questions that the network answers: asked on a copy of the cluster, which is thrown away, so that the cluster
// itself is untouched.

import type { Cluster } from '../cluster/cluster';
import { UsageError } from '../cluster/describe/usage-error';
import { RequestError } from '../network/request-target';

/** Runs a command of kube-proxy on a fork. Errors: UsageError for a client or target that is not there. */
export function onFork(cluster: Cluster, command: string, input: unknown): unknown {
  try {
    return cluster.simulation.fork().command('kube-proxy', command, input, 0);
  } catch (error) {
    if (error instanceof RequestError) throw new UsageError(error.message);
    throw error;
  }
}
