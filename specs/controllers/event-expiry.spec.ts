// Events live for an hour after their last write.
import { describe, expect, test } from '@jest/globals';
import { watchObjects } from '../../src/api/watch';
import { eventExpiry } from '../../src/controllers/event-expiry';
import type { KindRow, KubeObject } from '../../src/kinds/kind';
import { kindByKey } from '../../src/kinds/table';
import { around, type Harness, harness } from './harness';

const HOUR = 3_600;

function withTarget(): { tank: Harness; say: (message: string) => void } {
  const tank = harness(eventExpiry);
  const target = tank.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'default' } });
  const say = (message: string) =>
    tank.user.event(target as unknown as KubeObject, { type: 'Normal', reason: 'Said', message });
  return { tank, say };
}

describe('an event', () => {
  test('is gone after an hour', () => {
    const { tank, say } = withTarget();
    say('one');
    tank.wait(HOUR / 2);
    say('two');
    tank.wait(HOUR / 2 - 1);
    expect(tank.events()).toHaveLength(2);
    tank.wait(1);
    expect(tank.events()).toEqual(['Normal Said: two']);
    tank.wait(HOUR);
    expect(tank.events()).toEqual([]);
  });

  test('lives on when it is counted up', () => {
    const { tank, say } = withTarget();
    say('one');
    tank.wait(HOUR - 60);
    say('one');
    tank.wait(HOUR - 60);
    expect(tank.user.list('Event')).toMatchObject([{ count: 2 }]);
    tank.wait(60);
    expect(tank.events()).toEqual([]);
  });

  test('that is gone is written anew when it is said again', () => {
    const { tank, say } = withTarget();
    say('one');
    tank.wait(HOUR);
    say('one');
    expect(tank.user.list('Event')).toMatchObject([{ count: 1 }]);
  });

  test('is told to watchers when it goes, and by the server', () => {
    const { tank, say } = withTarget();
    const { server, store } = tank.simulation;
    const watched = watchObjects(server, kindByKey('Event') as KindRow, { timeoutSeconds: 2 * HOUR });
    say('one');
    tank.wait(HOUR);
    expect(watched.take().map(({ type }) => type)).toEqual(['ADDED', 'DELETED']);
    expect(store.changes.at(-1)).toMatchObject({ kind: 'Event', type: 'DELETED', writer: 'kube-apiserver' });
  });

  test('does not keep a cluster from being settled, and expires in a fork by itself', () => {
    const { tank, say } = withTarget();
    say('one');
    expect(tank.settle()).toBeLessThan(HOUR * 1000);
    const fork = around(tank.simulation.fork());
    fork.wait(HOUR);
    expect([fork.events(), tank.events()]).toEqual([[], ['Normal Said: one']]);
    tank.wait(HOUR);
    expect(tank.events()).toEqual([]);
  });

  test('that somebody deleted before is no matter', () => {
    const { tank, say } = withTarget();
    say('one');
    for (const { metadata } of tank.user.list('Event')) tank.user.delete('Event', 'default', metadata.name);
    tank.wait(HOUR + 1);
    expect(tank.events()).toEqual([]);
  });
});
