// The requests of a stream one by one: over a connection of their own or one that is kept, tried again as often as the
// stream says, and counted when their end is known.

import type { ActorContext } from '../api/actor';
import { splitKey } from '../kinds/kind';
import { clientOf } from './client';
import type { Client, Connection } from './journey';
import { keepConnection, sendOver } from './kept-connection';
import { lossCause, PROCESS_ENDED } from './loss-cause';
import type { Network, NetworkState } from './network-state';
import { type Attempt, attempt, LATE, resetError, resolve } from './request';
import type { Resolution } from './resolve';
import {
  addFlight,
  addPause,
  count,
  type Flight,
  lose,
  secondOf,
  succeed,
  type TrafficLoss,
  type TrafficStream,
  type Turn,
} from './traffic-stream';

/** The network's memory with the streams under way, by name. */
export interface TrafficState extends NetworkState {
  readonly streams: Map<string, TrafficStream>;
}

export type TrafficContext = ActorContext<TrafficState>;

/** Sends the next request of a stream; `client` is the one of a closed loop, -1 in an open one. */
export function sendNext(network: Network, stream: TrafficStream, client: number): void {
  const { connections } = stream.input;
  const index = client < 0 ? stream.sent : client;
  const sentMs = network.reader.nowMs;
  secondOf(stream, sentMs).sent++;
  stream.sent++;
  send(network, stream, { client, connection: connections === undefined ? -1 : index % connections }, sentMs, 1);
}

/** One try after another until one of them takes time, comes to a good end, or was the last. */
function send(network: Network, stream: TrafficStream, turn: Turn, sentMs: number, firstTry: number): void {
  const { nowMs } = network.reader;
  const tryLimit = 1 + (stream.input.retries ?? 0);
  for (let tries = firstTry; ; tries++) {
    if (tries > 1) stream.retried++;
    const { client, tried } = tryOnce(network, stream, turn, tries);
    const { delayMs = 0 } = tried.connection?.answer ?? {};
    const isGood = isSuccess(tried);
    const again = !isGood && tries < tryLimit;
    const takesMs = tried.outcome === 'answered' ? delayMs : tried.latencyMs;
    if (takesMs === 0 && again) continue;
    const version = versionOf(network, tried);
    const flight: Flight = { sentMs, dueMs: nowMs + takesMs, client, attempt: tried, turn, tries, version };
    if (takesMs > 0 && (again || tried.outcome === 'answered')) addFlight(stream, flight);
    else finish(network, stream, flight, nowMs + takesMs);
    return;
  }
}

function tryOnce(network: Network, stream: TrafficStream, turn: Turn, tries: number) {
  const { request, kept } = stream;
  const client = clientOf(network, request.from);
  if (typeof client === 'string') return { client, tried: attempt(network, request, client, undefined) };
  const open = tries === 1 ? kept[turn.connection] : undefined;
  let tried = open && sendOver(network, open, request, client);
  if (!tried) {
    tried = attempt(network, request, client, lookUp(network, stream, client));
    if (turn.connection >= 0) kept[turn.connection] = keepConnection(client, tried);
  }
  // A client closes a connection whose answer it has given up on.
  if (turn.connection >= 0 && tried.outcome !== 'answered') kept[turn.connection] = undefined;
  return { client, tried };
}

/** The name's addresses, remembered for as long as the client does; failures never are. */
function lookUp(network: Network, stream: TrafficStream, client: Client): Resolution {
  const { nowMs } = network.reader;
  const { remembered, request, input } = stream;
  if (remembered && remembered.untilMs > nowMs) return remembered.resolution;
  const resolution = resolve(network, client, request.target.host);
  if (input.namesForMs !== undefined && resolution.addresses.length > 0) {
    stream.remembered = { resolution, untilMs: nowMs + input.namesForMs };
  }
  return resolution;
}

