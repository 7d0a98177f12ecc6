// What StorageClasses and VolumeAttributesClasses share: a driver and parameters for it.
// upstream: pkg/apis/storage/validation validateProvisioner, validateParameters

import { addInvalid, type Errors, invalid, required, tooLong } from './validation/field-error';
import { qualifiedName } from './validation/names';
import { byteLength } from './validation/object-meta';

const MAX_PARAMETERS = 512;
const MAX_PARAMETER_BYTES = 256 * 1024;

export function checkDriver(errors: Errors, path: string, driver: string | undefined): void {
  if (!driver) return void errors.push(required(path));
  const name = driver.toLowerCase();
  addInvalid(errors, path, name, qualifiedName(name));
}

export function checkParameters(errors: Errors, path: string, parameters: Readonly<Record<string, string>>): void {
  const entries = Object.entries(parameters);
  if (entries.length > MAX_PARAMETERS) return void errors.push(tooLong(path, MAX_PARAMETERS));
  if (parameters[''] !== undefined) errors.push(invalid(path, '', 'field can not be empty.'));
  if (stringMapBytes(parameters) > MAX_PARAMETER_BYTES) errors.push(tooLong(path, MAX_PARAMETER_BYTES));
}

/** Bytes of all keys and values. */
export function stringMapBytes(map: Readonly<Record<string, string>>): number {
  return Object.entries(map).reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
}
