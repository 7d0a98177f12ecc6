// What the network knows of the nodes: addresses, zone, the bridge that their pods hang on, who takes balanced
// traffic.

import type { Reader } from '../api/actor';
import type { Node } from '../kinds/generated/types.gen';
import { addressAt } from './address';
import type { NodePlace } from './topology';

export interface NodeFacts extends NodePlace {
  /** The address it is known by. */
  readonly address: string;
  readonly addresses: readonly string[];
  /** The node's own address on its pods' network: the first of its pod range. */
  readonly bridge: string;
  /** An address of its pods' network that is left to clients without an object. */
  readonly guest: string;
  /** Neither deleted nor marked by an autoscaler. */
  readonly eligible: boolean;
  /** A cloud's load balancer may send traffic to it. */
  readonly balanced: boolean;
}

export interface NodeDirectory {
  readonly nodes: readonly NodeFacts[];
  readonly byName: ReadonlyMap<string, NodeFacts>;
  readonly byAddress: ReadonlyMap<string, NodeFacts>;
}

const GUEST_INDEX = 254;

const facts = new WeakMap<Node, NodeFacts>();

export function nodeFacts(node: Node): NodeFacts {
  let known = facts.get(node);
  if (!known) {
    known = readFacts(node);
    facts.set(node, known);
  }
  return known;
}

function readFacts({ metadata, spec, status }: Node): NodeFacts {
  const all = (status?.addresses ?? []).filter(({ type }) => type === 'InternalIP' || type === 'ExternalIP');
  const address = (all.find(({ type }) => type === 'InternalIP') ?? all[0])?.address ?? '';
  return {
    name: metadata.name,
    zone: metadata.labels?.['topology.kubernetes.io/zone'],
    address,
    addresses: all.map((one) => one.address),
    bridge: (spec?.podCIDR && addressAt(spec.podCIDR, 1)) || address,
    guest: (spec?.podCIDR && addressAt(spec.podCIDR, GUEST_INDEX)) || address,
    eligible: isEligible(metadata, spec?.taints),
    balanced: isBalanced(metadata.labels) && isEligible(metadata, spec?.taints),
  };
}

/** upstream: cloud-provider controllers/service nodeIncludedPredicate */
const isBalanced = (labels: Readonly<Record<string, string>> = {}) =>
  !Object.hasOwn(labels, 'node.kubernetes.io/exclude-from-external-load-balancers');

/** upstream: cloud-provider nodeUnTaintedPredicate; pkg/proxy/healthcheck NodeEligible */
function isEligible({ deletionTimestamp }: Node['metadata'], taints: readonly { readonly key: string }[] = []) {
  return !deletionTimestamp && !taints.some(({ key }) => key === 'ToBeDeletedByClusterAutoscaler');
}

export function nodeDirectory(reader: Reader): NodeDirectory {
  const nodes = reader.list('Node').map(nodeFacts);
  return {
    nodes,
    byName: new Map(nodes.map((node) => [node.name, node] as const)),
    byAddress: new Map(nodes.flatMap((node) => node.addresses.map((address) => [address, node] as const))),
  };
}

/** Whether a change of a Node is one that the network sees; heartbeats are not. */
export function sameFacts(before: Node, now: Node): boolean {
  if (sameParts(before, now)) return true;
  const a = nodeFacts(before);
  const b = nodeFacts(now);
  return (
    a.zone === b.zone &&
    a.bridge === b.bridge &&
    a.balanced === b.balanced &&
    a.eligible === b.eligible &&
    a.addresses.join() === b.addresses.join()
  );
}

/** The quick way for heartbeats, which leave these parts untouched. */
function sameParts(before: Node, now: Node): boolean {
  const { metadata, spec, status } = before;
  const sameMetadata =
    metadata.labels === now.metadata.labels && metadata.deletionTimestamp === now.metadata.deletionTimestamp;
  return sameMetadata && spec === now.spec && status?.addresses === now.status?.addresses;
}
