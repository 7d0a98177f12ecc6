// The type of a value against that of its schema. upstream: kube-openapi/pkg/validation/validate/type.go

import type { Schema } from '../schema';
import { formatOf } from './formats';
import { isJsonInteger } from './numbers';
import { type Result, typeError } from './result';

export function typesOf(schema: Schema): readonly string[] {
  if (schema['x-kubernetes-int-or-string']) return ['integer', 'string'];
  return schema.type ? [schema.type] : [];
}

export function checkType(result: Result, value: unknown, schema: Schema, path: string): void {
  const types = typesOf(schema);
  const format = formatOf(schema);
  if (types.length === 0 && format === '') return;
  if (value === null || value === undefined) {
    if (types.length > 0 && !schema.nullable) result.add(typeError(path, types.join(','), 'null'));
    else result.matchCount++;
    return;
  }
  const [type, ownFormat] = typeOf(value);
  const fits =
    types.includes(type) ||
    (type === 'number' && types.includes('integer') && isJsonInteger(value as number)) ||
    (type === 'integer' && types.includes('number'));
  const isTextual = typeof value === 'string' || Array.isArray(value);
  const isNumeric = types.includes('number') || types.includes('integer');
  if (!isTextual && format !== '' && !fits && ownFormat !== format) {
    result.add(typeError(path, format, ownFormat));
  } else if (!fits && (isNumeric || format === '' || !isTextual)) {
    result.add(typeError(path, types.join(','), type));
  } else result.matchCount += 2;
}

/** The JSON type of a value, and the format that Go's decoder gives it. */
function typeOf(value: unknown): readonly [type: string, format: string] {
  if (Array.isArray(value)) return ['array', ''];
  if (typeof value === 'number') return Number.isInteger(value) ? ['integer', 'int64'] : ['number', 'float64'];
  return [typeof value, ''];
}
