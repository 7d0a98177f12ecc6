// The subsets of an Endpoints object: which addresses offer which ports, in their canonical form. Ports with the same
// addresses share a subset; addresses are in byte order, ports and subsets in upstream's hash order.
// upstream: pkg/api/v1/endpoints/util.go RepackSubsets, pkg/controller/endpoint truncateEndpoints

import type {
  EndpointAddress,
  EndpointPort,
  EndpointSubset,
  Pod,
  Service,
  ServicePort,
} from '../../kinds/generated/types.gen';
import { dumpSubset, dumpSubsetPort, sortedByHash } from '../service-endpoints/fnv128';
import { belongsToEndpoints, endpointHostname, findPort, isIPv6 } from '../service-endpoints/pod-membership';
import { isPodReady } from '../shared/pod-state';

/** Addresses an Endpoints object holds at most. */
export const MAX_ADDRESSES = 1000;

interface Offer {
  readonly address: EndpointAddress;
  readonly ready: boolean;
}

/** Who offers one port, each address once. */
interface PortOffers {
  /** Absent for pods behind a headless Service without ports. */
  readonly port: EndpointPort | undefined;
  readonly offers: Offer[];
}

/** The canonical subsets of the pods that a Service selects. */
export function subsetsOf(service: Service, pods: readonly Pod[]): readonly EndpointSubset[] {
  const publish = service.spec.publishNotReadyAddresses === true;
  const ports = service.spec.ports ?? [];
  const portless = ports.length === 0 && service.spec.clusterIP === 'None';
  /** For each port of the Service by its number in the pod. */
  const byPort = ports.map(() => new Map<number, PortOffers>());
  const withoutPort: Offer[] = [];
  for (const pod of pods) {
    if (!belongsToEndpoints(pod, publish)) continue;
    const address = podAddress(service, pod);
    if (address === undefined) continue;
    const offer = { address, ready: publish || isPodReady(pod) };
    if (portless) withoutPort.push(offer);
    for (let index = 0; index < ports.length; index++) {
      const port = ports[index] as ServicePort;
      const number = findPort(pod, port);
      const numbers = byPort[index] as Map<number, PortOffers>;
      if (number === undefined) continue;
      const known = numbers.get(number);
      if (known) known.offers.push(offer);
      else numbers.set(number, { port: endpointPort(port, number), offers: [offer] });
    }
  }
  if (withoutPort.length > 0) return pack([{ port: undefined, offers: withoutPort }]);
  return pack(byPort.flatMap((numbers) => [...numbers.values()]));
}

function endpointPort({ name, protocol = 'TCP', appProtocol }: ServicePort, port: number): EndpointPort {
  return { ...(name ? { name } : {}), port, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) };
}

/** Subsets that anybody wrote, in canonical form. */
export function repackSubsets(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  const byPort = new Map<string, { port: EndpointPort | undefined; offers: Map<string, Offer> }>();
  const add = (port: EndpointPort | undefined, address: EndpointAddress, ready: boolean) => {
    const key = port === undefined ? '' : dumpSubsetPort(port);
    const entry = byPort.get(key) ?? { port, offers: new Map<string, Offer>() };
    byPort.set(key, entry);
    const identity = `${address.ip} ${address.targetRef?.uid ?? ''}`;
    const known = entry.offers.get(identity);
    // Not ready wins over ready.
    entry.offers.set(identity, known ? { ...known, ready: known.ready && ready } : { address, ready });
  };
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets) {
    for (const port of ports.length > 0 ? ports : [undefined]) {
      for (const address of addresses) add(port, address, true);
      for (const address of notReadyAddresses) add(port, address, false);
    }
  }
  const entries = [...byPort.values()].map(({ port, offers }) => ({
    port,
    offers: [...offers.values()].sort((a, b) => byAddress(a.address, b.address)),
  }));
  return pack(entries);
}

interface MadeFor {
  readonly v6: boolean;
  readonly hostname: string | undefined;
  readonly address: EndpointAddress | undefined;
}

const made = new WeakMap<Pod, MadeFor>();

