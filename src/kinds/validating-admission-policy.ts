// ValidatingAdmissionPolicy and its binding: what the API server does with them.
// upstream: pkg/registry/admissionregistration/validatingadmissionpolicy/strategy.go,
// pkg/apis/admissionregistration/validation/validation.go

import {
  bindingSpecDefaults,
  checkExpression,
  checkMatchResources,
  checkParamRef,
  checkPolicyName,
  checkPolicySpec,
  checkVariables,
  policySpecDefaults,
} from './admission-rules';
import type {
  AuditAnnotation,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
  Validation,
} from './generated/types.gen';
import { keepAllButStatus, keepStatus } from './keep';
import { defineKind } from './kind';
import type { ExpressionScope, NewPolicyExpressions, PolicyExpressions } from './policy-expressions';
import { staticNameErrors, staticNameWarnings } from './static-name';
import { checkConditions } from './validation/conditions';
import { addInvalid, duplicate, type Errors, invalid, notSupported, required } from './validation/field-error';
import { qualifiedName } from './validation/names';
import { byteLength, checkAnyObjectMeta } from './validation/object-meta';
import { withField, withoutField } from './with-defaults';

const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
const ACTIONS = ['Audit', 'Deny', 'Warn'];
const MAX_AUDIT_ANNOTATIONS = 20;
const MAX_VALUE_EXPRESSION_BYTES = 5 * 1024;

export const validatingAdmissionPolicy = defineKind<ValidatingAdmissionPolicy>({
  hasGeneration: true,
  updateNeedsResourceVersion: true,
  defaults: (object) => withField(object, 'spec', policySpecDefaults(object.spec ?? {})),
  prepareCreate: (object) => withField(withoutField(object, 'status'), 'status', {}),
  prepareUpdate: keepStatus,
  prepareStatusUpdate: keepAllButStatus,
  validate: (object, expressions) => [...checkPolicy(object, expressions), ...staticNameErrors(object)],
  validateUpdate: (next, _stored, _warnings, expressions) => checkPolicy(next, expressions),
  warnings: staticNameWarnings,
  validateStatusUpdate: checkPolicyStatus,
});

export const validatingAdmissionPolicyBinding = defineKind<ValidatingAdmissionPolicyBinding>({
  hasGeneration: true,
  updateNeedsResourceVersion: true,
  defaults: (object) => withField(object, 'spec', bindingSpecDefaults(object.spec ?? {})),
  validate: (object) => [...checkBinding(object), ...staticNameErrors(object)],
  validateUpdate: (next) => checkBinding(next),
  warnings: staticNameWarnings,
});

function checkPolicy(policy: ValidatingAdmissionPolicy, newExpressions: NewPolicyExpressions): Errors {
  const errors: Errors = [];
  checkAnyObjectMeta(errors, policy);
  const { variables = [], validations = [], auditAnnotations = [] } = policy.spec;
  const scope = checkPolicySpec(errors, policy.spec, newExpressions, false);
  const expressions = newExpressions(variables.length > 0);
  checkVariables(errors, variables, expressions, scope);
  if (validations.length === 0 && auditAnnotations.length === 0) {
    const why = 'validations or auditAnnotations must contain at least one item';
    errors.push(required('spec.validations', why), required('spec.auditAnnotations', why));
    return errors;
  }
  validations.forEach((validation, index) => {
    checkValidation(errors, `spec.validations[${index}]`, validation, expressions, scope);
  });
  if (auditAnnotations.length > MAX_AUDIT_ANNOTATIONS) {
    const why = `must not have more than ${MAX_AUDIT_ANNOTATIONS} auditAnnotations`;
    errors.push(invalid('spec.auditAnnotations', auditAnnotations, why));
  }
  auditAnnotations.forEach((annotation, index) => {
    const path = `spec.auditAnnotations[${index}]`;
    checkAuditAnnotation(errors, path, policy.metadata.name, annotation, expressions, scope);
    const isTwice = auditAnnotations.slice(0, index).some(({ key }) => key === annotation.key);
    if (isTwice) errors.push(duplicate(`${path}.key`, annotation.key));
  });
  return errors;
}

