// A Service as the proxies know it: the object and its slices at their last sync, and the endpoints of each of its
// ports.
// upstream: pkg/proxy EndpointSliceCache

import type { EndpointSlice, Service, ServicePort } from '../kinds/generated/types.gen';

export interface ServiceView {
  /** `ns/name` */
  readonly key: string;
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
}

export interface ProxyEndpoint {
  readonly address: string;
  readonly port: number;
  /** `address:port` */
  readonly text: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly node: string | undefined;
  /** `ns/name` of the pod behind it, if a pod is. */
  readonly pod: string | undefined;
  readonly zoneHints: readonly string[];
  readonly nodeHints: readonly string[];
}

const NONE: readonly string[] = Object.freeze([]);
const known = new WeakMap<ServiceView, Map<ServicePort, readonly ProxyEndpoint[]>>();

/** The endpoints of one port, in the order of their texts; an address and port that stand twice count once. */
export function endpointsOf(view: ServiceView, port: ServicePort): readonly ProxyEndpoint[] {
  let ports = known.get(view);
  if (!ports) {
    ports = new Map();
    known.set(view, ports);
  }
  let endpoints = ports.get(port);
  if (!endpoints) {
    endpoints = collect(view.slices, port);
    ports.set(port, endpoints);
  }
  return endpoints;
}

function collect(slices: readonly EndpointSlice[], port: ServicePort): readonly ProxyEndpoint[] {
  const byText = new Map<string, ProxyEndpoint>();
  for (const slice of slices) {
    if (slice.addressType === 'FQDN') continue;
    for (const endpoint of endpointsInSlice(slice, port)) {
      const twin = byText.get(endpoint.text);
      // Of two that claim one address, the one that is not terminating is the pod that lives.
      if (!twin || (twin.terminating && !endpoint.terminating)) byText.set(endpoint.text, endpoint);
    }
  }
  return [...byText.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
}

function endpointsInSlice(slice: EndpointSlice, port: ServicePort): readonly ProxyEndpoint[] {
  const endpoints: ProxyEndpoint[] = [];
  for (const slicePort of slice.ports ?? []) {
    const sameName = (slicePort.name ?? '') === (port.name ?? '');
    if (!sameName || (slicePort.protocol ?? 'TCP') !== (port.protocol ?? 'TCP')) continue;
    if (slicePort.port === undefined) continue;
    for (const { addresses, conditions, nodeName, targetRef, hints } of slice.endpoints ?? []) {
      const address = addresses[0];
      if (address === undefined) continue;
      endpoints.push({
        address,
        port: slicePort.port,
        text: hostPort(address, slicePort.port),
        ready: conditions?.ready ?? true,
        serving: conditions?.serving ?? true,
        terminating: conditions?.terminating ?? false,
        node: nodeName,
        pod: targetRef?.kind === 'Pod' ? `${targetRef.namespace}/${targetRef.name}` : undefined,
        zoneHints: hints?.forZones?.map(({ name }) => name) ?? NONE,
        nodeHints: hints?.forNodes?.map(({ name }) => name) ?? NONE,
      });
    }
  }
  return endpoints;
}

/** `10.0.0.1:80`, `[2001:db8::1]:80`. */
export function hostPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
