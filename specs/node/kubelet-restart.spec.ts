// What a kubelet's restart leaves as it was: containers that were started stay so, and those that were ready stay
// ready until their probe has failed as often as it takes, in a pod that was ready.

import { expect, test } from '@jest/globals';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import type { ProgramRule } from '../../src/node/program-rules';

const probe = (port: number, more: object = {}) => ({ httpGet: { port }, periodSeconds: 10, ...more });
const container = (name: string, port: number, more: object = {}) => ({
  name,
  image: 'nginx',
  ports: [{ containerPort: port }],
  ...more,
});

function running(spec: object, programs: readonly ProgramRule[] = []): Cluster {
  const tank = cluster({ nodes: 1, programs });
  tank.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec });
  tank.advance('2m');
  return tank;
}

function restart(tank: Cluster): void {
  tank.stopKubelet('node-1');
  tank.advance('15s');
  tank.recoverNode('node-1');
}

function states(tank: Cluster): unknown {
  const { containerStatuses = [], initContainerStatuses = [] } = tank.get('Pod', 'default', 'a')?.status ?? {};
  return [...initContainerStatuses, ...containerStatuses].map(
    ({ name, ready, started }) => `${name}${ready ? ' ready' : ''}${started ? ' started' : ''}`,
  );
}

test('sidecars and containers with startup probes', () => {
  const tank = running({
    initContainers: [container('side', 81, { restartPolicy: 'Always', startupProbe: probe(81) })],
    containers: [container('main', 80, { startupProbe: probe(80), livenessProbe: probe(80) })],
  });
  const before = states(tank);
  expect(before).toEqual(['side ready started', 'main ready started']);
  restart(tank);
  for (let second = 0; second < 30; second++) {
    tank.advance('1s');
    expect(states(tank)).toEqual(before);
  }
  expect(tank.get('Pod', 'default', 'a')?.status?.containerStatuses?.[0]?.restartCount).toBe(0);
});

test('a probe that fails after it takes its three times', () => {
  const flaky = [{ image: 'nginx', readyAfterMs: 0, failAfterMs: 125_000 }];
  const tank = running({ containers: [container('main', 80, { readinessProbe: probe(80) })] }, flaky);
  restart(tank);
  tank.advance('10s');
  expect(states(tank)).toEqual(['main ready started']);
  tank.advance('30s');
  expect(states(tank)).toEqual(['main started']);
});

test('in a pod that is not ready nobody is, until asked', () => {
  const slow = container('slow', 81, { readinessProbe: { exec: { command: ['false'] }, periodSeconds: 10 } });
  const tank = running({ containers: [container('main', 80, { readinessProbe: probe(80) }), slow] });
  restart(tank);
  tank.advance('30s');
  expect(states(tank)).toContain('main ready started');
});
