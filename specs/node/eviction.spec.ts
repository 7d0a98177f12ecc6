// A node that runs out of memory or disk: when its kubelet sees it, which pod goes, in which words, and what follows.

import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import type { ProgramRule } from '../../src/node/program-rules';
import { KubeletCluster, type PodParts } from './kubelet-cluster';

const MI = 1_048_576;
const GI = 1024 * MI;
const uses = (image: string, bytes: number): ProgramRule => ({ image, memory: [{ atMs: 0, value: bytes }] });
const grows = (from: number, to: number, afterMs: number) => [
  { atMs: 0, value: from },
  { atMs: afterMs, value: to },
];
const asking = (image: string, memory?: string, more: Partial<PodParts> = {}): PodParts => ({
  containers: [{ image, ...(memory ? { resources: { requests: { memory } } } : {}) }],
  ...more,
});

const small = (programs: readonly ProgramRule[]) =>
  new KubeletCluster({ nodes: [{ name: 'node-1', memory: '1Gi', ephemeralStorage: '10Gi' }], programs });

const evicted = (node: KubeletCluster, names: readonly string[]) =>
  names.filter((name) => node.status(name).reason === 'Evicted');
const nodeCondition = (node: KubeletCluster, type: string) => {
  const found = node.user.get('Node', undefined, 'node-1')?.status?.conditions?.find((one) => one.type === type);
  return `${found?.status} ${found?.reason}: ${found?.message}`;
};

describe('memory', () => {
  const rules = [
    uses('big:1', 700 * MI),
    uses('mid:1', 150 * MI),
    { image: 'leak:1', memory: grows(MI, 300 * MI, 60_000) },
  ];

  test('a pod is evicted with the words of the kubelet', () => {
    const node = small([{ image: 'big:1', stopsOnTerm: false, memory: grows(MI, 960 * MI, 2_000) }]);
    node.pod('big', asking('big:1', '100Mi'));
    node.advance(60);
    const available = 1024 - 960;
    const message =
      `The node was low on resource: memory. Threshold quantity: 100Mi, available: ${available}Mi. ` +
      'Container c was using 960Mi, request is 100Mi, has larger consumption of memory. ';
    const status = node.status('big');
    expect(status).toMatchObject({ phase: 'Failed', reason: 'Evicted', message });
    expect(status.conditions?.[0]).toMatchObject({
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'TerminationByKubelet',
      message,
    });
    expect(node.container('big').state?.terminated?.exitCode).toBe(137);
    expect(node.events('big').slice(-2)).toEqual([
      `Warning Evicted: ${message}`,
      'Normal Killing: Stopping container c',
    ]);
    const event = node.user.list('Event').find(({ reason }) => reason === 'Evicted');
    expect(event?.metadata.annotations).toEqual({
      offending_containers: 'c',
      offending_containers_usage: '960Mi',
      starved_resource: 'memory',
    });
    expect(node.events('node-1')).toEqual(
      expect.arrayContaining([
        'Warning EvictionThresholdMet: Attempting to reclaim memory',
        'Normal NodeHasInsufficientMemory: Node node-1 status is now: NodeHasInsufficientMemory',
      ]),
    );
  });

  test('one that exits 0 when it is told to has succeeded', () => {
    const node = small([{ image: 'big:1', memory: grows(MI, 960 * MI, 2_000) }]);
    node.pod('big', asking('big:1'));
    node.advance(60);
    expect(node.status('big')).toMatchObject({ phase: 'Succeeded' });
    expect(node.status('big').reason).toBeUndefined();
  });

  interface Row {
    readonly name: string;
    readonly pods: Readonly<Record<string, PodParts>>;
    readonly first: string;
  }
  const rows: readonly Row[] = [
    {
      name: 'whoever uses more than it asked for goes first',
      pods: { a: asking('big:1', '800Mi'), b: asking('mid:1', '10Mi'), c: asking('mid:1', '200Mi') },
      first: 'b',
    },
    {
      name: 'then the lower priority',
      pods: {
        a: asking('big:1', '10Mi', { priority: 10 }),
        b: asking('mid:1', '10Mi', { priority: 5 }),
        c: asking('mid:1', '1Mi', { priority: 10 }),
      },
      first: 'b',
    },
    {
      name: 'then the larger excess',
      pods: { a: asking('big:1', '680Mi'), b: asking('mid:1', '100Mi'), c: asking('mid:1', '149Mi') },
      first: 'b',
    },
    {
      name: 'critical pods stay',
      pods: {
        a: asking('big:1', undefined, { priority: 2_000_000_000 }),
        b: asking('mid:1', '200Mi'),
        c: asking('mid:1', '200Mi', { priority: 7 }),
      },
      first: 'b',
    },
  ];
  test.each(rows)('$name', ({ pods, first }) => {
    const node = small(rules.map((rule) => ({ ...rule, stopsOnTerm: false })));
    for (const name of Object.keys(pods)) node.pod(name, pods[name] as PodParts);
    node.advance(12);
    expect(evicted(node, Object.keys(pods))).toEqual([first]);
  });

  test('the condition goes five minutes after the last sign', () => {
    const node = small([{ image: 'big:1', stopsOnTerm: false, memory: grows(MI, 960 * MI, 2_000) }]);
    node.pod('big', asking('big:1'));
    node.advance(60);
    const told = 'True KubeletHasInsufficientMemory: kubelet has insufficient memory available';
    expect(nodeCondition(node, 'MemoryPressure')).toBe(told);
    node.advance(250);
    expect(nodeCondition(node, 'MemoryPressure')).toBe(told);
    node.advance(60);
    expect(nodeCondition(node, 'MemoryPressure')).toBe(
      'False KubeletHasSufficientMemory: kubelet has sufficient memory available',
    );
    expect(node.events('node-1')).toContain(
      'Normal NodeHasSufficientMemory: Node node-1 status is now: NodeHasSufficientMemory x3',
    );
  });

  const admitted = [
    { name: 'best effort', pod: asking('quiet:1'), phase: 'Failed', reason: 'Evicted' },
    { name: 'burstable', pod: asking('quiet:1', '1Mi'), phase: 'Running' },
    { name: 'critical', pod: asking('quiet:1', undefined, { priority: 2_000_000_000 }), phase: 'Running' },
    {
      name: 'best effort that tolerates it',
      pod: asking('quiet:1', undefined, {
        tolerations: [{ key: 'node.kubernetes.io/memory-pressure', operator: 'Exists' }],
      }),
      phase: 'Running',
    },
  ];
  test.each(admitted)('under pressure a new pod that is $name: $phase', ({ pod, phase, reason }) => {
    const node = small([]);
    node.command('pressure', { node: 'node-1', of: 'memory' });
    node.advance(25);
    // Nobody was there to be evicted, and the memory comes back.
    node.command('recoverNode', { node: 'node-1' });
    node.pod('new', pod);
    node.advance(5);
    expect(node.status('new').phase).toBe(phase);
    expect(node.status('new').reason).toBe(reason);
    if (reason) expect(node.status('new').message).toBe('Pod was rejected: The node had condition: [MemoryPressure]. ');
  });

  test('a memory-backed volume counts as memory', () => {
    const node = small([{ image: 'cache:1', stopsOnTerm: false, fills: { '/cache': grows(0, 950 * MI, 30_000) } }]);
    node.pod('cache', {
      containers: [{ image: 'cache:1', volumeMounts: [{ name: 'v', mountPath: '/cache' }] }],
      volumes: [{ name: 'v', emptyDir: { medium: 'Memory' } }],
    });
    node.advance(60);
    expect(node.status('cache').message).toContain('low on resource: memory.');
  });
});

