// MutatingAdmissionPolicy and its binding: what the API server does with them.
// upstream: pkg/registry/admissionregistration/mutatingadmissionpolicy/strategy.go,
// pkg/apis/admissionregistration/validation/validation.go

import {
  bindingSpecDefaults,
  checkExpression,
  checkMatchResources,
  checkMutatingOperations,
  checkParamRef,
  checkPolicyName,
  checkPolicySpec,
  checkVariables,
  policySpecDefaults,
} from './admission-rules';
import type { MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding, Mutation } from './generated/types.gen';
import { defineKind } from './kind';
import type { ExpressionResult, ExpressionScope, NewPolicyExpressions, PolicyExpressions } from './policy-expressions';
import { staticNameErrors, staticNameWarnings } from './static-name';
import { type Errors, invalid, notSupported, required } from './validation/field-error';
import { checkAnyObjectMeta } from './validation/object-meta';
import { withField } from './with-defaults';

const PATCH_TYPES = ['ApplyConfiguration', 'JSONPatch'];
const REINVOCATION_POLICIES = ['IfNeeded', 'Never'];

export const mutatingAdmissionPolicy = defineKind<MutatingAdmissionPolicy>({
  hasGeneration: true,
  updateNeedsResourceVersion: true,
  defaults: (object) => withField(object, 'spec', policySpecDefaults(object.spec ?? {})),
  validate: (object, expressions) => [...checkPolicy(object, expressions), ...staticNameErrors(object)],
  validateUpdate: (next, _stored, _warnings, expressions) => checkPolicy(next, expressions),
  warnings: staticNameWarnings,
});

export const mutatingAdmissionPolicyBinding = defineKind<MutatingAdmissionPolicyBinding>({
  hasGeneration: true,
  updateNeedsResourceVersion: true,
  defaults: (object) => withField(object, 'spec', bindingSpecDefaults(object.spec ?? {})),
  validate: (object) => [...checkBinding(object), ...staticNameErrors(object)],
  validateUpdate: (next) => checkBinding(next),
  warnings: staticNameWarnings,
});

function checkPolicy(policy: MutatingAdmissionPolicy, newExpressions: NewPolicyExpressions): Errors {
  const errors: Errors = [];
  checkAnyObjectMeta(errors, policy);
  const { variables = [], mutations = [], reinvocationPolicy } = policy.spec;
  const scope = checkPolicySpec(errors, policy.spec, newExpressions, true);
  const expressions = newExpressions(true);
  checkVariables(errors, variables, expressions, scope);
  if (mutations.length === 0) errors.push(required('spec.mutations', 'mutations must contain at least one item'));
  mutations.forEach((mutation, index) => {
    checkMutation(errors, `spec.mutations[${index}]`, mutation, expressions, { ...scope, patch: true });
  });
  if (!reinvocationPolicy) errors.push(required('spec.reinvocationPolicy'));
  else if (!REINVOCATION_POLICIES.includes(reinvocationPolicy)) {
    errors.push(notSupported('spec.reinvocationPolicy', reinvocationPolicy, REINVOCATION_POLICIES));
  }
  return errors;
}

const FORMS = {
  JSONPatch: { own: 'jsonPatch', other: 'applyConfiguration', result: 'list(JSONPatch)' },
  ApplyConfiguration: { own: 'applyConfiguration', other: 'jsonPatch', result: 'Object' },
} as const satisfies Record<string, { own: keyof Mutation; other: keyof Mutation; result: ExpressionResult }>;

function checkMutation(
  errors: Errors,
  path: string,
  mutation: Mutation,
  expressions: PolicyExpressions,
  scope: ExpressionScope,
): void {
  const { patchType } = mutation;
  if (!patchType) return void errors.push(required(`${path}.patchType`));
  if (!Object.hasOwn(FORMS, patchType)) {
    return void errors.push(notSupported(`${path}.patchType`, patchType, PATCH_TYPES));
  }
  const { own, other, result } = FORMS[patchType];
  const given = mutation[own];
  if (!given) errors.push(required(`${path}.${own}`, `must be specified when patchType is ${patchType}`));
  else {
    const trimmed = (given.expression ?? '').trim();
    if (trimmed === '') errors.push(required(`${path}.${own}.expression`));
    else checkExpression(errors, `${path}.${own}.expression`, trimmed, expressions.check(trimmed, result, scope));
  }
  if (mutation[other]) {
    errors.push(invalid(`${path}.${other}`, `{${other}}`, `must not be specified when patchType is ${patchType}`));
  }
}

function checkBinding(binding: MutatingAdmissionPolicyBinding): Errors {
  const errors: Errors = [];
  const { policyName, paramRef, matchResources } = binding.spec;
  checkAnyObjectMeta(errors, binding);
  checkPolicyName(errors, policyName);
  if (paramRef) checkParamRef(errors, 'spec.paramRef', paramRef);
  if (matchResources) {
    checkMatchResources(errors, 'spec.matchResources', matchResources);
    const { resourceRules = [] } = matchResources;
    checkMutatingOperations(errors, 'spec.matchResources.resourceRules.operations', resourceRules);
  }
  return errors;
}
