// Which Services a pod's change wakes.

import { describe, expect, test } from '@jest/globals';
import type { Reader } from '../../../src/api/actor';
import type { Change } from '../../../src/api/change';
import {
  createSelectors,
  forkSelectors,
  podDifference,
  podsOf,
  selectorOf,
  trackPod,
  trackService,
} from '../../../src/controllers/service-endpoints/service-selectors';
import type { Pod, Service } from '../../../src/kinds/generated/types.gen';
import { makePod, type PodParts } from '../harness';

const service = (name: string, selector: Record<string, string> | undefined): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'default' },
  spec: { selector },
});

const change = <T extends Pod | Service>(type: Change['type'], object: T, previous?: T) =>
  ({ type, object, previous, key: `default/${object.metadata.name}` }) as unknown as Change<T>;

/** A store with these pods. */
const holding = (...pods: readonly Pod[]) =>
  ({
    list: () => pods,
    get: (_kind: string, _namespace: string, name: string) => pods.find(({ metadata }) => metadata.name === name),
  }) as unknown as Reader;
const nobody = holding();

function selectors() {
  const table = createSelectors();
  trackService(table, change('ADDED', service('web', { app: 'web' })), nobody);
  trackService(table, change('ADDED', service('v1', { app: 'web', v: '1' })), nobody);
  trackService(table, change('ADDED', service('other', { app: 'other' })), nobody);
  trackService(table, change('ADDED', service('none', undefined)), nobody);
  trackService(table, change('ADDED', service('empty', {})), nobody);
  return table;
}

const base: PodParts = { name: 'p', labels: { app: 'web' }, ip: '10.0.0.1', ready: true };
const deleted = (pod: Pod): Pod => ({
  ...pod,
  metadata: { ...pod.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
});

describe('a changed pod', () => {
  test.each([
    { name: 'ready turns', next: makePod({ ...base, ready: false }), wakes: ['default/web'] },
    { name: 'address comes', next: makePod({ ...base, ip: '10.0.0.2' }), wakes: ['default/web'] },
    { name: 'only the phase', next: makePod({ ...base, phase: 'Succeeded' }), wakes: [] },
    {
      name: 'gains a label: only what differs',
      next: makePod({ ...base, labels: { app: 'web', v: '1' } }),
      wakes: ['default/v1'],
    },
    { name: 'moves', next: makePod({ ...base, labels: { app: 'other' } }), wakes: ['default/other', 'default/web'] },
    {
      name: 'gains a label and turns: all of them',
      next: makePod({ ...base, labels: { app: 'web', v: '1' }, ready: false }),
      wakes: ['default/web', 'default/v1'],
    },
    { name: 'deletion starts', next: deleted(makePod(base)), wakes: ['default/web'] },
    { name: 'host name', next: makePod({ ...base, spec: { hostname: 'h' } }), wakes: [] },
  ])('$name', ({ next, wakes }) => {
    expect(trackPod(selectors(), change('MODIFIED', next, makePod(base)))).toEqual(wakes);
  });

  test('any write to a terminating pod counts', () => {
    const pod = deleted(makePod(base));
    expect(podDifference(pod, { ...pod })).toEqual({ endpoints: true, membership: false });
  });
});

test.each([
  { name: 'a new pod', type: 'ADDED' as const },
  { name: 'a pod that is gone', type: 'DELETED' as const },
])('$name wakes all that select it', ({ type }) => {
  const pod = makePod({ ...base, labels: { app: 'web', v: '1' } });
  expect(trackPod(selectors(), change(type, pod))).toEqual(['default/v1', 'default/web']);
});

test('another namespace has no part in it', () => {
  const pod = makePod(base);
  const elsewhere = { ...pod, metadata: { ...pod.metadata, namespace: 'far' } };
  expect(trackPod(selectors(), change('ADDED', elsewhere))).toEqual([]);
});

test('a Service that is gone, or lost its selector, is not woken', () => {
  const table = selectors();
  trackService(table, change('DELETED', service('web', { app: 'web' })), nobody);
  trackService(table, change('MODIFIED', service('v1', undefined), service('v1', { app: 'web', v: '1' })), nobody);
  expect(trackPod(table, change('ADDED', makePod({ ...base, labels: { app: 'web', v: '1' } })))).toEqual([]);
});

test('an empty selector is none', () => {
  expect(selectorOf(service('s', {}))).toBeUndefined();
  expect(selectorOf(service('s', { a: 'b' }))).toEqual({ a: 'b' });
});

describe('the pods of a Service', () => {
  const pods = ['c', 'a', 'b'].map((name) => makePod({ ...base, name }));
  const names = (table: ReturnType<typeof selectors>, key: string) =>
    podsOf(table, holding(...pods), key).map(({ metadata }) => metadata.name);

  test('come and go with their labels, in order', () => {
    const table = selectors();
    for (const pod of pods) trackPod(table, change('ADDED', pod));
    expect(names(table, 'default/web')).toEqual(['a', 'b', 'c']);
    const [c, a] = pods as [Pod, Pod];
    const moved = makePod({ ...base, name: 'a', labels: { app: 'other' } });
    trackPod(table, change('MODIFIED', moved, a));
    trackPod(table, change('DELETED', c));
    expect([names(table, 'default/web'), names(table, 'default/other')]).toEqual([['b'], ['a']]);
  });

  test('are looked for when the selector changes', () => {
    const table = selectors();
    const next = service('none', { app: 'web' });
    trackService(table, change('MODIFIED', next, service('none', undefined)), holding(...pods));
    expect(names(table, 'default/none')).toEqual(['c', 'a', 'b']);
    trackService(table, change('DELETED', next), nobody);
    expect(names(table, 'default/none')).toEqual([]);
  });

  test('are kept by each fork for itself', () => {
    const table = selectors();
    const fork = forkSelectors(table);
    trackPod(fork, change('ADDED', pods[1] as Pod));
    expect([names(table, 'default/web'), names(fork, 'default/web')]).toEqual([[], ['a']]);
  });
});
