// PATCH of bodies, word for word: what the server says of their form, of fields it does not know, and of a patch that
// would make the object another one.
import { describe, expect, test } from '@jest/globals';
import type { PatchType } from '../../src/api/actor';
import { ApiError } from '../../src/api/api-error';
import { type BodyOptions, patchFromBody } from '../../src/api/request';
import type { KindRow } from '../../src/kinds/kind';
import { kindByKey } from '../../src/kinds/table';
import { type ApiTank, apiTank, configMap, deployment, pod } from './api-tank';

interface Asked {
  readonly kind?: string;
  readonly name?: string;
  readonly type: PatchType;
  readonly patch: unknown;
  readonly subresource?: string;
  readonly options?: BodyOptions;
}

const made = () => {
  const tank = apiTank();
  tank.client.create(configMap('a', { data: { x: '1' } }));
  tank.client.create(deployment('web', { replicas: 2 }));
  tank.client.create(pod('p'));
  return tank;
};

const ask = ({ client }: ApiTank, { kind = 'ConfigMap', name = 'a', type, patch, subresource, options }: Asked) =>
  patchFromBody(
    client.server,
    client.caller,
    { row: kindByKey(kind) as KindRow, namespace: 'default', name, type, patch, subresource },
    options,
  );

function refusal(asked: Asked, tank = made()): ApiError {
  try {
    ask(tank, asked);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

const invalid = (shown: string, why: string) => ` "" is invalid: patch: Invalid value: "${shown}": ${why}`;

test.each<Asked & { what: string; code: number; message: string | RegExp }>([
  {
    what: 'a JSON patch that is no list',
    type: 'json',
    patch: {},
    code: 400,
    message: 'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
  },
  {
    what: 'an operation that is no object',
    type: 'json',
    patch: ['x'],
    code: 400,
    message: 'error decoding patch: json: cannot unmarshal string into Go value of type handlers.jsonPatchOp',
  },
  {
    what: 'a path that is no text',
    type: 'json',
    patch: [{ op: 'add', path: 1 }],
    code: 400,
    message: 'error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.path of type string',
  },
  {
    what: 'a merge patch that is no object',
    type: 'merge',
    patch: [],
    code: 400,
    message: 'error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}',
  },
  { what: 'a merge patch of null', type: 'merge', patch: null, code: 400, message: 'Invalid JSON Patch' },
  {
    what: 'a strategic patch that is no object',
    type: 'strategic',
    patch: 'x',
    code: 400,
    message: 'json: cannot unmarshal string into Go value of type map[string]interface {}',
  },
  {
    what: 'another name',
    type: 'merge',
    patch: { metadata: { name: 'b' } },
    code: 400,
    message: 'the name of the object (b) does not match the name on the URL (a)',
  },
  {
    what: 'no name',
    type: 'json',
    patch: [{ op: 'remove', path: '/metadata/name' }],
    code: 400,
    message: 'the name of the object (a based on URL) was undeterminable: name must be provided',
  },
  {
    what: 'another namespace',
    type: 'strategic',
    patch: { metadata: { namespace: 'kube-public' } },
    code: 400,
    message: 'the namespace of the provided object does not match the namespace sent on the request',
  },
  {
    what: 'another uid',
    type: 'merge',
    patch: { metadata: { uid: 'u' } },
    code: 422,
    message: 'ConfigMap "a" is invalid: metadata.uid: Invalid value: "u": field is immutable',
  },
  {
    what: 'a time of deletion',
    type: 'merge',
    patch: { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } },
    code: 422,
    message:
      'ConfigMap "a" is invalid: metadata.deletionTimestamp: Invalid value: "2026-01-01T00:00:00Z": field is immutable',
  },
  {
    what: 'another kind',
    type: 'merge',
    patch: { kind: 'ServiceAccount' },
    code: 422,
    message: /: converting \(v1\.ServiceAccount\) to \(core\.ConfigMap\): unknown conversion$/,
  },
  {
    what: 'a version that there is not',
    type: 'json',
    patch: [{ op: 'replace', path: '/apiVersion', value: 'v9' }],
    code: 422,
    message: /: no kind "ConfigMap" is registered for version "v9" in scheme "k8s\.io\/kubernetes\//,
  },
  {
    what: 'a stale resourceVersion',
    type: 'merge',
    patch: { metadata: { resourceVersion: '1' } },
    code: 409,
    message:
      'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
  },
  {
    what: 'a resourceVersion that is no number',
    type: 'merge',
    patch: { metadata: { resourceVersion: 'abc' } },
    code: 500,
    message: 'strconv.ParseUint: parsing "abc": invalid syntax',
  },
  {
    what: 'a resourceVersion beyond all numbers',
    type: 'merge',
    patch: { metadata: { resourceVersion: '99999999999999999999' } },
    code: 500,
    message: 'strconv.ParseUint: parsing "99999999999999999999": value out of range',
  },
  {
    what: 'a wrong type, strategic',
    type: 'strategic',
    patch: { data: { y: 2 } },
    code: 422,
    message: invalid('map[data:map[y:2]]', 'cannot convert int64 to string'),
  },
  {
    what: 'an unknown field, strategic',
    type: 'strategic',
    patch: { dada: {}, abba: {} },
    code: 422,
    message: invalid('map[abba:map[] dada:map[]]', 'strict decoding error: unknown field "abba", unknown field "dada"'),
  },
  {
    what: 'an unknown field, merge',
    type: 'merge',
    patch: { dada: {} },
    code: 422,
    message:
      /^ "" is invalid: patch: Invalid value: "\{\\"apiVersion\\":\\"v1\\".*: strict decoding error: unknown field "dada"$/,
  },
  {
    what: 'an unknown field beside characters of HTML',
    type: 'merge',
    patch: { data: { y: '<b>', a: '&' }, dada: {} },
    code: 422,
    message: /"data\\":\{\\"a\\":\\"\\\\u0026\\",\\"x\\":\\"1\\",\\"y\\":\\"\\\\u003cb\\\\u003e\\"\},\\"kind\\":/,
  },
  {
    what: 'a field that an operation does not have',
    type: 'json',
    patch: [{ op: 'test', path: '/data/x', value: '1', foo: 1 }],
    code: 422,
    message: /: strict decoding error: json patch unknown field "\[0\]\.foo"$/,
  },
  {
    what: 'a negative count through the scale',
    kind: 'Deployment',
    name: 'web',
    type: 'merge',
    patch: { spec: { replicas: -1 } },
    subresource: 'scale',
    code: 422,
    message: 'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
  },
  {
    what: 'an object that is not there',
    name: 'b',
    type: 'merge',
    patch: {},
    code: 404,
    message: 'configmaps "b" not found',
  },
])('refuses $what', ({ code, message, what, ...asked }) => {
  const error = refusal(asked);
  expect(error.message).toMatch(message);
  if (typeof message === 'string') expect(error.message).toBe(message);
  expect(error.code).toBe(code);
});

test('what is immutable stands twice among the causes', () => {
  const { details } = refusal({ type: 'merge', patch: { metadata: { uid: 'u' } } });
  const cause = {
    reason: 'FieldValueInvalid',
    message: 'Invalid value: "u": field is immutable',
    field: 'metadata.uid',
  };
  expect(details?.causes).toEqual([cause, cause]);
});

describe('fields that are not known', () => {
  const cases = [
    { type: 'merge' as const, patch: { dada: 1 }, text: 'unknown field "dada"' },
    { type: 'strategic' as const, patch: { dada: 1 }, text: 'unknown field "dada"' },
    {
      type: 'json' as const,
      patch: [{ op: 'add', path: '/dada', value: 1, foo: 1 }],
      text: ['json patch unknown field "[0].foo"', 'unknown field "dada"'],
    },
  ];
  test.each(cases)('$type warns when asked to', ({ type, patch, text }) => {
    const { warnings, object } = ask(made(), { type, patch, options: { fieldValidation: 'Warn' } });
    expect(warnings).toEqual([text].flat());
    expect(object).not.toHaveProperty('dada');
  });

  test.each(cases)('$type says nothing when asked to', ({ type, patch }) => {
    expect(ask(made(), { type, patch, options: { fieldValidation: 'Ignore' } }).warnings).toEqual([]);
  });

  test('keys given twice are told with their place', () => {
    const data = { y: '2' };
    const duplicates = new Map([[data, ['y']]]);
    const options = { fieldValidation: 'Warn' as const, duplicates };
    expect(ask(made(), { type: 'merge', patch: { data }, options }).warnings).toEqual(['duplicate field "data.y"']);
  });
});

describe('what a patch says and the server keeps', () => {
  test.each([
    { what: 'the kind, of a strategic patch', type: 'strategic' as const, patch: { kind: 'Secret', apiVersion: 'v9' } },
    { what: 'creationTimestamp', type: 'merge' as const, patch: { metadata: { creationTimestamp: null } } },
    { what: 'generation', type: 'merge' as const, patch: { metadata: { generation: 9 } } },
    { what: 'its own uid and namespace', type: 'merge' as const, patch: { metadata: { namespace: 'default' } } },
    { what: 'no resourceVersion', type: 'merge' as const, patch: { metadata: { resourceVersion: null } } },
  ])('$what', ({ type, patch }) => {
    const tank = made();
    const before = tank.client.get('ConfigMap', 'default', 'a');
    expect(ask(tank, { type, patch }).object).toBe(before);
  });

  test('nulls in a map of texts are empty texts', () => {
    const patch = [{ op: 'add', path: '/data/y', value: null }];
    expect(ask(made(), { type: 'json', patch }).object).toMatchObject({ data: { x: '1', y: '' } });
  });
});

describe('a dry run', () => {
  test.each([
    { type: 'merge' as const, patch: { data: { y: '2' } } },
    { type: 'strategic' as const, patch: { data: { y: '2' } } },
    { type: 'json' as const, patch: [{ op: 'add', path: '/data/y', value: '2' }] },
    { type: 'apply' as const, patch: configMap('a', { data: { y: '2' } }) },
  ])('of $type answers what would be and writes nothing', ({ type, patch }) => {
    const tank = made();
    const before = tank.client.get('ConfigMap', 'default', 'a');
    const { object } = ask(tank, { type, patch, options: { dryRun: true } });
    expect(object).toMatchObject({ data: { x: '1', y: '2' } });
    expect(object.metadata.resourceVersion).toBe(before?.metadata.resourceVersion);
    expect(tank.client.get('ConfigMap', 'default', 'a')).toBe(before);
  });

  test('of a Service shows the first address and port that are not given out', () => {
    const tank = made();
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 's', namespace: 'default' } };
    const spec = { type: 'NodePort', ports: [{ port: 80 }] };
    const planned = tank.client.create({ ...service, spec } as never, { dryRun: true });
    expect(planned).toMatchObject({ spec: { clusterIP: '10.96.0.0', ports: [{ nodePort: 32769 }] } });
  });
});

test('owner references given twice are taken once, with a warning', () => {
  const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'o', uid: 'u1' };
  const { object, warnings } = ask(made(), {
    type: 'merge',
    patch: { metadata: { ownerReferences: [owner, { ...owner }] } },
  });
  expect(object.metadata.ownerReferences).toEqual([owner]);
  expect(warnings).toEqual([
    '.metadata.ownerReferences contains duplicate entries after mutating admission happens; API server dedups owner ' +
      'references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate ' +
      'UID(s) observed: u1',
  ]);
});
