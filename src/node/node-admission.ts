// The kubelet's own look at a pod bound to its node, before anything is started: what fails here fails for good.
// upstream: pkg/kubelet/lifecycle/predicate.go

import type { Node, Pod } from '../kinds/generated/types.gen';
import { matchesRequiredAffinity } from '../kinds/node-selector';
import { isSidecar, podRequests } from '../kinds/pod-spec/pod-resources';
import { milliValue, value } from '../kinds/quantity';
import { noExecuteTaints, toleratesAll } from '../kinds/taints';
import type { HostPort, NodeRecord } from './kubelet-state';

export interface Rejection {
  /** Becomes the pod's reason and the event's. */
  readonly reason: string;
  readonly message: string;
}

const ALWAYS_COUNTED = ['cpu', 'memory', 'ephemeral-storage'];
const ANY_IP = '0.0.0.0';

/** Why this node refuses the pod; undefined when it takes it. `held` is the node's present use. */
export function rejection(
  pod: Pod,
  node: Node,
  held: Pick<NodeRecord, 'used' | 'pods' | 'hostPorts'>,
): Rejection | undefined {
  const os = pod.metadata.labels?.['kubernetes.io/os'];
  if (os !== undefined && os !== 'linux') {
    const message = "Failed to admit pod as the `kubernetes.io/os` label doesn't match node label";
    return { reason: 'PodOSSelectorNodeLabelDoesNotMatch', message };
  }
  if (pod.spec.os && pod.spec.os.name !== 'linux') {
    return { reason: 'PodOSNotSupported', message: "Failed to admit pod as the OS field doesn't match node OS" };
  }
  return (
    lackOfResources(pod, node, held) ??
    predicate(
      'NodeAffinity',
      matchesRequiredAffinity(pod, node),
      "node(s) didn't match Pod's node affinity/selector",
    ) ??
    predicate('NodeName', pod.spec.nodeName === node.metadata.name, "node(s) didn't match the requested node name") ??
    predicate('NodePorts', hasFreePorts(pod, held), "node(s) didn't have free ports for the requested pod ports") ??
    predicate(
      'TaintToleration',
      toleratesAll(pod, noExecuteTaints(node)),
      "node(s) had taints that the pod didn't tolerate",
    )
  );
}

function predicate(name: string, fits: boolean, why: string): Rejection | undefined {
  return fits ? undefined : { reason: name, message: `Predicate ${name} failed: ${why}` };
}

export function lackOfResources(pod: Pod, node: Node, held: Pick<NodeRecord, 'used' | 'pods'>): Rejection | undefined {
  const allocatable = node.status?.allocatable ?? {};
  const room = value(allocatable.pods);
  if (held.pods + 1 > room) return outOf('pods', 1, held.pods, room);
  const requests = requestsOf(pod);
  const names = Object.keys(requests);
  const extended = names.filter((name) => !ALWAYS_COUNTED.includes(name)).sort();
  for (const name of [...ALWAYS_COUNTED, ...extended]) {
    const asked = requests[name] ?? 0;
    const capacity = allocatable[name];
    // An extended resource that the node does not know is somebody else's to check.
    if (asked === 0 || capacity === undefined) continue;
    const used = held.used[name] ?? 0;
    const total = amountOf(name, capacity);
    if (asked > total - used) return outOf(name, asked, used, total);
  }
  return undefined;
}

function outOf(resource: string, requested: number, used: number, capacity: number): Rejection {
  const amounts = `requested: ${requested}, used: ${used}, capacity: ${capacity}`;
  return { reason: `OutOf${resource}`, message: `Node didn't have enough resource: ${resource}, ${amounts}` };
}

const amountOf = (name: string, text: string | number) => (name === 'cpu' ? milliValue(text) : value(text));

const requestsBySpec = new WeakMap<Pod['spec'], Readonly<Record<string, number>>>();

/** What the pod asks for: cpu in thousandths of a core, everything else in whole units. */
export function requestsOf(pod: Pod): Readonly<Record<string, number>> {
  let known = requestsBySpec.get(pod.spec);
  if (!known) {
    const amounts = [...podRequests(pod.spec)];
    known = Object.fromEntries(amounts.map(([name, amount]) => [name, name === 'cpu' ? amount.milli : amount.whole]));
    requestsBySpec.set(pod.spec, known);
  }
  return known;
}

/** Host ports of containers and sidecars. */
export function hostPortsOf(pod: Pod): readonly Omit<HostPort, 'uid'>[] {
  const ports: Omit<HostPort, 'uid'>[] = [];
  for (const container of [...pod.spec.containers, ...(pod.spec.initContainers ?? []).filter(isSidecar)]) {
    for (const { hostPort, hostIP, protocol } of container.ports ?? []) {
      if (hostPort) ports.push({ ip: hostIP || ANY_IP, protocol: protocol || 'TCP', port: hostPort });
    }
  }
  return ports;
}

function hasFreePorts(pod: Pod, held: Pick<NodeRecord, 'hostPorts'>): boolean {
  if (held.hostPorts.length === 0) return true;
  return hostPortsOf(pod).every((wanted) =>
    held.hostPorts.every(
      (other) =>
        other.port !== wanted.port ||
        other.protocol !== wanted.protocol ||
        (other.ip !== wanted.ip && other.ip !== ANY_IP && wanted.ip !== ANY_IP),
    ),
  );
}
