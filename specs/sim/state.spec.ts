import { describe, expect, test } from '@jest/globals';
import { RandomStreams } from '../../src/sim/random';
import { Table } from '../../src/sim/table';
import { Trace } from '../../src/sim/trace';

describe('Table', () => {
  test('keys come in code unit order', () => {
    const table = new Table<number>();
    for (const [index, key] of ['b', 'a', 'B', 'a1'].entries()) table.set(key, index);
    expect(table.keys()).toEqual(['B', 'a', 'a1', 'b']);
    expect(table.values()).toEqual([2, 1, 3, 0]);
  });

  test('neither side of a fork sees what the other writes', () => {
    const table = new Table<string>();
    table.set('a', 'old');
    const twin = table.fork();
    twin.set('a', 'new');
    twin.set('b', 'added');
    table.delete('a');
    expect([table.get('a'), table.keys()]).toEqual([undefined, []]);
    expect([twin.get('a'), twin.keys()]).toEqual(['new', ['a', 'b']]);
  });
});

describe('RandomStreams', () => {
  test('one seed gives one sequence', () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 5 },
        (
          (streams) => () =>
            streams.uint32('x')
        )(new RandomStreams(seed)),
      );
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  test('streams do not shift one another', () => {
    const alone = new RandomStreams(7);
    const busy = new RandomStreams(7);
    busy.uint32('other');
    busy.uint32('pick', 'another-key');
    expect(busy.uint32('pick', 'key')).toBe(alone.uint32('pick', 'key'));
  });

  test('numbers below a limit reach all of it', () => {
    const streams = new RandomStreams(3);
    const seen = new Set(Array.from({ length: 200 }, () => streams.below(6, 'die')));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('uids are version 4, name suffixes use the API server alphabet', () => {
    const streams = new RandomStreams(1);
    expect(streams.uid('Pod/default/a/1')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(streams.nameSuffix('a-')).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  test('a fork goes on where the original stands', () => {
    const streams = new RandomStreams(1);
    streams.uint32('x');
    const twin = streams.fork();
    expect(twin.uint32('x')).toBe(streams.uint32('x'));
  });
});

describe('Trace', () => {
  const row = (cause: number, verb: string) => ({ cause, atMs: 1, actor: 'a', verb, key: 'k' });

  test('a chain ends at the first cause', () => {
    const trace = new Trace();
    const first = trace.add(row(0, 'scale'));
    const second = trace.add(row(first, 'run'));
    const third = trace.add(row(second, 'create'));
    expect(trace.chain(third).map(({ verb }) => verb)).toEqual(['create', 'run', 'scale']);
  });

  test('the hash tells rows apart, and equal rows equal', () => {
    const [a, b, c] = [new Trace(), new Trace(), new Trace()];
    a.add(row(0, 'x'));
    b.add(row(0, 'x'));
    c.add(row(0, 'y'));
    expect(a.hash()).toBe(b.hash());
    expect(a.hash()).not.toBe(c.hash());
    const twin = a.fork();
    twin.add(row(1, 'z'));
    expect(a.hash()).toBe(b.hash());
    expect(twin.hash()).not.toBe(a.hash());
  });
});
