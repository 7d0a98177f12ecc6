// Down to zero and back, with the feature gate HPAScaleToZero.
import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../../src/index';

const queue = {
  type: 'External',
  external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '10' } },
};
const cpu = { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } };

const deployment = (replicas: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'web' }] } },
  },
});
const autoscaler = (minReplicas: number, metrics: readonly object[] = [queue]) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    minReplicas,
    maxReplicas: 5,
    metrics,
  },
});

function shopWith(minReplicas: number, replicas = 2) {
  const shop = cluster({ nodes: 2, featureGates: { HPAScaleToZero: true } });
  shop.create([deployment(replicas), autoscaler(minReplicas)]);
  shop.setMetric('queue', 0);
  shop.advance('10m');
  return shop;
}

type Shop = ReturnType<typeof shopWith>;
const size = (shop: Shop) => shop.get('Deployment', 'default', 'web')?.spec.replicas;
const condition = (shop: Shop, wanted: string) => {
  const { conditions = [] } = shop.get('HorizontalPodAutoscaler', 'default', 'web')?.status ?? {};
  const found = conditions.find(({ type }) => type === wanted);
  return found && `${found.status} ${found.reason}: ${found.message}`;
};

test('a metric shared by nobody is a number that upstream makes of a division by zero', () => {
  const shop = shopWith(0);
  const { currentMetrics } = shop.get('HorizontalPodAutoscaler', 'default', 'web')?.status ?? {};
  expect(currentMetrics?.[0]?.external?.current.averageValue).toBe('-9223372036854775808m');
});

describe('an autoscaler from zero', () => {
  test('goes down to zero when its metric does, and says that it did', () => {
    const shop = shopWith(0);
    expect(size(shop)).toBe(0);
    expect(condition(shop, 'ScaledToZero')).toBe('True ScaledToZero: the HPA controller scaled the workload to zero');
  });

  test('comes back when there is something to do', () => {
    const shop = shopWith(0);
    shop.setMetric('queue', 25);
    shop.advance('1m');
    expect(size(shop)).toBe(3);
    expect(condition(shop, 'ScaledToZero')).toBe(
      'False NotScaledToZero: the HPA controller did not scale the workload to zero',
    );
    expect(shop.events('hpa/web').at(-1)?.message).toContain('above target');
  });

  test('comes back to a minimum that was raised', () => {
    const shop = shopWith(0);
    shop.patch('hpa/web', { spec: { minReplicas: 2 } });
    shop.advance('1m');
    expect(size(shop)).toBe(2);
    // No metric asked for it, and nobody else gives a reason.
    expect(shop.events('hpa/web').at(-1)?.message).toBe('New size: 2; reason: ');
  });

  test('leaves what somebody else scaled to zero', () => {
    const shop = shopWith(0, 0);
    shop.setMetric('queue', 25);
    shop.advance('5m');
    expect(size(shop)).toBe(0);
    expect(condition(shop, 'ScaledToZero')).toBeUndefined();
    expect(condition(shop, 'ScalingActive')).toBe(
      'False ScalingDisabled: scaling is disabled since the replica count of the target is zero',
    );
  });

  test('needs a metric that is there without pods', () => {
    const shop = cluster({ nodes: 1, featureGates: { HPAScaleToZero: true } });
    expect(() => shop.create(autoscaler(0, [cpu]))).toThrow(
      'spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas',
    );
  });
});
