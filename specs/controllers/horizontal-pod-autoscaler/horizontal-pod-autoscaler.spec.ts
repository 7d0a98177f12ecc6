// Autoscalers on a whole cluster: what they say, what they do, and when.

import { describe, expect, test } from '@jest/globals';
import type { Cluster } from '../../../src/actions/acting-cluster';
import {
  autoscaled,
  autoscaler,
  conditionsOf,
  cpuAt,
  deployment,
  eventsOf,
  found,
  type Setting,
  sizeOf,
} from './autoscaling-cluster';

const GOT = "AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale";
const UNABLE = 'the HPA was unable to compute the replica count';
const NO_SERVER =
  'unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: ' +
  'the server could not find the requested resource (get pods.metrics.k8s.io)';
const uses = (milli: number) => ({ programs: [{ image: 'shop/**', cpu: [{ atMs: 0, value: milli }] }] });
const external = { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '10' } };

describe('without a metrics server', () => {
  const shop = autoscaled({});
  shop.advance('20s');

  test('it says so in its conditions', () => {
    expect(conditionsOf(shop)).toEqual([
      GOT,
      `ScalingActive False FailedGetResourceMetric: ${UNABLE}: failed to get cpu utilization: ${NO_SERVER}`,
    ]);
  });

  test('and in two events', () => {
    const inner = `failed to get cpu utilization: ${NO_SERVER}`;
    const summary = 'invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value';
    expect(eventsOf(shop)).toEqual([
      `Warning FailedGetResourceMetric: ${inner}`,
      `Warning FailedComputeMetricsReplicas: ${summary}: ${inner}`,
    ]);
  });

  test('sizes are told, wishes are not', () => {
    const { currentReplicas, desiredReplicas, currentMetrics } = found(shop).status ?? {};
    expect({ currentReplicas, desiredReplicas, currentMetrics }).toEqual({
      currentReplicas: 2,
      desiredReplicas: 0,
      currentMetrics: [{ type: '' }],
    });
  });

  test.each([
    { name: 'below the minimum', replicas: 1, spec: { minReplicas: 3 }, size: 3, why: 'below Spec.MinReplicas' },
    { name: 'above the maximum', replicas: 5, spec: { maxReplicas: 4 }, size: 4, why: 'above Spec.MaxReplicas' },
  ])('bounds hold nevertheless: $name', ({ replicas, spec, size, why }) => {
    const bounded = autoscaled({ replicas, spec });
    bounded.advance('14s');
    expect(sizeOf(bounded)).toBe(replicas);
    bounded.advance('2s');
    expect(sizeOf(bounded)).toBe(size);
    expect(eventsOf(bounded)).toEqual([
      `Normal SuccessfulRescale: New size: ${size}; reason: Current number of replicas ${why}`,
    ]);
    expect(conditionsOf(bounded)).toEqual([
      `AbleToScale True SucceededRescale: the HPA controller was able to update the target scale to ${size}`,
    ]);
    expect(found(bounded).status?.currentMetrics).toBeNull();
  });
});

