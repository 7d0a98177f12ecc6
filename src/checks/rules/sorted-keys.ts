// Where keys have an order of their own, two people add the same key in one place.

import type { FieldPath } from '../../manifests/source';
import { referenceOf } from '../manifest-set';
import { defineRule } from '../rule';

export const sortedKeys = defineRule({
  id: 'sorted-keys',
  title: 'keys stand in the order of the alphabet',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-linter': ['sorted-keys'] },
  remedy: 'Sort the keys of every mapping.',
  reads: 'manifests',
  *check({ manifests }) {
    for (const object of manifests.objects) {
      const [first, ...others] = unsortedKeys(object, []);
      if (!first) continue;
      const { path, after } = first;
      const [is, they] = others.length === 1 ? ['is', 'mapping'] : ['are', 'mappings'];
      const more = others.length === 0 ? '' : `; ${others.length} more ${they} of it ${is} not sorted`;
      const message = `the key ${path.at(-1)} stands after ${after}${more}`;
      yield { object: referenceOf(object), path, message };
    }
  },
});

interface Unsorted {
  readonly path: FieldPath;
  readonly after: string;
}

/** The first key of each mapping that stands too late. */
function unsortedKeys(value: unknown, path: FieldPath): readonly Unsorted[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => unsortedKeys(item, [...path, index]));
  // Where a number stood among the keys, a JavaScript object does not tell.
  const keys = Object.keys(value).filter((key) => !/^\d+$/.test(key));
  const late = keys.findIndex((key, index) => index > 0 && key < (keys[index - 1] as string));
  const own = late < 0 ? [] : [{ path: [...path, keys[late] as string], after: keys[late - 1] as string }];
  return [...own, ...Object.entries(value).flatMap(([key, entry]) => unsortedKeys(entry, [...path, key]))];
}
