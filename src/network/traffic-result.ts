// What came of a stream of requests, as plain data that a spec can look at.

import { sourceText } from './client';
import { count, type SecondCounts, type TrafficLoss, type TrafficStream, type VersionCounts } from './traffic-stream';

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
  /** Losses by cause, the most frequent first. */
  readonly byCause: Readonly<Record<string, number>>;
  /** By the image of the container that answered, or that was to answer. */
  readonly byVersion: Readonly<Record<string, Readonly<VersionCounts>>>;
  /** By the second in which a request was sent, the first begins with the stream. */
  readonly bySecond: readonly Readonly<SecondCounts>[];
  /** Tries after the first, of all requests. */
  readonly retried: number;
  /** In the order in which they were sent. */
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

export function resultOf(stream: TrafficStream, nowMs: number): TrafficResult {
  const { input, startedAtMs, stoppedAtMs, endsAtMs, sent, succeeded, losses, byStatus, byPod } = stream;
  const over = stoppedAtMs ?? (endsAtMs !== undefined && endsAtMs <= nowMs ? endsAtMs : undefined);
  const byOutcome = new Map<string, number>();
  const byCause = new Map<string, number>();
  for (const { outcome, cause } of losses) {
    count(byOutcome, outcome);
    count(byCause, cause);
  }
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
    byCause: Object.fromEntries([...byCause].sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1))),
    byVersion: sorted(new Map([...stream.byVersion].map(([version, counts]) => [version, { ...counts }] as const))),
    bySecond: stream.bySecond.map((counts) => ({ ...counts })),
    retried: stream.retried,
    // What a silent machine costs is known last.
    losses: [...losses].sort((a, b) => a.atMs - b.atMs),
    latencyMs: summary(stream.latencies, succeeded),
  };
}

function sorted<T>(counts: ReadonlyMap<string, T>): Readonly<Record<string, T>> {
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
