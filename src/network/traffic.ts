// Streams of requests on the virtual clock: each request leaves at its instant, or when its client has rested (closed
// loop), takes as long as its answer takes, and is lost when the process that answers ends before. Sending is
// background work; a stream with a duration keeps `settle` waiting for its end.

import { createNetworkState, forkNetworkState, type Network } from './network-state';
import { prepareRequest } from './request';
import { RequestError } from './request-target';
import { resultOf, type TrafficResult } from './traffic-result';
import { land, sendNext, type TrafficContext, type TrafficState } from './traffic-sending';
import {
  createStream,
  forkStream,
  type Pause,
  sendAtMs,
  type TrafficInput,
  type TrafficStream,
  takeDueFlights,
} from './traffic-stream';

export function createTrafficState(): TrafficState {
  return { ...createNetworkState(), streams: new Map() };
}

export function forkTrafficState(state: TrafficState): TrafficState {
  const streams = [...state.streams].map(([name, stream]) => [name, forkStream(stream)] as const);
  return { ...forkNetworkState(state), streams: new Map(streams) };
}

const MOST_PER_SECOND = 100_000;
const MOST_CLIENTS = 10_000;

/** Keys of the work that streams ask for: one of these words and a stream's name. A Service's key holds no blank. */
const SEND = 'send ';
const ANSWERS = 'answers ';
const END = 'end ';

/** Starts a stream; its first request leaves at this instant. Errors: RequestError. */
export function startTraffic(cx: TrafficContext, network: Network, input: TrafficInput): void {
  const { name, durationMs } = input;
  const known = cx.state.streams.get(name);
  if (known && isRunning(known, cx.nowMs)) throw new RequestError(`traffic "${name}" is already running`);
  checkInput(input);
  cx.state.streams.set(name, createStream(input, prepareRequest(network, input), cx.nowMs));
  cx.after(0, `${SEND}${name}`, { background: true });
  if (durationMs !== undefined) cx.after(durationMs, `${END}${name}`);
}

function checkInput({ perSecond, durationMs, clients, pauseMs, connections, retries = 0 }: TrafficInput): void {
  if (!(perSecond > 0 && perSecond <= MOST_PER_SECOND)) {
    throw new RequestError(`perSecond must be above 0 and at most ${MOST_PER_SECOND}, not ${perSecond}`);
  }
  if (durationMs !== undefined && !(durationMs > 0)) {
    throw new RequestError(`a duration must be above 0 ms, not ${durationMs}`);
  }
  const counted = { clients, connections };
  for (const [what, number] of Object.entries(counted)) {
    if (number !== undefined && !(Number.isInteger(number) && number > 0 && number <= MOST_CLIENTS)) {
      throw new RequestError(`${what} must be a whole number from 1 to ${MOST_CLIENTS}, not ${number}`);
    }
  }
  if (clients !== undefined && !(pauseMs !== undefined && pauseMs > 0)) {
    throw new RequestError(`the pause of a client must be above 0 ms, not ${pauseMs}`);
  }
  if (!(Number.isInteger(retries) && retries >= 0)) {
    throw new RequestError(`retries must be a whole number from 0, not ${retries}`);
  }
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
  else landDue(cx, network, stream);
  if (word === END) awaitLast(cx, stream);
  return true;
}

function sendDue(cx: TrafficContext, network: Network, stream: TrafficStream): void {
  if (stream.stoppedAtMs !== undefined) return;
  const { nowMs } = cx;
  const firstDueMs = stream.flights[0]?.dueMs;
  let nextMs = nextSendMs(stream);
  while (nextMs !== undefined && nextMs <= nowMs && isBeforeEnd(stream, nextMs)) {
    sendNext(network, stream, stream.input.clients === undefined ? -1 : (stream.pauses.shift() as Pause).client);
    nextMs = nextSendMs(stream);
  }
  awaitTurn(cx, stream);
  if (stream.flights[0]?.dueMs !== firstDueMs) awaitAnswers(cx, stream);
}

/** When the stream sends again; undefined while all clients of a closed loop wait for answers. */
const nextSendMs = (stream: TrafficStream) =>
  stream.input.clients === undefined ? sendAtMs(stream, stream.sent) : stream.pauses[0]?.untilMs;

const isBeforeEnd = ({ endsAtMs }: TrafficStream, atMs: number) => endsAtMs === undefined || atMs < endsAtMs;

function awaitTurn(cx: TrafficContext, stream: TrafficStream): void {
  const nextMs = nextSendMs(stream);
  if (nextMs === undefined || !isBeforeEnd(stream, nextMs)) return;
  cx.after(Math.max(0, nextMs - cx.nowMs), `${SEND}${stream.input.name}`, { background: true });
}

/** Looks again when the next answer is due. */
function awaitAnswers(cx: TrafficContext, { flights, input }: TrafficStream): void {
  const next = flights[0];
  if (next) cx.after(next.dueMs - cx.nowMs, `${ANSWERS}${input.name}`, { background: true });
}

function landDue(cx: TrafficContext, network: Network, stream: TrafficStream): void {
  const due = takeDueFlights(stream, cx.nowMs);
  for (const flight of due) land(network, stream, flight);
  awaitAnswers(cx, stream);
  if (due.length > 0 && stream.input.clients !== undefined && stream.stoppedAtMs === undefined) awaitTurn(cx, stream);
}

/** The end of a stream with a duration: waits for the answers that are still under way. */
function awaitLast(cx: TrafficContext, stream: TrafficStream): void {
  const last = stream.flights.at(-1);
  if (last) cx.after(last.dueMs - cx.nowMs, `${END}${stream.input.name}`);
}
