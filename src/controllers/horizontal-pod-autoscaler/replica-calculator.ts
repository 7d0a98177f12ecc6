// How many replicas a metric asks for. All amounts are in thousandths of the metric's unit.
// upstream: pkg/controller/podautoscaler/replica_calculator.go, metrics/utilization.go

import type { Pod } from '../../kinds/generated/types.gen';
import { isPodReady } from '../shared/pod-state';
import { groupPods, type PodGroups } from './group-pods';
import type { PodMetric, PodMetrics } from './metrics-client';
import { MetricsError } from './metrics-error';

export interface Tolerances {
  readonly up: number;
  readonly down: number;
}

export interface Proposal {
  readonly replicas: number;
  /** The average over the pods that have a sample. */
  readonly averageMilli: number;
  /** Percent of the requests. */
  readonly utilization?: number;
}

export interface PodsInput {
  readonly pods: readonly Pod[];
  readonly metrics: PodMetrics;
  readonly resource: string;
  readonly current: number;
  readonly tolerances: Tolerances;
  readonly nowMs: number;
}

const MAX_INT32 = 2_147_483_647;
const NO_PODS = 'no pods returned by selector while calculating replica count';

export const isWithin = ({ up, down }: Tolerances, ratio: number) => 1 - down <= ratio && ratio <= 1 + up;

/** A utilization: percent of what the pods request. Errors: MetricsError. */
export function utilizationReplicas(
  input: PodsInput,
  targetPercent: number,
  requestsOf: () => ReadonlyMap<string, number>,
): Proposal {
  const groups = groupsOf(input);
  const requests = requestsOf();
  const usage = (metrics: PodMetrics) => utilizationRatio(metrics, requests, targetPercent);
  const first = usage(groups.counted);
  const missing = (name: string) => Math.trunc(((requests.get(name) ?? 0) * Math.max(100, targetPercent)) / 100);
  const replicas = replicasFor(input, groups, first.ratio, missing, (metrics) => usage(metrics).ratio);
  return { replicas, averageMilli: first.averageMilli, utilization: first.percent };
}

/** An average value for each pod. Errors: MetricsError. */
export function averageReplicas(input: PodsInput, targetMilli: number): Proposal {
  const groups = groupsOf(input);
  const usage = (metrics: PodMetrics) => {
    const averageMilli = Math.trunc(sumOf(metrics.values()) / metrics.size);
    return { averageMilli, ratio: averageMilli / targetMilli };
  };
  const first = usage(groups.counted);
  const missing = () => targetMilli;
  const replicas = replicasFor(input, groups, first.ratio, missing, (metrics) => usage(metrics).ratio);
  return { replicas, averageMilli: first.averageMilli };
}

function groupsOf({ pods, metrics, resource, nowMs }: PodsInput): PodGroups {
  if (pods.length === 0) throw new MetricsError(NO_PODS);
  const groups = groupPods(pods, metrics, resource, nowMs);
  if (groups.counted.size === 0) {
    throw new MetricsError('did not receive metrics for targeted pods (pods might be unready)');
  }
  return groups;
}

/**
 * From the ratio of usage to target; pods without a sample and unready ones are filled in so that they hold the change
 * back.
 */
function replicasFor(
  { current, tolerances }: PodsInput,
  { readyCount, unready, missing, counted }: PodGroups,
  ratio: number,
  missingMilli: (pod: string) => number,
  ratioOf: (metrics: PodMetrics) => number,
): number {
  const upWithUnready = unready.length > 0 && ratio > 1;
  if (!upWithUnready && missing.length === 0) {
    return isWithin(tolerances, ratio) ? current : Math.ceil(ratio * readyCount);
  }
  const filled = new Map<string, PodMetric>(counted);
  const fill = (pod: string, milli: number) => filled.set(pod, { milli, atMs: 0, windowMs: 0 });
  if (ratio < 1) for (const pod of missing) fill(pod, missingMilli(pod));
  if (ratio > 1) for (const pod of missing) fill(pod, 0);
  if (upWithUnready) for (const pod of unready) fill(pod, 0);
  const next = ratioOf(filled);
  if (isWithin(tolerances, next) || (ratio < 1 && next > 1) || (ratio > 1 && next < 1)) return current;
  const replicas = Math.ceil(next * filled.size);
  return (next < 1 && replicas > current) || (next > 1 && replicas < current) ? current : replicas;
}

function utilizationRatio(metrics: PodMetrics, requests: ReadonlyMap<string, number>, targetPercent: number) {
  let used = 0;
  let requested = 0;
  let count = 0;
  for (const [pod, { milli }] of metrics) {
    const request = requests.get(pod);
    if (request === undefined) continue;
    used += milli;
    requested += request;
    count++;
  }
  if (requested === 0) throw new MetricsError('no metrics returned matched known pods');
  const percent = Math.trunc((used * 100) / requested);
  return { ratio: percent / targetPercent, percent, averageMilli: Math.trunc(used / count) };
}

function sumOf(metrics: Iterable<PodMetric>): number {
  let sum = 0;
  for (const { milli } of metrics) sum += milli;
  return sum;
}

/** A value of something that is not a pod: counts against the ready pods. Errors: MetricsError. */
export function valueReplicas(
  usageMilli: number,
  targetMilli: number,
  { current, tolerances, pods }: Pick<PodsInput, 'current' | 'tolerances' | 'pods'>,
): number {
  const ratio = usageMilli / targetMilli;
  if (isWithin(tolerances, ratio)) return current;
  if (pods.length === 0) throw new MetricsError(`unable to calculate ready pods: ${NO_PODS}`);
  const ready = pods.filter((pod) => pod.status?.phase === 'Running' && isPodReady(pod)).length;
  return Math.min(MAX_INT32, Math.ceil(ratio * ready));
}

/** What a share of nobody is as an integer where the real controller runs: upstream divides by zero. */
const SHARED_BY_NOBODY = -(2 ** 63);

/** A value of something that is not a pod, shared among the pods that status.replicas counts. */
export function sharedReplicas(
  usageMilli: number,
  targetMilli: number,
  statusReplicas: number,
  tolerances: Tolerances,
): Proposal {
  const ratio = usageMilli / (targetMilli * statusReplicas);
  const asked = Math.min(MAX_INT32, Math.ceil(usageMilli / targetMilli));
  return {
    replicas: isWithin(tolerances, ratio) ? statusReplicas : asked,
    averageMilli: statusReplicas === 0 ? SHARED_BY_NOBODY : Math.ceil(usageMilli / statusReplicas),
  };
}
