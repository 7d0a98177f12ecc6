// Groups that an APIService hands to a Service of the cluster.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Served } from './served';

const DEFAULT = '/api/v1/namespaces/default';
const SERVICES = '/apis/apiregistration.k8s.io/v1/apiservices';
const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const remote = (group: string, service: string, groupPriorityMinimum: number) => ({
  metadata: { name: `v1.${group}` },
  spec: {
    group,
    version: 'v1',
    groupPriorityMinimum,
    versionPriority: 10,
    service: { name: service, namespace: 'default' },
  },
});

let served: Served;
beforeAll(async () => {
  const paths = ['/apis/there.io/v1', '/apis/there.io/v1/namespaces/default/things/a'];
  const answers = paths.map((path) => ({ path, status: 200, body: 'from the program\n' }));
  served = await Served.start({ nodes: 1, programs: [{ image: 'ext/api:*', answers }] });
  const container = { name: 'c', image: 'ext/api:1', ports: [{ containerPort: 8443 }] };
  await served.post(`${DEFAULT}/pods`, {
    metadata: { name: 'api', labels: { app: 'api' } },
    spec: { containers: [container] },
  });
  await served.post(`${DEFAULT}/services`, {
    metadata: { name: 'api' },
    spec: { selector: { app: 'api' }, ports: [{ port: 443, targetPort: 8443 }] },
  });
  served.cluster.settleWithin();
  await served.post(SERVICES, remote('there.io', 'api', 17_790));
  await served.post(SERVICES, remote('gone.io', 'nobody', 100));
  served.cluster.settleWithin();
});
afterAll(() => served.close());

describe('requests', () => {
  test.each([
    { path: '/apis/there.io/v1', status: 200, text: 'from the program\n' },
    { path: '/apis/there.io/v1/namespaces/default/things/a?b=c', status: 200, text: 'from the program\n' },
    { path: '/apis/gone.io/v1', status: 503, text: 'service unavailable\n' },
    { path: '/apis/gone.io/v1/things', status: 503, text: 'service unavailable\n' },
    { path: '/apis/gone.io/v2', status: 404, text: '404 page not found\n' },
  ])('$path', async ({ path, status, text }) => {
    const reply = await served.get(path);
    expect({ status: reply.status, text: reply.text }).toEqual({ status, text });
  });
});

describe('discovery', () => {
  test('they stand at their place', async () => {
    const { body } = await served.get('/apis');
    const names = body.groups.map(({ name }: { name: string }) => name);
    expect(names.slice(0, 4)).toEqual(['apiregistration.k8s.io', 'apps', 'there.io', 'events.k8s.io']);
    expect(names.at(-1)).toBe('gone.io');
  });

  test('a group by itself', async () => {
    const version = { groupVersion: 'gone.io/v1', version: 'v1' };
    const group = { kind: 'APIGroup', apiVersion: 'v1', name: 'gone.io' };
    expect((await served.get('/apis/gone.io')).body).toEqual({
      ...group,
      versions: [version],
      preferredVersion: version,
    });
  });

  test('one that nobody answers for is stale', async () => {
    const { body } = await served.get('/apis', { accept: AGGREGATED });
    expect(body.items.at(-1)).toEqual({
      metadata: { name: 'gone.io' },
      versions: [{ version: 'v1', freshness: 'Stale' }],
    });
  });
});
