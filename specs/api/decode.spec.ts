// The decoder's answers in the API server's words: those seen in recordings of a real 1.36 server, and what it makes of
// values that are right.

import { describe, expect, test } from '@jest/globals';
import { cannotBeHandled, decode } from '../../src/api/decode';

const pod = (container: object, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { ...spec, containers: [{ name: 'c', image: 'a', ...container }] },
});

const errorOf = (schema: string, value: unknown, duplicates?: ReadonlyMap<object, readonly string[]>) => {
  const result = decode(schema, value, 'Strict', duplicates ? { duplicates } : {});
  return 'error' in result ? cannotBeHandled(value, schema, result.error) : undefined;
};

const objectOf = (schema: string, value: unknown) => {
  const result = decode(schema, value, 'Strict');
  if ('error' in result) throw new Error(result.error);
  return result.object;
};

describe('recorded answers', () => {
  test.each([
    {
      name: 'unknown fields',
      schema: 'Pod',
      value: pod({ imagee: 'b' }, { containers: [], nodeSelectorr: { a: 'b' } }),
      error:
        'Pod in version "v1" cannot be handled as a Pod: strict decoding error: ' +
        'unknown field "spec.containers[0].imagee", unknown field "spec.nodeSelectorr"',
    },
    {
      name: 'a doubled colon',
      schema: 'Pod',
      value: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: { containers: [{ 'name:': 'x' }] } },
      error:
        'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.containers[0].name:"',
    },
    {
      name: 'a text for a number',
      schema: 'Pod',
      value: pod({ ports: [{ containerPort: '80' }] }),
      error:
        'Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal string into Go struct field ' +
        'ContainerPort.spec.containers.ports.containerPort of type int32',
    },
    {
      name: 'a text for a number, in another group',
      schema: 'Deployment',
      value: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: {}, spec: { replicas: '3' } },
      error:
        'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field ' +
        'DeploymentSpec.spec.replicas of type int32',
    },
    {
      name: 'a quantity',
      schema: 'Pod',
      value: pod({ resources: { requests: { cpu: '-1', memory: '1Gib' } } }),
      error:
        'Pod in version "v1" cannot be handled as a Pod: quantities must match the regular expression ' +
        "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    },
    {
      name: 'base64 that is none',
      schema: 'Secret',
      value: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'bad' }, data: { a: '***' } },
      error: 'Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 0',
    },
    {
      name: 'base64 that breaks off',
      schema: 'Secret',
      value: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'bad' }, data: { a: 'abc!' } },
      error: 'Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 3',
    },
    {
      name: 'a mapping in a ConfigMap',
      schema: 'ConfigMap',
      value: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: { b: 'c' } } },
      error:
        'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal object into Go struct field ' +
        'ConfigMap.data of type string',
    },
    {
      name: 'a boolean in a ConfigMap',
      schema: 'ConfigMap',
      value: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: true } },
      error:
        'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal bool into Go struct field ' +
        'ConfigMap.data of type string',
    },
    {
      name: 'a patch directive that no key led to',
      schema: 'ServiceAccount',
      value: { imagePullSecrets: [{ name: 'p2' }, { $patch: 'delete', name: 'p1' }] },
      error:
        'ServiceAccount in version "v1" cannot be handled as a ServiceAccount: strict decoding error: ' +
        'unknown field "imagePullSecrets[1].$patch"',
    },
  ])('$name', ({ schema, value, error }) => {
    expect(errorOf(schema, value)).toBe(error);
  });
});

describe('which error wins', () => {
  test('a wrong value over unknown fields', () => {
    expect(errorOf('Pod', pod({ imagee: 1, image: 2 }))).toContain(
      'cannot unmarshal number into Go struct field Container',
    );
  });

  test('the first of several wrong values', () => {
    expect(errorOf('Pod', pod({}, { nodeName: 1, hostname: true }))).toContain('PodSpec.spec.nodeName');
  });

  test('a type that reads its own JSON over an earlier wrong value', () => {
    expect(errorOf('Pod', pod({ image: 5, resources: { limits: { cpu: 'x' } } }))).toContain('quantities must match');
  });

  test('a key that was given twice, among the unknown fields', () => {
    const value = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { nam: 'x' }, data: { a: 'b' } };
    expect(errorOf('ConfigMap', value, new Map([[value.data, ['a']]]))).toContain(
      'unknown field "metadata.nam", duplicate field "data.a"',
    );
  });
});

