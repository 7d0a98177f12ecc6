// What an update may say of an object's metadata: which object it means, and what stays the server's.
// upstream: apiserver/pkg/registry/rest/update.go BeforeUpdate, apimachinery/pkg/api/validation/objectmeta.go

import { equalData } from '../kinds/equal-data';
import type { ObjectMeta, OwnerReference } from '../kinds/generated/types.gen';
import { type FieldError, type KindRow, type KubeObject, objectKey } from '../kinds/kind';
import { forbidden, goQuote } from '../kinds/validation/field-error';
import { pathSegmentName } from '../kinds/validation/names';
import { checkAnyObjectMeta, checkAnyObjectMetaUpdate } from '../kinds/validation/object-meta';
import { withFields } from '../kinds/with-defaults';
import { ApiError, conflict, invalid, MODIFIED } from './api-error';
import type { RequestOptions } from './caller';
import { finalizersOf, withoutEmpty } from './metadata';

const NONE: readonly FieldError[] = [];

const SERVER_FIELDS = [
  'namespace',
  'uid',
  'creationTimestamp',
  'resourceVersion',
  'generation',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const satisfies readonly (keyof ObjectMeta)[];

/** What must stay as it is. */
export function immutableErrors(given: ObjectMeta, stored: ObjectMeta): readonly FieldError[] {
  if (given === stored) return NONE;
  const errors: FieldError[] = [];
  const refuse = (name: string, value: unknown) => {
    const message = `Invalid value: ${JSON.stringify(value)}: field is immutable`;
    errors.push({ type: 'FieldValueInvalid', field: `metadata.${name}`, message });
  };
  if (given.uid && given.uid !== stored.uid) refuse('uid', given.uid);
  // Once an object is being deleted what a client says of it does not count.
  if (given.deletionTimestamp && !stored.deletionTimestamp) refuse('deletionTimestamp', given.deletionTimestamp);
  if (given.deletionGracePeriodSeconds !== undefined && stored.deletionGracePeriodSeconds === undefined) {
    if (given.deletionGracePeriodSeconds !== null)
      refuse('deletionGracePeriodSeconds', given.deletionGracePeriodSeconds);
  }
  return errors;
}

/**
 * What is wrong with the metadata of any kind's update, by whatever way it came. Upstream checks the metadata as that
 * of a new object and as that of a changed one, before the kind's own rules do the latter once more.
 * upstream: apiserver/pkg/registry/rest validateCommonFields
 */
export function metadataErrors(
  next: KubeObject,
  stored: KubeObject,
  immutable: readonly FieldError[],
): readonly FieldError[] {
  if (next.metadata === stored.metadata) return immutable;
  const errors: FieldError[] = [];
  checkAnyObjectMeta(errors, next, pathSegmentName);
  const again = [...newFinalizers(next, stored), ...immutable];
  errors.push(...again);
  checkAnyObjectMetaUpdate(errors, next);
  errors.push(...again);
  return errors;
}

/** Nothing may come to hold an object that is being deleted. upstream: ValidateNoNewFinalizers */
function newFinalizers(next: KubeObject, stored: KubeObject): readonly FieldError[] {
  if (!stored.metadata.deletionTimestamp) return NONE;
  const added = finalizersOf(next).filter((finalizer) => !finalizersOf(stored).includes(finalizer));
  if (added.length === 0) return NONE;
  const list = added.map((finalizer) => `"${finalizer}"`).join(', ');
  const why = 'no new finalizers can be added if the object is being deleted, found new finalizers';
  return [forbidden('metadata.finalizers', `${why} []string{${list}}`)];
}

/** Errors: 409 Conflict for a stale resourceVersion or, in a PUT, another uid; 422 for one that must be given. */
export function checkPreconditions(row: KindRow, input: KubeObject, stored: KubeObject, isPatch = false): void {
  const { uid, resourceVersion, name } = input.metadata;
  if (!isPatch && uid && uid !== stored.metadata.uid) {
    const key = `/registry/${row.plural}/${objectKey(stored)}`;
    const got = `UID in precondition: ${uid}, UID in object meta: ${stored.metadata.uid}`;
    const detail = `ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: ${got}`;
    throw conflict(row, name, `StorageError: invalid object, Code: 4, Key: ${key}, ${detail}`);
  }
  if (resourceVersion && resourceVersion !== '0' && resourceVersion !== stored.metadata.resourceVersion) {
    throw versionFault(resourceVersion) ?? conflict(row, name, MODIFIED);
  }
  if (!resourceVersion && row.updateNeedsResourceVersion) {
    const message = 'Invalid value: 0: must be specified for an update';
    const subject = { ...row, kind: row.plural };
    throw invalid(subject, name, [{ type: 'FieldValueInvalid', field: 'metadata.resourceVersion', message }]);
  }
}

/** What Go says of a version that is no number. */
function versionFault(version: string): ApiError | undefined {
  const why = /^\d+$/.test(version) ? 'value out of range' : 'invalid syntax';
  if (why === 'value out of range' && BigInt(version) < 1n << 64n) return undefined;
  return new ApiError(500, undefined, `strconv.ParseUint: parsing ${goQuote(version)}: ${why}`);
}

/** Identity and deletion marks are the server's: what a client sends of them does not count. */
export function keepServerFields(input: KubeObject, stored: KubeObject): KubeObject {
  if (input.metadata === stored.metadata) return input;
  const { deletionTimestamp, deletionGracePeriodSeconds, selfLink, managedFields, generation, ...metadata } =
    input.metadata;
  const kept = stored.metadata;
  const own: { -readonly [K in (typeof SERVER_FIELDS)[number]]?: ObjectMeta[K] } = {};
  for (const field of SERVER_FIELDS) if (kept[field] !== undefined) own[field] = kept[field] as never;
  return withFields(input, { metadata: withoutEmpty(withFields<ObjectMeta>(metadata, own)) });
}

const DEDUPED = 'API server dedups owner references in 1.20+, and may reject such requests as early as 1.24';

/**
 * The object without owner references that are there twice, and a warning for them.
 * upstream: apiserver handlers/rest.go dedupOwnerReferencesAndAddWarning
 */
export function withoutRepeatedOwners(object: KubeObject, { isPatch, warnings }: RequestOptions): KubeObject {
  const references = object.metadata.ownerReferences;
  if (references === undefined || references.length < 2) return object;
  const isFirst = (reference: OwnerReference, index: number) =>
    references.findIndex((each) => equalData(each, reference)) === index;
  const kept = references.filter(isFirst);
  if (kept.length === references.length) return object;
  const uids = references.filter((reference, index) => !isFirst(reference, index)).map(({ uid }) => uid);
  // Those of a patch are looked at only after admission.
  const when = isPatch ? ' after mutating admission happens' : '';
  const fix = `please fix your requests; duplicate UID(s) observed: ${uids.join(', ')}`;
  warnings?.push(`.metadata.ownerReferences contains duplicate entries${when}; ${DEDUPED}; ${fix}`);
  return withFields(object, { metadata: withFields(object.metadata, { ownerReferences: kept }) });
}
