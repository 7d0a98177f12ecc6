// What strategic merge patch has to know of a field: its type, its patch strategy, its merge key.
// upstream: apimachinery third_party/forked/golang/json/fields.go LookupPatchMetadataForStruct

import { type FieldFacts, schemaFacts, type TypeFacts } from '../../kinds/schema';
import { ApiError } from '../api-error';

export interface PatchMeta {
  /** Type of the field, or of a list's items. */
  readonly type: TypeFacts;
  /** `merge`, `replace`, or nothing. */
  readonly strategy: string;
  readonly mergeKey: string;
}

const RETAIN_KEYS = 'retainKeys';

/** An error of the program that patches: answered as 500 with these words. */
export const patchFault = (message: string) => new ApiError(500, undefined, message);

/** Errors: 500 when the type has no such field. */
export function metaOfField(type: TypeFacts, key: string): PatchMeta {
  const field = fieldOf(type, key);
  return { type: field.type, strategy: strategyOf(field), mergeKey: field.mergeKey ?? '' };
}

/** As `metaOfField`, with the type of the list's items. */
export function metaOfList(type: TypeFacts, key: string): PatchMeta {
  const meta = metaOfField(type, key);
  if (meta.type.kind !== 'list') throw patchFault(`expected slice or array type, but got: ${goKind(type)}`);
  return { ...meta, type: meta.type.item };
}

function fieldOf(type: TypeFacts, key: string): FieldFacts {
  const schema = type.kind === 'ref' ? schemaFacts(type.schema) : undefined;
  if (!schema) {
    throw patchFault(`merging an object in json but data type is not struct, instead is: ${goKind(type)}`);
  }
  const field = schema.fields.get(key);
  if (field) return field;
  const struct = schema.goType.slice(schema.goType.indexOf('.') + 1);
  throw patchFault(`unable to find api field in struct ${struct} for the json field "${key}"`);
}

const strategyOf = (field: FieldFacts) =>
  (field.patchStrategy ?? '').split(',').find((strategy) => strategy !== RETAIN_KEYS) ?? '';

/** Go's kind of a type, as reflection names it. */
export function goKind(type: TypeFacts): string {
  if (type.kind === 'ref') return 'struct';
  if (type.kind === 'list') return 'slice';
  return type.kind === 'map' ? 'map' : type.scalar;
}
