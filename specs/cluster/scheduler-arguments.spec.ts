// Arguments of plugins that change what a scheduler prefers, whom it preempts and how long it waits.
import { describe, expect, test } from '@jest/globals';
import '../../src/jest/jest-globals-entry';
import { type ClusterOptions, cluster } from '../../src/index';

type Tank = ReturnType<typeof cluster>;

/** Nothing said is nothing written: an empty map of arguments would be refused. */
function withArguments(name: string, args: object, nodes: ClusterOptions['nodes'] = 2): Tank {
  const profiles = [{ pluginConfig: [{ name, args }] }];
  return cluster({ nodes, ...(Object.keys(args).length > 0 && { scheduler: { profiles } }) });
}

const pod = (name: string, spec: object = {}, labels: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels },
  spec: { containers: [{ name: 'c', image: 'app' }], ...spec },
});
const asking = (cpu: string, memory = '1Gi') => ({
  containers: [{ name: 'c', image: 'app', resources: { requests: { cpu, memory } } }],
});
const scoreOf = (tank: Tank, plugin: string, object: object, node: string) =>
  tank
    .explain(object as never)
    .nodes.find((each) => each.node === node)
    ?.scores.find((each) => each.plugin === plugin)?.score;

describe('InterPodAffinity', () => {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'b' } } };
  const at = (node: string) => ({ nodeSelector: { 'kubernetes.io/hostname': node } });
  /** A pod on node-1 that has to be, or would like to be, beside pods of b. */
  const beside = (podAffinity: object) => pod('there', { ...at('node-1'), affinity: { podAffinity } }, { app: 'b' });
  const must = beside({ requiredDuringSchedulingIgnoredDuringExecution: [term] });
  const likes = beside({ preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 10, podAffinityTerm: term }] });
  const own = {
    podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: term }] },
  };

  test.each([
    { name: 'required terms of others count', args: {}, there: must, score: 100 },
    { name: 'weight 0: they do not', args: { hardPodAffinityWeight: 0 }, there: must, score: undefined },
    { name: 'preferred terms of others count', args: { hardPodAffinityWeight: 0 }, there: likes, score: 100 },
    {
      name: 'ignored by a pod without preferences',
      args: { ignorePreferredTermsOfExistingPods: true },
      there: likes,
      score: undefined,
    },
    {
      name: 'not by one that has some',
      args: { ignorePreferredTermsOfExistingPods: true },
      there: likes,
      affinity: own,
      score: 100,
    },
  ])('$name', ({ args, there, affinity, score }) => {
    const tank = withArguments('InterPodAffinity', args);
    tank.create(there);
    tank.settle();
    expect(scoreOf(tank, 'InterPodAffinity', pod('p', affinity ? { affinity } : {}, { app: 'b' }), 'node-1')).toBe(
      score,
    );
  });
});

describe('NodeResourcesBalancedAllocation', () => {
  const resources = (...names: string[]) => ({ resources: names.map((name) => ({ name, weight: 1 })) });
  // 4 cpu, 16 Gi, 100 Gi of disk; the pod asks for 1 cpu and 2 Gi: a quarter and an eighth.
  const deviation = (shares: readonly number[]) => {
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    return Math.sqrt(shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / shares.length);
  };
  const score = (std: number) => 50 + Math.trunc((50 + Math.trunc((1 - std) * 100) - 100) / 2);

  test.each([
    { name: 'of cpu and memory', args: resources('cpu', 'memory'), expected: score((0.25 - 0.125) / 2) },
    { name: 'as it is unless set', args: {}, expected: score((0.25 - 0.125) / 2) },
    {
      name: 'of three',
      args: resources('cpu', 'memory', 'ephemeral-storage'),
      expected: score(deviation([0.25, 0.125, 0])),
    },
    { name: 'of one: always even', args: resources('cpu'), expected: score(0) },
    { name: 'not asked for: no score', args: resources('ephemeral-storage'), expected: undefined },
    { name: 'a device that nobody asks for is left out', args: resources('cpu', 'a.b/gpu'), expected: score(0) },
  ])('$name', ({ args, expected }) => {
    const tank = withArguments('NodeResourcesBalancedAllocation', args, [{ name: 'a', cpu: 4, memory: '16Gi' }]);
    expect(scoreOf(tank, 'NodeResourcesBalancedAllocation', pod('p', asking('1', '2Gi')), 'a')).toBe(expected);
  });
});

