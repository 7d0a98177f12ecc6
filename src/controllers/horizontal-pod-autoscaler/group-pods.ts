// Which of the target's pods count, and how. upstream: pkg/controller/podautoscaler/replica_calculator.go groupPods

import type { Pod } from '../../kinds/generated/types.gen';
import { parseRfc3339 } from '../../sim/time';
import { podCondition } from '../shared/pod-state';
import type { PodMetric, PodMetrics } from './metrics-client';

/**
 * A starting pod's processor use says nothing for so long.
 * upstream: --horizontal-pod-autoscaler-cpu-initialization-period
 */
const CPU_INITIALIZATION_MS = 300_000;
/** Not ready since so soon after the start: never was. upstream: --horizontal-pod-autoscaler-initial-readiness-delay */
const INITIAL_READINESS_MS = 30_000;

export interface PodGroups {
  readonly readyCount: number;
  /** Names of pods. Unready ones count as using nothing when that lowers a scale-up. */
  readonly unready: readonly string[];
  /** Without a sample. */
  readonly missing: readonly string[];
  /** Samples of the pods that are neither ignored nor unready. */
  readonly counted: PodMetrics;
}

export function groupPods(pods: readonly Pod[], metrics: PodMetrics, resource: string, nowMs: number): PodGroups {
  const unready: string[] = [];
  const missing: string[] = [];
  const counted = new Map<string, PodMetric>(metrics);
  let readyCount = 0;
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata;
    const metric = metrics.get(name);
    if (deletionTimestamp !== undefined || pod.status?.phase === 'Failed') {
      counted.delete(name);
    } else if (pod.status?.phase === 'Pending' || (metric && resource === 'cpu' && isUnready(pod, metric, nowMs))) {
      counted.delete(name);
      unready.push(name);
    } else if (metric === undefined) {
      missing.push(name);
    } else {
      readyCount++;
    }
  }
  return { readyCount, unready, missing, counted };
}

function isUnready(pod: Pod, metric: PodMetric, nowMs: number): boolean {
  const ready = podCondition(pod, 'Ready');
  const { startTime } = pod.status ?? {};
  if (!ready || startTime === undefined) return true;
  const startMs = parseRfc3339(startTime);
  const changedMs = ready.lastTransitionTime ? parseRfc3339(ready.lastTransitionTime) : 0;
  const isFalse = ready.status === 'False';
  if (startMs + CPU_INITIALIZATION_MS > nowMs) return isFalse || metric.atMs < changedMs + metric.windowMs;
  return isFalse && startMs + INITIAL_READINESS_MS > changedMs;
}