/** The pod's address in the Service's first family; undefined when it has none there. */
export function podAddress(service: Service, pod: Pod): EndpointAddress | undefined {
  const { ipFamilies, clusterIP } = service.spec;
  const first = pod.status?.podIP ?? '';
  const v6 = ipFamilies?.[0] ? ipFamilies[0] === 'IPv6' : isIPv6(clusterIP && clusterIP !== 'None' ? clusterIP : first);
  const hostname = endpointHostname(pod, service);
  const known = made.get(pod);
  if (known?.v6 === v6 && known.hostname === hostname) return known.address;
  const address = makeAddress(pod, v6, hostname);
  made.set(pod, { v6, hostname, address });
  return address;
}

function makeAddress(pod: Pod, v6: boolean, hostname: string | undefined): EndpointAddress | undefined {
  const ip = (pod.status?.podIPs ?? []).find((candidate) => isIPv6(candidate.ip) === v6)?.ip;
  if (ip === undefined) return undefined;
  const { name, namespace, uid } = pod.metadata;
  const targetRef = { kind: 'Pod', name, namespace, uid };
  return { ...(hostname ? { hostname } : {}), ip, nodeName: pod.spec.nodeName, targetRef };
}

interface Group {
  readonly ports: EndpointPort[];
  readonly offers: readonly Offer[];
}

/** Ports whose offers are equal, address by address, share a subset. */
function pack(entries: readonly PortOffers[]): readonly EndpointSubset[] {
  const groups: Group[] = [];
  for (const { port, offers } of entries) {
    let group = groups.find((known) => sameOffers(known.offers, offers));
    if (group === undefined) {
      group = { ports: [], offers };
      groups.push(group);
    }
    if (port !== undefined) group.ports.push(port);
  }
  return sortedByHash(groups.map(subsetOf), dumpSubset);
}

function sameOffers(a: readonly Offer[], b: readonly Offer[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    const [left, right] = [a[index] as Offer, b[index] as Offer];
    if (left === right) continue;
    if (left.ready !== right.ready || byAddress(left.address, right.address) !== 0) return false;
  }
  return true;
}

function subsetOf({ ports, offers }: Group): EndpointSubset {
  const ready: EndpointAddress[] = [];
  const notReady: EndpointAddress[] = [];
  for (const known of offers) (known.ready ? ready : notReady).push(known.address);
  return {
    ...(ready.length > 0 ? { addresses: ready.sort(byAddress) } : {}),
    ...(notReady.length > 0 ? { notReadyAddresses: notReady.sort(byAddress) } : {}),
    ...(ports.length > 0 ? { ports: sortedByHash(ports, dumpSubsetPort) } : {}),
  };
}

/** By the bytes of the address, then by the pod's uid. upstream: LessEndpointAddress */
function byAddress(a: EndpointAddress, b: EndpointAddress): number {
  if (a.ip !== b.ip) return a.ip < b.ip ? -1 : 1;
  const [left, right] = [a.targetRef?.uid ?? '', b.targetRef?.uid ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function addressCount(subsets: readonly EndpointSubset[]): number {
  let count = 0;
  for (const { addresses = [], notReadyAddresses = [] } of subsets)
    count += addresses.length + notReadyAddresses.length;
  return count;
}

/**
 * At most MAX_ADDRESSES of them, ready ones first, shared among the subsets in proportion. Returns the same list when
 * there are no more than that.
 */
export function truncateSubsets(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  const total = addressCount(subsets);
  if (total <= MAX_ADDRESSES) return subsets;
  let totalReady = 0;
  for (const { addresses = [] } of subsets) totalReady += addresses.length;
  const cutReady = totalReady > MAX_ADDRESSES;
  const room = cutReady ? MAX_ADDRESSES : MAX_ADDRESSES - totalReady;
  const candidates = cutReady ? totalReady : total - totalReady;
  let left = room;
  return subsets.map(({ addresses = [], notReadyAddresses = [], ports }) => {
    const listed = cutReady ? addresses : notReadyAddresses;
    const share = Math.min(Math.ceil((listed.length / candidates) * room), left);
    const kept = listed.slice(0, share);
    left -= kept.length;
    const ready = cutReady ? kept : addresses;
    const notReady = cutReady ? [] : kept;
    return {
      ...(ready.length > 0 ? { addresses: ready } : {}),
      ...(notReady.length > 0 ? { notReadyAddresses: notReady } : {}),
      ...(ports ? { ports } : {}),
    };
  });
}
