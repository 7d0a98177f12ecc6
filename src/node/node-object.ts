// The Node object as its kubelet registers and refreshes it, its Lease, and the events of a kubelet's start.
// upstream: pkg/kubelet/kubelet_node_status.go, component-helpers/apimachinery/lease

import type { Lease, Node, Taint } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { declaredFeatures } from '../kinds/node-declared-features';
import { rfc3339, rfc3339Micro } from '../sim/time';
import { hexDigest, imageIdOf, imageSizeOf, parseImage } from './image-reference';
import { allocatableOf } from './kubelet-configuration';
import type { KubeletContext, NodeRecord } from './kubelet-state';
import { isOwnCondition, nodeConditions, PRESSURES } from './node-conditions';
import { capacityOf, labelsOf } from './node-spec';
import { rangeText } from './pod-addresses';

export const LEASE_NAMESPACE = 'kube-node-lease';
export const LEASE_RENEWAL_MS = 10_000;
export const STATUS_REPORT_MS = 300_000;
const LEASE_SECONDS = 40;
export const KUBELET_VERSION = 'v1.36.2';

const START_REASONS = PRESSURES.map(({ relieved }) => relieved);

/** Creates the Node, with its Lease and events; a Node of that name that is there already is taken over. */
export function registerNode(cx: KubeletContext, node: NodeRecord): void {
  nodeEvent(cx, node, 'Normal', 'Starting', 'Starting kubelet.');
  const known = cx.get('Node', undefined, node.name);
  if (!known) cx.create(nodeObject(cx, node));
  else refreshStatus(cx, node, known);
  for (const reason of START_REASONS) tellStatus(cx, node, reason);
  if (known && known.status?.nodeInfo?.bootID !== bootId(node)) {
    nodeEvent(cx, node, 'Warning', 'Rebooted', `Node ${node.name} has been rebooted, boot id: ${bootId(node)}`);
  }
  for (const reason of START_REASONS) tellStatus(cx, node, reason);
  if (!node.isStarting) tellStatus(cx, node, 'NodeReady');
  renewLease(cx, node);
}

function nodeObject(cx: KubeletContext, node: NodeRecord): Node {
  const { spec, name } = node;
  const podCIDR = rangeText(node.rangeStart, node.rangeSize);
  const taints = (spec.taints ?? []) as readonly Taint[];
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      annotations: {
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
        ...spec.annotations,
      },
      labels: labelsOf(spec),
      name,
    },
    spec: {
      podCIDR,
      podCIDRs: [podCIDR],
      ...(taints.length > 0 ? { taints } : {}),
      ...(spec.unschedulable ? { unschedulable: true } : {}),
    },
    status: nodeStatus(cx, node, undefined),
  };
}

function nodeStatus(cx: KubeletContext, node: NodeRecord, before: Node['status']): NonNullable<Node['status']> {
  const capacity = capacityOf(node.spec);
  const images = imagesOf(node);
  const features = declaredFeatures();
  return {
    ...before,
    addresses: [
      { address: node.hostIp, type: 'InternalIP' },
      { address: node.name, type: 'Hostname' },
    ],
    allocatable: allocatableOf(node.spec.kubelet, capacity),
    capacity,
    conditions: nodeConditions(before?.conditions, node.pressure.told, whyUnready(node), cx.nowMs),
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    ...(features ? { declaredFeatures: features } : {}),
    ...(images.length > 0 ? { images } : {}),
    nodeInfo: {
      architecture: 'amd64',
      bootID: bootId(node),
      containerRuntimeVersion: 'containerd://2.2.0',
      kernelVersion: '6.12.0',
      kubeProxyVersion: '',
      kubeletVersion: KUBELET_VERSION,
      machineID: node.name,
      operatingSystem: 'linux',
      osImage: 'wavetank',
      systemUUID: node.name,
    },
  };
}

function whyUnready({ shutdown, isStarting }: NodeRecord): 'starting' | 'shutting down' | undefined {
  return shutdown ? 'shutting down' : isStarting ? 'starting' : undefined;
}

/** A version 4 UUID that belongs to this boot of the node. */
function bootId(node: NodeRecord): string {
  const digits = hexDigest(`boot/${node.name}/${node.boots}`);
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `a${digits.slice(17, 20)}`];
  return [...parts, digits.slice(20, 32)].join('-');
}