describe('disk', () => {
  test('the image file system is short first', () => {
    const node = small([{ image: 'log:1', stopsOnTerm: false, disk: grows(0, 8.75 * GI, 60_000) }]);
    node.pod('log', asking('log:1'));
    node.advance(90);
    expect(node.status('log').message).toMatch(
      /^The node was low on resource: ephemeral-storage\. Threshold quantity: 1610612\d{3}, available: \d+\w*\. Container c was using \d+\w*, request is 0, has larger consumption of ephemeral-storage\. $/,
    );
    expect(nodeCondition(node, 'DiskPressure')).toBe('True KubeletHasDiskPressure: kubelet has disk pressure');
  });

  interface Row {
    readonly name: string;
    readonly program: Partial<ProgramRule>;
    readonly pod: PodParts;
    readonly message: string | undefined;
  }
  const limited = (limit: string) => ({ resources: { limits: { 'ephemeral-storage': limit } } });
  const emptyDir = (sizeLimit: string, medium?: string): Partial<PodParts> => ({
    volumes: [{ name: 'v', emptyDir: { sizeLimit, ...(medium ? { medium } : {}) } }],
  });
  const mounted = { volumeMounts: [{ name: 'v', mountPath: '/data' }] };
  const rows: readonly Row[] = [
    {
      name: 'an emptyDir beyond its size',
      program: { fills: { '/data': grows(0, 2 * MI, 10_000) } },
      pod: { containers: [{ image: 'x:1', ...mounted }], ...emptyDir('1Mi') },
      message: 'Usage of EmptyDir volume "v" exceeds the limit "1Mi". ',
    },
    {
      name: 'an emptyDir within its size',
      program: { fills: { '/data': grows(0, MI, 10_000) } },
      pod: { containers: [{ image: 'x:1', ...mounted }], ...emptyDir('1Mi') },
      message: undefined,
    },
    {
      name: 'an emptyDir in memory is full instead',
      program: { fills: { '/data': grows(0, 2 * MI, 10_000) } },
      pod: { containers: [{ image: 'x:1', ...mounted }], ...emptyDir('1Mi', 'Memory') },
      message: undefined,
    },
    {
      name: 'the only container beyond its limit is the pod beyond its limit',
      program: { disk: grows(0, 2 * GI, 10_000) },
      pod: { containers: [{ image: 'x:1', ...limited('1Gi') }] },
      message: 'Pod ephemeral local storage usage exceeds the total limit of containers 1Gi. ',
    },
    {
      name: 'one of two containers',
      program: { container: 'a', disk: grows(0, 2 * GI, 10_000) },
      pod: {
        containers: [
          { name: 'a', image: 'x:1', ...limited('1Gi') },
          { name: 'b', image: 'x:1', ...limited('2Gi') },
        ],
      },
      message: 'Container a exceeded its local ephemeral storage limit "1Gi". ',
    },
    {
      name: 'volumes count for the pod',
      program: { fills: { '/data': grows(0, 2 * GI, 10_000) } },
      pod: { containers: [{ image: 'x:1', ...mounted, ...limited('1Gi') }], ...emptyDir('8Gi') },
      message: 'Pod ephemeral local storage usage exceeds the total limit of containers 1Gi. ',
    },
  ];
  test.each(rows)('$name', ({ program, pod, message }) => {
    const node = small([{ image: 'x:1', stopsOnTerm: false, ...program }]);
    node.pod('p', pod);
    node.advance(40);
    const status = node.status('p');
    expect(status.message).toBe(message);
    expect(status.phase).toBe(message ? 'Failed' : 'Running');
    expect(status.conditions?.some(({ type }) => type === 'DisruptionTarget')).toBe(false);
  });

  test('a written file counts', () => {
    const node = small([]);
    node.pod('p', { containers: [{ image: 'x:1', ...mounted }], ...emptyDir('4') });
    node.advance(3);
    node.command('writeFile', { pod: 'p', path: '/data/a', content: 'four' });
    node.advance(30);
    expect(node.status('p').phase).toBe('Running');
    node.command('writeFile', { pod: 'p', path: '/data/b', content: '5' });
    node.advance(30);
    expect(node.events('p')).toContain('Warning Evicted: Usage of EmptyDir volume "v" exceeds the limit "4". ');
  });
});