const isSuccess = ({ outcome, connection }: Attempt) =>
  outcome === 'answered' && (connection?.answer?.status ?? 500) < 400;

/** An answer that is due: it arrives if its process has lived so long; else the request may be tried again. */
export function land(network: Network, stream: TrafficStream, flight: Flight): void {
  const ended = isCut(network, flight) ? { ...flight, attempt: cut(network, stream, flight) } : flight;
  if (ended.attempt.outcome === 'timeout' && ended !== flight) {
    const waited = flight.attempt.connection?.answer?.delayMs ?? 0;
    addFlight(stream, { ...ended, dueMs: flight.dueMs - waited + stream.request.timeoutMs });
    return;
  }
  const mayRetry = !isSuccess(ended.attempt) && flight.tries <= (stream.input.retries ?? 0);
  if (mayRetry) send(network, stream, flight.turn, flight.sentMs, flight.tries + 1);
  else finish(network, stream, ended, network.reader.nowMs);
}

function isCut({ programs }: Network, { attempt: tried }: Flight): boolean {
  const instance = tried.connection?.answer?.instance;
  // What a node serves itself (a health check) has no process of a pod behind it.
  return tried.outcome === 'answered' && Boolean(instance) && !programs.isRunning(instance as string);
}

/** A process that ends has its machine say so; a machine that is down says nothing, and the client waits. */
function cut({ programs }: Network, { request }: TrafficStream, { client, attempt: tried }: Flight): Attempt {
  const { port, protocol } = request.target;
  const { address = '', connection } = tried;
  const down = connection?.hops.find((hop) => hop.kind === 'node' && !programs.isNodeUp(hop.node));
  if (connection && down?.kind === 'node') {
    const hops = [...connection.hops, { ...down, up: false }];
    const silent: Connection = { ...connection, outcome: 'timeout', hops, answer: undefined };
    return { ...tried, outcome: 'timeout', error: LATE, connection: silent };
  }
  const error = typeof client === 'string' ? client : resetError({ client, address, port, protocol });
  return { ...tried, outcome: 'reset', error };
}

/** Counts a request whose end is known; in a closed loop its client rests from `endMs` on and sends again. */
function finish(network: Network, stream: TrafficStream, flight: Flight, endMs: number): void {
  const { sentMs, attempt: tried, turn, version } = flight;
  const answer = tried.connection?.answer;
  if (tried.outcome === 'answered' && answer) count(stream.byStatus, answer.status);
  if (isSuccess(tried) && answer) succeed(stream, sentMs, answer.pod, version, endMs - sentMs);
  else lose(stream, lossOf(network, sentMs, tried), version);
  if (turn.client < 0) return;
  addPause(stream, { untilMs: endMs + (stream.input.pauseMs ?? 0), client: turn.client });
}

function lossOf(network: Network, atMs: number, tried: Attempt): TrafficLoss {
  const { outcome, error, connection } = tried;
  const cause = outcome === 'reset' ? PROCESS_ENDED : lossCause(network, tried);
  const pod = podOf(tried);
  if (outcome === 'answered') {
    return { atMs, outcome: 'status', reason: `HTTP ${connection?.answer?.status}`, cause, pod };
  }
  return { atMs, outcome, reason: error ?? outcome, cause, pod };
}

function podOf({ connection }: Attempt): string | undefined {
  if (connection?.answer) return connection.answer.pod;
  for (const hop of connection?.hops ?? []) if (hop.kind === 'pod') return hop.pod;
  return undefined;
}

/** The image behind an attempt, while its pod can still be asked. */
function versionOf({ reader }: Network, tried: Attempt): string | undefined {
  const key = podOf(tried);
  if (!key) return undefined;
  const { namespace, name } = splitKey(key);
  const containers = reader.get('Pod', namespace, name)?.spec.containers ?? [];
  const answering = tried.connection?.answer?.container;
  return (containers.find((container) => container.name === answering) ?? containers[0])?.image;
}
