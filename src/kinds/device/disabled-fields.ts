// Fields of claims and slices that are taken away while their gates are closed.
// upstream: pkg/api/resourceclaimspec DropDisabledFields; pkg/registry/resource strategies dropDisabledFields

import { type FeatureGate, isEnabled } from '../feature-gates';
import type {
  AllocatedDeviceStatus,
  Device,
  DeviceConstraint,
  DeviceRequestAllocationResult,
  ExactDeviceRequest,
  ResourceClaimSpec,
  ResourceClaimStatus,
  ResourceSliceSpec,
} from '../generated/types.gen';
import { changeField, changeItems, withField, withoutField } from '../with-defaults';

/** Without those of these fields whose gate is off. */
function without<T extends object>(object: T, gates: readonly (readonly [FeatureGate, ...(keyof T)[]])[]): T {
  let next = object;
  for (const [gate, ...fields] of gates) {
    if (!isEnabled(gate)) for (const field of fields) next = withoutField(next, field);
  }
  return next;
}

const REQUEST = [
  ['DRADeviceTaints', 'tolerations'],
  ['DRAConsumableCapacity', 'capacity'],
] as const satisfies readonly (readonly [FeatureGate, keyof ExactDeviceRequest])[];
const CONSTRAINT: readonly (readonly [FeatureGate, keyof DeviceConstraint])[] = [
  ['DRAConsumableCapacity', 'distinctAttribute'],
];

export function enabledClaimSpec(spec: ResourceClaimSpec): ResourceClaimSpec {
  return changeField(spec, 'devices', (devices) => {
    const requested = changeItems(devices, 'requests', (request) => {
      const known = without(request, [['DRAPrioritizedList', 'firstAvailable']]);
      const exact = changeField(known, 'exactly', (one) => without(one, REQUEST));
      return changeItems(exact, 'firstAvailable', (one) => without(one, REQUEST));
    });
    return changeItems(requested, 'constraints', (constraint) => without(constraint, CONSTRAINT));
  });
}

const RESULT: readonly (readonly [FeatureGate, ...(keyof DeviceRequestAllocationResult)[]])[] = [
  ['DRAConsumableCapacity', 'shareID', 'consumedCapacity'],
  ['DRADeviceBindingConditions', 'bindingConditions', 'bindingFailureConditions'],
];
const DEVICE_STATUS: readonly (readonly [FeatureGate, keyof AllocatedDeviceStatus])[] = [
  ['DRAConsumableCapacity', 'shareID'],
];

export function enabledClaimStatus(status: ResourceClaimStatus): ResourceClaimStatus {
  const known = without(status, [['DRAResourceClaimDeviceStatus', 'devices']]);
  const allocated = changeField(known, 'allocation', (allocation) =>
    changeField(allocation, 'devices', (devices) =>
      changeItems(devices, 'results', (result) => without(result, RESULT)),
    ),
  );
  return changeItems(allocated, 'devices', (device) => without(device, DEVICE_STATUS));
}

const DEVICE: readonly (readonly [FeatureGate, ...(keyof Device)[]])[] = [
  ['DRADeviceTaints', 'taints'],
  ['DRAPartitionableDevices', 'consumesCounters', 'nodeName', 'nodeSelector', 'allNodes'],
  ['DRADeviceBindingConditions', 'bindingConditions', 'bindingFailureConditions', 'bindsToNode'],
  ['DRAConsumableCapacity', 'allowMultipleAllocations'],
];

export function enabledSliceSpec(spec: ResourceSliceSpec): ResourceSliceSpec {
  const known = without(spec, [['DRAPartitionableDevices', 'sharedCounters', 'perDeviceNodeSelection']]);
  return changeItems(known, 'devices', (device) => {
    const known = without(device, DEVICE);
    const next = isEnabled('DRAListTypeAttributes') ? known : changeField(known, 'attributes', withoutLists);
    return isEnabled('DRAConsumableCapacity') ? next : changeField(next, 'capacity', withoutPolicies);
  });
}

const LISTS = ['bools', 'ints', 'strings', 'versions'] as const;

function withoutLists(attributes: NonNullable<Device['attributes']>): NonNullable<Device['attributes']> {
  let next = attributes;
  for (const [name, one] of Object.entries(attributes)) {
    next = withField(next, name, LISTS.reduce(withoutField<typeof one, keyof typeof one>, one));
  }
  return next;
}

function withoutPolicies(capacity: NonNullable<Device['capacity']>): NonNullable<Device['capacity']> {
  let next = capacity;
  for (const [name, one] of Object.entries(capacity)) {
    next = withField(next, name, withoutField(one, 'requestPolicy'));
  }
  return next;
}
