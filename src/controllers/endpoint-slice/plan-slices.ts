// Decides what a Service's EndpointSlices should become: one group of slices for each address family and each list of
// resolved ports, a placeholder where nothing else stands. Pure: the controller only writes what this returns.
// upstream: k8s.io/endpointslice/reconciler.go Reconcile, reconcileByAddressType, finalize

import type { DiscoveryEndpointPort, EndpointSlice, Node, Pod, Service } from '../../kinds/generated/types.gen';
import { belongsToEndpoints } from '../service-endpoints/pod-membership';
import { type EndpointSet, endpointIdentity, placeEndpoints, type SlicePlan } from './place-endpoints';
import {
  type AddressType,
  addressTypesOf,
  endpointPorts,
  isOwnedBy,
  newSlice,
  podEndpoint,
  portsKey,
  type SliceDraft,
  sameLabels,
} from './slice-parts';

export interface SliceEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

export interface FamilyPlan extends SlicePlan {
  readonly addressType: AddressType;
  /** Slices of this family that stay as they are. */
  readonly unchanged: readonly EndpointSlice[];
  /** Pods that were left out because their node is not there. */
  readonly problems: readonly string[];
}

export interface SliceInput {
  readonly service: Service;
  /** The pods that the Service selects. */
  readonly pods: readonly Pod[];
  /** The Service's slices that this controller manages, terminating ones left out. */
  readonly slices: readonly EndpointSlice[];
  readonly nodeOf: (name: string) => Node | undefined;
}

const ZONE_LABEL = 'topology.kubernetes.io/zone';

/** The plan of each family, and the slices of families that the Service has no longer. */
export function planSlices(input: SliceInput): { families: FamilyPlan[]; foreign: EndpointSlice[] } {
  const types = addressTypesOf(input.service);
  const foreign = input.slices.filter((slice) => !types.includes(slice.addressType as AddressType));
  return { families: types.map((addressType) => planFamily(input, addressType)), foreign };
}

interface PortGroup {
  readonly ports: readonly DiscoveryEndpointPort[];
  readonly wanted: EndpointSet;
}

function planFamily(input: SliceInput, addressType: AddressType): FamilyPlan {
  const { service } = input;
  const existing = input.slices.filter((slice) => slice.addressType === addressType);
  const owned = existing.filter((slice) => isOwnedBy(slice, service));
  const remove = existing.filter((slice) => !owned.includes(slice));
  const byPorts = new Map<string, EndpointSlice[]>();
  for (const slice of owned) {
    const key = portsKey(slice.ports);
    byPorts.set(key, [...(byPorts.get(key) ?? []), slice]);
  }
  const { groups, problems } = groupPods(input, addressType);
  const create: SliceDraft[] = [];
  const update: SliceDraft[] = [];
  for (const [key, { ports, wanted }] of groups) {
    const plan = placeEndpoints({ service, addressType, ports, existing: byPorts.get(key) ?? [], wanted });
    create.push(...plan.create);
    update.push(...plan.update);
    remove.push(...plan.remove);
  }
  for (const [key, slices] of byPorts) if (!groups.has(key)) remove.push(...slices);
  if (existing.length === remove.length && create.length === 0) {
    const placeholder = newSlice(service, addressType, []);
    if (remove.length === 1 && isPlaceholder(remove[0] as EndpointSlice, placeholder)) remove.length = 0;
    else create.push(placeholder);
  }
  const changed = new Set([
    ...update.map((draft) => draft.metadata.name),
    ...remove.map((slice) => slice.metadata.name),
  ]);
  const unchanged = existing.filter((slice) => !changed.has(slice.metadata.name));
  return { addressType, create, update, remove, unchanged, problems };
}

/** The pods as endpoints, by the ports they offer. */
function groupPods({ service, pods, nodeOf }: SliceInput, addressType: AddressType) {
  const groups = new Map<string, PortGroup>();
  const problems: string[] = [];
  for (const pod of pods) {
    if (!belongsToEndpoints(pod, true)) continue;
    const { ports, key } = resolvedPorts(service, pod);
    const group = groups.get(key) ?? { ports, wanted: new Map() };
    groups.set(key, group);
    const nodeName = pod.spec.nodeName ?? '';
    const node = nodeOf(nodeName);
    if (node === undefined && !service.spec.publishNotReadyAddresses) {
      const { name, namespace } = service.metadata;
      problems.push(`skipping Pod ${pod.metadata.name} for Service ${namespace}/${name}: Node ${nodeName} Not Found`);
      continue;
    }
    const endpoint = podEndpoint(pod, node?.metadata.labels?.[ZONE_LABEL], service, addressType);
    if (endpoint) group.wanted.set(endpointIdentity(endpoint), endpoint);
  }
  return { groups, problems };
}

interface ResolvedPorts {
  readonly ports: readonly DiscoveryEndpointPort[];
  readonly key: string;
}

/** By the Service's ports, then by the pod's containers: pods of one template share both. */
const resolved = new WeakMap<object, WeakMap<object, ResolvedPorts>>();
const NO_PORTS: object = {};

function resolvedPorts(service: Service, pod: Pod): ResolvedPorts {
  const servicePorts = service.spec.ports ?? NO_PORTS;
  const byContainers = resolved.get(servicePorts) ?? new WeakMap<object, ResolvedPorts>();
  resolved.set(servicePorts, byContainers);
  const known = byContainers.get(pod.spec.containers);
  if (known) return known;
  const ports = endpointPorts(service, pod);
  const made = { ports, key: portsKey(ports) };
  // Sidecars may name ports too; they are not part of this memo's key.
  if (!pod.spec.initContainers?.length) byContainers.set(pod.spec.containers, made);
  return made;
}

function isPlaceholder(slice: EndpointSlice, placeholder: SliceDraft): boolean {
  if ((slice.endpoints?.length ?? 0) > 0 || (slice.ports?.length ?? 0) > 0) return false;
  return sameLabels(slice.metadata.labels ?? {}, placeholder.metadata.labels ?? {});
}

/** Creates take over slices that would be deleted: same name, new content. upstream: the head of finalize */
export function recycle(service: Service, plan: SlicePlan): SlicePlan {
  const create = [...plan.create];
  const update = [...plan.update];
  const remove: EndpointSlice[] = [];
  for (const slice of plan.remove) {
    const last = create.at(-1);
    if (last === undefined || slice.addressType !== last.addressType || !isOwnedBy(slice, service)) {
      remove.push(slice);
      continue;
    }
    create.pop();
    update.push({ ...last, metadata: { ...last.metadata, name: slice.metadata.name } });
  }
  return { create, update, remove };
}
