// What a ResourceClaim's status may say: which devices it got stays, and only those have statuses of their own.
// upstream: pkg/apis/resource/validation ValidateResourceClaimStatusUpdate, pkg/registry/resource/resourceclaim

import { equalData } from '../equal-data';
import type {
  AllocatedDeviceStatus,
  AllocationResult,
  DeviceRequestAllocationResult,
  NetworkDeviceData,
  ResourceClaim,
} from '../generated/types.gen';
import { goStruct } from '../go-json';
import type { FieldError } from '../kind';
import { checkNodeSelector } from '../pod-spec/check-affinity';
import { internalValue } from '../pod-spec/internal-value';
import { checkConditions } from '../validation/conditions';
import {
  type Errors,
  FIELD_IMMUTABLE,
  forbidden,
  invalid,
  notSupported,
  required,
  tooLong,
  tooMany,
} from '../validation/field-error';
import { checkInterfaceAddress } from '../validation/ip-address';
import { checkObjectMetaUpdate } from '../validation/object-meta';
import { checkBindingConditions } from './binding-conditions';
import { checkReference, checkReferences, type HasRequest, MAX_REQUESTS, requestsOf } from './claim-rules';
import { checkConfiguration, checkData, MAX_CONFIGURATIONS } from './configuration';

import { checkSet, checkSlice } from './lists';
import { checkDriverName, checkLabelName, checkPoolName, checkUid } from './names';

const MAX_CONSUMERS = 256;
const MAX_CONDITIONS = 8;
const MAX_ADDRESSES = 16;
const [MAX_INTERFACE_BYTES, MAX_HARDWARE_BYTES] = [256, 128];

type Named = Pick<DeviceRequestAllocationResult, 'driver' | 'pool' | 'device' | 'shareID'>;

/** A device, and the share of it where it has several users. */
export const sharedDeviceId = ({ driver, pool, device, shareID }: Named) =>
  `${driver}/${pool}/${device}${shareID === undefined ? '' : `/${shareID}`}`;

export function checkClaimStatus(next: ResourceClaim, stored: ResourceClaim): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, next);
  const status = next.status ?? {};
  const old = stored.status ?? {};
  checkReservations(errors, next);
  const results = status.allocation?.devices?.results ?? [];
  const allocated = new Set(results.map(sharedDeviceId));
  checkSet(
    errors,
    'status.devices',
    status.devices,
    Number.POSITIVE_INFINITY,
    (list, path, device) => checkDevice(list, path, device, allocated),
    sharedDeviceId,
    internalId,
  );
  if (status.reservedFor?.length) {
    const path = 'status.reservedFor';
    const isNew = status.reservedFor.some((one) => !old.reservedFor?.some((other) => equalData(one, other)));
    if (!status.allocation) errors.push(forbidden(path, 'may not be specified when `allocated` is not set'));
    else if (next.metadata.deletionTimestamp && isNew) {
      const when = '`deallocationRequested` or `deletionTimestamp` are set';
      errors.push(forbidden(path, `new entries may not be added while ${when}`));
    }
  }
  if (!status.allocation) return errors;
  if (!old.allocation)
    checkAllocation(errors, 'status.allocation', status.allocation, requestsOf(next.spec.devices ?? {}));
  else if (!equalData(status.allocation, old.allocation)) {
    errors.push(invalid('status.allocation', internalValue('AllocationResult', status.allocation), FIELD_IMMUTABLE));
  }
  return errors;
}

function checkReservations(errors: Errors, { status }: ResourceClaim): void {
  const check = (list: Errors, path: string, consumer: object) => {
    for (const field of ['resource', 'name', 'uid'] as const) {
      if (!(consumer as Record<string, string>)[field]) list.push(required(`${path}.${field}`));
    }
  };
  checkSet(errors, 'status.reservedFor', status?.reservedFor, MAX_CONSUMERS, check, ({ uid = '' }) => uid);
}

function checkAllocation(errors: Errors, path: string, allocation: AllocationResult, hasRequest: HasRequest): void {
  const { devices = {}, nodeSelector } = allocation;
  checkSlice(errors, `${path}.devices.results`, devices.results, MAX_REQUESTS, (list, at, result) => {
    checkReference(list, `${at}.request`, result.request ?? '', hasRequest);
    checkDriverName(list, `${at}.driver`, result.driver);
    checkPoolName(list, `${at}.pool`, result.pool);
    checkLabelName(list, `${at}.device`, result.device);
    checkBindingConditions(list, at, result);
    if (result.shareID !== undefined) checkUid(list, `${at}.shareID`, result.shareID);
  });
  checkSlice(errors, `${path}.devices.config`, devices.config, 2 * MAX_CONFIGURATIONS, (list, at, config) => {
    const source: string = config.source ?? '';
    if (!source) list.push(required(`${at}.source`));
    else if (source !== 'FromClaim' && source !== 'FromClass') {
      list.push(notSupported(`${at}.source`, source, ['FromClaim', 'FromClass']));
    }
    checkReferences(list, `${at}.requests`, config.requests, hasRequest);
    checkConfiguration(list, at, config);
  });
  if (nodeSelector) checkNodeSelector(errors, `${path}.nodeSelector`, nodeSelector);
}

/** As Go prints the id of a device. */
function internalId({ driver, pool, device, shareID }: Named): object {
  return goStruct({ Driver: driver, Pool: pool, Device: device, ShareID: shareID ?? '' });
}

function checkDevice(
  errors: Errors,
  path: string,
  device: AllocatedDeviceStatus,
  allocated: ReadonlySet<string>,
): void {
  const { driver, pool, device: name, shareID, data, networkData } = device;
  const conditions = device.conditions ?? [];
  checkDriverName(errors, `${path}.driver`, driver);
  checkPoolName(errors, `${path}.pool`, pool);
  checkLabelName(errors, `${path}.device`, name);
  if (shareID !== undefined) checkUid(errors, `${path}.shareID`, shareID);
  if (!allocated.has(sharedDeviceId(device))) {
    errors.push(invalid(path, internalId(device), 'must be an allocated device in the claim'));
  }
  if (conditions.length > MAX_CONDITIONS) {
    errors.push(tooMany(`${path}.conditions`, conditions.length, MAX_CONDITIONS));
  }
  checkConditions(errors, `${path}.conditions`, conditions);
  if (data !== undefined && data !== null) checkData(errors, `${path}.data`, data);
  if (networkData) checkNetwork(errors, `${path}.networkData`, networkData);
}

function checkNetwork(errors: Errors, path: string, data: NetworkDeviceData): void {
  const { interfaceName = '', hardwareAddress = '', ips } = data;
  if (interfaceName.length > MAX_INTERFACE_BYTES) errors.push(tooLong(`${path}.interfaceName`, MAX_INTERFACE_BYTES));
  if (hardwareAddress.length > MAX_HARDWARE_BYTES) errors.push(tooLong(`${path}.hardwareAddress`, MAX_HARDWARE_BYTES));
  checkSet(errors, `${path}.ips`, ips, MAX_ADDRESSES, checkInterfaceAddress, (ip) => ip);
}
