// Rollouts that go wrong in known ways: what goes wrong, and the change that makes it right.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from 'wavetank';
import 'wavetank/jest-globals';
import { apart, deployment, service, statefulSet } from './workloads';

describe('a rollout of pods that must be apart can never finish where every node has one', () => {
  const rolled = (spec: object): Cluster => {
    const tank = cluster({ nodes: 3 });
    tank.load(deployment('web', { replicas: 3, pod: apart('web'), spec: { progressDeadlineSeconds: 60, ...spec } }));
    tank.settle();
    tank.setImage('deployment/web', 'shop/app:v2');
    tank.advance('5m');
    return tank;
  };

  test('the new pod waits for a node without an old one, the old ones wait for the new one', () => {
    const tank = rolled({ strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } });
    expect(tank.deployment('web')).toBeStalled({ reason: 'ProgressDeadlineExceeded' });
    const pending = tank.pods().objects.find(({ status }) => status?.phase === 'Pending');
    expect(tank.pod(pending?.metadata.name ?? '')).toBeUnschedulable({
      message: "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules.",
    });
  });

  test('it finishes when an old pod may go first', () => {
    const tank = rolled({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } });
    expect(tank.deployment('web')).toBeRolledOut();
  });
});

describe('requests are lost when pods end before the proxies know it', () => {
  const visitorsOf = (container: object) => {
    const tank = cluster({ nodes: 2, timings: { proxyLagMs: 500 } });
    const readinessProbe = { httpGet: { path: '/', port: 80 }, periodSeconds: 1 };
    tank.load([deployment('web', { replicas: 3, container: { readinessProbe, ...container } }), service('web')]);
    tank.settle();
    const visitors = tank.traffic('http://web', { perSecond: 50 });
    tank.setImage('deployment/web', 'shop/app:v2');
    tank.advance('2m');
    expect(tank.deployment('web')).toBeRolledOut();
    return visitors;
  };

  test('a process that ends with SIGTERM leaves half a second of requests to nobody', () => {
    expect(visitorsOf({})).not.toHaveLostNothing();
  });

  test('none is lost when the end waits until the proxies know', () => {
    expect(visitorsOf({ lifecycle: { preStop: { sleep: { seconds: 5 } } } })).toHaveLostNothing();
  });
});

describe('a StatefulSet with a bad image is not healed by a good one', () => {
  const broken = (): Cluster => {
    const tank = cluster({ nodes: 1 });
    tank.load(statefulSet('db', { replicas: 2, image: 'shop/db:v1' }));
    tank.settle();
    tank.blockImage('shop/db:broken');
    tank.setImage('statefulset/db', 'shop/db:broken');
    tank.advance('2m');
    tank.setImage('statefulset/db', 'shop/db:v2');
    tank.advance('10m');
    return tank;
  };

  test('its last pod stays with the bad image, and the set waits for that pod', () => {
    const tank = broken();
    expect(tank.pod('db-1')).not.toBeReady();
    expect(tank.pod('db-1')).toHaveField('spec.containers[0].image', { equals: 'shop/db:broken' });
    expect(tank.pod('db-0')).toHaveField('spec.containers[0].image', { equals: 'shop/db:v1' });
  });

  test('the pod has to be deleted by hand', () => {
    const tank = broken();
    tank.delete('pod/db-1');
    tank.settle();
    for (const name of ['db-0', 'db-1']) {
      expect(tank.pod(name)).toBeReady();
      expect(tank.pod(name)).toHaveField('spec.containers[0].image', { equals: 'shop/db:v2' });
    }
  });
});

describe('an apply without replicas takes an autoscaled Deployment down', () => {
  const scaled = (manifest: { replicas?: number }): Cluster => {
    const tank = cluster({ nodes: 2 });
    const { replicas } = manifest;
    const written = (image: string) => {
      const object = deployment('web', { image }) as { spec: { replicas?: number } };
      delete object.spec.replicas;
      if (replicas !== undefined) object.spec.replicas = replicas;
      return object;
    };
    tank.apply(written('shop/app:v1'));
    tank.settle();
    tank.scale('deployment/web', 8);
    tank.settle();
    tank.apply(written('shop/app:v2'), { force: true });
    tank.settle();
    return tank;
  };

  test('replicas in the manifest win over who has scaled since', () => {
    expect(scaled({ replicas: 1 }).deployment('web')).toHaveReplicas({ desired: 1 });
  });

  test('a manifest that never named them leaves them alone', () => {
    expect(scaled({}).deployment('web')).toHaveReplicas({ desired: 8 });
  });
});

describe('an autoscaler multiplies a version that spins and answers nothing', () => {
  const autoscaler = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      ],
    },
  };
  const spinning = { image: 'shop/app:v2', cpu: [{ atMs: 0, value: 400 }], answers: [{ status: 500 }] };
  const calm = { image: 'shop/app:v1', cpu: [{ atMs: 0, value: 80 }] };

  const rolled = (container: object) => {
    const tank = cluster({ nodes: 3, programs: [spinning, calm], metrics: true });
    const resources = { requests: { cpu: '200m' } };
    const strategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
    const web = deployment('web', { replicas: 2, container: { resources, ...container }, spec: { strategy } });
    tank.load([web, service('web'), autoscaler]);
    tank.advance('5m');
    expect(tank.deployment('web')).toHaveReplicas({ desired: 2 });
    const visitors = tank.traffic('http://web', { perSecond: 20 });
    tank.setImage('deployment/web', 'shop/app:v2');
    tank.advance('15m');
    return { tank, visitors };
  };

  test('every pod is one of it, as many as there may be', () => {
    const { tank, visitors } = rolled({});
    expect(tank.deployment('web')).toHaveReplicas({ desired: 10, ready: 10 });
    expect(visitors.result.lost / visitors.result.total).toBeGreaterThan(0.95);
  });

  test('a readiness probe stops the rollout at the first pod, whose CPU does not count', () => {
    const { tank, visitors } = rolled({ readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 5 } });
    expect(tank.deployment('web')).toHaveReplicas({ desired: 2, ready: 2, updated: 1 });
    expect(visitors).toHaveLostNothing();
  });
});
