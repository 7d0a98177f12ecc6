import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Lane, WorkQueue, type WorkRecord } from '../../src/sim/work-queue';

const record = (key: string, atMs: number, more: Partial<WorkRecord> = {}): WorkRecord => ({
  actor: 'a',
  key,
  atMs,
  lane: Lane.controller,
  cause: 0,
  background: false,
  ...more,
});

const drain = (queue: WorkQueue) => {
  const keys: string[] = [];
  for (let next = queue.take(); next; next = queue.take()) keys.push(next.key);
  return keys;
};

describe('order', () => {
  test.each([
    { name: 'earlier instants first', records: [record('b', 20), record('a', 10)], keys: ['a', 'b'] },
    { name: 'first come, first served at one instant', records: [record('b', 5), record('a', 5)], keys: ['b', 'a'] },
    {
      name: 'lower lanes first at one instant',
      records: [record('controller', 5), record('node', 5, { lane: Lane.node })],
      keys: ['node', 'controller'],
    },
    {
      name: 'lanes do not reorder instants',
      records: [record('controller', 4), record('node', 5, { lane: Lane.node })],
      keys: ['controller', 'node'],
    },
  ])('$name', ({ records, keys }) => {
    const queue = new WorkQueue();
    for (const each of records) queue.add(each);
    expect(drain(queue)).toEqual(keys);
  });

  test('records leave in the order of their instants, whatever the order they came in', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 }), (instants) => {
        const queue = new WorkQueue();
        for (const [index, atMs] of instants.entries()) queue.add(record(`k${index}`, atMs));
        const taken: number[] = [];
        for (let next = queue.take(); next; next = queue.take()) taken.push(next.atMs);
        expect(taken).toEqual([...instants].sort((a, b) => a - b));
      }),
    );
  });
});

describe('one record for each actor and key', () => {
  test('the earlier instant stays, with what asked for it', () => {
    const queue = new WorkQueue();
    queue.add(record('a', 20, { cause: 1 }));
    queue.add(record('a', 10, { cause: 2 }));
    queue.add(record('a', 15, { cause: 3 }));
    expect(queue.size).toBe(1);
    expect(queue.take()).toMatchObject({ atMs: 10, cause: 2 });
    expect(queue.take()).toBeUndefined();
  });

  test('a key may be added again once its record was taken', () => {
    const queue = new WorkQueue();
    queue.add(record('a', 1));
    queue.take();
    queue.add(record('a', 2));
    expect(drain(queue)).toEqual(['a']);
  });

  test('foreground wins over background, and is counted', () => {
    const queue = new WorkQueue();
    queue.add(record('a', 10, { background: true }));
    expect(queue.foreground).toBe(0);
    queue.add(record('a', 30));
    expect(queue.foreground).toBe(1);
    expect(queue.take()).toMatchObject({ atMs: 10, background: false });
    expect(queue.foreground).toBe(0);
  });

  test('cancelled work does not run', () => {
    const queue = new WorkQueue();
    queue.add(record('a', 1));
    queue.add(record('b', 2));
    queue.cancel('a', 'a');
    expect(queue.nextAtMs()).toBe(2);
    expect(drain(queue)).toEqual(['b']);
  });
});

test('a fork has its own future', () => {
  const queue = new WorkQueue();
  queue.add(record('a', 1));
  const twin = queue.fork();
  twin.add(record('b', 2));
  queue.take();
  expect(queue.size).toBe(0);
  expect(drain(twin)).toEqual(['a', 'b']);
});

test('a picker chooses among what is ready at one instant in one lane', () => {
  const queue = new WorkQueue();
  for (const key of ['a', 'b', 'c']) queue.add(record(key, 1));
  expect(queue.take(undefined, (count) => count - 1)?.key).toBe('c');
  expect(queue.take(undefined, (count) => count - 1)?.key).toBe('b');
  expect(queue.take()?.key).toBe('a');
});
