// Metrics and their statuses as autoscaling/v1 writes them into annotations, and back.
// upstream: pkg/apis/autoscaling/v1/conversion.go

import type {
  CrossVersionObjectReference,
  LabelSelector,
  MetricSpec,
  MetricStatus,
  MetricTarget,
} from './generated/types.gen';

type Amount = string | number | undefined;

interface V1Source {
  readonly name?: string;
  readonly container?: string;
  readonly target?: CrossVersionObjectReference;
  readonly metricName?: string;
  readonly selector?: LabelSelector;
  readonly metricSelector?: LabelSelector;
  readonly targetValue?: Amount;
  readonly averageValue?: Amount;
  readonly targetAverageValue?: Amount;
  readonly targetAverageUtilization?: number;
  readonly currentValue?: Amount;
  readonly currentAverageValue?: Amount;
  readonly currentAverageUtilization?: number;
}

type Sources = 'object' | 'pods' | 'resource' | 'containerResource' | 'external';
export type JsonMetric = { readonly type: string } & Partial<Record<Sources, V1Source>>;
export type JsonStatus = JsonMetric;

const reference = ({ kind, name, apiVersion }: CrossVersionObjectReference) => ({ kind, name, apiVersion });
/** Required quantities of v1 are never left out. */
const orZero = (amount: Amount) => amount ?? '0';

export function metricToV1({ type, object, pods, resource, containerResource, external }: MetricSpec): JsonMetric {
  const sources: JsonMetric = {
    type,
    object: object && {
      target: reference(object.describedObject),
      metricName: object.metric.name,
      targetValue: orZero(object.target.value),
      selector: object.metric.selector,
      averageValue: object.target.averageValue,
    },
    pods: pods && {
      metricName: pods.metric.name,
      targetAverageValue: orZero(pods.target.averageValue),
      selector: pods.metric.selector,
    },
    resource: resource && { name: resource.name, ...resourceTarget(resource.target) },
    containerResource: containerResource && {
      name: containerResource.name,
      ...resourceTarget(containerResource.target),
      container: containerResource.container,
    },
    external: external && {
      metricName: external.metric.name,
      metricSelector: external.metric.selector,
      targetValue: external.target.value,
      targetAverageValue: external.target.averageValue,
    },
  } as JsonMetric;
  return sources;
}

const resourceTarget = ({ averageUtilization, averageValue }: MetricTarget) => ({
  targetAverageUtilization: averageUtilization,
  targetAverageValue: averageValue,
});

export function metricFromV1({ type, object, pods, resource, containerResource, external }: JsonMetric): MetricSpec {
  return {
    type,
    ...(object ? { object: objectFromV1(object) } : {}),
    ...(pods ? { pods: { metric: identifier(pods), target: average(pods.targetAverageValue) } } : {}),
    ...(resource ? { resource: { name: resource.name, target: resourceTargetFromV1(resource) } } : {}),
    ...(containerResource
      ? {
          containerResource: {
            name: containerResource.name,
            container: containerResource.container,
            target: resourceTargetFromV1(containerResource),
          },
        }
      : {}),
    ...(external ? { external: { metric: identifier(external), target: externalTarget(external) } } : {}),
  } as MetricSpec;
}

function objectFromV1(source: V1Source) {
  const { targetValue, averageValue, target } = source;
  const isZero = targetValue === undefined || String(targetValue) === '0';
  return {
    describedObject: target,
    metric: identifier(source),
    target:
      averageValue === undefined
        ? { type: 'Value', value: orZero(targetValue) }
        : { type: 'AverageValue', ...(isZero ? {} : { value: targetValue }), averageValue },
  };
}

const average = (averageValue: Amount) => ({ type: 'AverageValue', averageValue: orZero(averageValue) });

function identifier({ metricName, selector, metricSelector }: V1Source) {
  const labels = selector ?? metricSelector;
  return { name: metricName ?? '', ...(labels ? { selector: labels } : {}) };
}

function resourceTargetFromV1({ targetAverageUtilization, targetAverageValue }: V1Source) {
  return {
    type: targetAverageUtilization === undefined ? 'AverageValue' : 'Utilization',
    ...(targetAverageValue === undefined ? {} : { averageValue: targetAverageValue }),
    ...(targetAverageUtilization === undefined ? {} : { averageUtilization: targetAverageUtilization }),
  };
}

function externalTarget({ targetValue, targetAverageValue }: V1Source) {
  return {
    type: targetValue === undefined ? 'AverageValue' : 'Value',
    ...(targetValue === undefined ? {} : { value: targetValue }),
    ...(targetAverageValue === undefined ? {} : { averageValue: targetAverageValue }),
  };
}

export function metricStatusToV1(status: MetricStatus): JsonStatus {
  const { type, object, pods, resource, containerResource, external } = status;
  return {
    type,
    object: object && {
      target: reference(object.describedObject),
      metricName: object.metric.name,
      currentValue: orZero(object.current.value),
      selector: object.metric.selector,
      averageValue: object.current.averageValue,
    },
    pods: pods && {
      metricName: pods.metric.name,
      currentAverageValue: orZero(pods.current.averageValue),
      selector: pods.metric.selector,
    },
    resource: resource && {
      name: resource.name,
      currentAverageUtilization: resource.current.averageUtilization,
      currentAverageValue: orZero(resource.current.averageValue),
    },
    containerResource: containerResource && {
      name: containerResource.name,
      currentAverageUtilization: containerResource.current.averageUtilization,
      currentAverageValue: orZero(containerResource.current.averageValue),
      container: containerResource.container,
    },
    external: external && {
      metricName: external.metric.name,
      metricSelector: external.metric.selector,
      currentValue: orZero(external.current.value),
      currentAverageValue: external.current.averageValue,
    },
  } as JsonStatus;
}

export function metricStatusFromV1(status: JsonStatus): MetricStatus {
  const { type, object, pods, resource, containerResource, external } = status;
  return {
    type,
    ...(object
      ? {
          object: {
            describedObject: object.target,
            metric: identifier(object),
            current: current({ value: object.currentValue, averageValue: object.averageValue }),
          },
        }
      : {}),
    ...(pods
      ? { pods: { metric: identifier(pods), current: current({ averageValue: pods.currentAverageValue }) } }
      : {}),
    ...(resource ? { resource: { name: resource.name, current: resourceCurrent(resource) } } : {}),
    ...(containerResource
      ? {
          containerResource: {
            name: containerResource.name,
            container: containerResource.container,
            current: resourceCurrent(containerResource),
          },
        }
      : {}),
    ...(external
      ? {
          external: {
            metric: identifier(external),
            current: current({ value: external.currentValue, averageValue: external.currentAverageValue }),
          },
        }
      : {}),
  } as MetricStatus;
}

const current = ({ value, averageValue }: { readonly value?: Amount; readonly averageValue?: Amount }) => ({
  ...(value === undefined ? {} : { value }),
  ...(averageValue === undefined ? {} : { averageValue }),
});

const resourceCurrent = ({ currentAverageUtilization, currentAverageValue }: V1Source) => ({
  ...(currentAverageUtilization === undefined ? {} : { averageUtilization: currentAverageUtilization }),
  averageValue: orZero(currentAverageValue),
});
