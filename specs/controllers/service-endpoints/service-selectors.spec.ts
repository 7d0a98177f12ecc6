// Which Services a pod's change wakes.

import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../../src/api/change';
import {
  podDifference,
  type ServiceSelector,
  selectorOf,
  servicesToUpdate,
  trackService,
} from '../../../src/controllers/service-endpoints/service-selectors';
import type { Pod, Service } from '../../../src/kinds/generated/types.gen';
import { Table } from '../../../src/sim/table';
import { makePod, type PodParts } from '../harness';

const service = (name: string, selector: Record<string, string> | undefined): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'default' },
  spec: { selector },
});

const change = <T extends Pod | Service>(type: Change['type'], object: T, previous?: T) =>
  ({ type, object, previous, key: `default/${object.metadata.name}` }) as unknown as Change<T>;

function selectors() {
  const table = new Table<readonly ServiceSelector[]>();
  trackService(table, change('ADDED', service('web', { app: 'web' })));
  trackService(table, change('ADDED', service('v1', { app: 'web', v: '1' })));
  trackService(table, change('ADDED', service('other', { app: 'other' })));
  trackService(table, change('ADDED', service('none', undefined)));
  trackService(table, change('ADDED', service('empty', {})));
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
    expect(servicesToUpdate(selectors(), change('MODIFIED', next, makePod(base)))).toEqual(wakes);
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
  expect(servicesToUpdate(selectors(), change(type, pod))).toEqual(['default/web', 'default/v1']);
});

test('another namespace has no part in it', () => {
  const pod = makePod(base);
  const elsewhere = { ...pod, metadata: { ...pod.metadata, namespace: 'far' } };
  expect(servicesToUpdate(selectors(), change('ADDED', elsewhere))).toEqual([]);
});

test('a Service that is gone, or lost its selector, is not woken', () => {
  const table = selectors();
  trackService(table, change('DELETED', service('web', { app: 'web' })));
  trackService(table, change('MODIFIED', service('v1', undefined), service('v1', { app: 'web', v: '1' })));
  expect(servicesToUpdate(table, change('ADDED', makePod({ ...base, labels: { app: 'web', v: '1' } })))).toEqual([]);
});

test('an empty selector is none', () => {
  expect(selectorOf(service('s', {}))).toBeUndefined();
  expect(selectorOf(service('s', { a: 'b' }))).toEqual({ a: 'b' });
});
