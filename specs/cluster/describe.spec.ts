// Described values: what is read, what is wrong with the rest, and the schema of the same.

import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { type ArgumentType, argument, isProblem } from '../../src/cluster/describe/argument';
import { readCall, readNamed, signature } from '../../src/cluster/describe/read-arguments';
import * as types from '../../src/cluster/describe/types';

const person = types.record({ name: types.text('a name'), age: types.integer(), tags: types.listOf(types.text(), 0) }, [
  'name',
]);
const even = types.refined(types.integer(), (value) => (value % 2 === 0 ? undefined : 'expected an even number'));

interface Row {
  readonly name: string;
  readonly type: ArgumentType<unknown, unknown>;
  readonly input: unknown;
  /** What is read; the input itself unless given. */
  readonly value?: unknown;
  readonly wrong?: string;
  readonly path?: readonly (string | number)[];
}

const rows: readonly Row[] = [
  { name: 'a text', type: types.text(), input: 'a' },
  { name: 'an empty text', type: types.text('a name'), input: '', wrong: 'expected a name, got ""' },
  { name: 'a text that may be empty', type: types.anyText(), input: '' },
  { name: 'a number', type: types.number(), input: 1.5 },
  { name: 'no number', type: types.number(), input: Number.NaN, wrong: 'expected a number, got null' },
  {
    name: 'a whole number below the least',
    type: types.integer(2),
    input: 1,
    wrong: 'expected a whole number from 2, got 1',
  },
  { name: 'a whole number of any size', type: types.anyInteger(), input: -3 },
  { name: 'half a number', type: types.anyInteger(), input: 0.5, wrong: 'expected a whole number, got 0.5' },
  { name: 'yes', type: types.flag(), input: true },
  { name: 'a duration', type: types.duration(), input: '1m30s', value: 90_000 },
  {
    name: 'a bare number for a duration',
    type: types.duration(),
    input: 90,
    wrong: 'expected a duration such as 30s, 1m30s or 500ms, got 90',
  },
  { name: 'an instant', type: types.instant(), input: '1970-01-01T00:00:01Z', value: 1000 },
  { name: 'a word', type: types.oneOf('red', 'green'), input: 'red' },
  {
    name: 'an unknown word',
    type: types.oneOf('red', 'green'),
    input: 'gren',
    wrong: 'expected one of red, green, got "gren"',
  },
  { name: 'the only value', type: types.only(null), input: null },
  { name: 'another value than the only one', type: types.only(false), input: true, wrong: 'expected false, got true' },
  { name: 'one for a list', type: types.listOf(types.text()), input: 'a', value: ['a'] },
  {
    name: 'an empty list',
    type: types.listOf(types.text('a name')),
    input: [],
    wrong: 'expected at least one of a name, got []',
  },
  {
    name: 'a wrong item',
    type: types.listOf(types.text('a name')),
    input: ['a', 3],
    wrong: 'expected a name, got 3',
    path: [1],
  },
  { name: 'a map', type: types.mapOf(types.integer()), input: { a: 1 } },
  {
    name: 'a wrong value in a map',
    type: types.mapOf(types.integer()),
    input: { a: 1, b: 'x' },
    wrong: 'expected a whole number from 0, got "x"',
    path: ['b'],
  },
  {
    name: 'an empty map',
    type: types.mapOf(types.integer()),
    input: {},
    wrong: 'expected a map that is not empty, got {}',
  },
  { name: 'a record', type: person, input: { name: 'a', tags: [] } },
  {
    name: 'a record with something undefined',
    type: person,
    input: { name: 'a', age: undefined },
    value: { name: 'a' },
  },
  {
    name: 'a record without what it must have',
    type: person,
    input: { age: 3 },
    wrong: 'missing, expected a name',
    path: ['name'],
  },
  {
    name: 'an unknown key',
    type: person,
    input: { nane: 'a' },
    wrong: 'unknown key "nane", expected name, age, tags',
    path: ['nane'],
  },
  {
    name: 'a key of every object',
    type: person,
    input: { constructor: 'a' },
    wrong: 'unknown key "constructor", expected name, age, tags',
    path: ['constructor'],
  },
  { name: 'a list for a record', type: person, input: [], wrong: 'expected a map with name, age, tags, got []' },
  { name: 'a further rule', type: even, input: 4 },
  { name: 'a further rule that does not hold', type: even, input: 3, wrong: 'expected an even number, got 3' },
  { name: 'either', type: types.either(types.integer(), types.text('a name')), input: 'a' },
  {
    name: 'neither',
    type: types.either(types.integer(), types.text('a name')),
    input: true,
    wrong: 'expected a whole number from 0, or a name, got true',
  },
  {
    name: 'neither, but one nearly',
    type: types.either(types.integer(), person),
    input: { name: 3 },
    wrong: 'expected a name, got 3',
    path: ['name'],
  },
];

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, validateFormats: false });
/** What a schema cannot say, and what YAML cannot. */
const beyondSchema = [
  'a further rule that does not hold',
  'no number',
  'a record with something undefined',
  'an empty text',
];

