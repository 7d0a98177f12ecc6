// DeviceTaintRules: served where the cluster is told so, they keep pods away from devices or drive them out, and tell
// of it in their status. Texts and times are a real control plane's.

import { expect, test } from '@jest/globals';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import { refusal } from './feature-gates/row';

const claim = {
  apiVersion: 'resource.k8s.io/v1',
  kind: 'ResourceClaim',
  metadata: { name: 'c' },
  spec: { devices: { requests: [{ name: 'r', exactly: { deviceClassName: 'gpu' } }] } },
};
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a' },
  spec: {
    terminationGracePeriodSeconds: 0,
    containers: [{ name: 'c', image: 'nginx', resources: { claims: [{ name: 'x' }] } }],
    resourceClaims: [{ name: 'x', resourceClaimName: 'c' }],
  },
};
const rule = (name: string, effect: string, deviceSelector: object | undefined = { driver: 'd.io' }) => ({
  apiVersion: 'resource.k8s.io/v1beta2',
  kind: 'DeviceTaintRule',
  metadata: { name },
  spec: { ...(deviceSelector ? { deviceSelector } : {}), taint: { key: 'sick', effect } },
});

function tainting(): Cluster {
  const tank = cluster({
    nodes: 1,
    featureGates: { DRADeviceTaintRules: true },
    runtimeConfig: ['resource.k8s.io/v1beta2'],
  });
  const devices = [{ name: 'one' }, { name: 'two' }];
  const pool = { name: 'p', generation: 1, resourceSliceCount: 1 };
  tank.create([
    { apiVersion: 'resource.k8s.io/v1', kind: 'DeviceClass', metadata: { name: 'gpu' }, spec: {} },
    {
      apiVersion: 'resource.k8s.io/v1',
      kind: 'ResourceSlice',
      metadata: { name: 's' },
      spec: { driver: 'd.io', nodeName: 'node-1', pool, devices },
    },
  ]);
  return tank;
}

const state = (tank: Cluster, name: string) => tank.get('DeviceTaintRule', undefined, name);
const told = (tank: Cluster, name: string) => {
  const { status, reason, message, type } = state(tank, name)?.status?.conditions?.[0] ?? {};
  return `${type}=${status} ${reason} ${message}`;
};
const hasPod = (tank: Cluster) => tank.get('Pod', 'default', 'a') !== undefined;

test('an effect of none tells what would happen, and NoSchedule that nothing does', () => {
  const tank = tainting();
  tank.create([claim, pod]);
  tank.advance('20s');
  tank.create([rule('none', 'None'), rule('sched', 'NoSchedule')]);
  tank.advance('2s');
  expect(told(tank, 'none')).toBe(
    'EvictionInProgress=False NoEffect 2 published devices selected. 1 allocated device selected. ' +
      '1 pod would be evicted in 1 namespace if the effect was NoExecute. This information will not be updated again. ' +
      'Recreate the DeviceTaintRule to trigger an update.',
  );
  expect(told(tank, 'sched')).toBe(
    'EvictionInProgress=False OtherEffect Eviction only happens for the NoExecute effect.',
  );
  expect(hasPod(tank)).toBe(true);
});

test('NoExecute drives pods out, and the status follows after ten seconds', () => {
  const tank = tainting();
  tank.create([claim, pod]);
  tank.advance('20s');
  tank.create(rule('x', 'NoExecute'));
  tank.advance('2s');
  expect(hasPod(tank)).toBe(false);
  expect(told(tank, 'x')).toBe('EvictionInProgress=True PodsPendingEviction 1 pod needs to be evicted in 1 namespace.');
  tank.advance('7s');
  expect(told(tank, 'x')).toContain('PodsPendingEviction');
  tank.advance('3s');
  expect(told(tank, 'x')).toBe('EvictionInProgress=False Completed 1 pod evicted since starting the controller.');
  const events = tank.list('Event', 'default').filter(({ reason }) => reason === 'DeviceTaintManagerEviction');
  expect(events.map(({ message }) => message)).toEqual(['Marking for deletion']);
});

