// Rules on where pods run, how they are rolled out and how they end.
import { describe, expect, test } from '@jest/globals';
import { findings, messagesOf, object, service, workload } from '../found';

const claim = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };

describe('rolling-update', () => {
  test.each([
    { name: 'the default', spec: {}, found: 0 },
    { name: 'Recreate', spec: { strategy: { type: 'Recreate' } }, found: 1 },
    { name: 'Recreate with a claim', spec: { strategy: { type: 'Recreate' } }, pod: claim, found: 0 },
    { name: 'all at once', spec: { strategy: { rollingUpdate: { maxUnavailable: '100%' } } }, found: 1 },
    { name: 'half of two, rounded down', spec: { strategy: { rollingUpdate: { maxUnavailable: '50%' } } }, found: 0 },
    { name: 'none, on purpose', spec: { replicas: 0, strategy: { type: 'Recreate' } }, found: 0 },
  ])('$name', ({ spec, pod = {}, found }) => {
    expect(messagesOf('rolling-update', [workload('web', { spec, pod })])).toHaveLength(found);
  });

  test('a StatefulSet that waits for deletions', () => {
    const db = workload('db', { kind: 'StatefulSet', spec: { serviceName: '', updateStrategy: { type: 'OnDelete' } } });
    expect(messagesOf('rolling-update', [db])).toEqual([
      'StatefulSet db gets a changed template only as its pods are deleted by hand',
    ]);
  });
});

const apart = (topologyKey: string, whenUnsatisfiable: string, matchLabels: object) => ({
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey, whenUnsatisfiable, labelSelector: { matchLabels } }],
});

describe('spreading', () => {
  const nodes = ['a', 'a', 'b'].map((zone, index) => ({
    name: `node-${index + 1}`,
    labels: { 'topology.kubernetes.io/zone': zone },
  }));
  test.each([
    { name: 'on one node of three', pod: { nodeName: 'node-1' }, found: ['all 2 pods run on node node-1 of 3 nodes'] },
    {
      name: 'on two nodes of one zone',
      pod: { nodeSelector: { 'topology.kubernetes.io/zone': 'a' } },
      found: ['all 2 pods run on zone a of 2 zones'],
    },
    { name: 'over zones', pod: apart('topology.kubernetes.io/zone', 'DoNotSchedule', { app: 'web' }), found: [] },
  ])('pods-spread: $name', ({ pod, found }) => {
    expect(messagesOf('pods-spread', [workload('web', { pod })], { options: { nodes } })).toEqual(found);
  });

  test('pods-spread: one node is all there is', () => {
    expect(messagesOf('pods-spread', [workload('web')], { options: { nodes: 1 } })).toEqual([]);
  });

  test.each([
    { name: 'a constraint on nodes', pod: apart('kubernetes.io/hostname', 'ScheduleAnyway', { app: 'web' }), found: 0 },
    {
      name: 'a constraint on zones',
      pod: apart('topology.kubernetes.io/zone', 'ScheduleAnyway', { app: 'web' }),
      found: 1,
    },
    { name: 'nothing', pod: {}, found: 1 },
  ])('host-anti-affinity: $name', ({ pod, found }) => {
    expect(messagesOf('host-anti-affinity', [workload('web', { pod })])).toHaveLength(found);
  });
});

describe('surge-fits', () => {
  const whole = { resources: { requests: { cpu: '3' } } };
  test.each([
    { name: 'room for one more', spec: {}, nodes: 3, found: 0 },
    { name: 'no room', spec: {}, nodes: 2, found: 1 },
    {
      name: 'no room, and one may go',
      spec: { strategy: { rollingUpdate: { maxUnavailable: 1 } } },
      nodes: 2,
      found: 0,
    },
    { name: 'no room, and all go first', spec: { strategy: { type: 'Recreate' } }, nodes: 2, found: 0 },
  ])('$name', ({ spec, nodes: count, found }) => {
    const nodes = Array.from({ length: count }, (_, index) => ({ name: `node-${index}`, cpu: 4, memory: '8Gi' }));
    expect(
      messagesOf('surge-fits', [workload('web', { spec, container: whole })], { options: { nodes } }),
    ).toHaveLength(found);
  });
});

describe('grace-period', () => {
  const stops = (preStop: object) => ({ container: { lifecycle: { preStop } } });
  test.each([
    { name: 'a short sleep', parts: stops({ sleep: { seconds: 5 } }), found: 0 },
    { name: 'a sleep of all of it', parts: stops({ sleep: { seconds: 30 } }), found: 1 },
    {
      name: 'a command that sleeps',
      parts: stops({ exec: { command: ['sh', '-c', 'nginx -s quit; sleep 45'] } }),
      found: 1,
    },
    { name: 'a fraction of a second', parts: stops({ exec: { command: ['sleep', '30.5'] } }), found: 0 },
    { name: 'another command', parts: stops({ exec: { command: ['/bin/drain'] } }), found: 0 },
  ])('$name', ({ parts, found }) => {
    expect(messagesOf('grace-period', [workload('web', parts)])).toHaveLength(found);
  });
});

describe('enough-replicas', () => {
  const one = workload('web', { spec: { replicas: 1 } });
  test.each([
    { name: 'behind a Service', manifests: [one, service('web', { app: 'web' })], found: 1 },
    { name: 'behind nothing', manifests: [one], found: 0 },
    { name: 'behind a Service without a selector', manifests: [one, service('web', undefined)], found: 0 },
    {
      name: 'of a number left out',
      manifests: [workload('web', { spec: { replicas: undefined } }), service('web', { app: 'web' })],
      found: 1,
    },
  ])('$name', ({ manifests, found }) => {
    expect(messagesOf('enough-replicas', manifests)).toHaveLength(found);
  });
});

describe('selectors-overlap', () => {
  const shared = { selector: { matchLabels: { app: 'shop' } } };
  const cart = workload('cart', { ...shared, labels: { app: 'shop', tier: 'cart' } });
  const front = { ...shared, labels: { app: 'shop', tier: 'front' } };
  test.each([
    { name: 'each other, told once', manifests: [cart, workload('web', front)], found: 1 },
    { name: 'of two kinds', manifests: [cart, workload('web', { ...front, kind: 'DaemonSet' })], found: 1 },
    { name: 'in two namespaces', manifests: [cart, workload('web', { ...front, namespace: 'shop' })], found: 0 },
  ])('$name', ({ manifests, found }) => {
    expect(messagesOf('selectors-overlap', manifests)).toHaveLength(found);
  });

  test('a pod that stands alone is adopted', () => {
    const set = workload('web', { kind: 'ReplicaSet' });
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'canary', labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'web:2.0.0' }] },
    };
    const [found] = findings([pod, set], { rules: ['selectors-overlap'] });
    expect(found?.happened).toMatch(/^ReplicaSet web adopted it/);
  });
});

test('a NetworkPolicy for DNS in kube-system is not known to be wrong', () => {
  const to = [{ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }];
  const policy = object('networking.k8s.io/v1', 'NetworkPolicy', 'dns', {
    spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to }] },
  });
  expect(messagesOf('network-policy-peers', [workload('web'), policy])).toEqual([]);
});
