// Nodes that are drained, lost or full: what goes wrong, and the change that makes it right.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster, exactly } from 'wavetank';
import 'wavetank/jest-globals';
import { tellIncident } from './told';
import { budget, deployment, service, statefulSet } from './workloads';

describe('a budget that allows no disruption holds a drain up for ever', () => {
  const shop = (replicas: number): Cluster => {
    const tank = cluster({ nodes: 2 });
    tank.load([deployment('web', { replicas }), budget('web', { minAvailable: 1 })]);
    tank.settle();
    return tank;
  };
  const nodeOf = (tank: Cluster) => tank.pods().objects[0]?.spec?.nodeName ?? '';

  test('one replica, one of which must stay: the eviction is refused again and again', () => {
    const tank = shop(1);
    expect(() => tank.drain(nodeOf(tank), { timeout: '10m' })).toThrow(
      "Cannot evict pod as it would violate the pod's disruption budget.",
    );
    tellIncident(tank, {
      page: 'budget-blocks-drain',
      title: 'A budget that allows no disruption holds a drain up for ever',
      remedy: 'one replica more than the budget asks for',
    });
  });

  test('with a second replica the drain ends, and one of them is always there', () => {
    const tank = shop(2);
    tank.drain(nodeOf(tank), { timeout: '10m' });
    tank.settle();
    expect(tank.deployment('web')).toBeAvailable();
  });
});

describe('the pods of a StatefulSet on a lost node do not come back by themselves', () => {
  const lost = (): Cluster => {
    const tank = cluster({ nodes: 2 });
    tank.load(statefulSet('db', { replicas: 1 }));
    tank.settle();
    tank.failNode(tank.pod('db-0').object?.spec?.nodeName ?? '');
    tank.advance('20m');
    return tank;
  };

  test('the old pod cannot be confirmed to have ended, so there is no second one of its name', () => {
    const tank = lost();
    expect(tank.pod('db-0')).toBeTerminating();
    expect(tank.pod('db-0')).not.toBeReady();
    tellIncident(tank, {
      page: 'stateful-set-on-a-lost-node',
      title: 'The pods of a StatefulSet on a lost node do not come back by themselves',
      remedy: 'the taint `node.kubernetes.io/out-of-service`, when the machine is known to be off',
    });
  });

  test('the taint that says the node is out of service lets it go', () => {
    const tank = lost();
    const node = tank.pod('db-0').object?.spec?.nodeName ?? '';
    tank.taint(node, 'node.kubernetes.io/out-of-service=nodeshutdown:NoExecute');
    tank.advance('2m');
    expect(tank.pod('db-0')).toBeReady();
    expect(tank.pod('db-0').object?.spec?.nodeName).not.toBe(node);
  });
});

describe('a spread that was even is uneven after a node is back', () => {
  const back = () => {
    const tank = cluster({ nodes: 2 });
    const constraint = {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { app: 'web' } },
    };
    tank.load(deployment('web', { replicas: 4, pod: { topologySpreadConstraints: [constraint] } }));
    tank.settle();
    const lost = tank.mark();
    tank.failNode('node-2');
    tank.advance('10m');
    tank.recoverNode('node-2');
    tank.advance('5m');
    return { tank, lost };
  };
  const on = (tank: Cluster, node: string) =>
    tank.pods().objects.filter(({ spec, metadata }) => spec?.nodeName === node && !metadata.deletionTimestamp).length;

  test('nobody moves pods that run', () => {
    const { tank, lost } = back();
    expect([on(tank, 'node-1'), on(tank, 'node-2')]).toEqual([4, 0]);
    tellIncident(tank, {
      page: 'spread-lost-with-a-node',
      title: 'A spread that was even is uneven after a node is back',
      remedy: 'a restart of the Deployment, or a descheduler',
      since: lost,
    });
  });

  test('a restart of the Deployment places them anew', () => {
    const { tank } = back();
    tank.rolloutRestart('deployment/web');
    tank.settle();
    expect(on(tank, 'node-2')).toBeGreaterThan(0);
  });
});

