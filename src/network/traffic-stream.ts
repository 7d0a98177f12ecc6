// A stream of requests under way and what came of them so far: counts by outcome, status and pod, each loss with its
// instant and reason, latencies as a histogram. Compact, because a stream may be many thousand requests.

import { sourceText } from './client';
import type { Client } from './journey';
import type { Attempt, PreparedRequest, RequestInput, RequestOutcome } from './request';

export interface TrafficInput extends RequestInput {
  /** Unique among the streams of a cluster. */
  readonly name: string;
  readonly perSecond: number;
  /** Ends by itself after so long; runs until it is stopped when absent. */
  readonly durationMs?: number;
}

export interface TrafficLoss {
  /** When the request was sent. */
  readonly atMs: number;
  /** `status` when an answer came, but one of 400 or above. */
  readonly outcome: Exclude<RequestOutcome, 'answered'> | 'status';
  /** The client's words. */
  readonly reason: string;
  /** `ns/name` of the pod that was to answer, if the request got that far. */
  readonly pod: string | undefined;
}

/** An answer that is not finished: it comes at `dueMs` if the process lives until then. */
export interface Flight {
  readonly sentMs: number;
  readonly dueMs: number;
  readonly client: Client;
  readonly attempt: Attempt;
}

export interface TrafficStream {
  readonly input: TrafficInput;
  readonly request: PreparedRequest;
  readonly startedAtMs: number;
  readonly endsAtMs: number | undefined;
  stoppedAtMs: number | undefined;
  sent: number;
  succeeded: number;
  readonly losses: TrafficLoss[];
  readonly byStatus: Map<number, number>;
  readonly byPod: Map<string, number>;
  /** Requests by latency in milliseconds; successes only. */
  readonly latencies: Map<number, number>;
  /** In the order in which they are due. */
  flights: Flight[];
}

/** What came of a stream, as plain data. */
export interface TrafficResult {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly startedAtMs: number;
  /** undefined while it runs. */
  readonly endedAtMs: number | undefined;
  /** Requests sent; `succeeded + lost + inFlight`. */
  readonly total: number;
  /** Answered with a status below 400. */
  readonly succeeded: number;
  readonly lost: number;
  readonly inFlight: number;
  /** Successes by the pod that answered, `ns/name`, in the order of names. */
  readonly byPod: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Losses by outcome. */
  readonly byOutcome: Readonly<Record<string, number>>;
  readonly losses: readonly TrafficLoss[];
  /** Of the successes; undefined when there is none. */
  readonly latencyMs: LatencySummary | undefined;
}

export interface LatencySummary {
  readonly min: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
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
    losses: [],
    byStatus: new Map(),
    byPod: new Map(),
    latencies: new Map(),
    flights: [],
  };
}

export function forkStream(stream: TrafficStream): TrafficStream {
  return {
    ...stream,
    losses: stream.losses.slice(),
    byStatus: new Map(stream.byStatus),
    byPod: new Map(stream.byPod),
    latencies: new Map(stream.latencies),
    flights: stream.flights.slice(),
  };
}

/** Virtual instant of the n-th request, counted from 0. */
export function sendAtMs({ startedAtMs, input }: TrafficStream, index: number): number {
  return startedAtMs + Math.floor((index * 1000) / input.perSecond);
}

/** Puts an answer under way into its place. */
export function addFlight({ flights }: TrafficStream, flight: Flight): void {
  let index = flights.length;
  while (index > 0 && (flights[index - 1] as Flight).dueMs > flight.dueMs) index--;
  if (index === flights.length) flights.push(flight);
  else flights.splice(index, 0, flight);
}

/** Takes out the answers that are due. */
export function takeDueFlights(stream: TrafficStream, nowMs: number): readonly Flight[] {
  let count = 0;
  while (count < stream.flights.length && (stream.flights[count] as Flight).dueMs <= nowMs) count++;
  return count === 0 ? [] : stream.flights.splice(0, count);
}

/** Notes how a request ended. */
export function recordEnd(
  stream: TrafficStream,
  sentMs: number,
  { outcome, error, connection, latencyMs }: Attempt,
): void {
  const answer = connection?.answer;
  if (outcome !== 'answered' || !answer) {
    lose(stream, sentMs, outcome as TrafficLoss['outcome'], error ?? outcome, podOf(connection));
    return;
  }
  count(stream.byStatus, answer.status);
  if (answer.status >= 400) {
    lose(stream, sentMs, 'status', `HTTP ${answer.status}`, answer.pod);
    return;
  }
  stream.succeeded++;
  count(stream.byPod, answer.pod);
  count(stream.latencies, latencyMs);
}

export function lose(
  stream: TrafficStream,
  atMs: number,
  outcome: TrafficLoss['outcome'],
  reason: string,
  pod: string | undefined,
): void {
  stream.losses.push({ atMs, outcome, reason, pod });
}

function podOf(connection: Attempt['connection']): string | undefined {
  for (const hop of connection?.hops ?? []) if (hop.kind === 'pod') return hop.pod;
  return undefined;
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

export function resultOf(stream: TrafficStream, nowMs: number): TrafficResult {
  const { input, startedAtMs, stoppedAtMs, endsAtMs, sent, succeeded, losses, byStatus, byPod } = stream;
  const over = stoppedAtMs ?? (endsAtMs !== undefined && endsAtMs <= nowMs ? endsAtMs : undefined);
  const byOutcome = new Map<string, number>();
  for (const { outcome } of losses) count(byOutcome, outcome);
  return {
    name: input.name,
    from: sourceText(input.from),
    to: input.to,
    startedAtMs,
    endedAtMs: over,
    total: sent,
    succeeded,
    lost: losses.length,
    inFlight: sent - succeeded - losses.length,
    byPod: sorted(byPod),
    byStatus: sorted(new Map([...byStatus].map(([status, number]) => [String(status), number] as const))),
    byOutcome: sorted(byOutcome),
    losses: losses.slice(),
    latencyMs: summary(stream.latencies, succeeded),
  };
}

function sorted(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function summary(latencies: ReadonlyMap<number, number>, total: number): LatencySummary | undefined {
  if (total === 0) return undefined;
  const steps = [...latencies].sort(([a], [b]) => a - b);
  const at = (share: number) => {
    let seen = 0;
    for (const [latency, number] of steps) {
      seen += number;
      if (seen >= share * total) return latency;
    }
    return 0;
  };
  const sum = steps.reduce((total, [latency, number]) => total + latency * number, 0);
  return { min: at(0), mean: sum / total, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
