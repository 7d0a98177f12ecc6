// The parts of an EndpointSlice: a pod's endpoint, the ports it offers, the labels and owner of a new slice.
// upstream: k8s.io/endpointslice/utils.go

import type {
  DiscoveryEndpointPort,
  Endpoint,
  EndpointSlice,
  ObjectMeta,
  Pod,
  Service,
} from '../../kinds/generated/types.gen';
import { controllerRef } from '../../kinds/owner';
import { dumpSlicePort, sortedByHash } from '../service-endpoints/fnv128';
import { endpointHostname, findPort, isHeadless, isIPv6 } from '../service-endpoints/pod-membership';
import { TRIGGER_TIME_ANNOTATION } from '../service-endpoints/trigger-time';
import { isPodReady } from '../shared/pod-state';

export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';
export const MANAGED_BY_LABEL = 'endpointslice.kubernetes.io/managed-by';
const HEADLESS_LABEL = 'service.kubernetes.io/headless';
const RESERVED = [SERVICE_NAME_LABEL, MANAGED_BY_LABEL, HEADLESS_LABEL];

export const SLICE_CONTROLLER = 'endpointslice-controller.k8s.io';

export type AddressType = 'IPv4' | 'IPv6';

/** A slice to be written; without a name it is to be created. */
export interface SliceDraft {
  readonly metadata: Omit<ObjectMeta, 'name'> & { readonly name?: string };
  readonly addressType: EndpointSlice['addressType'];
  readonly ports: readonly DiscoveryEndpointPort[];
  readonly endpoints: readonly Endpoint[];
}

interface MadeFor {
  readonly publish: boolean;
  readonly hostname: string | undefined;
  readonly zone: string | undefined;
  readonly addressType: AddressType;
  readonly endpoint: Endpoint | undefined;
}

const made = new WeakMap<Pod, MadeFor>();

/** The pod as an endpoint of the Service; undefined when it has no address of this family. `zone` is its node's. */
export function podEndpoint(
  pod: Pod,
  zone: string | undefined,
  service: Service,
  addressType: AddressType,
): Endpoint | undefined {
  const publish = service.spec.publishNotReadyAddresses === true;
  const hostname = endpointHostname(pod, service);
  const known = made.get(pod);
  if (
    known?.publish === publish &&
    known.hostname === hostname &&
    known.zone === zone &&
    known.addressType === addressType
  ) {
    return known.endpoint;
  }
  const endpoint = makeEndpoint(pod, { publish, hostname, zone, addressType, endpoint: undefined });
  made.set(pod, { publish, hostname, zone, addressType, endpoint });
  return endpoint;
}

function makeEndpoint(pod: Pod, { publish, hostname, zone, addressType }: MadeFor): Endpoint | undefined {
  const addresses = podAddresses(pod).filter((address) => isIPv6(address) === (addressType === 'IPv6'));
  if (addresses.length === 0) return undefined;
  const { name, namespace, uid } = pod.metadata;
  const serving = isPodReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const { nodeName } = pod.spec;
  return {
    addresses: addresses.sort(),
    conditions: { ready: publish || (serving && !terminating), serving, terminating },
    ...(hostname ? { hostname } : {}),
    ...(nodeName ? { nodeName } : {}),
    targetRef: { kind: 'Pod', name, namespace, uid },
    ...(zone ? { zone } : {}),
  };
}

function podAddresses(pod: Pod): string[] {
  const ips = pod.status?.podIPs;
  if (ips?.length) return ips.map(({ ip }) => ip);
  return pod.status?.podIP ? [pod.status.podIP] : [];
}

/** The Service's ports as this pod offers them, in upstream's hash order; an unresolvable name is left out. */
export function endpointPorts(service: Service, pod: Pod): readonly DiscoveryEndpointPort[] {
  const ports: DiscoveryEndpointPort[] = [];
  for (const port of service.spec.ports ?? []) {
    const number = findPort(pod, port);
    if (number === undefined) continue;
    const { name = '', protocol = 'TCP', appProtocol } = port;
    ports.push({ name, port: number, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) });
  }
  return sortedByHash(ports, dumpSlicePort);
}