describe('what is wrong with the target or a metric', () => {
  const ref = (kind: string, name: string, apiVersion = 'apps/v1') => ({ scaleTargetRef: { apiVersion, kind, name } });
  const scaleFailure = (why: string) => [
    `AbleToScale False FailedGetScale: the HPA controller was unable to get the target's current scale: ${why}`,
  ];
  const cpuFailure = (reason: string, why: string) => [GOT, `ScalingActive False ${reason}: ${UNABLE}: ${why}`];
  const object = { describedObject: { apiVersion: 'v1', kind: 'Service', name: 'web' }, metric: { name: 'hits' } };
  const noCustom =
    'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered';
  const noExternal =
    'unable to fetch metrics from external metrics API: the server could not find the requested resource ' +
    '(get queue.external.metrics.k8s.io)';

  test.each<{ name: string; setting: Setting; conditions: readonly string[] }>([
    {
      name: 'no such target',
      setting: { spec: ref('Deployment', 'nobody') },
      conditions: scaleFailure('deployments.apps "nobody" not found'),
    },
    {
      name: 'no such kind',
      setting: { spec: ref('Deploymint', 'web') },
      conditions: scaleFailure('no matches for kind "Deploymint" in group "apps"'),
    },
    {
      name: 'a kind without scale',
      setting: { spec: ref('DaemonSet', 'web') },
      conditions: scaleFailure('the server could not find the requested resource'),
    },
    {
      name: 'a target at zero',
      setting: { replicas: 0 },
      conditions: [
        GOT,
        'ScalingActive False ScalingDisabled: scaling is disabled since the replica count of the target is zero',
      ],
    },
    {
      name: 'no request',
      setting: { options: uses(10), container: { resources: {} } },
      conditions: cpuFailure(
        'FailedGetResourceMetric',
        'failed to get cpu utilization: missing request for cpu in container app of Pod web-*',
      ),
    },
    {
      name: 'no adapter for pods metrics',
      setting: {
        spec: {
          metrics: [
            { type: 'Pods', pods: { metric: { name: 'hits' }, target: { type: 'AverageValue', averageValue: '1' } } },
          ],
        },
      },
      conditions: cpuFailure('FailedGetPodsMetric', `unable to get metric hits: ${noCustom}`),
    },
    {
      name: 'no adapter for an object',
      setting: {
        spec: { metrics: [{ type: 'Object', object: { ...object, target: { type: 'Value', value: '1' } } }] },
      },
      conditions: cpuFailure('FailedGetObjectMetric', `unable to get metric hits: Service on default web/${noCustom}`),
    },
    {
      name: 'no adapter for external metrics',
      setting: { spec: { metrics: [{ type: 'External', external }] } },
      conditions: cpuFailure(
        'FailedGetExternalMetric',
        `unable to get external metric default/queue/nil: ${noExternal}`,
      ),
    },
    {
      name: 'no adapter for external metrics, by value',
      setting: {
        spec: { metrics: [{ type: 'External', external: { ...external, target: { type: 'Value', value: '10' } } }] },
      },
      conditions: cpuFailure(
        'FailedGetExternalMetric',
        `unable to get external metric default/queue/nil: ${noExternal}`,
      ),
    },
    {
      name: 'no adapter for an object, shared among the pods',
      setting: {
        spec: {
          metrics: [{ type: 'Object', object: { ...object, target: { type: 'AverageValue', averageValue: '1' } } }],
        },
      },
      conditions: cpuFailure('FailedGetObjectMetric', `unable to get metric hits: Service on default web/${noCustom}`),
    },
  ])('$name', ({ setting, conditions }) => {
    const shop = autoscaled(setting);
    shop.advance('1m');
    const told = conditionsOf(shop)?.map((text) => text.replace(/web-[a-z0-9]+-[a-z0-9]{5}/, 'web-*'));
    expect(told).toEqual(conditions);
  });

  test('the summary of all metrics says more than the event of one', () => {
    const shop = autoscaled({ spec: { metrics: [{ type: 'External', external }] } });
    shop.advance('1m');
    const own = `unable to get external metric default/queue/nil: ${noExternal}`;
    expect(eventsOf(shop)).toContain(`Warning FailedGetExternalMetric: ${own}`);
    expect(eventsOf(shop)).toContain(
      'Warning FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: ' +
        `failed to get queue external metric value: failed to get queue external metric: ${own}`,
    );
  });

  test('two autoscalers over the same pods', () => {
    const shop = autoscaled({ options: uses(10) });
    shop.create(autoscaler('rival'));
    shop.advance('1m');
    const message = 'pods by selector app=web are controlled by multiple HPAs: [default/web default/rival]';
    expect(conditionsOf(shop, 'rival')).toEqual([GOT, `ScalingActive False AmbiguousSelector: ${message}`]);
    expect(eventsOf(shop, 'rival')).toContain(`Warning AmbiguousSelector: ${message}`);
    expect(eventsOf(shop, 'rival')).toContain(`Warning FailedComputeMetricsReplicas: ${message}`);
    shop.delete('hpa/rival');
    shop.advance('20s');
    expect(conditionsOf(shop)?.[1]).toContain('ScalingActive True ValidMetricFound');
  });
});

describe('what the pods use', () => {
  test('up as fast as allowed, to the maximum', () => {
    const shop = autoscaled({ options: uses(90) });
    shop.advance('6m');
    expect(eventsOf(shop).filter((text) => text.startsWith('Normal'))).toEqual(
      [4, 8, 10].map((size) => {
        const metric = 'cpu resource utilization (percentage of request)';
        return `Normal SuccessfulRescale: New size: ${size}; reason: ${metric} above target`;
      }),
    );
    expect(conditionsOf(shop)?.[2]).toBe(
      'ScalingLimited True TooManyReplicas: the desired replica count is more than the maximum replica count',
    );
    expect(found(shop).status?.currentMetrics).toEqual([
      { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 90, averageValue: '90m' } } },
    ]);
  });

  test('down only after five minutes', () => {
    const shop = autoscaled({ options: uses(5), replicas: 4 });
    shop.advance('5m');
    expect(sizeOf(shop)).toBe(4);
    expect(conditionsOf(shop)?.[0]).toContain('AbleToScale True ScaleDownStabilized');
    shop.advance('30s');
    expect(sizeOf(shop)).toBe(1);
    expect(eventsOf(shop)).toContain('Normal SuccessfulRescale: New size: 1; reason: All metrics below target');
  });

  test('a behavior limits the pace', () => {
    const policies = [{ type: 'Pods', value: 1, periodSeconds: 60 }];
    const shop = autoscaled({ options: uses(90), spec: { behavior: { scaleUp: { policies } } } });
    shop.advance('50s');
    expect(sizeOf(shop)).toBe(3);
    expect(conditionsOf(shop)?.[2]).toContain('ScalingLimited True ScaleUpLimit');
    shop.advance('70s');
    expect(sizeOf(shop)).toBe(4);
  });

  test('a tolerance of its own', () => {
    const wide = { behavior: { scaleUp: { tolerance: '0.9' } } };
    const shop = autoscaled({ options: uses(90), spec: wide });
    shop.advance('3m');
    expect(sizeOf(shop)).toBe(2);
  });

  test('memory by value', () => {
    const memory = {
      type: 'Resource',
      resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '20Mi' } },
    };
    const programs = [{ image: 'shop/**', memory: [{ atMs: 0, value: 50 * 1024 * 1024 }] }];
    const shop = autoscaled({ options: { programs }, spec: { metrics: [memory] } });
    shop.advance('40s');
    expect(sizeOf(shop)).toBe(4);
    expect(found(shop).status?.currentMetrics).toEqual([
      { type: 'Resource', resource: { name: 'memory', current: { averageValue: '50Mi' } } },
    ]);
  });

  test('requests cost what the program says', () => {
    const options = { programs: [{ image: 'shop/**', cpuMsPerRequest: 5 }] };
    const shop = autoscaled({ options, replicas: 1 });
    const spec = { selector: { app: 'web' }, ports: [{ port: 80 }] };
    shop.create({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec });
    shop.advance('30s');
    shop.traffic('http://web', { perSecond: 40, duration: '3m' });
    shop.advance('3m');
    expect(sizeOf(shop)).toBe(5);
    shop.advance('8m');
    expect(sizeOf(shop)).toBe(1);
  });
});

