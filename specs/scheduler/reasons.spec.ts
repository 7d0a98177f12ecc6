// Why a pod fits nowhere, in the scheduler's own words.

import { describe, expect, test } from '@jest/globals';
import type { NodeSelectorTerm, Pod } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { eventNote } from '../../src/scheduler/messages';
import { aNode, aPod, type PodOptions, Tank } from './tank';

const taint = (effect: 'NoSchedule' | 'NoExecute' | 'PreferNoSchedule', key = 'k', value = 'v') => ({
  key,
  value,
  effect,
});

const NOT_HELPFUL = (nodes: number) =>
  ` no new claims to deallocate, preemption: 0/${nodes} nodes are available: ${nodes} Preemption is not helpful for scheduling.`;
const NO_VICTIMS = (nodes: number) =>
  ` no new claims to deallocate, preemption: 0/${nodes} nodes are available: ${nodes} No preemption victims found for incoming pod.`;

const requiring = (...nodeSelectorTerms: readonly NodeSelectorTerm[]): PodOptions => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
});
const named = (...values: readonly string[]) => ({ key: 'metadata.name', operator: 'In', values }) as const;

interface Row {
  readonly name: string;
  readonly nodes: readonly KubeObject[];
  readonly there?: readonly Pod[];
  readonly pod: Pod;
  readonly message: string | undefined;
}

