// What a pod finds in its volumes: about itself, in parts named by its environment, in a claim that other pods wrote
// to, and after a source has gone.

import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import type { KubeObject } from '../../src/kinds/kind';
import { KubeletCluster } from './kubelet-cluster';

const read = (node: KubeletCluster, path: string, container = 'c') =>
  node.command('readFile', { pod: 'p', path, container });

describe('downward API', () => {
  const items = [
    { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
    { path: 'tier', fieldRef: { fieldPath: "metadata.labels['tier']" } },
    { path: 'name', fieldRef: { fieldPath: 'metadata.name' } },
    { path: 'cpu', resourceFieldRef: { containerName: 'c', resource: 'limits.cpu', divisor: '1m' } },
    { path: 'cores', resourceFieldRef: { containerName: 'c', resource: 'limits.cpu' } },
    { path: 'mi', resourceFieldRef: { containerName: 'c', resource: 'requests.memory', divisor: '1Mi' } },
    { path: 'all', resourceFieldRef: { containerName: 'c', resource: 'limits.memory', divisor: '1Gi' } },
  ];
  const expected = [
    { path: 'labels', text: 'app="web"\ntier="front"' },
    { path: 'tier', text: 'front' },
    { path: 'name', text: 'p' },
    { path: 'cpu', text: '1500' },
    { path: 'cores', text: '2' },
    { path: 'mi', text: '64' },
    { path: 'all', text: '8' },
  ];
  const node = new KubeletCluster();
  const volumeMounts = [
    { name: 'own', mountPath: '/own' },
    { name: 'own', mountPath: '/fixed', subPath: 'tier' },
    { name: 'both', mountPath: '/both' },
  ];
  const resources = { limits: { cpu: '1500m' }, requests: { memory: '65000Ki' } };
  node.pod(
    'p',
    {
      containers: [{ image: 'nginx', volumeMounts, resources }],
      volumes: [
        { name: 'own', downwardAPI: { items } },
        { name: 'both', projected: { sources: [{ downwardAPI: { items: items.slice(2, 3) } }] } },
      ] as never,
    },
    { labels: { app: 'web', tier: 'front' } },
  );
  node.advance(5);

  test.each(expected)('$path', ({ path, text }) => {
    expect(read(node, `/own/${path}`)).toBe(text);
  });

  test('in a projected volume', () => {
    expect(read(node, '/both/name')).toBe('p');
  });

  test('follows the pod, but not where a part of it is mounted', () => {
    node.user.patch('Pod', 'default', 'p', 'merge', { metadata: { labels: { tier: 'back' } } });
    node.advance(3);
    expect(read(node, '/own/tier')).toBe('back');
    expect(read(node, '/fixed')).toBe('front');
  });
});

describe('a part of a volume named by the environment', () => {
  const env = [
    { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'UP', value: '..' },
    { name: 'ROOT', value: '/etc' },
    { name: 'EMPTY', value: '' },
  ];
  const withPart = (subPathExpr: string) => {
    const node = new KubeletCluster();
    node.pod('p', {
      containers: [
        { image: 'nginx', env, volumeMounts: [{ name: 'v', mountPath: '/log', subPathExpr }] },
        { name: 'all', image: 'nginx', volumeMounts: [{ name: 'v', mountPath: '/all' }] },
      ],
      volumes: [{ name: 'v', emptyDir: {} }],
    });
    node.advance(3);
    return node;
  };

  test('is what the variables say', () => {
    const node = withPart('$(POD)/log');
    node.command('writeFile', { pod: 'p', container: 'c', path: '/log/a', content: 'hello' });
    expect(read(node, '/all/p/log/a', 'all')).toBe('hello');
  });

  const problems = [
    { name: 'a missing variable', part: '$(NONE)/$(EMPTY)', says: 'missing value for EMPTY, NONE' },
    { name: 'a way out', part: 'a/$(UP)', says: "unable to provision SubPath `a/..`: must not contain '..'" },
    { name: 'an absolute path', part: '$(ROOT)', says: 'error SubPath `/etc` must not be an absolute path' },
  ];
  test.each(problems)('$name', ({ part, says }) => {
    const node = withPart(part);
    expect(node.container('p', 'c').state?.waiting).toEqual({ reason: 'CreateContainerConfigError', message: says });
    expect(node.container('p', 'all').state?.running).toBeDefined();
    expect(node.events('p').join('\n')).toContain(`Warning Failed: Error: ${says}`);
  });
});

test('an optional source that goes leaves its files empty, a required one leaves them as they are', () => {
  const node = new KubeletCluster();
  const map = (name: string) =>
    ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'default' },
      data: { k: name },
    }) as KubeObject;
  node.create(map('may'));
  node.create(map('must'));
  node.pod('p', {
    containers: [
      {
        image: 'nginx',
        volumeMounts: [
          { name: 'may', mountPath: '/may' },
          { name: 'must', mountPath: '/must' },
        ],
      },
    ],
    volumes: [
      { name: 'may', configMap: { name: 'may', optional: true } },
      { name: 'must', configMap: { name: 'must' } },
    ],
  });
  node.advance(5);
  expect([read(node, '/may/k'), read(node, '/must/k')]).toEqual(['may', 'must']);
  node.user.delete('ConfigMap', 'default', 'may');
  node.user.delete('ConfigMap', 'default', 'must');
  node.advance(100);
  expect([read(node, '/may/k'), read(node, '/must/k')]).toEqual([undefined, 'must']);
});

describe('a claim', () => {
  const claim = (name: string) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  });
  const pod = (name: string, claimName: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      containers: [{ name: 'c', image: 'nginx', volumeMounts: [{ name: 'v', mountPath: '/data' }] }],
      volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }],
    },
  });

  test('keeps its files when the pod goes, but not when it goes itself', () => {
    const shop = cluster({ nodes: 2 });
    const isDefault = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    shop.create({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'standard', annotations: isDefault },
      provisioner: 'disk.wavetank',
    });
    shop.settle();
    shop.create(claim('disk'));
    shop.create(pod('one', 'disk'));
    shop.settle();
    shop.writeFile('pod/one', '/data/note', 'hello');
    shop.delete('pod/one');
    shop.settle();
    shop.create(pod('two', 'disk'));
    shop.settle();
    const note = (name: string) =>
      shop.simulation.command('kubelet', 'readFile', { pod: `default/${name}`, path: '/data/note' }, 0);
    expect(note('two')).toBe('hello');
    shop.delete('pod/two');
    shop.delete('pvc/disk');
    shop.settle();
    shop.create(claim('disk'));
    shop.create(pod('three', 'disk'));
    shop.settle();
    expect(note('three')).toBeUndefined();
  });
});
