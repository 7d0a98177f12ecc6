// How a pod comes up: stages, times, conditions, events, and what its container is told.

import { describe, expect, test } from '@jest/globals';
import { KubeletCluster } from './kubelet-cluster';

describe('an ordinary pod', () => {
  test('goes from Pending to Running through the sandbox, the pull and the start', () => {
    const cluster = new KubeletCluster();
    cluster.pod('web', { containers: [{ image: 'nginx:1.27' }] });
    expect(cluster.settle()).toBe(20 + 200 + 300 + 50);
    expect(cluster.history('web')).toEqual(['Pending none', 'Pending ContainerCreating', 'Running running']);
    expect(cluster.events('web')).toEqual([
      'Normal Pulling: Pulling image "nginx:1.27"',
      expect.stringMatching(
        /^Normal Pulled: Successfully pulled image "nginx:1.27" in 300ms \(300ms including waiting\)\. Image size: \d+ bytes\.$/,
      ),
      'Normal Created: Container created',
      'Normal Started: Container started',
    ]);
    expect(cluster.container('web')).toMatchObject({
      image: 'docker.io/library/nginx:1.27',
      imageID: expect.stringMatching(/^docker\.io\/library\/nginx@sha256:[0-9a-f]{64}$/),
      containerID: expect.stringMatching(/^containerd:\/\/[0-9a-f]{64}$/),
      lastState: {},
      ready: true,
      started: true,
      restartCount: 0,
      user: { linux: { uid: 0, gid: 0, supplementalGroups: [0] } },
    });
  });

  test('shows its conditions in the order of the kubelet, each with the generation seen', () => {
    const cluster = new KubeletCluster();
    cluster.pod('web', { containers: [{ image: 'nginx' }] });
    cluster.settle();
    const { conditions } = cluster.status('web');
    expect(conditions?.map(({ type, status }) => `${type} ${status}`)).toEqual([
      'PodReadyToStartContainers True',
      'Initialized True',
      'Ready True',
      'ContainersReady True',
      'PodScheduled True',
    ]);
    expect(conditions?.every(({ observedGeneration }) => observedGeneration === 1)).toBe(true);
    expect(cluster.status('web')).toMatchObject({ hostIP: '172.18.0.2', podIP: '10.244.0.2', qosClass: 'BestEffort' });
  });

  test('tells the sandbox before the pull', () => {
    const cluster = new KubeletCluster();
    cluster.pod('web', { containers: [{ image: 'nginx' }] });
    cluster.advance(0.1);
    expect(cluster.condition('web', 'PodReadyToStartContainers')).toBe('False');
    cluster.advance(0.15);
    expect(cluster.condition('web', 'PodReadyToStartContainers')).toBe('True');
    expect(cluster.status('web').podIP).toBeUndefined();
    expect(cluster.condition('web', 'Ready')).toBe('False ContainersNotReady containers with unready status: [c]');
  });

  test('waits for its volumes once more than for none', () => {
    const cluster = new KubeletCluster();
    const volumeMounts = [{ name: 'v', mountPath: '/v' }];
    cluster.pod('web', { containers: [{ image: 'nginx', volumeMounts }], volumes: [{ name: 'v', emptyDir: {} }] });
    expect(cluster.settle()).toBe(20 + 300 + 200 + 300 + 50);
  });

  test('finds an image that another pod pulled before', () => {
    const cluster = new KubeletCluster();
    cluster.pod('first', { containers: [{ image: 'nginx:1' }] });
    cluster.settle();
    cluster.pod('second', { containers: [{ image: 'nginx:1' }] });
    expect(cluster.settle()).toBe(20 + 200 + 50);
    expect(cluster.events('second')[0]).toBe(
      'Normal Pulled: Container image "nginx:1" already present on machine and can be accessed by the pod',
    );
  });

  test('asks the registry again under the policy Always', () => {
    const cluster = new KubeletCluster();
    cluster.pod('first', { containers: [{ image: 'nginx', imagePullPolicy: 'Always' }] });
    cluster.settle();
    cluster.pod('second', { containers: [{ image: 'nginx', imagePullPolicy: 'Always' }] });
    cluster.settle();
    expect(cluster.events('second')[0]).toBe('Normal Pulling: Pulling image "nginx"');
  });
});

describe('pulls on one node', () => {
  test('go one after another', () => {
    const cluster = new KubeletCluster();
    cluster.pod('a', { containers: [{ image: 'one:1' }] });
    cluster.pod('b', { containers: [{ image: 'two:1' }] });
    expect(cluster.settle()).toBe(20 + 200 + 600 + 50);
    expect(cluster.events('b')[1]).toMatch(/in 300ms \(600ms including waiting\)/);
  });

  test('do not wait for another node', () => {
    const nodes = [{ name: 'node-1' }, { name: 'node-2' }];
    const cluster = new KubeletCluster({ nodes, timings: { kubeletPhaseMs: 0 } });
    cluster.pod('a', { containers: [{ image: 'one:1' }] });
    cluster.pod('b', { nodeName: 'node-2', containers: [{ image: 'two:1' }] });
    expect(cluster.settle()).toBe(20 + 200 + 300 + 50);
  });
});

