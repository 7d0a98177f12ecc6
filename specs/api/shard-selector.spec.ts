// Parts of collections: whose turn an object is, in lists and in watches, and what is no selector. The texts are the
// real server's answers.

import { expect, test } from '@jest/globals';
import { listObjects } from '../../src/api/list';
import { parseShardSelector } from '../../src/api/shard-selector';
import { featureGates, withGates } from '../../src/kinds/feature-gates';
import { apiTank, configMap } from './api-tank';
import { fromNow, maps, told } from './watching';

const range = (start: string, end: string, field = 'object.metadata.uid') =>
  `shardRange(${field}, '${start}', '${end}')`;
const lower = range('0x0000000000000000', '0x8000000000000000');
const upper = range('0x8000000000000000', '0x10000000000000000');

test.each([
  { name: 'none at all', uid: '', isLower: false },
  { name: 'a', uid: 'a', isLower: false },
  { name: 'foobar', uid: 'foobar', isLower: false },
  { name: 'c', uid: '62829478-4e3f-4aab-911b-10dc005881a2', isLower: false },
])('the half of $name', ({ uid, isLower }) => {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', uid } };
  expect(parseShardSelector(lower).matches(object)).toBe(isLower);
  expect(parseShardSelector(upper).matches(object)).toBe(!isLower);
  expect(parseShardSelector(`${lower} || ${upper}`).matches(object)).toBe(true);
});

test('hashes are those of FNV-1a with 64 bits', () => {
  const exact = parseShardSelector(range('0x85944171f73967e8', '0x85944171f73967e9'));
  const object = (uid: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', uid } });
  expect(exact.matches(object('foobar'))).toBe(true);
  expect(exact.matches(object('foobaz'))).toBe(false);
});

const REQUIRES = 'expected shardRange() call or || operator';
test.each([
  [' ', 'empty shard selector is not allowed; omit the parameter for unfiltered lists'],
  ['foo', `unexpected expression kind 3; ${REQUIRES}`],
  ['[1]', `unexpected expression kind 4; ${REQUIRES}`],
  ["'x'", `unexpected expression kind 5; ${REQUIRES}`],
  ['{1:2}', `unexpected expression kind 6; ${REQUIRES}`],
  ['A{}', `unexpected expression kind 8; ${REQUIRES}`],
  ['foo(1)', 'unsupported function "foo"; only shardRange() and || are allowed'],
  ['[1].exists(x, true)', 'unsupported function "exists"; only shardRange() and || are allowed'],
  [`${lower} && true`, 'unsupported function "_&&_"; only shardRange() and || are allowed'],
  ['shardRange(1)', 'shardRange() requires exactly 3 arguments, got 1'],
  [
    "shardRange(1, object, '0x1')",
    'shardRange() first argument: expected field path (e.g. object.metadata.uid), got expression kind 5',
  ],
  [
    range('0x0', '0x1', 'object.metadata.name'),
    'unsupported field path "object.metadata.name"; supported: object.metadata.uid, object.metadata.namespace',
  ],
  [
    range('0x0', '0x1'),
    'hexStart must be a 0x-prefixed 16-digit hex value, got "0x0" (did you mean "0x0000000000000000"?)',
  ],
  ["shardRange(object.metadata.uid, 1, '0x1')", 'hexStart must be a string literal, got int64'],
  [
    "shardRange(object.metadata.uid, object, '0x1')",
    "hexStart must be a string literal (e.g. '0xff'), got expression kind 3",
  ],
  [range('0X0', '0x1'), 'hexStart must have \'0x\' prefix, got "0X0"'],
  [range('0x', '0x1'), "hexStart: hex value is required after '0x'"],
  [
    range('0x8000000000000000', '0x1000000000000000'),
    'shard range start 0x8000000000000000 must be less than end 0x1000000000000000',
  ],
  [
    range('0x00000000000000000', '0x1'),
    'hexStart: 17-digit hex value must be \'0x10000000000000000\' (2^64), got "0x00000000000000000"',
  ],
  [range('0x000000000000000G', '0x1'), 'hexStart: invalid hex character "G" in "0x000000000000000G"'],
  [
    `${lower} || ${range('0x0000000000000000', '0x8000000000000000', 'object.metadata.namespace')}`,
    'all shard ranges must use the same field, got "object.metadata.uid" and "object.metadata.namespace"',
  ],
])('%s is refused', (text, why) => {
  expect(() => parseShardSelector(text)).toThrow(
    expect.objectContaining({ code: 500, reason: undefined, message: `invalid shard selector: ${why}` }) as never,
  );
});

test('a list and a watch tell the objects of their shard, two shards all of them', () => {
  const tank = apiTank();
  const sharded = <T>(work: () => T): T => withGates(featureGates({ ShardedListAndWatch: true }), work);
  const watches = sharded(() => [lower, upper].map((shardSelector) => fromNow(tank, { shardSelector })));
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) tank.client.create(configMap(name));
  const { server } = tank.simulation;
  const listed = (shardSelector: string, limit?: number) =>
    sharded(() => listObjects(server, maps, { shardSelector, limit }));
  const lists = [listed(lower), listed(upper)];
  const names = lists.map(({ items }) => items.map(({ metadata }) => metadata.name));
  expect(names.flat().sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  expect(names.every((list) => list.length > 0)).toBe(true);
  expect(watches.map(told)).toEqual(names.map((list) => list.map((name) => `ADDED ${name}`)));
  expect(lists[0]?.metadata.shardInfo).toEqual({ selector: lower });
  expect(listed(upper, 1).metadata.remainingItemCount).toBe(7);
});
