// How watches end, which options they refuse, and the kinds and copies in which they differ.
import { describe, expect, test } from '@jest/globals';
import { listObjects } from '../../src/api/list';
import type { WatchOptions } from '../../src/api/list-options';
import { watchObjects } from '../../src/api/watch';
import type { KubeObject } from '../../src/kinds/kind';
import { apiTank, configMap, deployment, refusalOf } from './api-tank';
import { advance, change, fromNow, MINUTE, maps, present, rowOf, told, watch } from './watching';

describe('the end of a watch', () => {
  test('is its timeout, and nothing later is told', () => {
    const tank = apiTank();
    const watched = fromNow(tank, { timeoutSeconds: 10 });
    advance(tank, 9_000);
    tank.client.create(configMap('a'));
    advance(tank, 1_000);
    tank.client.create(configMap('b'));
    expect([told(watched), watched.ended]).toEqual([['ADDED a'], true]);
    expect(told(watched)).toEqual([]);
  });

  test('comes after 30 to 60 minutes when none is asked for', () => {
    const tank = apiTank();
    const watched = watchObjects(tank.simulation.server, maps, { resourceVersion: present(tank) });
    advance(tank, 30 * MINUTE - 1);
    watched.take();
    expect(watched.ended).toBe(false);
    advance(tank, 30 * MINUTE + 1);
    watched.take();
    expect(watched.ended).toBe(true);
  });

  test('is an ERROR when the version is not kept any more', () => {
    const tank = apiTank();
    const stored = tank.client.create(configMap('a'));
    const resourceVersion = present(tank);
    for (let count = 0; count < 150; count++) {
      change(tank, 'a', { data: { x: String(count) } });
      advance(tank, 400);
    }
    // What is younger than 75 seconds makes the cache grow.
    expect(told(watch(tank, { resourceVersion }))).toHaveLength(150);
    for (let count = 0; count < 100; count++) {
      change(tank, 'a', { data: { y: String(count) } });
      advance(tank, 60_000);
    }
    const watched = watch(tank, { resourceVersion: stored.metadata.resourceVersion });
    const events = watched.take();
    const message = String((events[0]?.object as { message?: unknown } | undefined)?.message);
    expect(message).toMatch(new RegExp(`^too old resource version: ${stored.metadata.resourceVersion} \\(\\d+\\)$`));
    const oldest = /\((\d+)\)/.exec(message)?.[1] as string;
    expect(events).toEqual([
      {
        type: 'ERROR',
        object: {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message,
          reason: 'Expired',
          code: 410,
        },
      },
    ]);
    expect(watched.ended).toBe(true);
    expect(told(watch(tank, { resourceVersion: oldest }))).not.toContain('ERROR');
    expect(told(watch(tank, { resourceVersion: String(Number(oldest) - 1) }))).toEqual(['ERROR']);
  });

  test('is an ERROR in other words for events, of which there is no cache', () => {
    const tank = apiTank();
    const target = tank.client.create(configMap('a'));
    const resourceVersion = present(tank);
    tank.client.event(target, { type: 'Normal', reason: 'A', message: 'a' });
    advance(tank, 11 * MINUTE);
    const events = rowOf('event');
    const [error] = watch(tank, { resourceVersion: String(Number(resourceVersion) - 1) }, events).take();
    expect(error?.object).toMatchObject({
      code: 410,
      message: 'The resourceVersion for the provided watch is too old.',
    });
    expect(told(fromNow(tank, {}, events))).toEqual([]);
  });

  test('is an ERROR when initial events of a state to come are asked for', () => {
    const tank = apiTank();
    const asked = { resourceVersion: '5000', sendInitialEvents: true, resourceVersionMatch: 'NotOlderThan' };
    const [error] = watch(tank, asked).take();
    expect(error).toMatchObject({
      type: 'ERROR',
      object: { code: 504, message: `Timeout: Too large resource version: 5000, current: ${present(tank)}` },
    });
  });
});

describe('options', () => {
  const invalid: readonly [options: WatchOptions, why: string][] = [
    [
      { sendInitialEvents: true },
      'resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    ],
    [
      { resourceVersionMatch: 'NotOlderThan' },
      'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    ],
  ];

  test.each(invalid)('%j are refused', (options, why) => {
    const refusal = refusalOf(() => watch(apiTank(), options));
    expect(refusal).toEqual({ code: 422, reason: 'Invalid', message: `ListOptions.meta.k8s.io "" is invalid: ${why}` });
  });

  test('with several faults are refused for all of them', () => {
    const refusal = refusalOf(() => watch(apiTank(), { sendInitialEvents: true, resourceVersionMatch: 'Exact' }));
    expect(refusal?.message).toBe(
      'ListOptions.meta.k8s.io "" is invalid: [resourceVersionMatch: Forbidden: sendInitialEvents requires setting ' +
        'resourceVersionMatch to NotOlderThan, resourceVersionMatch: Unsupported value: "Exact": supported values: ' +
        '"NotOlderThan"]',
    );
  });

  test('with a version that is no number', () => {
    expect(refusalOf(() => watch(apiTank(), { resourceVersion: 'abc' }))).toEqual({
      code: 500,
      reason: undefined,
      message: 'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
    });
  });
});

describe('leases', () => {
  const lease = (name: string, holderIdentity: string) =>
    ({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name, namespace: 'default' },
      spec: { holderIdentity },
    }) as unknown as KubeObject;
  const leases = rowOf('lease');

  test('are told from a list on, though the history leaves them out', () => {
    const tank = apiTank();
    tank.client.create(lease('a', '1'));
    const { items, metadata } = listObjects(tank.simulation.server, leases);
    tank.client.update({ ...items[0], spec: { holderIdentity: '2' } } as unknown as KubeObject);
    const watched = watch(tank, { resourceVersion: metadata.resourceVersion }, leases);
    tank.client.create(lease('b', '1'));
    expect(told(watched)).toEqual(['MODIFIED a', 'ADDED b']);
    expect(tank.simulation.store.changes.some(({ kind }) => kind === 'Lease')).toBe(false);
  });

  test('from before anybody looked are too old', () => {
    const tank = apiTank();
    const resourceVersion = present(tank);
    tank.client.create(lease('a', '1'));
    expect(told(watch(tank, { resourceVersion }, leases))).toEqual(['ERROR']);
    expect(told(watch(tank, {}, leases))).toEqual(['ADDED a']);
  });
});

test('a watch in a fork goes on by itself', () => {
  const tank = apiTank();
  const watched = fromNow(tank, {}, rowOf('deployment'));
  const fork = tank.simulation.fork();
  const other = watchObjects(fork.server, rowOf('deployment'), { resourceVersion: present(tank) });
  const client = fork.client({ actor: 'user', component: 'user', manager: 'wavetank' }, 0);
  client.create(deployment('a'));
  expect([told(watched), told(other)]).toEqual([[], ['ADDED a']]);
});
