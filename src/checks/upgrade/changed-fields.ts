// Which fields differ between two states of an object, told as people name them: items of lists go by their names, so
// that a container that moved is not one that changed.

import { equalData } from '../../kinds/equal-data';
import type { Manifest } from '../../manifests/check-object';
import { type FieldPath, locate } from '../../manifests/source';
import { valueText } from '../../report/value-text';
import type { EffectPlace } from './effect';

/** A step into a list, to the item of this name. */
export interface NamedStep {
  readonly key: string;
  readonly value: string | number;
}

export type Step = string | number | NamedStep;

export interface ChangedField {
  readonly path: readonly Step[];
  /** Undefined where the field was not there. */
  readonly before: unknown;
  readonly after: unknown;
}

/** The smallest fields that differ, in the order of the later state, then those that went. */
export function changedFields(before: unknown, after: unknown, path: readonly Step[] = []): readonly ChangedField[] {
  if (equalData(before, after)) return [];
  if (isMap(before) && isMap(after)) {
    const keys = [...Object.keys(after), ...Object.keys(before).filter((key) => !(key in after))];
    return keys.flatMap((key) => changedFields(before[key], after[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) return changedItems(before, after, path);
  return [{ path, before, after }];
}

function changedItems(before: readonly unknown[], after: readonly unknown[], path: readonly Step[]) {
  const key = ITEM_KEYS.find((name) => [...before, ...after].every((item) => isWord(keyOf(item, name))));
  if (key === undefined) return byIndex(before, after, path);
  const named = (items: readonly unknown[]) =>
    new Map(items.map((item) => [keyOf(item, key) as string | number, item]));
  const [from, to] = [named(before), named(after)];
  if (from.size < before.length || to.size < after.length) return [{ path, before, after }];
  const found = [...new Set([...to.keys(), ...from.keys()])].flatMap((value) =>
    changedFields(from.get(value), to.get(value), [...path, { key, value }]),
  );
  return found.length > 0 ? found : [{ path, before, after }];
}

/** Items without names of their own: in their order while there are as many. */
function byIndex(before: readonly unknown[], after: readonly unknown[], path: readonly Step[]) {
  if (before.length !== after.length) return [{ path, before, after }];
  return after.flatMap((item, index) => changedFields(before[index], item, [...path, index]));
}

/** What tells the items of lists apart, the first that all items have. */
const ITEM_KEYS = ['name', 'metadata.name', 'mountPath', 'containerPort', 'port', 'key', 'ip'];

function keyOf(item: unknown, key: string): unknown {
  let value = item;
  for (const step of key.split('.')) value = isMap(value) ? value[step] : undefined;
  return value;
}

const isWord = (value: unknown) => typeof value === 'string' || typeof value === 'number';

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `spec.template.spec.containers[web].image` */
export function pathText(path: readonly Step[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'object') return `[${step.value}]`;
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[\w-]+$/.test(step)) return `['${step}']`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** `spec.replicas 3 to 1` */
export function changeText({ path, before, after }: ChangedField): string {
  const [from, to] = isWord(before) && isWord(after) ? withoutStart(String(before), String(after)) : [before, after];
  return `${pathText(path)} ${shortText(from)} to ${shortText(to)}`;
}

const SHORT = 48;

/** Long names differ at their end: `.../frontend:v1`. */
function withoutStart(from: string, to: string): readonly [string, string] {
  if (Math.max(from.length, to.length) <= SHORT) return [from, to];
  let same = 0;
  while (same < from.length && from[same] === to[same]) same++;
  const start = from.lastIndexOf('/', same);
  return start <= 0 ? [from, to] : [`...${from.slice(start)}`, `...${to.slice(start)}`];
}

const shortText = (value: unknown) =>
  typeof value === 'string' && /^\S+$/.test(value) && value.length <= SHORT ? value : valueText(value, SHORT);

/** Where the field stands in a manifest; the last step of it that is there. Undefined for what came from no text. */
export function placeIn(manifest: Manifest | undefined, path: readonly Step[]): EffectPlace | undefined {
  if (!manifest) return undefined;
  const place = locate(manifest, indexed(manifest, path));
  return place && { file: place.file, line: place.line, column: place.column };
}

/** The path with names of items turned into their places in this object; it ends where the object does. */
function indexed(object: unknown, path: readonly Step[]): FieldPath {
  const found: (string | number)[] = [];
  let value = object;
  for (const step of path) {
    const at =
      typeof step !== 'object'
        ? step
        : Array.isArray(value)
          ? value.findIndex((item) => keyOf(item, step.key) === step.value)
          : -1;
    const inside = (value as Record<string | number, unknown> | null | undefined)?.[at];
    if (inside === undefined) break;
    found.push(at);
    value = inside;
  }
  return found;
}