test('a changed effect holds since then', () => {
  const tank = tainting();
  tank.create(rule('x', 'NoSchedule'));
  tank.advance('10s');
  const before = state(tank, 'x')?.spec.taint.timeAdded;
  tank.patch('devicetaintrule/x', { spec: { taint: { effect: 'NoExecute' } } }, { type: 'merge' });
  tank.advance('2s');
  const after = state(tank, 'x');
  expect([after?.metadata.generation, told(tank, 'x')]).toEqual([2, 'EvictionInProgress=False NotStarted ']);
  expect(Date.parse(after?.spec.taint.timeAdded ?? '') - Date.parse(before ?? '')).toBe(10_000);
});

test.each([
  { name: 'of the driver', selector: { driver: 'd.io' }, isKept: true },
  { name: 'of another driver', selector: { driver: 'e.io' }, isKept: false },
  { name: 'of one device', selector: { device: 'one' }, isKept: false },
  { name: 'of all', selector: undefined, isKept: true },
])('new pods are kept from devices $name', ({ selector, isKept }) => {
  const tank = tainting();
  const made = rule('x', 'NoSchedule', selector);
  if (!selector) delete (made.spec as { deviceSelector?: object }).deviceSelector;
  tank.create(made);
  tank.advance('1s');
  tank.create([claim, pod]);
  tank.advance('10s');
  expect(tank.get('Pod', 'default', 'a')?.spec.nodeName === undefined).toBe(isKept);
  tank.delete('devicetaintrule/x');
  tank.advance('20s');
  expect(tank.get('Pod', 'default', 'a')?.spec.nodeName).toBe('node-1');
});

test('rules are checked', () => {
  const tank = tainting();
  expect(refusal(() => tank.create(rule('bad', 'Nope')))).toContain(
    'spec.taint.effect: Unsupported value: "Nope": supported values: "NoExecute", "NoSchedule", "None"',
  );
  const wrong = { ...rule('bad', 'None', { driver: 'D_', pool: '', device: 'x.y' }) };
  const text = refusal(() => tank.create(wrong));
  expect(text).toContain('spec.deviceSelector.driver: Invalid value: "D_": a lowercase RFC 1123 subdomain');
  expect(text).toContain('spec.deviceSelector.pool: Required value');
  expect(text).toContain('spec.deviceSelector.device: Invalid value: "x.y": must not contain dots');
});

test.each([
  { name: 'nothing', runtimeConfig: undefined },
  { name: 'another version', runtimeConfig: ['apps/v1'] },
])('the gate with $name served is refused', ({ runtimeConfig }) => {
  const options = { featureGates: { DRADeviceTaintRules: true }, ...(runtimeConfig ? { runtimeConfig } : {}) };
  expect(() => cluster(options)).toThrow(
    "cluster: featureGates.DRADeviceTaintRules: with DRADeviceTaintRules alone a scheduler waits for ever for resource.k8s.io/v1beta2, which runtimeConfig: ['resource.k8s.io/v1beta2'] serves",
  );
});

test.each([
  { name: 'the version', runtimeConfig: ['resource.k8s.io/v1beta2'], isServed: true },
  { name: 'the version, said to be true', runtimeConfig: ['resource.k8s.io/v1beta2=true'], isServed: true },
  { name: 'all', runtimeConfig: ['api/all=true'], isServed: true },
  { name: 'all of beta', runtimeConfig: ['api/beta'], isServed: true },
  { name: 'all of alpha', runtimeConfig: ['api/alpha'], isServed: false },
  { name: 'nothing', runtimeConfig: [], isServed: false },
])('served with $name: $isServed', ({ runtimeConfig, isServed }) => {
  const tank = cluster({ nodes: 0, runtimeConfig });
  expect(refusal(() => tank.create(rule('x', 'None'))) === 'accepted').toBe(isServed);
  expect(refusal(() => tank.fork().create(rule('y', 'None'))) === 'accepted').toBe(isServed);
});

test.each([
  { name: 'a slip', runtimeConfig: ['resource.k8s.io/v1beta3'], says: 'unknown api groups or versions' },
  { name: 'what is not simulated', runtimeConfig: ['scheduling.k8s.io/v1alpha2'], says: 'its kinds are not simulated' },
  { name: 'an API switched off', runtimeConfig: ['apps/v1=false'], says: 'APIs that are on by default stay on' },
  { name: 'no list', runtimeConfig: 'api/all', says: 'expected a list of APIs such as resource.k8s.io/v1beta2' },
])('$name is refused', ({ runtimeConfig, says }) => {
  expect(() => cluster({ nodes: 0, runtimeConfig: runtimeConfig as never })).toThrow(says);
});
