// The argument type of a part of a manifest. In TypeScript it is checked against the subject's kind at compile time,
// and in both languages against the schemas when it runs.

import { type ArgumentType, problem } from '../cluster/describe/argument';
import { isPlainMap } from '../cluster/describe/types';
import type { Asymmetric } from './words';

declare const OWN_KIND: unique symbol;

/** Stands in argument lists for a part of the subject's own kind; `KubeMatchers` replaces it. */
export interface OwnManifest {
  readonly [OWN_KIND]: true;
}

/**
 * Any part of a T: every field may be left out, `null` says that it is absent, jest's asymmetric matchers fit
 * anywhere.
 */
export type ManifestPart<T> = T extends readonly (infer Item)[]
  ? readonly (ManifestPart<Item> | Asymmetric)[]
  : T extends object
    ? {
        readonly [Key in keyof T]?:
          | ManifestPart<T[Key]>
          | Asymmetric
          | (T[Key] extends string | undefined ? RegExp : never)
          | null;
      }
    : T;

export function manifestPart(): ArgumentType<OwnManifest, Readonly<Record<string, unknown>>> {
  const expected = 'a part of a manifest such as { spec: { replicas: 3 } }';
  return {
    expected,
    typeText: 'ManifestPart',
    schema: { type: 'object', minProperties: 1 },
    read: (input) => (isPlainMap(input) && Object.keys(input).length > 0 ? { value: input } : problem(expected, input)),
  };
}
