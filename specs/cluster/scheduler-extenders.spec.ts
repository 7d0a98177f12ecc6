// Scheduler extenders: functions that filter, score, choose victims and bind, with what is said when they refuse or
// fail.

import { describe, expect, test } from '@jest/globals';
import { type ClusterOptions, cluster, type ExtenderArgs, extend } from '../../src/index';

const URL = 'http://extender.example.com';
const seen: ExtenderArgs[] = [];
const namesOf = ({ NodeNames, Nodes }: ExtenderArgs) =>
  NodeNames ?? (Nodes?.items ?? []).map(({ metadata }) => metadata.name);
const failing = (why: string) => (args: ExtenderArgs) => Object.fromEntries(namesOf(args).map((name) => [name, why]));

extend({
  schedulerExtenders: {
    [`${URL}/pass`]: {
      filter: (args) => {
        seen.push(args);
        return { Nodes: args.Nodes, NodeNames: args.NodeNames };
      },
      prioritize: () => [{ Host: 'node-2', Score: 10 }],
      bind: () => undefined,
    },
    [`${URL}/refuse`]: {
      filter: (args) => ({ Nodes: { items: [] }, NodeNames: [], FailedNodes: failing('no luck')(args) }),
      preempt: () => ({ NodeNameToMetaVictims: {} }),
      bind: () => ({ Error: 'cannot bind' }),
    },
    [`${URL}/never`]: {
      filter: (args) => ({ NodeNames: [], FailedAndUnresolvableNodes: failing('never')(args) }),
    },
    [`${URL}/broken`]: {
      filter: () => {
        throw new Error('anything');
      },
    },
    [`${URL}/good`]: {
      filter: ({ Nodes }) => ({ Nodes: { items: Nodes?.items.filter(({ metadata }) => metadata.labels?.good) ?? [] } }),
    },
    [`${URL}/error`]: { filter: () => ({ Error: 'ouch' }) },
    [`${URL}/lies`]: { filter: () => ({ NodeNames: ['nowhere'] }) },
    [`${URL}/second`]: {
      preempt: ({ NodeNameToMetaVictims }) => {
        const second = NodeNameToMetaVictims?.['node-2'];
        return { NodeNameToMetaVictims: second ? { 'node-2': second } : {} };
      },
    },
  },
});

type Extender = NonNullable<NonNullable<ClusterOptions['scheduler']>['extenders']>[number];
const withExtenders = (...extenders: readonly Extender[]) => cluster({ nodes: 2, scheduler: { extenders } });

type Tank = ReturnType<typeof cluster>;
const place = (tank: Tank, name: string, spec: object = {}, resources: object = {}) => {
  const containers = [{ name: 'c', image: 'app', resources }];
  tank.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers, ...spec } });
  tank.settle();
  return fate(tank, name);
};
const fate = (tank: Tank, name: string) => {
  const pod = tank.get('Pod', 'default', name);
  const condition = pod?.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return pod?.spec.nodeName ?? `${condition?.reason}: ${condition?.message}`;
};
const filter = { filterVerb: 'filter' };

// As kube-scheduler 1.36.2 said.
test.each([
  {
    name: 'nodes that fail',
    extender: { urlPrefix: `${URL}/refuse`, ...filter },
    says:
      'Unschedulable: 0/2 nodes are available: 2 no luck. no new claims to deallocate, preemption: 0/2 nodes are available: ' +
      '2 No preemption victims found for incoming pod.',
  },
  {
    name: 'nodes that fail for good',
    extender: { urlPrefix: `${URL}/never`, ...filter, nodeCacheCapable: true },
    says:
      'Unschedulable: 0/2 nodes are available: 2 never. no new claims to deallocate, preemption: 0/2 nodes are available: ' +
      '2 Preemption is not helpful for scheduling.',
  },
  { name: 'an error', extender: { urlPrefix: `${URL}/error`, ...filter }, says: 'SchedulerError: ouch' },
  {
    name: 'no answer',
    extender: { urlPrefix: `${URL}/broken/`.slice(0, -1), ...filter },
    says: `SchedulerError: failed filter with extender at URL ${URL}/broken/filter, code 500`,
  },
  {
    name: 'no answer of one that may be ignored',
    extender: { urlPrefix: `${URL}/broken`, ...filter, ignorable: true },
    says: 'node-1',
  },
  {
    name: 'a verb that nothing answers',
    extender: { urlPrefix: `${URL}/broken`, bindVerb: 'bind' },
    says: `SchedulerError: failed bind with extender at URL ${URL}/broken/bind, code 404`,
  },
  {
    name: 'a node that was not asked about',
    extender: { urlPrefix: `${URL}/lies`, ...filter, nodeCacheCapable: true },
    says: `SchedulerError: extender "${URL}/lies" claims a filtered node "nowhere" which is not found in the input node list`,
  },
  { name: 'a score', extender: { urlPrefix: `${URL}/pass`, prioritizeVerb: 'prioritize', weight: 1 }, says: 'node-2' },
  {
    name: 'a refused binding',
    extender: { urlPrefix: `${URL}/refuse`, bindVerb: 'bind' },
    says: 'SchedulerError: cannot bind',
  },
  { name: 'a binding', extender: { urlPrefix: `${URL}/pass`, bindVerb: 'bind' }, says: 'node-1' },
])('$name', ({ extender, says }) => {
  expect(place(withExtenders(extender), 'p')).toBe(says);
});

