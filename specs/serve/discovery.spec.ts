// What clients find out before they ask for anything.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Served } from './served';

let served: Served;
beforeAll(async () => {
  served = await Served.start({ nodes: 0 });
});
afterAll(() => served.close());

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

describe('aggregated', () => {
  test('all groups at once, in the order of their priority', async () => {
    const { body, headers } = await served.get('/apis', { accept: `${AGGREGATED},application/json` });
    expect(headers['content-type']).toBe(AGGREGATED);
    expect(body.kind).toBe('APIGroupDiscoveryList');
    const names = body.items.map((group: { metadata: { name: string } }) => group.metadata.name);
    expect(names.slice(0, 4)).toEqual(['apiregistration.k8s.io', 'apps', 'events.k8s.io', 'authentication.k8s.io']);
    const apps = body.items[1].versions[0];
    expect(apps).toMatchObject({ version: 'v1', freshness: 'Current' });
    const deployments = apps.resources.find((each: { resource: string }) => each.resource === 'deployments');
    expect(deployments).toMatchObject({
      responseKind: { group: '', version: '', kind: 'Deployment' },
      scope: 'Namespaced',
      singularResource: 'deployment',
      shortNames: ['deploy'],
      categories: ['all'],
      subresources: [
        { subresource: 'scale', responseKind: { group: 'autoscaling', version: 'v1', kind: 'Scale' } },
        { subresource: 'status', responseKind: { group: '', version: '', kind: 'Deployment' } },
      ],
    });
  });

  test('who has it already is told so, and keeps the type of what it has', async () => {
    const first = await served.get('/api', { accept: AGGREGATED });
    const again = await served.get('/api', { accept: AGGREGATED, 'if-none-match': String(first.headers.etag) });
    expect({ status: again.status, text: again.text }).toEqual({ status: 304, text: '' });
    expect(again.headers['content-type']).toBeUndefined();
  });

  test('a definition shows up when it is established', async () => {
    const before = (await served.get('/apis', { accept: AGGREGATED })).headers.etag;
    const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
    await served.post('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
      metadata: { name: 'boats.sea.example.com' },
      spec: {
        group: 'sea.example.com',
        scope: 'Namespaced',
        names: { plural: 'boats', kind: 'Boat', shortNames: ['bt'] },
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    });
    served.cluster.settleWithin();
    const { body, headers } = await served.get('/apis', { accept: AGGREGATED });
    expect(headers.etag).not.toBe(before);
    expect(body.items.at(-1)).toMatchObject({
      metadata: { name: 'sea.example.com' },
      versions: [{ version: 'v1', resources: [{ resource: 'boats', shortNames: ['bt'] }] }],
    });
    const made = await served.post('/apis/sea.example.com/v1/namespaces/default/boats', {
      apiVersion: 'sea.example.com/v1',
      kind: 'Boat',
      metadata: { name: 'b' },
    });
    expect(made.body).toMatchObject({ kind: 'Boat', apiVersion: 'sea.example.com/v1' });
    const document = await served.get('/openapi/v3/apis/sea.example.com/v1');
    expect(document.body.components.schemas['com.example.sea.v1.Boat']).toMatchObject({
      type: 'object',
      'x-kubernetes-group-version-kind': [{ group: 'sea.example.com', kind: 'Boat', version: 'v1' }],
    });
  });
});

describe('plain', () => {
  test.each([
    { path: '/api', holds: { kind: 'APIVersions', versions: ['v1'] } },
    { path: '/apis/apps', holds: { kind: 'APIGroup', name: 'apps', preferredVersion: { version: 'v1' } } },
    { path: '/apis/apps/v1', holds: { kind: 'APIResourceList', groupVersion: 'apps/v1' } },
    { path: '/api/v1', holds: { kind: 'APIResourceList', groupVersion: 'v1' } },
  ])('$path', async ({ path, holds }) => {
    expect((await served.get(path)).body).toMatchObject(holds);
  });

  test('a definition that goes still lets its objects be patched', async () => {
    const one = '/apis/sea.example.com/v1/namespaces/default/boats/b';
    await served.patch(one, 'application/merge-patch+json', { metadata: { finalizers: ['sea.example.com/held'] } });
    await served.delete('/apis/apiextensions.k8s.io/v1/customresourcedefinitions/boats.sea.example.com');
    served.cluster.settleWithin();
    const { body } = await served.get('/apis/sea.example.com/v1');
    expect(body.resources[0].verbs).toEqual(['delete', 'deletecollection', 'get', 'list', 'watch']);
    expect((await served.patch(one, 'application/merge-patch+json', { metadata: { finalizers: null } })).status).toBe(
      200,
    );
  });

  test('subresources stand among the resources, by name', async () => {
    const { body } = await served.get('/apis/apps/v1');
    const names = body.resources.map((each: { name: string }) => each.name);
    expect(names.slice(3, 6)).toEqual(['deployments', 'deployments/scale', 'deployments/status']);
    expect(body.resources[4]).toMatchObject({ group: 'autoscaling', version: 'v1', kind: 'Scale', singularName: '' });
  });
});

