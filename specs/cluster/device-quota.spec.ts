// Quotas of extended resources that stand for devices: claims of the class and pods that ask for it count alike, none
// of them twice. The answers are a real control plane's.

import { expect, test } from '@jest/globals';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import { refusal } from './feature-gates/row';

const claim = (name: string, deviceClassName = 'gpu') => ({
  apiVersion: 'resource.k8s.io/v1',
  kind: 'ResourceClaim',
  metadata: { name },
  spec: { devices: { requests: [{ name: 'r', exactly: { deviceClassName, count: 2 } }] } },
});
const pod = (name: string) => {
  const one = { 'acme.io/gpu': '1' };
  const containers = [{ name: 'c', image: 'nginx', resources: { requests: one, limits: one } }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers } };
};
const hard = {
  'requests.acme.io/gpu': '3',
  'requests.deviceclass.resource.kubernetes.io/gpu': '9',
  'count/resourceclaims.resource.k8s.io': '5',
};
const used = (tank: Cluster) => tank.get('ResourceQuota', 'default', 'q')?.status?.used;

function limited(options: object = {}): Cluster {
  const tank = cluster({ nodes: 1, ...options });
  tank.create([
    {
      apiVersion: 'resource.k8s.io/v1',
      kind: 'DeviceClass',
      metadata: { name: 'gpu' },
      spec: { extendedResourceName: 'acme.io/gpu' },
    },
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard } },
  ]);
  tank.advance('1s');
  return tank;
}

test('claims and pods share the room', () => {
  const tank = limited();
  tank.create(claim('a'));
  expect(refusal(() => tank.create(claim('b')))).toContain(
    'resourceclaims.resource.k8s.io "b" is forbidden: exceeded quota: q, requested: requests.acme.io/gpu=2, ' +
      'used: requests.acme.io/gpu=2, limited: requests.acme.io/gpu=3',
  );
  tank.create([claim('c', 'other'), pod('p')]);
  expect(refusal(() => tank.create(pod('p2')))).toContain(
    'pods "p2" is forbidden: exceeded quota: q, requested: requests.acme.io/gpu=1, ' +
      'used: requests.acme.io/gpu=3, limited: requests.acme.io/gpu=3',
  );
  tank.advance('10s');
  expect(used(tank)).toEqual({
    'requests.acme.io/gpu': '3',
    'requests.deviceclass.resource.kubernetes.io/gpu': '2',
    'count/resourceclaims.resource.k8s.io': '2',
  });
  tank.delete('resourceclaim/a');
  tank.advance('10s');
  expect(used(tank)).toMatchObject({ 'requests.acme.io/gpu': '1' });
});

test('the claim that the scheduler makes for a pod is not counted beside it', () => {
  const tank = limited();
  tank.create({
    apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceSlice',
    metadata: { name: 's' },
    spec: {
      driver: 'd.io',
      nodeName: 'node-1',
      pool: { name: 'p', generation: 1, resourceSliceCount: 1 },
      devices: [{ name: 'one' }, { name: 'two' }],
    },
  });
  tank.create(pod('p'));
  tank.advance('20s');
  expect(tank.list('ResourceClaim', 'default')).toHaveLength(1);
  tank.delete('pod/p', { graceSeconds: 0 });
  tank.advance('20s');
  tank.create(pod('q'));
  tank.advance('20s');
  expect(used(tank)).toMatchObject({ 'requests.acme.io/gpu': '1', 'count/resourceclaims.resource.k8s.io': '1' });
});

test('without the gate only pods count', () => {
  const tank = limited({ featureGates: { DRAExtendedResource: false } });
  tank.create([claim('a'), claim('b'), pod('p')]);
  expect(used(tank)).toMatchObject({ 'requests.acme.io/gpu': '1' });
});