describe('what extenders are asked', () => {
  test.each([
    { nodeCacheCapable: false, nodes: ['node-1', 'node-2'], names: undefined },
    { nodeCacheCapable: true, nodes: undefined, names: ['node-1', 'node-2'] },
  ])('nodes or their names: nodeCacheCapable $nodeCacheCapable', ({ nodeCacheCapable, nodes, names }) => {
    place(withExtenders({ urlPrefix: `${URL}/pass`, ...filter, nodeCacheCapable }), 'p');
    const { Pod, Nodes, NodeNames } = seen.at(-1) as ExtenderArgs;
    expect(Pod.metadata.name).toBe('p');
    expect(Nodes?.items.map(({ metadata }) => metadata.name)).toEqual(nodes);
    expect(NodeNames ?? undefined).toEqual(names);
  });

  test('only about pods with its resources, which the scheduler itself may leave to it', () => {
    const managedResources = [{ name: 'example.com/gpu', ignoredByScheduler: true }];
    const tank = withExtenders({ urlPrefix: `${URL}/refuse`, ...filter, managedResources });
    const gpu = { limits: { 'example.com/gpu': '1' }, requests: { 'example.com/gpu': '1' } };
    expect(place(tank, 'plain')).toBe('node-1');
    expect(place(tank, 'gpu', {}, gpu)).toContain('2 no luck');
  });
});

test('any change lets a pod try again that an extender held back', () => {
  const tank = withExtenders({ urlPrefix: `${URL}/good`, ...filter });
  expect(place(tank, 'p')).toContain('0/2 nodes are available: no new claims');
  tank.setLabel('node/node-1', 'good', 'yes');
  tank.settle();
  expect(fate(tank, 'p')).toBe('node-1');
});

describe('preemption', () => {
  const crowded = (extender: Extender) => {
    const tank = withExtenders(extender);
    const whole = { requests: { cpu: '3' } };
    for (const name of ['a', 'b']) place(tank, name, {}, whole);
    tank.create({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'high' },
      value: 1000,
    });
    place(tank, 'p', { priorityClassName: 'high' }, whole);
    return fate(tank, 'p');
  };

  test('an extender may leave fewer ways', () => {
    const preempt = { preemptVerb: 'preempt', nodeCacheCapable: true };
    expect(crowded({ urlPrefix: `${URL}/second`, ...preempt })).toBe('node-2');
    expect(crowded({ urlPrefix: `${URL}/refuse`, ...preempt })).toContain(
      'preemption: no candidate node for preemption',
    );
  });
});

test.each([
  {
    name: 'nobody answers',
    extenders: [{ urlPrefix: `${URL}/pas` }],
    says: 'nothing answers for this extender',
  },
  {
    name: 'no weight',
    extenders: [{ urlPrefix: `${URL}/pass`, prioritizeVerb: 'prioritize' }],
    says: 'must have a positive weight applied to it',
  },
  {
    name: 'two that bind',
    extenders: [`${URL}/pass`, `${URL}/refuse`].map((urlPrefix) => ({ urlPrefix, bindVerb: 'bind' })),
    says: 'found 2 extenders implementing bind: only one extender can implement bind',
  },
  {
    name: 'no extended resource',
    extenders: [{ urlPrefix: `${URL}/pass`, managedResources: [{ name: 'cpu' }] }],
    says: 'is an invalid extended resource name',
  },
])('refused: $name', ({ extenders, says }) => {
  expect(() => withExtenders(...extenders)).toThrow(says);
});
