// Who may talk to whom: a pod that a policy of its namespace selects is closed for that direction but for what any of
// these policies' rules let through. Addresses and ports are those of the pods, after Services have been translated.
// upstream: k8s.io/api/networking/v1 NetworkPolicySpec (the contract that network plugins implement)

import type { Reader } from '../api/actor';
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort, Pod } from '../kinds/generated/types.gen';
import { compileSelector, type Labels } from '../kinds/labels';
import { memoised } from '../kinds/with-defaults';
import { inNetwork } from './address';
import type { Protocol } from './proxy-rules';

export type PolicyDirection = 'ingress' | 'egress';

/** A pod, or one that stands for it, as policies see it. */
export interface Party {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels | undefined;
}

/** The other end of a connection; `party` is undefined for what is no pod, or no longer looks like one. */
export interface PolicyPeer {
  readonly party: Party | undefined;
  readonly address: string;
}

/** Where the connection goes; `pod` is the destination, whose containers name ports. */
export interface PolicyPort {
  readonly port: number;
  readonly protocol: Protocol;
  readonly pod: Pod | undefined;
}

export interface PolicyVerdict {
  readonly direction: PolicyDirection;
  /** `ns/name` of the pod that is closed. */
  readonly subject: string;
  readonly allowed: boolean;
  /** The policies that close the pod, or the one that lets this through. */
  readonly policies: readonly string[];
}

export const partyOf = ({ metadata }: Pod): Party => ({
  namespace: metadata.namespace ?? '',
  name: metadata.name,
  labels: metadata.labels,
});

/** What the policies say of one direction of a pod; undefined when none of them closes it. */
export function policyVerdict(
  reader: Reader,
  direction: PolicyDirection,
  subject: Party,
  peer: PolicyPeer,
  port: PolicyPort,
): PolicyVerdict | undefined {
  const closing = reader
    .list('NetworkPolicy', subject.namespace)
    .filter((policy) => closes(policy, direction, subject));
  if (closing.length === 0) return undefined;
  const opens = closing.find((policy) =>
    rulesOf(policy, direction).some((rule) => lets(reader, policy, rule, peer, port)),
  );
  return {
    direction,
    subject: `${subject.namespace}/${subject.name}`,
    allowed: opens !== undefined,
    policies: (opens ? [opens] : closing).map(({ metadata }) => metadata.name),
  };
}

const matcherOf = memoised(compileSelector);

function closes({ spec }: NetworkPolicy, direction: PolicyDirection, { labels }: Party): boolean {
  const types = spec.policyTypes ?? (spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress']);
  if (!types.includes(direction === 'ingress' ? 'Ingress' : 'Egress')) return false;
  return spec.podSelector === undefined || matcherOf(spec.podSelector)(labels);
}

interface Rule {
  readonly peers: readonly NetworkPolicyPeer[] | undefined;
  readonly ports: readonly NetworkPolicyPort[] | undefined;
}

function rulesOf({ spec }: NetworkPolicy, direction: PolicyDirection): readonly Rule[] {
  if (direction === 'ingress') return (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }));
  return (spec.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
}

/** An absent or empty list of peers means all of them, and so for ports. */
function lets(
  reader: Reader,
  policy: NetworkPolicy,
  { peers, ports }: Rule,
  peer: PolicyPeer,
  port: PolicyPort,
): boolean {
  if (ports?.length && !ports.some((one) => isPort(one, port))) return false;
  return !peers?.length || peers.some((one) => isPeer(reader, policy, one, peer));
}

function isPort(
  { port: wanted, protocol = 'TCP', endPort }: NetworkPolicyPort,
  { port, protocol: used, pod }: PolicyPort,
) {
  if (protocol !== used) return false;
  if (wanted === undefined) return true;
  if (typeof wanted === 'number') return port >= wanted && port <= (endPort ?? wanted);
  const containers = [...(pod?.spec.containers ?? []), ...(pod?.spec.initContainers ?? [])];
  return containers.some(({ ports }) =>
    ports?.some((one) => one.name === wanted && one.containerPort === port && (one.protocol ?? 'TCP') === protocol),
  );
}

function isPeer(
  reader: Reader,
  policy: NetworkPolicy,
  { ipBlock, namespaceSelector, podSelector }: NetworkPolicyPeer,
  { party, address }: PolicyPeer,
): boolean {
  if (ipBlock) {
    return inNetwork(address, ipBlock.cidr) && !ipBlock.except?.some((hole) => inNetwork(address, hole));
  }
  if (!party) return false;
  if (podSelector && !matcherOf(podSelector)(party.labels)) return false;
  if (!namespaceSelector) return party.namespace === policy.metadata.namespace;
  return matcherOf(namespaceSelector)(reader.get('Namespace', undefined, party.namespace)?.metadata.labels);
}