const rows: readonly Row[] = [
  { name: 'no nodes', nodes: [], pod: aPod('p'), message: 'no nodes available to schedule pods' },
  {
    name: 'cpu, taint and cordon; the whole machine would be too small',
    nodes: [aNode('a', { cpu: 1 }), aNode('b', { taints: [taint('NoSchedule')] }), aNode('c', { unschedulable: true })],
    pod: aPod('p', { cpu: '2' }),
    message: `0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable.${NOT_HELPFUL(3)}`,
  },
  {
    name: 'counts sort as text: 10 before 2',
    nodes: [
      ...Array.from({ length: 10 }, (_, index) => aNode(`a${index}`, { cpu: 1 })),
      ...Array.from({ length: 2 }, (_, index) => aNode(`t${index}`, { taints: [taint('NoSchedule')] })),
    ],
    pod: aPod('p', { cpu: '2' }),
    message: `0/12 nodes are available: 10 Insufficient cpu, 2 node(s) had untolerated taint(s).${NOT_HELPFUL(12)}`,
  },
  {
    name: 'counts sort as text: 10 taints come before 2 cpus',
    nodes: [
      ...Array.from({ length: 2 }, (_, index) => aNode(`a${index}`, { cpu: 1 })),
      ...Array.from({ length: 10 }, (_, index) => aNode(`t${index}`, { taints: [taint('NoExecute')] })),
    ],
    pod: aPod('p', { cpu: '2' }),
    message: `0/12 nodes are available: 10 node(s) had untolerated taint(s), 2 Insufficient cpu.${NOT_HELPFUL(12)}`,
  },
  {
    name: 'a full node that is too small as well gives both reasons and is past help',
    nodes: [aNode('a', { cpu: 1, pods: 1 })],
    there: [aPod('there')],
    pod: aPod('p', { cpu: '2' }),
    message: `0/1 nodes are available: 1 Insufficient cpu, 1 Too many pods.${NOT_HELPFUL(1)}`,
  },
  {
    name: 'a full node, a pod without requests',
    nodes: [aNode('a', { pods: 1 })],
    there: [aPod('there')],
    pod: aPod('p'),
    message: `0/1 nodes are available: 1 Too many pods.${NO_VICTIMS(1)}`,
  },
  {
    name: 'all resources by name',
    nodes: [aNode('a', { memory: '1Gi', allocatable: { 'ephemeral-storage': '1Gi', 'example.com/gpu': '1' } })],
    pod: aPod('p', {
      cpu: '5',
      memory: '2Gi',
      requests: { 'ephemeral-storage': '2Gi', 'example.com/gpu': '2', 'example.com/none': '1' },
    }),
    message: `0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient ephemeral-storage, 1 Insufficient example.com/gpu, 1 Insufficient example.com/none, 1 Insufficient memory.${NOT_HELPFUL(1)}`,
  },
  {
    name: 'a toleration for another value does not help',
    nodes: [aNode('a', { taints: [taint('NoSchedule')] })],
    pod: aPod('p', { tolerations: [{ key: 'k', operator: 'Equal', value: 'other', effect: 'NoSchedule' }] }),
    message: `0/1 nodes are available: 1 node(s) had untolerated taint(s).${NOT_HELPFUL(1)}`,
  },
  {
    name: 'a cordoned node takes who tolerates it',
    nodes: [aNode('a', { unschedulable: true })],
    pod: aPod('p', { tolerations: [{ operator: 'Exists' }] }),
    message: undefined,
  },
  {
    name: 'nodeSelector',
    nodes: [aNode('a'), aNode('b', { labels: { disk: 'hdd' } })],
    pod: aPod('p', { nodeSelector: { disk: 'ssd' } }),
    message: `0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.${NOT_HELPFUL(2)}`,
  },
  {
    name: 'matchFields name a tainted node; the others were not looked at',
    nodes: [aNode('a'), aNode('b', { taints: [taint('NoSchedule')] }), aNode('c')],
    pod: aPod('p', requiring({ matchFields: [named('b')] })),
    message: `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't satisfy plugin(s) [NodeAffinity].${NOT_HELPFUL(3)}`,
  },
  {
    name: 'matchFields name a node that does not exist',
    nodes: [aNode('a'), aNode('b')],
    pod: aPod('p', requiring({ matchFields: [named('z')] })),
    message: `0/2 nodes are available: 2 node(s) didn't satisfy plugin(s) [NodeAffinity].${NOT_HELPFUL(2)}`,
  },
  {
    name: 'one term that demands two names at once',
    nodes: [aNode('a'), aNode('b'), aNode('c')],
    pod: aPod('p', requiring({ matchFields: [named('a'), named('b')] })),
    message: '0/3 nodes are available: pod affinity terms conflict. not found',
  },
  {
    name: 'a claim that does not exist',
    nodes: [aNode('a'), aNode('b'), aNode('c')],
    pod: aPod('p', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'nope' } }] }),
    message: '0/3 nodes are available: persistentvolumeclaim "nope" not found. not found',
  },
  {
    name: 'a pod of equal priority is no victim',
    nodes: [aNode('a', { cpu: 1 })],
    there: [aPod('there', { cpu: '1' })],
    pod: aPod('p', { cpu: '1' }),
    message: `0/1 nodes are available: 1 Insufficient cpu.${NO_VICTIMS(1)}`,
  },
  {
    name: 'one that may not preempt',
    nodes: [aNode('a', { cpu: 1 })],
    there: [aPod('there', { cpu: '1' })],
    pod: aPod('p', { cpu: '1', priority: 5, preemptionPolicy: 'Never' }),
    message:
      '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never.',
  },
];

test.each(rows)('$name', ({ nodes, there = [], pod, message }) => {
  const tank = new Tank(nodes);
  tank.place(...there);
  tank.place(pod);
  expect(tank.why('p')).toBe(message);
  if (message === undefined) expect(tank.nodeOf('p')).toBeDefined();
  else expect(tank.events('p')).toEqual([`FailedScheduling: ${message}`]);
});

