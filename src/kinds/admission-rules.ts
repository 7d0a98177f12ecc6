// What the kinds of admission policies have in common: which requests they are about, parameters, conditions.
// upstream: pkg/apis/admissionregistration/v1/defaults.go, validation/validation.go

import type {
  MatchCondition,
  MatchResources,
  NamedRuleWithOperations,
  ParamKind,
  ParamRef,
  Variable,
} from './generated/types.gen';
import type { ExpressionScope, NewPolicyExpressions, PolicyExpressions } from './policy-expressions';
import { checkRule } from './rule-with-operations';
import {
  addInvalid,
  duplicate,
  type Errors,
  forbidden,
  invalid,
  notSupported,
  required,
  tooMany,
} from './validation/field-error';
import { checkLabelSelector } from './validation/label-selector';
import { dns1035Label, dns1123Subdomain, pathSegmentName, qualifiedName } from './validation/names';
import { changeField, changeItems, withAbsent, withDefaults } from './with-defaults';

const FAILURE_POLICIES = ['Fail', 'Ignore'];
const MATCH_POLICIES = ['Equivalent', 'Exact'];
const MUTATING_OPERATIONS = ['*', 'CONNECT', 'CREATE', 'UPDATE'];
const NOT_FOUND_ACTIONS = ['Deny', 'Allow'];
const MAX_CONDITIONS = 64;

const ruleDefaults = (rule: NamedRuleWithOperations) => withDefaults(rule, { scope: '*' });

export function matchResourcesDefaults(match: MatchResources): MatchResources {
  const selected = withDefaults(match, { matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} });
  const ruled = changeItems(selected, 'resourceRules', ruleDefaults) as MatchResources;
  return changeItems(ruled, 'excludeResourceRules', ruleDefaults) as MatchResources;
}

interface PolicySpec {
  readonly failurePolicy?: 'Fail' | 'Ignore' | undefined;
  readonly matchConstraints?: MatchResources | undefined;
  readonly paramKind?: ParamKind | undefined;
  readonly matchConditions?: readonly MatchCondition[] | undefined;
  readonly variables?: readonly Variable[] | undefined;
}

export function policySpecDefaults<S extends PolicySpec>(spec: S): S {
  const filled = withAbsent(spec, { failurePolicy: 'Fail' } as S);
  return changeField(filled, 'matchConstraints', (match) => matchResourcesDefaults(match as MatchResources) as never);
}

export function bindingSpecDefaults<S extends { readonly matchResources?: MatchResources | undefined }>(spec: S): S {
  return changeField(spec, 'matchResources', (match) => matchResourcesDefaults(match as MatchResources) as never);
}

/** The rules of both policies' specs up to what they do; the scope of their expressions. */
export function checkPolicySpec(
  errors: Errors,
  spec: PolicySpec,
  expressions: NewPolicyExpressions,
  isMutating: boolean,
): ExpressionScope {
  const { failurePolicy, matchConstraints, paramKind, matchConditions = [] } = spec;
  const scope: ExpressionScope = { params: paramKind !== undefined, authorizer: true, patch: false };
  checkChoice(errors, 'spec.failurePolicy', failurePolicy, FAILURE_POLICIES);
  if (paramKind) checkParamKind(errors, 'spec.paramKind', paramKind);
  if (!matchConstraints) errors.push(required('spec.matchConstraints'));
  else {
    checkMatchResources(errors, 'spec.matchConstraints', matchConstraints);
    const { resourceRules = [] } = matchConstraints;
    if (resourceRules.length === 0) errors.push(required('spec.matchConstraints.resourceRules'));
    if (isMutating) checkMutatingOperations(errors, 'spec.matchConstraints.resourceRules.operations', resourceRules);
  }
  checkMatchConditions(errors, 'spec.matchConditions', matchConditions, expressions(false), scope);
  return scope;
}

function checkChoice(errors: Errors, path: string, value: string | undefined, choices: readonly string[]): void {
  if (value === undefined) errors.push(required(path));
  else if (!choices.includes(value)) errors.push(notSupported(path, value, choices));
}

/** Deletes cannot be changed. */
export function checkMutatingOperations(errors: Errors, path: string, rules: readonly NamedRuleWithOperations[]): void {
  for (const operation of rules.flatMap(({ operations = [] }) => operations)) {
    if (!MUTATING_OPERATIONS.includes(operation)) errors.push(notSupported(path, operation, MUTATING_OPERATIONS));
  }
}

