// Policies see requests for subresources: what is connected to, bound, evicted, scaled, and tokens.
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Served } from './served';

const DEFAULT = '/api/v1/namespaces/default';
const POLICIES = '/apis/admissionregistration.k8s.io/v1';
const SAID = [
  "request.kind.kind + ' ' + request.resource.resource + '/' + request.subResource + ' ' + request.name",
  "request.operation + ' ' + object.kind + (has(object.path) ? ' at ' + object.path : '')",
  "(has(object.command) ? 'runs ' + object.command[0] : '') + (oldObject == null ? '' : ' was ' + oldObject.kind)",
].join(" + ' ' + ");

let served: Served;
beforeAll(async () => {
  served = await Served.start({ nodes: 1 });
  const spec = { containers: [{ name: 'c', image: 'web:1', ports: [{ containerPort: 80 }] }] };
  await served.post(`${DEFAULT}/pods`, { metadata: { name: 'p' }, spec });
  await served.post(`${DEFAULT}/pods`, { metadata: { name: 'unbound' }, spec: { ...spec, schedulerName: 'none' } });
  await served.post('/apis/apps/v1/namespaces/default/deployments', {
    metadata: { name: 'd' },
    spec: {
      replicas: 0,
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec },
    },
  });
  served.cluster.settleWithin();
});
afterAll(() => served.close());

/** Policies are looked at now and then. */
const takesEffect = () => served.cluster.advanceMs(5_000);

const rule = (...resources: readonly string[]) => ({
  resourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources }],
});

describe('a policy on subresources', () => {
  beforeAll(async () => {
    const matchConstraints = rule('pods/*', 'services/*', '*/scale', 'serviceaccounts/token');
    const validations = [{ expression: 'false', messageExpression: SAID }];
    await served.post(`${POLICIES}/validatingadmissionpolicies`, {
      metadata: { name: 'no' },
      spec: { matchConstraints, validations },
    });
    await served.post(`${POLICIES}/validatingadmissionpolicybindings`, {
      metadata: { name: 'no' },
      spec: { policyName: 'no', validationActions: ['Deny'] },
    });
    takesEffect();
  });
  afterAll(async () => {
    await served.delete(`${POLICIES}/validatingadmissionpolicybindings/no`);
    takesEffect();
  });

  const target = { kind: 'Node', name: 'node-1' };
  test.each([
    {
      path: 'pods/p/exec?command=ls&container=c',
      said: 'PodExecOptions pods/exec p CONNECT PodExecOptions runs ls',
    },
    { path: 'pods/nobody/attach', said: 'PodAttachOptions pods/attach nobody CONNECT PodAttachOptions' },
    { path: 'pods/p/portforward', said: 'PodPortForwardOptions pods/portforward p CONNECT PodPortForwardOptions' },
    { path: 'pods/p/proxy/a/b?c=d', said: 'PodProxyOptions pods/proxy p CONNECT PodProxyOptions at /a/b' },
    {
      path: 'services/http:s:80/proxy/',
      said: 'ServiceProxyOptions services/proxy http:s:80 CONNECT ServiceProxyOptions at /',
    },
    {
      path: 'pods/nobody/eviction',
      body: { metadata: { name: 'nobody' } },
      said: 'Eviction pods/eviction nobody CREATE Eviction',
    },
    {
      path: 'pods/nobody/binding',
      body: { metadata: { name: 'nobody' }, target },
      said: 'Binding pods/binding nobody CREATE Binding',
    },
    {
      path: 'serviceaccounts/default/token',
      body: {},
      said: 'TokenRequest serviceaccounts/token default CREATE TokenRequest',
    },
  ])('$path', async ({ path, body, said }) => {
    const reply = await served.post(`${DEFAULT}/${path}`, body);
    expect(reply.status).toBe(422);
    expect(reply.body.details.causes[0].message).toBe(
      `ValidatingAdmissionPolicy 'no' with binding 'no' denied request: ${said}`,
    );
  });

  test('a scale is shown as such', async () => {
    const path = '/apis/apps/v1/namespaces/default/deployments/d/scale';
    const reply = await served.patch(path, 'application/merge-patch+json', { spec: { replicas: 1 } });
    expect(reply.body.details.causes[0].message).toMatch(/: Scale deployments\/scale d UPDATE Scale {2}was Scale$/);
  });
});

