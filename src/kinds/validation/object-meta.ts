// Rules for every object's metadata: name, labels, annotations, owner references, finalizers.
// upstream: apimachinery/pkg/api/validation/objectmeta.go and apis/meta/v1/validation

import type { ObjectMeta, OwnerReference, TemplateMeta } from '../generated/types.gen';
import { goStruct } from '../go-json';
import type { KubeObject } from '../kind';
import { addInvalid, type Errors, forbidden, invalid, required, tooLong } from './field-error';
import { dns1123Label, dns1123Subdomain, labelValue, type NameRule, pathSegmentName, qualifiedName } from './names';

const MAX_ANNOTATION_BYTES = 262_144;

type StringMap = Readonly<Record<string, string>>;

/** A name rule for a prefix that gets a suffix: a trailing dash is fine. upstream: maskTrailingDash */
export function asPrefix(rule: NameRule): NameRule {
  return (text) => rule(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text);
}

/** The rules for a new object of a built-in kind. upstream: core's ValidateObjectMeta */
export function checkObjectMeta(errors: Errors, object: KubeObject, nameRule: NameRule = dns1123Subdomain): void {
  checkAnyObjectMeta(errors, object, nameRule);
  checkQualifiedFinalizers(errors, object.metadata.finalizers);
  checkPathName(errors, object.metadata.name, nameRule);
}

/** The rules for a new object of any kind. upstream: ValidateObjectMetaAccessor */
export function checkAnyObjectMeta(errors: Errors, object: KubeObject, nameRule: NameRule = dns1123Subdomain): void {
  const { metadata } = object;
  if (metadata.generateName) {
    const problems = asPrefix(nameRule)(metadata.generateName);
    if (problems.length > 0) addInvalid(errors, 'metadata.generateName', metadata.generateName, problems);
  }
  if (!metadata.name) errors.push(required('metadata.name', 'name or generateName is required'));
  else addInvalid(errors, 'metadata.name', metadata.name, nameRule(metadata.name));
  if (metadata.namespace !== undefined) {
    addInvalid(errors, 'metadata.namespace', metadata.namespace, dns1123Label(metadata.namespace));
  }
  checkChangeableMeta(errors, metadata, 'metadata');
  checkFinalizers(errors, metadata.finalizers, 'metadata.finalizers');
}

/**
 * The rules for an update; what is immutable in metadata the server checks itself. upstream: ValidateObjectMetaUpdate
 */
export function checkObjectMetaUpdate(errors: Errors, next: KubeObject): void {
  checkAnyObjectMetaUpdate(errors, next);
  checkQualifiedFinalizers(errors, next.metadata.finalizers);
}

/** upstream: ValidateObjectMetaAccessorUpdate */
export function checkAnyObjectMetaUpdate(errors: Errors, next: KubeObject): void {
  checkChangeableMeta(errors, next.metadata, 'metadata');
}

/** A template's metadata. upstream: ValidateTemplateObjectMeta and ValidatePodTemplateSpec */
export function checkTemplateMeta(
  errors: Errors,
  metadata: Pick<ObjectMeta, 'annotations' | 'labels'> | undefined,
  path: string,
): void {
  checkAnnotations(errors, metadata?.annotations, `${path}.annotations`);
  checkLabels(errors, metadata?.labels, `${path}.labels`);
}

/** Metadata's fields in the order of Go's type. */
export const META_ORDER = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
] as const satisfies readonly (keyof ObjectMeta)[];

/** Metadata of what is made by a template has labels and annotations, and nothing else. */
export function checkOnlyTemplateMeta(errors: Errors, given: TemplateMeta | undefined, path: string): void {
  const metadata = given as ObjectMeta | undefined;
  checkTemplateMeta(errors, metadata, path);
  for (const field of [...META_ORDER, 'managedFields'] as const) {
    if (field === 'annotations' || field === 'labels' || metadata?.[field] === undefined) continue;
    errors.push(forbidden(`${path}.${field}`, 'cannot be set'));
  }
}

function checkChangeableMeta(errors: Errors, metadata: ObjectMeta, path: string): void {
  checkLabels(errors, metadata.labels, `${path}.labels`);
  checkAnnotations(errors, metadata.annotations, `${path}.annotations`);
  checkOwners(errors, metadata.ownerReferences, `${path}.ownerReferences`);
}

