// Objects come and go over HTTP as they do through a cluster's own methods.

import { get as httpGet } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { configMap, Served } from './served';

let served: Served;
beforeAll(async () => {
  served = await Served.start({ nodes: 2 });
});
afterAll(() => served.close());

const MAPS = '/api/v1/namespaces/default/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const deployment = (name: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: 'web:1' }] } },
  },
});

describe('writes', () => {
  test('a create answers 201 and the object, which is then in the cluster', async () => {
    const { status, body } = await served.post(MAPS, configMap('made'));
    expect(status).toBe(201);
    expect(body.metadata).toMatchObject({ name: 'made', namespace: 'default', uid: expect.any(String) });
    expect(served.cluster.get('ConfigMap', 'default', 'made')?.data).toEqual({ a: 'b' });
  });

  test('a body without kind and version is of the endpoint', async () => {
    const { status, body } = await served.post(MAPS, { metadata: { name: 'bare' } });
    expect({ status, kind: body.kind, apiVersion: body.apiVersion }).toEqual({
      status: 201,
      kind: 'ConfigMap',
      apiVersion: 'v1',
    });
  });

  test('a dry run stores nothing', async () => {
    const { status } = await served.post(`${MAPS}?dryRun=All`, configMap('dry'));
    expect(status).toBe(201);
    expect((await served.get(`${MAPS}/dry`)).status).toBe(404);
  });

  test('an unknown field is a warning, an error or nothing', async () => {
    const odd = { ...configMap('odd'), colour: 'red' };
    const warned = await served.post(`${MAPS}?dryRun=All`, odd);
    expect(warned.headers.warning).toBe('299 - "unknown field \\"colour\\""');
    const strict = await served.post(`${MAPS}?fieldValidation=Strict`, odd);
    expect(strict.body.message).toContain('strict decoding error: unknown field "colour"');
    const ignored = await served.post(`${MAPS}?dryRun=All&fieldValidation=Ignore`, odd);
    expect(ignored.headers.warning).toBeUndefined();
  });

  test('a PUT to a kind that it creates answers 201, to others 404', async () => {
    const lease = { metadata: { name: 'held' }, spec: { holderIdentity: 'me' } };
    const made = await served.put('/apis/coordination.k8s.io/v1/namespaces/default/leases/held', lease);
    expect(made.status).toBe(201);
    expect((await served.put(`${MAPS}/absent`, configMap('absent'))).status).toBe(404);
  });

  test.each([
    { name: 'merge', type: 'application/merge-patch+json', patch: { data: { a: 'merged' } } },
    { name: 'strategic', type: 'application/strategic-merge-patch+json', patch: { data: { a: 'strategic' } } },
    { name: 'json', type: 'application/json-patch+json', patch: [{ op: 'replace', path: '/data/a', value: 'json' }] },
  ])('a $name patch', async ({ name, type, patch }) => {
    await served.post(MAPS, configMap(`by-${name}`));
    const { status, body } = await served.patch(`${MAPS}/by-${name}`, type, patch);
    expect({ status, data: body.data }).toEqual({ status: 200, data: { a: name === 'merge' ? 'merged' : name } });
  });

  test('an apply creates, then changes; its body may be YAML', async () => {
    const apply = (value: string) =>
      served.patch(
        `${MAPS}/applied?fieldManager=me`,
        'application/apply-patch+yaml',
        `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: applied\ndata:\n  a: ${value}\n`,
      );
    expect((await apply('one')).status).toBe(201);
    const second = await apply('two');
    expect({ status: second.status, data: second.body.data }).toEqual({ status: 200, data: { a: 'two' } });
  });

  test('status has a door of its own', async () => {
    await served.post(DEPLOYMENTS, deployment('status'));
    const path = `${DEPLOYMENTS}/status`;
    const patched = await served.patch(path, 'application/merge-patch+json', { status: { replicas: 7 } });
    expect(patched.body.status?.replicas).toBeUndefined();
    const type = 'application/merge-patch+json';
    const through = await served.patch(`${path}/status`, type, { status: { observedGeneration: 9 } });
    expect(through.body.status.observedGeneration).toBe(9);
    const counts = { status: { replicas: 1, readyReplicas: 2, availableReplicas: -1 } };
    const refused = await served.patch(`${path}/status`, type, counts);
    expect(refused.body.message).toBe(
      'Deployment.apps "status" is invalid: [status.availableReplicas: Invalid value: -1: must be greater than or equal to 0, status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas]',
    );
  });
});

