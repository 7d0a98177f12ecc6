// One field, or several at once, by path.

import { argument } from '../cluster/describe/argument';
import { anything, either, number, text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { type FieldPath, type Found, fieldPath, pathText } from '../cluster/json-path';
import type { KubeObject } from '../kinds/kind';
import { someOf, valueText } from '../report/value-text';
import { orderOf, sameValue } from './compare-values';
import { type Place, placeAt, placeOfKind, unknownField } from './field-facts';
import { defineMatcher } from './matcher';
import { verdict } from './verdict';
import { pattern } from './words';

const bound = () => either(number(), text('a quantity, duration or time'));

export const toHaveField = defineMatcher({
  name: 'toHaveField',
  summary:
    'The field at the path exists, and is what the options say; quantities, durations and times compare as such.',
  args: [argument('path', text("a path such as spec.replicas, kubectl's {.spec.replicas} or JSONPath"), 'where')],
  options: [
    argument('equals', anything(), 'its value; of a path that finds several, each value, or the list of all of them'),
    argument('atLeast', bound(), 'no less than this'),
    argument('atMost', bound(), 'no more than this'),
    argument('matches', pattern(), 'a pattern that its text matches'),
  ],
  example: {
    ts: "expect(shop.deployment('frontend')).toHaveField('status.readyReplicas', { atLeast: 2 })",
    yaml: '- expect: { deployment/frontend: { toHaveField: { path: status.readyReplicas, atLeast: 2 } } }',
  },
  check: (cx, object, { path: said, ...wanted }) => {
    const path = fieldPath(said);
    const root = placeOfKind(cx.reader.registry, cx.subject?.kind ?? object.kind);
    refuseUnknown(path, root, object.kind);
    const found = path.find(object);
    const pass = found.length > 0 && satisfies(root, found, path, wanted);
    const evidence = () => (found.length === 0 ? nearby(path, object) : []);
    return verdict(
      pass,
      () => expectedText(said, wanted),
      () => actualText(said, found),
      {
        evidence,
        path: path.steps ? pathText(path.steps) : undefined,
      },
    );
  },
});

interface Wanted {
  readonly equals?: unknown;
  readonly atLeast?: string | number | undefined;
  readonly atMost?: string | number | undefined;
  readonly matches?: RegExp | undefined;
}

/** A field that the kind cannot have would make `.not` pass for the wrong reason. */
function refuseUnknown({ text: said, steps }: FieldPath, root: Place, kind: string): void {
  const unknown = steps && unknownField(root, steps);
  if (unknown)
    throw new UsageError(`a ${kind} has no field ${unknown.path}, asked for by "${said}"`, { hint: unknown.hint });
}

function satisfies(root: Place, found: readonly Found[], { steps }: FieldPath, wanted: Wanted): boolean {
  const { equals, atLeast, atMost, matches } = wanted;
  const asList = !steps && Array.isArray(equals);
  if (asList && !sameList(root, equals, found)) return false;
  return found.every(({ value, path }) => {
    const place = placeAt(root, path);
    if (equals !== undefined && !asList && !sameValue(place, equals, value)) return false;
    if (atLeast !== undefined && ordered(place, value, atLeast) < 0) return false;
    if (atMost !== undefined && ordered(place, value, atMost) > 0) return false;
    return matches === undefined || (typeof value !== 'object' && String(value).search(matches) >= 0);
  });
}

/** Errors: UsageError for values that have no order, of which `.not` would hold for the wrong reason. */
function ordered(place: Place, value: unknown, bound: string | number): number {
  const order = orderOf(place, value, bound);
  if (order === undefined)
    throw new UsageError(`${valueText(value)} is neither more nor less than ${valueText(bound)}`);
  return order;
}

function sameList(root: Place, wanted: readonly unknown[], found: readonly Found[]): boolean {
  if (wanted.length !== found.length) return false;
  return found.every(({ value, path }, index) => sameValue(placeAt(root, path), wanted[index], value));
}

function expectedText(path: string, { equals, atLeast, atMost, matches }: Wanted): string {
  const parts: string[] = [];
  if (equals !== undefined) parts.push(`equal to ${valueText(equals)}`);
  if (atLeast !== undefined) parts.push(`at least ${atLeast}`);
  if (atMost !== undefined) parts.push(`at most ${atMost}`);
  if (matches !== undefined) parts.push(`matching ${matches}`);
  return `have ${path}${parts.length > 0 ? ` ${parts.join(' and ')}` : ''}`;
}

function actualText(path: string, found: readonly Found[]): string {
  const [first, second] = found;
  if (!first) return `there is no ${path}`;
  if (!second) return `${path} is ${valueText(first.value, 500)}`;
  return found.map((each) => `${pathText(each.path)} is ${valueText(each.value)}`).join('\n');
}

/** What stands where the path ends: the fields of the last place that exists. */
function nearby({ steps = [] }: FieldPath, object: KubeObject): readonly string[] {
  let value: unknown = object;
  for (const [index, step] of steps.entries()) {
    const next = (value as Record<string, unknown> | undefined)?.[step];
    if (next !== undefined) {
      value = next;
      continue;
    }
    const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    return [`${pathText(steps.slice(0, index)) || 'the object'} has ${someOf(keys, 12)}`];
  }
  return [];
}