describe('modes', () => {
  const value = pod({ imagee: 'b' });

  test('Warn takes the object and says what it left out', () => {
    const result = decode('Pod', value, 'Warn');
    expect(result).toMatchObject({ warnings: ['unknown field "spec.containers[0].imagee"'] });
    expect(JSON.stringify(result)).not.toContain('"imagee":');
  });

  test('Ignore says nothing', () => {
    expect(decode('Pod', value, 'Ignore')).toMatchObject({ warnings: [] });
  });

  test('Strict tells people where, and of which struct', () => {
    expect(decode('Pod', value, 'Strict')).toMatchObject({
      problems: [{ kind: 'unknown field', path: ['spec', 'containers', 0, 'imagee'], schema: 'Container' }],
    });
  });

  test('at most a hundred unknown fields are told', () => {
    const metadata = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`x${index}`, 1]));
    const result = decode('Pod', { metadata }, 'Warn');
    expect('warnings' in result && result.warnings).toHaveLength(100);
  });
});

describe('what the server makes of it', () => {
  test.each([
    {
      name: 'quantities are canonical',
      value: { limits: { cpu: '0.5', memory: '1024Mi' } },
      limits: { cpu: '500m', memory: '1Gi' },
    },
    { name: 'a number is a quantity', value: { limits: { cpu: 1, memory: 1e9 } }, limits: { cpu: '1', memory: '1G' } },
    { name: 'a null quantity is 0', value: { limits: { cpu: null } }, limits: { cpu: '0' } },
    { name: 'an empty map is left out', value: { limits: {} }, limits: undefined },
  ])('$name', ({ value, limits }) => {
    const decoded = objectOf('Pod', pod({ resources: value })) as unknown as {
      spec: { containers: { resources: object }[] };
    };
    expect(decoded.spec.containers[0]?.resources).toEqual(limits === undefined ? {} : { limits });
  });

  test('structs are written even when empty, scalars that are required too', () => {
    expect(objectOf('Pod', {})).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {},
      spec: { containers: null },
      status: {},
    });
    expect(objectOf('ReplicaSet', { spec: { selector: null } })).toMatchObject({
      status: { replicas: 0 },
      spec: { selector: null },
    });
  });

  test('a list that must be written is null when empty', () => {
    expect(objectOf('Role', { rules: [] })).toMatchObject({ rules: null });
    expect(objectOf('EndpointSlice', { endpoints: [], addressType: 'IPv4' })).toMatchObject({
      endpoints: null,
      ports: null,
    });
  });

  test('null is nothing, but in a map of texts it is an empty one', () => {
    expect(objectOf('ConfigMap', { data: { a: null }, immutable: null })).toMatchObject({ data: { a: '' } });
    expect(objectOf('Pod', pod({ command: null }))).toEqual(objectOf('Pod', pod({})));
  });

  test('times are in UTC and whole seconds', () => {
    expect(objectOf('Pod', { metadata: { creationTimestamp: '2026-01-01T01:02:03.9+02:00' } })).toMatchObject({
      metadata: { creationTimestamp: '2025-12-31T23:02:03Z' },
    });
  });

  test('an absent time that is no pointer is null', () => {
    const status = { conditions: [{ type: 'Ready', status: 'True' }] };
    expect(objectOf('Pod', { status })).toMatchObject({ status: { conditions: [{ lastProbeTime: null }] } });
  });

  test('base64 loses its line breaks', () => {
    expect(objectOf('Secret', { data: { a: 'YW\nJj' } })).toMatchObject({ data: { a: 'YWJj' } });
  });

  test('what it would store as given is the very same object', () => {
    const value = pod({ resources: { limits: { cpu: '500m' } } });
    const first = objectOf('Pod', value);
    expect(first.metadata).toBe(value.metadata);
    expect((first.spec as typeof value.spec).containers[0]).toBe(value.spec.containers[0]);
    expect(objectOf('Pod', first)).toBe(first);
  });

  test('a key named __proto__ is a key', () => {
    const value = JSON.parse('{"metadata": {"labels": {"__proto__": "x", "b": null}}}');
    const { metadata } = objectOf('ConfigMap', value) as { metadata: { labels: object } };
    expect(Object.entries(metadata.labels)).toEqual([
      ['__proto__', 'x'],
      ['b', ''],
    ]);
    expect(errorOf('ConfigMap', JSON.parse('{"__proto__": {"data": 1}}'))).toContain('unknown field "__proto__"');
  });

  test('the input stays as it was', () => {
    const value = Object.freeze({
      metadata: Object.freeze({ labels: Object.freeze({}) }),
      data: Object.freeze({ a: 'b' }),
    });
    expect(objectOf('ConfigMap', value)).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {},
      data: { a: 'b' },
    });
  });
});
