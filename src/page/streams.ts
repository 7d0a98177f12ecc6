// The streams of requests by the second, with their losses by cause.

import type { Cluster } from '../cluster/cluster';
import type { TrafficResult } from '../network/traffic-result';
import type { TrafficState } from '../network/traffic-sending';
import type { StreamData } from './page-data';

/** In the order in which they were started. */
export function streamsOf(cluster: Cluster): StreamData[] {
  const { simulation, nowMs } = cluster;
  const { startMs } = simulation.parts;
  const { streams } = simulation.memory('kube-proxy') as TrafficState;
  return [...streams.keys()].map((name) => {
    const result = simulation.command('kube-proxy', 'trafficResult', { name }, 0) as TrafficResult;
    return streamData(result, startMs, nowMs);
  });
}

function streamData(result: TrafficResult, startMs: number, nowMs: number): StreamData {
  const { name, from, to, startedAtMs, endedAtMs = nowMs, bySecond, byPod, latencyMs } = result;
  return {
    name,
    from,
    to,
    startMs: startedAtMs - startMs,
    endMs: endedAtMs - startMs,
    sent: bySecond.map(({ sent }) => sent),
    succeeded: bySecond.map(({ succeeded }) => succeeded),
    lost: bySecond.map(({ lost }) => lost),
    causes: causesOf(result),
    byPod: Object.entries(byPod),
    latencyMs: latencyMs ? [latencyMs.p50, latencyMs.p95, latencyMs.p99] : null,
  };
}

function causesOf({ losses, byCause, startedAtMs }: TrafficResult): StreamData['causes'] {
  const causes = new Map(Object.keys(byCause).map((cause) => [cause, new Map<number, number>()] as const));
  for (const { cause, atMs } of losses) {
    const seconds = causes.get(cause) as Map<number, number>;
    const second = Math.floor((atMs - startedAtMs) / 1000);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  return [...causes].map(([text, seconds]) => ({ text, seconds: [...seconds] }));
}
