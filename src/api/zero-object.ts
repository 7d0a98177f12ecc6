// An object of a kind with nothing in it, as Go's zero value is written: structs are there all the same, and so is
// what is not left out when it is empty. Bookmarks of watches are such objects.
// upstream: encoding/json on runtime.Scheme.New

import type { ObjectMeta } from '../kinds/generated/types.gen';
import { apiVersionOf, type KindRow, type KubeObject } from '../kinds/kind';
import { type FieldFacts, schemaFacts, type TypeFacts } from '../kinds/schema';

export function zeroObject(row: KindRow, metadata: Partial<ObjectMeta>): KubeObject {
  const own = { kind: row.kind, apiVersion: apiVersionOf(row), metadata };
  return { ...own, ...zeroFields(row.schema, ['kind', 'apiVersion', 'metadata']) } as unknown as KubeObject;
}

function zeroFields(schema: string, except: readonly string[] = []): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const field of schemaFacts(schema)?.fields.values() ?? []) {
    if (except.includes(field.name)) continue;
    const value = zeroOf(field);
    if (value !== undefined) fields[field.name] = value;
  }
  return fields;
}

/** undefined for what is left out. */
function zeroOf({ type, pointer, omitEmpty }: FieldFacts): unknown {
  const isStruct = type.kind === 'ref' && (schemaFacts(type.schema)?.fields.size ?? 0) > 0;
  if (isStruct && !pointer) return zeroFields((type as TypeFacts & { kind: 'ref' }).schema);
  if (omitEmpty) return undefined;
  if (pointer || type.kind !== 'scalar') return null;
  if (type.scalar === 'bytes') return null;
  if (type.scalar === 'string') return '';
  return type.scalar === 'bool' ? false : 0;
}
