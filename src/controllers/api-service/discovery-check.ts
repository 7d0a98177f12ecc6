// Whether the program behind an APIService's Service answers where its group and version would be.
// upstream: kube-aggregator pkg/controllers/status/remote

import { resolveEndpoint, SERVER_ADDRESS } from '../../api/service-endpoint';
import type { APIService, Service } from '../../kinds/generated/types.gen';
import { goQuote } from '../../kinds/validation/field-error';
import type { Context } from './availability';

/** What is wrong with its answer; undefined when nothing is. */
export function discoveryFault(cx: Context, { metadata, spec }: APIService, service: Service): string | undefined {
  const endpoint = resolveEndpoint(cx, service, spec.service?.port ?? 0);
  if (endpoint.error !== undefined) return endpoint.error;
  const { address, port } = endpoint;
  const path = metadata.name === 'v1.' ? '/api/v1' : `/apis/${spec.group}/${spec.version}`;
  const url = `https://${address}:${port}${path}`;
  const fault = faultOf(cx, url, address, port, path);
  return fault === undefined ? undefined : `failing or missing response from ${url}: ${fault}`;
}

function faultOf(cx: Context, url: string, podIp: string, port: number, path: string): string | undefined {
  const answer = cx.programs.answer({
    podIp,
    port,
    protocol: 'TCP',
    path,
    method: 'GET',
    sourceIp: SERVER_ADDRESS,
  });
  if (answer.outcome === 'refused')
    return `Get ${goQuote(url)}: dial tcp ${podIp}:${port}: connect: connection refused`;
  if (answer.outcome === 'unreachable' || answer.delayMs >= TIMEOUT_MS) {
    return `Get ${goQuote(url)}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
  }
  return answer.status >= 200 && answer.status < 300 ? undefined : `bad status from ${url}: ${answer.status}`;
}

const TIMEOUT_MS = 5000;
