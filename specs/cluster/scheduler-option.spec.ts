// A cluster's own scheduler: profiles by name, plugins of the user's, arguments, explanations.
import { describe, expect, test } from '@jest/globals';
import '../../src/jest/jest-globals-entry';
import { type ClusterOptions, cluster, definePlugin, explainText, extend, unschedulable } from '../../src/index';

const quiet = definePlugin({
  name: 'QuietNodes',
  filter: (_pod, { node }) =>
    node?.metadata.labels?.noisy === 'true' ? unschedulable('node(s) were too noisy') : undefined,
});
const lastLetter = definePlugin({ name: 'LastLetter', score: (_pod, { name }) => (name.endsWith('z') ? 100 : 0) });
const loud = definePlugin({ name: 'Loud', score: () => 101 });
extend({ schedulerPlugins: [quiet, lastLetter, loud] });

const pod = (name: string, spec: object = {}, labels?: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, ...(labels ? { labels } : {}) },
  spec: { containers: [{ name: 'c', image: 'app' }], ...spec },
});
const requests = (cpu: string, memory = '1Gi') => ({
  containers: [{ name: 'c', image: 'app', resources: { requests: { cpu, memory } } }],
});
const usual = { schedulerName: 'default-scheduler' };
const withScheduler = (scheduler: NonNullable<ClusterOptions['scheduler']>, nodes: ClusterOptions['nodes'] = 2) =>
  cluster({ nodes, scheduler });

const nodeOf = (tank: ReturnType<typeof cluster>, name: string) => tank.get('Pod', 'default', name)?.spec.nodeName;
const place = (tank: ReturnType<typeof cluster>, object: { metadata: { name: string } }) => {
  tank.create(object);
  tank.settle();
  return nodeOf(tank, object.metadata.name);
};

describe('plugins of the user', () => {
  test('a filter keeps pods off, says why, and is asked again', () => {
    const plugins = { multiPoint: { enabled: [{ name: 'QuietNodes' }] } };
    const tank = withScheduler({ profiles: [{ plugins }] }, 1);
    tank.setLabel('node/node-1', 'noisy', 'true');
    place(tank, pod('a'));
    expect(tank.pod('a')).toBeUnschedulable({ message: /^0\/1 nodes are available: 1 node\(s\) were too noisy\./ });
    tank.removeLabel('node/node-1', 'noisy');
    tank.settle();
    expect(tank.pod('a')).toBeScheduled({ node: 'node-1' });
  });

  test('a score counts with its weight', () => {
    const nodes = [{ name: 'a' }, { name: 'z' }];
    const plugins = { score: { enabled: [{ name: 'LastLetter', weight: 50 }] } };
    expect(place(cluster({ nodes }), pod('p'))).toBe('a');
    expect(place(withScheduler({ profiles: [{ plugins }] }, nodes), pod('p'))).toBe('z');
  });

  test('a score out of range is an error', () => {
    const tank = withScheduler({ profiles: [{ plugins: { multiPoint: { enabled: [{ name: 'Loud' }] } } }] });
    tank.create(pod('p'));
    expect(() => tank.settle()).toThrow(
      'plugin "Loud" returns an invalid score 101, it should in the range of [0, 100] after normalizing',
    );
  });

  test('two of one name are refused', () => {
    expect(() => extend({ schedulerPlugins: [definePlugin({ name: 'Loud' })] })).toThrow('"Loud" already');
    expect(() => extend({ schedulerPlugins: [definePlugin({ name: 'NodePorts' })] })).toThrow('"NodePorts" already');
    expect(() => extend({ schedulerPlugins: [loud] })).not.toThrow();
  });
});

