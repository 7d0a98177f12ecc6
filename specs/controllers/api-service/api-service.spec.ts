// APIServices of custom resources come and go with their definitions; others tell whether somebody serves them.

import { describe, expect, test } from '@jest/globals';
import { apiServiceAvailabilityController } from '../../../src/controllers/api-service/availability';
import { apiServiceRegistrationController } from '../../../src/controllers/api-service/registration';
import type { APIService, CustomResourceDefinition } from '../../../src/kinds/generated/types.gen';
import { type Harness, harness } from '../harness';
import { world } from '../whole-cluster';

const LABEL = 'kube-aggregator.kubernetes.io/automanaged';
const schema = { openAPIV3Schema: { type: 'object' } };
const definition = (...served: readonly boolean[]) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'boats.sea.io' },
  spec: {
    group: 'sea.io',
    scope: 'Namespaced',
    names: { plural: 'boats', kind: 'Boat' },
    versions: served.map((each, index) => ({ name: `v${index + 1}`, served: each, storage: index === 0, schema })),
  },
});

const get = (it: Harness, name: string) => it.user.get('APIService', undefined, name);
const ofSea = (it: Harness) => it.user.list('APIService').filter(({ spec }) => spec.group === 'sea.io');

describe('of definitions', () => {
  const start = (...served: readonly boolean[]) => {
    const it = harness(apiServiceRegistrationController);
    it.create(definition(...served));
    it.settle();
    return it;
  };

  test('one for each version that is served', () => {
    const it = start(true, false);
    expect(ofSea(it)).toMatchObject([
      {
        metadata: { name: 'v1.sea.io', labels: { [LABEL]: 'true' } },
        spec: { group: 'sea.io', version: 'v1', groupPriorityMinimum: 1000, versionPriority: 100 },
        status: { conditions: [{ type: 'Available', status: 'True', reason: 'Local' }] },
      },
    ]);
    const versions = definition(true, true).spec.versions;
    it.user.patch('CustomResourceDefinition', undefined, 'boats.sea.io', 'merge', { spec: { versions } });
    it.settle();
    expect(ofSea(it).map(({ metadata }) => metadata.name)).toEqual(['v1.sea.io', 'v2.sea.io']);
  });

  test('what is deleted or changed is put right, but for what somebody took over', () => {
    const it = start(true);
    it.user.delete('APIService', undefined, 'v1.sea.io');
    it.settle();
    it.user.patch('APIService', undefined, 'v1.sea.io', 'merge', { spec: { versionPriority: 7 } });
    it.settle();
    expect(get(it, 'v1.sea.io')?.spec.versionPriority).toBe(100);
    const taken = { metadata: { labels: { [LABEL]: null } }, spec: { versionPriority: 7 } };
    it.user.patch('APIService', undefined, 'v1.sea.io', 'merge', taken);
    it.settle();
    expect(get(it, 'v1.sea.io')?.spec.versionPriority).toBe(7);
  });

  test('gone with the definition', () => {
    const it = start(true, true);
    const held = it.user.get('CustomResourceDefinition', undefined, 'boats.sea.io') as CustomResourceDefinition;
    it.user.delete('CustomResourceDefinition', undefined, 'boats.sea.io');
    it.user.patch('CustomResourceDefinition', undefined, held.metadata.name, 'merge', {
      metadata: { finalizers: null },
    });
    it.settle();
    expect(ofSea(it)).toEqual([]);
  });
});

const REMOTE: APIService = {
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: 'v1beta1.metrics.k8s.io' },
  spec: {
    group: 'metrics.k8s.io',
    version: 'v1beta1',
    groupPriorityMinimum: 100,
    versionPriority: 100,
    service: { namespace: 'default', name: 'metrics' },
  },
};
const service = (port: object, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'metrics', namespace: 'default' },
  spec: { ports: [port], ...spec },
});
const slice = (ready: boolean, name = '') => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'metrics', namespace: 'default', labels: { 'kubernetes.io/service-name': 'metrics' } },
  addressType: 'IPv4',
  endpoints: [{ addresses: ['10.9.9.9'], conditions: { ready } }],
  ports: [{ name, port: 4443 }],
});
const SERVICE = 'service/metrics in "default"';
const URL = 'https://10.9.9.9:4443/apis/metrics.k8s.io/v1beta1';

