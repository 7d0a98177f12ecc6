// What gates change in kinds of the API other than pods.
import { expect } from '@jest/globals';
import type { Cluster } from '../../../src/actions/acting-cluster';
import type { KubeObject } from '../../../src/kinds/kind';
import { created, type Row, refusal } from './row';

/** The object as it is stored. */
function stored(object: object): (tank: Cluster) => KubeObject | undefined {
  const { kind, metadata } = object as KubeObject;
  return (tank) => {
    tank.create(object);
    const { name } = metadata;
    const found: unknown = tank.get(kind as never, undefined, name) ?? tank.get(kind as never, 'default', name);
    return found as KubeObject | undefined;
  };
}

type Loose = Readonly<Record<string, never>>;
const specOf = (object: object) => (tank: Cluster) => (stored(object)(tank) as unknown as { spec: Loose }).spec;

const lease = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'a' },
  spec: { strategy: 'OldestEmulationVersion' },
};
const driver = { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: 'a.io' }, spec: {} };
const addresses = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'ServiceCIDR',
  metadata: { name: 'a' },
  spec: { cidrs: ['10.200.0.0/16'] },
  status: {
    conditions: [
      { type: 'Mine', status: 'True', reason: 'x', message: '', lastTransitionTime: '2026-01-01T00:00:00Z' },
    ],
  },
};
const policy = (metadata: object = {}) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingAdmissionPolicy',
  metadata: { name: 'a', ...metadata },
  spec: {
    matchConstraints: {
      resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }],
    },
    mutations: [
      {
        patchType: 'ApplyConfiguration',
        applyConfiguration: { expression: 'Object{metadata: Object.metadata{labels: {"seen": "yes"}}}' },
      },
    ],
    failurePolicy: 'Fail',
    reinvocationPolicy: 'Never',
  },
});

function labelled(tank: Cluster): unknown {
  tank.create(policy());
  tank.create({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name: 'a' },
    spec: { policyName: 'a' },
  });
  tank.advance('2s');
  tank.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
  return tank.get('ConfigMap', 'default', 'a')?.metadata.labels?.seen;
}

function definitionStatus(tank: Cluster): unknown {
  const schema = { openAPIV3Schema: { type: 'object' } };
  tank.create({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'as.x.io' },
    spec: {
      group: 'x.io',
      names: { kind: 'A', plural: 'as' },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  });
  tank.settle();
  const present = tank.get('CustomResourceDefinition', undefined, 'as.x.io');
  tank.client(0).updateStatus({ ...present, status: { ...present?.status, observedGeneration: 1 } } as never);
  return tank.get('CustomResourceDefinition', undefined, 'as.x.io')?.status?.observedGeneration;
}

/** The claim's condition before a pod names it, while one does, and after. */
function unused(tank: Cluster): unknown {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName: '' };
  const told = () => {
    tank.settle();
    const { conditions } = tank.get('PersistentVolumeClaim', 'default', 'c')?.status ?? {};
    return conditions?.map(({ type, status, reason }) => `${type}=${status} ${reason}`);
  };
  tank.create({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'c' }, spec });
  const before = told();
  const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }];
  const containers = [{ name: 'app', image: 'app:v1' }];
  tank.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers, volumes } });
  const during = told();
  tank.delete('pod/a');
  return [before, during, told()].flat();
}

const device = {
  name: 'd',
  taints: [{ key: 'k', effect: 'NoSchedule' }],
  bindingConditions: ['a'],
  bindingFailureConditions: ['b'],
  allowMultipleAllocations: true,
  capacity: { memory: { value: '1Gi', requestPolicy: { default: '1Gi', validRange: { min: '1Gi' } } } },
};
const slice = (spec: object) => ({
  apiVersion: 'resource.k8s.io/v1',
  kind: 'ResourceSlice',
  metadata: { name: 'a' },
  spec: { driver: 'd.io', pool: { name: 'p', generation: 1, resourceSliceCount: 1 }, nodeName: 'n', ...spec },
});
const deviceOf = (tank: Cluster) =>
  ((specOf(slice({ devices: [device] }))(tank).devices ?? []) as readonly (typeof device)[])[0];
