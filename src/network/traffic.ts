// Streams of requests on the virtual clock: each request leaves at its instant, takes as long as its answer takes,
// and is lost when the process that answers ends before. Sending is background work; a stream with a duration keeps
// `settle` waiting for its end.

import type { ActorContext } from '../api/actor';
import { clientOf } from './client';
import type { Client } from './journey';
import { createNetworkState, forkNetworkState, type Network, type NetworkState } from './network-state';
import { attempt, prepareRequest, resetError, resolve } from './request';
import { RequestError } from './request-target';
import {
  addFlight,
  createStream,
  type Flight,
  forkStream,
  lose,
  recordEnd,
  resultOf,
  sendAtMs,
  type TrafficInput,
  type TrafficResult,
  type TrafficStream,
  takeDueFlights,
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

/** Keys of the work that streams ask for: one of these words and a stream's name. A Service's key holds no blank. */
const SEND = 'send ';
const ANSWERS = 'answers ';
const END = 'end ';

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
  cx.after(0, `${SEND}${name}`, { background: true });
  if (durationMs !== undefined) cx.after(durationMs, `${END}${name}`);
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
  const word = [SEND, ANSWERS, END].find((start) => key.startsWith(start));
  const stream = word === undefined ? undefined : cx.state.streams.get(key.slice(word.length));
  if (word === undefined) return false;
  if (!stream) return true;
  if (word === SEND) sendDue(cx, network, stream);
  else if (word === ANSWERS) finishFlights(cx, stream);
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
  if (isBeforeEnd(stream, nextMs)) cx.after(nextMs - nowMs, `${SEND}${stream.input.name}`, { background: true });
}

const isBeforeEnd = ({ endsAtMs }: TrafficStream, atMs: number) => endsAtMs === undefined || atMs < endsAtMs;

function sendOne(cx: TrafficContext, network: Network, stream: TrafficStream): void {
  const { nowMs } = cx;
  stream.sent++;
  const { request } = stream;
  const client = clientOf(network, request.from);
  const resolution = typeof client === 'string' ? undefined : resolve(network, client, request.target.host);
  const tried = attempt(network, request, client, resolution);
  const answer = tried.connection?.answer;
  if (tried.outcome !== 'answered' || !answer || answer.delayMs === 0) {
    recordEnd(stream, nowMs, tried);
    return;
  }
  const dueMs = nowMs + answer.delayMs;
  addFlight(stream, { sentMs: nowMs, dueMs, client: client as Client, attempt: tried });
  if ((stream.flights[0] as Flight).dueMs === dueMs) awaitAnswers(cx, stream);
}

function resetWords({ request }: TrafficStream, { client, attempt: { address = '' } }: Flight): string {
  const { port, protocol } = request.target;
  return resetError({ client, address, port, protocol });
}

/** Looks again when the next answer is due. */
function awaitAnswers(cx: TrafficContext, { flights, input }: TrafficStream): void {
  const next = flights[0];
  if (next) cx.after(next.dueMs - cx.nowMs, `${ANSWERS}${input.name}`, { background: true });
}

function finishFlights(cx: TrafficContext, stream: TrafficStream): void {
  for (const flight of takeDueFlights(stream, cx.nowMs)) {
    const answer = flight.attempt.connection?.answer;
    // What a node serves itself (a health check) has no process of a pod behind it.
    const lives = !answer?.instance || cx.programs.isRunning(answer.instance);
    if (lives) recordEnd(stream, flight.sentMs, flight.attempt);
    else lose(stream, flight.sentMs, 'reset', resetWords(stream, flight), answer?.pod);
  }
  awaitAnswers(cx, stream);
}

/** The end of a stream with a duration: waits for the answers that are still under way. */
function awaitFlights(cx: TrafficContext, stream: TrafficStream): void {
  finishFlights(cx, stream);
  const last = stream.flights.at(-1);
  if (last) cx.after(last.dueMs - cx.nowMs, `${END}${stream.input.name}`);
}
