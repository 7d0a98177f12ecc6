// A refusal shows empty lists and maps as they were sent, though nothing of them is stored.
import { expect, test } from '@jest/globals';
import { createFromBody, patchFromBody } from '../../src/api/request';
import type { KindRow } from '../../src/kinds/kind';
import { kindByKey } from '../../src/kinds/table';
import { apiTank, refusalOf } from './api-tank';

const template = (metadata: object) => ({ metadata, spec: { containers: [{ name: 'c', image: 'c:1' }] } });
const daemonSet = (metadata: object) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'a' },
  spec: { selector: { matchLabels: { a: 'b' } }, template: template(metadata) },
});
const volume = (capacity: unknown) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'a' },
  spec: { capacity, accessModes: ['ReadWriteOnce'], hostPath: { path: '/a' } },
});

test.each([
  { name: 'labels that are empty', body: daemonSet({ labels: {} }), says: 'labels: Invalid value: {}: `selector`' },
  { name: 'labels that are not there', body: daemonSet({}), says: 'labels: Invalid value: null: `selector`' },
  { name: 'a capacity that is empty', body: volume({}), says: 'spec.capacity: Unsupported value: {}:' },
  { name: 'a capacity that is not there', body: volume(undefined), says: 'spec.capacity: Unsupported value: null:' },
])('$name', ({ body, says }) => {
  const { client } = apiTank();
  const refused = refusalOf(() => createFromBody(client.server, client.caller, body));
  expect(refused?.message).toContain(says);
});

test('a patch that empties something', () => {
  const { client } = apiTank();
  createFromBody(client.server, client.caller, volume({ storage: '1Gi' }));
  const row = kindByKey('PersistentVolume') as KindRow;
  const patch = { spec: { capacity: { storage: null } } };
  const asked = { row, namespace: undefined, name: 'a', type: 'merge' as const, patch };
  const refused = refusalOf(() => patchFromBody(client.server, client.caller, asked));
  expect(refused?.message).toContain('spec.capacity: Unsupported value: {}:');
});