function checkParamKind(errors: Errors, path: string, { apiVersion = '', kind = '' }: ParamKind): void {
  const parts = apiVersion === '/' ? ['', ''] : apiVersion.split('/');
  const [group, version] = parts.length === 1 ? ['', parts[0] as string] : (parts as [string, string]);
  if (apiVersion === '') errors.push(required(`${path}.apiVersion`));
  else if (parts.length > 2) {
    errors.push(invalid(`${path}.apiVersion`, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
  } else {
    const groupFaults = group === '' ? [] : dns1123Subdomain(group);
    if (groupFaults.length > 0) errors.push(invalid(`${path}.apiVersion`, group, groupFaults.join(',')));
    const versionFaults = dns1035Label(version);
    if (version === '') errors.push(invalid(`${path}.apiVersion`, apiVersion, 'version must be specified'));
    else if (versionFaults.length > 0) errors.push(invalid(`${path}.apiVersion`, version, versionFaults.join(',')));
  }
  const kindFaults = dns1035Label(kind.toLowerCase());
  if (kind === '') errors.push(required(`${path}.kind`));
  else if (kindFaults.length > 0) {
    const why = `may have mixed case, but should otherwise match: ${kindFaults.join(',')}`;
    errors.push(invalid(`${path}.kind`, kind, why));
  }
}

export function checkMatchResources(errors: Errors, path: string, match: MatchResources): void {
  checkChoice(errors, `${path}.matchPolicy`, match.matchPolicy, MATCH_POLICIES);
  for (const field of ['namespaceSelector', 'objectSelector'] as const) {
    if (match[field]) checkLabelSelector(errors, `${path}.${field}`, match[field]);
    else errors.push(required(`${path}.${field}`));
  }
  for (const field of ['resourceRules', 'excludeResourceRules'] as const) {
    match[field]?.forEach((rule, index) => {
      checkNamedRule(errors, `${path}.${field}[${index}]`, rule);
    });
  }
}

function checkNamedRule(errors: Errors, path: string, rule: NamedRuleWithOperations): void {
  const names = rule.resourceNames ?? [];
  names.forEach((name, index) => {
    addInvalid(errors, `${path}.resourceNames[${index}]`, name, pathSegmentName(name));
    if (names.indexOf(name) < index) errors.push(duplicate(`${path}.resourceNames[${index}]`, name));
  });
  checkRule(errors, path, rule);
}

export function checkMatchConditions(
  errors: Errors,
  path: string,
  conditions: readonly MatchCondition[],
  expressions: PolicyExpressions,
  scope: ExpressionScope,
): void {
  if (conditions.length > MAX_CONDITIONS) errors.push(tooMany(path, conditions.length, MAX_CONDITIONS));
  conditions.forEach(({ name, expression }, index) => {
    const at = `${path}[${index}]`;
    const trimmed = expression.trim();
    if (trimmed === '') errors.push(required(`${at}.expression`));
    else checkExpression(errors, `${at}.expression`, trimmed, expressions.check(trimmed, 'bool', scope));
    if (!name) errors.push(required(`${at}.name`));
    else addInvalid(errors, `${at}.name`, name, qualifiedName(name));
    const isTwice = name && conditions.slice(0, index).some((other) => other.name === name);
    if (isTwice) errors.push(duplicate(`${at}.name`, name));
  });
}

/** Reports why an expression was refused, if it was. */
export function checkExpression(errors: Errors, path: string, expression: string, reason: string | undefined): void {
  if (reason !== undefined) errors.push(invalid(path, expression, reason));
}

const IDENTIFIER = /^[_a-zA-Z][_a-zA-Z0-9]*$/;
const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

export function checkVariables(
  errors: Errors,
  variables: readonly Variable[],
  expressions: PolicyExpressions,
  scope: ExpressionScope,
): void {
  variables.forEach(({ name, expression }, index) => {
    const path = `spec.variables[${index}]`;
    if (name.trim() === '') errors.push(required(`${path}.name`, 'name is not specified'));
    else if (!IDENTIFIER.test(name) || RESERVED.has(name)) {
      errors.push(invalid(`${path}.name`, name, 'must be a valid CEL identifier'));
    }
    if (expression.trim() === '') errors.push(required(`${path}.expression`, 'expression is not specified'));
    else checkExpression(errors, `${path}.expression`, expression, expressions.declare(name, expression, scope));
  });
}

export function checkPolicyName(errors: Errors, policyName: string | undefined): void {
  if (!policyName) errors.push(required('spec.policyName'));
  else addInvalid(errors, 'spec.policyName', policyName, dns1123Subdomain(policyName));
}

export function checkParamRef(
  errors: Errors,
  path: string,
  { name, selector, parameterNotFoundAction }: ParamRef,
): void {
  const exclusive = 'name and selector are mutually exclusive';
  if (name) {
    addInvalid(errors, `${path}.name`, name, pathSegmentName(name));
    if (selector) errors.push(forbidden(`${path}.name`, exclusive));
  }
  if (selector) {
    checkLabelSelector(errors, `${path}.selector`, selector);
    if (name) errors.push(forbidden(`${path}.selector`, exclusive));
  }
  if (!name && !selector) errors.push(required(path, 'one of name or selector must be specified'));
  const action = `${path}.parameterNotFoundAction`;
  if (!parameterNotFoundAction) errors.push(required(action));
  else if (!NOT_FOUND_ACTIONS.includes(parameterNotFoundAction)) {
    errors.push(notSupported(action, parameterNotFoundAction, NOT_FOUND_ACTIONS));
  }
}
