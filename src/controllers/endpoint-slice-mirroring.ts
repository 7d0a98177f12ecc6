// The mirroring controller: Endpoints that somebody wrote by hand for a Service without selector get slices of their
// own, one for each family and port list, so that proxies see them.
// upstream: pkg/controller/endpointslicemirroring

import { type ActorContext, defineActor, watch } from '../api/actor';
import type { Change } from '../api/change';
import { LAST_APPLIED } from '../kinds/annotations';
import { equalData } from '../kinds/equal-data';
import type {
  DiscoveryEndpointPort,
  Endpoint,
  EndpointAddress,
  EndpointSlice,
  EndpointSubset,
  Endpoints,
} from '../kinds/generated/types.gen';
import { splitKey } from '../kinds/kind';
import { controllerRef } from '../kinds/owner';
import { Table } from '../sim/table';
import { Lane } from '../sim/work-queue';
import { type EndpointSet, endpointIdentity, endpointsEqual } from './endpoint-slice/place-endpoints';
import { type AddressType, MANAGED_BY_LABEL, orNull, portsKey, SERVICE_NAME_LABEL } from './endpoint-slice/slice-parts';
import { repackSubsets } from './endpoints/subsets';
import { dumpSlicePort, sortedByHash } from './service-endpoints/fnv128';
import { isIPv6 } from './service-endpoints/pod-membership';
import { selectorOf } from './service-endpoints/service-selectors';
import { TRIGGER_TIME_ANNOTATION } from './service-endpoints/trigger-time';
import { retryLater } from './shared/backoff';
import { isNamespaceTerminating, refusalOf } from './shared/refusal';

const MIRRORING_CONTROLLER = 'endpointslicemirroring-controller.k8s.io';
const SKIP_LABEL = 'endpointslice.kubernetes.io/skip-mirror';
const LEADER_ANNOTATION = 'control-plane.alpha.kubernetes.io/leader';
const MAX_PER_SUBSET = 1000;
const BACKOFF = { baseMs: 1000, maxMs: 1_000_000, tries: 15 };

interface Memory {
  readonly failures: Table<number>;
  /** True while this controller itself writes a slice. */
  writing: boolean;
}

type Context = ActorContext<Memory>;

export const endpointSliceMirroringController = defineActor<Memory>({
  name: 'endpointslicemirroring-controller',
  component: 'kube-controller-manager',
  eventSource: 'endpoint-slice-mirroring-controller',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ failures: new Table(), writing: false }),
    fork: ({ failures }) => ({ failures: failures.fork(), writing: false }),
  },
  watches: [
    watch('Endpoints', ({ key, object, previous }) =>
      shouldMirror(object) || (previous && shouldMirror(previous)) ? key : undefined,
    ),
    watch('Service', ({ type, key, object, previous }) => {
      const without = selectorOf(object) === undefined;
      const changed = previous === undefined || type === 'DELETED' || without !== (selectorOf(previous) === undefined);
      return changed && (without || type === 'MODIFIED') ? key : undefined;
    }),
    watch('EndpointSlice', touchedEndpoints),
  ],
  reconcile: syncEndpoints,
});

function touchedEndpoints({ type, object, previous }: Change<EndpointSlice>, cx: Context): readonly string[] {
  if (cx.state.writing || !(isMirrored(object) || (previous && isMirrored(previous)))) return [];
  if (type === 'MODIFIED' && previous?.metadata.generation === object.metadata.generation) return [];
  const name = object.metadata.labels?.[SERVICE_NAME_LABEL];
  return name ? [`${object.metadata.namespace}/${name}`] : [];
}

function isMirrored(slice: EndpointSlice): boolean {
  return slice.metadata.labels?.[MANAGED_BY_LABEL] === MIRRORING_CONTROLLER;
}

/** Not when its label says no, and not a leader's record. */
export function shouldMirror({ metadata }: Endpoints): boolean {
  return metadata.labels?.[SKIP_LABEL] !== 'true' && metadata.annotations?.[LEADER_ANNOTATION] === undefined;
}

