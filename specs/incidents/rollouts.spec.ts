// Rollouts that go wrong in known ways: what goes wrong, and the change that makes it right.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from 'wavetank';
import 'wavetank/jest-globals';
import { tellIncident } from './told';
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
    tellIncident(tank, {
      page: 'anti-affinity-rollout',
      title: 'Pods that must be apart, one on every node: a rollout with maxUnavailable: 0 never finishes',
      remedy: '`maxSurge: 0` and `maxUnavailable: 1`, so that an old pod goes first',
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
    return { tank, visitors };
  };

  test('a process that ends with SIGTERM leaves half a second of requests to nobody', () => {
    const { tank, visitors } = visitorsOf({});
    expect(visitors).not.toHaveLostNothing();
    tellIncident(tank, {
      page: 'sigterm-before-endpoints',
      title: 'A process ends with SIGTERM while the proxies still send it requests',
      remedy: 'a pre-stop hook that sleeps until they know',
    });
  });

  test('none is lost when the end waits until the proxies know', () => {
    const { visitors } = visitorsOf({ lifecycle: { preStop: { sleep: { seconds: 5 } } } });
    expect(visitors).toHaveLostNothing();
  });
});

describe('a spread that was even is uneven after a rollout', () => {
  const rolled = (constraint: object): number[] => told(constraint).perNode;
  const told = (constraint: object) => {
    const tank = cluster({ nodes: 3 });
    const spread = {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'web' } },
      ...constraint,
    };
    const strategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
    tank.load(deployment('web', { replicas: 3, pod: { topologySpreadConstraints: [spread] }, spec: { strategy } }));
    tank.settle();
    tank.setImage('deployment/web', 'shop/app:v2');
    tank.settle();
    tank.advance('2m');
    expect(tank.deployment('web')).toBeRolledOut();
    const nodes = tank.pods().objects.map(({ spec }) => spec.nodeName);
    return {
      tank,
      perNode: ['node-1', 'node-2', 'node-3'].map((name) => nodes.filter((node) => node === name).length),
    };
  };

  test('old pods count while the new ones are placed, and are gone afterwards', () => {
    const { tank, perNode } = told({});
    expect(Math.max(...perNode) - Math.min(...perNode)).toBeGreaterThan(1);
    tellIncident(tank, {
      page: 'spread-lost-in-a-rollout',
      title: 'A hard spread that was even is uneven after a rollout',
      remedy: '`matchLabelKeys: [pod-template-hash]`, so that pods of one version are spread among themselves',
    });
  });

  test('it stays even when each version is counted by itself', () => {
    expect(rolled({ matchLabelKeys: ['pod-template-hash'] })).toEqual([1, 1, 1]);
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
    tellIncident(tank, {
      page: 'stateful-set-bad-image',
      title: 'A StatefulSet with a bad image is not healed by a good one',
      remedy: 'delete the pod that never became ready',
    });
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

/** Wants twice the pods of what they use now, up to so many. */
const autoscaler = (maxReplicas: number) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    minReplicas: 2,
    maxReplicas,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }],
  },
});

describe('an apply without replicas takes an autoscaled Deployment down', () => {
  const container = { resources: { requests: { cpu: '200m' } } };
  const busy = { image: 'shop/app:*', cpu: [{ atMs: 0, value: 180 }] };
  /** Autoscaled to 8, then applied again: `before` and `after` are what the two manifests say of replicas. */
  const applied = (before: number | undefined, after: number | undefined, serverSide = false): Cluster => {
    const tank = cluster({ nodes: 2, programs: [busy], metrics: true });
    const written = (replicas: number | undefined, image: string) => {
      const object = deployment('web', { image, container }) as { spec: { replicas?: number } };
      const { replicas: _, ...spec } = object.spec;
      return { ...object, spec: replicas === undefined ? spec : { replicas, ...spec } };
    };
    tank.apply([written(before, 'shop/app:v1'), autoscaler(8)], { serverSide });
    tank.advance('5m8s'); // between two looks of the autoscaler
    expect(tank.deployment('web')).toHaveReplicas({ desired: 8, ready: 8 });
    tank.apply(written(after, 'shop/app:v2'), { serverSide });
    tank.advance('2s');
    return tank;
  };

  test('taken out of the manifest they are one again, until the autoscaler looks', () => {
    const tank = applied(2, undefined);
    expect(tank.deployment('web')).toHaveReplicas({ desired: 1 });
    tank.advance('5m');
    expect(tank.deployment('web')).toHaveReplicas({ desired: 8 });
    tellIncident(tank, {
      page: 'apply-without-replicas',
      title: 'An apply that no longer names the replicas takes an autoscaled Deployment down to one',
      remedy: 'server-side apply, where the replicas are the autoscaler’s by then, or a manifest that never named them',
    });
  });

  test('replicas in the manifest win over the autoscaler, too', () => {
    expect(applied(2, 2).deployment('web')).toHaveReplicas({ desired: 2 });
  });

  test('a manifest that never named them leaves them alone', () => {
    expect(applied(undefined, undefined).deployment('web')).toHaveReplicas({ desired: 8 });
  });

  test('with server-side apply they are the autoscaler’s by then', () => {
    expect(applied(2, undefined, true).deployment('web')).toHaveReplicas({ desired: 8 });
  });
});

describe('an autoscaler multiplies a version that spins and answers nothing', () => {
  const spinning = { image: 'shop/app:v2', cpu: [{ atMs: 0, value: 400 }], answers: [{ status: 500 }] };
  const calm = { image: 'shop/app:v1', cpu: [{ atMs: 0, value: 80 }] };

  const rolled = (container: object) => {
    const tank = cluster({ nodes: 3, programs: [spinning, calm], metrics: true });
    const resources = { requests: { cpu: '200m' } };
    const strategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
    const web = deployment('web', { replicas: 2, container: { resources, ...container }, spec: { strategy } });
    tank.load([web, service('web'), autoscaler(10)]);
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
    tellIncident(tank, {
      page: 'autoscaled-failing-version',
      title: 'An autoscaler multiplies a version that spins and answers nothing',
      remedy: 'a readiness probe, so that the rollout stops at the first pod of it',
    });
  });

  test('a readiness probe stops the rollout at the first pod, whose CPU does not count', () => {
    const { tank, visitors } = rolled({ readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 5 } });
    expect(tank.deployment('web')).toHaveReplicas({ desired: 2, ready: 2, updated: 1 });
    expect(visitors).toHaveLostNothing();
  });
});
