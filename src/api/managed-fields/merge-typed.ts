// Merging a configuration into a live object by its schema, and taking out what its manager no longer says.
// upstream: structured-merge-diff typed/merge.go, typed/remove.go

import { type FieldFacts, schemaFacts, type TypeFacts } from '../../kinds/schema';
import { isMap } from '../patch/merge-patch';
import { isAtomicMap, isGranular, itemKey, SCALAR } from './field-set';

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
  const struct = type.kind === 'ref' ? schemaFacts(type.schema) : undefined;
  const facts = struct?.fields.get(key);
  const others = type.kind === 'map' ? type.value : (struct?.rest ?? SCALAR);
  return [facts?.type ?? others, facts];
}

// upstream: structured-merge-diff typed/merge.go visitListItems
/** Items that only the live list has come first; what both have follows the configuration's order. */
function mergeList(field: FieldFacts, live: readonly unknown[], wanted: readonly unknown[]): unknown[] {
  const item: TypeFacts = field.type.kind === 'list' ? field.type.item : { kind: 'scalar', scalar: 'string' };
  const liveKeys = live.map((entry) => itemKey(field, entry));
  const wantedKeys = wanted.map((entry) => itemKey(field, entry));
  const shared = wantedKeys.filter((key) => liveKeys.includes(key));
  const merged = new Set<string>();
  const result: unknown[] = [];
  let at = 0;
  const take = (index: number) => {
    const key = wantedKeys[index] as string;
    const known = live[liveKeys.indexOf(key)];
    result.push(known === undefined ? wanted[index] : merge(item, undefined, known, wanted[index]));
    merged.add(key);
    if (shared[0] === key) shared.shift();
  };
  for (let index = 0; index < wanted.length; index++) {
    for (; at < live.length; at++) {
      const key = liveKeys[at] as string;
      if (key === wantedKeys[index] || (wantedKeys.includes(key) && !merged.has(key) && shared[0] === key)) break;
      if (!wantedKeys.includes(key)) result.push(live[at]);
    }
    if (liveKeys[at] === wantedKeys[index]) at++;
    take(index);
  }
  for (; at < live.length; at++) if (!wantedKeys.includes(liveKeys[at] as string)) result.push(live[at]);
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
