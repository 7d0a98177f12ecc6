// The rules for a definition, new or changed.
// upstream: apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go

import type {
  CustomResourceDefinition,
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
} from '../../kinds/generated/types.gen';
import { type Errors, FIELD_IMMUTABLE, invalid, notSupported, required } from '../../kinds/validation/field-error';
import { dns1035Label, dns1123Subdomain } from '../../kinds/validation/names';
import { checkAnyObjectMeta, checkAnyObjectMetaUpdate } from '../../kinds/validation/object-meta';
import { isTrue } from '../conditions';
import type { Schema } from '../schema';
import { APPROVAL, approvalOf, isProtectedGroup } from './api-approval';
import { checkConversion } from './check-conversion';
import { checkNames, checkRequiredNames } from './check-names';
import { checkValidation } from './check-validation';
import { checkColumn, checkDeprecation, checkSelectableFields, checkSubresources } from './check-version';
import { type InternalSpec, internalSpec } from './internal-spec';
import { internalVersion } from './internal-value';

export function checkDefinition(definition: CustomResourceDefinition): Errors {
  const errors: Errors = [];
  const { plural } = definition.spec.names;
  checkAnyObjectMeta(errors, definition, (name) => {
    const problems = dns1123Subdomain(name);
    const isOwn = name === `${plural}.${definition.spec.group}`;
    return isOwn ? problems : [...problems, 'must be spec.names.plural+"."+spec.group'];
  });
  checkSpec(errors, definition.spec);
  checkRest(errors, definition, undefined);
  return errors;
}

export function checkDefinitionUpdate(next: CustomResourceDefinition, stored: CustomResourceDefinition): Errors {
  const errors: Errors = [];
  checkAnyObjectMetaUpdate(errors, next);
  checkSpec(errors, next.spec);
  const { names, scope, group } = next.spec;
  const old = stored.spec;
  const fixed = (field: string, value: string, before: string) => {
    if (value !== before) errors.push(invalid(`spec.${field}`, value, FIELD_IMMUTABLE));
  };
  if (isTrue(stored, 'Established')) {
    fixed('scope', scope, old.scope);
    fixed('names.kind', names.kind, old.names.kind);
  }
  fixed('group', group, old.group);
  fixed('names.plural', names.plural, old.names.plural);
  checkRest(errors, next, stored);
  return errors;
}

export function checkDefinitionStatus(next: CustomResourceDefinition): Errors {
  const errors: Errors = [];
  checkAnyObjectMetaUpdate(errors, next);
  if (next.status?.acceptedNames) checkNames(errors, next.status.acceptedNames, 'status.acceptedNames');
  return errors;
}

function checkRest(errors: Errors, next: CustomResourceDefinition, stored: CustomResourceDefinition | undefined): void {
  const { acceptedNames, storedVersions = [] } = next.status ?? {};
  if (acceptedNames) checkNames(errors, acceptedNames, 'status.acceptedNames');
  checkStoredVersions(errors, storedVersions ?? [], next.spec.versions ?? []);
  checkApproval(errors, next, stored);
  if (next.spec.preserveUnknownFields) {
    const instead = 'set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';
    errors.push(invalid('spec.preserveUnknownFields', true, `cannot set to true, ${instead}`));
  }
}

/** Specs that passed: those of one file, loaded into one cluster after another. */
const fineSpecs = new Set<string>();
const KNOWN_LIMIT = 500;

function checkSpec(errors: Errors, spec: CustomResourceDefinitionSpec): void {
  const text = JSON.stringify(spec);
  if (fineSpecs.has(text)) return;
  const found: Errors = [];
  checkNewSpec(found, spec);
  errors.push(...found);
  if (found.length > 0) return;
  if (fineSpecs.size >= KNOWN_LIMIT) fineSpecs.clear();
  fineSpecs.add(text);
}

function checkNewSpec(errors: Errors, spec: CustomResourceDefinitionSpec): void {
  const { group, scope, names, conversion } = spec;
  if (group === '') errors.push(required('spec.group'));
  else {
    const problems = dns1123Subdomain(group);
    if (problems.length > 0) errors.push(invalid('spec.group', group, problems.join(',')));
    else if (!group.includes('.')) {
      errors.push(invalid('spec.group', group, 'should be a domain with at least one dot'));
    }
  }
  const scopes = ['Cluster', 'Namespaced'];
  if (scope === '') errors.push(required('spec.scope'));
  else if (!scopes.includes(scope)) errors.push(notSupported('spec.scope', scope, scopes));
  const internal = internalSpec(spec);
  checkSchemasThere(errors, spec, internal);
  checkVersions(errors, spec, internal);
  checkRequiredNames(errors, names, 'spec.names');
  checkNames(errors, names, 'spec.names');
  checkCommon(errors, internal);
  if (conversion && conversion.strategy !== 'None' && spec.preserveUnknownFields) {
    const detail = 'must be None if spec.preserveUnknownFields is true';
    errors.push(invalid('spec.conversion.strategy', conversion.strategy, detail));
  }
  if (conversion) checkConversion(errors, conversion, 'spec.conversion');
}

