// What the server refuses, in which words, with which code.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { configMap, Served } from './served';

let served: Served;
beforeAll(async () => {
  served = await Served.start();
  await served.post('/api/v1/namespaces/default/configmaps', configMap('stands'));
});
afterAll(() => served.close());

const MAPS = '/api/v1/namespaces/default/configmaps';
const MEDIA = 'application/json, application/yaml, application/vnd.kubernetes.protobuf';

interface Row {
  readonly name: string;
  readonly ask: readonly [method: string, path: string, body?: unknown, headers?: Record<string, string>];
  readonly code: number;
  readonly reason?: string;
  readonly message: string;
}

const rows: readonly Row[] = [
  {
    name: 'an absent object',
    ask: ['GET', `${MAPS}/nope`],
    code: 404,
    reason: 'NotFound',
    message: 'configmaps "nope" not found',
  },
  {
    name: 'a resource that nobody serves in a group version that somebody does',
    ask: ['GET', '/api/v1/nonsense'],
    code: 404,
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
  },
  {
    name: 'an object of a namespaced kind without its namespace',
    ask: ['GET', '/api/v1/configmaps/stands'],
    code: 404,
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
  },
  {
    name: 'PUT without a name',
    ask: ['PUT', `${MAPS}/stands`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }],
    code: 400,
    reason: 'BadRequest',
    message: 'the name of the object (stands based on URL) was undeterminable: name must be provided',
  },
  {
    name: 'PUT of what cannot be read, whatever its name',
    ask: ['PUT', `${MAPS}/stands`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: 'x' }],
    code: 400,
    reason: 'BadRequest',
    message:
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: ' +
      'json: cannot unmarshal string into Go struct field ConfigMap.metadata of type v1.ObjectMeta',
  },
  {
    name: 'PUT of a scale with an unknown field',
    ask: [
      'PUT',
      '/apis/apps/v1/namespaces/default/deployments/x/scale?fieldValidation=Strict',
      { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'x' }, spec: { replica: 1 } },
    ],
    code: 400,
    reason: 'BadRequest',
    message: 'Scale in version "v1" cannot be handled as a Scale: strict decoding error: unknown field "spec.replica"',
  },
  {
    name: 'a log of fewer than no lines, before its pod is looked for',
    ask: ['GET', '/api/v1/namespaces/default/pods/nope/log?tailLines=-1&limitBytes=0&sinceSeconds=0'],
    code: 422,
    reason: 'Invalid',
    message:
      'PodLogOptions "nope" is invalid: [tailLines: Invalid value: -1: must be greater than or equal to 0, ' +
      'limitBytes: Invalid value: 0: must be greater than 0, sinceSeconds: Invalid value: 0: must be greater than 0]',
  },
  {
    name: 'a list within a time that is none',
    ask: ['GET', `${MAPS}?timeoutSeconds=x`],
    code: 400,
    reason: 'BadRequest',
    message: 'strconv.ParseInt: parsing "x": invalid syntax',
  },
  {
    name: 'PUT of a collection',
    ask: ['PUT', MAPS, configMap('a')],
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
  },
  {
    name: 'POST of an object',
    ask: ['POST', `${MAPS}/a`, configMap('a')],
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
  },
  {
    name: 'POST of a namespaced kind without a namespace',
    ask: ['POST', '/api/v1/configmaps', configMap('a')],
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
  },
  {
    name: 'a name that is taken',
    ask: ['POST', MAPS, configMap('stands')],
    code: 409,
    reason: 'AlreadyExists',
    message: 'configmaps "stands" already exists',
  },
  {
    name: 'another namespace than the one of the URL',
    ask: ['POST', MAPS, configMap('a', {}, { namespace: 'other' })],
    code: 400,
    reason: 'BadRequest',
    message: 'the namespace of the provided object does not match the namespace sent on the request',
  },
  {
    name: 'another name than the one of the URL',
    ask: ['PUT', `${MAPS}/stands`, configMap('other')],
    code: 400,
    reason: 'BadRequest',
    message: 'the name of the object (other) does not match the name on the URL (stands)',
  },
  {
    name: 'another kind than the one of the URL',
    ask: ['POST', MAPS, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }],
    code: 400,
    reason: 'BadRequest',
    message:
      'Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion',
  },
  {
    name: 'a version that nobody serves',
    ask: ['POST', MAPS, { ...configMap('a'), apiVersion: 'v2' }],
    code: 400,
    reason: 'BadRequest',
    message:
      'ConfigMap in version "v2" cannot be handled as a ConfigMap: no kind "ConfigMap" is registered for version "v2" in scheme "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"',
  },
  {
    name: 'JSON that breaks off',
    ask: ['POST', MAPS, '{"kind":"ConfigMap"'],
    code: 400,
    reason: 'BadRequest',
    message:
      'the object provided is unrecognized (must be of type ConfigMap): couldn\'t get version/kind; json parse error: unexpected end of JSON input ({"kind":"ConfigMap")',
  },
  {
    name: 'an empty body',
    ask: ['POST', MAPS, ''],
    code: 400,
    reason: 'BadRequest',
    message:
      "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)",
  },
  {
    name: 'a body of another media type',
    ask: ['POST', MAPS, 'a=b', { 'content-type': 'text/plain' }],
    code: 415,
    reason: 'UnsupportedMediaType',
    message: `the body of the request was in an unknown format - accepted media types include: ${MEDIA}`,
  },
  {
    name: 'a patch of another media type',
    ask: ['PATCH', `${MAPS}/stands`, '{}', { 'content-type': 'application/json' }],
    code: 415,
    reason: 'UnsupportedMediaType',
    message: '415: Unsupported Media Type',
  },
  {
    name: 'an answer of another media type',
    ask: ['GET', MAPS, undefined, { accept: 'text/html' }],
    code: 406,
    reason: 'NotAcceptable',
    message: `406: Not Acceptable\n\nAvailable representations: ${MEDIA}`,
  },
  {
    name: 'a token that nobody knows',
    ask: ['GET', MAPS, undefined, { authorization: 'Bearer x' }],
    code: 401,
    reason: 'Unauthorized',
    message: 'Unauthorized',
  },
  {
    name: 'what the user may not do, before anything is looked up',
    ask: ['GET', '/api/v1/namespaces/nope/secrets/a', undefined, { 'impersonate-user': 'eve' }],
    code: 403,
    reason: 'Forbidden',
    message:
      'secrets "a" is forbidden: User "eve" cannot get resource "secrets" in API group "" in the namespace "nope"',
  },
  {
    name: 'a path that the user may not see',
    ask: ['GET', '/metrics', undefined, { 'impersonate-user': 'eve' }],
    code: 403,
    reason: 'Forbidden',
    message: 'forbidden: User "eve" cannot get path "/metrics"',
  },
  {
    name: 'a watch of what nobody can watch',
    ask: ['GET', '/api/v1/componentstatuses?watch=true'],
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'watch is not supported on resources of kind "componentstatuses"',
  },
  {
    name: 'the same by its old path',
    ask: ['GET', '/api/v1/watch/componentstatuses'],
    code: 404,
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
  },
  {
    name: 'a field validation that does not exist',
    ask: ['POST', `${MAPS}?fieldValidation=Foo`, configMap('a')],
    code: 422,
    reason: 'Invalid',
    message:
      'CreateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "Foo": supported values: "", "Ignore", "Strict", "Warn"',
  },
  {
    name: 'a dry run of another kind',
    ask: ['POST', `${MAPS}?dryRun=Foo`, configMap('a')],
    code: 422,
    reason: 'Invalid',
    message: 'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["Foo"]: supported values: "All"',
  },
  {
    name: 'an apply without a field manager',
    ask: ['PATCH', `${MAPS}/stands`, '{}', { 'content-type': 'application/apply-patch+yaml' }],
    code: 422,
    reason: 'Invalid',
    message: 'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
  },
  {
    name: 'force on a patch that is no apply',
    ask: ['PATCH', `${MAPS}/stands?force=true`, '{}', { 'content-type': 'application/merge-patch+json' }],
    code: 422,
    reason: 'Invalid',
    message: 'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
  },
  {
    name: 'a JSON patch that is no list',
    ask: ['PATCH', `${MAPS}/stands`, '{}', { 'content-type': 'application/json-patch+json' }],
    code: 400,
    reason: 'BadRequest',
    message: 'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
  },
  {
    name: 'a merge patch that is no JSON',
    ask: ['PATCH', `${MAPS}/stands`, 'garbage', { 'content-type': 'application/merge-patch+json' }],
    code: 400,
    reason: 'BadRequest',
    message: "error decoding patch: invalid character 'g' looking for beginning of value",
  },
  {
    name: 'a propagation that does not exist',
    ask: ['DELETE', `${MAPS}/stands?propagationPolicy=Foo`],
    code: 422,
    reason: 'Invalid',
    message:
      'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "Foo": supported values: "Foreground", "Background", "Orphan", "nil"',
  },
  {
    name: 'a propagation said in both ways',
    ask: ['DELETE', `${MAPS}/stands`, { propagationPolicy: 'Orphan', orphanDependents: true }],
    code: 422,
    reason: 'Invalid',
    message:
      'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set',
  },
  {
    name: 'a token for less than ten minutes',
    ask: ['POST', '/api/v1/namespaces/default/serviceaccounts/default/token', { spec: { expirationSeconds: 60 } }],
    code: 422,
    reason: 'Invalid',
    message:
      'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes',
  },
];

