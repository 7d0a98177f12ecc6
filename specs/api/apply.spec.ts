// Server-side apply: who owns which field, what a conflict says, what goes when somebody no longer asks for it.
import { describe, expect, test } from '@jest/globals';
import type { PatchType } from '../../src/api/actor';
import type { ApiError } from '../../src/api/api-error';
import { pathTexts } from '../../src/api/managed-fields/field-set';
import { managersOf } from '../../src/api/managed-fields/managers-of';
import type { ConfigMap, Deployment } from '../../src/kinds/generated/types.gen';
import type { KindRow } from '../../src/kinds/kind';
import { kindByKey } from '../../src/kinds/table';
import { type ApiTank, apiTank, configMap, deployment, refusalOf } from './api-tank';

function applied(tank: ApiTank, manager: string, data: object, force = false) {
  return tank.as(manager).patch('ConfigMap', 'default', 'a', 'apply', configMap('a', { data }), { force });
}

const write = (tank: ApiTank, manager: string, data: object, type: PatchType = 'merge') =>
  tank.as(manager).patch('ConfigMap', 'default', 'a', type, { data });

describe('data of one ConfigMap', () => {
  test('is created by the first who applies', () => {
    const tank = apiTank();
    expect(applied(tank, 'm1', { x: '1' })).toMatchObject({ data: { x: '1' }, metadata: { name: 'a' } });
  });

  test('applied again as it is, writes nothing', () => {
    const tank = apiTank();
    const first = applied(tank, 'm1', { x: '1' });
    expect(applied(tank, 'm1', { x: '1' })).toBe(first);
  });

  test('grows by what others apply', () => {
    const tank = apiTank();
    applied(tank, 'm1', { x: '1' });
    expect(applied(tank, 'm2', { y: '2' }).data).toEqual({ x: '1', y: '2' });
  });

  test('with one value from two is shared, and goes with the last', () => {
    const tank = apiTank();
    applied(tank, 'm1', { x: '1' });
    applied(tank, 'm2', { x: '1' });
    expect(applied(tank, 'm1', { z: '3' }).data).toEqual({ x: '1', z: '3' });
    expect(applied(tank, 'm2', { y: '2' }).data).toEqual({ y: '2', z: '3' });
  });

  test('that its owner no longer asks for is taken away', () => {
    const tank = apiTank();
    applied(tank, 'm1', { x: '1', y: '2' });
    expect(applied(tank, 'm1', { x: '1' }).data).toEqual({ x: '1' });
  });

  test('that somebody changed meanwhile is no longer its own to take away', () => {
    const tank = apiTank();
    applied(tank, 'm1', { x: '1', y: '2' });
    write(tank, 'editor', { y: '3' });
    expect(applied(tank, 'm1', { x: '1' }).data).toEqual({ x: '1', y: '3' });
  });

  test('taken over by force: the other has lost it', () => {
    const tank = apiTank();
    applied(tank, 'm1', { x: '1' });
    expect(applied(tank, 'm2', { x: '2' }, true).data).toEqual({ x: '2' });
    expect(applied(tank, 'm2', { y: '1' }).data).toEqual({ y: '1' });
    expect(refusalOf(() => applied(tank, 'm1', { x: '1' }))).toBeUndefined();
  });
});

describe('a conflict', () => {
  test.each<{ name: string; before: (tank: ApiTank) => void; data: object; message: string }>([
    {
      name: 'with one who applied',
      before: (tank) => applied(tank, 'm1', { x: '1' }),
      data: { x: '2' },
      message: 'Apply failed with 1 conflict: conflict with "m1": .data.x',
    },
    {
      name: 'with one who wrote',
      before: (tank) => {
        applied(tank, 'm1', { y: '1' });
        write(tank, 'curl', { x: '1' });
      },
      data: { x: '2' },
      message: 'Apply failed with 1 conflict: conflict with "curl" using v1: .data.x',
    },
    {
      name: 'with one about two fields',
      before: (tank) => applied(tank, 'm1', { x: '1', y: '1' }),
      data: { y: '2', x: '2' },
      message: 'Apply failed with 2 conflicts: conflicts with "m1":\n- .data.x\n- .data.y',
    },
    {
      name: 'with two, in the order of their names',
      before: (tank) => {
        applied(tank, 'm2', { y: '1' });
        applied(tank, 'm1', { x: '1' });
      },
      data: { y: '2', x: '2' },
      message: 'Apply failed with 2 conflicts: conflicts with "m1":\n- .data.x\nconflicts with "m2":\n- .data.y',
    },
  ])('$name', ({ before, data, message }) => {
    const tank = apiTank();
    before(tank);
    const { length } = tank.client.store.changes;
    expect(refusalOf(() => applied(tank, 'm9', data))).toEqual({ code: 409, reason: 'Conflict', message });
    expect(tank.client.store.changes).toHaveLength(length);
  });

  test('has a cause for each field and nothing else', () => {
    const tank = apiTank();
    applied(tank, 'm1', { x: '1' });
    const causes = [{ reason: 'FieldManagerConflict', message: 'conflict with "m1"', field: '.data.x' }];
    try {
      applied(tank, 'm2', { x: '2' });
    } catch (error) {
      expect((error as ApiError).details).toEqual({ causes });
    }
    expect.assertions(1);
  });

  test('does not come from a value that is the same', () => {
    const tank = apiTank();
    applied(tank, 'm1', { x: '1' });
    expect(refusalOf(() => applied(tank, 'm2', { x: '1' }))).toBeUndefined();
  });
});

