// What a PersistentVolumeClaim's status may say of its sizes.
// upstream: pkg/apis/core/validation ValidatePersistentVolumeClaimStatusUpdate

import type { PersistentVolumeClaim } from './generated/types.gen';
import type { FieldError } from './kind';
import { parseQuantity } from './quantity';
import { addInvalid, type Errors, invalid, notSupported, required } from './validation/field-error';
import { qualifiedName } from './validation/names';
import { checkObjectMetaUpdate } from './validation/object-meta';
import { isNative } from './validation/resources';

const RESIZES = [
  'ControllerResizeInProgress',
  'ControllerResizeInfeasible',
  'NodeResizeInProgress',
  'NodeResizeInfeasible',
  'NodeResizePending',
];

export function checkClaimStatus({ metadata, spec, status }: PersistentVolumeClaim): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, { metadata } as PersistentVolumeClaim);
  if (!spec?.accessModes?.length) errors.push(required('Spec.accessModes'));
  const { capacity, allocatedResourceStatuses: resizes, allocatedResources } = status ?? {};
  for (const name in capacity) checkSize(errors, `status.capacity[${name}]`, capacity[name] as string);
  const at = 'status.allocatedResourceStatuses';
  for (const name in resizes) {
    checkKey(errors, at, name);
    if (!RESIZES.includes(resizes[name] as string)) errors.push(notSupported(at, name, RESIZES));
  }
  const path = 'status.allocatedResources';
  for (const name in allocatedResources) {
    if (checkKey(errors, path, name)) checkSize(errors, `${path}[${name}]`, allocatedResources[name] as string);
  }
  return errors;
}

/** upstream: validateBasicResource */
function checkSize(errors: Errors, path: string, text: string): void {
  const size = parseQuantity(text)?.whole ?? 0;
  if (size < 0) errors.push(invalid(path, size, 'must be a valid resource quantity'));
}

/** upstream: validatePersistentVolumeClaimResourceKey */
function checkKey(errors: Errors, path: string, name: string): boolean {
  const before = errors.length;
  addInvalid(errors, path, name, qualifiedName(name));
  if (errors.length === before && isNative(name) && name !== 'storage') {
    errors.push(notSupported(path, name, ['storage']));
  }
  return errors.length === before;
}