const claim = (request: object, more: object = {}) => ({
  apiVersion: 'resource.k8s.io/v1',
  kind: 'ResourceClaim',
  metadata: { name: 'a' },
  spec: { devices: { requests: [{ name: 'r', ...request }], ...more } },
});

/** A driver, which may write claims and their status, says who uses one. */
function reserve(tank: Cluster): void {
  const apiGroup = 'rbac.authorization.k8s.io';
  const rule = { apiGroups: ['resource.k8s.io'], resources: ['resourceclaims', 'resourceclaims/status'], verbs: ['*'] };
  tank.create([
    { apiVersion: `${apiGroup}/v1`, kind: 'ClusterRole', metadata: { name: 'driver' }, rules: [rule] },
    {
      apiVersion: `${apiGroup}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'driver' },
      subjects: [{ kind: 'User', name: 'driver', apiGroup }],
      roleRef: { apiGroup, kind: 'ClusterRole', name: 'driver' },
    },
    claim({ exactly: { deviceClassName: 'x' } }),
  ]);
  const reservedFor = [{ resource: 'pods', name: 'a', uid: 'a' }];
  const status = { allocation: { devices: {} }, reservedFor };
  tank.as('driver').patch('resourceclaim/a', { status }, { subresource: 'status', type: 'merge' });
}

const selecting = (expression: string) =>
  claim({ exactly: { deviceClassName: 'x', selectors: [{ cel: { expression } }] } });

function deviceStatus(tank: Cluster): unknown {
  tank.create(claim({ exactly: { deviceClassName: 'x' } }));
  const present = tank.get('ResourceClaim' as never, 'default', 'a') as unknown as KubeObject;
  const result = { request: 'r', driver: 'd.io', pool: 'p', device: 'd' };
  const allocation = { devices: { results: [result] } };
  const devices = [{ driver: 'd.io', pool: 'p', device: 'd', data: { a: 1 } }];
  tank.client(0).updateStatus({ ...present, status: { allocation, devices } } as never);
  const after = tank.get('ResourceClaim' as never, 'default', 'a') as unknown as { status: { devices?: unknown } };
  return after.status.devices === undefined ? undefined : devices.length;
}

export const kindRows: readonly Row[] = [
  { gate: 'CRDObservedGenerationTracking', see: definitionStatus, on: 1, off: undefined },
  {
    gate: 'CoordinatedLeaderElection',
    see: (tank) => specOf(lease)(tank).strategy,
    on: 'OldestEmulationVersion',
    off: undefined,
  },
  {
    gate: 'CoordinatedLeaderElection',
    see: created({ ...lease, spec: { preferredHolder: 'me' } }),
    on: expect.stringContaining('spec.preferredHolder: Forbidden: may only be specified if `strategy` is defined'),
    off: 'accepted',
  },
  {
    gate: 'DRAConsumableCapacity',
    see: (tank) => {
      const found = deviceOf(tank);
      return [found?.allowMultipleAllocations, found?.capacity.memory.requestPolicy];
    },
    on: [true, device.capacity.memory.requestPolicy],
    off: [undefined, undefined],
  },
  {
    gate: 'DRAConsumableCapacity',
    see: created(selecting('device.allowMultipleAllocations == true')),
    on: 'accepted',
    off: expect.stringContaining("undefined field 'allowMultipleAllocations'"),
  },
  { gate: 'DRADeviceBindingConditions', see: (tank) => deviceOf(tank)?.bindingConditions, on: ['a'], off: undefined },
  {
    gate: 'DRADeviceTaintRules',
    runtimeConfig: ['resource.k8s.io/v1beta2'],
    see: (tank) => {
      const taint = { key: 'sick', effect: 'None' };
      const apiVersion = 'resource.k8s.io/v1beta2';
      tank.create({ apiVersion, kind: 'DeviceTaintRule', metadata: { name: 'a' }, spec: { taint } });
      tank.advance('2s');
      return tank.get('DeviceTaintRule', undefined, 'a')?.status?.conditions?.[0]?.reason;
    },
    on: 'NoEffect',
    off: undefined,
  },
  {
    gate: 'DRAListTypeAttributes',
    see: (tank) => {
      const lists = { name: 'd', attributes: { links: { strings: ['a', 'b'] } } };
      return refusal(() => specOf(slice({ devices: [lists] }))(tank));
    },
    on: 'accepted',
    off: expect.stringContaining('spec.devices[0].attributes[links]: Invalid value: "": exactly one value must be'),
  },
  { gate: 'DRADeviceTaints', see: (tank) => deviceOf(tank)?.taints?.[0]?.key, on: 'k', off: undefined },
  {
    gate: 'DRAExtendedResource',
    see: (tank) =>
      specOf({
        apiVersion: 'resource.k8s.io/v1',
        kind: 'DeviceClass',
        metadata: { name: 'a' },
        spec: { extendedResourceName: 'acme.io/gpu' },
      })(tank).extendedResourceName,
    on: 'acme.io/gpu',
    off: undefined,
  },
  {
    gate: 'DRAResourceClaimGranularStatusAuthorization',
    see: (tank) => refusal(() => reserve(tank)).includes('resourceclaims/binding'),
    on: true,
    off: false,
  },
  {
    gate: 'DRAPartitionableDevices',
    see: (tank) =>
      specOf(slice({ sharedCounters: [{ name: 'x', counters: { m: { value: '1' } } }] }))(tank).sharedCounters,
    on: [{ name: 'x', counters: { m: { value: '1' } } }],
    off: undefined,
  },
  {
    gate: 'DRAPrioritizedList',
    see: created(claim({ firstAvailable: [{ name: 's', deviceClassName: 'x' }] })),
    on: 'accepted',
    off: expect.stringContaining('spec.devices.requests[0]: Required value: exactly one of'),
  },
  {
    gate: 'DRAResourceClaimDeviceStatus',
    see: deviceStatus,
    on: 1,
    off: undefined,
    needing: ['DRADeviceBindingConditions', 'DRAResourceClaimGranularStatusAuthorization'],
  },
  {
    gate: 'ManifestBasedAdmissionControlConfig',
    see: created(policy({ name: 'a.static.k8s.io' })),
    on: expect.stringContaining(
      'metadata.name: Invalid value: "a.static.k8s.io": names ending with ".static.k8s.io" are reserved',
    ),
    off: 'accepted',
  },
  { gate: 'MutatingAdmissionPolicy', see: labelled, on: 'yes', off: undefined },
  {
    gate: 'PersistentVolumeClaimUnusedSinceTime',
    see: unused,
    on: ['Unused=True NoPodsUsingPVC', 'Unused=False PodUsingPVC', 'Unused=True NoPodsUsingPVC'],
    off: [undefined, undefined, undefined],
  },
  {
    gate: 'ServiceCIDRStatusFieldWiping',
    see: (tank) => JSON.stringify(stored(addresses)(tank)).includes('Mine'),
    on: false,
    off: true,
  },
  {
    gate: 'StrictIPCIDRValidation',
    see: created({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a' },
      spec: { ports: [{ port: 80 }], externalIPs: ['010.0.0.1'] },
    }),
    on: expect.stringContaining('spec.externalIPs[0]: Invalid value: "010.0.0.1": must not have leading 0s'),
    off: 'accepted',
  },
  {
    gate: 'VolumeLimitScaling',
    see: (tank) => specOf(driver)(tank).preventPodSchedulingIfMissing,
    on: false,
    off: undefined,
  },
];
