// Length, pattern and format of texts; of the first two kinds only the first fault is told.
// upstream: kube-openapi/pkg/validation/validate/validator.go stringValidator, formats.go

import { compileRegularExpression } from '../../cel/regular-expression';
import type { Schema } from '../schema';
import { fitsFormat, formatOf } from './formats';
import { type Result, tooLongError, typeError, valueError } from './result';

export function checkText(result: Result, value: string, schema: Schema, path: string): void {
  const fault = textFault(value, schema, path);
  if (fault) result.add(fault);
  else result.matchCount++;
  const format = formatOf(schema);
  if (format === '') return;
  if (fitsFormat(format, value)) result.matchCount++;
  else result.add(typeError(path, format, value));
}

function textFault(value: string, { minLength, maxLength, pattern }: Schema, path: string) {
  const length = minLength !== undefined || maxLength !== undefined ? [...value].length : 0;
  if (maxLength !== undefined && length > maxLength) return tooLongError(path, maxLength);
  if (minLength !== undefined && length < minLength) {
    return valueError(path, `should be at least ${minLength} chars long`, value);
  }
  if (!pattern) return undefined;
  const compiled = compileRegularExpression(pattern);
  if ('error' in compiled) {
    return valueError(path, `should match '${pattern}, but pattern is invalid: ${compiled.error}'`, value);
  }
  return compiled.pattern.test(value) ? undefined : valueError(path, `should match '${pattern}'`, value);
}
