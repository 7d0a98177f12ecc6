// Who opens a connection: a pod, a process on a node, or a machine outside the cluster.

import type { Pod } from '../kinds/generated/types.gen';
import { splitKey } from '../kinds/kind';
import type { Client } from './journey';
import { type Network, nodesOf } from './network-state';
import { RequestError } from './request-target';

/**
 * Where a request comes from. A pod is `ns/name`, or `name` in the namespace default. A namespace stands for some pod
 * in it that needs no object: it resolves names as a pod there does and sits on the first node that is up.
 */
export type RequestSource =
  | 'outside'
  | { readonly pod: string }
  | { readonly node: string }
  | { readonly namespace: string };

/** As a person would write it: `pod default/web-1`, `node node-1`, `outside`. */
export function sourceText(from: RequestSource): string {
  if (from === 'outside') return from;
  if ('namespace' in from) return `namespace ${from.namespace}`;
  return 'pod' in from ? `pod ${podKey(from.pod)}` : `node ${from.node}`;
}

const podKey = (pod: string) => (pod.includes('/') ? pod : `default/${pod}`);

/** Checks that the source exists. Errors: RequestError. */
export function checkSource(network: Network, from: RequestSource): void {
  if (from === 'outside') return;
  if (!exists(network, from)) throw new RequestError(`there is no ${sourceText(from)} to send from`);
}

function exists(network: Network, from: Exclude<RequestSource, 'outside'>): boolean {
  if ('pod' in from) return findPod(network, from.pod) !== undefined;
  if ('node' in from) return nodesOf(network).byName.has(from.node);
  return network.reader.get('Namespace', undefined, from.namespace) !== undefined;
}

/** The client as it is now; a text when it cannot send: its pod is gone or does not run, its node is down. */
export function clientOf(network: Network, from: RequestSource): Client | string {
  if (from === 'outside') {
    return { kind: 'outside', name: '', address: network.options.outsideIp, node: undefined, pod: undefined };
  }
  if ('namespace' in from) return guestOf(network, from.namespace);
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

/** Built once for each namespace; the same in every cluster. */
const guests = new Map<string, Pod>();

function guestOf(network: Network, namespace: string): Client | string {
  const node = nodesOf(network).nodes.find(({ name }) => network.programs.isNodeUp(name));
  if (!node) return 'no node is up';
  let pod = guests.get(namespace);
  if (!pod) {
    const metadata = { namespace, name: 'client', uid: `client in ${namespace}` };
    pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [] } };
    guests.set(namespace, pod);
  }
  return { kind: 'pod', name: `${namespace}/client`, address: node.guest, node, pod };
}

function findPod({ reader }: Network, pod: string): Pod | undefined {
  const { namespace, name } = splitKey(podKey(pod));
  return reader.get('Pod', namespace, name);
}
