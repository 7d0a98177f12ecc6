// The scores of single plugins and their weighted sum, to the last integer.

import { describe, expect, test } from '@jest/globals';
import type { PodSpec } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { normalizeAffinity } from '../../src/scheduler/plugins/inter-pod-affinity-score';
import { aNode, aPod, Tank } from './tank';

const FIT = 'NodeResourcesFit';
const BALANCED = 'NodeResourcesBalancedAllocation';
const MIB = 1024 * 1024;

describe('one empty node', () => {
  test.each([
    {
      name: '4 cpu/16Gi, pod 1 cpu/2Gi',
      node: aNode('n', { memory: '16Gi' }),
      pod: aPod('p', { cpu: '1', memory: '2Gi' }),
      fit: 81,
      balanced: 71,
      total: 452,
    },
    {
      name: '4 cpu/8Gi, pod without requests',
      node: aNode('n'),
      pod: aPod('p'),
      fit: 97,
      balanced: undefined,
      total: 397,
    },
    {
      name: '4 cpu/8Gi, pod 100m/100Mi',
      node: aNode('n'),
      pod: aPod('p', { cpu: '100m', memory: '100Mi' }),
      fit: 97,
      balanced: 74,
      total: 471,
    },
    {
      name: '8 cpu/16Gi, requests at pod level only: LeastAllocated does not see them',
      node: aNode('n', { cpu: 8, memory: '16Gi' }),
      pod: aPod('p', { resources: { requests: { cpu: '2', memory: '2Gi' } } }),
      fit: 98,
      balanced: 71,
      total: 469,
    },
  ])('$name', ({ node, pod, fit, balanced, total }) => {
    const tank = new Tank([node]);
    expect(tank.scores(pod, FIT)).toEqual([fit]);
    expect(tank.scores(pod, BALANCED)).toEqual([balanced]);
    expect(tank.explain(pod).nodes[0]?.total).toBe(total);
  });
});

test('pods that are there count for LeastAllocated with their stand-ins, for balance as they ask', () => {
  const tank = new Tank([aNode('n')]);
  tank.place(aPod('there'));
  // (4000 - 200) / 4000 = 95, (8192 - 400) / 8192 = 95
  expect(tank.scores(aPod('p'), FIT)).toEqual([95]);
  expect(tank.scores(aPod('p', { cpu: '2' }), BALANCED)).toEqual([50 + Math.trunc((50 + 75 - 100) / 2)]);
});

test('PreferNoSchedule taints: none 100, the most 0', () => {
  const soft = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ key: `k${index}`, effect: 'PreferNoSchedule' as const }));
  const tank = new Tank([aNode('a'), aNode('b', { taints: soft(2) }), aNode('c', { taints: soft(1) })]);
  expect(tank.scores(aPod('p'), 'TaintToleration')).toEqual([100, 0, 50]);
  const tolerations = [{ key: 'k1', operator: 'Exists', effect: 'PreferNoSchedule' }] as const;
  expect(tank.scores(aPod('p', { tolerations }), 'TaintToleration')).toEqual([100, 0, 0]);
  const forHardOnes = [{ operator: 'Exists', effect: 'NoSchedule' }] as const;
  expect(tank.scores(aPod('p', { tolerations: forHardOnes }), 'TaintToleration')).toEqual([100, 0, 50]);
});

describe('preferred node affinity', () => {
  const preferring = (...terms: readonly (readonly [number, string])[]) =>
    aPod('p', {
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: terms.map(([weight, key]) => ({
            weight,
            preference: { matchExpressions: [{ key, operator: 'Exists' as const }] },
          })),
        },
      },
    });
  const tank = new Tank([
    aNode('both', { labels: { x: '1', y: '1' } }),
    aNode('second', { labels: { y: '1' } }),
    aNode('none'),
  ]);

  test.each([
    { name: 'weights 10 and 3', pod: preferring([10, 'x'], [3, 'y']), scores: [100, 23, 0] },
    { name: 'matched nowhere', pod: preferring([10, 'z']), scores: [0, 0, 0] },
    { name: 'not asked for', pod: aPod('p'), scores: [undefined, undefined, undefined] },
  ])('$name', ({ pod, scores }) => {
    expect(tank.scores(pod, 'NodeAffinity')).toEqual(scores);
  });
});

test.each([
  { name: 'in doubles: 58 of 100 is 57', raw: [-42, 0, -100], normalized: [57, 100, 0] },
  { name: 'all equal', raw: [7, 7], normalized: [0, 0] },
])('inter-pod affinity normalised, $name', ({ raw, normalized }) => {
  const scores = [...raw];
  normalizeAffinity(scores);
  expect(scores).toEqual(normalized);
});

