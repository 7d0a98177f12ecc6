// The kubelet's own look at a pod bound to its node, before anything is started: what fails here fails for good.
// upstream: pkg/kubelet/lifecycle/predicate.go

import { isEnabled } from '../kinds/feature-gates';
import type { Node, Pod } from '../kinds/generated/types.gen';
import { declaredFeatures, featuresToSchedule, missingFeatures } from '../kinds/node-declared-features';
import { matchesRequiredAffinity } from '../kinds/node-selector';
import { isSidecar, podRequests, resourcesKey } from '../kinds/pod-spec/pod-resources';
import { qualityOfService } from '../kinds/pod-spec/quality-of-service';
import { milliValue, value } from '../kinds/quantity';
import { noExecuteTaints, toleratesAll, toleratesTaint } from '../kinds/taints';
import { isCritical } from './critical-pods';
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
  return lackOfResources(pod, node, held) ?? misplacement(pod, node, held) ?? lackOfFeatures(pod);
}

/** upstream: declaredFeaturesAdmitHandler */
function lackOfFeatures({ spec }: Pod): Rejection | undefined {
  if (!isEnabled('NodeDeclaredFeatures')) return undefined;
  const missing = missingFeatures(featuresToSchedule(spec), declaredFeatures());
  if (missing.length === 0) return undefined;
  const message = `Pod requires node features that are not available: ${missing.join(', ')}`;
  return { reason: 'PodFeatureUnsupported', message };
}

/** What is wrong with the pod on this node but for room. */
export function misplacement(pod: Pod, node: Node, held: Pick<NodeRecord, 'hostPorts'>): Rejection | undefined {
  return (
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

const MEMORY_TAINT = { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' } as const;

/** Why a node under pressure does not take the pod. upstream: eviction managerImpl.Admit */
export function pressureRefusal(pod: Pod, { conditions }: NodeRecord['pressure']): Rejection | undefined {
  if (conditions.length === 0 || isCritical(pod)) return undefined;
  if (conditions.length === 1 && conditions[0] === 'MemoryPressure') {
    const isBestEffort = (pod.status?.qosClass ?? qualityOfService(pod.spec)) === 'BestEffort';
    if (!isBestEffort || toleratesTaint(pod.spec.tolerations, MEMORY_TAINT)) return undefined;
  }
  return { reason: 'Evicted', message: `The node had condition: [${conditions.join(' ')}]. ` };
}

function predicate(name: string, fits: boolean, why: string): Rejection | undefined {
  return fits ? undefined : { reason: name, message: `Predicate ${name} failed: ${why}` };
}

type Held = Pick<NodeRecord, 'used' | 'pods'>;

/** A resource of which the node has less left than the pod asks for. */
export interface Lack {
  readonly resource: string;
  readonly requested: number;
  readonly used: number;
  readonly capacity: number;
}

export function lackOfResources(pod: Pod, node: Node, held: Held): Rejection | undefined {
  const [first] = lacks(pod, node, held);
  if (!first) return undefined;
  const { resource, requested, used, capacity } = first;
  const amounts = `requested: ${requested}, used: ${used}, capacity: ${capacity}`;
  return { reason: `OutOf${resource}`, message: `Node didn't have enough resource: ${resource}, ${amounts}` };
}

/** All that is short, in the order in which it is told. */
export function lacks(pod: Pod, node: Node, held: Held): readonly Lack[] {
  const allocatable = node.status?.allocatable ?? {};
  const room = value(allocatable.pods);
  const found: Lack[] = [];
  if (held.pods + 1 > room) found.push({ resource: 'pods', requested: 1, used: held.pods, capacity: room });
  const requests = requestsOf(pod);
  for (const resource of countedNames(requests)) {
    const requested = requests[resource] ?? 0;
    const amount = allocatable[resource];
    // An extended resource that the node does not know is somebody else's to check.
    if (requested === 0 || amount === undefined) continue;
    const used = held.used[resource] ?? 0;
    const capacity = amountOf(resource, amount);
    if (requested > capacity - used) found.push({ resource, requested, used, capacity });
  }
  return found;
}

function countedNames(requests: Readonly<Record<string, number>>): readonly string[] {
  const extended = Object.keys(requests).filter((name) => !ALWAYS_COUNTED.includes(name));
  return extended.length === 0 ? ALWAYS_COUNTED : [...ALWAYS_COUNTED, ...extended.sort()];
}

const amountOf = (name: string, text: string | number) => (name === 'cpu' ? milliValue(text) : value(text));

const requestsBySpec = new WeakMap<object, Readonly<Record<string, number>>>();

/** What the pod asks for: cpu in thousandths of a core, everything else in whole units. */
export function requestsOf(pod: Pod): Readonly<Record<string, number>> {
  const key = resourcesKey(pod.spec);
  let known = requestsBySpec.get(key);
  if (!known) {
    const amounts = [...podRequests(pod.spec)];
    known = Object.fromEntries(amounts.map(([name, amount]) => [name, name === 'cpu' ? amount.milli : amount.whole]));
    requestsBySpec.set(key, known);
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
