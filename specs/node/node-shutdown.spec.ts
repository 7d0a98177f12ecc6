// Machines that are told to shut down: who goes when, what is told, and what comes of pods that arrive meanwhile.

import { expect, test } from '@jest/globals';
import { cluster } from 'wavetank';
import 'wavetank/jest-globals';
import type { KubeletConfiguration } from '../../src/node/kubelet-fields';
import { KubeletCluster, START_MS } from './kubelet-cluster';

const stubborn = [{ image: 'stubborn', stopsOnTerm: false as const }];
const shutting = (kubelet: KubeletConfiguration) =>
  new KubeletCluster({ nodes: [{ name: 'node-1', kubelet }], programs: stubborn });
const spec = (image: string, priority: number, graceSeconds = 30) => ({
  containers: [{ image }],
  priority,
  terminationGracePeriodSeconds: graceSeconds,
});
const node = (tank: KubeletCluster) => tank.user.get('Node', undefined, 'node-1');
const ready = (tank: KubeletCluster) => {
  const { status, reason, message } = node(tank)?.status?.conditions?.at(-1) ?? {};
  return `${status} ${reason} ${message}`;
};
/** Seconds from the shutdown to the end of the pod's container. */
function lasted(tank: KubeletCluster, pod: string, sinceMs: number): number {
  const end = tank.container(pod).state?.terminated?.finishedAt ?? '';
  return (Date.parse(end) - sinceMs) / 1000;
}

test('pods end in two groups, critical ones last, and then the machine is off', () => {
  const tank = shutting({ shutdownGracePeriod: '30s', shutdownGracePeriodCriticalPods: '10s' });
  tank.pod('plain', spec('stubborn', 0));
  tank.pod('short', spec('stubborn', 0, 5));
  tank.pod('critical', spec('stubborn', 2_000_000_000));
  tank.advance(20);
  const startMs = START_MS + 80_000;
  tank.command('shutDownNode', { node: 'node-1' });
  tank.advance(1);
  expect(ready(tank)).toBe('False KubeletNotReady node is shutting down');
  expect(tank.events('node-1').slice(-2)).toEqual([
    'Normal NodeShutdown: Shutdown manager detected shutdown event',
    'Normal NodeNotReady: Node node-1 status is now: NodeNotReady',
  ]);
  tank.pod('late', spec('nginx', 0));
  tank.advance(60);
  expect(tank.status('plain')).toMatchObject({
    phase: 'Failed',
    reason: 'Terminated',
    message: 'Pod was terminated in response to imminent node shutdown.',
  });
  expect(tank.condition('plain', 'DisruptionTarget')).toBe(
    'True TerminationByKubelet Pod was terminated in response to imminent node shutdown.',
  );
  expect(lasted(tank, 'short', startMs)).toBe(5);
  expect(lasted(tank, 'plain', startMs)).toBe(20);
  expect(lasted(tank, 'critical', startMs)).toBeGreaterThanOrEqual(30);
  expect(tank.status('late')).toMatchObject({
    phase: 'Failed',
    reason: 'NodeShutdown',
    message: 'Pod was rejected: Pod was rejected as the node is shutting down.',
  });
  expect(tank.command('isNodeUp', { node: 'node-1' })).toBe(false);
});

test('a group of pods that obey is not waited for any longer', () => {
  const tank = shutting({ shutdownGracePeriod: '10m', shutdownGracePeriodCriticalPods: '5m' });
  tank.pod('plain', spec('nginx', 0));
  tank.pod('critical', spec('nginx', 2_000_000_000));
  tank.advance(20);
  tank.command('shutDownNode', { node: 'node-1' });
  tank.advance(10);
  expect(tank.command('isNodeUp', { node: 'node-1' })).toBe(false);
  // Its containers all ended well.
  expect(tank.status('critical').phase).toBe('Succeeded');
});

test('groups of priorities of one’s own; those between go with the lower one', () => {
  const shutdownGracePeriodByPodPriority = [
    { priority: 1000, shutdownGracePeriodSeconds: 20 },
    { priority: 0, shutdownGracePeriodSeconds: 10 },
  ];
  const tank = shutting({ shutdownGracePeriodByPodPriority });
  tank.pod('low', spec('stubborn', -5));
  tank.pod('between', spec('stubborn', 999));
  tank.pod('high', spec('stubborn', 5000, 600));
  tank.advance(20);
  tank.command('shutDownNode', { node: 'node-1' });
  tank.advance(60);
  const startMs = START_MS + 80_000;
  expect(['low', 'between', 'high'].map((pod) => Math.floor(lasted(tank, pod, startMs)))).toEqual([10, 10, 30]);
});

test('without a period nothing is told', () => {
  const tank = shutting({});
  tank.pod('p', spec('nginx', 0));
  tank.advance(20);
  tank.command('shutDownNode', { node: 'node-1' });
  tank.advance(5);
  expect(ready(tank)).toContain('True');
  expect(tank.status('p').phase).toBe('Running');
  expect(tank.command('isNodeUp', { node: 'node-1' })).toBe(false);
});

test('called off, the node is ready again, and its pods stay ended', () => {
  const tank = shutting({ shutdownGracePeriod: '5m' });
  tank.pod('p', spec('stubborn', 0, 120));
  tank.advance(20);
  tank.command('shutDownNode', { node: 'node-1' });
  tank.advance(5);
  tank.command('recoverNode', { node: 'node-1' });
  tank.advance(15);
  expect(ready(tank)).toBe('True KubeletReady kubelet is posting ready status');
  expect(tank.events('node-1').join()).toContain('Shutdown manager detected shutdown cancellation');
  tank.advance(150);
  expect(tank.status('p').reason).toBe('Terminated');
  expect(tank.command('isNodeUp', { node: 'node-1' })).toBe(true);
});

test('a Deployment makes up for it elsewhere, and the machine comes back', () => {
  const kubelet = { shutdownGracePeriod: '30s' };
  const shop = cluster({ nodes: [{ name: 'node-1', kubelet }, { name: 'node-2' }] });
  const labels = { app: 'web' };
  shop.load({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: 4,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
    },
  });
  shop.settle();
  shop.shutDownNode('node-1');
  shop.advance('8s');
  expect(shop.object('node/node-1')).toHaveTaint('node.kubernetes.io/not-ready:NoExecute');
  shop.advance('1m');
  expect(shop.deployment('web')).toBeAvailable();
  shop.recoverNode('node-1');
  shop.advance('2m');
  expect(shop.object('node/node-1')).toHaveCondition('Ready', { status: 'True' });
});
