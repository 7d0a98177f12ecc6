// What one metric of an autoscaler proposes: a number of replicas, the metric's name for people, and its status.
// upstream: pkg/controller/podautoscaler/horizontal.go computeReplicasForMetric

import type {
  ExternalMetricSource,
  HorizontalPodAutoscaler,
  MetricSpec,
  MetricStatus,
  MetricTarget,
  MetricValueStatus,
  ObjectMetricSource,
  PodsMetricSource,
  Quantity,
} from '../../kinds/generated/types.gen';
import { milliValue, parseQuantity, quantityFromMilli } from '../../kinds/quantity';
import { structText } from '../disruption/selector-text';
import {
  externalMetric,
  type MetricsClient,
  objectMetric,
  type PodMetrics,
  podsMetric,
  resourceMetrics,
  targetPods,
} from './metrics-client';
import { MetricsError, withContext, withOuterContext } from './metrics-error';
import { requestsOf } from './pod-requests';
import {
  averageReplicas,
  type PodsInput,
  sharedReplicas,
  type Tolerances,
  utilizationReplicas,
  valueReplicas,
} from './replica-calculator';

export interface MetricProposal {
  readonly replicas: number;
  /** `cpu resource utilization (percentage of request)` */
  readonly name: string;
  readonly status: MetricStatus;
}

/** A metric that proposes nothing, and why. */
export interface MetricFailure {
  /** Of the condition and of the event. */
  readonly reason: string;
  readonly message: string;
  /** As the event about all metrics repeats it. */
  readonly summary: string;
}

export interface Sizes {
  readonly spec: number;
  readonly status: number;
}

interface Question {
  readonly client: MetricsClient;
  readonly sizes: Sizes;
  readonly tolerances: Tolerances;
}

const DEFAULT_TOLERANCE = 0.1;

export function tolerancesOf({ spec }: HorizontalPodAutoscaler): Tolerances {
  const { scaleUp, scaleDown } = spec?.behavior ?? {};
  const share = (tolerance: Quantity | undefined) =>
    tolerance === undefined ? DEFAULT_TOLERANCE : Number(parseQuantity(tolerance)?.nano ?? 0n) / 1e9;
  return { up: share(scaleUp?.tolerance), down: share(scaleDown?.tolerance) };
}

export function proposalOf(question: Question, spec: MetricSpec): MetricProposal | MetricFailure {
  const { reason, summary, propose } = wayOf(question, spec);
  try {
    return propose();
  } catch (error) {
    if (!(error instanceof MetricsError)) throw error;
    return { reason, message: error.told, summary: `${summary}: ${error.message}` };
  }
}

interface Way {
  readonly reason: string;
  readonly summary: string;
  readonly propose: () => MetricProposal;
}

function wayOf(question: Question, { type, resource, containerResource, pods, object, external }: MetricSpec): Way {
  if (type === 'Resource' && resource) {
    return {
      reason: 'FailedGetResourceMetric',
      summary: `failed to get ${resource.name} resource metric value`,
      propose: () => {
        const { current, ...found } = resourceProposal(question, resource.name, resource.target, undefined);
        return { ...found, status: { type, resource: { name: resource.name, current } } };
      },
    };
  }
  if (type === 'ContainerResource' && containerResource) {
    const { name, container, target } = containerResource;
    return {
      reason: 'FailedGetContainerResourceMetric',
      summary: `failed to get ${container} container metric value`,
      propose: () => {
        const { current, ...found } = resourceProposal(question, name, target, container);
        return { ...found, status: { type, containerResource: { name, container, current } } };
      },
    };
  }
  if (type === 'Pods' && pods) {
    const summary = 'failed to get pods metric value';
    return { reason: 'FailedGetPodsMetric', summary, propose: () => podsProposal(question, pods) };
  }
  if (type === 'Object' && object) {
    const summary = 'failed to get object metric value';
    return { reason: 'FailedGetObjectMetric', summary, propose: () => objectProposal(question, object) };
  }
  const summary = `failed to get ${external?.metric.name} external metric value`;
  const source = external as ExternalMetricSource;
  return { reason: 'FailedGetExternalMetric', summary, propose: () => externalProposal(question, source) };
}

interface ResourceProposal extends Omit<MetricProposal, 'status'> {
  readonly current: MetricValueStatus;
}

