// Where the API server finds the program behind a Service that it calls by itself: for webhooks, and for groups that
// others serve.
// upstream: apiserver pkg/util/proxy ResolveEndpoint

import type { Endpoint, EndpointSlice, Service } from '../kinds/generated/types.gen';
import { goQuote } from '../kinds/validation/field-error';
import type { RandomStreams } from '../sim/random';
import type { Reader } from './actor';

/** The API server's own address, as pods see it. */
export const SERVER_ADDRESS = '10.0.0.1';

export type Resolved =
  | { readonly address: string; readonly port: number; readonly error?: undefined }
  | { readonly error: string };

type Context = Pick<Reader, 'by'> & { readonly random: RandomStreams };

/** A ready endpoint of the service port; the error is what the server says when there is none. */
export function resolveEndpoint(cx: Context, service: Service, portNumber: number): Resolved {
  const { namespace, name } = service.metadata;
  const type = service.spec?.type ?? 'ClusterIP';
  if (type === 'ExternalName') return { error: 'unsupported service type "ExternalName"' };
  const port = service.spec?.ports?.find((each) => each.port === portNumber);
  if (!port) return { error: `no service port ${portNumber} found for service ${goQuote(name)}` };
  const found = endpointOf(cx, `${namespace}/${name}`, port.name ?? '');
  return found ?? { error: `no endpoints available for service ${goQuote(name)}` };
}

/** A ready endpoint of the first slice that has one on this port, from a random one on. */
function endpointOf(cx: Context, service: string, portName: string): Resolved | undefined {
  for (const slice of cx.by('EndpointSlice', 'service', service)) {
    const port = (slice.ports ?? []).find((each) => (each.name ?? '') === portName && each.port !== undefined)?.port;
    const endpoint = port === undefined ? undefined : readyEndpoint(cx, slice, service);
    const address = endpoint?.addresses[0];
    if (address !== undefined) return { address, port: port as number };
  }
  return undefined;
}

function readyEndpoint(cx: Context, { endpoints }: EndpointSlice, service: string): Endpoint | undefined {
  const all = endpoints ?? [];
  const offset = all.length > 1 ? cx.random.below(all.length, 'webhook-endpoint', service) : 0;
  const inTurn = [...all.slice(offset), ...all.slice(0, offset)];
  return inTurn.find(({ conditions }) => conditions?.ready !== false);
}
