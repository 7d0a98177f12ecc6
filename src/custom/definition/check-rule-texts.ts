// What stands around an expression: its message, reason and the path its errors are told at.
// upstream: apis/apiextensions/validation/validation.go

import type { ValidationRule } from '../../kinds/generated/types.gen';
import { type Errors, invalid, notSupported, required } from '../../kinds/validation/field-error';
import { readRulePath } from '../rules/rule-path';
import type { Schema } from '../schema';
import { unsupportedPart } from './unsupported';

const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];
const NON_EMPTY = 'must be non-empty if specified';
const NO_BREAKS = 'must not contain line breaks';

const hasBreaks = (text: string) => /[\n\r]/.test(text);

export function checkRuleTexts(errors: Errors, schema: Schema, path: string): void {
  for (const [index, rule] of (schema['x-kubernetes-validations'] ?? []).entries()) {
    const at = `${path}.x-kubernetes-validations[${index}]`;
    checkMessage(errors, rule, at);
    const { messageExpression = '', reason, fieldPath = '' } = rule;
    if (messageExpression !== '' && messageExpression.trim() === '') {
      errors.push(required(`${at}.messageExpression`, `messageExpression ${NON_EMPTY}`));
    }
    if (reason !== undefined && !REASONS.includes(reason)) {
      errors.push(notSupported(`${at}.reason`, reason, REASONS));
    }
    if (fieldPath === '') continue;
    const field = `${at}.fieldPath`;
    if (fieldPath.trim() === '') errors.push(invalid(field, fieldPath, NON_EMPTY));
    if (hasBreaks(fieldPath)) errors.push(invalid(field, fieldPath, NO_BREAKS));
    if (unsupportedPart(schema) === undefined && 'error' in readRulePath(fieldPath, schema)) {
      errors.push(invalid(field, fieldPath, 'must be a valid path'));
    }
  }
}

function checkMessage(errors: Errors, { rule, message = '' }: ValidationRule, at: string): void {
  const trimmed = message.trim();
  if (rule.trim() === '') errors.push(required(`${at}.rule`, 'rule is not specified'));
  else if (message !== '' && trimmed === '') errors.push(invalid(`${at}.message`, message, NON_EMPTY));
  else if (hasBreaks(trimmed)) errors.push(invalid(`${at}.message`, message, NO_BREAKS));
  else if (hasBreaks(rule.trim()) && trimmed === '') {
    errors.push(required(`${at}.message`, 'message must be specified if rule contains line breaks'));
  }
}
