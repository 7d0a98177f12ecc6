import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import { UsageError } from '../../src/cluster/describe/usage-error';
import { type BirthStepName, podBirth, podBirthText } from '../../src/report/pod-birth';
import { fixtures } from '../support/root';

const ALL: readonly BirthStepName[] = [
  'request',
  'stored',
  'seen',
  'created',
  'bound',
  'started',
  'reported',
  'counted',
];

function shopWith(settle = true): Cluster {
  const shop = cluster({ nodes: 2 });
  shop.load(join(fixtures, 'shop'));
  if (settle) shop.settle();
  return shop;
}

const podOf = (shop: Cluster, app: string) =>
  shop.list('Pod', 'default').find(({ metadata }) => metadata.labels?.app === app)?.metadata.name as string;

describe('a pod of a Deployment', () => {
  const shop = shopWith();
  const birth = podBirth(shop, podOf(shop, 'frontend'));
  const step = (name: BirthStepName) => birth.steps.find((each) => each.name === name);

  test('has all eight steps, each because of the one before', () => {
    expect(birth.steps.map(({ name }) => name)).toEqual(ALL);
    expect(birth.steps.map(({ step: number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(birth.steps.map(({ because }) => because)).toEqual([undefined, ...ALL.slice(0, -1)]);
  });

  test('time does not go back', () => {
    const times = birth.steps.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(shop.nowMs);
  });

  test.each([
    { name: 'request', actor: 'user', what: /^asks: load .*fixtures\/shop$/ },
    { name: 'stored', actor: 'kube-apiserver', what: /^stores deployment\/frontend$/ },
    { name: 'seen', actor: 'deployment-controller', what: /^looks at deployment\/frontend$/ },
    { name: 'created', actor: 'replicaset-controller', what: /^creates pod\/frontend-/ },
    { name: 'bound', actor: 'kube-scheduler', what: /on node-\d$/ },
    { name: 'started', actor: 'kubelet', what: /^starts containers of pod\/frontend-/ },
    { name: 'reported', actor: 'kubelet', what: /: .*\bready$/ },
    { name: 'counted', actor: 'replicaset-controller', what: /^updates replicaset\/frontend-.* of 3 ready$/ },
  ] as const)('$name is done by the $actor', ({ name, actor, what }) => {
    expect(step(name)).toMatchObject({ actor, what: expect.stringMatching(what) });
  });

  test('the request names the line that asked', () => {
    expect(step('request')?.source).toMatchObject({ file: __filename, line: expect.any(Number) });
  });

  test('details tell of the ReplicaSet between, the kubelet at work, and the Deployment above', () => {
    const texts = (name: BirthStepName) => step(name)?.details.map(({ text }) => text) ?? [];
    expect(texts('seen')).toEqual([expect.stringMatching(/^deployment-controller creates replicaset\/frontend-/)]);
    expect(texts('started').map((text) => text.split(':')[0])).toEqual(['Pulling', 'Pulled', 'Created', 'Started']);
    expect(texts('counted')).toEqual([expect.stringMatching(/^deployment-controller updates deployment\/frontend: /)]);
  });

  test('the text has a line for each step', () => {
    const lines = podBirthText(shop, birth).split('\n');
    expect(lines[0]).toBe(`pod/${podOf(shop, 'frontend')} came to be in these steps:`);
    expect(lines.filter((line) => /^ {2}[1-8] /.test(line))).toHaveLength(8);
    expect(lines.filter((line) => line.includes('because of 4'))).toHaveLength(1);
  });
});

describe('pods that are not there yet, or not any more', () => {
  test('a pod that was just created has come as far as it has come', () => {
    const shop = shopWith(false);
    shop.advance('45ms');
    const names = podBirth(shop, podOf(shop, 'cart')).steps.map(({ name }) => name);
    expect(names).toEqual(ALL.slice(0, names.length));
    expect(names).not.toContain('started');
  });

  test('a pod without a controller skips two steps', () => {
    const tank = cluster({ nodes: 1 });
    tank.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'bare' },
      spec: { containers: [{ name: 'c', image: 'c' }] },
    });
    tank.settle();
    const { steps } = podBirth(tank, 'bare');
    expect(steps.map(({ step }) => step)).toEqual([1, 2, 5, 6, 7]);
    expect(steps[2]?.because).toBe('stored');
  });

  test('a pod that is gone still has its story', () => {
    const shop = shopWith();
    const name = podOf(shop, 'catalog');
    shop.delete(`pod/${name}`, { graceSeconds: 0 });
    shop.settle();
    expect(shop.get('Pod', 'default', name)).toBeUndefined();
    expect(podBirth(shop, name).steps).toHaveLength(8);
  });

  test('a pod that never was is wrong use', () => {
    expect(() => podBirth(shopWith(), 'frontent')).toThrow(UsageError);
  });
});