test('kubelets take up new pods at phases of their own', () => {
  const cluster = new KubeletCluster({ nodes: [{ name: 'node-1' }, { name: 'node-2' }] });
  cluster.pod('b', { nodeName: 'node-2', containers: [{ image: 'two:1' }] });
  expect(cluster.settle()).toBe(74 + 20 + 200 + 300 + 50);
});

describe('addresses', () => {
  test('are given in turn, and one that came back is not given again at once', () => {
    const cluster = new KubeletCluster();
    cluster.pod('a', { containers: [{ image: 'nginx' }] });
    cluster.settle();
    cluster.user.delete('Pod', 'default', 'a');
    cluster.settle();
    cluster.pod('b', { containers: [{ image: 'nginx' }] });
    cluster.settle();
    expect(cluster.status('b').podIP).toBe('10.244.0.3');
  });

  test('lie in the range of the node', () => {
    const cluster = new KubeletCluster({ nodes: [{ name: 'node-1', pods: 300 }, { name: 'node-2' }] });
    cluster.pod('b', { nodeName: 'node-2', containers: [{ image: 'nginx' }] });
    cluster.settle();
    expect(cluster.user.get('Node', undefined, 'node-1')?.spec.podCIDR).toBe('10.244.0.0/23');
    expect(cluster.status('b').podIP).toBe('10.244.2.2');
  });

  test('of the host network are the node’s', () => {
    const cluster = new KubeletCluster();
    cluster.pod('a', { hostNetwork: true, containers: [{ image: 'nginx' }] });
    cluster.advance(0.05);
    expect(cluster.status('a').podIP).toBe('172.18.0.2');
  });
});

describe('containers', () => {
  test('start one after another, in the order of the spec', () => {
    const cluster = new KubeletCluster();
    cluster.pod('web', {
      containers: [
        { name: 'b', image: 'one:1' },
        { name: 'a', image: 'two:1' },
      ],
    });
    expect(cluster.settle()).toBe(20 + 200 + 2 * (300 + 50));
    expect(cluster.status('web').containerStatuses?.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(cluster.events('web')[0]).toBe('Normal Pulling: Pulling image "one:1"');
  });

  test('that want one port: the second fails to bind and goes round in restarts', () => {
    const cluster = new KubeletCluster();
    const ports = [{ containerPort: 80 }];
    cluster.pod('web', {
      containers: [
        { name: 'a', image: 'nginx:1', ports },
        { name: 'b', image: 'nginx:1', ports },
      ],
    });
    cluster.settle();
    cluster.advance(5);
    expect(cluster.container('web', 'a').ready).toBe(true);
    expect(cluster.container('web', 'b')).toMatchObject({ ready: false, restartCount: 1 });
    expect(cluster.condition('web', 'Ready')).toBe('False ContainersNotReady containers with unready status: [b]');
    expect(cluster.events('web').some((event) => event.includes('Back-off restarting failed container b'))).toBe(true);
  });

  test('that listen on ports of their own share the address', () => {
    const cluster = new KubeletCluster();
    const container = (name: string, port: number) => ({ name, image: 'nginx:1', ports: [{ containerPort: port }] });
    cluster.pod('web', { containers: [container('a', 8000), container('b', 8080)] });
    cluster.settle();
    expect(cluster.condition('web', 'Ready')).toBe('True');
  });

  test('are given the services that exist at their start, and no later ones', () => {
    const cluster = new KubeletCluster();
    const service = (name: string, clusterIP: string) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'default' },
      spec: { clusterIP, ports: [{ name: 'http', port: 80 }] },
    });
    cluster.create(service('my-db', '10.96.0.20'));
    cluster.pod('web', {
      containers: [
        { image: 'nginx', env: [{ name: 'DB', value: 'http://$(MY_DB_SERVICE_HOST):$(MY_DB_SERVICE_PORT)' }] },
      ],
    });
    cluster.settle();
    cluster.create(service('late', '10.96.0.21'));
    cluster.settle();
    const variables = cluster.command('environment', { pod: 'web' }) as Record<string, string>;
    expect(variables).toMatchObject({
      MY_DB_SERVICE_HOST: '10.96.0.20',
      MY_DB_SERVICE_PORT: '80',
      MY_DB_SERVICE_PORT_HTTP: '80',
      MY_DB_PORT: 'tcp://10.96.0.20:80',
      MY_DB_PORT_80_TCP: 'tcp://10.96.0.20:80',
      MY_DB_PORT_80_TCP_PROTO: 'tcp',
      MY_DB_PORT_80_TCP_PORT: '80',
      MY_DB_PORT_80_TCP_ADDR: '10.96.0.20',
      DB: 'http://10.96.0.20:80',
    });
    expect(Object.keys(variables).some((name) => name.startsWith('LATE'))).toBe(false);
  });
});
