// A request at a Gateway, when the cluster has a gateway controller: the listener that it comes in by, the rule that
// takes it, the backend by weight, a pod of it straight from the gateway, or the gateway's own answer.

import type { Pod } from '../kinds/generated/types.gen';
import { objectKey } from '../kinds/kind';
import { backendRefusal, listenerRefusal, routesOf } from './gateway-attach';
import { forwarded, redirectOf } from './gateway-filters';
import { type HttpRequest, hostRank, matchesHost, matchRoute, type RouteMatch } from './gateway-match';
import { type Gateway, type HTTPBackendRef, type Listener, ownGateways } from './gateway-types';
import type { HopOf } from './hops';
import { type Answered, arrive, type Client, type Connection, ended, enter, type Journey, lost } from './journey';
import { type Network, nodesOf } from './network-state';
import { endpointsOf, type ProxyEndpoint } from './service-view';

/** What a connection that nobody takes costs. */
const CONNECT_TIMEOUT_MS = 5_000;

type GatewayHop = HopOf<'gateway'>;

/** The Gateway that has an address. */
export function gatewayAt(network: Network, address: string): Gateway | undefined {
  const { derived } = network.state;
  const { gateway } = network.options;
  if (!gateway) return undefined;
  derived.gateways ??= new Map(
    ownGateways(network.reader, gateway.controllerName).flatMap((one) =>
      (one.status?.addresses ?? []).map(({ value }) => [value, one] as const),
    ),
  );
  return derived.gateways.get(address);
}

export function throughGateway(journey: Journey, gateway: Gateway): Connection {
  const { network, packet } = journey;
  const listeners = gateway.spec.listeners.filter(
    (one) => one.port === packet.port && !listenerRefusal(network.reader, gateway, one),
  );
  if (packet.protocol !== 'TCP' || listeners.length === 0) return lost(journey, 'nothing listens there', 'refused');
  const controller = gatewayClient(network, gateway);
  if (!controller) return lost(journey, 'no node is up for the gateway', 'timeout');
  const { host, path, method, headers } = packet;
  const request: HttpRequest = { host: host.toLowerCase(), path, method, headers };
  // The listener whose hostname says most has the request to itself.
  const [listener] = listeners
    .filter(({ hostname = '' }) => matchesHost(hostname, request.host))
    .sort((a, b) => hostRank(b.hostname ?? '') - hostRank(a.hostname ?? ''));
  const match = listener && matchRoute(routesOf(network.reader, gateway, listener), request);
  const hop = hopFor(journey, gateway, listener, match, request);
  if (!listener || !match) return answerItself(journey, { ...hop, why: 'no rule takes the request' }, 404);
  const scheme = listener.protocol === 'HTTPS' ? 'https' : 'http';
  const redirect = redirectOf(match, request, { scheme, port: listener.port });
  if (redirect) {
    const { status, location } = redirect;
    return answerItself(journey, { ...hop, why: `redirects to ${location}`, location }, status);
  }
  return toBackend(journey, hop, controller, match, forwarded(match, request));
}

function toBackend(
  journey: Journey,
  hop: GatewayHop,
  controller: Client,
  match: RouteMatch,
  request: HttpRequest,
): Connection {
  const { network } = journey;
  const ref = chooseBackend(network, match);
  if (!ref) return answerItself(journey, { ...hop, why: 'the rule has no backend' }, 500);
  const backend = `${ref.name}:${ref.port}`;
  const refusal = backendRefusal(network.reader, match.route, ref);
  if (refusal) return answerItself(journey, { ...hop, backend, why: `${refusal.reason}: ${refusal.message}` }, 500);
  const key = `${ref.namespace ?? match.route.metadata.namespace}/${ref.name}`;
  const endpoints = readyEndpoints(network, key, ref.port);
  if (endpoints.length === 0) {
    return answerItself(journey, { ...hop, backend, why: `the Service ${key} has no endpoints` }, 503);
  }
  journey.hops.push({ ...hop, backend, forwarded: forwardedText(journey, request) });
  return forward(journey, controller, `${key}:${ref.port}`, endpoints, request);
}

/** By weight: one unless given, none for zero. */
function chooseBackend({ random }: Network, { route, rule }: RouteMatch): HTTPBackendRef | undefined {
  const refs = rule.backendRefs ?? [];
  const total = refs.reduce((sum, { weight = 1 }) => sum + weight, 0);
  if (total === 0) return undefined;
  let point = refs.length === 1 ? 0 : random.below(total, 'gateway', objectKey(route));
  for (const ref of refs) {
    point -= ref.weight ?? 1;
    if (point < 0) return ref;
  }
  return undefined;
}