describe('profiles', () => {
  const packing = {
    schedulerName: 'packing',
    pluginConfig: [{ name: 'NodeResourcesFit', args: { scoringStrategy: { type: 'MostAllocated' } } }],
    plugins: { multiPoint: { disabled: [{ name: 'NodeResourcesBalancedAllocation' }] } },
  };

  test('pods go by the profile they name, and events come in its name', () => {
    const tank = withScheduler({ profiles: [usual, packing] });
    place(tank, pod('first', { ...requests('500m'), schedulerName: 'packing' }));
    expect(place(tank, pod('second', { ...requests('500m'), schedulerName: 'packing' }))).toBe(nodeOf(tank, 'first'));
    expect(place(tank, pod('third', requests('500m')))).not.toBe(nodeOf(tank, 'first'));
    const reporters = tank.list('Event', 'default').filter(({ reason }) => reason === 'Scheduled');
    expect(
      reporters.map(({ reportingComponent, involvedObject }) => [involvedObject.name, reportingComponent]),
    ).toEqual([
      ['first', 'packing'],
      ['second', 'packing'],
      ['third', 'default-scheduler'],
    ]);
  });

  test('a pod whose scheduler is not there stays as it is', () => {
    const tank = withScheduler({ profiles: [packing] });
    expect(place(tank, pod('a'))).toBeUndefined();
    expect(tank.get('Pod', 'default', 'a')?.status?.conditions).toBeUndefined();
    expect(tank.explain('a').gate).toBe('no scheduler is named "default-scheduler"');
  });

  test('each profile is woken by the hints of its own plugins', () => {
    const wanting = {
      schedulerName: 'zoned',
      pluginConfig: [{ name: 'NodeAffinity', args: { addedAffinity: zoneA } }],
    };
    const tank = withScheduler({ profiles: [usual, wanting] }, 1);
    place(tank, pod('a', { schedulerName: 'zoned' }));
    expect(tank.pod('a')).toBeUnschedulable({ message: "1 node(s) didn't match scheduler-enforced node affinity" });
    tank.setLabel('node/node-1', 'zone', 'a');
    tank.settle();
    expect(nodeOf(tank, 'a')).toBe('node-1');
  });
});

const zoneA = {
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }],
  },
};

describe('scores of NodeResourcesFit', () => {
  const strategy = (scoringStrategy: object) => ({
    profiles: [{ pluginConfig: [{ name: 'NodeResourcesFit', args: { scoringStrategy } }] }],
  });
  const cpuOnly = { resources: [{ name: 'cpu', weight: 1 }] };
  const shape = [
    { utilization: 0, score: 0 },
    { utilization: 50, score: 10 },
    { utilization: 100, score: 5 },
  ];
  // 4 cpu, 16 Gi; the pod asks for 1 cpu and 2 Gi.
  test.each([
    { name: 'LeastAllocated', scoring: { type: 'LeastAllocated' }, score: Math.floor((75 + 87) / 2) },
    { name: 'MostAllocated', scoring: { type: 'MostAllocated' }, score: Math.floor((25 + 12) / 2) },
    { name: 'MostAllocated by cpu', scoring: { type: 'MostAllocated', ...cpuOnly }, score: 25 },
    {
      name: 'MostAllocated, cpu thrice',
      scoring: {
        type: 'MostAllocated',
        resources: [
          { name: 'cpu', weight: 3 },
          { name: 'memory', weight: 1 },
        ],
      },
      score: Math.floor((25 * 3 + 12) / 4),
    },
    {
      name: 'RequestedToCapacityRatio',
      scoring: { type: 'RequestedToCapacityRatio', ...cpuOnly, requestedToCapacityRatio: { shape } },
      score: 50,
    },
    {
      name: 'RequestedToCapacityRatio of a resource that is not asked for',
      scoring: {
        type: 'RequestedToCapacityRatio',
        resources: [{ name: 'example.com/gpu', weight: 5 }],
        requestedToCapacityRatio: { shape },
      },
      score: 0,
    },
  ])('$name', ({ scoring, score }) => {
    const tank = withScheduler(strategy(scoring) as never, [{ name: 'a', cpu: 4, memory: '16Gi' }]);
    const [node] = tank.explain(pod('p', requests('1', '2Gi')) as never).nodes;
    expect(node?.scores.find(({ plugin }) => plugin === 'NodeResourcesFit')?.score).toBe(score);
  });
});

test('ignored resources are not asked of nodes', () => {
  const gpu = { 'example.com/gpu': '1' };
  const asking = pod('a', { containers: [{ name: 'c', image: 'app', resources: { requests: gpu, limits: gpu } }] });
  const args = { ignoredResourceGroups: ['example.com'] };
  expect(place(cluster({ nodes: 1 }), asking)).toBeUndefined();
  const configured = withScheduler({ profiles: [{ pluginConfig: [{ name: 'NodeResourcesFit', args }] }] }, 1);
  expect(configured.explain(asking as never).node).toBe('node-1');
});

test('default constraints spread what belongs to a Service, hard where they say so', () => {
  const constraint = { topologyKey: 'kubernetes.io/hostname', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule' };
  const args = { defaultingType: 'List', defaultConstraints: [constraint] };
  const tank = withScheduler({ profiles: [{ pluginConfig: [{ name: 'PodTopologySpread', args }] }] });
  tank.create({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 's' },
    spec: { selector: { app: 's' }, ports: [{ port: 80 }] },
  });
  tank.cordon('node-2');
  const spread = (name: string) => place(tank, pod(name, {}, { app: 's' }));
  expect(spread('a')).toBe('node-1');
  expect(spread('b')).toBeUndefined();
  expect(tank.pod('b')).toBeUnschedulable({ message: "1 node(s) didn't match pod topology spread constraints" });
  tank.uncordon('node-2');
  tank.settle();
  expect(nodeOf(tank, 'b')).toBe('node-2');
});

