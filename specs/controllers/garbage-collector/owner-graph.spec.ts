// Owner references against the kinds table.

import { expect, test } from '@jest/globals';
import { Store } from '../../../src/api/store';
import { collectedKinds, ownerRow, readTask, taskKey } from '../../../src/controllers/garbage-collector/owner-graph';

test.each([
  { name: 'a core kind', apiVersion: 'v1', kind: 'Pod', key: 'Pod' },
  {
    name: 'an older version of a stored kind',
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    key: 'HorizontalPodAutoscaler',
  },
  { name: 'a group that is not there', apiVersion: 'nope.io/v1', kind: 'Thing', key: undefined },
  { name: 'a version that is not there', apiVersion: 'apps/v9', kind: 'Deployment', key: undefined },
])('the row of $name', ({ apiVersion, kind, key }) => {
  expect(ownerRow(new Store().registry, { apiVersion, kind, name: 'x', uid: 'u' })?.key).toBe(key);
});

test('all kinds are watched but events and those that nobody can watch', () => {
  expect(collectedKinds).toEqual(expect.arrayContaining(['Pod', 'ReplicaSet', 'ControllerRevision', 'Lease']));
  expect(collectedKinds).not.toContain('Event');
  expect(collectedKinds).not.toContain('ComponentStatus');
});

test.each([
  { name: 'namespaced', metadata: { name: 'x', namespace: 'n' }, namespace: 'n' },
  { name: 'cluster-scoped', metadata: { name: 'x' }, namespace: undefined },
])('a task reads as it was written: $name', ({ metadata, namespace }) => {
  const key = taskKey('delete', 'Pod', { apiVersion: 'v1', kind: 'Pod', metadata });
  expect(readTask(key)).toEqual({ task: 'delete', kind: 'Pod', namespace, name: 'x' });
});
