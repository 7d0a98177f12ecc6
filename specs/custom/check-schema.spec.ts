// Values against schemas: what is refused, in the API server's words.
import { describe, expect, test } from '@jest/globals';
import type { Schema } from '../../src/custom/schema';
import { checkPair, checkSchema } from '../../src/custom/validate/check-schema';
import { Correlated } from '../../src/custom/validate/correlated';
import { checkListTypes } from '../../src/custom/validate/list-types';
import type { FieldError } from '../../src/kinds/kind';

const told = (errors: readonly FieldError[]) => errors.map(({ field, message }) => `${field}: ${message}`);

/** The value stands in the field `x`. */
function refused(schema: Schema, x: unknown): readonly string[] {
  const result = checkSchema({ x }, { type: 'object', properties: { x: schema } }, '');
  return told(result.errors.map((error) => error.field('')));
}

const cases: readonly [name: string, schema: Schema, value: unknown, ...errors: string[]][] = [
  [
    'a text for a number',
    { type: 'integer' },
    'a',
    'x: Invalid value: "string": x in body must be of type integer: "string"',
  ],
  [
    'a fraction',
    { type: 'integer' },
    1.5,
    'x: Invalid value: "number": x in body must be of type integer: "number"',
    '<nil>: Invalid value: "": Checked value must be of type integer (default format) in x',
  ],
  ['an integer as a number', { type: 'number' }, 4],
  ['a null', { type: 'string' }, null, 'x: Invalid value: "null": x in body must be of type string: "null"'],
  ['a nullable null', { type: 'string', nullable: true }, null],
  ['a list for a map', { type: 'object' }, [], 'x: Invalid value: "array": x in body must be of type object: "array"'],
  ['a number or a text', { 'x-kubernetes-int-or-string': true }, 'http'],
  [
    'a fraction for number or text',
    { 'x-kubernetes-int-or-string': true },
    1.5,
    'x: Invalid value: "number": x in body must be of type integer,string: "number"',
  ],
  [
    'a number too large for its format',
    { type: 'integer', format: 'int32' },
    3e9,
    '<nil>: Invalid value: "": Checked value must be of type integer with format int32 in x',
  ],
  [
    'a word that is none of those',
    { type: 'string', enum: ['a', 'b'] },
    'c',
    'x: Unsupported value: "c": supported values: "a", "b"',
  ],
  [
    'a number that is none of those',
    { type: 'integer', enum: [1, 2] },
    3,
    'x: Unsupported value: 3: supported values: "1", "2"',
  ],
  ['a text that is too long', { type: 'string', maxLength: 2 }, 'äöü', 'x: Too long: may not be more than 2 bytes'],
  [
    'a text that is too short',
    { type: 'string', minLength: 2 },
    'a',
    'x: Invalid value: "a": x in body should be at least 2 chars long',
  ],
  [
    'a text off the pattern',
    { type: 'string', pattern: '^a+$' },
    'b',
    'x: Invalid value: "b": x in body should match \'^a+$\'',
  ],
  [
    'length before pattern',
    { type: 'string', pattern: '^a+$', maxLength: 1 },
    'bb',
    'x: Too long: may not be more than 1 byte',
  ],
  ['a pattern with flags of its own', { type: 'string', pattern: '(?i)^abc$' }, 'ABC'],
  [
    'a number above',
    { type: 'integer', maximum: 5 },
    9,
    'x: Invalid value: 9: x in body should be less than or equal to 5',
  ],
  [
    'a number at an open end',
    { type: 'integer', maximum: 5, exclusiveMaximum: true },
    5,
    'x: Invalid value: 5: x in body should be less than 5',
  ],
  [
    'a number below',
    { type: 'number', minimum: 0.5 },
    0.25,
    'x: Invalid value: 0.25: x in body should be greater than or equal to 0.5',
  ],
  [
    'a number at an open start',
    { type: 'integer', minimum: 0, exclusiveMinimum: true },
    0,
    'x: Invalid value: 0: x in body should be greater than 0',
  ],
  [
    'a large bound as Go prints it',
    { type: 'number', maximum: 2_000_000.5 },
    2_500_000.5,
    'x: Invalid value: 2500000.5: x in body should be less than or equal to 2.0000005e+06',
  ],
  ['no multiple', { type: 'integer', multipleOf: 3 }, 4, 'x: Invalid value: 4: x in body should be a multiple of 3'],
  [
    'no multiple of a fraction',
    { type: 'number', multipleOf: 0.5 },
    0.3,
    'x: Invalid value: 0.3: x in body should be a multiple of 0.5',
  ],
  [
    'an integer and a factor that is none',
    { type: 'number', multipleOf: 0.5 },
    4,
    'x: Invalid value: 0: factor MultipleOf declared for x must be positive: 0',
  ],
  ['too many items', { type: 'array', items: {}, maxItems: 1 }, [1, 2], 'x: Too many: 2: must have at most 1 item'],
  [
    'too few items',
    { type: 'array', items: {}, minItems: 1 },
    [],
    'x: Invalid value: 0: x in body should have at least 1 items',
  ],
  [
    'the same item twice',
    { type: 'array', items: {}, uniqueItems: true },
    [{ a: 1 }, { a: 1 }],
    'x: Invalid value: "": x in body shouldn\'t contain duplicates',
  ],
  [
    'a bad item',
    { type: 'array', items: { type: 'string' } },
    ['a', 1],
    'x[1]: Invalid value: "integer": x[1] in body must be of type string: "integer"',
  ],
  [
    'too many fields',
    { type: 'object', maxProperties: 1, additionalProperties: {} },
    { a: 1, b: 2 },
    'x: Too many: 2: must have at most 1 item',
  ],
  [
    'too few fields',
    { type: 'object', minProperties: 1 },
    {},
    'x: Invalid value: 0: x in body should have at least 1 properties',
  ],
  [
    'a bad value of a map',
    { type: 'object', additionalProperties: { type: 'string' } },
    { a: 1 },
    'x.a: Invalid value: "integer": x.a in body must be of type string: "integer"',
  ],
  ['a missing field', { type: 'object', required: ['a'] }, {}, 'x.a: Required value'],
  [
    'no alternative',
    { anyOf: [{ enum: [1] }, { enum: [2] }] },
    3,
    '<nil>: Invalid value: "": "x" must validate at least one schema (anyOf)',
    'x: Unsupported value: 3: supported values: "1"',
  ],
  [
    'two alternatives for one',
    { oneOf: [{ minimum: 1 }, { minimum: 2 }] },
    3,
    '<nil>: Invalid value: "": "x" must validate one and only one schema (oneOf). Found 2 valid alternatives',
  ],
  [
    'none of one',
    { oneOf: [{ minimum: 5 }, { minimum: 9 }] },
    3,
    '<nil>: Invalid value: "": "x" must validate one and only one schema (oneOf). Found none valid',
    'x: Invalid value: 3: x in body should be greater than or equal to 5',
  ],
  [
    'not all',
    { allOf: [{ minimum: 1 }, { minimum: 5 }] },
    3,
    'x: Invalid value: 3: x in body should be greater than or equal to 5',
    '<nil>: Invalid value: "": "x" must validate all the schemas (allOf)',
  ],
  ['what must not be', { not: { enum: [3] } }, 3, '<nil>: Invalid value: "": "x" must not validate the schema (not)'],
  [
    'a date that is none',
    { type: 'string', format: 'date' },
    '2024-02-30',
    'x: Invalid value: "2024-02-30": x in body must be of type date: "2024-02-30"',
  ],
  ['a format that nobody knows', { type: 'string', format: 'fruit' }, 'apple'],
];

