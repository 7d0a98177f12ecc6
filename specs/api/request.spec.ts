// Bodies as they come from outside, through decoding to the store.
import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../../src/api/api-error';
import { type BodyOptions, createFromBody, patchFromBody, rowOfBody, updateFromBody } from '../../src/api/request';
import { Store } from '../../src/api/store';
import { type ApiTank, apiTank, configMap, refusalOf } from './api-tank';

const create = ({ client }: ApiTank, body: unknown, options?: BodyOptions) =>
  createFromBody(client.server, client.caller, body, options);

describe('POST', () => {
  test('answers 201 and the object as stored', () => {
    const tank = apiTank();
    const answer = create(tank, configMap('a', { data: { x: '1' } }));
    expect(answer).toMatchObject({ code: 201, warnings: [], object: { data: { x: '1' } } });
    expect(answer.object).toBe(tank.client.get('ConfigMap', 'default', 'a'));
  });

  test.each([
    { name: 'the body names none', body: { metadata: { name: 'a' } }, url: undefined, lands: 'default' },
    {
      name: 'the body names one',
      body: { metadata: { name: 'a', namespace: 'kube-public' } },
      url: undefined,
      lands: 'kube-public',
    },
    { name: 'the URL names one', body: { metadata: { name: 'a' } }, url: 'kube-public', lands: 'kube-public' },
    {
      name: 'both name one',
      body: { metadata: { name: 'a', namespace: 'default' } },
      url: 'default',
      lands: 'default',
    },
  ])('namespace: $name', ({ body, url, lands }) => {
    const { object } = create(apiTank(), { apiVersion: 'v1', kind: 'ConfigMap', ...body }, { namespace: url });
    expect(object.metadata.namespace).toBe(lands);
  });

  test('a kind without namespaces forgets what it says of one', () => {
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', namespace: 'x' } };
    expect(create(apiTank(), body).object.metadata).not.toHaveProperty('namespace');
  });

  const opening = 'ConfigMap in version "v1" cannot be handled as a ConfigMap: ';
  test.each([
    {
      name: 'two different namespaces',
      body: configMap('a'),
      options: { namespace: 'kube-public' },
      code: 400,
      message: 'the namespace of the provided object does not match the namespace sent on the request',
    },
    {
      name: 'an unknown kind',
      body: { apiVersion: 'v1', kind: 'Konfig', metadata: { name: 'a' } },
      code: 404,
      message: 'the server could not find the requested resource',
    },
    {
      name: 'an unknown version',
      body: { apiVersion: 'v9', kind: 'ConfigMap', metadata: { name: 'a' } },
      code: 404,
      message: '404 page not found\n',
    },
    { name: 'nothing', body: null, code: 404, message: '404 page not found\n' },
    {
      name: 'an unknown field',
      body: { ...configMap('a'), dada: {} },
      code: 400,
      message: `${opening}strict decoding error: unknown field "dada"`,
    },
    {
      name: 'a wrong type',
      body: { ...configMap('a'), data: { x: 1 } },
      code: 400,
      message: `${opening}json: cannot unmarshal number into Go struct field ConfigMap.data of type string`,
    },
  ])('refuses $name', ({ body, options, code, message }) => {
    const tank = apiTank();
    const { length } = tank.client.store.changes;
    expect(refusalOf(() => create(tank, body, options))).toMatchObject({ code, message });
    expect(tank.client.store.changes).toHaveLength(length);
  });

  test('tells of unknown fields where it only warns', () => {
    const answer = create(apiTank(), { ...configMap('a'), dada: {} }, { fieldValidation: 'Warn' });
    expect(answer.warnings).toEqual(['unknown field "dada"']);
    expect(answer.object).not.toHaveProperty('dada');
  });

  test('sends warnings with a refusal too', () => {
    try {
      create(apiTank(), { ...configMap('A_b'), dada: {} }, { fieldValidation: 'Warn' });
    } catch (error) {
      expect(error).toBeInstanceOf(ApiError);
      expect((error as ApiError).warnings).toEqual(['unknown field "dada"']);
    }
    expect.assertions(2);
  });
});

test('PUT answers 200', () => {
  const { client } = apiTank();
  client.create(configMap('a'));
  const answer = updateFromBody(client.server, client.caller, configMap('a', { data: { x: '1' } }));
  expect(answer).toMatchObject({ code: 200, object: { data: { x: '1' } } });
});

