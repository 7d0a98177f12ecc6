// What is taken out of a custom resource, and what is filled in.
import { describe, expect, test } from '@jest/globals';
import { applyDefaults, pruneDefaults } from '../../src/custom/defaults';
import { prune, pruneNulls } from '../../src/custom/prune';
import type { Schema } from '../../src/custom/schema';

const object = (properties: Record<string, Schema>, more: Schema = {}): Schema => ({
  type: 'object',
  properties,
  ...more,
});
const text: Schema = { type: 'string' };
const KEEP = { 'x-kubernetes-preserve-unknown-fields': true };

interface Pruning {
  readonly name: string;
  readonly schema: Schema;
  readonly value: unknown;
  readonly known: unknown;
  readonly unknown: readonly string[];
}

const prunings: readonly Pruning[] = [
  { name: 'an unknown field', schema: object({ a: text }), value: { a: 'x', b: 1 }, known: { a: 'x' }, unknown: ['b'] },
  {
    name: 'one further in',
    schema: object({ a: object({ b: text }) }),
    value: { a: { b: 'x', c: { d: 1 } } },
    known: { a: { b: 'x' } },
    unknown: ['a.c'],
  },
  {
    name: 'one in a list',
    schema: object({ l: { type: 'array', items: object({ b: text }) } }),
    value: { l: [{ b: 'x' }, { c: 1 }] },
    known: { l: [{ b: 'x' }, {}] },
    unknown: ['l[1].c'],
  },
  {
    name: 'nothing of a map',
    schema: object({ m: { type: 'object', additionalProperties: text } }),
    value: { m: { any: 'x' } },
    known: { m: { any: 'x' } },
    unknown: [],
  },
  {
    name: 'nothing where unknown fields are kept',
    schema: object({ a: object({}, KEEP) }),
    value: { a: { b: { c: 1 } } },
    known: { a: { b: { c: 1 } } },
    unknown: [],
  },
  {
    name: 'what declared fields below kept ones do not know',
    schema: object({ a: object({ b: object({ c: text }) }, KEEP) }),
    value: { a: { b: { c: 'x', d: 1 }, e: 2 } },
    known: { a: { b: { c: 'x' }, e: 2 } },
    unknown: ['a.b.d'],
  },
  {
    name: 'names that JavaScript objects inherit',
    schema: object({ a: text }),
    value: { constructor: 1, toString: 'x' },
    known: {},
    unknown: ['constructor', 'toString'],
  },
  {
    name: 'all but the head of an embedded resource',
    schema: object({ pod: object({}, { 'x-kubernetes-embedded-resource': true }) }),
    value: { pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: {} } },
    known: { pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } } },
    unknown: ['pod.spec'],
  },
];

test.each(prunings)('takes out $name', ({ schema, value, known, unknown }) => {
  const found: string[] = [];
  expect(prune(value, schema, false, found)).toEqual(known);
  expect(found).toEqual(unknown);
});

test('a resource keeps what every resource has', () => {
  const value = { apiVersion: 'a/v1', kind: 'A', metadata: { name: 'x' }, spec: 1 };
  expect(prune(value, {}, true)).toEqual({ apiVersion: 'a/v1', kind: 'A', metadata: { name: 'x' } });
});

test('what is known already is the same object', () => {
  const value = { a: { b: 'x' } };
  expect(prune(value, object({ a: object({ b: text }) }), false)).toBe(value);
});

test.each<[name: string, schema: Schema, value: unknown, left: unknown]>([
  ['a null goes', object({ a: text }), { a: null }, {}],
  ['a nullable one stays', object({ a: { ...text, nullable: true } }), { a: null }, { a: null }],
  ['one that a default replaces stays', object({ a: { ...text, default: 'x' } }), { a: null }, { a: null }],
  ['one of an unknown field stays', object({}), { a: null }, { a: null }],
  ['one in a map goes', { type: 'object', additionalProperties: text }, { a: null, b: 'x' }, { b: 'x' }],
  ['one in a list stays', { type: 'array', items: text }, [null], [null]],
])('nulls: %s', (_, schema, value, left) => {
  expect(pruneNulls(value, schema)).toEqual(left);
});

describe('defaults', () => {
  test.each<[name: string, schema: Schema, value: unknown, filled: unknown]>([
    ['fill a missing field', object({ a: { ...text, default: 'x' } }), {}, { a: 'x' }],
    ['leave a given one', object({ a: { ...text, default: 'x' } }), { a: '' }, { a: '' }],
    ['replace a null', object({ a: { ...text, default: 'x' } }), { a: null }, { a: 'x' }],
    ['leave a nullable null', object({ a: { ...text, default: 'x', nullable: true } }), { a: null }, { a: null }],
    ['do not reach into what is missing', object({ a: object({ b: { ...text, default: 'x' } }) }), {}, {}],
    [
      'reach into what another default made',
      object({ a: object({ b: { ...text, default: 'x' } }, { default: {} }) }),
      {},
      { a: { b: 'x' } },
    ],
    [
      'reach into lists and maps',
      object({
        l: { type: 'array', items: object({ b: { ...text, default: 'x' } }) },
        m: { type: 'object', additionalProperties: object({ b: { ...text, default: 'y' } }) },
      }),
      { l: [{}], m: { k: {} } },
      { l: [{ b: 'x' }], m: { k: { b: 'y' } } },
    ],
    ['stand for a null in a list', { type: 'array', items: { ...text, default: 'x' } }, [null], ['x']],
    ['may be false or 0', object({ a: { default: false }, b: { default: 0 } }), {}, { a: false, b: 0 }],
  ])('%s', (_, schema, value, filled) => {
    expect(applyDefaults(value, schema)).toEqual(filled);
  });

  test('are pruned by the schema that they stand in', () => {
    const schema = object({ a: object({ b: text }, { default: { b: 'x', c: 1 } }) });
    expect(applyDefaults({}, pruneDefaults(schema))).toEqual({ a: { b: 'x' } });
  });
});
