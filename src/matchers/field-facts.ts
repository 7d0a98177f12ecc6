// What the schemas say about a place in an object: whether the field exists, and of which type it is.

import { type PathStep, pathText } from '../cluster/json-path';
import type { KindNames } from '../kinds/kind-names';
import { nearest } from '../kinds/nearest';
import { type FieldFacts, type SchemaFacts, schemaFacts, type TypeFacts } from '../kinds/schema';

/** The type of a value and the field that it stands in, as far as they are known. */
export interface Place {
  readonly type: TypeFacts | undefined;
  readonly field: FieldFacts | undefined;
}

export interface UnknownField {
  /** `spec.replica` */
  readonly path: string;
  readonly hint: string | undefined;
}

export const NOWHERE: Place = { type: undefined, field: undefined };

/** The place of a whole object of this kind. */
export function placeOfKind(kinds: Pick<KindNames, 'byKey'>, kind: string): Place {
  const schema = kinds.byKey(kind)?.schema;
  return schema && schemaFacts(schema) ? { type: { kind: 'ref', schema }, field: undefined } : NOWHERE;
}

/** The place one step below; unknown places stay unknown. */
export function placeBelow({ type }: Place, step: PathStep): Place {
  if (!type) return NOWHERE;
  if (type.kind === 'list') return { type: type.item, field: undefined };
  if (type.kind === 'map') return { type: type.value, field: undefined };
  const field = typeof step === 'string' ? structOf(type)?.fields.get(step) : undefined;
  return field ? { type: field.type, field } : NOWHERE;
}

export function placeAt(root: Place, path: readonly PathStep[]): Place {
  return path.reduce(placeBelow, root);
}

/** The schema of a struct with known fields; undefined for scalars, lists, maps, and types with a form of their own. */
export function structOf(type: TypeFacts | undefined): SchemaFacts | undefined {
  const schema = type?.kind === 'ref' ? schemaFacts(type.schema) : undefined;
  return schema && schema.fields.size > 0 ? schema : undefined;
}

/** The first step that leads to a field which the schemas do not know; undefined when there is none. */
export function unknownField(root: Place, path: readonly PathStep[]): UnknownField | undefined {
  let place = root;
  for (const [index, step] of path.entries()) {
    const struct = structOf(place.type);
    if (struct && !struct.rest && typeof step === 'string' && !struct.fields.has(step)) {
      return { path: pathText(path.slice(0, index + 1)), hint: nearest(step, struct.fields.keys()) };
    }
    place = placeBelow(place, step);
  }
  return undefined;
}

export const isQuantity = ({ type }: Place) => type?.kind === 'ref' && type.schema === 'Quantity';
export const isTime = ({ type }: Place) =>
  type?.kind === 'ref' && (type.schema === 'Time' || type.schema === 'MicroTime');
