// One step of a path through an object, in the form of fieldsV1: `f:name` is a field or a key of a map, `k:{…}` an item
// of a keyed list, `v:…` an item of a set.
// upstream: structured-merge-diff fieldpath/element.go, serialize-pe.go

import { goJson } from '../../kinds/go-json';

export const fieldElement = (name: string) => `f:${name}`;

export const valueElement = (value: unknown) => `v:${goJson(value)}`;

export function keyElement(keys: readonly (readonly [string, unknown])[]): string {
  const sorted = keys.length > 1 ? [...keys].sort(([a], [b]) => compareTexts(a, b)) : keys;
  return `k:{${sorted.map(([name, value]) => `${goJson(name)}:${goJson(value)}`).join(',')}}`;
}

/** As errors print it: `.name`, `[name="c"]`, `[="x"]`. */
export function elementText(element: string): string {
  const content = element.slice(2);
  if (element.startsWith('f:')) return `.${content}`;
  if (element.startsWith('v:')) return `[=${valueText(JSON.parse(content))}]`;
  const keys = Object.entries(JSON.parse(content) as Record<string, unknown>);
  return `[${keys.map(([name, value]) => `${name}=${valueText(value)}`).join(',')}]`;
}

const valueText = (value: unknown) => (typeof value === 'string' ? JSON.stringify(value) : String(value));

/** Fields before keyed items before values; each by name, or by value with numbers before texts before booleans. */
export function compareElements(a: string, b: string): number {
  if (a === b) return 0;
  if (a[0] !== b[0]) return a[0] === 'f' || (a[0] === 'k' && b[0] === 'v') ? -1 : 1;
  if (a[0] === 'f') return compareTexts(a, b);
  const [left, right] = [JSON.parse(a.slice(2)), JSON.parse(b.slice(2))];
  return a[0] === 'v' ? compareValues(left, right) : compareKeys(Object.entries(left), Object.entries(right));
}

function compareKeys(a: readonly [string, unknown][], b: readonly [string, unknown][]): number {
  for (let index = 0; index < a.length && index < b.length; index++) {
    const [left, right] = [a[index] as [string, unknown], b[index] as [string, unknown]];
    const order = compareTexts(left[0], right[0]) || compareValues(left[1], right[1]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

const RANKS = ['number', 'string', 'boolean'];

function compareValues(a: unknown, b: unknown): number {
  const [left, right] = [RANKS.indexOf(typeof a), RANKS.indexOf(typeof b)];
  if (left !== right) return left - right;
  if (typeof a === 'string') return compareTexts(a, b as string);
  return Number(a) - Number(b);
}

const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