describe('a Deployment', () => {
  const withImage = (image: string) =>
    deployment('web', {
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image }] } },
    });
  const apply = (tank: ApiTank, manager: string, body: unknown) =>
    tank.as(manager).patch('Deployment', 'default', 'web', 'apply', body);

  test('one who wrote the image stands in the way of one who applies another', () => {
    const tank = apiTank();
    tank.as('wavetank').create(withImage('c:1'));
    expect(refusalOf(() => apply(tank, 'kubectl', withImage('c:2')))?.message).toBe(
      'Apply failed with 1 conflict: conflict with "wavetank" using apps/v1: ' +
        '.spec.template.spec.containers[name="c"].image',
    );
  });

  test('one who scaled is named with the subresource', () => {
    const tank = apiTank();
    apply(tank, 'm1', deployment('web', { replicas: 2 }));
    const scaler = tank.as('scaler');
    scaler.updateScale('Deployment', 'default', 'web', {
      ...scaler.scale('Deployment', 'default', 'web'),
      spec: { replicas: 5 },
    });
    expect(refusalOf(() => apply(tank, 'm1', deployment('web', { replicas: 3 })))?.message).toBe(
      'Apply failed with 1 conflict: conflict with "scaler" with subresource "scale" using apps/v1: .spec.replicas',
    );
    expect((apply(tank, 'm1', deployment('web')) as Deployment).spec.replicas).toBe(5);
  });

  test("what a controller writes to the status is in nobody's way", () => {
    const tank = apiTank();
    const made = apply(tank, 'm1', deployment('web')) as Deployment;
    tank.as('controller').updateStatus({ ...made, status: { replicas: 1 } });
    expect(refusalOf(() => apply(tank, 'm1', deployment('web', { replicas: 2 })))).toBeUndefined();
    expect(tank.client.get('Deployment', 'default', 'web')?.status).toEqual({ replicas: 1 });
  });

  const withContainers = (names: string) =>
    deployment('web', {
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [...names].map((name) => ({ name, image: 'c:1' })) },
      },
    });

  test.each([
    { name: 'a new one comes last', live: 'c', wanted: 'p', order: 'cp' },
    { name: 'before what both have, those that only the live one has', live: 'ac', wanted: 'bc', order: 'abc' },
    { name: 'what both have follows the configuration', live: 'abc', wanted: 'ca', order: 'bca' },
    { name: 'new ones stay beside their neighbours', live: 'ac', wanted: 'abc', order: 'abc' },
    { name: 'all of it asked for in another order', live: 'abc', wanted: 'cba', order: 'cba' },
  ])('the order of containers: $name', ({ live, wanted, order }) => {
    const tank = apiTank();
    apply(tank, 'm1', withContainers(live));
    const both = apply(tank, 'm2', withContainers(wanted)) as Deployment;
    expect(both.spec.template.spec?.containers.map(({ name }) => name).join('')).toBe(order);
  });

  test('a stale resourceVersion is the usual conflict', () => {
    const tank = apiTank();
    const made = apply(tank, 'm1', deployment('web'));
    tank.client.patch('Deployment', 'default', 'web', 'merge', { metadata: { labels: { a: 'b' } } });
    const { resourceVersion } = made.metadata;
    const body = deployment('web', { replicas: 2 });
    const stale = { ...body, metadata: { ...body.metadata, resourceVersion } };
    expect(refusalOf(() => apply(tank, 'm1', stale))).toMatchObject({ code: 409, reason: 'Conflict' });
  });

  test('a configuration with managedFields is refused', () => {
    const tank = apiTank();
    const body = deployment('web');
    const managed = { ...body, metadata: { ...body.metadata, managedFields: [{}] } };
    apply(tank, 'm1', deployment('web'));
    expect(refusalOf(() => apply(tank, 'm1', managed))).toEqual({
      code: 400,
      reason: 'BadRequest',
      message: 'metadata.managedFields must be nil',
    });
  });
});

test('managers are worked out from the history of this object alone', () => {
  const tank = apiTank();
  applied(tank, 'old', { x: '1' });
  tank.client.delete('ConfigMap', 'default', 'a');
  applied(tank, 'm1', { x: '1' });
  write(tank, 'editor', { x: '2', y: '1' });
  const { store } = tank.client;
  const row = kindByKey('ConfigMap') as KindRow;
  const managers = managersOf(store, row, store.get(row, 'default/a') as ConfigMap);
  expect(managers.map(({ name, operation, fields }) => [name, operation, pathTexts(fields)])).toEqual([
    ['editor', 'Update', ['.data.x', '.data.y']],
  ]);
});
