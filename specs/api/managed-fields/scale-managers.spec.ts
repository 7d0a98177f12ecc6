// Who owns the count after writes through the scale subresource, as a real control plane tells it.
import { expect, test } from '@jest/globals';
import { managedFieldsOf } from '../../../src/api/managed-fields/managers-of';
import type { ManagedFieldsEntry } from '../../../src/kinds/generated/types.gen';
import type { KindRow, KubeObject } from '../../../src/kinds/kind';
import { kindByKey } from '../../../src/kinds/table';
import { type ApiTank, apiTank, deployment, refusalOf } from '../api-tank';

const fieldsOf = ({ client }: ApiTank): readonly ManagedFieldsEntry[] => {
  const row = kindByKey('Deployment') as KindRow;
  return managedFieldsOf(client.store, row, client.store.get(row, 'default/web') as KubeObject) ?? [];
};

/** `manager operation subresource`, without what is not there. */
const nameOf = ({ manager, operation, subresource }: ManagedFieldsEntry) =>
  [manager, operation, subresource].filter(Boolean).join(' ');

test.each<{ name: string; counts: readonly number[]; owners: readonly string[] }>([
  { name: 'another count', counts: [2], owners: ['scaler Update scale: 1', 'maker Update: 5'] },
  { name: 'another and the same', counts: [2, 2], owners: ['scaler Update scale: 1', 'maker Update: 5'] },
  { name: 'the same parts it from the rest', counts: [1], owners: ['maker Update: 1', 'maker Update: 5'] },
  { name: 'nobody is left after that', counts: [1, 2], owners: ['maker Update: 5'] },
  { name: 'nor later', counts: [1, 2, 3], owners: ['maker Update: 5'] },
  { name: 'nobody owns none', counts: [2, 0], owners: ['maker Update: 5'] },
  { name: 'nor what comes after', counts: [0, 3], owners: ['maker Update: 5'] },
])('to the scale, $name', ({ counts, owners }) => {
  const tank = apiTank();
  tank.as('maker').create(deployment('web'));
  for (const replicas of counts) {
    const scale = tank.client.scale('Deployment', 'default', 'web');
    tank.as('scaler').updateScale('Deployment', 'default', 'web', { ...scale, spec: { replicas } });
  }
  const told = fieldsOf(tank).map((entry) => {
    const fields = Object.keys((entry.fieldsV1 as Record<string, object>)['f:spec'] ?? {}).length;
    return `${nameOf(entry)}: ${fields}`;
  });
  expect(told).toEqual(owners);
});

test('to the scale by apply takes a count that nobody owns from before the first apply', () => {
  const tank = apiTank();
  tank.as('maker').create(deployment('web'));
  for (const replicas of [1, 3]) {
    const scale = tank.client.scale('Deployment', 'default', 'web');
    tank.as('scaler').updateScale('Deployment', 'default', 'web', { ...scale, spec: { replicas } });
  }
  const applied = (replicas: number) => {
    const scale = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'web' }, spec: { replicas } };
    tank.as('m').patch('Deployment', 'default', 'web', 'apply', scale, { subresource: 'scale' });
  };
  expect(refusalOf(() => applied(4))?.message).toBe(
    'Apply failed with 1 conflict: conflict with "before-first-apply" with subresource "scale" using ' +
      'autoscaling/v1: .spec.replicas',
  );
  applied(3);
  expect(fieldsOf(tank).map(nameOf)).toEqual(['m Apply scale', 'before-first-apply Update scale', 'maker Update']);
});
