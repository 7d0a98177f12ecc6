// The subsets of an Endpoints object: which addresses offer which ports, in their canonical form. Ports with the same
// addresses share a subset; addresses are in byte order, ports and subsets in upstream's hash order.
// upstream: pkg/api/v1/endpoints/util.go RepackSubsets, pkg/controller/endpoint truncateEndpoints

import type { EndpointAddress, EndpointPort, EndpointSubset, Pod, Service } from '../../kinds/generated/types.gen';
import { dumpSubset, dumpSubsetPort, sortedByHash } from '../service-endpoints/fnv128';
import { belongsToEndpoints, endpointHostname, findPort, isIPv6 } from '../service-endpoints/pod-membership';
import { isPodReady } from '../shared/pod-state';

/** Addresses an Endpoints object holds at most. */
export const MAX_ADDRESSES = 1000;

interface Offer {
  readonly address: EndpointAddress;
  ready: boolean;
}

/** Who offers one port: by address and pod uid, so that each counts once. */
interface PortOffers {
  /** Absent for pods behind a headless Service without ports. */
  readonly port: EndpointPort | undefined;
  readonly offers: Map<string, Offer>;
}

/** The canonical subsets of the pods that a Service selects. */
export function subsetsOf(service: Service, pods: readonly Pod[]): readonly EndpointSubset[] {
  const publish = service.spec.publishNotReadyAddresses === true;
  const ports = service.spec.ports ?? [];
  const portless = ports.length === 0 && service.spec.clusterIP === 'None';
  const byPort = new Map<string, PortOffers>();
  for (const pod of pods) {
    if (!belongsToEndpoints(pod, publish)) continue;
    const address = podAddress(service, pod);
    if (address === undefined) continue;
    const ready = publish || isPodReady(pod);
    if (portless) offer(byPort, undefined, address, ready);
    for (const port of ports) {
      const number = findPort(pod, port);
      if (number === undefined) continue;
      const { name, protocol = 'TCP', appProtocol } = port;
      const named = { ...(name ? { name } : {}), port: number, protocol };
      offer(byPort, appProtocol === undefined ? named : { ...named, appProtocol }, address, ready);
    }
  }
  return pack([...byPort.values()]);
}

/** Subsets that anybody wrote, in canonical form. */
export function repackSubsets(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  const byPort = new Map<string, PortOffers>();
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets) {
    for (const port of ports.length > 0 ? ports : [undefined]) {
      for (const address of addresses) offer(byPort, port, address, true);
      for (const address of notReadyAddresses) offer(byPort, port, address, false);
    }
  }
  return pack([...byPort.values()]);
}

/** The pod's address in the Service's first family; undefined when it has none there. */
export function podAddress(service: Service, pod: Pod): EndpointAddress | undefined {
  const { ipFamilies, clusterIP } = service.spec;
  const first = pod.status?.podIP ?? '';
  const v6 = ipFamilies?.[0] ? ipFamilies[0] === 'IPv6' : isIPv6(clusterIP && clusterIP !== 'None' ? clusterIP : first);
  const ip = (pod.status?.podIPs ?? []).find((candidate) => isIPv6(candidate.ip) === v6)?.ip;
  if (ip === undefined) return undefined;
  const { name, namespace, uid } = pod.metadata;
  const hostname = endpointHostname(pod, service);
  return {
    ...(hostname ? { hostname } : {}),
    ip,
    nodeName: pod.spec.nodeName,
    targetRef: { kind: 'Pod', name, namespace, uid },
  };
}

function offer(
  byPort: Map<string, PortOffers>,
  port: EndpointPort | undefined,
  address: EndpointAddress,
  ready: boolean,
): void {
  const key = port === undefined ? '' : dumpSubsetPort(port);
  let entry = byPort.get(key);
  if (entry === undefined) {
    entry = { port, offers: new Map() };
    byPort.set(key, entry);
  }
  const identity = `${address.ip} ${address.targetRef?.uid ?? ''}`;
  const known = entry.offers.get(identity);
  // Not ready wins over ready.
  if (known === undefined) entry.offers.set(identity, { address, ready });
  else known.ready &&= ready;
}

interface Group {
  readonly ports: EndpointPort[];
  readonly offers: ReadonlyMap<string, Offer>;
}

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

function sameOffers(a: ReadonlyMap<string, Offer>, b: ReadonlyMap<string, Offer>): boolean {
  if (a.size !== b.size) return false;
  for (const [identity, { ready }] of a) if (b.get(identity)?.ready !== ready) return false;
  return true;
}

function subsetOf({ ports, offers }: Group): EndpointSubset {
  const ready: EndpointAddress[] = [];
  const notReady: EndpointAddress[] = [];
  for (const known of offers.values()) (known.ready ? ready : notReady).push(known.address);
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
