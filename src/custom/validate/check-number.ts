// Bounds of numbers. Go compares integers with bounds cut to integers, which is why a fraction as the factor of an
// integer is refused. upstream: kube-openapi/pkg/validation/validate/validator.go numberValidator, values.go

import type { Schema } from '../schema';
import { goFloat, isJsonInteger } from './numbers';
import { composite, plainError, type Result, valueError } from './result';

export function checkNumber(result: Result, value: number, schema: Schema, path: string): void {
  const range = rangeOf(schema);
  const outOfRange = (given: number, prefix: string) => {
    const error = rangeError(given, range, prefix, path);
    if (error !== undefined) result.add(composite(error));
    return error !== undefined;
  };
  outOfRange(value, 'Checked');
  const isInteger = Number.isInteger(value);
  // Where the bound itself is out of the type's range, both are compared as general numbers.
  const asIntegers = (bound: number, prefix: string) => !outOfRange(bound, prefix) && isInteger;
  const { multipleOf, minimum, maximum, exclusiveMinimum = false, exclusiveMaximum = false } = schema;
  if (multipleOf !== undefined) {
    checkFactor(result, value, multipleOf, asIntegers(multipleOf, 'MultipleOf'), path);
  }
  if (minimum !== undefined) {
    const isWhole = asIntegers(minimum, 'Minimum boundary');
    const bound = isWhole ? Math.trunc(minimum) : minimum;
    const words = exclusiveMinimum ? 'greater than' : 'greater than or equal to';
    if (exclusiveMinimum ? value <= bound : value < bound) {
      result.add(valueError(path, `should be ${words} ${numberText(bound, isWhole)}`, value));
    }
  }
  if (maximum !== undefined) {
    const isWhole = asIntegers(maximum, 'Maximum boundary');
    const bound = isWhole ? Math.trunc(maximum) : maximum;
    const words = exclusiveMaximum ? 'less than' : 'less than or equal to';
    if (exclusiveMaximum ? value >= bound : value > bound) {
      result.add(valueError(path, `should be ${words} ${numberText(bound, isWhole)}`, value));
    }
  }
  result.matchCount++;
}

const numberText = (value: number, isWhole: boolean) => (isWhole ? String(value) : goFloat(value));

function checkFactor(result: Result, value: number, given: number, isWhole: boolean, path: string): void {
  const factor = isWhole ? Math.trunc(given) : given;
  if (factor <= 0) {
    const text = `factor MultipleOf declared for ${path} must be positive: ${numberText(factor, isWhole)}`;
    result.add(plainError(path, text, factor));
    return;
  }
  const quotient = factor < 1 ? (1 / factor) * value : value / factor;
  const fits = isWhole ? value % factor === 0 : isJsonInteger(quotient);
  if (!fits) result.add(valueError(path, `should be a multiple of ${numberText(factor, isWhole)}`, value));
}

interface Range {
  readonly type: 'integer' | 'number' | undefined;
  readonly format: string;
}

/** Only a single type, and a format that belongs to it, bound a number. */
function rangeOf(schema: Schema): Range {
  const { type, format = '' } = schema;
  if (schema['x-kubernetes-int-or-string']) return { type: undefined, format: '' };
  if (type === 'integer') return { type, format: ['int32', 'int64'].includes(format) ? format : '' };
  if (type === 'number') return { type, format: ['float', 'double'].includes(format) ? format : '' };
  return { type: undefined, format: '' };
}

const LIMITS: Readonly<Record<string, number>> = { int32: 2 ** 31, float: 3.4028235677973366e38 };

function rangeError(value: number, { type, format }: Range, prefix: string, path: string): string | undefined {
  if (type === undefined || fitsRange(value, type, format)) return undefined;
  const as = format === '' ? '(default format)' : `with format ${format}`;
  return `${prefix} value must be of type ${type} ${as} in ${path}`;
}

function fitsRange(value: number, type: string, format: string): boolean {
  if (type === 'number') return format !== 'float' || Math.abs(value) < (LIMITS.float as number);
  const limit = LIMITS[format] ?? 2 ** 63;
  return Number.isInteger(value) && value >= -limit && value < limit;
}
