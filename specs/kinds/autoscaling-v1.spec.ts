// autoscaling/v1 and v2 of one HorizontalPodAutoscaler.

import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { fromAutoscalingV1, toAutoscalingV1 } from '../../src/kinds/autoscaling-v1';
import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus } from '../../src/kinds/generated/types.gen';

const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const service = { kind: 'Service', name: 'web', apiVersion: 'v1' };
const cpu: MetricSpec = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } },
};

function stored(metrics: readonly MetricSpec[], more: Partial<HorizontalPodAutoscaler> = {}): HorizontalPodAutoscaler {
  const spec = { minReplicas: 1, maxReplicas: 5, scaleTargetRef, metrics };
  const metadata = { name: 'web', namespace: 'default' };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec,
    status: { currentMetrics: null as never, desiredReplicas: 0 },
    ...more,
  };
}

test('the processor has a field of its own', () => {
  expect(toAutoscalingV1(stored([cpu]))).toEqual({
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'default' },
    spec: { minReplicas: 1, maxReplicas: 5, scaleTargetRef, targetCPUUtilizationPercentage: 60 },
    status: { currentReplicas: 0, desiredReplicas: 0 },
  });
});

describe('other metrics stand in an annotation and come back', () => {
  test.each<{ name: string; metric: MetricSpec; text: string }>([
    {
      name: 'memory',
      metric: { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1Gi' } } },
      text: '[{"type":"Resource","resource":{"name":"memory","targetAverageValue":"1Gi"}}]',
    },
    {
      name: 'a container',
      metric: {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'app', target: { type: 'Utilization', averageUtilization: 40 } },
      },
      text: '[{"type":"ContainerResource","containerResource":{"name":"cpu","targetAverageUtilization":40,"container":"app"}}]',
    },
    {
      name: 'pods',
      metric: {
        type: 'Pods',
        pods: {
          metric: { name: 'hits', selector: { matchLabels: { a: 'b' } } },
          target: { type: 'AverageValue', averageValue: '10' },
        },
      },
      text: '[{"type":"Pods","pods":{"metricName":"hits","targetAverageValue":"10","selector":{"matchLabels":{"a":"b"}}}}]',
    },
    {
      name: 'an object',
      metric: {
        type: 'Object',
        object: { describedObject: service, metric: { name: 'hits' }, target: { type: 'Value', value: '10' } },
      },
      text: '[{"type":"Object","object":{"target":{"kind":"Service","name":"web","apiVersion":"v1"},"metricName":"hits","targetValue":"10"}}]',
    },
    {
      name: 'an object, for each pod',
      metric: {
        type: 'Object',
        object: {
          describedObject: service,
          metric: { name: 'hits' },
          target: { type: 'AverageValue', averageValue: '10' },
        },
      },
      text: '[{"type":"Object","object":{"target":{"kind":"Service","name":"web","apiVersion":"v1"},"metricName":"hits","targetValue":"0","averageValue":"10"}}]',
    },
    {
      name: 'external',
      metric: {
        type: 'External',
        external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '30' } },
      },
      text: '[{"type":"External","external":{"metricName":"queue","targetAverageValue":"30"}}]',
    },
  ])('$name', ({ metric, text }) => {
    const object = stored([metric]);
    const older = toAutoscalingV1(object);
    expect(older.metadata.annotations).toEqual({ 'autoscaling.alpha.kubernetes.io/metrics': text });
    expect(fromAutoscalingV1(JSON.parse(JSON.stringify(older)))).toEqual(object);
  });
});

test('conditions, statuses and behavior', () => {
  const lastTransitionTime = '2026-01-01T00:00:00Z';
  const condition = { lastTransitionTime, message: 'a <b> & c', reason: 'R', status: 'True', type: 'AbleToScale' };
  const used: MetricStatus = {
    type: 'Resource',
    resource: { name: 'cpu', current: { averageUtilization: 7, averageValue: '7m' } },
  };
  const policies = [{ type: 'Pods', value: 4, periodSeconds: 15 }];
  const behavior = { scaleUp: { stabilizationWindowSeconds: 0, selectPolicy: 'Max', policies } };
  const object = stored([cpu], {
    spec: { ...stored([cpu]).spec, behavior },
    status: { conditions: [condition], currentMetrics: [used], currentReplicas: 2, desiredReplicas: 3 },
  });
  const older = toAutoscalingV1(object);
  expect(older.status).toEqual({ currentReplicas: 2, desiredReplicas: 3, currentCPUUtilizationPercentage: 7 });
  expect(older.metadata.annotations).toEqual({
    'autoscaling.alpha.kubernetes.io/conditions': `[{"type":"AbleToScale","status":"True","lastTransitionTime":"${lastTransitionTime}","reason":"R","message":"a \\u003cb\\u003e \\u0026 c"}]`,
    'autoscaling.alpha.kubernetes.io/current-metrics':
      '[{"type":"Resource","resource":{"name":"cpu","currentAverageUtilization":7,"currentAverageValue":"7m"}}]',
    'autoscaling.alpha.kubernetes.io/behavior':
      '{"ScaleUp":{"StabilizationWindowSeconds":0,"SelectPolicy":"Max","Policies":[{"Type":"Pods","Value":4,"PeriodSeconds":15}],"Tolerance":null},"ScaleDown":null}',
  });
  expect(fromAutoscalingV1(older)).toEqual(object);
});

test('a body of autoscaling/v1 makes one object, kept as v2', () => {
  const shop = cluster({ nodes: 1 });
  const spec = { maxReplicas: 3, scaleTargetRef };
  shop.create({ apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' }, spec });
  const [only, ...others] = shop.list('HorizontalPodAutoscaler', 'default') as readonly HorizontalPodAutoscaler[];
  expect(others).toEqual([]);
  expect(only?.apiVersion).toBe('autoscaling/v2');
  expect(only?.spec).toEqual({
    maxReplicas: 3,
    minReplicas: 1,
    scaleTargetRef,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
  });
});
