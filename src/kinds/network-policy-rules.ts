// Rules for NetworkPolicies.
// upstream: pkg/apis/networking/validation ValidateNetworkPolicy; pkg/registry/networking/networkpolicy/strategy.go

import type { IPBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from './generated/types.gen';
import type { FieldError } from './kind';
import { addInvalid, type Errors, forbidden, invalid, notSupported, required } from './validation/field-error';
import { checkCidr, cidrContains, cidrWarnings, parseCidr } from './validation/ip-address';
import { checkLabelSelector } from './validation/label-selector';
import { portName, portNumber } from './validation/names';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const POLICY_TYPES = ['Ingress', 'Egress'];

export function checkNetworkPolicy(policy: NetworkPolicy): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, policy);
  checkSpec(errors, policy, []);
  return errors;
}

export function checkNetworkPolicyUpdate(next: NetworkPolicy, stored: NetworkPolicy): readonly FieldError[] {
  const errors: Errors = [];
  const known = blocksOf(stored).flatMap(({ block }) => [block.cidr, ...(block.except ?? [])]);
  checkObjectMetaUpdate(errors, next);
  checkSpec(errors, next, known);
  return errors;
}

interface Rule {
  readonly path: string;
  readonly peerField: 'from' | 'to';
  readonly ports: readonly NetworkPolicyPort[];
  readonly peers: readonly NetworkPolicyPeer[];
}

/** Both directions' rules as one list. */
function rulesOf({ spec }: NetworkPolicy): readonly Rule[] {
  const { ingress = [], egress = [] } = spec ?? {};
  return [
    ...ingress.map(({ ports = [], from = [] }, index) => {
      return { path: `spec.ingress[${index}]`, peerField: 'from' as const, ports, peers: from };
    }),
    ...egress.map(({ ports = [], to = [] }, index) => {
      return { path: `spec.egress[${index}]`, peerField: 'to' as const, ports, peers: to };
    }),
  ];
}

function blocksOf(policy: NetworkPolicy): readonly { readonly path: string; readonly block: IPBlock }[] {
  return rulesOf(policy).flatMap(({ path, peerField, peers }) =>
    peers.flatMap(({ ipBlock }, index) => {
      return ipBlock ? [{ path: `${path}.${peerField}[${index}].ipBlock`, block: ipBlock }] : [];
    }),
  );
}

/** `known`: blocks that were stored before and stay valid. */
function checkSpec(errors: Errors, policy: NetworkPolicy, known: readonly string[]): void {
  const { podSelector, policyTypes = [] } = policy.spec ?? {};
  checkLabelSelector(errors, 'spec.podSelector', podSelector);
  for (const { path, peerField, ports, peers } of rulesOf(policy)) {
    ports.forEach((port, index) => {
      checkPolicyPort(errors, `${path}.ports[${index}]`, port);
    });
    peers.forEach((peer, index) => {
      checkPeer(errors, `${path}.${peerField}[${index}]`, peer, known);
    });
  }
  if (policyTypes.length > POLICY_TYPES.length) {
    errors.push(invalid('spec.policyTypes', policyTypes, 'may not specify more than two policyTypes'));
    return;
  }
  policyTypes.forEach((type, index) => {
    if (!POLICY_TYPES.includes(type)) errors.push(notSupported(`spec.policyTypes[${index}]`, type, POLICY_TYPES));
  });
}

function checkPolicyPort(errors: Errors, path: string, { protocol, port, endPort }: NetworkPolicyPort): void {
  if (protocol !== undefined && !PROTOCOLS.includes(protocol)) {
    errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
  }
  const at = `${path}.endPort`;
  if (port === undefined) {
    if (endPort !== undefined) errors.push(invalid(at, endPort, 'may not be specified when `port` is not specified'));
  } else if (typeof port === 'number') {
    addInvalid(errors, `${path}.port`, port, portNumber(port));
    if (endPort === undefined) return;
    if (endPort < port) errors.push(invalid(at, port, 'must be greater than or equal to `port`'));
    addInvalid(errors, at, endPort, portNumber(endPort));
  } else {
    if (endPort !== undefined) errors.push(invalid(at, endPort, 'may not be specified when `port` is non-numeric'));
    addInvalid(errors, `${path}.port`, port, portName(port));
  }
}

function checkPeer(errors: Errors, path: string, peer: NetworkPolicyPeer, known: readonly string[]): void {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  checkLabelSelector(errors, `${path}.podSelector`, podSelector);
  checkLabelSelector(errors, `${path}.namespaceSelector`, namespaceSelector);
  if (ipBlock) checkBlock(errors, `${path}.ipBlock`, ipBlock, known);
  else if (!podSelector && !namespaceSelector) errors.push(required(path, 'must specify a peer'));
  if (ipBlock && (podSelector || namespaceSelector)) {
    errors.push(forbidden(path, 'may not specify both ipBlock and another peer'));
  }
}

function checkBlock(errors: Errors, path: string, { cidr, except = [] }: IPBlock, known: readonly string[]): void {
  if (!cidr) return void errors.push(required(`${path}.cidr`));
  checkCidr(errors, `${path}.cidr`, cidr, known);
  const whole = parseCidr(cidr);
  if (!whole) return;
  except.forEach((text, index) => {
    const at = `${path}.except[${index}]`;
    checkCidr(errors, at, text, known);
    const part = parseCidr(text);
    if (!part || (cidrContains(whole, part.address) && whole.prefixLength < part.prefixLength)) return;
    errors.push(invalid(at, text, 'must be a strict subset of `cidr`'));
  });
}

export function networkPolicyWarnings(policy: NetworkPolicy): readonly string[] {
  return blocksOf(policy).flatMap(({ path, block }) => [
    ...cidrWarnings(`${path}.cidr`, block.cidr),
    ...(block.except ?? []).flatMap((text, index) => cidrWarnings(`${path}.except[${index}]`, text)),
  ]);
}
