// Which endpoints of a port a node's proxy may use: for traffic to everywhere (policy Cluster) and for traffic that
// must stay on the node (policy Local), each with its fall back to pods that terminate but still serve.
// upstream: pkg/proxy CategorizeEndpoints, topologyModeFromHints

import type { ServicePort } from '../kinds/generated/types.gen';
import { endpointsOf, type ProxyEndpoint, type ServiceView } from './service-view';

export interface EndpointSets {
  /** Traffic policy Cluster, narrowed by topology hints. */
  readonly cluster: readonly ProxyEndpoint[];
  /** Traffic policy Local: those on the node. */
  readonly local: readonly ProxyEndpoint[];
  /** False when no endpoint anywhere could take traffic. */
  readonly anywhere: boolean;
}

export interface NodePlace {
  readonly name: string;
  readonly zone: string | undefined;
}

const known = new WeakMap<readonly ProxyEndpoint[], Map<string, EndpointSets>>();

/** The sets for one port as seen from a node. */
export function endpointSets(view: ServiceView, port: ServicePort, node: NodePlace): EndpointSets {
  const endpoints = endpointsOf(view, port);
  let places = known.get(endpoints);
  if (!places) {
    places = new Map();
    known.set(endpoints, places);
  }
  const place = node.zone === undefined ? node.name : `${node.name} ${node.zone}`;
  let sets = places.get(place);
  if (!sets) {
    sets = categorize(endpoints, node);
    places.set(place, sets);
  }
  return sets;
}

export function categorize(endpoints: readonly ProxyEndpoint[], node: NodePlace): EndpointSets {
  const cluster = usable(endpoints, byHints(endpoints, node));
  const local = usable(endpoints.filter((endpoint) => endpoint.node === node.name));
  const anywhere = endpoints.some((endpoint) => endpoint.ready || isLeaving(endpoint));
  return { cluster, local, anywhere };
}

const isLeaving = (endpoint: ProxyEndpoint) => endpoint.serving && endpoint.terminating;

/** The ready ones that pass; when there is none, those that terminate and still serve. */
function usable(
  endpoints: readonly ProxyEndpoint[],
  passes: (endpoint: ProxyEndpoint) => boolean = () => true,
): readonly ProxyEndpoint[] {
  const ready = endpoints.filter((endpoint) => endpoint.ready && passes(endpoint));
  return ready.length > 0 ? ready : endpoints.filter(isLeaving);
}

/** Hints count only when every ready endpoint has them and one of them is for this node, or this node's zone. */
function byHints(endpoints: readonly ProxyEndpoint[], { name, zone }: NodePlace): (endpoint: ProxyEndpoint) => boolean {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  const forNode = (endpoint: ProxyEndpoint) => endpoint.nodeHints.includes(name);
  const forZone = (endpoint: ProxyEndpoint) => zone !== undefined && endpoint.zoneHints.includes(zone);
  if (ready.every((endpoint) => endpoint.nodeHints.length > 0) && ready.some(forNode)) return forNode;
  if (ready.every((endpoint) => endpoint.zoneHints.length > 0) && ready.some(forZone)) return forZone;
  return () => true;
}