describe('deletes', () => {
  test('what is gone at once answers a Status, others the object', async () => {
    await served.post(MAPS, configMap('gone'));
    const { status, body } = await served.delete(`${MAPS}/gone`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'Status', status: 'Success', details: { name: 'gone', kind: 'configmaps' } });
    await served.post(MAPS, configMap('held', {}, { finalizers: ['a.b/c'] }));
    const held = await served.delete(`${MAPS}/held`);
    expect(held.body.metadata).toMatchObject({ name: 'held', deletionTimestamp: expect.any(String) });
  });

  test('orphanDependents false is answered 202 while the object stays', async () => {
    await served.post(MAPS, configMap('stays', {}, { finalizers: ['a.b/c'] }));
    expect((await served.delete(`${MAPS}/stays`, { orphanDependents: false })).status).toBe(202);
  });

  test('a collection by its labels', async () => {
    for (const name of ['l1', 'l2']) await served.post(MAPS, configMap(name, {}, { labels: { pick: 'me' } }));
    const { status, body } = await served.delete(`${MAPS}?labelSelector=pick%3Dme`);
    expect({ status, kind: body.kind, count: body.items.length }).toEqual({
      status: 200,
      kind: 'ConfigMapList',
      count: 2,
    });
    expect((await served.get(`${MAPS}?labelSelector=pick%3Dme`)).body.items).toEqual([]);
  });

  test('a job without a propagation is warned of', async () => {
    const spec = { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'x' }] } } };
    await served.post('/apis/batch/v1/namespaces/default/jobs', { metadata: { name: 'j' }, spec });
    const { headers } = await served.delete('/apis/batch/v1/namespaces/default/jobs/j');
    expect(headers.warning).toContain('child pods are preserved by default when jobs are deleted');
  });
});

describe('reads', () => {
  test('a list has its kind, its items have none', async () => {
    const { body } = await served.get('/api/v1/nodes');
    expect(body).toMatchObject({
      kind: 'NodeList',
      apiVersion: 'v1',
      metadata: { resourceVersion: expect.any(String) },
    });
    expect(body.items.map((node: { kind?: string }) => node.kind)).toEqual([undefined, undefined]);
  });

  test('a table where one is asked for', async () => {
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
    const { body } = await served.get('/api/v1/nodes', { accept });
    expect(body.kind).toBe('Table');
    expect(body.columnDefinitions[0].name).toBe('Name');
    expect(body.rows[0].object).toMatchObject({ kind: 'PartialObjectMetadata' });
    const metadata = await served.get('/api/v1/nodes/node-1', {
      accept: accept.replace('Table', 'PartialObjectMetadata'),
    });
    expect(Object.keys(metadata.body)).toEqual(['kind', 'apiVersion', 'metadata']);
  });

  test('YAML where it is asked for', async () => {
    const { text, headers } = await served.get('/api/v1/nodes/node-1', { accept: 'application/yaml' });
    expect(headers['content-type']).toBe('application/yaml');
    expect(parse(text)).toMatchObject({ kind: 'Node', metadata: { name: 'node-1' } });
  });

  test('YAML as YAML 1.1 reads it: sorted, texts that look like something else in quotes', async () => {
    const data = { answer: 'yes', day: '2026-01-01', lines: 'a\nb\n', mode: '0644', time: '1:30', word: 'it is' };
    await served.post('/api/v1/namespaces/default/configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'words', finalizers: ['example.com/a'] },
      data,
    });
    const { text } = await served.get('/api/v1/namespaces/default/configmaps/words', { accept: 'application/yaml' });
    expect(text.slice(0, text.indexOf('  managedFields'))).toMatch(
      /^apiVersion: v1\ndata:\n {2}answer: "yes"\n {2}day: "2026-01-01"\n {2}lines: \|\n {4}a\n {4}b\n {2}mode: "0644"\n {2}time: "1:30"\n {2}word: it is\nkind: ConfigMap\nmetadata:\n {2}creationTimestamp: "2026-01-01T00:00:\d\dZ"\n {2}finalizers:\n {2}- example.com\/a\n/,
    );
    expect(parse(text).data).toEqual(data);
  });

  test.each([
    { name: 'a program', agent: 'kubectl/v1.32', query: '', indented: false },
    { name: 'curl', agent: 'curl/8.0', query: '', indented: true },
    { name: 'curl that does not want it', agent: 'curl/8.0', query: '?pretty=false', indented: false },
    { name: 'a program that wants it', agent: 'kubectl/v1.32', query: '?pretty=true', indented: true },
  ])('indented for $name: $indented', async ({ agent, query, indented }) => {
    const { text } = await served.get(`/api/v1/namespaces/default${query}`, { 'user-agent': agent });
    expect(text.includes('\n  "kind"')).toBe(indented);
  });

  test('a long answer is compressed for who can read that', async () => {
    for (let at = 0; at < 3; at++) await served.post(MAPS, configMap(`long-${at}`, { a: 'x'.repeat(60_000) }));
    const zipped = await new Promise<{ encoding: string | undefined; bytes: Buffer }>((resolve) => {
      httpGet(`${served.serving.url}${MAPS}`, { headers: { 'accept-encoding': 'gzip' } }, (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('end', () => resolve({ encoding: reply.headers['content-encoding'], bytes: Buffer.concat(chunks) }));
      });
    });
    expect(zipped.encoding).toBe('gzip');
    expect(JSON.parse(gunzipSync(zipped.bytes).toString()).kind).toBe('ConfigMapList');
  });

  test('a deprecated kind is warned of', async () => {
    const { headers } = await served.get('/api/v1/namespaces/default/endpoints');
    expect(headers.warning).toContain('v1 Endpoints is deprecated in v1.33+');
  });
});

