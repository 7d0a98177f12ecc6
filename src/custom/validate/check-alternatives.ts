// anyOf, oneOf, allOf and not. Of alternatives that all fail, the errors of the one that fitted best are told.
// upstream: kube-openapi/pkg/validation/validate/schema_props.go

import { goQuote } from '../../kinds/validation/field-error';
import type { Schema } from '../schema';
import { composite, Result } from './result';

/** @param check checks the value against one of the alternatives */
export function checkAlternatives(target: Result, schema: Schema, path: string, check: Check): void {
  const { anyOf = [], oneOf = [], allOf = [], not } = schema;
  const quoted = goQuote(path);
  const result = new Result();
  if (anyOf.length > 0) checkAny(result, anyOf, check, `${quoted} must validate at least one schema (anyOf)`);
  if (oneOf.length > 0) checkOne(result, oneOf, check, `${quoted} must validate one and only one schema (oneOf).`);
  if (allOf.length > 0) checkAll(result, allOf, check, `${quoted} must validate all the schemas (allOf)`);
  if (not && check(not).isValid) result.add(composite(`${quoted} must not validate the schema (not)`));
  result.matchCount++;
  target.merge(result);
}

type Check = (part: Schema) => Result;

function checkAny(result: Result, parts: readonly Schema[], check: Check, message: string): void {
  let best: Result | undefined;
  for (const part of parts) {
    const found = check(part);
    if (found.isValid) {
      result.merge(found);
      return;
    }
    if (!best || found.matchCount > best.matchCount) best = found;
  }
  result.add(composite(message));
  if (best) result.merge(best);
}

function checkOne(result: Result, parts: readonly Schema[], check: Check, message: string): void {
  let best: Result | undefined;
  let first: Result | undefined;
  let fitting = 0;
  for (const part of parts) {
    const found = check(part);
    if (found.isValid) {
      fitting++;
      best = undefined;
      first ??= found;
    } else if (fitting === 0 && (!best || found.matchCount > best.matchCount)) best = found;
  }
  if (fitting === 1 && first) {
    result.merge(first);
    return;
  }
  result.add(composite(`${message} ${fitting === 0 ? 'Found none valid' : `Found ${fitting} valid alternatives`}`));
  if (best) result.merge(best);
}

function checkAll(result: Result, parts: readonly Schema[], check: Check, message: string): void {
  let fitting = 0;
  for (const part of parts) {
    const found = check(part);
    if (found.isValid) fitting++;
    result.merge(found);
  }
  if (fitting < parts.length) result.add(composite(`${message}${fitting === 0 ? '. None validated' : ''}`));
}
