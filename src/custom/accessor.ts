// Go's words for a field of an untyped object that is not of the type wanted.
// upstream: apimachinery/pkg/apis/meta/v1/unstructured NestedInt64 and its siblings

import { goText } from '../kinds/go-text';

/** `.spec.replicas accessor error: two is of the type string, expected int64` */
export function accessorText(path: string, value: unknown, expected: string): string {
  const from = path.startsWith('.') ? path : `.${path}`;
  return `${from} accessor error: ${goText(value)} is of the type ${goTypeName(value)}, expected ${expected}`;
}

/** Go's name for the type of a decoded JSON value. */
export function goTypeName(value: unknown): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'object') return 'map[string]interface {}';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return 'string';
}
