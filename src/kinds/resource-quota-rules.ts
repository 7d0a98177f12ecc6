// Rules for ResourceQuotas.
// upstream: pkg/apis/core/validation ValidateResourceQuota; pkg/registry/core/resourcequota/strategy.go

import type { ResourceQuota, ResourceQuotaSpec } from './generated/types.gen';
import type { FieldError } from './kind';
import { internalValue } from './pod-spec/internal-value';
import type { ResourceList } from './pod-spec/resource-list';
import { parseQuantity } from './quantity';
import { type Errors, FIELD_IMMUTABLE, invalid, required } from './validation/field-error';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { checkAmount, checkQuotaResourceName, isStandardQuotaResource } from './validation/resources';

export function checkNewQuota(quota: ResourceQuota): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, quota);
  checkSpec(errors, quota.spec ?? {});
  return errors;
}

export function checkQuotaUpdate(next: ResourceQuota, stored: ResourceQuota): readonly FieldError[] {
  const errors: Errors = [];
  const [scopes, old] = [next.spec?.scopes ?? [], stored.spec?.scopes ?? []];
  checkObjectMetaUpdate(errors, next);
  checkSpec(errors, next.spec ?? {});
  const isSame = scopes.every((scope) => old.includes(scope)) && old.every((scope) => scopes.includes(scope));
  if (!isSame) errors.push(invalid('spec.scopes', next.spec?.scopes ?? null, FIELD_IMMUTABLE));
  return errors;
}

export function checkQuotaStatus(next: ResourceQuota): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, next);
  checkAmounts(errors, 'status.hard', next.status?.hard);
  checkAmounts(errors, 'status.used', next.status?.used);
  return errors;
}

function checkSpec(errors: Errors, spec: ResourceQuotaSpec): void {
  checkAmounts(errors, 'spec.hard', spec.hard);
  if (spec.scopes?.length) {
    const refuse = (why: string) => errors.push(invalid('spec.scopes', spec.scopes, why));
    for (const scope of spec.scopes) {
      if (!SCOPES.includes(scope)) refuse('unsupported scope');
      for (const _ of unfitting(scope, spec.hard)) refuse('unsupported scope applied to resource');
    }
    for (const _ of conflicts(spec.scopes)) refuse('conflicting scopes');
  }
  if (spec.scopeSelector) checkScopeSelector(errors, 'spec.scopeSelector.matchExpressions', spec);
}

function checkAmounts(errors: Errors, path: string, amounts: ResourceList | undefined): void {
  for (const name in amounts) {
    checkQuotaResourceName(errors, `${path}[${name}]`, name);
    checkAmount(errors, `${path}[${name}]`, name, amounts[name] as string);
  }
}

const EXISTENCE_SCOPES = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];
const SCOPES = [...EXISTENCE_SCOPES, 'PriorityClass', 'VolumeAttributesClass'];
const CONFLICTS: readonly (readonly [string, string])[] = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
];

const conflicts = (scopes: readonly string[]) =>
  CONFLICTS.filter((pair) => pair.every((scope) => scopes.includes(scope)));

const POD_RESOURCES = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];

/** The limited resources that a scope cannot go with. */
function unfitting(scope: string, hard: ResourceList | undefined): readonly string[] {
  if (!SCOPES.includes(scope)) return [];
  const fitting =
    scope === 'BestEffort'
      ? ['pods']
      : scope === 'VolumeAttributesClass'
        ? ['persistentvolumeclaims', 'requests.storage']
        : ['pods', ...POD_RESOURCES];
  return Object.keys(hard ?? {}).filter((name) => isStandardQuotaResource(name) && !fitting.includes(name));
}

const EXISTS_ONLY =
  "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, " +
  'ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity';

function checkScopeSelector(errors: Errors, path: string, { scopeSelector, scopes, hard }: ResourceQuotaSpec): void {
  const expressions = scopeSelector?.matchExpressions ?? [];
  for (const { scopeName, operator, values = [] } of expressions) {
    const scope: string = scopeName ?? '';
    if (!SCOPES.includes(scope)) errors.push(invalid(`${path}.scopeName`, scope, 'unsupported scope'));
    for (const _ of unfitting(scope, hard)) {
      const value = internalValue('ScopeSelector', scopeSelector ?? {});
      errors.push(invalid(path, value, 'unsupported scope applied to resource'));
    }
    if (EXISTENCE_SCOPES.includes(scope) && operator !== 'Exists') {
      errors.push(invalid(`${path}.operator`, operator ?? '', EXISTS_ONLY));
    }
    if (operator === 'In' || operator === 'NotIn') {
      const why = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
      if (values.length === 0) errors.push(required(`${path}.values`, why));
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      const why = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
      if (values.length > 0) errors.push(invalid(`${path}.values`, values, why));
    } else errors.push(invalid(`${path}.operator`, operator ?? '', 'not a valid selector operator'));
  }
  for (const _ of conflicts(expressions.map(({ scopeName }) => scopeName))) {
    errors.push(invalid(path, scopes ?? null, 'conflicting scopes'));
  }
}

export function quotaWarnings({ spec }: ResourceQuota, stored?: ResourceQuota): readonly string[] {
  if (stored) return [];
  const hard: ResourceList = spec?.hard ?? {};
  return ['cpu', 'memory', 'storage', 'ephemeral-storage'].flatMap((resource) => {
    const isShort = resource === 'cpu' || resource === 'memory';
    const name = hard[`requests.${resource}`] === undefined && isShort ? resource : `requests.${resource}`;
    const limitName = `limits.${resource}`;
    const request = parseQuantity(hard[name] ?? '');
    const limit = parseQuantity(hard[limitName] ?? '');
    if (!request || !limit || request.nano <= limit.nano) return [];
    return [`ResourceQuota ${name} (${request.text}) should be less than ${limitName} (${limit.text})`];
  });
}