describe('a mutating policy on subresources', () => {
  afterAll(() => leave());
  let count = 0;
  const policy = async (resource: string, mutation: object) => {
    const name = `m${++count}`;
    const spec = { matchConstraints: rule(resource), reinvocationPolicy: 'Never', mutations: [mutation] };
    await served.post(`${POLICIES}/mutatingadmissionpolicies`, { metadata: { name }, spec });
    await served.post(`${POLICIES}/mutatingadmissionpolicybindings`, {
      metadata: { name },
      spec: { policyName: name },
    });
    takesEffect();
    return name;
  };
  let names: string[] = [];
  const leave = async () => {
    for (const name of names) await served.delete(`${POLICIES}/mutatingadmissionpolicybindings/${name}`);
    names = [];
    takesEffect();
  };
  beforeEach(leave);
  const json = (path: string, value: string) => ({
    patchType: 'JSONPatch',
    jsonPatch: { expression: `[JSONPatch{op: "add", path: "${path}", value: ${value}}]` },
  });
  const apply = (expression: string) => ({ patchType: 'ApplyConfiguration', applyConfiguration: { expression } });

  test('another scale', async () => {
    names.push(await policy('*/scale', json('/spec/replicas', '3')));
    const path = '/apis/apps/v1/namespaces/default/deployments/d/scale';
    const reply = await served.patch(path, 'application/merge-patch+json', { spec: { replicas: 1 } });
    expect(reply.body.spec).toEqual({ replicas: 3 });
  });

  test('another container', async () => {
    names.push(await policy('pods/exec', json('/container', '"zz"')));
    const reply = await served.post(`${DEFAULT}/pods/p/exec?command=ls&container=c`, undefined);
    expect(reply.body).toMatchObject({ code: 400, message: 'container zz is not valid for pod p' });
  });

  test('options have no type to apply to', async () => {
    names.push(await policy('pods/attach', apply('Object{container: "zz"}')));
    const reply = await served.post(`${DEFAULT}/pods/p/attach`, undefined);
    expect(reply.body.message).toMatch(/typed object: no corresponding type for \/v1, Kind=PodAttachOptions$/);
  });

  test('a target is changed as a whole', async () => {
    names.push(await policy('pods/binding', apply('Object{target: Object.target{name: "other"}}')));
    const reply = await served.post(`${DEFAULT}/pods/unbound/binding`, { target: { name: 'node-1' } });
    expect(reply.body.message).toMatch(/may not mutate atomic arrays, maps or structs: \.target$/);
  });
});

describe('bodies of their own are read as all others are', () => {
  test.each([
    {
      path: 'pods/unbound/binding',
      body: { target: { name: 1 } },
      message:
        'Binding in version "v1" cannot be handled as a Binding: json: cannot unmarshal number into Go struct field ' +
        'ObjectReference.target.name of type string',
    },
    {
      path: 'pods/unbound/binding?fieldValidation=Strict',
      body: { foo: 1, target: { name: 'node-1' } },
      message: 'Binding in version "v1" cannot be handled as a Binding: strict decoding error: unknown field "foo"',
    },
    {
      path: 'pods/unbound/eviction',
      body: { deleteOptions: { gracePeriodSeconds: 'a' } },
      message:
        'Eviction in version "v1" cannot be handled as a Eviction: json: cannot unmarshal string into Go struct field ' +
        'DeleteOptions.deleteOptions.gracePeriodSeconds of type int64',
    },
    { path: 'bindings', body: { target: { name: 'node-1' } }, message: 'Name parameter required.' },
  ])('$path', async ({ path, body, message }) => {
    const reply = await served.post(`${DEFAULT}/${path}`, body);
    expect(reply.body).toMatchObject({ code: 400, message });
  });

  test('the old way to bind', async () => {
    const body = { metadata: { name: 'unbound' }, foo: 1, target: { kind: 'Node', name: 'gone' } };
    const reply = await served.post(`${DEFAULT}/bindings`, body);
    expect(reply.body).toEqual({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
    expect(reply.headers.warning).toBe('299 - "unknown field \\"foo\\""');
    expect((await served.get(`${DEFAULT}/pods/unbound`)).body.spec.nodeName).toBe('gone');
  });
});

describe('without an upgrade', () => {
  test.each([
    { path: 'pods/p/exec?command=ls', code: 400, message: 'Upgrade request required' },
    { path: 'pods/p/portforward', code: 400, message: 'Upgrade request required' },
    { path: 'pods/p/attach?container=zz', code: 400, message: 'container zz is not valid for pod p' },
    { path: 'pods/nobody/exec', code: 404, message: 'pods "nobody" not found' },
    // The server speaks of the resource of the request, whatever is not there.
    { path: 'pods/unbound/exec', code: 404, message: 'pods "gone" not found' },
  ])('$path', async ({ path, code, message }) => {
    expect((await served.get(`${DEFAULT}/${path}`)).body).toMatchObject({ code, message });
  });
});

test('an upgrade through a proxy path gets the answer of a program that does not upgrade', async () => {
  const { port } = new URL(served.serving.url);
  const words = 'Connection: Upgrade\r\nUpgrade: websocket\r\nHost: s\r\nAuthorization: Bearer secret\r\n\r\n';
  const text = await new Promise<string>((resolve) => {
    let heard = '';
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(`GET ${DEFAULT}/pods/p/proxy/ HTTP/1.1\r\n${words}`);
    });
    socket.on('data', (bytes) => {
      heard += bytes;
    });
    socket.on('close', () => resolve(heard));
  });
  expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(text).toMatch(/Connection: close/i);
});