/** A text that is equal for equal port lists, whatever their order. */
export function portsKey(ports: readonly DiscoveryEndpointPort[] | undefined | null): string {
  if (!ports || ports.length === 0) return '';
  return sortedByHash(ports, dumpSlicePort).map(dumpSlicePort).join(' ');
}

/** Families that get slices: the Service's, or those its cluster address stands for. */
export function addressTypesOf(service: Service): readonly AddressType[] {
  const { ipFamilies, clusterIP } = service.spec;
  const families = (ipFamilies ?? []).filter((family) => family !== '') as AddressType[];
  if (families.length > 0) return families;
  if (!isHeadless(service)) return [isIPv6(clusterIP as string) ? 'IPv6' : 'IPv4'];
  return ['IPv4', 'IPv6'];
}

/** The Service's labels with the reserved ones set. */
export function sliceLabels(service: Service): Readonly<Record<string, string>> {
  return {
    ...unreserved(service.metadata.labels),
    ...(isHeadless(service) ? { [HEADLESS_LABEL]: '' } : {}),
    [SERVICE_NAME_LABEL]: service.metadata.name,
    [MANAGED_BY_LABEL]: SLICE_CONTROLLER,
  };
}

/** Whether a slice's labels, reserved ones aside, differ from its Service's. */
export function labelsDiffer(slice: EndpointSlice, service: Service): boolean {
  return !sameLabels(unreserved(slice.metadata.labels), unreserved(service.metadata.labels));
}

export function sameLabels(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function unreserved(labels: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const rest: Record<string, string> = {};
  for (const name in labels) if (!RESERVED.includes(name)) rest[name] = labels[name] as string;
  return rest;
}

export function newSlice(
  service: Service,
  addressType: AddressType,
  ports: readonly DiscoveryEndpointPort[],
  endpoints: readonly Endpoint[] = [],
): SliceDraft {
  const { name, namespace } = service.metadata;
  const metadata = {
    generateName: `${name}-`,
    namespace,
    labels: sliceLabels(service),
    ownerReferences: [controllerRef({ ...service, apiVersion: 'v1', kind: 'Service' })],
  };
  return { metadata, addressType, ports, endpoints };
}

/** What stands in the store as a draft to be changed. */
export function draftOf(slice: EndpointSlice, changes: Partial<SliceDraft> = {}): SliceDraft {
  const { metadata, addressType } = slice;
  return { metadata, addressType, ports: slice.ports ?? [], endpoints: slice.endpoints ?? [], ...changes };
}

export function isOwnedBy(slice: EndpointSlice, service: Service): boolean {
  const owners = slice.metadata.ownerReferences ?? [];
  const { uid } = service.metadata;
  return owners.some((owner) => owner.uid === uid && owner.kind === 'Service' && owner.apiVersion === 'v1');
}

/** The draft as an object to write, with or without the trigger time. */
export function sliceObject(draft: SliceDraft, triggerTime: string | undefined): EndpointSlice {
  const { [TRIGGER_TIME_ANNOTATION]: ignored, ...others } = draft.metadata.annotations ?? {};
  const annotations = triggerTime ? { ...others, [TRIGGER_TIME_ANNOTATION]: triggerTime } : others;
  return {
    addressType: draft.addressType,
    apiVersion: 'discovery.k8s.io/v1',
    endpoints: orNull(draft.endpoints),
    kind: 'EndpointSlice',
    metadata: { ...draft.metadata, name: draft.metadata.name ?? '', annotations },
    ports: orNull(draft.ports),
  };
}

/** An empty list of a slice is stored, and served, as null. */
export function orNull<T>(list: readonly T[]): readonly T[] {
  return list.length > 0 ? list : (null as unknown as readonly T[]);
}