describe('PATCH', () => {
  const patch = ({ client }: ApiTank, type: 'merge' | 'json' | 'strategic' | 'apply', body: unknown) => {
    const request = {
      row: rowOfBody(new Store().registry, configMap('a')),
      namespace: 'default',
      name: 'a',
      type,
      patch: body,
    };
    return patchFromBody(client.server, client.caller, request);
  };

  test.each([
    { type: 'merge' as const, body: { data: { y: '2' } } },
    { type: 'strategic' as const, body: { data: { y: '2' } } },
    { type: 'json' as const, body: [{ op: 'add', path: '/data/y', value: '2' }] },
    { type: 'apply' as const, body: configMap('a', { data: { y: '2' } }) },
  ])('$type', ({ type, body }) => {
    const tank = apiTank();
    tank.client.create(configMap('a', { data: { x: '1' } }));
    expect(patch(tank, type, body)).toMatchObject({ code: 200, object: { data: { x: '1', y: '2' } } });
  });

  test('apply creates and says so', () => {
    const tank = apiTank();
    expect(patch(tank, 'apply', configMap('a')).code).toBe(201);
    expect(patch(tank, 'apply', configMap('a')).code).toBe(200);
  });

  test.each(['merge', 'json', 'strategic'] as const)('%s of what is not there is not found', (type) => {
    expect(refusalOf(() => patch(apiTank(), type, type === 'json' ? [] : {}))).toMatchObject({ code: 404 });
  });

  test('what does not decode afterwards is invalid', () => {
    const tank = apiTank();
    tank.client.create(configMap('a'));
    expect(refusalOf(() => patch(tank, 'merge', { data: { x: 1 } }))).toMatchObject({ code: 422, reason: 'Invalid' });
  });
});

describe('the template generation of a DaemonSet, which is a number in an annotation', () => {
  const KEY = 'deprecated.daemonset.template.generation';
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'c' }] } };
  const bodyWith = (generation: string) => ({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'd', annotations: { [KEY]: generation } },
    spec: { selector: { matchLabels: { a: 'b' } }, template },
  });
  const parsing = (text: string, why: string) => `strconv.ParseInt: parsing "${text}": ${why}`;

  test.each([
    { generation: 'x', why: 'invalid syntax' },
    { generation: '', why: 'invalid syntax' },
    { generation: '1.5', why: 'invalid syntax' },
    { generation: '99999999999999999999', why: 'value out of range' },
  ])('cannot be "$generation"', ({ generation, why }) => {
    const refused = refusalOf(() => create(apiTank(), bodyWith(generation), { fieldValidation: 'Strict' }));
    const opening = 'DaemonSet in version "v1" cannot be handled as a DaemonSet: ';
    expect(refused).toEqual({ code: 400, reason: 'BadRequest', message: opening + parsing(generation, why) });
  });

  test.each([
    { generation: '5', stored: '5' },
    { generation: '+7', stored: '7' },
    { generation: '007', stored: '7' },
    { generation: '-3', stored: '1' },
  ])('$generation is stored as $stored', ({ generation, stored }) => {
    expect(create(apiTank(), bodyWith(generation)).object.metadata.annotations).toEqual({ [KEY]: stored });
  });

  test.each([
    { type: 'merge', code: 422, message: / is invalid: patch: .*: strconv\.ParseInt: parsing "zz": invalid syntax$/ },
    { type: 'strategic', code: 500, message: /^strconv\.ParseInt: parsing "zz": invalid syntax$/ },
    {
      type: 'apply',
      code: 500,
      message: /^failed to convert to unversioned \(\/d; apps\/v1, Kind=DaemonSet\): strconv\.ParseInt: parsing "zz": /,
    },
  ] as const)('cannot be patched to anything else: $type', ({ type, code, message }) => {
    const tank = apiTank();
    create(tank, bodyWith('1'));
    const { server, caller } = tank.client;
    const row = tank.client.rowFor('DaemonSet');
    const patch = type === 'apply' ? bodyWith('zz') : { metadata: { annotations: { [KEY]: 'zz' } } };
    const asked = { row, namespace: 'default', name: 'd', type, patch, force: type === 'apply' };
    const refused = refusalOf(() => patchFromBody(server, caller, asked));
    expect(refused).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
