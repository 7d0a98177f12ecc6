// The taints and labels that a node should have.

import { describe, expect, test } from '@jest/globals';
import {
  addTaints,
  labelChange,
  noScheduleChange,
  removeTaints,
  withTaints,
} from '../../../src/controllers/node-lifecycle/node-taints';
import type { Node, Taint } from '../../../src/kinds/generated/types.gen';
import { makeNode, START_MS } from '../harness';

const KEY = 'node.kubernetes.io/';
const node = (conditions: Record<string, string>, taints: readonly string[] = [], unschedulable = false): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n' },
  spec: {
    taints: taints.map((key) => ({ key: KEY + key, effect: 'NoSchedule' as const })),
    ...(unschedulable ? { unschedulable } : {}),
  },
  status: { conditions: Object.entries(conditions).map(([type, status]) => ({ type, status })) },
});

test.each([
  { name: 'all well', of: node({ Ready: 'True', MemoryPressure: 'False' }), add: [], remove: [] },
  { name: 'well again', of: node({ Ready: 'True' }, ['not-ready']), add: [], remove: ['not-ready'] },
  { name: 'not ready', of: node({ Ready: 'False' }), add: ['not-ready'], remove: [] },
  {
    name: 'not ready, then unknown',
    of: node({ Ready: 'Unknown' }, ['not-ready']),
    add: ['unreachable'],
    remove: ['not-ready'],
  },
  {
    name: 'pressures',
    of: node({ MemoryPressure: 'True', DiskPressure: 'True', PIDPressure: 'True' }),
    add: ['memory-pressure', 'disk-pressure', 'pid-pressure'],
    remove: [],
  },
  {
    name: 'pressure unknown',
    of: node({ MemoryPressure: 'Unknown' }, ['memory-pressure']),
    add: [],
    remove: ['memory-pressure'],
  },
  { name: 'no network', of: node({ NetworkUnavailable: 'True' }), add: ['network-unavailable'], remove: [] },
  { name: 'cordoned', of: node({}, [], true), add: ['unschedulable'], remove: [] },
  { name: 'uncordoned', of: node({}, ['unschedulable']), add: [], remove: ['unschedulable'] },
  { name: 'a person\u2019s taint', of: node({ Ready: 'True' }, ['out-of-service']), add: [], remove: [] },
])('NoSchedule: $name', ({ of, add, remove }) => {
  const full = (keys: readonly string[]) => keys.map((key) => KEY + key);
  expect(noScheduleChange(of)).toEqual({ add: full(add), remove: full(remove) });
});

describe('a list of taints', () => {
  const mine: Taint = { key: 'mine', effect: 'NoExecute', value: 'x' };
  test('new ones come last, a known one is renewed in its place', () => {
    const added = addTaints([mine], ['a'], 'NoSchedule', START_MS);
    expect(added).toEqual([mine, { key: 'a', effect: 'NoSchedule', timeAdded: '2026-01-01T00:00:00Z' }]);
    expect(addTaints(added, ['mine'], 'NoExecute', START_MS)[0]).toEqual({
      key: 'mine',
      effect: 'NoExecute',
      timeAdded: '2026-01-01T00:00:00Z',
    });
  });

  test('only those of the effect go', () => {
    const taints = addTaints([mine], ['a'], 'NoSchedule', START_MS);
    expect(removeTaints(taints, ['a'], 'NoExecute')).toBe(taints);
    expect(removeTaints(taints, ['a'], 'NoSchedule')).toEqual([mine]);
    expect(withTaints(makeNode('n'), []).spec).toEqual({});
  });
});

test.each([
  {
    name: 'both missing',
    labels: { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'arm64' },
    change: { 'beta.kubernetes.io/os': 'linux', 'beta.kubernetes.io/arch': 'arm64' },
  },
  {
    name: 'one differs',
    labels: { 'kubernetes.io/os': 'linux', 'beta.kubernetes.io/os': 'windows' },
    change: { 'beta.kubernetes.io/os': 'linux' },
  },
  { name: 'no newer label', labels: { 'beta.kubernetes.io/os': 'linux' }, change: undefined },
])('older labels: $name', ({ labels, change }) => {
  const { metadata, ...rest } = makeNode('n');
  expect(labelChange({ ...rest, metadata: { name: 'n', labels } as Node['metadata'] })).toEqual(change);
});
