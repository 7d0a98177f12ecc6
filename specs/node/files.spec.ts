// Files: what containers share, what lasts how long, and when a changed map is seen.

import { describe, expect, test } from '@jest/globals';
import { KubeletCluster } from './kubelet-cluster';

const write = (cluster: KubeletCluster, pod: string, container: string, path: string, content: string) =>
  cluster.command('writeFile', { pod, container, path, content });
const read = (cluster: KubeletCluster, pod: string, container: string, path: string) =>
  cluster.command('readFile', { pod, container, path });

function twoContainers(): KubeletCluster {
  const cluster = new KubeletCluster();
  const volumeMounts = [
    { name: 'shared', mountPath: '/data' },
    { name: 'node', mountPath: '/host', readOnly: false },
  ];
  cluster.pod('p', {
    containers: [
      { name: 'a', image: 'nginx:1', volumeMounts },
      { name: 'b', image: 'nginx:1', volumeMounts: [{ name: 'shared', mountPath: '/mnt/d', subPath: 'sub' }] },
    ],
    volumes: [
      { name: 'shared', emptyDir: {} },
      { name: 'node', hostPath: { path: '/var/data' } },
    ],
  });
  cluster.settle();
  return cluster;
}

describe('volumes', () => {
  test('an emptyDir is shared by the containers and survives a restart', () => {
    const cluster = twoContainers();
    write(cluster, 'p', 'a', '/data/sub/x', 'hello');
    expect(read(cluster, 'p', 'b', '/mnt/d/x')).toBe('hello');
    cluster.command('crashContainer', { pod: 'p', container: 'a' });
    cluster.settle();
    expect(read(cluster, 'p', 'a', '/data/sub/x')).toBe('hello');
  });

  test('what a container wrote elsewhere is gone after a restart', () => {
    const cluster = twoContainers();
    write(cluster, 'p', 'a', '/tmp/x', 'hello');
    expect(read(cluster, 'p', 'a', '/tmp/x')).toBe('hello');
    cluster.command('crashContainer', { pod: 'p', container: 'a' });
    cluster.settle();
    expect(read(cluster, 'p', 'a', '/tmp/x')).toBeUndefined();
  });

  test('a hostPath survives the pod, an emptyDir does not', () => {
    const cluster = twoContainers();
    write(cluster, 'p', 'a', '/host/x', 'stays');
    write(cluster, 'p', 'a', '/data/x', 'goes');
    cluster.user.delete('Pod', 'default', 'p');
    cluster.settle();
    cluster.pod('q', {
      containers: [
        {
          image: 'nginx:1',
          volumeMounts: [
            { name: 'node', mountPath: '/h' },
            { name: 'own', mountPath: '/d' },
          ],
        },
      ],
      volumes: [
        { name: 'node', hostPath: { path: '/var/data' } },
        { name: 'own', emptyDir: {} },
      ],
    });
    cluster.settle();
    expect(read(cluster, 'q', 'c', '/h/x')).toBe('stays');
    expect(read(cluster, 'q', 'c', '/d/x')).toBeUndefined();
  });

  test('a read-only mount cannot be written', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', {
      containers: [{ image: 'nginx:1', volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: true }] }],
      volumes: [{ name: 'v', emptyDir: {} }],
    });
    cluster.settle();
    expect(() => write(cluster, 'p', 'c', '/v/x', 'y')).toThrow('/v/x: Read-only file system');
  });

  test('files of the image are there', () => {
    const cluster = new KubeletCluster({ programs: [{ image: 'app:*', files: { '/etc/app': 'v1' } }] });
    cluster.pod('p', { containers: [{ image: 'app:1' }] });
    cluster.settle();
    expect(read(cluster, 'p', 'c', '/etc/app')).toBe('v1');
  });
});

describe('a mounted ConfigMap', () => {
  function mounted(): KubeletCluster {
    const cluster = new KubeletCluster();
    const metadata = { name: 'settings', namespace: 'default' };
    cluster.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { user: 'dev', other: 'x' } });
    cluster.pod('p', {
      containers: [
        {
          image: 'nginx:1',
          env: [{ name: 'USER', valueFrom: { configMapKeyRef: { name: 'settings', key: 'user' } } }],
          volumeMounts: [{ name: 'v', mountPath: '/etc/settings' }],
        },
      ],
      volumes: [{ name: 'v', configMap: { name: 'settings', items: [{ key: 'user', path: 'name' }] } }],
    });
    cluster.settle();
    return cluster;
  }

  test('shows its keys as files', () => {
    const cluster = mounted();
    expect(read(cluster, 'p', 'c', '/etc/settings/name')).toBe('dev');
    expect(read(cluster, 'p', 'c', '/etc/settings/other')).toBeUndefined();
  });

  test('shows a change within 90 s, while the environment stays as it was', () => {
    const cluster = mounted();
    cluster.user.patch('ConfigMap', 'default', 'settings', 'merge', { data: { user: 'ops' } });
    cluster.settle();
    expect(read(cluster, 'p', 'c', '/etc/settings/name')).toBe('dev');
    cluster.advance(91);
    expect(read(cluster, 'p', 'c', '/etc/settings/name')).toBe('ops');
    expect(cluster.command('environment', { pod: 'p' })).toMatchObject({ USER: 'dev' });
  });

  test('that is deleted keeps what it showed', () => {
    const cluster = mounted();
    cluster.user.delete('ConfigMap', 'default', 'settings');
    cluster.advance(91);
    expect(read(cluster, 'p', 'c', '/etc/settings/name')).toBe('dev');
    expect(cluster.events('p').at(-1)).toBe(
      'Warning FailedMount: MountVolume.SetUp failed for volume "v" : configmap "settings" not found',
    );
  });
});

describe('commands', () => {
  test('name what they cannot find', () => {
    const cluster = twoContainers();
    expect(() => cluster.command('crashContainer', { pod: 'nope' })).toThrow('no kubelet runs a pod default/nope');
    expect(() => cluster.command('crashContainer', { pod: 'p' })).toThrow(
      'pod default/p has several containers, name one of: a, b',
    );
    expect(() => cluster.command('crashContainer', { pod: 'p', container: 'z' })).toThrow(
      'pod default/p has no container "z", only: a, b',
    );
    expect(() => cluster.command('failProbe', { pod: 'p', container: 'a', probe: 'liveness' })).toThrow(
      'container "a" has no liveness probe',
    );
  });
});