test.each(rows)('$name', async ({ ask: [method, path, body, headers], code, reason, message }) => {
  const reply = await served.ask(method, path, { ...(body === undefined ? {} : { body }), headers: headers ?? {} });
  expect(reply.body).toMatchObject({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message });
  expect({ status: reply.status, reason: reply.body.reason }).toEqual({ status: code, reason });
});

test('a body of more than three megabytes', async () => {
  const reply = await served.post(MAPS, configMap('big', { a: 'x'.repeat(3_200_000) }));
  expect(reply.status).toBe(413);
  expect(reply.body.message).toBe('Request entity too large: limit is 3145728');
});

describe('a path that nobody serves', () => {
  test.each(['/apis/nope/v1/things', '/apis/nope', '/nonsense'])('%s', async (path) => {
    const { status, text, headers } = await served.get(path);
    expect({ status, text }).toEqual({ status: 404, text: '404 page not found\n' });
    expect(headers['content-type']).toContain('text/plain');
  });
});

test('a refusal says so in the order of the real one', async () => {
  const { text } = await served.get(`${MAPS}/nope`);
  expect(Object.keys(JSON.parse(text))).toEqual([
    'kind',
    'apiVersion',
    'metadata',
    'status',
    'message',
    'reason',
    'details',
    'code',
  ]);
});
