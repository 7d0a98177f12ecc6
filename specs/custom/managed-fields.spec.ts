// Field managers of custom resources: what a schema declares merges as it says, what it does not is data.
import { expect, test } from '@jest/globals';
import { managedFieldsOf } from '../../src/api/managed-fields/managers-of';
import type { KubeObject } from '../../src/kinds/kind';
import { type CustomTank, instance, refusal, widgets } from './custom-tank';

const schema = {
  type: 'object',
  properties: {
    size: { 'x-kubernetes-int-or-string': true },
    items: { type: 'array', items: { type: 'string' } },
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    whole: { type: 'object', 'x-kubernetes-map-type': 'atomic', properties: { a: { type: 'string' } } },
  },
} as never;

const ownersOf = (tank: CustomTank) => {
  const object = tank.get('wd', 'a') as KubeObject;
  const { server } = tank.cluster.simulation;
  return managedFieldsOf(server.parts.store, server.rowOf(object), object)?.map(({ manager, fieldsV1 }) => [
    manager,
    fieldsV1,
  ]);
};

test('a plain write owns the struct that it adds, and data key by key', () => {
  const tank = widgets(schema);
  tank.send(instance('a', { size: '5', items: ['x'], free: { b: { c: 1 } }, whole: { a: 'x' } }), {
    fieldManager: 'm1',
  });
  const spec = {
    '.': {},
    'f:free': { '.': {}, 'f:b': { '.': {}, 'f:c': {} } },
    'f:items': {},
    'f:size': {},
    'f:whole': {},
  };
  expect(ownersOf(tank)).toEqual([['m1', { 'f:spec': spec }]]);
});

test('an apply of a number or a text is as good', () => {
  const tank = widgets(schema);
  const apply = (size: unknown, force = false) =>
    tank.patch('wd', 'a', instance('a', { size }), { type: 'apply', force }, { fieldManager: 'm1' });
  apply(5);
  expect(apply('50%').object).toMatchObject({ spec: { size: '50%' } });
});

test('an apply of what the schema does not declare is refused, unless it keeps everything', () => {
  const tank = widgets(schema);
  const apply = (spec: object) => tank.patch('wd', 'a', instance('a', spec), { type: 'apply' }, { fieldManager: 'm1' });
  expect(refusal(() => apply({ colour: 'red' }))).toMatchObject({
    code: 500,
    message:
      'failed to create typed patch object (/a; example.com/v1, Kind=Widget): .spec.colour: field not declared in schema',
  });
  expect(apply({ free: { colour: 'red' } }).object).toMatchObject({ spec: { free: { colour: 'red' } } });
});