test.each(cases)('%s', (_, schema, value, ...errors) => {
  expect(refused(schema, value)).toEqual(errors);
});

test('a missing field of the root has no dot before it', () => {
  const result = checkSchema({}, { type: 'object', required: ['spec'] }, '');
  expect(told(result.errors.map((error) => error.field('')))).toEqual(['spec: Required value']);
});

describe('what was wrong before and has not changed', () => {
  const schema: Schema = {
    type: 'object',
    properties: {
      a: { type: 'string', maxLength: 1 },
      b: { type: 'string' },
      list: { type: 'array', items: { type: 'string', maxLength: 1 } },
      keyed: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        items: { type: 'object', properties: { name: { type: 'string' }, v: { type: 'integer', maximum: 1 } } },
      },
    },
  };
  const changed = (before: object, after: object) => {
    const result = checkPair(after, schema, '', new Correlated(after, before, schema));
    return told(result.errors.map((error) => error.field('')));
  };

  test.each<[name: string, before: object, after: object, errors: readonly string[]]>([
    ['may stay', { a: 'long' }, { a: 'long', b: 'x' }, []],
    ['may not change for the worse', { a: 'long' }, { a: 'longer' }, ['a: Too long: may not be more than 1 byte']],
    ['may stay in a keyed item', { keyed: [{ name: 'n', v: 5 }] }, { keyed: [{ name: 'm' }, { name: 'n', v: 5 }] }, []],
    [
      'may not stay in a list without keys that changed',
      { list: ['long'] },
      { list: ['long', 'x'] },
      ['list[0]: Too long: may not be more than 1 byte'],
    ],
  ])('%s', (_, before, after, errors) => {
    expect(changed(before, after)).toEqual(errors);
  });
});

test.each<[name: string, schema: Schema, list: unknown, errors: readonly string[]]>([
  ['a set', { 'x-kubernetes-list-type': 'set' }, ['a', 'b', 'a', 'a'], ['x[2]: Duplicate value: "a"']],
  ['a set of 1 and "1"', { 'x-kubernetes-list-type': 'set' }, [1, '1'], []],
  [
    'a map',
    { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['n'] },
    [{ n: 1 }, { n: 1 }],
    ['x[1]: Duplicate value: {"n":1}'],
  ],
  [
    'a map of two keys, one left out',
    { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['n', 'p'] },
    [{ n: 1 }, { n: 1 }, { n: 1, p: 2 }],
    ['x[1]: Duplicate value: {"n":1}'],
  ],
  [
    'a map of no objects',
    { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['n'] },
    ['a'],
    ['x[0]: Invalid value: "a": must be an object for an array of list-type map'],
  ],
])('twice in %s', (_, schema, list, errors) => {
  const found: FieldError[] = [];
  checkListTypes(found, { x: list }, { properties: { x: schema } }, '');
  expect(told(found)).toEqual(errors);
});
