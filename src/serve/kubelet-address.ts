// Where the API server finds a node's kubelet.
// upstream: pkg/kubelet/client NodeConnectionInfoGetter, pkg/util/node GetPreferredNodeAddress

import { ApiError } from '../api/api-error';
import type { Node } from '../kinds/generated/types.gen';
import type { ServedCluster } from './served-cluster';

/** As kubeadm sets them. */
const PREFERRED = ['InternalIP', 'ExternalIP', 'Hostname'];
export const KUBELET_PORT = 10250;

/** Errors: 404 without the node, 500 when it has no address. */
export function kubeletHost(served: ServedCluster, name: string): string {
  const row = served.rowAt('', 'v1', 'nodes');
  const node = served.server.get(row as NonNullable<typeof row>, undefined, name) as Node;
  const addresses = node.status?.addresses ?? [];
  for (const type of PREFERRED) {
    const found = addresses.find((each) => each.type === type);
    if (found) return found.address;
  }
  throw new ApiError(500, undefined, 'no preferred addresses found; known addresses: []');
}

export const isNodeUp = ({ cluster }: ServedCluster, node: string): boolean =>
  cluster.simulation.command('kubelet', 'isNodeUp', { node }, 0) as boolean;

/**
 * Errors: 500 while the machine is down.
 * @param what was tried, as the client of the kubelet words it
 */
export function checkKubelet(served: ServedCluster, node: string, what: string): void {
  if (isNodeUp(served, node)) return;
  const why = `dial tcp ${kubeletHost(served, node)}:${KUBELET_PORT}: i/o timeout`;
  throw new ApiError(500, undefined, `${what}: ${why}`);
}
