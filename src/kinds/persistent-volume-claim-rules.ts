// Rules for PersistentVolumeClaims: once created, only their size and class of attributes may change.
// upstream: pkg/apis/core/validation ValidatePersistentVolumeClaimUpdate; pkg/api/persistentvolumeclaim/util.go

import { equalData } from './equal-data';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from './generated/types.gen';
import type { FieldError } from './kind';
import { checkClaimSpec } from './pod-spec/check-claim';
import { internalDiff, internalValue } from './pod-spec/internal-value';
import { parseQuantity } from './quantity';
import { type Errors, FIELD_IMMUTABLE, forbidden, invalid } from './validation/field-error';
import { checkImmutable } from './validation/immutable';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { claimWarnings } from './warnings';

const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';
const FIXED =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';

export function checkNewClaim(claim: PersistentVolumeClaim, mayNameAnyGroup = false): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, claim);
  checkClaimSpec(errors, 'spec', claim.spec ?? {}, mayNameAnyGroup);
  return errors;
}

export function checkClaimUpdate(next: PersistentVolumeClaim, stored: PersistentVolumeClaim): readonly FieldError[] {
  // A claim from before there were two sources counts as if it had both.
  const [spec, old] = [next.spec ?? {}, withBothSources(stored.spec ?? {})];
  const hadGroup = old.dataSource?.apiGroup !== undefined || old.dataSourceRef?.apiGroup !== undefined;
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, next);
  errors.push(...checkNewClaim(next, hadGroup));
  const after = fixedPart(spec, stored);
  // The volume is named once.
  const before = old.volumeName ? old : present({ ...old, volumeName: spec.volumeName });
  const wasAnnotated = stored.metadata.annotations?.[CLASS_ANNOTATION];
  const isAnnotated = next.metadata.annotations?.[CLASS_ANNOTATION];
  if (wasAnnotated !== isAnnotated && !isMovedToField(next, stored)) {
    const path = `metadata.annotations[${CLASS_ANNOTATION}]`;
    errors.push(invalid(path, isAnnotated ?? '', FIELD_IMMUTABLE));
  }
  if (!equalData(after, before)) {
    const diff = internalDiff(
      internalValue('PersistentVolumeClaimSpec', before),
      internalValue('PersistentVolumeClaimSpec', after),
    );
    errors.push(forbidden('spec', `${FIXED}\n${diff}`));
  }
  const [size, oldSize] = [sizeOf(spec.resources?.requests), sizeOf(old.resources?.requests)];
  if (size < oldSize && size <= sizeOf(stored.status?.capacity)) {
    errors.push(forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity'));
  }
  checkImmutable(errors, 'volumeMode', spec.volumeMode, old.volumeMode);
  const attributes = spec.volumeAttributesClassName;
  if (attributes !== old.volumeAttributesClassName && stored.status?.currentVolumeAttributesClassName !== undefined) {
    const to = attributes === undefined ? 'nil' : attributes === '' ? 'empty string' : undefined;
    const why = `update to ${to} is forbidden when status.currentVolumeAttributesClassName is not nil`;
    if (to) errors.push(forbidden('spec.volumeAttributesClassName', why));
  }
  return errors;
}

/** `dataSource` and `dataSourceRef` name the same, whichever was given. upstream: NormalizeDataSources */
export function withBothSources(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  const { dataSource, dataSourceRef } = spec;
  if (dataSource && !dataSourceRef) return { ...spec, dataSourceRef: dataSource };
  if (!dataSourceRef || dataSource || dataSourceRef.namespace) return spec;
  return { ...spec, dataSource: dataSourceRef };
}

const sizeOf = (amounts: Readonly<Record<string, string | number>> | undefined) =>
  parseQuantity(amounts?.storage ?? '0')?.nano ?? 0n;

/** The claim's spec as far as it is fixed: what may change is taken from the stored one. */
function fixedPart(spec: PersistentVolumeClaimSpec, { spec: old = {}, status, metadata }: PersistentVolumeClaim) {
  const annotated = metadata.annotations?.[CLASS_ANNOTATION] ?? spec.storageClassName;
  // A claim without a class may be given one, the annotated one if there is such.
  const isClassFree = old.storageClassName === undefined && annotated === spec.storageClassName;
  const kept = isClassFree ? { ...spec, storageClassName: undefined } : spec;
  if (status?.phase !== 'Bound') return present(kept);
  const storage = old.resources?.requests?.storage;
  const requests = { ...spec.resources?.requests, ...(storage === undefined ? {} : { storage }) };
  const resources = spec.resources?.requests ? { ...spec.resources, requests } : spec.resources;
  return present({ ...kept, resources, volumeAttributesClassName: old.volumeAttributesClassName });
}

function present<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** upstream: validateStorageClassUpgradeFromAnnotation */
function isMovedToField(next: PersistentVolumeClaim, stored: PersistentVolumeClaim): boolean {
  const before = stored.metadata.annotations?.[CLASS_ANNOTATION];
  const after = next.metadata.annotations?.[CLASS_ANNOTATION];
  if (before === undefined || stored.spec?.storageClassName !== undefined) return false;
  return next.spec?.storageClassName === before && (after === undefined || after === before);
}

export function claimObjectWarnings({ metadata, spec }: PersistentVolumeClaim): readonly string[] {
  const isAnnotated = metadata.annotations?.[CLASS_ANNOTATION] !== undefined;
  const text = 'deprecated since v1.8; use "storageClassName" attribute instead';
  return [
    ...(isAnnotated ? [`metadata.annotations[${CLASS_ANNOTATION}]: ${text}`] : []),
    ...claimWarnings('spec', spec),
  ];
}
