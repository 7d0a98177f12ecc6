// Plugins at single extension points: their order there, and what is left of one that is switched off at some.

import { expect, test } from '@jest/globals';
import { type ClusterOptions, cluster } from '../../src/index';

type Plugins = NonNullable<NonNullable<NonNullable<ClusterOptions['scheduler']>['profiles']>[number]['plugins']>;
const withPlugins = (plugins: Plugins, nodes: ClusterOptions['nodes'] = 2) =>
  cluster({ nodes, scheduler: { profiles: [{ plugins }] } });

const greedy = { nodeSelector: { a: 'b' }, cpu: '100' };
/** What becomes of a pod: its node, or the scheduler's sentence. */
function fate(tank: ReturnType<typeof cluster>, { cpu, ...spec }: { cpu?: string; nodeSelector?: object } = {}) {
  const resources = cpu ? { requests: { cpu } } : {};
  const containers = [{ name: 'c', image: 'app', resources }];
  tank.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers, ...spec } });
  tank.settle();
  const found = tank.get('Pod', 'default', 'p');
  const condition = found?.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return found?.spec.nodeName ?? `${condition?.reason}: ${condition?.message}`;
}

const off = (...names: readonly string[]) => ({ disabled: names.map((name) => ({ name })) });
const TAIL =
  'no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.';
const error = (plugin: string, why: string) => `SchedulerError: running "${plugin}" filter plugin: ${why}`;

// As kube-scheduler 1.36.2 said for the same configurations.
test.each([
  {
    name: 'filters in the order of the point',
    plugins: { filter: { enabled: [{ name: 'NodeResourcesFit' }, { name: 'NodeName' }] } },
    pod: greedy,
    says: `Unschedulable: 0/2 nodes are available: 2 Insufficient cpu. ${TAIL}`,
  },
  {
    name: 'filters in the order of multiPoint',
    plugins: { multiPoint: { enabled: [] } },
    pod: greedy,
    says: `Unschedulable: 0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. ${TAIL}`,
  },
  {
    name: 'one filter, and no other',
    plugins: { filter: { ...off('*'), enabled: [{ name: 'NodeResourcesFit' }] } },
    pod: greedy,
    says: `Unschedulable: 0/2 nodes are available: 2 Insufficient cpu. ${TAIL}`,
  },
  {
    name: 'nothing to do when nothing fits',
    plugins: { postFilter: off('*') },
    pod: { nodeSelector: { a: 'b' } },
    says: "Unschedulable: 0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
  },
  {
    name: 'a filter without its preparation',
    plugins: { preFilter: off('NodeResourcesFit') },
    pod: {},
    says: error('NodeResourcesFit', 'error reading "PreFilterNodeResourcesFit" from cycleState: not found'),
  },
  {
    name: 'any filter without its preparation: the first that needs one',
    plugins: { preFilter: off('*') },
    pod: {},
    says: error('NodePorts', 'reading "PreFilterNodePorts" from cycleState: not found'),
  },
  {
    name: 'a filter that prepares for itself then',
    plugins: { preFilter: off('NodeAffinity') },
    pod: { nodeSelector: { a: 'b' } },
    says: `Unschedulable: 0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. ${TAIL}`,
  },
  {
    name: 'a score without its preparation',
    plugins: { preScore: off('TaintToleration') },
    pod: {},
    says:
      'SchedulerError: running Score plugins: plugin "TaintToleration" failed with: ' +
      'failed to read "PreScoreTaintToleration" from cycleState: not found',
  },
  {
    name: 'a score that prepares for itself then',
    plugins: { preScore: off('NodeResourcesFit') },
    pod: {},
    says: 'node-1',
  },
  { name: 'no score at all: the first node', plugins: { score: off('*') }, pod: {}, says: 'node-1' },
])('$name', ({ plugins, pod, says }) => {
  expect(fate(withPlugins(plugins), pod)).toBe(says);
});

test('without scores the search ends at the first node that will do, and goes on from there', () => {
  const tank = withPlugins({ score: off('*') }, 3);
  const nodes = ['a', 'b', 'c', 'd'].map((name) => {
    const spec = { containers: [{ name: 'c', image: 'app' }] };
    tank.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec });
    tank.settle();
    return tank.get('Pod', 'default', name)?.spec.nodeName;
  });
  expect(nodes).toEqual(['node-1', 'node-2', 'node-3', 'node-1']);
});

test.each([
  {
    name: 'no order of the queue',
    plugins: { queueSort: off('*') },
    says: 'only one queue sort plugin required for profile with scheduler name "default-scheduler", but got 0',
  },
  {
    name: 'nothing that binds',
    plugins: { multiPoint: off('DefaultBinder') },
    says: 'at least one bind plugin is needed for profile with scheduler name "default-scheduler"',
  },
  {
    name: 'a point that a plugin has nothing for',
    plugins: { permit: { enabled: [{ name: 'NodePorts' }] } },
    says: 'plugin "NodePorts" does not extend PermitPlugin plugin',
  },
  {
    name: 'half of what belongs together',
    plugins: { reserve: off('VolumeBinding') },
    says: 'reserve and preBind of plugin "VolumeBinding" go together here',
  },
])('refused: $name', ({ plugins, says }) => {
  expect(() => withPlugins(plugins)).toThrow(says);
});

test('the shape of VolumeBinding needs its gate', () => {
  const shape = [
    { utilization: 0, score: 0 },
    { utilization: 100, score: 10 },
  ];
  const scheduler = { profiles: [{ pluginConfig: [{ name: 'VolumeBinding', args: { shape } }] }] };
  expect(() => cluster({ scheduler })).toThrow(
    'unexpected field `shape`, remove it or turn on the feature gate StorageCapacityScoring',
  );
  expect(() => cluster({ scheduler, featureGates: { StorageCapacityScoring: true } })).not.toThrow();
});
