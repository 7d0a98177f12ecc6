// Makers of refused fields, with the texts of upstream's field.Error. Paths are plain strings:
// `spec.containers[0].name`.
// upstream: apimachinery/pkg/util/validation/field

import { goJsonWithoutEmpties } from '../go-json';
import type { FieldError } from '../kind';

/** Where rules put what they refuse, in upstream's order. */
export type Errors = FieldError[];

export function invalid(field: string, value: unknown, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field, message: `Invalid value: ${goValue(value)}${tail(detail)}` };
}

/** An invalid value that is not shown. */
export function invalidPart(field: string, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field, message: `Invalid value${tail(detail)}` };
}

export function required(field: string, detail = ''): FieldError {
  return { type: 'FieldValueRequired', field, message: `Required value${tail(detail)}` };
}

export function forbidden(field: string, detail: string): FieldError {
  return { type: 'FieldValueForbidden', field, message: `Forbidden${tail(detail)}` };
}

export function duplicate(field: string, value: unknown): FieldError {
  return { type: 'FieldValueDuplicate', field, message: `Duplicate value: ${goValue(value)}` };
}

export function notFound(field: string, value: unknown): FieldError {
  return { type: 'FieldValueNotFound', field, message: `Not found: ${goValue(value)}` };
}

/** `supported` in the order upstream prints them, which is mostly sorted. */
export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldError {
  const detail = supported.length > 0 ? `supported values: ${supported.map(goQuote).join(', ')}` : '';
  return { type: 'FieldValueNotSupported', field, message: `Unsupported value: ${goValue(value)}${tail(detail)}` };
}

export function tooLong(field: string, maxBytes: number): FieldError {
  const detail = `may not be more than ${maxBytes} ${maxBytes === 1 ? 'byte' : 'bytes'}`;
  return { type: 'FieldValueTooLong', field, message: `Too long: ${detail}` };
}

export function tooMany(field: string, count: number, maxItems: number): FieldError {
  const detail = `must have at most ${maxItems} ${maxItems === 1 ? 'item' : 'items'}`;
  return { type: 'FieldValueTooMany', field, message: `Too many: ${count}: ${detail}` };
}

export const IS_NEGATIVE = 'must be greater than or equal to 0';
export const FIELD_IMMUTABLE = 'field is immutable';

/** One error for each message about the same value. */
export function addInvalid(errors: Errors, field: string, value: unknown, messages: readonly string[]): void {
  for (const message of messages) errors.push(invalid(field, value, message));
}

/** upstream: apimachinery/pkg/api/validation ValidateNonnegativeField */
export function checkNonNegative(errors: Errors, field: string, value: number | undefined): void {
  if (value !== undefined && value < 0) errors.push(invalid(field, value, IS_NEGATIVE));
}

const tail = (detail: string) => (detail === '' ? '' : `: ${detail}`);

/** A refused value as upstream prints it: strings quoted, everything else as Go's JSON. */
export function goValue(value: unknown): string {
  return typeof value === 'string' ? goQuote(value) : goJsonWithoutEmpties(value);
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** A text in double quotes as Go's strconv.Quote writes it. */
export function goQuote(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  let quoted = '';
  for (const char of text) quoted += SHORT_ESCAPES[char] ?? (isPrintable(char) ? char : escaped(char));
  return `"${quoted}"`;
}

const isPrintable = (char: string) => char === ' ' || /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(char);

function escaped(char: string): string {
  const code = char.codePointAt(0) as number;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
