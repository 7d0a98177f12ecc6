// Rules for the spec of a claim: in PersistentVolumeClaims, StatefulSets and ephemeral volumes.
// upstream: pkg/apis/core/validation ValidatePersistentVolumeClaimSpec

import { equalData } from '../equal-data';
import type { PersistentVolumeClaimSpec, TypedObjectReference } from '../generated/types.gen';
import { parseQuantity } from '../quantity';
import { addInvalid, type Errors, forbidden, invalid, notSupported, required } from '../validation/field-error';
import { checkLabelSelector } from '../validation/label-selector';
import { dns1123Label, dns1123Subdomain } from '../validation/names';
import { checkAmount } from '../validation/resources';

export const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
export const VOLUME_MODES = ['Block', 'Filesystem'];

/** `mayNameAnyGroup`: the group of a data source is not judged, because there was one before. */
export function checkClaimSpec(
  errors: Errors,
  path: string,
  spec: PersistentVolumeClaimSpec,
  mayNameAnyGroup = false,
): void {
  checkAccessModes(errors, path, spec);
  checkStorage(errors, `${path}.resources[storage]`, spec);
  const { storageClassName, volumeMode, volumeAttributesClassName } = spec;
  if (storageClassName)
    addInvalid(errors, `${path}.storageClassName`, storageClassName, dns1123Subdomain(storageClassName));
  if (volumeMode !== undefined && !VOLUME_MODES.includes(volumeMode)) {
    errors.push(notSupported(`${path}.volumeMode`, volumeMode, VOLUME_MODES));
  }
  checkDataSources(errors, path, spec, mayNameAnyGroup);
  if (volumeAttributesClassName) {
    const at = `${path}.volumeAttributesClassName`;
    addInvalid(errors, at, volumeAttributesClassName, dns1123Subdomain(volumeAttributesClassName));
  }
}

function checkAccessModes(
  errors: Errors,
  path: string,
  { accessModes = [], selector }: PersistentVolumeClaimSpec,
): void {
  const at = `${path}.accessModes`;
  if (accessModes.length === 0) errors.push(required(at, 'at least 1 access mode is required'));
  checkLabelSelector(errors, `${path}.selector`, selector);
  for (const mode of accessModes) if (!ACCESS_MODES.includes(mode)) errors.push(notSupported(at, mode, ACCESS_MODES));
  const others = accessModes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode));
  if (others && accessModes.includes('ReadWriteOncePod')) {
    errors.push(forbidden(at, 'may not use ReadWriteOncePod with other access modes'));
  }
}

function checkStorage(errors: Errors, path: string, { resources }: PersistentVolumeClaimSpec): void {
  const storage = resources?.requests?.storage;
  if (storage === undefined) errors.push(required(path));
  else if ((parseQuantity(storage)?.nano ?? 0n) <= 0n) {
    errors.push(invalid(path, parseQuantity(storage)?.text ?? '0', 'must be greater than zero'));
  } else checkAmount(errors, path, 'storage', storage);
}

function checkDataSources(
  errors: Errors,
  path: string,
  { dataSource, dataSourceRef }: PersistentVolumeClaimSpec,
  mayNameAnyGroup: boolean,
): void {
  if (dataSource) checkDataSource(errors, `${path}.dataSource`, dataSource, mayNameAnyGroup);
  if (dataSourceRef) checkDataSource(errors, `${path}.dataSourceRef`, dataSourceRef, mayNameAnyGroup);
  if (!dataSource || !dataSourceRef) return;
  const { namespace, ...ref } = dataSourceRef;
  if (namespace) errors.push(invalid(path, {}, 'may not be specified when dataSourceRef.namespace is specified'));
  else if (!equalData(dataSource, ref)) errors.push(invalid(path, {}, 'must match dataSourceRef'));
}

function checkDataSource(errors: Errors, path: string, source: TypedObjectReference, mayNameAnyGroup: boolean): void {
  const { apiGroup, kind, name, namespace } = source;
  if (!name) errors.push(required(`${path}.name`));
  if (!kind) errors.push(required(`${path}.kind`));
  if (!apiGroup && kind !== 'PersistentVolumeClaim') {
    errors.push(invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  }
  if (apiGroup && !mayNameAnyGroup) addInvalid(errors, `${path}.apiGroup`, apiGroup, dns1123Subdomain(apiGroup));
  if (namespace) addInvalid(errors, `${path}.namespace`, namespace, dns1123Label(namespace));
}
