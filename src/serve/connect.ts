// What admission is told of a request that connects to a pod, a Service or a node: the options that its query and path
// spell. Whether there is such an object is asked later.
// upstream: apiserver pkg/endpoints/handlers/rest.go ConnectResource

import type { KindRow, KubeObject } from '../kinds/kind';
import type { ServedRequest } from './exchange';
import type { ResourcePath } from './path';
import type { ServedCluster } from './served-cluster';

export type PodStreamName = 'exec' | 'attach' | 'portforward';

const POD_STREAMS: Readonly<Record<PodStreamName, string>> = {
  exec: 'PodExecOptions',
  attach: 'PodAttachOptions',
  portforward: 'PodPortForwardOptions',
};

export const isPodStream = (row: KindRow, name: string | undefined): name is PodStreamName =>
  row.key === 'Pod' && name !== undefined && name in POD_STREAMS;

export interface StreamOptions {
  readonly container?: string;
  readonly command?: readonly string[];
}

/** The options as admission leaves them. Errors: those of admission. */
export function admitStream(
  served: ServedCluster,
  request: ServedRequest,
  row: KindRow,
  path: ResourcePath,
): StreamOptions {
  const { query } = request;
  const subresource = path.subresource as PodStreamName;
  const flags = ['stdin', 'stdout', 'stderr', 'tty'].filter((name) => isSet(query.get(name)));
  const container = query.get('container');
  const command = query.getAll('command');
  const ports = query.getAll('ports').map(Number);
  return admitConnect(served, request, row, path, POD_STREAMS[subresource], {
    ...(subresource === 'portforward' ? {} : Object.fromEntries(flags.map((name) => [name, true]))),
    ...(container && subresource !== 'portforward' ? { container } : {}),
    ...(subresource === 'exec' && command.length > 0 ? { command } : {}),
    ...(subresource === 'portforward' && ports.length > 0 ? { ports } : {}),
  });
}

/** As the server reads a boolean of a query: there without a value, it counts. */
const isSet = (text: string | null) => text !== null && !['false', '0'].includes(text.toLowerCase());

/** @param proxied the path behind `/proxy`. Errors: those of admission. */
export function admitProxy(
  served: ServedCluster,
  request: ServedRequest,
  row: KindRow,
  path: ResourcePath,
  proxied: string,
): void {
  admitConnect(served, request, row, path, `${row.kind}ProxyOptions`, proxied === '' ? {} : { path: proxied });
}

function admitConnect(
  served: ServedCluster,
  request: ServedRequest,
  row: KindRow,
  { namespace, name = '', subresource }: ResourcePath,
  kind: string,
  fields: object,
): object {
  const options = { kind, apiVersion: 'v1', ...fields } as unknown as KubeObject;
  const target = { operation: 'CONNECT', row, subresource } as const;
  const place = { namespace, name };
  return served.server.admitBody(
    served.caller(request, ''),
    target,
    place,
    { group: '', version: 'v1', kind },
    options,
  );
}
