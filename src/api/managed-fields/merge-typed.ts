// Merging a configuration into a live object by its schema, and taking out what its manager no longer says.
// upstream: structured-merge-diff typed/merge.go, typed/remove.go

import { type FieldFacts, schemaFacts, type TypeFacts } from '../../kinds/schema';
import { isMap } from '../patch/merge-patch';
import { isAtomicMap, isGranular, itemKey } from './field-set';

type Dict = Record<string, unknown>;

/** The live object with everything the configuration says. */
export function mergeTyped(schema: string, live: unknown, configuration: unknown): unknown {
  return merge({ kind: 'ref', schema }, undefined, live, configuration);
}

function merge(type: TypeFacts, field: FieldFacts | undefined, live: unknown, wanted: unknown): unknown {
  if (isMap(wanted) && isMap(live) && !isAtomicMap(type, field)) {
    const merged: Dict = { ...live };
    for (const key of Object.keys(wanted)) {
      const [inner, facts] = member(type, key);
      merged[key] = merge(inner, facts, live[key], wanted[key]);
    }
    return merged;
  }
  if (Array.isArray(wanted) && Array.isArray(live) && field && isGranular(field)) return mergeList(field, live, wanted);
  return wanted;
}

function member(type: TypeFacts, key: string): [TypeFacts, FieldFacts | undefined] {
  const facts = type.kind === 'ref' ? schemaFacts(type.schema)?.fields.get(key) : undefined;
  return [facts?.type ?? (type.kind === 'map' ? type.value : { kind: 'scalar', scalar: 'string' }), facts];
}

/** The configuration's order leads; live items that it does not name keep their place before what followed them. */
function mergeList(field: FieldFacts, live: readonly unknown[], wanted: readonly unknown[]): unknown[] {
  const item: TypeFacts = field.type.kind === 'list' ? field.type.item : { kind: 'scalar', scalar: 'string' };
  const key = (entry: unknown) => itemKey(field, entry);
  const wantedKeys = new Set(wanted.map(key));
  const liveByKey = new Map(live.map((entry) => [key(entry), entry] as const));
  const result: unknown[] = [];
  let position = 0;
  const passUnnamed = (until: number) => {
    for (; position < until; position++) if (!wantedKeys.has(key(live[position]))) result.push(live[position]);
  };
  for (const entry of wanted) {
    const known = liveByKey.get(key(entry));
    if (known !== undefined) passUnnamed(live.indexOf(known));
    result.push(known === undefined ? entry : merge(item, undefined, known, entry));
  }
  passUnnamed(live.length);
  return result;
}

/** The object without these paths; a list item or map goes when its own path is among them. */
export function removePaths(schema: string, object: unknown, paths: ReadonlySet<string>): unknown {
  return paths.size === 0 ? object : remove({ kind: 'ref', schema }, undefined, object, '', paths);
}

function remove(
  type: TypeFacts,
  field: FieldFacts | undefined,
  value: unknown,
  path: string,
  paths: ReadonlySet<string>,
): unknown {
  if (isMap(value) && !isAtomicMap(type, field)) {
    const kept: Dict = {};
    for (const key of Object.keys(value)) {
      const below = `${path}.${key}`;
      if (paths.has(below)) continue;
      const [inner, facts] = member(type, key);
      const next = remove(inner, facts, value[key], below, paths);
      // A map that the configuration had filled goes with its last key.
      if (isMap(next) && Object.keys(next).length === 0 && Object.keys(value[key] as Dict).length > 0) continue;
      kept[key] = next;
    }
    return kept;
  }
  if (Array.isArray(value) && field && isGranular(field)) {
    const item: TypeFacts = field.type.kind === 'list' ? field.type.item : { kind: 'scalar', scalar: 'string' };
    return value
      .filter((entry) => !paths.has(path + itemKey(field, entry)))
      .map((entry) => remove(item, undefined, entry, path + itemKey(field, entry), paths));
  }
  return value;
}
