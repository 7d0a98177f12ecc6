// What the three metrics APIs answer to the autoscaler: the metrics server's samples of what containers use, and the
// custom and external metrics that users gave values to. An API that nobody serves refuses in the real words.
// upstream: pkg/controller/podautoscaler/metrics/client.go, metrics-server pkg/storage

import type { ActorContext } from '../../api/actor';
import type { ContainerUsage } from '../../api/programs';
import type { CrossVersionObjectReference, LabelSelector, Pod } from '../../kinds/generated/types.gen';
import { resourceName } from '../../kinds/kind';
import { compileSelector, type LabelMatcher } from '../../kinds/labels';
import { structText } from '../disruption/selector-text';
import type { AutoscalerMemory, GivenMetric } from './memory';
import { MetricsError, withContext } from './metrics-error';

/** How often the metrics server looks at the kubelets. */
export const SCRAPE_MS = 15_000;

export interface PodMetric {
  /** Thousandths of the unit. */
  readonly milli: number;
  readonly atMs: number;
  readonly windowMs: number;
}

/** By the pod's name. */
export type PodMetrics = ReadonlyMap<string, PodMetric>;

type Context = ActorContext<AutoscalerMemory>;

/** The window of custom metrics that name none. */
const CUSTOM_WINDOW_MS = 60_000;

export interface MetricsClient {
  readonly cx: Context;
  /** Whether a metrics server is installed. */
  readonly hasServer: boolean;
  readonly namespace: string;
  readonly selects: LabelMatcher;
}

/** The pods of the target, whatever their state. */
export function targetPods({ cx, namespace, selects }: MetricsClient): readonly Pod[] {
  return cx.list('Pod', namespace).filter(({ metadata }) => selects(metadata.labels));
}

/** What the target's pods use of a resource, or one container of each. Errors: MetricsError. */
export function resourceMetrics(client: MetricsClient, resource: string, container: string | undefined): PodMetrics {
  if (!client.hasServer) {
    const why = 'the server could not find the requested resource (get pods.metrics.k8s.io)';
    throw new MetricsError(`unable to fetch metrics from resource metrics API: ${why}`);
  }
  const samples = podSamples(client);
  if (samples.length === 0) throw new MetricsError('no metrics returned from resource metrics API');
  const metrics = new Map<string, PodMetric>();
  for (const { pod, atMs, usages } of samples) {
    const chosen = container === undefined ? usages : usages.filter(({ name }) => name === container);
    const milli = milliOf(chosen, resource);
    // A pod is stamped with its first container.
    const windowMs = usages[0]?.windowMs ?? SCRAPE_MS;
    if (milli !== undefined) metrics.set(pod, { milli, atMs, windowMs });
  }
  return metrics;
}

interface PodSample {
  readonly pod: string;
  readonly atMs: number;
  readonly usages: readonly ContainerUsage[];
}

function podSamples(client: MetricsClient): readonly PodSample[] {
  const { nowMs, programs } = client.cx;
  const atMs = nowMs - (nowMs % SCRAPE_MS);
  const samples: PodSample[] = [];
  for (const pod of targetPods(client)) {
    if (pod.status?.phase !== 'Running') continue;
    const usages = programs.usage(pod.metadata.uid ?? '', atMs - SCRAPE_MS, atMs);
    if (usages.length > 0) samples.push({ pod: pod.metadata.name, atMs, usages });
  }
  return samples;
}

function milliOf(usages: readonly ContainerUsage[], resource: string): number | undefined {
  if (usages.length === 0 || (resource !== 'cpu' && resource !== 'memory')) return undefined;
  return usages.reduce((sum, usage) => sum + (resource === 'cpu' ? usage.cpuMilli : usage.memoryBytes * 1000), 0);
}

/** A custom metric of the target's pods. Errors: MetricsError. */
export function podsMetric(client: MetricsClient, metric: string, selector: LabelSelector | undefined): PodMetrics {
  const given = customMetrics(client, metric, selector).filter(({ object }) => object?.kind === 'Pod');
  if (given.length === 0) throw customFailure(`the server could not find the metric ${metric} for pods`);
  const values = new Map(given.map(({ object, milli }) => [object?.name, milli] as const));
  const metrics = new Map<string, PodMetric>();
  for (const { metadata } of targetPods(client)) {
    const milli = values.get(metadata.name);
    if (milli !== undefined) {
      metrics.set(metadata.name, { milli, atMs: client.cx.nowMs, windowMs: CUSTOM_WINDOW_MS });
    }
  }
  if (metrics.size === 0) throw new MetricsError('no metrics returned from custom metrics API');
  return metrics;
}

/** A custom metric of one object, in thousandths. Errors: MetricsError. */
export function objectMetric(
  client: MetricsClient,
  metric: string,
  described: CrossVersionObjectReference,
  selector: LabelSelector | undefined,
): number {
  const { apiVersion = 'v1', kind } = described;
  // Of a Namespace it is always the autoscaler's own.
  const name = kind === 'Namespace' ? client.namespace : described.name;
  const given = customMetrics(client, metric, selector);
  const found = given.find(({ object }) => object?.kind === kind && object.name === name);
  if (found) return found.milli;
  const row = client.cx.registry.byVersion(apiVersion, kind);
  const resource = row ? resourceName(row) : `${kind.toLowerCase()}s`;
  throw customFailure(`the server could not find the metric ${metric} for ${resource} ${name}`);
}

function customMetrics({ cx, namespace }: MetricsClient, metric: string, selector: LabelSelector | undefined) {
  const all = cx.state.metrics.values().filter(({ object }) => object !== undefined);
  if (all.length === 0) throw customFailure('no custom metrics API (custom.metrics.k8s.io) registered');
  return all.filter((given) => given.metric === metric && given.namespace === namespace && hasLabels(given, selector));
}

const customFailure = (why: string) => new MetricsError(`unable to fetch metrics from custom metrics API: ${why}`);

/** The sum of an external metric's values, in thousandths. Errors: MetricsError. */
export function externalMetric(client: MetricsClient, metric: string, selector: LabelSelector | undefined): number {
  const { cx, namespace } = client;
  const words = `unable to get external metric ${namespace}/${metric}/${structText(selector)}`;
  return withContext(words, () => {
    const all = cx.state.metrics.values().filter(({ object }) => object === undefined);
    if (all.length === 0) {
      const why = `the server could not find the requested resource (get ${metric}.external.metrics.k8s.io)`;
      throw new MetricsError(`unable to fetch metrics from external metrics API: ${why}`);
    }
    const given = all.filter(
      (each) => each.metric === metric && each.namespace === namespace && hasLabels(each, selector),
    );
    if (given.length === 0) throw new MetricsError('no metrics returned from external metrics API');
    return given.reduce((sum, { milli }) => sum + milli, 0);
  });
}

const hasLabels = ({ labels }: GivenMetric, selector: LabelSelector | undefined) =>
  selector === undefined || compileSelector(selector)(labels);
