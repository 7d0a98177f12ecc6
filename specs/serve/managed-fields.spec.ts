// Who owns which field, as clients over HTTP see it and send it back.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { configMap, Served } from './served';

let served: Served;
beforeAll(async () => {
  served = await Served.start();
});
afterAll(() => served.close());

const MAPS = '/api/v1/namespaces/default/configmaps';
const APPLY = 'application/apply-patch+yaml';

interface Entry {
  readonly manager: string;
  readonly operation: string;
}

const owners = (object: { readonly metadata: { readonly managedFields?: readonly Entry[] } }) =>
  object.metadata.managedFields?.map(({ manager, operation }) => `${manager} ${operation}`);

test('objects, lists and metadata alone show them', async () => {
  const { body } = await served.post(`${MAPS}?fieldManager=maker`, configMap('shown'));
  expect(owners(body)).toEqual(['maker Update']);
  expect(owners((await served.get(`${MAPS}/shown`)).body)).toEqual(['maker Update']);
  const list = (await served.get(`${MAPS}?fieldSelector=metadata.name=shown`)).body;
  expect(owners(list.items[0])).toEqual(['maker Update']);
  const accept = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
  expect(owners((await served.get(`${MAPS}/shown`, { accept })).body)).toEqual(['maker Update']);
});

test('an object sent back as it came writes nothing', async () => {
  await served.post(`${MAPS}?fieldManager=maker`, configMap('back'));
  const { body } = await served.get(`${MAPS}/back`);
  expect((await served.put(`${MAPS}/back?fieldManager=other`, body)).body).toEqual(body);
});

test('who changes something by a PUT is added', async () => {
  await served.post(`${MAPS}?fieldManager=maker`, configMap('changed'));
  const { body } = await served.get(`${MAPS}/changed`);
  const next = await served.put(`${MAPS}/changed?fieldManager=other`, { ...body, data: { ...body.data, z: '1' } });
  expect(owners(next.body)).toEqual(['maker Update', 'other Update']);
});

test('a dry run shows who would own what', async () => {
  const { body } = await served.post(`${MAPS}?dryRun=All&fieldManager=maker`, configMap('dry'));
  expect(owners(body)).toEqual(['maker Update']);
  const applied = await served.patch(
    `${MAPS}/dry?dryRun=All&fieldManager=applier`,
    APPLY,
    JSON.stringify({ ...configMap('dry'), apiVersion: 'v1', kind: 'ConfigMap' }),
  );
  expect(owners(applied.body)).toEqual(['applier Apply']);
});

test('keys given twice in a patch are told', async () => {
  await served.post(MAPS, configMap('twice'));
  const { headers } = await served.patch(`${MAPS}/twice`, 'application/merge-patch+json', '{"data":{"y":"1","y":"2"}}');
  expect(headers.warning).toBe('299 - "duplicate field \\"data.y\\""');
});

test('keys given twice in an apply are told with their line', async () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: again}\ndata:\n  x: "1"\n  x: "2"\n';
  const ask = (more: string) => served.patch(`${MAPS}/again?fieldManager=m&fieldValidation=${more}`, APPLY, text);
  expect((await ask('Strict')).body).toMatchObject({
    code: 400,
    message:
      'error strict decoding patch: error converting YAML to JSON: yaml: unmarshal errors:\n' +
      '  line 6: key "x" already set in map',
  });
  const { status, headers, body } = await ask('Warn');
  expect({ status, warning: headers.warning, data: body.data }).toEqual({
    status: 201,
    warning: '299 - "line 6: key \\"x\\" already set in map"',
    data: { x: '2' },
  });
});