function checkSchemasThere(errors: Errors, spec: CustomResourceDefinitionSpec, internal: InternalSpec): void {
  if (!internal.validation?.openAPIV3Schema) {
    for (const [index, version] of internal.versions.entries()) {
      if (!version.schema?.openAPIV3Schema) errors.push(required(`spec.versions[${index}].schema.openAPIV3Schema`));
    }
  }
  if (!spec.preserveUnknownFields || !(spec.versions ?? []).some(({ schema }) => hasDefault(schema?.openAPIV3Schema)))
    return;
  const detail = 'must be false in order to use defaults in the schema';
  errors.push(invalid('spec.preserveUnknownFields', true, detail));
}

function hasDefault(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  return (schema as Schema).default !== undefined || Object.values(schema).some(hasDefault);
}

function checkVersions(errors: Errors, spec: CustomResourceDefinitionSpec, internal: InternalSpec): void {
  const { versions } = internal;
  for (const [index, version] of versions.entries()) {
    const path = `spec.versions[${index}]`;
    const problems = dns1035Label(version.name);
    if (problems.length > 0) errors.push(invalid(`${path}.name`, version.name, problems.join(',')));
    checkDeprecation(errors, version, path);
    checkParts(errors, version, (version.subresources ?? internal.subresources)?.status !== undefined, path);
  }
  checkTogether(errors, versions, spec.versions ?? null);
}

function checkParts(errors: Errors, parts: Partial<Parts>, hasStatus: boolean, path: string): void {
  const { schema, subresources, additionalPrinterColumns = [], selectableFields = [] } = parts;
  checkValidation(errors, schema, hasStatus, `${path}.schema`);
  checkSubresources(errors, subresources, `${path}.subresources`);
  for (const [index, column] of (additionalPrinterColumns ?? []).entries()) {
    checkColumn(errors, column, `${path}.additionalPrinterColumns[${index}]`);
  }
  if (!selectableFields?.length) return;
  const root = schema?.openAPIV3Schema;
  if (root) checkSelectableFields(errors, selectableFields, root, `${path}.selectableFields`);
  else {
    const detail = 'may only be set when `version.schema.openAPIV3Schema` is not included';
    errors.push(invalid(`${path}.selectableFields`, '', detail));
  }
}

type Parts = Pick<
  CustomResourceDefinitionVersion,
  'schema' | 'subresources' | 'additionalPrinterColumns' | 'selectableFields'
>;

function checkTogether(
  errors: Errors,
  versions: readonly CustomResourceDefinitionVersion[],
  given: readonly CustomResourceDefinitionVersion[] | null,
): void {
  const value = given && versions.map(internalVersion);
  const add = (detail: string) => errors.push(invalid('spec.versions', value, detail));
  const names = versions.map(({ name }) => name);
  if (new Set(names).size < names.length) add('must contain unique version names');
  if (versions.filter(({ storage }) => storage).length !== 1) {
    add('must have exactly one version marked as storage version');
  }
  const [first] = versions;
  const problems = first ? dns1035Label(first.name) : [];
  if (first && problems.length > 0) errors.push(invalid('spec.version', first.name, problems.join(',')));
}

/** What all versions share. */
function checkCommon(errors: Errors, internal: InternalSpec): void {
  const { validation, subresources, additionalPrinterColumns, selectableFields, versions } = internal;
  const hasStatus = [subresources, ...versions.map((version) => version.subresources)].some(
    (each) => each?.status !== undefined && each.status !== null,
  );
  checkValidation(errors, validation, hasStatus, 'spec.validation');
  checkSubresources(errors, subresources, 'spec.subresources');
  for (const [index, column] of (additionalPrinterColumns ?? []).entries()) {
    checkColumn(errors, column, `spec.additionalPrinterColumns[${index}]`);
  }
  if (!selectableFields?.length) return;
  const root = validation?.openAPIV3Schema;
  if (root) checkSelectableFields(errors, selectableFields, root, 'spec.selectableFields');
  else errors.push(invalid('spec.selectableFields', '', 'may only be set when validations.schema is included'));
}

function checkStoredVersions(
  errors: Errors,
  stored: readonly string[],
  versions: readonly CustomResourceDefinitionVersion[],
): void {
  const path = 'status.storedVersions';
  if (stored.length === 0) {
    errors.push(invalid(path, null, 'must have at least one stored version'));
    return;
  }
  for (const { name, storage } of versions) {
    if (storage && !stored.includes(name)) errors.push(invalid(path, stored, `must have the storage version ${name}`));
  }
  for (const [index, name] of stored.entries()) {
    if (versions.some((version) => version.name === name)) continue;
    const until = `until a storage migration ensures no data remains persisted in ${name}`;
    const detail =
      `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions ` +
      `${until} and removes ${name} from status.storedVersions`;
    errors.push(invalid(`${path}[${index}]`, name, detail));
  }
}

function checkApproval(
  errors: Errors,
  next: CustomResourceDefinition,
  stored: CustomResourceDefinition | undefined,
): void {
  if (!isProtectedGroup(next.spec.group)) return;
  const { annotations } = next.metadata;
  const { state, reason } = approvalOf(annotations);
  if (stored && approvalOf(stored.metadata.annotations).state === state) return;
  const path = `metadata.annotations[${APPROVAL}]`;
  if (state === 'invalid') errors.push(invalid(path, annotations?.[APPROVAL], reason));
  if (state === 'missing') errors.push(required(path, reason));
}
