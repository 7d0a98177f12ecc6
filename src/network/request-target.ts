// What a user writes as the target of a request: `http://frontend/path`, `10.96.0.12:80`, `node-1:30080`,
// `udp://dns:53`.

import type { Protocol } from './proxy-rules';

export interface RequestTarget {
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly path: string;
}

/** A target or client that cannot be understood, or that is not there. The message names it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
}

const SCHEMES: Readonly<Record<string, { readonly protocol: Protocol; readonly port: number | undefined }>> = {
  http: { protocol: 'TCP', port: 80 },
  https: { protocol: 'TCP', port: 443 },
  tcp: { protocol: 'TCP', port: undefined },
  udp: { protocol: 'UDP', port: undefined },
  sctp: { protocol: 'SCTP', port: undefined },
};

const TARGET = /^(?:([a-z]+):\/\/)?(\[[0-9a-f:.]+\]|[^/:?#[\]\s]+)(?::(\d+))?([/?#].*)?$/i;

/** Reads a target; without a scheme it is plain HTTP. Errors: RequestError. */
export function parseTarget(text: string): RequestTarget {
  const match = TARGET.exec(text);
  if (!match) throw new RequestError(`cannot read the target "${text}": expected http://host:port/path or host:port`);
  const [, scheme = 'http', host = '', digits, rest = ''] = match;
  const known = SCHEMES[scheme.toLowerCase()];
  if (!known) throw new RequestError(`unknown scheme "${scheme}" in "${text}": use ${Object.keys(SCHEMES).join(', ')}`);
  const port = digits === undefined ? known.port : Number(digits);
  if (port === undefined) throw new RequestError(`the target "${text}" names no port`);
  if (port < 1 || port > 65_535) throw new RequestError(`port ${port} in "${text}" is not between 1 and 65535`);
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return { host: host.replace(/^\[|\]$/g, ''), port, protocol: known.protocol, path };
}
