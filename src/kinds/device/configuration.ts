// What is handed to a device's driver: an object of JSON that nobody else reads.
// upstream: pkg/apis/resource/validation validateDeviceConfiguration, validateRawExtension

import type { OpaqueDeviceConfiguration } from '../generated/types.gen';
import { type Errors, invalid, required, tooLong } from '../validation/field-error';
import { byteLength } from '../validation/object-meta';
import { checkDriverName } from './names';

export const MAX_CONFIGURATIONS = 32;
export const MAX_DATA_BYTES = 10 * 1024;

export interface Configured {
  readonly opaque?: OpaqueDeviceConfiguration | undefined;
}

/** @param isStored the configuration was there before: it may be of any size */
export function checkConfiguration(errors: Errors, path: string, { opaque }: Configured, isStored = false): void {
  if (!opaque) return void errors.push(required(`${path}.opaque`));
  checkDriverName(errors, `${path}.opaque.driver`, opaque.driver);
  checkData(errors, `${path}.opaque.parameters`, opaque.parameters, isStored);
}

export function checkData(errors: Errors, path: string, data: unknown, isStored = false): void {
  if (data === undefined || data === null) return void errors.push(required(path));
  if (!isStored && byteLength(JSON.stringify(data)) > MAX_DATA_BYTES) errors.push(tooLong(path, MAX_DATA_BYTES));
  else if (typeof data !== 'object' || Array.isArray(data)) {
    errors.push(invalid(path, '<value omitted>', 'must be a valid JSON object'));
  }
}
