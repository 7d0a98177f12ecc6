// Streams of requests on the virtual clock: each request leaves at its instant, takes as long as its answer takes, and is
// lost when the process that answers ends before. Sending is background work; a stream with a duration keeps `settle`
// waiting for its end.

import type { ActorContext } from '../api/actor';
import { clientOf } from './client';
import type { Client } from './journey';
import { createNetworkState, forkNetworkState, type Network, type NetworkState } from './network-state';
import { type Attempt, attempt, prepareRequest, resetError, resolve } from './request';
import { RequestError } from './request-target';
import {
  createStream,
  forkStream,
  lose,
  recordEnd,
  resultOf,
  sendAtMs,
  type TrafficInput,
  type TrafficResult,
  type TrafficStream,
} from './traffic-stream';

/** The network's memory with the streams under way, by name. */
export interface TrafficState extends NetworkState {
  readonly streams: Map<string, TrafficStream>;
}

export type TrafficContext = ActorContext<TrafficState>;

export function createTrafficState(): TrafficState {
  return { ...createNetworkState(), streams: new Map() };
}

export function forkTrafficState(state: TrafficState): TrafficState {
  const streams = [...state.streams].map(([name, stream]) => [name, forkStream(stream)] as const);
  return { ...forkNetworkState(state), streams: new Map(streams) };
}

const MOST_PER_SECOND = 100_000;

/** Keys of the work that streams ask for; a Service's key holds no blank. */
const sendKey = (name: string) => `send ${name}`;
const answersKey = (dueMs: number, name: string) => `answers ${dueMs} ${name}`;
const endKey = (name: string) => `end ${name}`;

/** Starts a stream; its first request leaves at this instant. Errors: RequestError. */
export function startTraffic(cx: TrafficContext, network: Network, input: TrafficInput): void {
  const { name, perSecond, durationMs } = input;
  const known = cx.state.streams.get(name);
  if (known && isRunning(known, cx.nowMs)) throw new RequestError(`traffic "${name}" is already running`);
  if (!(perSecond > 0 && perSecond <= MOST_PER_SECOND)) {
    throw new RequestError(`perSecond must be above 0 and at most ${MOST_PER_SECOND}, not ${perSecond}`);
  }
  if (durationMs !== undefined && !(durationMs > 0)) {
    throw new RequestError(`a duration must be above 0 ms, not ${durationMs}`);
  }
  cx.state.streams.set(name, createStream(input, prepareRequest(network, input), cx.nowMs));
  cx.after(0, sendKey(name), { background: true });
  if (durationMs !== undefined) cx.after(durationMs, endKey(name));
}

/** Stops a stream and tells what came of it; answers under way still arrive. Errors: RequestError. */
export function stopTraffic(cx: TrafficContext, name: string): TrafficResult {
  const stream = streamOf(cx.state, name);
  if (isRunning(stream, cx.nowMs)) stream.stoppedAtMs = cx.nowMs;
  return resultOf(stream, cx.nowMs);
}

/** What came of a stream so far. Errors: RequestError when there is none of this name. */
export function trafficResult(state: TrafficState, name: string, nowMs: number): TrafficResult {
  return resultOf(streamOf(state, name), nowMs);
}

function streamOf(state: TrafficState, name: string): TrafficStream {
  const stream = state.streams.get(name);
  if (!stream) throw new RequestError(`there is no traffic "${name}"`);
  return stream;
}

function isRunning({ stoppedAtMs, endsAtMs }: TrafficStream, nowMs: number): boolean {
  return stoppedAtMs === undefined && (endsAtMs === undefined || nowMs < endsAtMs);
}

/** Does the work that a stream asked for; false for a key that is none of its own. */
export function reconcileTraffic(cx: TrafficContext, network: Network, key: string): boolean {
  const [verb, first = '', ...rest] = key.split(' ');
  if (rest.length === 0 && first === '') return false;
  const name = verb === 'answers' ? rest.join(' ') : [first, ...rest].join(' ');
  const stream = cx.state.streams.get(name);
  if (!stream) return true;
  if (verb === 'send') sendDue(cx, network, stream);
  else if (verb === 'answers') finishFlights(cx, stream, Number(first));
  else awaitFlights(cx, stream);
  return true;
}

function sendDue(cx: TrafficContext, network: Network, stream: TrafficStream): void {
  const { nowMs } = cx;
  if (stream.stoppedAtMs !== undefined) return;
  let nextMs = sendAtMs(stream, stream.sent);
  while (nextMs <= nowMs && isBeforeEnd(stream, nextMs)) {
    sendOne(cx, network, stream);
    nextMs = sendAtMs(stream, stream.sent);
  }
  if (isBeforeEnd(stream, nextMs)) cx.after(nextMs - nowMs, sendKey(stream.input.name), { background: true });
}

const isBeforeEnd = ({ endsAtMs }: TrafficStream, atMs: number) => endsAtMs === undefined || atMs < endsAtMs;

function sendOne(cx: TrafficContext, network: Network, stream: TrafficStream): void {
  const { nowMs } = cx;
  stream.sent++;
  const { request, input } = stream;
  const client = clientOf(network, request.from);
  const resolution = typeof client === 'string' ? undefined : resolve(network, client, request.target.host);
  const tried = attempt(network, request, client, resolution);
  const answer = tried.connection?.answer;
  if (tried.outcome !== 'answered' || !answer || answer.delayMs === 0) {
    recordEnd(stream, nowMs, tried);
    return;
  }
  const dueMs = nowMs + answer.delayMs;
  const flights = stream.flights.get(dueMs) ?? [];
  flights.push({ sentMs: nowMs, attempt: tried, resetError: resetWords(client as Client, stream, tried) });
  stream.flights.set(dueMs, flights);
  cx.after(answer.delayMs, answersKey(dueMs, input.name), { background: true });
}

function resetWords(client: Client, { request }: TrafficStream, { address = '' }: Attempt): string {
  const { port, protocol } = request.target;
  return resetError({ client, address, port, protocol });
}

function finishFlights(cx: TrafficContext, stream: TrafficStream, dueMs: number): void {
  for (const { sentMs, attempt: tried, resetError: words } of stream.flights.get(dueMs) ?? []) {
    const answer = tried.connection?.answer;
    // What a node serves itself (a health check) has no process of a pod behind it.
    const lives = !answer?.instance || cx.programs.isRunning(answer.instance);
    if (lives) recordEnd(stream, sentMs, tried);
    else lose(stream, sentMs, 'reset', words, answer?.pod);
  }
  stream.flights.delete(dueMs);
}

/** The end of a stream with a duration: waits for the answers that are still under way. */
function awaitFlights(cx: TrafficContext, stream: TrafficStream): void {
  const lastMs = Math.max(...stream.flights.keys());
  if (Number.isFinite(lastMs) && lastMs > cx.nowMs) cx.after(lastMs - cx.nowMs, endKey(stream.input.name));
}