describe('metrics that are given', () => {
  const scaledBy = (metric: object, give: (shop: Cluster) => void) => {
    const shop = autoscaled({ spec: { metrics: [metric] } });
    give(shop);
    shop.advance('16s');
    return { size: sizeOf(shop), reason: eventsOf(shop)[0], metrics: found(shop).status?.currentMetrics };
  };

  test('external, shared among the pods', () => {
    const found = scaledBy({ type: 'External', external }, (shop) => shop.setMetric('queue', 35));
    expect(found).toEqual({
      size: 4,
      reason: 'Normal SuccessfulRescale: New size: 4; reason: external metric queue(nil) above target',
      metrics: [{ type: 'External', external: { metric: { name: 'queue' }, current: { averageValue: '17500m' } } }],
    });
  });

  test('external, of the series that a selector picks', () => {
    const matchLabels = { shop: 'north' };
    const metric = { name: 'queue', selector: { matchLabels } };
    const source = { type: 'External', external: { metric, target: { type: 'Value', value: '10' } } };
    const { size, reason } = scaledBy(source, (shop) => {
      shop.setMetric('queue', 15, { labels: matchLabels });
      shop.setMetric('queue', 1000, { labels: { shop: 'south' } });
    });
    const text =
      '&LabelSelector{MatchLabels:map[string]string{shop: north,},MatchExpressions:[]LabelSelectorRequirement{},}';
    expect(size).toBe(3);
    expect(reason).toBe(`Normal SuccessfulRescale: New size: 3; reason: external metric queue(${text}) above target`);
  });

  test('of an object', () => {
    const describedObject = { apiVersion: 'v1', kind: 'Service', name: 'web' };
    const target = { type: 'Value', value: '100' };
    const source = { type: 'Object', object: { describedObject, metric: { name: 'hits' }, target } };
    const { size, reason } = scaledBy(source, (shop) => shop.setMetric('hits', '150', { object: 'service/web' }));
    expect(size).toBe(3);
    expect(reason).toBe('Normal SuccessfulRescale: New size: 3; reason: Service metric hits above target');
  });

  test('of the pods', () => {
    const source = {
      type: 'Pods',
      pods: { metric: { name: 'hits' }, target: { type: 'AverageValue', averageValue: '1' } },
    };
    const { size, reason } = scaledBy(source, (shop) => {
      for (const { metadata } of shop.list('Pod', 'default')) {
        shop.setMetric('hits', '1500m', { object: `pod/${metadata.name}` });
      }
    });
    expect(size).toBe(3);
    expect(reason).toBe('Normal SuccessfulRescale: New size: 3; reason: pods metric hits above target');
  });

  test.each([
    { queue: 40, size: 4, active: 'True ValidMetricFound' },
    { queue: 5, size: 2, active: 'False FailedGetResourceMetric' },
  ])('beside one that fails, a queue of $queue', ({ queue, size, active }) => {
    const metrics = [cpuAt(50), { type: 'External', external }];
    const shop = autoscaled({ spec: { metrics } });
    shop.setMetric('queue', queue);
    shop.advance('16s');
    expect(sizeOf(shop)).toBe(size);
    expect(conditionsOf(shop)?.[1]).toContain(`ScalingActive ${active}`);
  });
});

test('settle waits for the first look and for what comes of it', () => {
  const shop = autoscaled({ options: uses(90) });
  shop.settle();
  expect(sizeOf(shop)).toBe(10);
});

test('a fork goes its own way', () => {
  const shop = autoscaled({ options: uses(5), replicas: 4 });
  shop.advance('4m');
  const twin = shop.fork();
  twin.advance('2m');
  expect(sizeOf(twin)).toBe(1);
  expect(sizeOf(shop)).toBe(4);
  shop.create(deployment('other', 1));
  shop.advance('2m');
  expect(sizeOf(shop)).toBe(1);
});