test('the version is the real one', async () => {
  const { body, text } = await served.get('/version');
  expect(body).toMatchObject({ major: '1', minor: '36', gitVersion: 'v1.36.2' });
  expect(text).toMatch(/^{\n {2}"major": "1",\n/);
});

test('the list of the core group is written without its version, that of other groups with it', async () => {
  expect(Object.keys((await served.get('/api/v1')).body)).toEqual(['kind', 'groupVersion', 'resources']);
  expect(Object.keys((await served.get('/apis/apps/v1')).body)).toContain('apiVersion');
});

test.each([
  { name: 'events', path: '/apis/events.k8s.io/v1', hash: 'r2yiGXH7wu8=' },
  { name: 'horizontalpodautoscalers', path: '/apis/autoscaling/v1', hash: 'qwQve8ut294=' },
  { name: 'mutatingadmissionpolicies', path: '/apis/admissionregistration.k8s.io/v1', hash: 'LYmCf+UMVdg=' },
  { name: 'customresourcedefinitions', path: '/apis/apiextensions.k8s.io/v1', hash: 'jfWCUB31mvA=' },
  { name: 'componentstatuses', path: '/api/v1', hash: undefined },
])('the hash of the version that $name are kept in', async ({ name, path, hash }) => {
  const { resources } = (await served.get(path)).body;
  expect(resources.find((each: { name: string }) => each.name === name).storageVersionHash).toBe(hash);
});

test.each(['/api/v2', '/apis/apps/v2', '/apis/apps/v2/deployments', '/apis/apiextensions.k8s.io/v9'])(
  '%s is a version that a group has not',
  async (path) => {
    const { status, body } = await served.get(path);
    expect([status, body.message]).toEqual([404, 'the server could not find the requested resource']);
  },
);

test.each(['/healthz', '/livez', '/readyz', '/healthz/ping', '/readyz/poststarthook/rbac/bootstrap-roles'])(
  '%s is ok',
  async (path) => {
    expect(await served.get(path)).toMatchObject({ status: 200, text: 'ok' });
  },
);

test('health in many words', async () => {
  const { text } = await served.get('/livez?verbose&exclude=etcd');
  expect(text).toMatch(
    /^\[\+\]ping ok\n\[\+\]log ok\n\[\+\]loopback-serving-certificate ok\n\[\+\]etcd excluded: ok\n/,
  );
  expect(text).toMatch(/\nlivez check passed\n$/);
});

describe('OpenAPI', () => {
  test('an index leads to one document for each group version', async () => {
    const { body } = await served.get('/openapi/v3');
    expect(body.paths['apis/apps/v1'].serverRelativeURL).toMatch(/^\/openapi\/v3\/apis\/apps\/v1\?hash=[0-9A-F]{128}$/);
    const { body: document } = await served.get(body.paths['apis/apps/v1'].serverRelativeURL);
    expect(document.openapi).toBe('3.0.0');
    const { schemas } = document.components;
    expect(schemas['io.k8s.api.apps.v1.DeploymentSpec']).toEqual({
      type: 'object',
      required: ['selector', 'template'],
      properties: {
        minReadySeconds: { type: 'integer', format: 'int32' },
        paused: { type: 'boolean' },
        progressDeadlineSeconds: { type: 'integer', format: 'int32' },
        replicas: { type: 'integer', format: 'int32' },
        revisionHistoryLimit: { type: 'integer', format: 'int32' },
        selector: { allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector' }] },
        strategy: {
          allOf: [{ $ref: '#/components/schemas/io.k8s.api.apps.v1.DeploymentStrategy' }],
          default: {},
          'x-kubernetes-patch-strategy': 'retainKeys',
        },
        template: { allOf: [{ $ref: '#/components/schemas/io.k8s.api.core.v1.PodTemplateSpec' }], default: {} },
      },
    });
  });

  test('a patch says what kubectl looks for before it validates on the server', async () => {
    const { body } = await served.get('/openapi/v3/apis/apps/v1');
    const { patch } = body.paths['/apis/apps/v1/namespaces/{namespace}/deployments/{name}'];
    expect(patch['x-kubernetes-group-version-kind']).toEqual({ group: 'apps', kind: 'Deployment', version: 'v1' });
    const names = patch.parameters.map((each: { name: string }) => each.name);
    expect(names).toEqual(expect.arrayContaining(['dryRun', 'fieldValidation', 'fieldManager', 'force']));
  });

  test('the older document is protobuf too, for kubectl before 1.29', async () => {
    const asked = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';
    const { headers, status, text } = await served.get('/openapi/v2', { accept: asked });
    expect({ status, type: headers['content-type'], vary: headers.vary }).toEqual({
      status: 200,
      type: 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf',
      vary: 'Accept',
    });
    // Field 1, `swagger`, and 2, `info` with `title` and `version`.
    expect(text.startsWith('\n\x032.0\x12\x15\n\nKubernetes\x12\x07v1.36.2')).toBe(true);
    const holds = (part: string) => text.includes(part);
    expect(holds('\n\x1cio.k8s.api.apps.v1.DaemonSet\x12')).toBe(true);
    expect(holds('\n\x1fx-kubernetes-group-version-kind\x12')).toBe(true);
    expect(holds('- group: apps\n  kind: Deployment\n  version: v1\n')).toBe(true);
    const same = await served.get('/openapi/v2', { accept: asked, 'if-none-match': String(headers.etag) });
    expect(same).toMatchObject({ status: 304, text: '' });
    expect((await served.get('/openapi/v2', { accept: 'text/html' })).status).toBe(406);
  });

  test.each(['/openapi/v3/api/v1', '/openapi/v2'])('every reference in %s leads somewhere', async (path) => {
    const { body } = await served.get(path);
    const known = new Set(Object.keys(body.components?.schemas ?? body.definitions));
    const named = [...JSON.stringify(body).matchAll(/"\$ref":"#\/(?:components\/schemas|definitions)\/([^"]+)"/g)];
    expect(named.length).toBeGreaterThan(500);
    expect(named.filter(([, name]) => !known.has(name as string))).toEqual([]);
  });
});