describe('hard spread over zones of unequal size leaves pods without a place', () => {
  const zones = (maxSkew: number): Cluster => {
    const node = (name: string, zone: string) => ({ name, zone, cpu: 1 });
    const tank = cluster({ nodes: [node('a-1', 'a'), node('a-2', 'a'), node('a-3', 'a'), node('b-1', 'b')] });
    const constraint = {
      maxSkew,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'web' } },
    };
    const container = { resources: { requests: { cpu: '900m' } } };
    tank.load(deployment('web', { replicas: 4, container, pod: { topologySpreadConstraints: [constraint] } }));
    tank.settle();
    return tank;
  };

  test('zone b is full with one, so zone a may have no more than two', () => {
    const tank = zones(1);
    expect(tank.deployment('web')).toHaveReplicas({ ready: 3 });
    const pending = tank.pods().objects.find(({ status }) => status?.phase === 'Pending');
    expect(tank.pod(pending?.metadata.name ?? '')).toBeUnschedulable({
      message: "node(s) didn't match pod topology spread constraints",
    });
    tellIncident(tank, {
      page: 'spread-over-unequal-zones',
      title: 'Hard spread over zones of unequal size leaves pods without a place',
      remedy: 'a larger `maxSkew`',
    });
  });

  test('a skew of two lets all of them run', () => {
    expect(zones(2).deployment('web')).toHaveReplicas({ ready: 4 });
  });
});

describe('several NoExecute taints: the shortest toleration decides', () => {
  const evicted = (tolerations: readonly object[]) => {
    const tank = cluster({ nodes: 2 });
    tank.load([
      deployment('web', { pod: { tolerations, nodeSelector: { 'kubernetes.io/hostname': 'node-1' } } }),
      service('web'),
    ]);
    tank.settle();
    const name = tank.pods().objects[0]?.metadata.name ?? '';
    const tainted = tank.mark();
    for (const taint of ['maintenance=soon', 'disk=failing']) tank.taint('node-1', `${taint}:NoExecute`);
    for (const minutes of [1, 2, 3, 4, 5, 6]) {
      tank.advance('1m');
      const pod = tank.get('Pod', 'default', name);
      if (!pod || pod.metadata.deletionTimestamp) return { tank, tainted, after: `${minutes}m` };
    }
    return { tank, tainted, after: undefined };
  };
  const tolerates = (key: string, tolerationSeconds?: number) => ({
    key,
    operator: 'Exists',
    effect: 'NoExecute',
    ...(tolerationSeconds === undefined ? {} : { tolerationSeconds }),
  });

  test('five minutes for one and a minute and a half for the other are a minute and a half', () => {
    const { tank, tainted, after } = evicted([tolerates('maintenance', 300), tolerates('disk', 90)]);
    expect(after).toBe('2m');
    tellIncident(tank, {
      page: 'several-taints',
      title: 'Several NoExecute taints: the shortest toleration decides',
      remedy: 'tolerate each for as long as is meant',
      since: tainted,
    });
  });

  test('one taint that is not tolerated is enough', () => {
    expect(evicted([tolerates('maintenance')]).after).toBe('1m');
  });

  test('without an end for either the pod stays', () => {
    expect(evicted([tolerates('maintenance'), tolerates('disk')]).after).toBeUndefined();
  });
});

describe('a pod that names its node passes the scheduler by, and the node refuses it', () => {
  const placed = (pod: object): Cluster => {
    const tank = cluster({
      nodes: [
        { name: 'node-1', cpu: 1 },
        { name: 'node-2', cpu: 4 },
      ],
    });
    tank.load(deployment('web', { container: { resources: { requests: { cpu: '2' } } }, pod }));
    tank.advance('20s');
    return tank;
  };

  test('by name: failed pods pile up, each with the reason of the node', () => {
    const tank = placed({ nodeName: 'node-1' });
    const failed = tank.pods().objects.filter(({ status }) => status?.phase === 'Failed');
    expect(failed.length).toBeGreaterThan(3);
    expect(failed[0]?.status).toMatchObject({ reason: 'OutOfcpu' });
    tellIncident(tank, {
      page: 'node-name-on-a-full-node',
      title: 'Pods that name a full node are refused by it and made again, without end',
      remedy: '`nodeSelector`, so that the scheduler decides',
    });
  });

  test('by label: the scheduler finds no room and says so, once', () => {
    const tank = placed({ nodeSelector: { 'kubernetes.io/hostname': 'node-1' } });
    expect(tank.pods().objects.map(({ status }) => status?.phase)).toEqual(['Pending']);
  });
});