describe('DefaultPreemption', () => {
  test.each([
    { name: 'a hundred candidates are compared', args: {}, gone: 'cheap' },
    {
      name: 'one is enough',
      args: { minCandidateNodesPercentage: 0, minCandidateNodesAbsolute: 1 },
      gone: 'dear',
    },
  ])('$name', ({ args, gone }) => {
    const tank = withArguments('DefaultPreemption', args, [
      { name: 'node-1', cpu: 1 },
      { name: 'node-2', cpu: 1 },
    ]);
    for (const [name, value] of Object.entries({ low: 1, mid: 5, high: 10 })) {
      tank.create({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value });
    }
    const on = (node: string) => ({ ...asking('800m'), nodeSelector: { 'kubernetes.io/hostname': node } });
    tank.create(pod('dear', { ...on('node-1'), priorityClassName: 'mid' }));
    tank.create(pod('cheap', { ...on('node-2'), priorityClassName: 'low' }));
    tank.settle();
    tank.create(pod('p', { ...asking('800m'), priorityClassName: 'high' }));
    tank.advance('1m');
    const left = ['dear', 'cheap'].filter((name) => tank.get('Pod', 'default', name) !== undefined);
    expect(left).toEqual(['dear', 'cheap'].filter((name) => name !== gone));
  });
});

test('VolumeBinding waits as long as it is told to', () => {
  const tank = withArguments('VolumeBinding', { bindTimeoutSeconds: 20 }, 1);
  tank.create([
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'late' },
      provisioner: 'disk.example.com',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'c' },
      spec: { storageClassName: 'late', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ]);
  tank.create(pod('p', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] }));
  const failures = () => tank.events('pod/p').filter(({ reason }) => reason === 'FailedScheduling');
  tank.advance('15s');
  expect(failures()).toEqual([]);
  tank.advance('10s');
  expect(failures().map(({ message }) => message)).toEqual([
    'running PreBind plugin "VolumeBinding": binding volumes: context deadline exceeded',
  ]);
});

test.each([
  { name: 'InterPodAffinity', args: { hardPodAffinityWeight: 101 }, says: 'a weight from 0 to 100' },
  {
    name: 'DefaultPreemption',
    args: { minCandidateNodesPercentage: 0, minCandidateNodesAbsolute: 0 },
    says: 'cannot be zero at the same time as minCandidateNodesAbsolute',
  },
  { name: 'VolumeBinding', args: { bindTimeoutSeconds: -1 }, says: 'seconds, a whole number from 0' },
  { name: 'DynamicResources', args: { bindingTimeout: '500ms' }, says: 'bindingTimeout: must be at least 1 second' },
  { name: 'DynamicResources', args: { filterTimeout: 'soon' }, says: 'a duration such as 30s' },
  { name: 'VolumeBinding', args: { shape: [] }, says: 'expected at least one of a map with utilization, score' },
  {
    name: 'NodeResourcesBalancedAllocation',
    args: { resources: [{ name: 'cpu' }, { name: 'cpu' }] },
    says: 'cpu stands twice',
  },
  { name: 'NodeResourcesBalancedAllocation', args: { resources: [{ name: 'cpu', weight: 2 }] }, says: 'expected 1' },
])('$name refuses $args', ({ name, args, says }) => {
  expect(() => withArguments(name, args)).toThrow(says);
});
