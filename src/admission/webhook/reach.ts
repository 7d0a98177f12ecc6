// The way from the API server to a webhook: the address that is called, the Service behind it, one of its endpoints.
// upstream: apiserver pkg/util/webhook/client.go, pkg/util/proxy/proxy.go ResolveEndpoint; client-go rest/request.go

import type { AdmissionContext } from '../../api/admission';
import type {
  Endpoint,
  EndpointSlice,
  Service,
  ServiceReference,
  WebhookClientConfig,
} from '../../kinds/generated/types.gen';
import { goQuote } from '../../kinds/validation/field-error';

const HTTPS_PORT = 443;
/** The API server's own, as pods see it. */
const SERVER_ADDRESS = '10.0.0.1';

/** `https://policy.shop.svc:443/validate?timeout=10s` */
export function addressOf({ service, url = '' }: WebhookClientConfig, timeoutSeconds: number | undefined): string {
  const [base, path] = service ? [serviceHost(service), service.path ?? ''] : splitUrl(url);
  const timeout = timeoutSeconds === undefined ? '' : `?timeout=${timeoutSeconds}s`;
  return `${base}${cleanPath(path)}${timeout}`;
}

const serviceHost = ({ namespace, name, port }: ServiceReference) =>
  `https://${name}.${namespace}.svc:${port ?? HTTPS_PORT}`;

function splitUrl(url: string): readonly [base: string, path: string] {
  const [, base = url, path = ''] = /^([^/]*\/\/[^/]*)(.*)$/.exec(url) ?? [];
  return [base, path];
}

/** upstream: path.Join */
function cleanPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}`;
}

export type Reached =
  | { readonly delayMs: number; readonly status: number; readonly body: string }
  | { readonly error: string };

/** What comes of a call to the Service, up to the program that listens there; the error is the network's. */
export function reach(reference: ServiceReference, cx: AdmissionContext): Reached | 'timeout' {
  const { namespace, name, path = '/' } = reference;
  const service = cx.get('Service', namespace, name);
  if (!service) return { error: `service ${goQuote(name)} not found` };
  const type = service.spec?.type ?? 'ClusterIP';
  if (type === 'ExternalName') return { error: 'unsupported service type "ExternalName"' };
  const number = reference.port ?? HTTPS_PORT;
  const port = service.spec?.ports?.find((each) => each.port === number);
  if (!port) return { error: `no service port ${number} found for service ${goQuote(name)}` };
  const endpoint = endpointOf(service, port.name ?? '', cx);
  if (!endpoint) return { error: `no endpoints available for service ${goQuote(name)}` };
  const { address, port: target } = endpoint;
  const answer = cx.programs.answer({
    podIp: address,
    port: target,
    protocol: 'TCP',
    path,
    method: 'POST',
    sourceIp: SERVER_ADDRESS,
  });
  if (answer.outcome === 'unreachable') return 'timeout';
  if (answer.outcome === 'refused') return { error: `dial tcp ${address}:${target}: connect: connection refused` };
  return { delayMs: answer.delayMs, status: answer.status, body: answer.body };
}

/** A ready endpoint of the first slice that has one on this port, from a random one on. */
function endpointOf(service: Service, portName: string, cx: AdmissionContext) {
  const key = `${service.metadata.namespace}/${service.metadata.name}`;
  for (const slice of cx.by('EndpointSlice', 'service', key)) {
    const port = (slice.ports ?? []).find((each) => (each.name ?? '') === portName && each.port !== undefined)?.port;
    const endpoint = port === undefined ? undefined : readyEndpoint(slice, key, cx);
    const address = endpoint?.addresses[0];
    if (address !== undefined) return { address, port: port as number };
  }
  return undefined;
}

function readyEndpoint({ endpoints }: EndpointSlice, key: string, cx: AdmissionContext): Endpoint | undefined {
  const all = endpoints ?? [];
  const offset = all.length > 1 ? cx.random.below(all.length, 'webhook-endpoint', key) : 0;
  const inTurn = [...all.slice(offset), ...all.slice(0, offset)];
  return inTurn.find(({ conditions }) => conditions?.ready !== false);
}