describe('a pod that names a node with a NoExecute taint is refused, made again, refused, without end', () => {
  const tainted = (pod: object): Cluster => {
    const tank = cluster({ nodes: 2 });
    tank.taint('node-1', 'broken=disk:NoExecute');
    tank.load(deployment('web', { pod: { nodeName: 'node-1', ...pod } }));
    tank.advance('5s');
    return tank;
  };

  test('nobody asks the scheduler, which would know: every pod is refused and evicted at once', () => {
    const tank = tainted({});
    const made = tank.timeline().filter(({ verb, target }) => verb === 'create' && target.startsWith('pod/'));
    expect(made.length).toBeGreaterThan(50);
    expect(tank.deployment('web')).toHaveReplicas({ ready: 0 });
    tellIncident(tank, {
      page: 'node-name-with-a-taint',
      title: 'Pods that name a node with a NoExecute taint are refused by it and made again, without end',
      remedy: '`nodeSelector`, so that the scheduler decides, or a toleration where the pod is to run there',
    });
  });

  test('the scheduler keeps one pod waiting instead', () => {
    const tank = cluster({ nodes: 2 });
    tank.taint('node-1', 'broken=disk:NoExecute');
    tank.load(deployment('web', { pod: { nodeSelector: { 'kubernetes.io/hostname': 'node-1' } } }));
    tank.advance('5m');
    expect(exactly(1, tank.pods())).toBeUnschedulable({ message: '1 node(s) had untolerated taint(s)' });
    expect(tank.pods().objects).toHaveLength(1);
  });

  test('one that tolerates the taint runs', () => {
    expect(tainted({ tolerations: [{ key: 'broken', operator: 'Exists' }] }).deployment('web')).toBeAvailable();
  });
});

describe('hard spread over zones and over nodes cannot both hold where zones differ in size', () => {
  const shop = (overNodes: 'DoNotSchedule' | 'ScheduleAnyway'): Cluster => {
    const nodes = ['a', 'a', 'b'].map((zone, index) => ({ name: `node-${index + 1}`, zone }));
    const tank = cluster({ nodes });
    const constraint = (topologyKey: string, whenUnsatisfiable: string) => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable,
      labelSelector: { matchLabels: { app: 'web' } },
    });
    const topologySpreadConstraints = [
      constraint('topology.kubernetes.io/zone', 'DoNotSchedule'),
      constraint('kubernetes.io/hostname', overNodes),
    ];
    tank.load(deployment('web', { replicas: 6, pod: { topologySpreadConstraints } }));
    tank.settle();
    return tank;
  };
  const perNode = (tank: Cluster) =>
    ['node-1', 'node-2', 'node-3'].map(
      (node) => tank.pods().objects.filter(({ spec }) => spec?.nodeName === node).length,
    );

  test('the sixth pod belongs in the small zone, whose node has one too many already', () => {
    const tank = shop('DoNotSchedule');
    expect(perNode(tank).toSorted()).toEqual([1, 2, 2]);
    expect(exactly(1, tank.pods())).toBeUnschedulable({
      message: "0/3 nodes are available: 3 node(s) didn't match pod topology spread constraints.",
    });
    tellIncident(tank, {
      page: 'spread-over-two-keys',
      title: 'Hard spread over zones and over nodes cannot both hold where zones differ in size',
      remedy: '`whenUnsatisfiable: ScheduleAnyway` for the nodes',
    });
  });

  test('all run when the nodes of a zone may differ', () => {
    const tank = shop('ScheduleAnyway');
    expect(tank.pods()).toBeRunning();
    expect(perNode(tank)[2]).toBe(3);
  });
});
