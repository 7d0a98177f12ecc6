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
  const portsOf = portResolver(service);
  for (const pod of pods) {
    if (!belongsToEndpoints(pod, true)) continue;
    const { ports, key } = portsOf(pod);
    let group = groups.get(key);
    if (group === undefined) {
      group = { ports, wanted: new Map() };
      groups.set(key, group);
    }
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

function portResolver(service: Service): (pod: Pod) => ResolvedPorts {
  const servicePorts = service.spec.ports ?? NO_PORTS;
  const byContainers = resolved.get(servicePorts) ?? new WeakMap<object, ResolvedPorts>();
  resolved.set(servicePorts, byContainers);
  let lastContainers: object | undefined;
  let last: ResolvedPorts | undefined;
  return (pod) => {
    const { containers, initContainers } = pod.spec;
    // Sidecars may name ports too; they are not part of the memo's key.
    if (initContainers?.length) return resolvePorts(service, pod);
    if (last !== undefined && lastContainers === containers) return last;
    last = byContainers.get(containers);
    lastContainers = containers;
    if (last === undefined) {
      last = resolvePorts(service, pod);
      byContainers.set(containers, last);
    }
    return last;
  };
}

function resolvePorts(service: Service, pod: Pod): ResolvedPorts {
  const ports = endpointPorts(service, pod);
  return { ports, key: portsKey(ports) };
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