describe('pressure from outside', () => {
  const kinds = [
    { of: 'memory', taint: 'memory-pressure', type: 'MemoryPressure', resource: 'memory' },
    { of: 'disk', taint: 'disk-pressure', type: 'DiskPressure', resource: 'ephemeral-storage' },
    { of: 'inodes', taint: 'disk-pressure', type: 'DiskPressure', resource: 'inodes' },
    { of: 'pids', taint: 'pid-pressure', type: 'PIDPressure', resource: 'pids' },
  ] as const;
  test.each(kinds)('$of', ({ of, taint, type, resource }) => {
    const shop = cluster({ nodes: 2 });
    shop.advance('1m');
    shop.pressure('node-1', of);
    shop.advance('25s');
    const node = shop.get('Node', undefined, 'node-1');
    expect(node?.status?.conditions?.find((one) => one.type === type)?.status).toBe('True');
    expect(node?.spec?.taints?.map(({ key, effect }) => `${key}:${effect}`)).toEqual([
      `node.kubernetes.io/${taint}:NoSchedule`,
    ]);
    const told = shop.list('Event').filter(({ reason }) => reason === 'EvictionThresholdMet');
    expect(told.map(({ message }) => message)).toEqual([`Attempting to reclaim ${resource}`]);
    shop.recoverNode('node-1');
    shop.advance('6m');
    expect(shop.get('Node', undefined, 'node-1')?.spec?.taints).toBeUndefined();
  });

  test('pods go one after another until there is room', () => {
    const node = small([{ image: 'p:1', stopsOnTerm: false, memory: [{ atMs: 0, value: 100 * MI }] }]);
    for (const name of ['a', 'b', 'c']) node.pod(name, asking('p:1'));
    node.advance(5);
    node.command('pressure', { node: 'node-1', of: 'memory', available: '40Mi' });
    node.advance(60);
    expect(evicted(node, ['a', 'b', 'c'])).toEqual(['a']);
    const more = small([{ image: 'p:1', stopsOnTerm: false, memory: [{ atMs: 0, value: 20 * MI }] }]);
    for (const name of ['a', 'b', 'c']) more.pod(name, asking('p:1'));
    more.advance(5);
    more.command('pressure', { node: 'node-1', of: 'memory', available: '65Mi' });
    more.advance(40);
    expect(evicted(more, ['a', 'b', 'c'])).toEqual(['a', 'b']);
  });
});
