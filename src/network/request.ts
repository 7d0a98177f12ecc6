// One request as a client makes it: resolve the name, connect, ask, and come back with what happened at each station
// and with the words that the client would print.

import { checkSource, clientOf, type RequestSource, sourceText } from './client';
import { connect } from './connection';
import { type Hop, hopText } from './hops';
import type { Client, Connection, Packet } from './journey';
import type { Network } from './network-state';
import { dnsRefusal } from './policy-gate';
import { parseTarget, type RequestTarget } from './request-target';
import { type Resolution, resolveName } from './resolve';
import { hostPort } from './service-view';

export interface RequestInput {
  readonly from: RequestSource;
  /** `http://frontend:80/path`, `frontend.default.svc.cluster.local:8080`, `10.96.0.12:80`, `node-1:30080`. */
  readonly to: string;
  readonly method?: string;
  /** Header fields; Host stands for the name that the server is asked by. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the client waits at most; 5 s unless given. */
  readonly timeoutMs?: number;
}

export type RequestOutcome =
  | 'answered'
  /** The name does not resolve. */
  | 'no-such-host'
  | 'refused'
  | 'timeout'
  /** The process that was answering ended. */
  | 'reset'
  /** The client itself is not there to send. */
  | 'no-client';

export interface RequestResult {
  readonly from: string;
  readonly to: string;
  readonly outcome: RequestOutcome;
  /** Answered with a status below 400. */
  readonly ok: boolean;
  readonly status?: number;
  readonly body?: string;
  /** As the client words its failure: `dial tcp 10.96.0.12:80: connect: connection refused`. */
  readonly error?: string;
  /** The address that the client connected to. */
  readonly address?: string;
  /** `ns/name` of the pod that answered. */
  readonly pod?: string;
  readonly container?: string;
  /** The client's address as the pod saw it. */
  readonly sourceIp?: string;
  /** Where a gateway's redirect leads. */
  readonly location?: string;
  readonly latencyMs: number;
  /** Nodes that the packet passed, in order. */
  readonly nodes: readonly string[];
  readonly hops: readonly (Hop & { readonly text: string })[];
}

export const DEFAULT_TIMEOUT_MS = 5_000;

/** The words of a client whose connection was taken and whose answer did not come in time. */
export const LATE = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';

/** What came of one request, before it is told: shared by single requests and streams of them. */
export interface Attempt {
  readonly outcome: RequestOutcome;
  readonly error: string | undefined;
  readonly address: string | undefined;
  readonly connection: Connection | undefined;
  readonly latencyMs: number;
}