function syncEndpoints(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  const endpoints = cx.get('Endpoints', namespace, name);
  const service = cx.get('Service', namespace, name);
  const slices = cx.by('EndpointSlice', 'service', key).filter(isMirrored);
  const mirrors = endpoints && service && shouldMirror(endpoints) && selectorOf(service) === undefined;
  if (!mirrors) {
    for (const slice of slices) own(cx, () => cx.delete('EndpointSlice', namespace, slice.metadata.name));
    return;
  }
  const plan = planMirror(endpoints, slices);
  if (plan.invalid > 0) {
    const message = `Skipped ${plan.invalid} invalid IP addresses when mirroring to EndpointSlices`;
    cx.event(endpoints, { type: 'Warning', reason: 'InvalidIPAddress', message });
  }
  if (plan.skipped > plan.invalid) {
    const limit = `A max of ${MAX_PER_SUBSET} addresses can be mirrored to EndpointSlices per Endpoints subset`;
    const message = `${limit}. ${plan.skipped} addresses were skipped`;
    cx.event(endpoints, { type: 'Warning', reason: 'TooManyAddressesToMirror', message });
  }
  if (write(cx, endpoints, plan)) cx.state.failures.delete(key);
  else retryLater(cx, cx.state.failures, key, BACKOFF);
}

export interface MirrorPlan {
  readonly create: readonly EndpointSlice[];
  readonly update: readonly EndpointSlice[];
  readonly remove: readonly EndpointSlice[];
  /** Addresses that are no IP address. */
  readonly invalid: number;
  /** Addresses left out, invalid ones among them. */
  readonly skipped: number;
}

interface Group {
  readonly addressType: AddressType;
  readonly ports: readonly DiscoveryEndpointPort[];
  readonly wanted: EndpointSet;
}

/** What the mirrored slices of an Endpoints object should become. */
export function planMirror(endpoints: Endpoints, slices: readonly EndpointSlice[]): MirrorPlan {
  const { groups, invalid, skipped } = groupAddresses(repackSubsets(endpoints.subsets ?? []));
  const create: EndpointSlice[] = [];
  const update: EndpointSlice[] = [];
  const remove = slices.filter((slice) => !groups.has(groupKey(slice.addressType, slice.ports)));
  for (const [key, group] of groups) {
    const existing = slices.filter((slice) => groupKey(slice.addressType, slice.ports) === key);
    if (group.wanted.size === 0) {
      remove.push(...existing);
      continue;
    }
    remove.push(...existing.slice(1));
    const [first] = existing;
    if (first === undefined) create.push(mirrorSlice(endpoints, group, undefined));
    else if (!isMirror(first, endpoints, group.wanted)) update.push(mirrorSlice(endpoints, group, first.metadata.name));
  }
  return { ...recycle(create, update, remove), invalid, skipped };
}

const groupKey = (addressType: string, ports: readonly DiscoveryEndpointPort[] | undefined) =>
  `${addressType} ${portsKey(ports)}`;

function groupAddresses(subsets: readonly EndpointSubset[]) {
  const groups = new Map<string, Group>();
  let invalid = 0;
  let skipped = 0;
  for (const { addresses = [], notReadyAddresses = [], ports: given = [] } of subsets) {
    const ports = sortedByHash(given.map(slicePort), dumpSlicePort);
    for (const addressType of ['IPv4', 'IPv6'] as const) {
      const key = groupKey(addressType, ports);
      if (!groups.has(key)) groups.set(key, { addressType, ports, wanted: new Map() });
    }
    const listed = [...addresses, ...notReadyAddresses];
    let added = 0;
    for (const [index, address] of listed.entries()) {
      if (added >= MAX_PER_SUBSET) break;
      if (!isAddress(address.ip)) {
        invalid++;
        continue;
      }
      const group = groups.get(groupKey(isIPv6(address.ip) ? 'IPv6' : 'IPv4', ports)) as Group;
      const endpoint = mirrorEndpoint(address, index < addresses.length);
      group.wanted.set(endpointIdentity(endpoint), endpoint);
      added++;
    }
    skipped += listed.length - added;
  }
  return { groups, invalid, skipped };
}