/** Kinds with free names still may not have what breaks an address. upstream: rest.BeforeCreate */
function checkPathName(errors: Errors, name: string, nameRule: NameRule): void {
  if (!name || nameRule === pathSegmentName || errors.some(({ field }) => field === 'metadata.name')) return;
  addInvalid(errors, 'metadata.name', name, pathSegmentName(name));
}

/** upstream: metav1validation.ValidateLabels */
export function checkLabels(errors: Errors, labels: StringMap | undefined, path: string): void {
  if (!labels || isKnownFine(labels)) return;
  const before = errors.length;
  for (const key in labels) {
    addInvalid(errors, path, key, qualifiedName(key));
    const value = labels[key] as string;
    addInvalid(errors, path, value, labelValue(value));
  }
  if (errors.length === before) fineLabels.add(labels);
}

/** Label maps that passed before: pods of one template share theirs. */
const fineLabels = new WeakSet<object>();
const isKnownFine = (labels: object) => fineLabels.has(labels);

/** upstream: ValidateAnnotations */
export function checkAnnotations(errors: Errors, annotations: StringMap | undefined, path: string): void {
  if (!annotations) return;
  let bytes = 0;
  for (const key in annotations) {
    addInvalid(errors, path, key, qualifiedName(key.toLowerCase()));
    bytes += byteLength(key) + byteLength(annotations[key] as string);
  }
  if (bytes > MAX_ANNOTATION_BYTES) errors.push(tooLong(path, MAX_ANNOTATION_BYTES));
}

/** Length of a text in UTF-8. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // A surrogate pair is two units here and four bytes there.
    if (code > 0x7f) bytes += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

/** upstream: ValidateOwnerReferences */
function checkOwners(errors: Errors, owners: readonly OwnerReference[] | undefined, path: string): void {
  let controller: string | undefined;
  for (const owner of owners ?? []) {
    checkOwner(errors, owner, path);
    if (owner.controller !== true) continue;
    const text = `${owner.kind}/${owner.name}`;
    if (controller !== undefined) {
      const found = `Found "true" in references for ${controller} and ${text}`;
      const list = (owners ?? []).map(ownerStruct);
      errors.push(invalid(path, list, `Only one reference can have Controller set to true. ${found}`));
    } else controller = text;
  }
}

function checkOwner(errors: Errors, owner: OwnerReference, path: string): void {
  if (versionOf(owner.apiVersion) === '')
    errors.push(invalid(`${path}.apiVersion`, owner.apiVersion, 'version must not be empty'));
  for (const field of ['kind', 'name', 'uid'] as const) {
    if (!owner[field]) errors.push(invalid(`${path}.${field}`, '', 'must not be empty'));
  }
  if (owner.apiVersion === 'v1' && owner.kind === 'Event') {
    errors.push(invalid(path, ownerStruct(owner), '/v1, Kind=Event is disallowed from being an owner'));
  }
}

/** Empty for what is no version. upstream: schema.ParseGroupVersion */
function versionOf(apiVersion: string): string {
  const parts = apiVersion.split('/');
  return parts.length > 2 ? '' : (parts.at(-1) as string);
}

/** An owner reference with its fields in the order of Go's type. */
function ownerStruct({ apiVersion, kind, name, uid, controller, blockOwnerDeletion }: OwnerReference): object {
  return goStruct({ apiVersion, kind, name, uid, controller, blockOwnerDeletion });
}

const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** upstream: ValidateFinalizers */
function checkFinalizers(errors: Errors, finalizers: readonly string[] | undefined, path: string): void {
  if (!finalizers) return;
  for (const finalizer of finalizers) addInvalid(errors, path, finalizer, qualifiedName(finalizer));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(invalid(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'));
  }
}

/** upstream: core's validateKubeFinalizerName */
function checkQualifiedFinalizers(errors: Errors, finalizers: readonly string[] | undefined): void {
  finalizers?.forEach((finalizer, index) => {
    checkQualifiedFinalizer(errors, finalizer, `metadata.finalizers[${index}]`);
  });
}

/** A finalizer without a domain has to be one of the standard ones. */
export function checkQualifiedFinalizer(errors: Errors, finalizer: string, path: string): void {
  if (finalizer.includes('/') || STANDARD_FINALIZERS.includes(finalizer)) return;
  errors.push(invalid(path, finalizer, 'name is neither a standard finalizer name nor is it fully qualified'));
}
