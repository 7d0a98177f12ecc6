// The way from the API server to a webhook: the address that is called, the Service behind it, one of its endpoints.
// upstream: apiserver pkg/util/webhook/client.go; client-go rest/request.go

import type { AdmissionContext } from '../../api/admission';
import { resolveEndpoint, SERVER_ADDRESS } from '../../api/service-endpoint';
import type { ServiceReference, WebhookClientConfig } from '../../kinds/generated/types.gen';
import { goQuote } from '../../kinds/validation/field-error';

const HTTPS_PORT = 443;

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
  const endpoint = resolveEndpoint(cx, service, reference.port ?? HTTPS_PORT);
  if (endpoint.error !== undefined) return { error: endpoint.error };
  const { address, port } = endpoint;
  const answer = cx.programs.answer({
    podIp: address,
    port,
    protocol: 'TCP',
    path,
    method: 'POST',
    sourceIp: SERVER_ADDRESS,
  });
  if (answer.outcome === 'unreachable') return 'timeout';
  if (answer.outcome === 'refused') return { error: `dial tcp ${address}:${port}: connect: connection refused` };
  return { delayMs: answer.delayMs, status: answer.status, body: answer.body };
}
