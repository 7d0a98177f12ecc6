// Who opens a connection: a pod, a process on a node, or a machine outside the cluster.

import type { Pod } from '../kinds/generated/types.gen';
import { splitKey } from '../kinds/kind';
import type { Client } from './journey';
import { type Network, nodesOf } from './network-state';
import { RequestError } from './request-target';

/** Where a request comes from. A pod is `ns/name`, or `name` in the namespace default. */
export type RequestSource = 'outside' | { readonly pod: string } | { readonly node: string };

/** As a person would write it: `pod default/web-1`, `node node-1`, `outside`. */
export function sourceText(from: RequestSource): string {
  if (from === 'outside') return from;
  return 'pod' in from ? `pod ${podKey(from.pod)}` : `node ${from.node}`;
}

const podKey = (pod: string) => (pod.includes('/') ? pod : `default/${pod}`);

/** Checks that the source exists. Errors: RequestError. */
export function checkSource(network: Network, from: RequestSource): void {
  if (from === 'outside') return;
  const known = 'pod' in from ? findPod(network, from.pod) : nodesOf(network).byName.get(from.node);
  if (!known) throw new RequestError(`there is no ${sourceText(from)} to send from`);
}

/** The client as it is now; a text when it cannot send: its pod is gone or does not run, its node is down. */
export function clientOf(network: Network, from: RequestSource): Client | string {
  if (from === 'outside') {
    return { kind: 'outside', name: '', address: network.options.outsideIp, node: undefined, pod: undefined };
  }
  const { byName } = nodesOf(network);
  const isUp = (node: string) => network.programs.isNodeUp(node);
  if ('node' in from) {
    const node = byName.get(from.node);
    if (!node) return `node ${from.node} does not exist`;
    if (!isUp(node.name)) return `node ${from.node} is down`;
    return { kind: 'node', name: node.name, address: node.address, node, pod: undefined };
  }
  const pod = findPod(network, from.pod);
  const node = pod?.spec?.nodeName === undefined ? undefined : byName.get(pod.spec.nodeName);
  if (!pod) return `${sourceText(from)} does not exist`;
  if (!node || pod.status?.phase !== 'Running' || !pod.status.podIP) return `${sourceText(from)} is not running`;
  if (!isUp(node.name)) return `${sourceText(from)} is on node ${node.name}, which is down`;
  // A pod in its node's network is one of the node's processes, but resolves names as its policy says.
  const kind = pod.spec?.hostNetwork ? 'node' : 'pod';
  return { kind, name: podKey(from.pod), address: pod.status.podIP, node, pod };
}

function findPod({ reader }: Network, pod: string): Pod | undefined {
  const { namespace, name } = splitKey(podKey(pod));
  return reader.get('Pod', namespace, name);
}
