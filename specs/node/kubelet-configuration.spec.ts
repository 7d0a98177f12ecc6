// A node's kubelet as it is configured: what is left to pods, soft thresholds with their grace, what is refused.

import { describe, expect, test } from '@jest/globals';
import { cluster } from 'wavetank';
import type { KubeletConfiguration } from '../../src/node/kubelet-fields';
import type { ProgramRule } from '../../src/node/program-rules';
import { KubeletCluster } from './kubelet-cluster';

const MI = 1_048_576;

describe('what is left to pods', () => {
  const rows: readonly { name: string; kubelet?: KubeletConfiguration; allocatable: object }[] = [
    { name: 'all of it, when nothing is said', allocatable: { cpu: '4', memory: '8Gi', 'ephemeral-storage': '100Gi' } },
    {
      name: 'what the default thresholds leave',
      kubelet: { evictionMaxPodGracePeriod: 10 },
      allocatable: { cpu: '4', memory: '8092Mi', 'ephemeral-storage': '96636764k' },
    },
    {
      name: 'without what is reserved',
      kubelet: {
        kubeReserved: { cpu: '100m', memory: '1Gi' },
        systemReserved: { cpu: '400m', memory: '500Mi', 'ephemeral-storage': '10Gi' },
        evictionHard: { 'memory.available': '524Mi', 'nodefs.available': '0%' },
      },
      allocatable: { cpu: '3500m', memory: '6Gi', 'ephemeral-storage': '90Gi' },
    },
    {
      name: 'with the defaults besides',
      kubelet: { evictionHard: { 'memory.available': '1Gi' }, mergeDefaultEvictionSettings: true },
      allocatable: { memory: '7Gi', 'ephemeral-storage': '96636764k' },
    },
    {
      name: 'without the defaults',
      kubelet: { evictionHard: { 'memory.available': '1Gi' } },
      allocatable: { memory: '7Gi', 'ephemeral-storage': '100Gi' },
    },
  ];
  test.each(rows)('$name', ({ kubelet, allocatable }) => {
    const node = new KubeletCluster({ nodes: [{ name: 'node-1', ...(kubelet ? { kubelet } : {}) }] });
    const { status } = node.user.get('Node', undefined, 'node-1') ?? {};
    expect(status?.allocatable).toMatchObject(allocatable);
    expect(status?.capacity).toMatchObject({ cpu: '4', memory: '8Gi', 'ephemeral-storage': '100Gi' });
  });

  test('a pod that asks for more than that is refused by the node', () => {
    const kubelet = { kubeReserved: { cpu: '1' } };
    const node = new KubeletCluster({ nodes: [{ name: 'node-1', cpu: 2, kubelet }] });
    node.pod('p', { containers: [{ image: 'a', resources: { requests: { cpu: '1500m' } } }] });
    node.advance(5);
    expect(node.status('p').message).toBe(
      "Pod was rejected: Node didn't have enough resource: cpu, requested: 1500, used: 0, capacity: 1000",
    );
  });
});

const steady = (mebibytes: number): ProgramRule => ({ image: 'big', memory: [{ atMs: 0, value: mebibytes * MI }] });
const gibibyte = (kubelet: KubeletConfiguration, programs: readonly ProgramRule[]) =>
  new KubeletCluster({ nodes: [{ name: 'node-1', memory: '1Gi', kubelet }], programs });

describe('soft thresholds', () => {
  const soft = {
    evictionSoft: { 'memory.available': '500Mi' },
    evictionSoftGracePeriod: { 'memory.available': '1m30s' },
  };

  test('are told at once, and act after their grace', () => {
    const node = gibibyte({ ...soft, evictionMaxPodGracePeriod: 20 }, [{ ...steady(600), stopsOnTerm: false }]);
    node.pod('p', { containers: [{ image: 'big' }] });
    node.advance(30);
    const condition = node.user.get('Node', undefined, 'node-1')?.status?.conditions?.[0];
    expect(condition).toMatchObject({ type: 'MemoryPressure', status: 'True' });
    node.advance(50);
    expect(node.events('p').join()).not.toContain('Evicted');
    node.advance(30);
    expect(node.events('p').at(-2)).toBe(
      'Warning Evicted: The node was low on resource: memory. Threshold quantity: 500Mi, available: 424Mi. Container c was using 600Mi, request is 0, has larger consumption of memory. ',
    );
    expect(node.container('p').state?.running).toBeDefined();
    node.advance(25);
    expect(node.container('p').state?.terminated).toMatchObject({ exitCode: 137 });
    expect(node.status('p')).toMatchObject({ phase: 'Failed', reason: 'Evicted' });
  });

  test('leave the pod no more than a second unless the node grants more', () => {
    const node = gibibyte(soft, [{ ...steady(600), stopsOnTerm: false }]);
    node.pod('p', { containers: [{ image: 'big' }] });
    node.advance(115);
    expect(node.status('p')).toMatchObject({ phase: 'Failed', reason: 'Evicted' });
  });

  test('forget a shortage that passes', () => {
    const hill = [0, 60_000, 61_000].map((atMs, index) => ({ atMs, value: index === 1 ? 600 * MI : 100 * MI }));
    const node = gibibyte(soft, [{ image: 'big', memory: hill }]);
    node.pod('p', { containers: [{ image: 'big' }] });
    node.advance(200);
    expect(node.status('p').phase).toBe('Running');
  });
});

