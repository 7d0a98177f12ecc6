// HorizontalPodAutoscalers as autoscaling/v1 knows them: a target for the processor alone; everything else of v2 stands
// in annotations, as JSON whose keys come in the order of the server's structs.
// upstream: pkg/apis/autoscaling/v1/conversion.go

import {
  type JsonMetric,
  type JsonStatus,
  metricFromV1,
  metricStatusFromV1,
  metricStatusToV1,
  metricToV1,
} from './autoscaling-v1-metrics';
import type {
  AutoscalingV1HorizontalPodAutoscaler,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  HPAScalingRules,
  MetricSpec,
  MetricStatus,
  ObjectMeta,
} from './generated/types.gen';
import { goJsonInOrder } from './go-json';
import { defineKind } from './kind';

const METRICS = 'autoscaling.alpha.kubernetes.io/metrics';
const STATUSES = 'autoscaling.alpha.kubernetes.io/current-metrics';
const CONDITIONS = 'autoscaling.alpha.kubernetes.io/conditions';
const BEHAVIOR = 'autoscaling.alpha.kubernetes.io/behavior';
const ROUND_TRIP = [
  METRICS,
  STATUSES,
  CONDITIONS,
  BEHAVIOR,
  'autoscaling.alpha.kubernetes.io/scale-down-tolerance',
  'autoscaling.alpha.kubernetes.io/scale-up-tolerance',
];

export const autoscalingV1HorizontalPodAutoscaler = defineKind<AutoscalingV1HorizontalPodAutoscaler>({
  storedAs: {
    key: 'HorizontalPodAutoscaler',
    toStored: (object) => fromAutoscalingV1(object as AutoscalingV1HorizontalPodAutoscaler),
    fromStored: (object) => toAutoscalingV1(object as HorizontalPodAutoscaler),
  },
});

/** The processor's utilization is v1's own field. */
const isOwnMetric = ({ type, resource }: MetricSpec | MetricStatus) => type === 'Resource' && resource?.name === 'cpu';

export function toAutoscalingV1(stored: HorizontalPodAutoscaler): AutoscalingV1HorizontalPodAutoscaler {
  const { spec, status } = stored;
  const own = spec?.metrics?.find((metric) => isOwnMetric(metric) && metric.resource?.target.averageUtilization);
  const isOther = (metric: MetricSpec) => !isOwnMetric(metric) || !metric.resource?.target.averageUtilization;
  const others = (spec?.metrics ?? []).filter(isOther);
  const used = status?.currentMetrics?.filter(isOwnMetric).at(-1)?.resource?.current.averageUtilization;
  const annotations: Record<string, string> = withoutRoundTrip(stored.metadata.annotations);
  if (others.length > 0) annotations[METRICS] = goJsonInOrder(others.map(metricToV1));
  if (status?.currentMetrics?.length)
    annotations[STATUSES] = goJsonInOrder(status.currentMetrics.map(metricStatusToV1));
  if (spec?.behavior) annotations[BEHAVIOR] = goJsonInOrder(internalBehavior(spec.behavior));
  if (status?.conditions?.length) annotations[CONDITIONS] = goJsonInOrder(status.conditions.map(conditionInOrder));
  const { lastScaleTime, observedGeneration, currentReplicas = 0, desiredReplicas = 0 } = status ?? {};
  const target = own?.resource?.target.averageUtilization;
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata: withAnnotations(stored.metadata, annotations),
    spec: {
      maxReplicas: spec?.maxReplicas ?? 0,
      minReplicas: spec?.minReplicas,
      scaleTargetRef: spec?.scaleTargetRef ?? { kind: '', name: '' },
      ...(target === undefined ? {} : { targetCPUUtilizationPercentage: target }),
    },
    status: {
      currentReplicas,
      desiredReplicas,
      ...(used === undefined ? {} : { currentCPUUtilizationPercentage: used }),
      ...(lastScaleTime === undefined ? {} : { lastScaleTime }),
      ...(observedGeneration === undefined ? {} : { observedGeneration }),
    },
  };
}

const AT_80_PERCENT = 80;