describe('a value', () => {
  test.each(rows)('$name', ({ name, type, input, value = input, wrong, path = [] }) => {
    const reading = type.read(input);
    if (wrong === undefined) expect(reading).toEqual({ value });
    else expect(reading).toMatchObject({ problem: wrong, path });
    if (!beyondSchema.includes(name)) expect(ajv.validate(type.schema, input)).toBe(!isProblem(reading));
  });
});

describe('a call', () => {
  const scale = {
    name: 'scale',
    args: [argument('target', types.text('a target'), ''), argument('replicas', types.integer(), '')],
    options: [argument('namespace', types.text('a namespace'), '')],
  };
  const load = { name: 'load', args: [argument('what', person, '')], options: [argument('force', types.flag(), '')] };
  const settle = { name: 'settle', args: [], options: [] };

  test.each([
    { name: 'by place', run: () => readCall(scale, ['a', 3]), values: { target: 'a', replicas: 3 } },
    {
      name: 'by place, with options',
      run: () => readCall(scale, ['a', 3, { namespace: 'n' }]),
      values: { target: 'a', replicas: 3, namespace: 'n' },
    },
    {
      name: 'with options that are undefined',
      run: () => readCall(scale, ['a', 3, { namespace: undefined }]),
      values: { target: 'a', replicas: 3 },
    },
    {
      name: 'by name',
      run: () => readNamed(scale, { replicas: 3, target: 'a' }),
      values: { target: 'a', replicas: 3 },
    },
    { name: 'a map as the only argument', run: () => readNamed(load, { name: 'a' }), values: { what: { name: 'a' } } },
    {
      name: 'the only argument by name',
      run: () => readNamed(load, { what: { name: 'a' }, force: true }),
      values: { what: { name: 'a' }, force: true },
    },
    { name: 'nothing', run: () => readNamed(settle, null), values: {} },
  ])('$name', ({ run, values }) => {
    expect(run()).toEqual(values);
  });

  test.each([
    {
      name: 'too many',
      run: () => readCall(scale, ['a', 1, {}, 2]),
      says: 'scale(target, replicas, { namespace? }) takes at most 3 arguments, got 4',
    },
    {
      name: 'too few',
      run: () => readCall(scale, ['a']),
      says: 'scale: replicas: expected a whole number from 0, got nothing',
    },
    {
      name: 'options that are none',
      run: () => readCall(scale, ['a', 1, 'n']),
      says: 'scale(target, replicas, { namespace? }): expected options, got "n"',
    },
    {
      name: 'an unknown option',
      run: () => readCall(scale, ['a', 1, { namespce: 'n' }]),
      says: 'scale: unknown key "namespce", expected namespace (did you mean namespace?)',
    },
    {
      name: 'a name that is missing',
      run: () => readNamed(scale, { target: 'a' }),
      says: 'scale: replicas is missing (a whole number from 0)',
    },
    {
      name: 'a value for several',
      run: () => readNamed(scale, 'a'),
      says: 'scale: expected a map with target, replicas, namespace, got "a"',
    },
    { name: 'a value for none', run: () => readNamed(settle, 'a'), says: 'settle: expected nothing, got "a"' },
    {
      name: 'nothing for one',
      run: () => readNamed(load, undefined),
      says: 'load: expected a map with name, age, tags, got nothing',
    },
    {
      name: 'a wrong key of the only argument',
      run: () => readNamed(load, { nam: 'a' }),
      says: 'load: what.nam: unknown key "nam", expected name, age, tags (did you mean name?)',
    },
  ])('$name', ({ run, says }) => {
    expect(run).toThrow(says);
  });

  test('has a signature', () => {
    expect([scale, load, settle].map(signature)).toEqual([
      'scale(target, replicas, { namespace? })',
      'load(what, { force? })',
      'settle()',
    ]);
  });
});
