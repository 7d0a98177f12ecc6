// Custom kinds over HTTP, where the server words things in ways of its own. Recorded from kube-apiserver 1.36.2.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { configMap, Served } from './served';

const API = '/apis/px.io/v1';
const WIDES = `${API}/namespaces/default/wides`;
const MAPS = '/api/v1/namespaces/default/configmaps';
const count = { type: 'integer', minimum: 1 };

let served: Served;
beforeAll(async () => {
  served = await Served.start();
  await served.post('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'wides.px.io' },
    spec: {
      group: 'px.io',
      scope: 'Namespaced',
      names: { plural: 'wides', kind: 'Wide' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { spec: { type: 'object', properties: { count } }, status: { type: 'object' } },
            },
          },
          subresources: { scale: { specReplicasPath: '.spec.count', statusReplicasPath: '.status.count' } },
        },
      ],
    },
  });
  served.cluster.settleWithin();
  await served.post(WIDES, { ...wide('one'), spec: { count: 2 } });
  await served.post(MAPS, configMap('it'));
});
afterAll(() => served.close());

const wide = (name: string) => ({ apiVersion: 'px.io/v1', kind: 'Wide', metadata: { name } });
const merge = { 'content-type': 'application/merge-patch+json' };

test.each<{
  name: string;
  ask: [string, string, unknown?, Record<string, string>?];
  code: number;
  message: string;
}>([
  {
    name: 'a body of no kind',
    ask: ['POST', WIDES, '{"apiVersion": "px.io/v1"}'],
    code: 400,
    message:
      'the object provided is unrecognized (must be of type Wide): ' +
      `Object 'Kind' is missing in '{"apiVersion": "px.io/v1"}' ({"apiVersion": "px.io/v1"})`,
  },
  {
    name: 'a body of no version',
    ask: ['POST', WIDES, { kind: 'Wide', metadata: { name: 'x' } }],
    code: 400,
    message: 'the API version in the data () does not match the expected API version (px.io/v1)',
  },
  {
    name: 'a body of another version',
    ask: ['POST', WIDES, { ...wide('x'), apiVersion: 'px.io/v2' }],
    code: 400,
    message: 'the API version in the data (px.io/v2) does not match the expected API version (px.io/v1)',
  },
  {
    name: 'a body of another kind',
    ask: ['POST', WIDES, { ...wide('x'), kind: 'Wid' }],
    code: 422,
    message: 'Wid.px.io "x" is invalid: kind: Invalid value: "Wid": must be Wide',
  },
  {
    name: 'a kind that is no text, of any kind',
    ask: ['POST', MAPS, '{"kind": 5}'],
    code: 400,
    message:
      "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: " +
      'json: cannot unmarshal number into Go struct field .kind of type string ({"kind": 5})',
  },
  {
    name: 'a patch to another kind',
    ask: ['PATCH', `${WIDES}/one`, { apiVersion: 'v1', kind: 'ConfigMap' }, merge],
    code: 422,
    message:
      'ConfigMap "one" is invalid: ' +
      '[apiVersion: Invalid value: "v1": must be px.io/v1, kind: Invalid value: "ConfigMap": must be Wide]',
  },
  {
    name: 'a patch of another media type',
    ask: ['PATCH', `${WIDES}/one`, '{}', { 'content-type': 'text/plain' }],
    code: 415,
    message:
      'the body of the request was in an unknown format - accepted media types include: ' +
      'application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
  },
  { name: 'PUT of all', ask: ['PUT', WIDES, wide('x')], code: 400, message: 'name must be provided' },
  {
    name: 'a negative scale',
    ask: ['PATCH', `${WIDES}/one/scale`, { spec: { replicas: -1 } }, merge],
    code: 422,
    message:
      'Wide.px.io "one" is invalid: [' +
      'spec.count: Invalid value: -1: spec.count in body should be greater than or equal to 1, ' +
      '.spec.count: Invalid value: -1: should be a non-negative integer]',
  },
  {
    name: 'an apply to the status of what is not there',
    ask: [
      'PATCH',
      '/apis/apps/v1/namespaces/default/deployments/nope/status?fieldManager=m',
      { apiVersion: 'apps/v1', kind: 'Deployment', nonsense: 1 },
      { 'content-type': 'application/apply-patch+yaml' },
    ],
    code: 404,
    message: 'deployments.apps "nope" not found',
  },
])('$name', async ({ ask, code, message }) => {
  const [method, path, content, headers = {}] = ask;
  const { body } = await served.ask(method, path, { body: content, headers });
  expect(body).toMatchObject({ code, message });
});

test.each(['/nope', '/namespaces/default/nope/x', '/wides/one'])('%s: no page', async (path) => {
  const { status, text } = await served.get(`${API}${path}`);
  expect([status, text]).toEqual([404, '404 page not found\n']);
});

test('each item of a list says its kind', async () => {
  const { body } = await served.get(WIDES);
  expect(body).toMatchObject({ kind: 'WideList', items: [{ apiVersion: 'px.io/v1', kind: 'Wide' }] });
});

test('who names an object does not watch it', async () => {
  const { body } = await served.get(`${MAPS}/it?watch=1`);
  expect(body).toMatchObject({ kind: 'ConfigMap', metadata: { name: 'it' } });
});