export function fromAutoscalingV1(object: AutoscalingV1HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  const { metadata, spec, status } = object;
  const { annotations = {} } = metadata;
  const target = spec?.targetCPUUtilizationPercentage;
  const others = parsed<readonly JsonMetric[]>(annotations[METRICS])?.map(metricFromV1) ?? [];
  const own = target === undefined ? [] : [cpuMetric(target)];
  const metrics = [...others, ...own];
  const behavior = parsed<InternalBehavior>(annotations[BEHAVIOR]);
  const statuses = parsed<readonly JsonStatus[]>(annotations[STATUSES])?.map(metricStatusFromV1);
  const conditions = parsed<readonly Condition[]>(annotations[CONDITIONS]);
  const { currentReplicas, desiredReplicas = 0, lastScaleTime, observedGeneration } = status ?? {};
  const used = status?.currentCPUUtilizationPercentage;
  const ownStatus = used === undefined ? null : [cpuStatus(used)];
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: withAnnotations(metadata, withoutRoundTrip(annotations)),
    spec: {
      maxReplicas: spec?.maxReplicas ?? 0,
      ...(spec?.minReplicas === undefined ? {} : { minReplicas: spec.minReplicas }),
      scaleTargetRef: spec?.scaleTargetRef ?? { kind: '', name: '' },
      metrics: metrics.length > 0 ? metrics : [cpuMetric(AT_80_PERCENT)],
      ...(behavior ? { behavior: externalBehavior(behavior) } : {}),
    },
    status: {
      ...(conditions ? { conditions } : {}),
      currentMetrics: (statuses ?? ownStatus) as readonly MetricStatus[],
      ...(currentReplicas ? { currentReplicas } : {}),
      desiredReplicas,
      ...(lastScaleTime === undefined ? {} : { lastScaleTime }),
      ...(observedGeneration === undefined ? {} : { observedGeneration }),
    },
  };
}

const cpuStatus = (averageUtilization: number): MetricStatus => ({
  type: 'Resource',
  resource: { name: 'cpu', current: { averageUtilization } },
});

const cpuMetric = (averageUtilization: number): MetricSpec => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
});

type Condition = NonNullable<NonNullable<HorizontalPodAutoscaler['status']>['conditions']>[number];

const conditionInOrder = ({ type, status, lastTransitionTime, reason, message }: Condition) => ({
  type,
  status,
  lastTransitionTime: lastTransitionTime ?? null,
  reason,
  message,
});

interface InternalRules {
  readonly StabilizationWindowSeconds: number | null;
  readonly SelectPolicy: string | null;
  readonly Policies:
    | readonly { readonly Type: string; readonly Value: number; readonly PeriodSeconds: number }[]
    | null;
  readonly Tolerance: string | null;
}

interface InternalBehavior {
  readonly ScaleUp: InternalRules | null;
  readonly ScaleDown: InternalRules | null;
}

function internalBehavior({ scaleUp, scaleDown }: HorizontalPodAutoscalerBehavior): InternalBehavior {
  return { ScaleUp: scaleUp ? internalRules(scaleUp) : null, ScaleDown: scaleDown ? internalRules(scaleDown) : null };
}

function internalRules(rules: HPAScalingRules): InternalRules {
  const { stabilizationWindowSeconds, selectPolicy, policies, tolerance } = rules;
  return {
    StabilizationWindowSeconds: stabilizationWindowSeconds ?? null,
    SelectPolicy: selectPolicy ?? null,
    Policies: policies?.map(({ type, value, periodSeconds }) => pascal(type, value, periodSeconds)) ?? null,
    Tolerance: tolerance === undefined ? null : String(tolerance),
  };
}

const pascal = (Type: string, Value: number, PeriodSeconds: number) => ({ Type, Value, PeriodSeconds });

function externalBehavior({ ScaleUp, ScaleDown }: InternalBehavior): HorizontalPodAutoscalerBehavior {
  return {
    ...(ScaleUp ? { scaleUp: externalRules(ScaleUp) } : {}),
    ...(ScaleDown ? { scaleDown: externalRules(ScaleDown) } : {}),
  };
}

function externalRules({ StabilizationWindowSeconds, SelectPolicy, Policies, Tolerance }: InternalRules) {
  const policies = Policies?.map((policy) => {
    return { type: policy.Type, value: policy.Value, periodSeconds: policy.PeriodSeconds };
  });
  return {
    ...(StabilizationWindowSeconds === null ? {} : { stabilizationWindowSeconds: StabilizationWindowSeconds }),
    ...(SelectPolicy === null ? {} : { selectPolicy: SelectPolicy }),
    ...(policies ? { policies } : {}),
    ...(Tolerance === null ? {} : { tolerance: Tolerance }),
  };
}

function withoutRoundTrip(annotations: Readonly<Record<string, string>> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations ?? {}).filter(([key]) => !ROUND_TRIP.includes(key)));
}

function withAnnotations({ annotations: _, ...metadata }: ObjectMeta, annotations: Record<string, string>): ObjectMeta {
  return Object.keys(annotations).length > 0 ? { ...metadata, annotations } : metadata;
}

/** What does not parse is passed over, as upstream does. */
function parsed<T>(text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