test('what is reserved is no pods’ memory, whatever the node has left', () => {
  const node = gibibyte({ kubeReserved: { memory: '300Mi' } }, [steady(650)]);
  node.pod('p', { containers: [{ image: 'big' }] });
  node.advance(15);
  expect(node.events('p').join()).toContain('Threshold quantity: 100Mi, available: 74Mi. ');
});

test('a pressure is over after the time that is said', () => {
  const kubelet = { evictionPressureTransitionPeriod: '30s' };
  const node = gibibyte(kubelet, [steady(1000)]);
  node.pod('p', { containers: [{ image: 'big' }] });
  node.advance(30);
  const pressed = () => node.user.get('Node', undefined, 'node-1')?.status?.conditions?.[0]?.status;
  expect(pressed()).toBe('True');
  node.advance(60);
  expect(pressed()).toBe('False');
});

describe('refused', () => {
  const rows: readonly { name: string; kubelet: object; text: string | RegExp }[] = [
    { name: 'a slip', kubelet: { kubeReservd: {} }, text: /unknown key "kubeReservd".*kubeReserved/s },
    {
      name: 'what is not simulated',
      kubelet: { cpuManagerPolicy: 'static' },
      text: 'nodes[0].kubelet.cpuManagerPolicy: a field of KubeletConfiguration that is not simulated',
    },
    {
      name: 'what stands elsewhere',
      kubelet: { maxPods: 20 },
      text: 'kubelet.maxPods: say it with "pods" of the node',
    },
    {
      name: 'a signal that is none',
      kubelet: { evictionHard: { 'memory.availabel': '5%' } },
      text: /there is no eviction signal "memory.availabel".*memory.available/s,
    },
    { name: 'a share above all', kubelet: { evictionHard: { 'memory.available': '101%' } }, text: 'from 0% to 100%' },
    { name: 'a resource', kubelet: { kubeReserved: { gpu: '1' } }, text: 'there is no resource to reserve "gpu"' },
    {
      name: 'soft without a grace',
      kubelet: { evictionSoft: { 'memory.available': '5%' } },
      text: 'grace period must be specified for the soft eviction threshold memory.available',
    },
    {
      name: 'a grace without soft',
      kubelet: { evictionSoftGracePeriod: { 'memory.available': '5s' } },
      text: 'there is no soft eviction threshold memory.available',
    },
    {
      name: 'more than there is',
      kubelet: { kubeReserved: { memory: '9Gi' }, evictionHard: {} },
      text: 'Resource "memory" has a reservation of 9Gi but capacity of 8Gi. Expected capacity >= reservation.',
    },
    {
      name: 'critical pods longer than all',
      kubelet: { shutdownGracePeriod: '30s', shutdownGracePeriodCriticalPods: '1m' },
      text: 'invalid configuration: shutdownGracePeriodCriticalPods 1m0s must be <= shutdownGracePeriod 30s',
    },
    {
      name: 'both ways of a shutdown',
      kubelet: {
        shutdownGracePeriod: '30s',
        shutdownGracePeriodByPodPriority: [{ priority: 0, shutdownGracePeriodSeconds: 5 }],
      },
      text: 'Cannot specify both shutdownGracePeriodByPodPriority and shutdownGracePeriod at the same time',
    },
  ];
  test.each(rows)('$name', ({ kubelet, text }) => {
    expect(() => cluster({ nodes: [{ name: 'node-1', kubelet: kubelet as KubeletConfiguration }] })).toThrow(text);
  });
});
