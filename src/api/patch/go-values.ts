// How Go prints decoded JSON, as the errors of patches show it: `%#v`, `%s` and `%T` of what a body held.

import { goQuote } from '../../kinds/validation/field-error';
import { isMap } from './merge-patch';

/** `%#v`: `map[string]interface {}{"a":1}`. */
export function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return goQuote(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (!isMap(value)) return String(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${goQuote(key)}:${goSyntax(value[key])}`);
  return `map[string]interface {}{${entries.join(', ')}}`;
}

/** `%s` of something that should have been a text: `%!s(int64=5)` when it is none. */
export function goString(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '%!s(<nil>)';
  if (Array.isArray(value)) return `[${value.map(goString).join(' ')}]`;
  if (!isMap(value)) return `%!s(${goTypeName(value)}=${String(value)})`;
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${key}:${goString(value[key])}`);
  return `map[${entries.join(' ')}]`;
}

/** `%T`: the Go type that holds this JSON value. */
export function goTypeName(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'map[string]interface {}';
}
