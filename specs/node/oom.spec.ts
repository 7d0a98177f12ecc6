// Memory that is gone: in a container, in a pod with a limit of its own, on the whole node.

import { describe, expect, test } from '@jest/globals';
import type { Pod } from '../../src/kinds/generated/types.gen';
import { oomScoreAdjust } from '../../src/node/oom';
import type { ProgramRule } from '../../src/node/program-rules';
import { KubeletCluster, type PodParts } from './kubelet-cluster';

const MI = 1_048_576;
const rises = (image: string, to: number, afterMs = 1_000): ProgramRule => ({
  image,
  memory: [
    { atMs: 0, value: MI },
    { atMs: afterMs, value: to },
  ],
});
const small = (programs: readonly ProgramRule[]) =>
  new KubeletCluster({ nodes: [{ name: 'node-1', memory: '1Gi' }], programs });
const ended = (node: KubeletCluster, pod: string, name?: string) => node.container(pod, name).lastState?.terminated;

test('a container beyond its limit is killed, and no other', () => {
  const node = small([rises('leak:1', 200 * MI)]);
  node.pod('p', {
    containers: [
      { name: 'leak', image: 'leak:1', resources: { limits: { memory: '100Mi' } } },
      { name: 'calm', image: 'nginx' },
    ],
  });
  node.advance(5);
  expect(ended(node, 'p', 'leak')).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
  expect(node.container('p', 'calm').restartCount).toBe(0);
  expect(node.status('p').phase).toBe('Running');
  expect(node.events('node-1').join()).not.toContain('SystemOOM');
});

test('a pod beyond its own limit loses the container that takes most', () => {
  const node = small([rises('a:1', 60 * MI), rises('b:1', 90 * MI)]);
  node.pod('p', {
    resources: { limits: { memory: '128Mi' } },
    containers: [
      { name: 'a', image: 'a:1' },
      { name: 'b', image: 'b:1' },
    ],
  });
  node.advance(5);
  expect(ended(node, 'p', 'b')).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
  expect(node.container('p', 'a').restartCount).toBe(0);
});

describe('the whole node', () => {
  test('beyond its memory before the kubelet looks', () => {
    const node = small([rises('big:1', 600 * MI)]);
    node.pod('asks', { containers: [{ image: 'big:1', resources: { requests: { memory: '600Mi' } } }] });
    node.pod('asks-not', { containers: [{ image: 'big:1', command: ['/usr/bin/java', '-jar', 'app.jar'] }] });
    node.advance(3);
    expect(ended(node, 'asks-not') ?? node.container('asks-not').state?.terminated).toMatchObject({
      exitCode: 137,
      reason: 'OOMKilled',
    });
    expect(node.container('asks').restartCount).toBe(0);
    const told = node.events('node-1').filter((line) => line.includes('SystemOOM'));
    expect(told[0]).toMatch(/^Warning SystemOOM: System OOM encountered, victim process: java, pid: \d+$/);
  });

  interface Row {
    readonly name: string;
    readonly spec: Partial<PodParts>;
    readonly qosClass: string;
    readonly score: number;
  }
  const asks = (memory: string, more: object = {}) => ({
    containers: [{ name: 'c', resources: { requests: { memory } }, ...more }],
  });
  const rows: readonly Row[] = [
    { name: 'best effort', spec: { containers: [{ name: 'c' }] }, qosClass: 'BestEffort', score: 1000 },
    { name: 'burstable', spec: asks('256Mi'), qosClass: 'Burstable', score: 750 },
    { name: 'burstable without a memory request', spec: asks('0'), qosClass: 'Burstable', score: 999 },
    { name: 'burstable with all of it', spec: asks('1Gi'), qosClass: 'Burstable', score: 3 },
    { name: 'guaranteed', spec: asks('1Gi'), qosClass: 'Guaranteed', score: -997 },
    {
      name: "the node's own",
      spec: { ...asks('0'), priority: 2_000_001_000, priorityClassName: 'system-node-critical' },
      qosClass: 'BestEffort',
      score: -997,
    },
  ];
  test.each(rows)('score of a container that is $name', ({ spec, qosClass, score }) => {
    const pod = { metadata: {}, spec, status: { qosClass } } as unknown as Pod;
    expect(oomScoreAdjust(pod, pod.spec.containers[0] as never, 1024 * MI)).toBe(score);
  });
});
