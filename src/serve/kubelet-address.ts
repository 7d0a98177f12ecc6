// Where the API server finds a node's kubelet.
// upstream: pkg/kubelet/client NodeConnectionInfoGetter, pkg/util/node GetPreferredNodeAddress

import { ApiError, notFound } from '../api/api-error';
import type { KindRow } from '../kinds/kind';
import type { ServedCluster } from './served-cluster';

/** As kubeadm sets them. */
const PREFERRED = ['InternalIP', 'ExternalIP', 'Hostname'];
export const KUBELET_PORT = 10250;

/**
 * Errors: 404 without the node, 500 when it has no address.
 * @param asked the resource of the request: a 404 speaks of it, whatever is not there
 */
export function kubeletHost(served: ServedCluster, name: string, asked: KindRow): string {
  const node = served.cluster.get('Node', undefined, name);
  if (!node) throw notFound(asked, name);
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
export function checkKubelet(served: ServedCluster, node: string, asked: KindRow, what: string): void {
  if (isNodeUp(served, node)) return;
  const why = `dial tcp ${kubeletHost(served, node, asked)}:${KUBELET_PORT}: i/o timeout`;
  throw new ApiError(500, undefined, `${what}: ${why}`);
}
