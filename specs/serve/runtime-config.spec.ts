// APIs that a cluster serves because it is told so, over HTTP.
import { afterEach, expect, test } from '@jest/globals';
import { Served } from './served';

let served: Served | undefined;
afterEach(() => served?.close());

const V1BETA2 = '/apis/resource.k8s.io/v1beta2';
const rule = {
  apiVersion: 'resource.k8s.io/v1beta2',
  kind: 'DeviceTaintRule',
  metadata: { name: 'a' },
  spec: { deviceSelector: { driver: 'd.io' }, taint: { key: 'sick', effect: 'NoSchedule' } },
};

test('discovered, documented and answered with the version', async () => {
  const server = await Served.start({ nodes: 0, runtimeConfig: ['resource.k8s.io/v1beta2'] });
  served = server;
  const { body } = await server.get('/apis/resource.k8s.io');
  expect(body.versions.map(({ version }: { version: string }) => version)).toEqual(['v1', 'v1beta2']);
  const resources = (await server.get(V1BETA2)).body.resources;
  expect(resources.map(({ name }: { name: string }) => name)).toEqual(['devicetaintrules', 'devicetaintrules/status']);
  const made = await server.post(`${V1BETA2}/devicetaintrules`, rule);
  expect([made.status, made.headers.warning, made.body.metadata.generation]).toEqual([
    201,
    '299 - "resource.k8s.io/v1beta2 DeviceTaintRule is deprecated in v1.39+, unavailable in v1.42+"',
    1,
  ]);
  const accept = 'application/json;as=Table;g=meta.k8s.io;v=v1';
  const table = (await server.get(`${V1BETA2}/devicetaintrules`, { accept })).body;
  expect(table.rows[0].cells).toEqual(['a', 'sick', '', 'NoSchedule', '0s', '0s']);
  expect((await server.get(`/openapi/v3${V1BETA2}`)).text).toContain('DeviceTaintRuleSpec');
  const service = await server.get('/apis/apiregistration.k8s.io/v1/apiservices/v1beta2.resource.k8s.io');
  expect(service.body.spec).toMatchObject({ groupPriorityMinimum: 16_200, versionPriority: 15 });
});

test('nobody knows of them otherwise', async () => {
  const server = await Served.start({ nodes: 0 });
  served = server;
  expect((await server.get(V1BETA2)).status).toBe(404);
  expect((await server.get('/apis/resource.k8s.io')).body.versions).toHaveLength(1);
});
