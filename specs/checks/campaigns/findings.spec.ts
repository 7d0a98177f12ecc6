// How outcomes become findings: one for a cause however much it breaks, with its trace and a remedy that was tried.

import { describe, expect, test } from '@jest/globals';
import { check } from '../../../src/checks/check';
import { CheckContext } from '../../../src/checks/context';
import { ManifestSet } from '../../../src/checks/manifest-set';
import { rules } from '../../../src/checks/table';
import type { ClusterOptions } from '../../../src/cluster/options';
import type { Manifest } from '../../../src/manifests/check-object';
import { loadManifests } from '../../../src/manifests/load';
import { apart, budget, inZones, service, web } from './shop';

const campaignRules = rules.filter(({ reads }) => reads === 'campaigns');

function findingsOf(objects: readonly object[], options: ClusterOptions = {}, base: readonly Manifest[] = []) {
  const manifests = loadManifests(objects.map((object) => JSON.stringify(object)));
  return check(new CheckContext(new ManifestSet(manifests), base, options), campaignRules);
}

const lone = web({ spec: { replicas: 1 }, container: { lifecycle: undefined } });
const strays = { ...service, metadata: { name: 'web-too' } };

test('what is right breaks nowhere', () => {
  expect(findingsOf([web(), service, budget({ maxUnavailable: 1 })], inZones)).toEqual([]);
});

describe('one replica', () => {
  const found = findingsOf([lone, service, strays], inZones).filter(({ rule }) => rule !== 'rollout-loses-requests');
  const [finding] = found;

  test('is one finding for all Services and campaigns that it breaks', () => {
    expect(found).toHaveLength(1);
    expect(finding).toMatchObject({
      rule: 'survives-pod-deletion',
      object: { kind: 'Deployment', name: 'web' },
      path: ['spec', 'replicas'],
      proof: 'simulated',
    });
    expect(finding?.message).toContain('Service default/web, Service default/web-too');
    const parts = finding?.happened?.split('; ') ?? [];
    expect(parts.map((part) => part.replace(/ (Pod|Node|Zone) \S+:/, ' $1:'))).toEqual([
      expect.stringMatching(/^deletion of Pod: no endpoint for 0\.\d s$/),
      expect.stringMatching(/^drain of Node: no endpoint for 0\.\d s$/),
      expect.stringMatching(/^loss of Node: no endpoint for 3\d\d s$/),
      expect.stringMatching(/^loss of Zone: no endpoint for 3\d\d s$/),
    ]);
  });

  test('has the shortest trace of the mildest of them', () => {
    const trace = finding?.trace ?? [];
    expect(trace[0]).toMatch(/^\+0\.000s {2}user +delete {2}pod\/web-\S+ +terminating$/);
    expect(trace.at(-1)).toMatch(/endpointslice-controller +update +endpointslice\/web-\S+ +ready endpoints 0 to 1$/);
    expect(trace.length).toBeLessThan(6);
  });

  test('has a remedy that was tried', () => {
    expect(finding?.remedy).toMatch(
      /^Run two replicas or more, if .*\. Tried: with replicas: 2 the same passes \(.*\)\.$/,
    );
  });
});

test.each([
  {
    name: 'a rollout without a place',
    objects: [web({ spec: { replicas: 3 }, pod: apart('kubernetes.io/hostname') })],
    options: { nodes: 3 },
    rule: 'rollout-finishes',
    says: "didn't match pod anti-affinity rules",
    tried: 'Tried: with maxSurge: 0 and maxUnavailable: 1 the same passes',
  },
  {
    name: 'a budget that keeps all',
    objects: [web(), budget({ minAvailable: 2 })],
    rule: 'drain-finishes',
    says: 'The disruption budget web needs 2 healthy pods and has 2 currently',
    tried: 'Tried: with maxUnavailable: 1 the same passes',
  },
  {
    name: 'no readiness probe',
    objects: [web({ container: { readinessProbe: undefined } }), service],
    rule: 'bad-image-keeps-serving',
    says: 'no endpoint for',
    tried: 'Tried: with a readiness probe on its port the same passes',
  },
  {
    name: 'no pre-stop hook',
    objects: [web({ container: { lifecycle: undefined } }), service],
    rule: 'rollout-loses-requests',
    says: 'the pod had ended and the proxies did not know it yet',
    tried: 'Tried: with a preStop sleep of 5 s the same passes',
  },
  {
    name: 'Recreate',
    objects: [web({ spec: { strategy: { type: 'Recreate' } } }), service],
    rule: 'survives-restart',
    says: 'no endpoint for',
    tried: 'Tried: with RollingUpdate with maxSurge: 1 and maxUnavailable: 0 the same passes',
  },
])('$name is told once, in the words of the cluster', ({ objects, options, rule, says, tried }) => {
  const found = findingsOf(objects, options);
  expect(found.map((finding) => finding.rule)).toEqual([rule]);
  expect(found[0]?.happened).toContain(says);
  expect(found[0]?.remedy).toContain(tried);
});

test('what the cluster holds before is not found fault with', () => {
  expect(findingsOf([service], {}, loadManifests([JSON.stringify(lone)]))).toEqual([]);
});