/** Images that were on the node from the start, largest first. */
function imagesOf({ spec }: NodeRecord): { readonly names: readonly string[]; readonly sizeBytes: number }[] {
  const images: { names: string[]; sizeBytes: number }[] = [];
  for (const name of spec.images ?? []) {
    const reference = parseImage(name);
    if ('error' in reference) continue;
    images.push({ names: [imageIdOf(reference), reference.full], sizeBytes: imageSizeOf(reference) });
  }
  return images.sort((a, b) => b.sizeBytes - a.sizeBytes);
}

/** Reports the status again: conditions as they are, heartbeat now. */
function refreshStatus(cx: KubeletContext, node: NodeRecord, known: Node): void {
  cx.updateStatus({ ...known, status: nodeStatus(cx, node, known.status) });
}

/** Reports the pressure that the eviction manager sees now, if it was not told yet. */
export function tellPressure(cx: KubeletContext, node: NodeRecord): void {
  const { conditions, told } = node.pressure;
  const changed = PRESSURES.filter(({ type }) => conditions.includes(type) !== told.includes(type));
  if (changed.length === 0) return;
  node.pressure = { ...node.pressure, told: conditions };
  for (const { type, pressed, relieved } of changed) {
    tellStatus(cx, node, conditions.includes(type) ? pressed : relieved);
  }
  const known = cx.get('Node', undefined, node.name);
  if (known) refreshStatus(cx, node, known);
}

/** Reports at once whether the node is ready: it is not while it shuts down. */
export function tellReadiness(cx: KubeletContext, node: NodeRecord): void {
  const known = node.isCutOff ? undefined : cx.get('Node', undefined, node.name);
  if (!known) return;
  tellStatus(cx, node, node.shutdown ? 'NodeNotReady' : 'NodeReady');
  refreshStatus(cx, node, known);
}

/** After a shutdown that was called off. */
export function tellReadyAgain(cx: KubeletContext, node: NodeRecord): void {
  const ready = cx.get('Node', undefined, node.name)?.status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status === 'False') tellReadiness(cx, node);
}

/** Takes the node back from a controller that had given it up. */
export function tellAlive(cx: KubeletContext, node: NodeRecord): void {
  const known = cx.get('Node', undefined, node.name);
  if (!known?.status?.conditions?.some(({ type, status }) => isOwnCondition(type) && status === 'Unknown')) return;
  for (const { type, pressed, relieved } of PRESSURES) {
    tellStatus(cx, node, node.pressure.told.includes(type) ? pressed : relieved);
  }
  tellStatus(cx, node, 'NodeReady');
  refreshStatus(cx, node, known);
}

/** Reports all running nodes' statuses, as kubelets do every five minutes. */
export function reportStatuses(cx: KubeletContext): void {
  for (const node of cx.state.nodes.values()) if (node.running) reportStatus(cx, node);
}

/** The heartbeats of its conditions. */
export function reportStatus(cx: KubeletContext, node: NodeRecord): void {
  const known = node.isCutOff ? undefined : cx.get('Node', undefined, node.name);
  if (!known?.status) return;
  const now = rfc3339(cx.nowMs);
  const beats = known.status.conditions?.map((condition) =>
    isOwnCondition(condition.type) ? { ...condition, lastHeartbeatTime: now } : condition,
  );
  cx.updateStatus({ ...known, status: { ...known.status, conditions: beats } });
}

/** Renews the node's Lease, or creates it. */
export function renewLease(cx: KubeletContext, node: NodeRecord): void {
  const renewTime = rfc3339Micro(cx.nowMs);
  const known = cx.get('Lease', LEASE_NAMESPACE, node.name);
  if (known) {
    cx.update<Lease>({ ...known, spec: { ...known.spec, renewTime } });
    return;
  }
  const owner = cx.get('Node', undefined, node.name);
  if (!owner || !cx.get('Namespace', undefined, LEASE_NAMESPACE)) return;
  cx.create<Lease>({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name: node.name,
      namespace: LEASE_NAMESPACE,
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: node.name, uid: owner.metadata.uid ?? '' }],
    },
    spec: { holderIdentity: node.name, leaseDurationSeconds: LEASE_SECONDS, renewTime },
  });
}

/** The event by which a kubelet tells its node's state. */
export function tellStatus(cx: KubeletContext, node: NodeRecord, reason: string): void {
  nodeEvent(cx, node, 'Normal', reason, `Node ${node.name} status is now: ${reason}`);
}

/** Events about a node refer to it by name alone. */
export function nodeEvent(
  cx: KubeletContext,
  node: NodeRecord,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  if (node.isCutOff) return;
  const reference: KubeObject = { apiVersion: 'v1', kind: 'Node', metadata: { name: node.name } };
  cx.event(reference, { type, reason, message, host: node.name });
}