describe('required node affinity', () => {
  const expression = (
    key: string,
    operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt',
    ...values: string[]
  ) => requiring({ matchExpressions: [{ key, operator, values }] });
  const node = aNode('n', { labels: { size: '10', text: 'abc', zone: 'a' } });

  test.each([
    { name: 'Gt 5, label 10', spec: expression('size', 'Gt', '5'), fits: true },
    { name: 'Gt 10, label 10', spec: expression('size', 'Gt', '10'), fits: false },
    { name: 'Lt 11, label 10', spec: expression('size', 'Lt', '11'), fits: true },
    { name: 'Gt on a text', spec: expression('text', 'Gt', '5'), fits: false },
    { name: 'Gt on an absent label', spec: expression('none', 'Gt', '5'), fits: false },
    { name: 'an empty term matches nothing', spec: requiring({}), fits: false },
    { name: 'NotIn on an absent label', spec: expression('none', 'NotIn', 'a'), fits: true },
    { name: 'In', spec: expression('zone', 'In', 'a', 'b'), fits: true },
    { name: 'DoesNotExist', spec: expression('zone', 'DoesNotExist'), fits: false },
    { name: 'a second term is an alternative', spec: requiring({}, { matchFields: [named('n')] }), fits: true },
    {
      name: 'fields and expressions of one term are both demanded',
      spec: requiring({
        matchFields: [named('n')],
        matchExpressions: [{ key: 'zone', operator: 'In', values: ['b'] }],
      }),
      fits: false,
    },
  ])('$name', ({ spec, fits }) => {
    expect(new Tank([node]).place(aPod('p', spec))).toEqual([fits ? 'n' : undefined]);
  });
});

describe('host ports', () => {
  const with80 = (name: string, protocol: 'TCP' | 'UDP' = 'TCP', hostIP?: string) =>
    aPod(name, {
      containers: [
        {
          name: 'c',
          image: 'i',
          ports: [{ containerPort: 80, hostPort: 80, protocol, ...(hostIP ? { hostIP } : {}) }],
        },
      ],
    });
  const asInit: PodOptions = {
    initContainers: [{ name: 'i', image: 'i', ports: [{ containerPort: 80, hostPort: 80 }] }],
  };

  test.each([
    { name: 'the same port', pod: with80('p'), fits: false },
    { name: 'one address of it', pod: with80('p', 'TCP', '127.0.0.1'), fits: false },
    { name: 'another protocol', pod: with80('p', 'UDP'), fits: true },
    { name: 'of an init container', pod: aPod('p', asInit), fits: true },
  ])('$name', ({ pod, fits }) => {
    const tank = new Tank([aNode('n')]);
    tank.place(with80('there'), pod);
    expect(tank.nodeOf('p')).toBe(fits ? 'n' : undefined);
    if (!fits) {
      expect(tank.why('p')).toBe(
        `0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.${NO_VICTIMS(1)}`,
      );
    }
  });
});

test('the event is cut at 1024 bytes, the condition is not', () => {
  const requests = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`example.com/resource-${index + 10}`, '1']),
  );
  const tank = new Tank([aNode('n')]);
  tank.place(aPod('p', { requests }));
  const condition = tank.why('p') as string;
  expect(condition.length).toBeGreaterThan(1024);
  expect(condition).toContain('1 Insufficient example.com/resource-39');
  const [event = ''] = tank.events('p');
  const note = event.slice('FailedScheduling: '.length);
  expect(note).toHaveLength(1024);
  expect(note).toBe(`${condition.slice(0, 1020)} ...`);
  expect(eventNote('short')).toBe('short');
});

test('the condition of a pod that waits, and of one that is bound', () => {
  const tank = new Tank([aNode('n', { cpu: 1 })]);
  tank.place(aPod('p', { cpu: '2' }));
  const scheduled = () => tank.pod('p').status?.conditions?.find(({ type }) => type === 'PodScheduled');
  expect(scheduled()).toEqual({
    lastProbeTime: null,
    lastTransitionTime: expect.any(String),
    message: expect.stringContaining('Insufficient cpu'),
    observedGeneration: 1,
    reason: 'Unschedulable',
    status: 'False',
    type: 'PodScheduled',
  });
  tank.client.updateStatus({
    ...aNode('n'),
    metadata: tank.client.get('Node', undefined, 'n')?.metadata ?? { name: 'n' },
  });
  tank.settle();
  expect(scheduled()).toMatchObject({ status: 'True', type: 'PodScheduled' });
  expect(scheduled()?.message).toBeUndefined();
  expect(scheduled()?.observedGeneration).toBeUndefined();
});
