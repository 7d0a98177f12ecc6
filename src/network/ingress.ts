// A request at the ingress controller (ingress-nginx, when the cluster has one): the rule that takes it, the pod that
// gets it straight from the controller, past the Service's address, or the controller's own answer.
// upstream: ingress-nginx internal/ingress/controller, rootfs/etc/nginx/template/nginx.tmpl

import type { Ingress, Pod, ServicePort } from '../kinds/generated/types.gen';
import type { HopOf } from './hops';
import { type IngressMatch, isOfClass, matchIngress, takesHost } from './ingress-rules';
import { type Answered, arrive, type Client, type Connection, ended, enter, type Journey, lost } from './journey';
import { type Network, nodesOf } from './network-state';
import type { IngressOptions } from './options';
import { endpointsOf, type ProxyEndpoint, type ServiceView } from './service-view';

const HTTP = 80;
const HTTPS = 443;
/** proxy_next_upstream_tries, and what a connection that nobody takes costs (proxy_connect_timeout). */
const TRIES = 3;
const CONNECT_TIMEOUT_MS = 5_000;

const NAMES: Readonly<Record<number, string>> = {
  308: 'Permanent Redirect',
  404: 'Not Found',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

type IngressHop = HopOf<'ingress'>;

/** Whether an address is the controller's. */
export function isIngressAddress({ options: { ingress } }: Network, address: string): boolean {
  return ingress?.address === address;
}

/** Goes through the controller. */
export function throughIngress(journey: Journey): Connection {
  const { network, packet } = journey;
  const options = network.options.ingress as IngressOptions;
  if (packet.protocol !== 'TCP' || (packet.port !== HTTP && packet.port !== HTTPS)) {
    return lost(journey, 'nothing listens there', 'refused');
  }
  const controller = controllerOf(network);
  if (!controller) return lost(journey, 'no node is up for the ingress controller', 'timeout');
  const { host, path, port } = packet;
  const ingresses = network.reader.list('Ingress').filter((one) => isOfClass(one, options.className));
  const match = matchIngress(ingresses, host, path);
  if (!match) return answerItself(journey, hopFor(journey, undefined, 'no rule takes the request'), 404);
  if (port === HTTP && isSecured(network, ingresses, host)) {
    return answerItself(journey, hopFor(journey, match, 'redirects to https'), 308);
  }
  const found = backendOf(network, match);
  if (typeof found === 'string') return answerItself(journey, hopFor(journey, match, found), 503);
  journey.hops.push(hopFor(journey, match, undefined));
  return forward(journey, controller, found);
}

interface Backend {
  readonly key: string;
  readonly endpoints: readonly ProxyEndpoint[];
}

/** The ready endpoints of the backend, or why there are none. */
function backendOf(network: Network, { ingress, backend }: IngressMatch): Backend | string {
  const wanted = backend.service;
  if (!wanted) return 'the backend is no Service';
  const key = `${ingress.metadata.namespace}/${wanted.name}`;
  const service = network.reader.get('Service', ingress.metadata.namespace, wanted.name);
  if (!service) return `the Service ${key} does not exist`;
  const { name, number } = wanted.port ?? {};
  const port = service.spec?.ports?.find((one) => (name ? one.name === name : one.port === number));
  if (!port) return `the Service ${key} has no port ${name ?? number}`;
  const view = network.state.views.get(key) ?? {
    key,
    service,
    slices: network.reader.by('EndpointSlice', 'service', key),
  };
  const endpoints = readyOf(view, port);
  return endpoints.length > 0 ? { key: `${key}:${port.port}`, endpoints } : `the Service ${key} has no endpoints`;
}

/** The view's own copy of the port: views are as old as the proxies' rules. */
function readyOf(view: ServiceView, wanted: ServicePort): readonly ProxyEndpoint[] {
  const port = view.service.spec?.ports?.find((one) => one.port === wanted.port && one.name === wanted.name) ?? wanted;
  return endpointsOf(view, port).filter(({ ready }) => ready);
}

/** Round robin; the next one when nobody takes the connection. */
function forward(journey: Journey, controller: Client, { key, endpoints }: Backend): Connection {
  const { network, packet, hops } = journey;
  const { turns } = network.state;
  const inner: Journey = { network, hops, packet: { ...packet, client: controller } };
  let waitedMs = 0;
  let status = 502;
  for (let attempt = 0; attempt < Math.min(TRIES, endpoints.length); attempt++) {
    const turn = turns.get(`ingress ${key}`) ?? 0;
    turns.set(`ingress ${key}`, turn + 1);
    const endpoint = endpoints[turn % endpoints.length] as ProxyEndpoint;
    const node = endpoint.node === undefined ? undefined : nodesOf(network).byName.get(endpoint.node);
    const isUp = !node || enter(inner, node, 'endpoint');
    const connection = isUp
      ? arrive(inner, endpoint.address, endpoint.port, controller.address)
      : ended(inner, 'timeout');
    const { answer } = connection;
    if (answer) return { ...connection, answer: { ...answer, delayMs: answer.delayMs + waitedMs } };
    if (connection.outcome === 'timeout') waitedMs += CONNECT_TIMEOUT_MS;
    status = connection.outcome === 'timeout' ? 504 : 502;
  }
  return { outcome: 'answered', hops, answer: ownAnswer(status, waitedMs), sourceIp: packet.client.address };
}

function answerItself(journey: Journey, hop: IngressHop, status: number): Connection {
  const { hops, packet } = journey;
  hops.push({ ...hop, status });
  return { outcome: 'answered', hops, answer: ownAnswer(status, 0), sourceIp: packet.client.address };
}

function ownAnswer(status: number, delayMs: number): Answered {
  const title = `${status} ${NAMES[status]}`;
  const lines = [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    '<hr><center>nginx</center>',
    '</body>',
    '</html>',
    '',
  ];
  const container = 'ingress-nginx-controller';
  return { outcome: 'answered', status, delayMs, body: lines.join('\r\n'), pod: '', container, instance: '' };
}

/** A host is redirected to https as soon as a certificate for it is there. */
function isSecured({ reader }: Network, ingresses: readonly Ingress[], host: string): boolean {
  return ingresses.some(({ metadata, spec }) =>
    spec.tls?.some(
      ({ hosts, secretName = '' }) =>
        (hosts ?? []).some((named) => takesHost(named, host)) &&
        reader.get('Secret', metadata.namespace, secretName)?.type === 'kubernetes.io/tls',
    ),
  );
}

const CONTROLLER: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    namespace: 'ingress-nginx',
    name: 'ingress-nginx-controller',
    uid: 'ingress-nginx-controller',
    labels: { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' },
  },
  spec: { containers: [] },
};

/** The controller's pod, which needs no object: it sits on the first node that is up. */
function controllerOf(network: Network): Client | undefined {
  const node = nodesOf(network).nodes.find(({ name }) => network.programs.isNodeUp(name));
  if (!node) return undefined;
  return { kind: 'pod', name: 'ingress-nginx/ingress-nginx-controller', address: node.guest, node, pod: CONTROLLER };
}

function hopFor({ packet }: Journey, match: IngressMatch | undefined, why: string | undefined): IngressHop {
  const { service } = match?.backend ?? {};
  return {
    kind: 'ingress',
    address: packet.address,
    host: packet.host,
    path: packet.path,
    ingress: match && `${match.ingress.metadata.namespace}/${match.ingress.metadata.name}`,
    rule: match && `${match.host || '*'}${match.path ? (match.path.path ?? '/') : ' (default backend)'}`,
    backend: service && `${service.name}:${service.port?.name ?? service.port?.number}`,
    why,
    status: undefined,
  };
}