describe('subresources', () => {
  test('scale is read, put and patched', async () => {
    await served.post(DEPLOYMENTS, deployment('scaled'));
    const path = `${DEPLOYMENTS}/scaled/scale`;
    const { body } = await served.get(path);
    expect(body).toMatchObject({ kind: 'Scale', apiVersion: 'autoscaling/v1', spec: { replicas: 2 } });
    const put = await served.put(path, { ...body, spec: { replicas: 5 } });
    expect(put.body.spec).toEqual({ replicas: 5 });
    const patched = await served.patch(path, 'application/merge-patch+json', { spec: { replicas: 1 } });
    expect(patched.body.spec).toEqual({ replicas: 1 });
    expect(served.cluster.get('Deployment', 'default', 'scaled')?.spec?.replicas).toBe(1);
  });

  test('an eviction', async () => {
    served.cluster.settleWithin();
    const [pod] = (await served.get('/api/v1/namespaces/default/pods')).body.items;
    const path = `/api/v1/namespaces/default/pods/${pod.metadata.name}/eviction`;
    const { status, body } = await served.post(path, { metadata: { name: pod.metadata.name } });
    expect({ status, body }).toMatchObject({ status: 201, body: { kind: 'Status', status: 'Success', code: 201 } });
    expect((await served.get(`/api/v1/namespaces/default/pods/${pod.metadata.name}`)).body.metadata).toHaveProperty(
      'deletionTimestamp',
    );
  });

  test('a token is its account', async () => {
    const path = '/api/v1/namespaces/default/serviceaccounts/default/token';
    const { status, body } = await served.post(path, {});
    expect(status).toBe(201);
    const headers = { authorization: `Bearer ${body.status.token}` };
    const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
    const self = await served.post('/apis/authentication.k8s.io/v1/selfsubjectreviews', review, headers);
    expect(self.body.status.userInfo).toMatchObject({
      username: 'system:serviceaccount:default:default',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
    });
    expect((await served.get('/api/v1/nodes', headers)).status).toBe(403);
    const forged = { authorization: `Bearer ${body.status.token.slice(0, -4)}AAAA` };
    expect((await served.get('/api/v1/nodes', forged)).status).toBe(401);
  });
});
