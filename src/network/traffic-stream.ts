// A stream of requests under way and what came of them so far: counts by outcome, status, pod, image and second, each
// loss with its instant, words and cause, latencies as a histogram. Compact, because a stream may be many thousand
// requests.

import type { Client } from './journey';
import type { KeptConnection } from './kept-connection';
import type { Attempt, PreparedRequest, RequestInput, RequestOutcome } from './request';
import type { Resolution } from './resolve';

export interface TrafficInput extends RequestInput {
  /** Unique among the streams of a cluster. */
  readonly name: string;
  /** Open loop: requests leave at this rate, whatever becomes of the earlier ones. */
  readonly perSecond: number;
  /** Closed loop: so many clients, each of which sends again `pauseMs` after its answer, whatever the rate. */
  readonly clients?: number;
  readonly pauseMs?: number;
  /** Ends by itself after so long; runs until it is stopped when absent. */
  readonly durationMs?: number;
  /** So many connections are kept open and used in turn; every request opens one of its own when absent. */
  readonly connections?: number;
  /** What the name resolved to is used for so long; every connection asks anew when absent. */
  readonly namesForMs?: number;
  /** How often a failed request is tried again, each time at once and over a new connection. */
  readonly retries?: number;
}

export interface TrafficLoss {
  /** When the request was sent. */
  readonly atMs: number;
  /** `status` when an answer came, but one of 400 or above. */
  readonly outcome: Exclude<RequestOutcome, 'answered'> | 'status';
  /** The client's words. */
  readonly reason: string;
  /** What was the matter in the cluster, in words that name no object. */
  readonly cause: string;
  /** `ns/name` of the pod that was to answer, if the request got that far. */
  readonly pod: string | undefined;
}

/** A request that waits for its answer, or for the end of its patience, at `dueMs`. */
export interface Flight {
  /** When its first try left. */
  readonly sentMs: number;
  readonly dueMs: number;
  readonly client: Client | string;
  readonly attempt: Attempt;
  readonly turn: Turn;
  /** Tries so far, this one included. */
  readonly tries: number;
  /** The image that was to answer. */
  readonly version: string | undefined;
}

/** A request's place: the client of a closed loop that sends it, and the connection that it goes over. */
export interface Turn {
  /** -1 in an open loop. */
  readonly client: number;
  /** -1 when connections are not kept. */
  readonly connection: number;
}

/** A closed loop's client that will send again. */
export interface Pause {
  readonly untilMs: number;
  readonly client: number;
}

/** Requests by the second in which they were sent. */
export interface SecondCounts {
  sent: number;
  succeeded: number;
  lost: number;
}

export interface VersionCounts {
  succeeded: number;
  lost: number;
}

export interface TrafficStream {
  readonly input: TrafficInput;
  readonly request: PreparedRequest;
  readonly startedAtMs: number;
  readonly endsAtMs: number | undefined;
  stoppedAtMs: number | undefined;
  sent: number;
  succeeded: number;
  /** Tries after the first. */
  retried: number;
  readonly losses: TrafficLoss[];
  readonly byStatus: Map<number, number>;
  readonly byPod: Map<string, number>;
  readonly byVersion: Map<string, VersionCounts>;
  /** From the stream's start. */
  readonly bySecond: SecondCounts[];
  /** Requests by latency in milliseconds; successes only. */
  readonly latencies: Map<number, number>;
  /** In the order in which they are due. */
  flights: Flight[];
  /** In the order in which they end. */
  pauses: Pause[];
  /** What the name resolved to last, for clients that remember it. */
  remembered: { readonly resolution: Resolution; readonly untilMs: number } | undefined;
  /** Open connections by number. */
  readonly kept: (KeptConnection | undefined)[];
}

export function createStream(input: TrafficInput, request: PreparedRequest, nowMs: number): TrafficStream {
  return {
    input,
    request,
    startedAtMs: nowMs,
    endsAtMs: input.durationMs === undefined ? undefined : nowMs + input.durationMs,
    stoppedAtMs: undefined,
    sent: 0,
    succeeded: 0,
    retried: 0,
    losses: [],
    byStatus: new Map(),
    byPod: new Map(),
    byVersion: new Map(),
    bySecond: [],
    latencies: new Map(),
    flights: [],
    pauses: Array.from({ length: input.clients ?? 0 }, (_, client) => ({ untilMs: nowMs, client })),
    remembered: undefined,
    kept: new Array(input.connections ?? 0).fill(undefined),
  };
}

export function forkStream(stream: TrafficStream): TrafficStream {
  const versions = [...stream.byVersion].map(([version, counts]) => [version, { ...counts }] as const);
  return {
    ...stream,
    losses: stream.losses.slice(),
    byStatus: new Map(stream.byStatus),
    byPod: new Map(stream.byPod),
    byVersion: new Map(versions),
    bySecond: stream.bySecond.map((counts) => ({ ...counts })),
    latencies: new Map(stream.latencies),
    flights: stream.flights.slice(),
    pauses: stream.pauses.slice(),
    kept: stream.kept.slice(),
  };
}

/** Virtual instant of the n-th request of an open loop, counted from 0. */
export function sendAtMs({ startedAtMs, input }: TrafficStream, index: number): number {
  return startedAtMs + Math.floor((index * 1000) / input.perSecond);
}

/** Puts an answer under way into its place. */
export function addFlight({ flights }: TrafficStream, flight: Flight): void {
  let index = flights.length;
  while (index > 0 && (flights[index - 1] as Flight).dueMs > flight.dueMs) index--;
  flights.splice(index, 0, flight);
}

/** Takes out the answers that are due. */
export function takeDueFlights(stream: TrafficStream, nowMs: number): readonly Flight[] {
  let count = 0;
  while (count < stream.flights.length && (stream.flights[count] as Flight).dueMs <= nowMs) count++;
  return count === 0 ? [] : stream.flights.splice(0, count);
}

/** Puts a client to rest until it sends again. */
export function addPause({ pauses }: TrafficStream, pause: Pause): void {
  let index = pauses.length;
  while (index > 0 && (pauses[index - 1] as Pause).untilMs > pause.untilMs) index--;
  pauses.splice(index, 0, pause);
}

/** The counts of the second in which a request was sent. */
export function secondOf({ bySecond, startedAtMs }: TrafficStream, sentMs: number): SecondCounts {
  const second = Math.floor((sentMs - startedAtMs) / 1000);
  while (bySecond.length <= second) bySecond.push({ sent: 0, succeeded: 0, lost: 0 });
  return bySecond[second] as SecondCounts;
}

/** Notes an answer with a status below 400. */
export function succeed(
  stream: TrafficStream,
  sentMs: number,
  pod: string,
  version: string | undefined,
  latencyMs: number,
): void {
  stream.succeeded++;
  secondOf(stream, sentMs).succeeded++;
  count(stream.byPod, pod);
  count(stream.latencies, latencyMs);
  if (version !== undefined) versionOf(stream, version).succeeded++;
}

/** Notes a request that is lost. */
export function lose(stream: TrafficStream, loss: TrafficLoss, version: string | undefined): void {
  stream.losses.push(loss);
  secondOf(stream, loss.atMs).lost++;
  if (version !== undefined) versionOf(stream, version).lost++;
}

function versionOf({ byVersion }: TrafficStream, version: string): VersionCounts {
  let counts = byVersion.get(version);
  if (!counts) {
    counts = { succeeded: 0, lost: 0 };
    byVersion.set(version, counts);
  }
  return counts;
}

export function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
