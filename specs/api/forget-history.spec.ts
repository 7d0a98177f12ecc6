// What a cluster that runs for long forgets, and that nobody notices who does not ask for the distant past.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { forgetHistory } from '../../src/api/forget-history';
import { listObjects } from '../../src/api/list';
import { managedFieldsOf } from '../../src/api/managed-fields/managers-of';
import { type ApiTank, apiTank, configMap, refusalOf } from './api-tank';
import { change, fromNow, maps, present, told, watch } from './watching';

/** More changes than are kept, and then some. */
const WRITES = 26_000;
const NAMES = ['a', 'b', 'c'];

/** Three maps that two managers own; one of them is written again and again, and another one is deleted. */
function longHistory({ forgets }: { forgets: boolean }) {
  const tank = apiTank();
  for (const name of [...NAMES, 'gone']) tank.client.create(configMap(name, { data: { first: '0' } }));
  tank.as('other').patch('ConfigMap', 'default', 'b', 'merge', { data: { second: '0' } });
  tank.client.delete('ConfigMap', 'default', 'gone');
  const early = present(tank);
  const watched = fromNow(tank);
  let events = 0;
  for (let at = 1; at <= WRITES; at++) {
    tank
      .as(at % 2 === 0 ? 'even' : 'odd')
      .patch('ConfigMap', 'default', 'a', 'merge', { data: { [`n${at % 5}`]: `${at}` } });
    if (at % 1_000 !== 0) continue;
    events += watched.take().length;
    if (forgets) forgetHistory(tank.simulation.store, tank.simulation.trace);
  }
  return { tank, early, watched, events };
}

const ownersOf = ({ simulation: { store } }: ApiTank, name: string) => {
  const object = store.get(maps, `default/${name}`);
  return object && managedFieldsOf(store, maps, object);
};

describe('a long history', () => {
  let kept: ReturnType<typeof longHistory>;
  let forgotten: ReturnType<typeof longHistory>;
  beforeAll(() => {
    kept = longHistory({ forgets: false });
    forgotten = longHistory({ forgets: true });
  });

  test('is bounded: changes and their causes', () => {
    const { store, trace } = forgotten.tank.simulation;
    expect(kept.tank.simulation.store.changes.length).toBeGreaterThan(WRITES);
    expect(store.changes.length).toBeLessThanOrEqual(25_000);
    expect(trace.row(1)).toBeUndefined();
    expect(trace.row(trace.length)).toEqual(kept.tank.simulation.trace.row(trace.length));
  });

  test.each(NAMES)('leaves the owners of the fields of %s as they are', (name) => {
    expect(ownersOf(forgotten.tank, name)).toEqual(ownersOf(kept.tank, name));
    expect(ownersOf(forgotten.tank, name)).not.toEqual([]);
  });

  test('leaves the owners after a further write as they are', () => {
    for (const { tank } of [kept, forgotten])
      tank.as('late').patch('ConfigMap', 'default', 'b', 'merge', { data: { first: '1' } });
    expect(ownersOf(forgotten.tank, 'b')).toEqual(ownersOf(kept.tank, 'b'));
  });

  test('is told to a watch without a gap', () => {
    expect(forgotten.events).toBe(WRITES);
    const late = fromNow(forgotten.tank);
    change(forgotten.tank, 'c', { data: { x: '1' } });
    expect(told(late)).toEqual(['MODIFIED c']);
  });

  test('cannot be watched from its beginning', () => {
    const [{ type, object }] = watch(forgotten.tank, { resourceVersion: forgotten.early }).take() as never as [
      { type: string; object: { code: number; message: string } },
    ];
    expect({ type, ...object }).toMatchObject({ type: 'ERROR', code: 410, reason: 'Expired' });
  });

  test('cannot be listed as it stood at its beginning', () => {
    const list = () =>
      listObjects(forgotten.tank.simulation.server, maps, {
        resourceVersion: forgotten.early,
        resourceVersionMatch: 'Exact',
      });
    expect(refusalOf(list)).toMatchObject({ code: 410, reason: 'Expired' });
  });

  test('goes on in a fork', () => {
    const fork = forgotten.tank.simulation.fork();
    const object = fork.store.get(maps, 'default/c');
    expect(object && managedFieldsOf(fork.store, maps, object)).toEqual(ownersOf(forgotten.tank, 'c'));
  });
});
