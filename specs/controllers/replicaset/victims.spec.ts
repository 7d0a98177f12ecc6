import { describe, expect, test } from '@jest/globals';
import { chooseVictims, deletionCost } from '../../../src/controllers/replicaset/victims';
import { NOW_MS, type PodParts, pod } from '../builders';

const rows: readonly { name: string; first: PodParts; second: PodParts; related?: readonly PodParts[] }[] = [
  { name: 'unscheduled before scheduled', first: { node: '' }, second: { phase: 'Pending' } },
  { name: 'pending before running', first: { phase: 'Pending', cost: '5' }, second: {} },
  { name: 'pending before unknown', first: { phase: 'Pending' }, second: { phase: 'Unknown' } },
  { name: 'unknown before running', first: { phase: 'Unknown', readySecondsAgo: 1 }, second: {} },
  { name: 'not ready before ready', first: { cost: '9' }, second: { readySecondsAgo: 1 } },
  { name: 'lower cost first', first: { cost: '-1', ageSeconds: 999 }, second: {} },
  {
    name: 'more doubles on the node first',
    first: { node: 'node-2', readySecondsAgo: 99 },
    second: { node: 'node-1', readySecondsAgo: 1 },
    related: [{ node: 'node-2' }, { node: 'node-2' }, { node: 'node-1' }, { node: 'node-1', deleted: true }],
  },
  { name: 'younger readiness first', first: { readySecondsAgo: 10 }, second: { readySecondsAgo: 1000 } },
  {
    name: 'readiness of one magnitude: smaller uid first',
    first: { readySecondsAgo: 130, uid: 'a' },
    second: { readySecondsAgo: 120, uid: 'b' },
  },
  { name: 'more restarts first', first: { restarts: 2, ageSeconds: 999 }, second: { restarts: 1 } },
  { name: 'younger first', first: { ageSeconds: 5 }, second: { ageSeconds: 100 } },
];

describe('victim order', () => {
  test.each(rows)('$name', ({ first, second, related = [] }) => {
    const one = pod({ name: 'first', ...first });
    const two = pod({ name: 'second', ...second });
    const others = related.map((parts) => pod(parts));
    expect(chooseVictims([one, two], others, 1, NOW_MS)).toEqual([one]);
    expect(chooseVictims([two, one], others, 1, NOW_MS)).toEqual([one]);
  });

  test('when all go they stay in their order', () => {
    const pods = [pod({ name: 'a', readySecondsAgo: 1 }), pod({ name: 'b', node: '' })];
    expect(chooseVictims(pods, [], 2, NOW_MS)).toBe(pods);
  });

  test.each([
    { text: undefined, cost: 0 },
    { text: '10', cost: 10 },
    { text: '-7', cost: -7 },
    { text: '+3', cost: 0 },
    { text: '03', cost: 0 },
    { text: '2147483648', cost: 0 },
    { text: '1.5', cost: 0 },
  ])('a cost of $text counts as $cost', ({ text, cost }) => {
    expect(deletionCost(pod(text === undefined ? {} : { cost: text }))).toBe(cost);
  });
});