test('percentageOfNodesToScore bounds the search', () => {
  const many = (percentageOfNodesToScore: number) => withScheduler({ percentageOfNodesToScore }, 200);
  const state = (tank: ReturnType<typeof cluster>) =>
    (tank.simulation.memory('kube-scheduler') as { search: { nextStart: number } }).search.nextStart;
  const [all, half] = [many(100), many(50)];
  place(all, pod('a'));
  place(half, pod('a'));
  expect([state(all), state(half)]).toEqual([0, 100]);
});

test('back-off is configured in seconds', () => {
  const attempts = (podInitialBackoffSeconds: number) => {
    const tank = withScheduler({ podInitialBackoffSeconds, podMaxBackoffSeconds: podInitialBackoffSeconds }, 0);
    tank.create(pod('a'));
    tank.advance('60s');
    const events = tank.list('Event', 'default').filter(({ reason }) => reason === 'FailedScheduling');
    return events.reduce((sum, { series }) => sum + (series?.count ?? 1), 0);
  };
  expect(attempts(5)).toBeGreaterThan(attempts(30));
});

test('what a failed expectation says of each node', () => {
  const tank = cluster({ nodes: 2 });
  tank.taint('node-1', 'k=v:NoSchedule');
  place(tank, pod('a', requests('64')));
  const text = explainText(tank.explain('a'));
  expect(text).toContain('TaintToleration: node(s) had untolerated taint(s); NodeResourcesFit: Insufficient cpu');
  expect(() => expect(tank.pod('a')).toBeScheduled()).toThrow(/node-1 +no +TaintToleration: node\(s\) had untolerated/);
  expect(explainText(tank.explain(pod('b') as never))).toMatch(
    /node-2 +\d+ +TaintToleration 100 x 3, .*NodeResourcesFit \d+/,
  );
  expect(() => tank.explain('nobody')).toThrow('there is no pod nobody in namespace default');
});

test('what concerns the real process alone is left', () => {
  const leaderElection = { leaderElect: false };
  expect(place(withScheduler({ parallelism: 1, leaderElection, enableProfiling: false }), pod('a'))).toBe('node-1');
});

const fitting = (args: object) => ({ profiles: [{ pluginConfig: [{ name: 'NodeResourcesFit', args }] }] });

test.each([
  { name: 'an unknown field', scheduler: { extender: [] }, says: 'unknown key "extender"' },
  { name: 'another version', scheduler: { apiVersion: 'kubescheduler.config.k8s.io/v1beta3' }, says: 'apiVersion' },
  {
    name: 'an unknown plugin',
    scheduler: { profiles: [{ plugins: { filter: { disabled: [{ name: 'NodePort' }] } } }] },
    says: 'there is no scheduler plugin "NodePort"',
  },
  {
    name: 'a plugin that has no such point',
    scheduler: { profiles: [{ plugins: { score: { enabled: [{ name: 'NodePorts' }] } } }] },
    says: 'plugin "NodePorts" does not extend ScorePlugin plugin',
  },
  {
    name: 'two profiles of one name',
    scheduler: { profiles: [usual, usual] },
    says: 'two profiles named "default-scheduler"',
  },
  { name: 'a percentage over 100', scheduler: { percentageOfNodesToScore: 101 }, says: 'a percentage from 0 to 100' },
  {
    name: 'a shape without its strategy',
    scheduler: fitting({
      scoringStrategy: { type: 'LeastAllocated', requestedToCapacityRatio: { shape: [{ utilization: 0, score: 0 }] } },
    }),
    says: 'must be nil when type is not RequestedToCapacityRatio',
  },
  { name: 'a misspelt argument', scheduler: fitting({ scoringStrategie: {} }), says: 'unknown key "scoringStrategie"' },
  {
    name: 'arguments that are not simulated',
    scheduler: { profiles: [{ pluginConfig: [{ name: 'NodePorts', args: {} }] }] },
    says: 'arguments of plugin "NodePorts" are not simulated',
  },
  {
    name: 'a back-off that shrinks',
    scheduler: { podMaxBackoffSeconds: 1, podInitialBackoffSeconds: 2 },
    says: 'greater than or equal',
  },
])('$name is refused', ({ scheduler, says }) => {
  expect(() => cluster({ scheduler: scheduler as never })).toThrow(says);
});