function checkPolicyStatus({ status }: ValidatingAdmissionPolicy): Errors {
  const errors: Errors = [];
  status?.typeChecking?.expressionWarnings?.forEach(({ fieldRef, warning }, index) => {
    const path = `status.typeChecking.expressionWarnings[${index}]`;
    if (!warning) errors.push(required(`${path}.warning`));
    if (!fieldRef?.trim()) errors.push(required(`${path}.fieldRef`));
  });
  checkConditions(errors, 'status.conditions', status?.conditions);
  return errors;
}

function checkValidation(
  errors: Errors,
  path: string,
  { expression, message, messageExpression, reason }: Validation,
  expressions: PolicyExpressions,
  scope: ExpressionScope,
): void {
  if (expression.trim() === '') errors.push(required(`${path}.expression`, 'expression is not specified'));
  else checkExpression(errors, `${path}.expression`, expression, expressions.check(expression, 'bool', scope));
  const empty = 'must be non-empty if specified';
  if (messageExpression && messageExpression.trim() === '') {
    errors.push(invalid(`${path}.messageExpression`, messageExpression, empty));
  } else if (messageExpression) {
    const reason_ = expressions.check(messageExpression, 'string', { ...scope, authorizer: false });
    checkExpression(errors, `${path}.messageExpression`, messageExpression, reason_);
  }
  if (message && message.trim() === '') errors.push(invalid(`${path}.message`, message, empty));
  else if (message && /[\n\r]/.test(message.trim())) {
    errors.push(invalid(`${path}.message`, message, 'must not contain line breaks'));
  }
  if (reason !== undefined && !REASONS.includes(reason)) errors.push(notSupported(`${path}.reason`, reason, REASONS));
}

function checkAuditAnnotation(
  errors: Errors,
  path: string,
  policyName: string,
  { key, valueExpression }: AuditAnnotation,
  expressions: PolicyExpressions,
  scope: ExpressionScope,
): void {
  if (policyName) addInvalid(errors, `${path}.key`, `${policyName}/${key}`, qualifiedName(`${policyName}/${key}`));
  else errors.push(invalid(`${path}.key`, key, 'requires metadata.name be non-empty'));
  const trimmed = valueExpression.trim();
  const at = `${path}.valueExpression`;
  if (trimmed === '') errors.push(required(at, 'valueExpression is not specified'));
  else if (byteLength(trimmed) > MAX_VALUE_EXPRESSION_BYTES) {
    errors.push(required(at, `must not exceed ${MAX_VALUE_EXPRESSION_BYTES} bytes in length`));
  } else checkExpression(errors, at, valueExpression, expressions.check(trimmed, 'string or null', scope));
}

function checkBinding(binding: ValidatingAdmissionPolicyBinding): Errors {
  const errors: Errors = [];
  const { policyName, paramRef, matchResources, validationActions: actions = [] } = binding.spec;
  checkAnyObjectMeta(errors, binding);
  checkPolicyName(errors, policyName);
  if (paramRef) checkParamRef(errors, 'spec.paramRef', paramRef);
  if (matchResources) checkMatchResources(errors, 'spec.matchResources', matchResources);
  const path = 'spec.validationActions';
  actions.forEach((action, index) => {
    if (!ACTIONS.includes(action)) errors.push(notSupported(`${path}[${index}]`, action, ACTIONS));
    if (actions.indexOf(action) < index) errors.push(duplicate(`${path}[${index}]`, action));
  });
  if (actions.includes('Deny') && actions.includes('Warn')) {
    const why = 'repeating the same validation failure information in the API response and headers serves no purpose';
    errors.push(invalid(path, actions, `must not contain both Deny and Warn (${why})`));
  }
  if (actions.length === 0) errors.push(required(path, 'at least one validation action is required'));
  return errors;
}
