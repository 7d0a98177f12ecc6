// Apply configurations that the server refuses, word for word.
import { expect, test } from '@jest/globals';
import { ApiError } from '../../src/api/api-error';
import { patchFromBody } from '../../src/api/request';
import type { KindRow } from '../../src/kinds/kind';
import { kindByKey } from '../../src/kinds/table';
import { apiTank, configMap, deployment } from './api-tank';

interface Case {
  readonly what: string;
  readonly kind?: string;
  readonly body: unknown;
  readonly subresource?: string;
  readonly code: number;
  readonly message: string;
}

const inPod = (spec: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec });
const typed = (object: string, fault: string) => `failed to create typed patch object (${object}): ${fault}`;
const inContainer = (fields: object) => inPod({ containers: [{ name: 'c', image: 'x', ...fields }] });

test.each<Case>([
  {
    what: 'another version',
    body: { ...configMap('a'), apiVersion: 'v2' },
    code: 400,
    message: 'invalid object type: /v2, Kind=ConfigMap',
  },
  { what: 'another kind', body: deployment('a'), code: 400, message: 'invalid object type: apps/v1, Kind=Deployment' },
  { what: 'no kind', body: { metadata: { name: 'a' } }, code: 400, message: 'invalid object type: /, Kind=' },
  {
    what: 'no object',
    body: ['x'],
    code: 400,
    message:
      'error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}',
  },
  {
    what: 'no name',
    body: { apiVersion: 'v1', kind: 'ConfigMap' },
    code: 400,
    message: 'the name of the object (a based on URL) was undeterminable: name must be provided',
  },
  {
    what: 'managedFields',
    body: configMap('a', { metadata: { name: 'a', managedFields: [] } }),
    code: 400,
    message: 'metadata.managedFields must be nil',
  },
  {
    what: 'a uid of what is not there',
    body: configMap('a', { metadata: { name: 'a', uid: 'xx' } }),
    code: 409,
    message:
      'Operation cannot be fulfilled on configmaps "a": uid mismatch: the provided object specified uid xx, and no existing object was found',
  },
  {
    what: 'an unknown field',
    body: configMap('a', { foo: 1 }),
    code: 500,
    message: typed('default/a; /v1, Kind=ConfigMap', '.foo: field not declared in schema'),
  },
  {
    what: 'an unknown field further down',
    kind: 'Pod',
    body: inContainer({ ports: [{ containerPort: 80, foo: 1 }] }),
    code: 500,
    message: typed(
      '/a; /v1, Kind=Pod',
      '.spec.containers[name="c"].ports[containerPort=80,protocol="TCP"].foo: field not declared in schema',
    ),
  },
  {
    what: 'a number for a text',
    body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { x: 1 } },
    code: 500,
    message: typed('/a; /v1, Kind=ConfigMap', '.data.x: expected string, got &value.valueUnstructured{Value:1}'),
  },
  {
    what: 'a map for a text',
    body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { x: { y: ['z'] } } },
    code: 500,
    message: typed(
      '/a; /v1, Kind=ConfigMap',
      '.data.x: expected string, got &value.valueUnstructured{Value:map[string]interface {}{"y":[]interface {}{"z"}}}',
    ),
  },
  {
    what: 'a text for a number',
    kind: 'Deployment',
    body: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { replicas: '2' } },
    code: 500,
    message: typed('/a; apps/v1, Kind=Deployment', '.spec.replicas: expected numeric (int or float), got string'),
  },
  {
    what: 'a text for a boolean',
    kind: 'Pod',
    body: inContainer({ tty: 'yes' }),
    code: 500,
    message: typed('/a; /v1, Kind=Pod', '.spec.containers[name="c"].tty: expected boolean, got &{yes}'),
  },
  {
    what: 'a map for a list, and a list for a map',
    kind: 'Pod',
    body: inPod({ containers: { name: 'c' }, securityContext: [] }),
    code: 500,
    message: typed(
      '/a; /v1, Kind=Pod',
      'errors:\n  .spec.containers: expected list, got &{map[name:c]}\n  .spec.securityContext: expected map, got &{[]}',
    ),
  },
  {
    what: 'a map for a number or text',
    kind: 'Pod',
    body: inContainer({ resources: { limits: { cpu: {} } } }),
    code: 500,
    message: typed(
      '/a; /v1, Kind=Pod',
      '.spec.containers[name="c"].resources.limits.cpu: expected any scalar, got &{map[]}',
    ),
  },
  {
    what: 'keys that repeat',
    kind: 'Pod',
    body: inContainer({ ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'TCP' }] }),
    code: 500,
    message: typed(
      '/a; /v1, Kind=Pod',
      '.spec.containers[name="c"].ports: duplicate entries for key [containerPort=80,protocol="TCP"]',
    ),
  },
  {
    what: 'an item that repeats in a set',
    body: configMap('a', { metadata: { name: 'a', finalizers: ['x.io/a', 'x.io/a'] } }),
    code: 500,
    message: typed('/a; /v1, Kind=ConfigMap', '.metadata.finalizers: duplicate entries for key [="x.io/a"]'),
  },
  {
    what: 'a null among keyed items',
    kind: 'Pod',
    body: inPod({ containers: [null] }),
    code: 500,
    message: typed(
      '/a; /v1, Kind=Pod',
      '.spec.containers: element 0: associative list with keys may not have a null element',
    ),
  },
  {
    what: 'a quantity that is none',
    kind: 'Pod',
    body: inContainer({ resources: { limits: { cpu: 'much' } } }),
    code: 500,
    message:
      'failed to convert new object (/a; /v1, Kind=Pod) to proper version: unable to convert unstructured object to ' +
      "/v1, Kind=Pod: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  },
  {
    what: 'the status of what is not there',
    kind: 'Deployment',
    body: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, status: { replicas: 1 } },
    subresource: 'status',
    code: 404,
    message: 'deployments.apps "a" not found',
  },
])('refuses $what', ({ kind = 'ConfigMap', body, subresource, code, message }) => {
  const { client } = apiTank();
  const row = kindByKey(kind) as KindRow;
  const request = { row, namespace: 'default', name: 'a', type: 'apply' as const, patch: body, subresource };
  const { length } = client.store.changes;
  try {
    patchFromBody(client.server, client.caller, request);
  } catch (error) {
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code, message });
  }
  expect.assertions(3);
  expect(client.store.changes).toHaveLength(length);
});

test('null stands for nothing said of a map, and for a value of an entry', () => {
  const { client } = apiTank();
  const row = kindByKey('ConfigMap') as KindRow;
  const apply = (data: unknown) =>
    patchFromBody(client.server, client.caller, {
      row,
      namespace: 'default',
      name: 'a',
      type: 'apply',
      patch: configMap('a', { data }),
    }).object as { data?: object };
  apply({ x: '1', y: '2' });
  expect(apply({ x: null, y: '2' }).data).toEqual({ x: '', y: '2' });
  expect(apply(null).data).toBeUndefined();
});