describe('preferred inter-pod affinity', () => {
  const term = (app: string) => ({ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } });
  const weighted = (app: string, weight: number) => [{ weight, podAffinityTerm: term(app) }];
  const on = (node: string, spec: Partial<PodSpec> = {}) => ({
    nodeSelector: { 'kubernetes.io/hostname': node },
    ...spec,
  });
  const plain = () => new Tank([aNode('a'), aNode('b'), aNode('c')]);

  test('the pod towards and away from others', () => {
    const tank = plain();
    tank.place(aPod('x', { labels: { app: 'x' }, ...on('a') }), aPod('y', { labels: { app: 'y' }, ...on('b') }));
    const preferred = { preferredDuringSchedulingIgnoredDuringExecution: weighted('x', 40) };
    const avoided = { preferredDuringSchedulingIgnoredDuringExecution: weighted('y', 60) };
    const pod = aPod('p', { affinity: { podAffinity: preferred, podAntiAffinity: avoided } });
    expect(tank.scores(pod, 'InterPodAffinity')).toEqual([100, 0, 60]);
  });

  test('others towards the pod: preferred with their weight, required with 1, required anti-affinity not at all', () => {
    const tank = plain();
    const likes = { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: weighted('p', 4) } };
    const needs = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term('p')] } };
    tank.place(
      aPod('self', { labels: { app: 'p' }, ...on('c') }),
      aPod('likes', on('a', { affinity: likes })),
      aPod('needs', { labels: { app: 'p' }, ...on('c', { affinity: needs }) }),
    );
    expect(tank.scores(aPod('p', { labels: { app: 'p' } }), 'InterPodAffinity')).toEqual([100, 0, 25]);
  });

  test('skipped when no term meets a pod', () => {
    const pod = aPod('p', {
      affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: weighted('x', 1) } },
    });
    expect(plain().scores(pod, 'InterPodAffinity')).toEqual([undefined, undefined, undefined]);
  });
});

describe('spreading by default', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  } as KubeObject;
  const nodes = [aNode('zoned', { labels: { 'topology.kubernetes.io/zone': 'z' } }), aNode('plain')];
  const pod = aPod('p', { labels: { app: 'web' } });

  test('a pod of a Service, no peers yet: a node without a zone is ahead', () => {
    expect(new Tank([...nodes, service]).scores(pod, 'PodTopologySpread')).toEqual([33, 100]);
  });

  test('a pod without Service or owner is not spread', () => {
    expect(new Tank(nodes).scores(pod, 'PodTopologySpread')).toEqual([undefined, undefined]);
  });

  test('a ReplicaSet is an owner to spread by, a Job is none', () => {
    const replicaSet = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'rs', namespace: 'default' },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: aPod('t').spec },
      },
    } as unknown as KubeObject;
    const tank = new Tank([aNode('a'), aNode('b'), replicaSet]);
    const owned = (apiVersion: string, kind: string, name: string) => ({
      labels: { app: 'web' },
      ownerReferences: [{ apiVersion, kind, name, uid: 'u', controller: true }],
    });
    tank.place(aPod('first', owned('apps/v1', 'ReplicaSet', 'rs')));
    expect(tank.nodeOf('first')).toBe('a');
    expect(tank.scores(aPod('p', owned('apps/v1', 'ReplicaSet', 'rs')), 'PodTopologySpread')).toEqual([66, 100]);
    expect(tank.scores(aPod('p', owned('batch/v1', 'Job', 'rs')), 'PodTopologySpread')).toEqual([undefined, undefined]);
  });
});

test('soft constraints of its own: a node without the key scores 0', () => {
  const topologySpreadConstraints = [
    {
      maxSkew: 1,
      topologyKey: 'rack',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { app: 'x' } },
    },
  ] as const;
  const tank = new Tank([aNode('a', { labels: { rack: '1' } }), aNode('b', { labels: { rack: '2' } }), aNode('c')]);
  const pod = aPod('p', { labels: { app: 'x' }, topologySpreadConstraints });
  expect(tank.scores(pod, 'PodTopologySpread')).toEqual([100, 100, 0]);
  tank.place(aPod('there', { labels: { app: 'x' }, nodeSelector: { rack: '1' } }));
  expect(tank.scores(pod, 'PodTopologySpread')).toEqual([0, 100, 0]);
});

test('an image on one of two nodes, then one in an image volume too', () => {
  const tank = new Tank([aNode('has', { images: { 'shop:1': 500 * MIB } }), aNode('not')]);
  const image = 'shop:1';
  expect(tank.scores(aPod('p', { image }), 'ImageLocality')).toEqual([23, 0]);
  const volumes = [{ name: 'v', image: { reference: image } }];
  expect(tank.scores(aPod('p', { image, volumes }), 'ImageLocality')).toEqual([48, 0]);
});

test('an image without a tag means latest', () => {
  const tank = new Tank([aNode('has', { images: { 'reg:5000/shop:latest': 900 * MIB } }), aNode('not')]);
  expect(tank.scores(aPod('p', { image: 'reg:5000/shop' }), 'ImageLocality')).toEqual([43, 0]);
});
