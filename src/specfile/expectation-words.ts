// The words of an expectation: subjects, and what each is to be. Forms of the latter: `toBeReady`, `{ toHaveLabel:
// app=web }`, a list of such, and `not:` before any of them.

import { isPlainMap } from '../cluster/describe/types';
import type { FieldPath } from '../manifests/source';
import type { PositionedYaml } from './positions';

/** One matcher asked about one subject. */
export interface Expectation {
  /** As written: `any pods app=web`. */
  readonly subject: string;
  readonly matcher: string;
  /** Arguments as written; undefined when there are none. */
  readonly input: unknown;
  readonly negated: boolean;
  /** Of the matcher's arguments. */
  readonly path: FieldPath;
}

/** All that an `expect` asks, in its order. Errors: SpecFileError. */
export function readExpectations(yaml: PositionedYaml, value: unknown, path: FieldPath): readonly Expectation[] {
  if (!isPlainMap(value) || Object.keys(value).length === 0) {
    throw yaml.error(
      'expected what is to hold: a map from subjects to matchers, as deployment/web: toBeAvailable',
      path,
    );
  }
  return Object.keys(value).flatMap((subject) => {
    return readMatchers(yaml, value[subject], [...path, subject], false).map((asked) => ({ subject, ...asked }));
  });
}

type Asked = Omit<Expectation, 'subject'>;

function readMatchers(yaml: PositionedYaml, value: unknown, path: FieldPath, negated: boolean): readonly Asked[] {
  if (typeof value === 'string' && value !== '') {
    return [{ matcher: value, input: undefined, negated, path }];
  }
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    const isScalar = typeof value === 'number' || typeof value === 'boolean';
    const got = isScalar ? value : 'nothing';
    throw yaml.error(
      `expected a matcher such as toBeAvailable, got ${got}`,
      path,
      undefined,
      isScalar ? 'value' : 'key',
    );
  }
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => readMatchers(yaml, each, [...path, index], negated));
  }
  const map = value as Readonly<Record<string, unknown>>;
  return Object.keys(map).flatMap((matcher) => {
    const inside = [...path, matcher];
    if (matcher !== 'not') return [{ matcher, input: map[matcher] ?? undefined, negated, path: inside }];
    if (negated) throw yaml.error('"not" stands in "not": say it without either', inside);
    return readMatchers(yaml, map[matcher], inside, true);
  });
}