describe('of others', () => {
  test.each([
    { name: 'no Service', objects: [], says: `False ServiceNotFound: ${SERVICE} is not present` },
    {
      name: 'another port',
      objects: [service({ port: 80 })],
      says: `False ServicePortError: ${SERVICE} is not listening on port 443`,
    },
    {
      name: 'no endpoints',
      objects: [service({ port: 443 })],
      says: `False EndpointsNotFound: cannot find endpointslices for ${SERVICE}`,
    },
    {
      name: 'none that is ready',
      objects: [service({ port: 443 }), slice(false)],
      says: `False MissingEndpoints: endpointslices for ${SERVICE} have no addresses with port name ""`,
    },
    {
      name: 'none on the port',
      objects: [service({ port: 443, name: 'https' }), slice(true)],
      says: `False MissingEndpoints: endpointslices for ${SERVICE} have no addresses with port name "https"`,
    },
    {
      name: 'nobody answers',
      objects: [service({ port: 443 }), slice(true)],
      says:
        `False FailedDiscoveryCheck: failing or missing response from ${URL}: Get "${URL}": context deadline exceeded ` +
        '(Client.Timeout exceeded while awaiting headers)',
    },
    {
      name: 'a name elsewhere',
      objects: [service({ port: 443 }, { type: 'ExternalName', externalName: 'a.b' })],
      says: 'False FailedDiscoveryCheck: unsupported service type "ExternalName"',
    },
  ])('$name', ({ objects, says }) => {
    const it = harness(apiServiceAvailabilityController);
    it.create(REMOTE);
    it.settle();
    for (const object of objects) it.create(object);
    it.settle();
    expect(verdict(get(it, REMOTE.metadata.name))).toBe(says);
  });
});

const verdict = (object: APIService | undefined) => {
  const { status, reason, message } = object?.status?.conditions?.[0] ?? {};
  return `${status} ${reason}: ${message}`;
};

test('a program that answers makes it available; without it namespaces wait', () => {
  const it = world(1);
  it.create(
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'm', labels: { app: 'm' } }, spec: spec() },
    { ...service({ port: 443, targetPort: 4443 }, { selector: { app: 'm' } }) },
  );
  it.settle();
  it.user.create(REMOTE);
  it.settle();
  const read = () => verdict(it.user.get('APIService', undefined, REMOTE.metadata.name));
  expect(read()).toBe('True Passed: all checks passed');
  it.user.delete('Pod', 'default', 'm');
  it.wait(35);
  expect(read()).toMatch(/^False MissingEndpoints/);
  it.user.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } });
  it.user.delete('Namespace', undefined, 'n');
  it.wait(6);
  const stale = 'metrics.k8s.io/v1beta1';
  expect(it.user.get('Namespace', undefined, 'n')?.status?.conditions?.[0]).toMatchObject({
    type: 'NamespaceDeletionDiscoveryFailure',
    status: 'True',
    reason: 'DiscoveryFailed',
    message:
      'Discovery failed for some groups, 1 failing: unable to retrieve the complete list of server APIs: ' +
      `${stale}: stale GroupVersion discovery: ${stale}`,
  });
  it.user.delete('APIService', undefined, REMOTE.metadata.name);
  it.wait(60);
  expect(it.user.get('Namespace', undefined, 'n')).toBeUndefined();
});

const spec = () => ({ containers: [{ name: 'c', image: 'web:1', ports: [{ containerPort: 4443 }] }] });