export interface PreparedRequest {
  readonly from: RequestSource;
  readonly target: RequestTarget;
  readonly method: string;
  /** The Host header. */
  readonly host: string;
  /** By lower-case name, without Host. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Sends one request now. Errors: RequestError when the target is unreadable or the client does not exist. */
export function sendRequest(network: Network, input: RequestInput): RequestResult {
  const request = prepareRequest(network, input);
  const client = clientOf(network, request.from);
  const { host } = request.target;
  const resolution = typeof client === 'string' ? undefined : resolve(network, client, host);
  return tell(input, attempt(network, request, client, resolution), resolution);
}

/** Reads a request once, for sending it often. Errors: RequestError. */
export function prepareRequest(network: Network, input: RequestInput): PreparedRequest {
  const target = parseTarget(input.to);
  checkSource(network, input.from);
  const { host = target.host, ...headers } = lowerCase(input.headers ?? {});
  const { from, method = 'GET', timeoutMs = DEFAULT_TIMEOUT_MS } = input;
  return { from, target, method, host, headers, timeoutMs };
}

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Resolves a name for a client, as far as its policies let it ask. */
export function resolve(network: Network, client: Client, host: string): Resolution {
  const resolution = resolved(network, client, host);
  const refusal = resolution.server === '' ? undefined : dnsRefusal(network, client, resolution.server);
  if (!refusal) return resolution;
  return { ...resolution, asked: [], addresses: [], error: `lookup ${host}: i/o timeout`, refusal };
}

/** Remembered until an object that names depend on changes. */
function resolved(network: Network, client: Client, host: string): Resolution {
  const { names } = network.state.derived;
  const key = `${client.pod ? client.pod.metadata.uid : client.kind} ${host}`;
  let resolution = names.get(key);
  if (!resolution) {
    resolution = resolveName(network.reader, host, client.pod, network.options);
    names.set(key, resolution);
  }
  return resolution;
}

/** Tries the addresses of the name in a random order, as the DNS server shuffles them, until one is not refused. */
export function attempt(
  network: Network,
  { target, method, timeoutMs, host, headers }: PreparedRequest,
  client: Client | string,
  resolution: Resolution | undefined,
): Attempt {
  if (typeof client === 'string' || !resolution) return failed('no-client', String(client), undefined, undefined, 0);
  const { addresses } = resolution;
  if (addresses.length === 0) {
    const error = `dial ${target.protocol.toLowerCase()}: ${resolution.error}`;
    if (resolution.refusal) return failed('timeout', error, undefined, undefined, timeoutMs);
    return failed('no-such-host', error, undefined, undefined, 0);
  }
  const { port, protocol, path } = target;
  const first = addresses.length === 1 ? 0 : network.random.below(addresses.length, 'dns', target.host);
  let failure: Attempt | undefined;
  for (let index = 0; index < addresses.length; index++) {
    const address = addresses[(first + index) % addresses.length] as string;
    const packet: Packet = { client, address, port, protocol, host, method, path, headers };
    const tried = judge(packet, connect(network, packet), timeoutMs);
    if (tried.outcome !== 'refused') return failure && tried.outcome !== 'answered' ? failure : tried;
    failure ??= tried;
  }
  return failure as Attempt;
}

function failed(
  outcome: RequestOutcome,
  error: string,
  address: string | undefined,
  connection: Connection | undefined,
  latencyMs: number,
): Attempt {
  return { outcome, error, address, connection, latencyMs };
}

/** What came of a connection, in the client's words. */
export function judge(packet: Packet, connection: Connection, timeoutMs: number): Attempt {
  const { address } = packet;
  const { outcome, answer } = connection;
  const dial = `dial ${packet.protocol.toLowerCase()} ${hostPort(address, packet.port)}`;
  if (outcome === 'refused') return failed('refused', `${dial}: connect: connection refused`, address, connection, 0);
  if (!answer) return failed('timeout', `${dial}: i/o timeout`, address, connection, timeoutMs);
  if (answer.delayMs > timeoutMs) {
    return failed('timeout', LATE, address, connection, timeoutMs);
  }
  return { outcome, error: undefined, address, connection, latencyMs: answer.delayMs };
}

/** The words of a client whose answer never came because the process that was giving it ended. */
export function resetError(packet: Pick<Packet, 'client' | 'address' | 'port' | 'protocol'>): string {
  const { client, address, port, protocol } = packet;
  return `read ${protocol.toLowerCase()} ${client.address}->${hostPort(address, port)}: read: connection reset by peer`;
}

function tell(input: RequestInput, tried: Attempt, resolution: Resolution | undefined): RequestResult {
  const { outcome, error, address, connection, latencyMs } = tried;
  const hops = [...dnsHop(resolution, address), ...(connection?.hops ?? [])];
  const answer = connection?.answer;
  const redirect = hops.find((hop) => hop.kind === 'gateway' && hop.location !== undefined);
  return {
    from: sourceText(input.from),
    to: input.to,
    outcome,
    ok: outcome === 'answered' && (answer?.status ?? 0) < 400,
    ...(outcome === 'answered' && answer ? { status: answer.status, body: answer.body } : {}),
    ...(error === undefined ? {} : { error }),
    ...(address === undefined ? {} : { address }),
    ...(answer?.pod ? { pod: answer.pod, container: answer.container } : {}),
    ...(connection?.sourceIp === undefined ? {} : { sourceIp: connection.sourceIp }),
    ...(redirect?.kind === 'gateway' ? { location: redirect.location as string } : {}),
    latencyMs,
    nodes: nodesPassed(hops),
    hops: hops.map((hop) => ({ ...hop, text: hopText(hop) })),
  };
}

function dnsHop(resolution: Resolution | undefined, address: string | undefined): readonly Hop[] {
  if (!resolution || (resolution.server === '' && resolution.name === address)) return [];
  const { name, server, asked, refusal } = resolution;
  if (refusal) return [refusal];
  return [{ kind: 'dns', name, server, asked, address }];
}

function nodesPassed(hops: readonly Hop[]): readonly string[] {
  const nodes: string[] = [];
  for (const hop of hops) if (hop.kind === 'node' && nodes.at(-1) !== hop.node) nodes.push(hop.node);
  return nodes;
}