function resourceProposal(
  question: Question,
  resource: string,
  { averageValue, averageUtilization }: MetricTarget,
  container: string | undefined,
): ResourceProposal {
  const { client } = question;
  const input = (): PodsInput =>
    podsInput(
      question,
      resource,
      withContext(`unable to get metrics for resource ${resource}`, () => resourceMetrics(client, resource, container)),
    );
  // As the metrics server prints it.
  const text = (milli: number) => quantityFromMilli(milli, resource === 'memory' ? 'BinarySI' : 'DecimalSI').text;
  if (averageValue !== undefined) {
    const { replicas, averageMilli } = withContext(`failed to get ${resource} usage`, () =>
      averageReplicas(input(), milliValue(averageValue)),
    );
    return { replicas, name: `${resource} resource`, current: { averageValue: text(averageMilli) } };
  }
  if (averageUtilization === undefined) {
    const why = 'neither an average utilization target nor an average value (usage) target was set';
    throw new MetricsError(`invalid resource metric source: ${why}`);
  }
  const { replicas, averageMilli, utilization } = withContext(`failed to get ${resource} utilization`, () => {
    const asked = input();
    return utilizationReplicas(asked, averageUtilization, () => requestsOf(asked.pods, container, resource));
  });
  const what = container === undefined ? 'resource' : 'container resource';
  return {
    replicas,
    name: `${resource} ${what} utilization (percentage of request)`,
    current: { averageUtilization: utilization, averageValue: text(averageMilli) },
  };
}

function podsInput({ client, sizes, tolerances }: Question, resource: string, metrics: PodMetrics): PodsInput {
  return { pods: targetPods(client), metrics, resource, current: sizes.spec, tolerances, nowMs: client.cx.nowMs };
}

function podsProposal(question: Question, { metric, target }: PodsMetricSource): MetricProposal {
  const metrics = withContext(`unable to get metric ${metric.name}`, () =>
    podsMetric(question.client, metric.name, metric.selector),
  );
  const input = podsInput(question, '', metrics);
  const { replicas, averageMilli } = averageReplicas(input, milliValue(target.averageValue));
  const current = { averageValue: decimal(averageMilli) };
  return { replicas, name: `pods metric ${metric.name}`, status: { type: 'Pods', pods: { metric, current } } };
}

function objectProposal(
  { client, sizes, tolerances }: Question,
  { metric, describedObject, target }: ObjectMetricSource,
): MetricProposal {
  const usage = () => {
    try {
      return objectMetric(client, metric.name, describedObject, metric.selector);
    } catch (error) {
      if (!(error instanceof MetricsError)) throw error;
      // Upstream's words come in this order.
      const place = `${describedObject.kind} on ${client.namespace} ${describedObject.name}/${error.message}`;
      throw new MetricsError(`unable to get metric ${metric.name}: ${place}`);
    }
  };
  const status = (current: MetricValueStatus): MetricStatus => ({
    type: 'Object',
    object: { metric, describedObject, current },
  });
  if (target.type === 'Value' && target.value !== undefined) {
    const milli = usage();
    const pods = targetPods(client);
    const replicas = valueReplicas(milli, milliValue(target.value), { current: sizes.spec, tolerances, pods });
    const name = `${describedObject.kind} metric ${metric.name}`;
    return { replicas, name, status: status({ value: decimal(milli) }) };
  }
  if (target.type === 'AverageValue' && target.averageValue !== undefined) {
    const milli = withOuterContext(`failed to get ${metric.name} object metric`, usage);
    const shared = sharedReplicas(milli, milliValue(target.averageValue), sizes.status, tolerances);
    const current = { averageValue: decimal(shared.averageMilli) };
    return { replicas: shared.replicas, name: externalName(metric), status: status(current) };
  }
  throw new MetricsError('invalid object metric source: neither a value target nor an average value target was set');
}

function externalProposal(
  { client, sizes, tolerances }: Question,
  { metric, target }: ExternalMetricSource,
): MetricProposal {
  const usage = () => externalMetric(client, metric.name, metric.selector);
  const name = externalName(metric);
  const status = (current: MetricValueStatus): MetricStatus => ({ type: 'External', external: { metric, current } });
  if (target.averageValue !== undefined) {
    const milli = withOuterContext(`failed to get ${metric.name} external metric`, usage);
    const shared = sharedReplicas(milli, milliValue(target.averageValue), sizes.status, tolerances);
    return { replicas: shared.replicas, name, status: status({ averageValue: decimal(shared.averageMilli) }) };
  }
  if (target.value !== undefined) {
    const targetMilli = milliValue(target.value);
    const [replicas, milli] = withOuterContext(`failed to get external metric ${metric.name}`, () => {
      const used = usage();
      const pods = targetPods(client);
      return [valueReplicas(used, targetMilli, { current: sizes.spec, tolerances, pods }), used] as const;
    });
    return { replicas, name, status: status({ value: decimal(milli) }) };
  }
  throw new MetricsError('invalid external metric source: neither a value target nor an average value target was set');
}

const decimal = (milli: number) => quantityFromMilli(milli).text;

const externalName = ({ name, selector }: ExternalMetricSource['metric']) =>
  `external metric ${name}(${structText(selector)})`;