function readyEndpoints(network: Network, key: string, number: number | undefined): readonly ProxyEndpoint[] {
  const [namespace = '', name = ''] = key.split('/');
  const service = network.state.views.get(key)?.service ?? network.reader.get('Service', namespace, name);
  const port = service?.spec?.ports?.find((one) => one.port === number);
  if (!service || !port) return [];
  const slices = network.reader.by('EndpointSlice', 'service', key);
  return endpointsOf(network.state.views.get(key) ?? { key, service, slices }, port).filter(({ ready }) => ready);
}

/** Round robin over the pods; a connection that nobody takes is the gateway's own answer. */
function forward(
  journey: Journey,
  controller: Client,
  key: string,
  endpoints: readonly ProxyEndpoint[],
  { host, path, headers }: HttpRequest,
): Connection {
  const { network, packet, hops } = journey;
  const { turns } = network.state;
  const turn = turns.get(`gateway ${key}`) ?? 0;
  turns.set(`gateway ${key}`, turn + 1);
  const endpoint = endpoints[turn % endpoints.length] as ProxyEndpoint;
  const inner: Journey = { network, hops, packet: { ...packet, client: controller, host, path, headers } };
  const node = endpoint.node === undefined ? undefined : nodesOf(network).byName.get(endpoint.node);
  const isUp = !node || enter(inner, node, 'endpoint');
  const connection = isUp
    ? arrive(inner, endpoint.address, endpoint.port, controller.address)
    : ended(inner, 'timeout');
  if (connection.answer) return connection;
  const isLate = connection.outcome === 'timeout';
  const answer = ownAnswer(isLate ? 504 : 503, isLate ? CONNECT_TIMEOUT_MS : 0);
  return { outcome: 'answered', hops, answer, sourceIp: packet.client.address };
}

function answerItself(journey: Journey, hop: GatewayHop, status: number): Connection {
  journey.hops.push({ ...hop, status });
  const { hops, packet } = journey;
  return { outcome: 'answered', hops, answer: ownAnswer(status, 0), sourceIp: packet.client.address };
}

const ownAnswer = (status: number, delayMs: number): Answered => ({
  outcome: 'answered',
  status,
  delayMs,
  body: '',
  pod: '',
  container: 'gateway',
  instance: '',
});

/** The gateway's pod, which needs no object: it sits on the first node that is up. */
function gatewayClient(network: Network, { metadata }: Gateway): Client | undefined {
  const node = nodesOf(network).nodes.find(({ name }) => network.programs.isNodeUp(name));
  if (!node) return undefined;
  const { namespace = '', name } = metadata;
  const labels = { 'gateway.networking.k8s.io/gateway-name': name };
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name, uid: `gateway ${namespace}/${name}`, labels },
    spec: { containers: [] },
  };
  return { kind: 'pod', name: `${namespace}/${name}`, address: node.guest, node, pod };
}

/** What filters have changed, as text; undefined when nothing. */
function forwardedText({ packet }: Journey, { host, path, headers }: HttpRequest): string | undefined {
  const changes = [
    ...(host === packet.host.toLowerCase() && path === packet.path ? [] : [`${host}${path}`]),
    ...Object.keys(headers)
      .filter((name) => headers[name] !== packet.headers[name])
      .sort()
      .map((name) => `${name}: ${headers[name]}`),
    ...Object.keys(packet.headers)
      .filter((name) => headers[name] === undefined)
      .sort()
      .map((name) => `without ${name}`),
  ];
  return changes.length > 0 ? changes.join(', ') : undefined;
}

function hopFor(
  { packet }: Journey,
  gateway: Gateway,
  listener: Listener | undefined,
  match: RouteMatch | undefined,
  { host, path }: HttpRequest,
): GatewayHop {
  return {
    kind: 'gateway',
    address: packet.address,
    gateway: objectKey(gateway),
    listener: listener?.name,
    host,
    path,
    route: match && objectKey(match.route),
    rule: match && `${match.hostname || '*'}${match.match.path?.value ?? '/'}`,
    backend: undefined,
    forwarded: undefined,
    location: undefined,
    why: undefined,
    status: undefined,
  };
}
