// Who has to leave a tainted node, and when.

import { describe, expect, test } from '@jest/globals';
import { taintEvictionController, toleratedSeconds } from '../../src/controllers/taint-eviction';
import type { Node, Pod, Taint, Toleration } from '../../src/kinds/generated/types.gen';
import { tolerates } from '../../src/kinds/taints';
import { addPod, type Harness, harness, makeNode } from './harness';

const taint = (key: string, value?: string): Taint => ({ key, effect: 'NoExecute', ...(value ? { value } : {}) });
const all = (key: string, tolerationSeconds?: number): Toleration => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  ...(tolerationSeconds === undefined ? {} : { tolerationSeconds }),
});

test.each([
  { name: 'exists', toleration: all('a'), of: taint('a', 'x'), yes: true },
  { name: 'equal', toleration: { key: 'a', operator: 'Equal' as const, value: 'x' }, of: taint('a', 'x'), yes: true },
  { name: 'equal is the default', toleration: { key: 'a', value: 'x' }, of: taint('a', 'x'), yes: true },
  { name: 'another value', toleration: { key: 'a', value: 'y' }, of: taint('a', 'x'), yes: false },
  { name: 'another key', toleration: all('b'), of: taint('a'), yes: false },
  { name: 'another effect', toleration: { ...all('a'), effect: 'NoSchedule' as const }, of: taint('a'), yes: false },
  { name: 'everything', toleration: { operator: 'Exists' as const }, of: taint('a', 'x'), yes: true },
])('tolerates: $name', ({ toleration, of, yes }) => {
  expect(tolerates(toleration, of)).toBe(yes);
});

test.each([
  { name: 'not tolerated', taints: [taint('a')], tolerations: [], seconds: 0 },
  { name: 'for ever', taints: [taint('a')], tolerations: [all('a')], seconds: undefined },
  { name: 'for a while', taints: [taint('a')], tolerations: [all('a', 300)], seconds: 300 },
  { name: 'the least of two', taints: [taint('a'), taint('b')], tolerations: [all('a', 300), all('b', 5)], seconds: 5 },
  { name: 'one of two is not', taints: [taint('a'), taint('b')], tolerations: [all('a', 300)], seconds: 0 },
  { name: 'no time', taints: [taint('a')], tolerations: [all('a', -1)], seconds: 0 },
  {
    name: 'the first that matches decides',
    taints: [taint('a')],
    tolerations: [all('a', 60), all('a', 5)],
    seconds: 60,
  },
])('how long: $name', ({ taints, tolerations, seconds }) => {
  expect(toleratedSeconds(taints, tolerations)).toBe(seconds);
});

function world(): Harness {
  const it = harness(taintEvictionController);
  it.create(makeNode('n1'));
  return it;
}

function setTaints(it: Harness, ...taints: readonly Taint[]): void {
  const node = it.user.get('Node', undefined, 'n1') as Node;
  it.user.update({ ...node, spec: { ...node.spec, taints } });
}

const add = (it: Harness, name: string, ...tolerations: readonly Toleration[]) =>
  addPod(it, { name, spec: { tolerations } });
const pod = (it: Harness, name: string): Pod | undefined => it.user.get('Pod', 'default', name);
const leaving = (it: Harness, name: string) => pod(it, name)?.metadata.deletionTimestamp !== undefined;

describe('in a running control plane', () => {
  test('at once: event, condition, delete', () => {
    const it = world();
    add(it, 'p');
    setTaints(it, taint('a'));
    it.settle();
    expect(leaving(it, 'p')).toBe(true);
    expect(pod(it, 'p')?.status?.conditions?.at(-1)).toMatchObject({
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
    });
    expect(it.events()).toEqual(['Normal TaintManagerEviction: Marking for deletion Pod default/p']);
    expect(it.user.list('Event')[0]?.involvedObject).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      name: 'p',
      namespace: 'default',
    });
  });

  test('after its seconds, not before; settle does not wait for that', () => {
    const it = world();
    add(it, 'p', all('a', 300));
    setTaints(it, taint('a'));
    it.settle();
    it.wait(299.9);
    expect(leaving(it, 'p')).toBe(false);
    it.wait(0.2);
    expect(leaving(it, 'p')).toBe(true);
  });

  test('a change of taints keeps the running timer', () => {
    const it = world();
    add(it, 'p', all('a', 60), all('b', 60));
    setTaints(it, taint('a'));
    it.wait(50);
    setTaints(it, taint('b'));
    it.wait(10.1);
    expect(leaving(it, 'p')).toBe(true);
  });

  test('no taint left: cancelled, with an event; a later taint starts anew', () => {
    const it = world();
    add(it, 'p', all('a', 60));
    setTaints(it, taint('a'));
    it.wait(50);
    setTaints(it);
    it.wait(1);
    expect(it.events()).toEqual(['Normal TaintManagerEviction: Cancelling deletion of Pod default/p']);
    setTaints(it, taint('a'));
    it.wait(59);
    expect(leaving(it, 'p')).toBe(false);
    it.wait(2);
    expect(leaving(it, 'p')).toBe(true);
  });

  test('a pod that comes to a tainted node', () => {
    const it = world();
    setTaints(it, taint('a'));
    it.settle();
    add(it, 'p');
    it.settle();
    expect(leaving(it, 'p')).toBe(true);
  });

  test('a waiting pod that goes by itself is called off', () => {
    const it = world();
    add(it, 'p', all('a', 60));
    setTaints(it, taint('a'));
    it.settle();
    it.user.delete('Pod', 'default', 'p', { gracePeriodSeconds: 0 });
    it.settle();
    expect(it.events()).toEqual(['Normal TaintManagerEviction: Cancelling deletion of Pod default/p']);
  });

  test('NoSchedule moves nobody', () => {
    const it = world();
    add(it, 'p');
    setTaints(it, { key: 'a', effect: 'NoSchedule' });
    it.wait(600);
    expect(leaving(it, 'p')).toBe(false);
  });
});
