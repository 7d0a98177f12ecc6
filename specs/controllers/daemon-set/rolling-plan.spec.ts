import { describe, expect, test } from '@jest/globals';
import { maxSurge, maxUnavailable } from '../../../src/controllers/daemon-set/limits';
import { planRolling } from '../../../src/controllers/daemon-set/rolling-plan';
import { NOW_MS } from '../builders';
import { byNode, type DaemonPodParts, type DaemonSetParts, daemonSet, HASH, names, node, nodes } from './builders';

describe('limits are rounded up', () => {
  test.each([
    { unavailable: 1, surge: 0, nodes: 5, limits: [0, 1] },
    { unavailable: '34%', surge: 0, nodes: 10, limits: [0, 4] },
    { unavailable: 0, surge: '5%', nodes: 10, limits: [1, 0] },
    { unavailable: 0, surge: 0, nodes: 10, limits: [0, 1] },
    { unavailable: 0, surge: 0, nodes: 0, limits: [0, 0] },
  ])('unavailable $unavailable, surge $surge of $nodes', ({ unavailable, surge, nodes: count, limits }) => {
    const set = daemonSet({ unavailable, surge });
    expect([maxSurge(set, count), maxUnavailable(set, count)]).toEqual(limits);
  });

  test('OnDelete has none', () => {
    expect(maxSurge(daemonSet({ onDelete: true }), 5)).toBe(0);
  });
});

interface Row {
  readonly name: string;
  readonly set?: DaemonSetParts;
  readonly pods: readonly DaemonPodParts[];
  readonly remove?: readonly string[];
  readonly add?: readonly string[];
}

const ready = (name: string, on: string): DaemonPodParts => ({ name, node: on, readySecondsAgo: 9 });
const old = (on: string) => ready(`old-${on}`, on);
const fresh = (on: string) => ready(`new-${on}`, on);

const replacing: readonly Row[] = [
  { name: 'all are new', pods: [fresh('n1'), fresh('n2'), fresh('n3')] },
  { name: 'one at a time', pods: [old('n1'), old('n2'), old('n3')], remove: ['old-n1'] },
  {
    name: 'two at a time',
    set: { unavailable: 2 },
    pods: [old('n1'), old('n2'), old('n3')],
    remove: ['old-n1', 'old-n2'],
  },
  { name: 'a new pod is not ready yet', pods: [{ name: 'new-n1', node: 'n1' }, old('n2'), old('n3')] },
  { name: 'a node has no pod', pods: [old('n2'), old('n3')] },
  { name: 'a pod is terminating', pods: [{ name: 'old-n1', node: 'n1', deleted: true }, old('n2'), old('n3')] },
  {
    name: 'broken old pods go without regard to the limit',
    pods: [{ name: 'old-n1', node: 'n1' }, { name: 'old-n2', node: 'n2' }, old('n3')],
    remove: ['old-n1', 'old-n2'],
  },
  {
    name: 'a crowded node counts as unavailable',
    pods: [ready('new-1', 'n1'), ready('new-2', 'n1'), old('n2'), old('n3')],
  },
  {
    name: 'not available for long enough',
    set: { spec: { minReadySeconds: 20 } },
    pods: [fresh('n1'), { ...old('n2'), readySecondsAgo: 30 }, { ...old('n3'), readySecondsAgo: 30 }],
  },
];

const surge = { surge: 1, unavailable: 0 };
const surging: readonly Row[] = [
  { name: 'a second pod on one node', set: surge, pods: [old('n1'), old('n2'), old('n3')], add: ['n1'] },
  { name: 'one is on its way', set: surge, pods: [old('n1'), { name: 'new-n1', node: 'n1' }, old('n2'), old('n3')] },
  {
    name: 'the old one goes, the next node has its turn',
    set: surge,
    pods: [old('n1'), fresh('n1'), old('n2'), old('n3')],
    remove: ['old-n1'],
    add: ['n2'],
  },
  {
    name: 'where the old one is broken, a new one comes at once',
    set: surge,
    pods: [{ name: 'old-n1', node: 'n1' }, { name: 'old-n2', node: 'n2' }, old('n3')],
    add: ['n1', 'n2', 'n3'],
  },
  {
    name: 'a crowded node takes part of the surge',
    set: surge,
    pods: [ready('new-1', 'n1'), ready('new-2', 'n1'), old('n2'), old('n3')],
  },
];

const text = ({ remove, add }: ReturnType<typeof planRolling>) => ({ remove: names(remove), add });

describe('without surge', () => {
  test.each(replacing)('$name', ({ set, pods, remove = [], add = [] }) => {
    expect(text(planRolling(daemonSet(set), nodes('n1', 'n2', 'n3'), byNode(pods), HASH, NOW_MS))).toEqual({
      remove,
      add,
    });
  });
});

describe('with surge', () => {
  test.each(surging)('$name', ({ set, pods, remove = [], add = [] }) => {
    expect(text(planRolling(daemonSet(set), nodes('n1', 'n2', 'n3'), byNode(pods), HASH, NOW_MS))).toEqual({
      remove,
      add,
    });
  });

  const ssd = { disk: 'ssd' };
  const moved = { ...surge, pod: { nodeSelector: ssd } };
  test('a pod on a node that is not wanted any more stays until others serve', () => {
    const all = [node('n1'), node('n2', ssd)];
    const pods = [old('n1'), { name: 'new-n2', node: 'n2' }];
    expect(text(planRolling(daemonSet(moved), all, byNode(pods), HASH, NOW_MS))).toEqual({ remove: [], add: [] });
    const served = byNode([old('n1'), fresh('n2')]);
    expect(text(planRolling(daemonSet(moved), all, served, HASH, NOW_MS))).toEqual({ remove: ['old-n1'], add: [] });
  });

  test('unless it is broken', () => {
    const pods = byNode([{ name: 'old-n1', node: 'n1' }]);
    expect(text(planRolling(daemonSet(moved), [node('n1')], pods, HASH, NOW_MS))).toEqual({
      remove: ['old-n1'],
      add: [],
    });
  });

  test('a pod on a node that is gone stops the step', () => {
    const pods = byNode([old('gone'), old('n1')]);
    expect(() => planRolling(daemonSet(surge), nodes('n1'), pods, HASH, NOW_MS)).toThrow('"gone" not found');
  });
});