const slicePort = ({
  name = '',
  port,
  protocol = 'TCP',
  appProtocol,
}: NonNullable<EndpointSubset['ports']>[number]) => ({
  name,
  port,
  protocol,
  ...(appProtocol === undefined ? {} : { appProtocol }),
});

function isAddress(ip: string): boolean {
  if (isIPv6(ip)) return /^[0-9a-fA-F:.]+$/.test(ip);
  const parts = ip.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function mirrorEndpoint({ ip, hostname, nodeName, targetRef }: EndpointAddress, ready: boolean): Endpoint {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname ? { hostname } : {}),
    ...(nodeName ? { nodeName } : {}),
    ...(targetRef ? { targetRef } : {}),
  };
}

function mirroredAnnotations(endpoints: Endpoints): Record<string, string> {
  const { [TRIGGER_TIME_ANNOTATION]: time, [LAST_APPLIED]: applied, ...rest } = endpoints.metadata.annotations ?? {};
  return rest;
}

/** Whether a slice mirrors these endpoints already, labels, annotations and owner included. */
function isMirror(slice: EndpointSlice, endpoints: Endpoints, wanted: EndpointSet): boolean {
  const held = slice.endpoints ?? [];
  if (held.length !== wanted.size) return false;
  for (const endpoint of held) {
    const next = wanted.get(endpointIdentity(endpoint));
    if (next === undefined || !endpointsEqual(next, endpoint)) return false;
  }
  const { [MANAGED_BY_LABEL]: managedBy, [SERVICE_NAME_LABEL]: service, ...labels } = slice.metadata.labels ?? {};
  if (!equalData(labels, endpoints.metadata.labels ?? {})) return false;
  if (!equalData(slice.metadata.annotations ?? {}, mirroredAnnotations(endpoints))) return false;
  const { name, uid } = endpoints.metadata;
  const owners = slice.metadata.ownerReferences ?? [];
  return !owners.some((owner) => owner.kind === 'Endpoints' && owner.name === name && owner.uid !== uid);
}

function mirrorSlice(endpoints: Endpoints, group: Group, sliceName: string | undefined): EndpointSlice {
  const { name, namespace, labels } = endpoints.metadata;
  return {
    addressType: group.addressType,
    apiVersion: 'discovery.k8s.io/v1',
    endpoints: [...group.wanted.values()].slice(0, MAX_PER_SUBSET),
    kind: 'EndpointSlice',
    metadata: {
      annotations: mirroredAnnotations(endpoints),
      ...(sliceName === undefined ? { generateName: `${name}-` } : {}),
      labels: { ...labels, [SERVICE_NAME_LABEL]: name, [MANAGED_BY_LABEL]: MIRRORING_CONTROLLER },
      name: sliceName ?? '',
      namespace,
      ownerReferences: [controllerRef({ ...endpoints, apiVersion: 'v1', kind: 'Endpoints' })],
    },
    ports: orNull(group.ports),
  };
}

/** New slices take over those of their family that would be deleted. */
function recycle(create: readonly EndpointSlice[], update: EndpointSlice[], remove: readonly EndpointSlice[]) {
  const left = [...remove];
  const made: EndpointSlice[] = [];
  for (const slice of create) {
    const index = left.findIndex((old) => old.addressType === slice.addressType);
    const [old] = index < 0 ? [] : left.splice(index, 1);
    if (old === undefined) made.push(slice);
    else update.push({ ...slice, metadata: { ...slice.metadata, name: old.metadata.name } });
  }
  return { create: made, update, remove: left };
}

function write(cx: Context, endpoints: Endpoints, { create, update, remove }: MirrorPlan): boolean {
  for (const slice of endpoints.metadata.deletionTimestamp === undefined ? create : []) {
    const refused = own(cx, () => cx.create(slice));
    if (refused) return isNamespaceTerminating(refused);
  }
  for (const slice of update) if (own(cx, () => cx.update(slice))) return false;
  for (const { metadata } of remove) {
    if (own(cx, () => cx.delete('EndpointSlice', metadata.namespace, metadata.name))) return false;
  }
  return true;
}

function own(cx: Context, action: () => void) {
  cx.state.writing = true;
  try {
    return refusalOf(action);
  } finally {
    cx.state.writing = false;
  }
}
