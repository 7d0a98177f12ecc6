// Rows of HorizontalPodAutoscalers. upstream: printers.go printHorizontalPodAutoscaler, formatHPAMetrics

import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus } from '../kinds/generated/types.gen';
import { quantityCell } from './cells';
import { age, definePrinter, withMore } from './printer';

const SHOWN = 2;
const UNKNOWN = '<unknown>';

export const printHorizontalPodAutoscaler = definePrinter<HorizontalPodAutoscaler>((object, cx) => {
  const { metadata, spec, status } = object;
  const metrics = (spec.metrics ?? []).map((metric, index) => metricText(metric, status?.currentMetrics?.[index]));
  return [
    metadata.name,
    `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`,
    metrics.length === 0 ? '<none>' : withMore(metrics, SHOWN, ', '),
    spec.minReplicas === undefined ? '<unset>' : String(spec.minReplicas),
    spec.maxReplicas,
    status?.currentReplicas ?? 0,
    age(object, cx),
  ];
});

interface Target {
  readonly averageValue?: string | number | undefined;
  readonly value?: string | number | undefined;
  readonly averageUtilization?: number | undefined;
}

/** Statuses are told by their place alone, so one of another type leaves the current value unknown. */
function metricText(spec: MetricSpec, status: MetricStatus | undefined): string {
  switch (spec.type) {
    case 'External':
      return valueText(spec.external?.target, status?.external?.current);
    case 'Object':
      return valueText(spec.object?.target, status?.object?.current);
    case 'Pods': {
      const current = status?.pods ? quantityCell(status.pods.current.averageValue) : UNKNOWN;
      return `${current}/${quantityCell(spec.pods?.target.averageValue)}`;
    }
    case 'Resource':
      return resourceText(spec.resource, status?.resource?.current);
    case 'ContainerResource':
      return resourceText(spec.containerResource, status?.containerResource?.current);
    default:
      return '<unknown type>';
  }
}

function valueText(target: Target | undefined, current: Target | undefined): string {
  if (target?.averageValue !== undefined) {
    const shown = current?.averageValue === undefined ? UNKNOWN : quantityCell(current.averageValue);
    return `${shown}/${quantityCell(target.averageValue)} (avg)`;
  }
  return `${current ? quantityCell(current.value) : UNKNOWN}/${quantityCell(target?.value)}`;
}

function resourceText(
  source: { readonly name: string; readonly target: Target } | undefined,
  current: Target | undefined,
): string {
  const { averageValue, averageUtilization } = source?.target ?? {};
  if (averageValue !== undefined) {
    const shown = current ? quantityCell(current.averageValue) : UNKNOWN;
    return `${source?.name}: ${shown}/${quantityCell(averageValue)}`;
  }
  const shown = current?.averageUtilization === undefined ? UNKNOWN : `${current.averageUtilization}%`;
  return `${source?.name}: ${shown}/${averageUtilization === undefined ? '<auto>' : `${averageUtilization}%`}`;
}
