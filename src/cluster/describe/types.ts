// The argument types that actions and matchers are described with: words, numbers, times, names, lists and maps.

import { nearest } from '../../kinds/nearest';
import { parseDuration } from '../../sim/duration';
import { parseRfc3339 } from '../../sim/time';
import { type ArgumentType, isProblem, type Problem, problem, type Reading, show } from './argument';

export function text(expected = 'a text'): ArgumentType<string> {
  return {
    expected,
    typeText: 'string',
    schema: { type: 'string' },
    read: (input) => (typeof input === 'string' && input !== '' ? { value: input } : problem(expected, input)),
  };
}

/** A text that may be empty: values of labels and annotations. */
export function anyText(): ArgumentType<string> {
  const expected = 'a text, which may be empty';
  return {
    expected,
    typeText: 'string',
    schema: { type: 'string' },
    read: (input) => (typeof input === 'string' ? { value: input } : problem(expected, input)),
  };
}

export function integer(minimum = 0, expected = `a whole number from ${minimum}`): ArgumentType<number> {
  return {
    expected,
    typeText: 'number',
    schema: { type: 'integer', minimum },
    read: (input) =>
      typeof input === 'number' && Number.isInteger(input) && input >= minimum
        ? { value: input }
        : problem(expected, input),
  };
}

/** A whole number that may be too small for the API server, which says so in its words. */
export function anyInteger(): ArgumentType<number> {
  const expected = 'a whole number';
  return {
    expected,
    typeText: 'number',
    schema: { type: 'integer' },
    read: (input) => (Number.isInteger(input) ? { value: input as number } : problem(expected, input)),
  };
}

export function number(expected = 'a number'): ArgumentType<number> {
  return {
    expected,
    typeText: 'number',
    schema: { type: 'number' },
    read: (input) =>
      typeof input === 'number' && Number.isFinite(input) ? { value: input } : problem(expected, input),
  };
}

export function flag(): ArgumentType<boolean> {
  const expected = 'true or false';
  return {
    expected,
    typeText: 'boolean',
    schema: { type: 'boolean' },
    read: (input) => (typeof input === 'boolean' ? { value: input } : problem(expected, input)),
  };
}

/** A span of time; the value is in milliseconds. A bare number is refused: its unit would be a guess. */
export function duration(): ArgumentType<string, number> {
  const expected = 'a duration such as 30s, 1m30s or 500ms';
  return {
    expected,
    typeText: 'Duration',
    schema: { type: 'string', pattern: '^(\\d+(\\.\\d+)?(ms|s|m|h|d))+$' },
    read: (input) => {
      const spanMs = typeof input === 'string' ? parseDuration(input) : undefined;
      return spanMs === undefined ? problem(expected, input) : { value: spanMs };
    },
  };
}

/** An instant in RFC 3339; the value is in milliseconds of virtual time. */
export function instant(): ArgumentType<string, number> {
  const expected = 'a time such as 2026-01-01T00:00:00Z';
  return {
    expected,
    typeText: 'string',
    schema: { type: 'string', format: 'date-time' },
    read: (input) => {
      const atMs = typeof input === 'string' ? parseRfc3339(input) : Number.NaN;
      return Number.isNaN(atMs) ? problem(expected, input) : { value: atMs };
    },
  };
}

export function oneOf<const W extends readonly string[]>(...words: W): ArgumentType<W[number]> {
  const expected = `one of ${words.join(', ')}`;
  return {
    expected,
    typeText: words.map((word) => `'${word}'`).join(' | '),
    schema: { enum: [...words] },
    read: (input) =>
      typeof input === 'string' && words.includes(input)
        ? { value: input as W[number] }
        : problem(expected, input, typeof input === 'string' ? nearest(input, words) : undefined),
  };
}

/** A list of at least so many, or a single value standing for a list of one. */
export function listOf<Input, Value>(
  item: ArgumentType<Input, Value>,
  least = 1,
): ArgumentType<Input | readonly Input[], Value[]> {
  return {
    expected: `${item.expected}, or a list of such`,
    typeText: `${item.typeText} | readonly ${item.typeText}[]`,
    schema: { anyOf: [item.schema, { type: 'array', items: item.schema, minItems: least }] },
    read: (input) => {
      const inputs = Array.isArray(input) ? input : [input];
      const values: Value[] = [];
      for (const [index, entry] of inputs.entries()) {
        const reading = item.read(entry);
        if (isProblem(reading)) return Array.isArray(input) ? below(reading, index) : reading;
        values.push(reading.value);
      }
      return values.length >= least ? { value: values } : problem(`at least one of ${item.expected}`, input);
    },
  };
}

/** A map from names to values, with at least so many entries. */
export function mapOf<Input, Value>(
  item: ArgumentType<Input, Value>,
  least = 1,
): ArgumentType<Readonly<Record<string, Input>>, Readonly<Record<string, Value>>> {
  const expected = `a map whose values are each ${item.expected}`;
  return {
    expected,
    typeText: `Record<string, ${item.typeText}>`,
    schema: { type: 'object', additionalProperties: item.schema, minProperties: least },
    read: (input) => {
      if (!isPlainMap(input)) return problem(expected, input);
      const values: Record<string, Value> = {};
      for (const key of Object.keys(input)) {
        const reading = item.read(input[key]);
        if (isProblem(reading)) return below(reading, key);
        values[key] = reading.value;
      }
      return Object.keys(values).length >= least ? { value: values } : problem('a map that is not empty', input);
    },
  };
}

type Fields = Readonly<Record<string, ArgumentType<unknown, unknown>>>;
type InputOf<T> = T extends ArgumentType<infer Input, unknown> ? Input : never;
type ValueOf<T> = T extends ArgumentType<unknown, infer Value> ? Value : never;

/** What a person writes for a record, and what the code gets: the required fields, then the others. */
type RecordInput<F extends Fields, R extends keyof F> = { readonly [K in R]: InputOf<F[K]> } & {
  readonly [K in Exclude<keyof F, R>]?: InputOf<F[K]>;
};
type RecordValue<F extends Fields, R extends keyof F> = { readonly [K in R]: ValueOf<F[K]> } & {
  readonly [K in Exclude<keyof F, R>]?: ValueOf<F[K]>;
};

/**
 * A map with known keys, of which those in `required` must be there; an unknown key is an error that names the nearest.
 */
export function record<F extends Fields, R extends keyof F & string = never>(
  fields: F,
  required: readonly R[] = [],
): ArgumentType<RecordInput<F, R>, RecordValue<F, R>> {
  const names = Object.keys(fields);
  const expected = `a map with ${names.join(', ')}`;
  const properties = Object.fromEntries(names.map((name) => [name, (fields[name] as ArgumentType<unknown>).schema]));
  const texts = names.map((name) => {
    const sign = required.includes(name as R) ? '' : '?';
    return `${name}${sign}: ${(fields[name] as ArgumentType<unknown>).typeText}`;
  });
  return {
    expected,
    typeText: `{ ${texts.join('; ')} }`,
    schema: {
      type: 'object',
      properties,
      additionalProperties: false,
      ...(required.length > 0 ? { required: [...required] } : { minProperties: 1 }),
    },
    read: (input) => {
      if (!isPlainMap(input)) return problem(expected, input);
      const values: Record<string, unknown> = {};
      for (const key of Object.keys(input)) {
        const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
        if (!field) return unknownKey(key, names);
        const reading = field.read(input[key]);
        if (!isProblem(reading)) values[key] = reading.value;
        else if (input[key] !== undefined) return below(reading, key);
      }
      const missing = required.find((name) => !(name in values));
      if (missing !== undefined) {
        const { expected: wanted } = fields[missing] as ArgumentType<unknown>;
        return { problem: `missing, expected ${wanted}`, path: [missing] };
      }
      if (Object.keys(input).length === 0) return problem(expected, input);
      return { value: values as never };
    },
  };
}

/** What is wrong with a key that a map cannot have. */
export function unknownKey(key: string, known: readonly string[]): Problem {
  const list = known.length > 0 ? `, expected ${known.join(', ')}` : '';
  return { problem: `unknown key "${key}"${list}`, path: [key], hint: nearest(key, known) };
}

/** A type with a further rule: `fault` says what is wrong with a value, where it is not right. */
export function refined<Input, Value>(
  type: ArgumentType<Input, Value>,
  fault: (value: Value) => string | undefined,
): ArgumentType<Input, Value> {
  return {
    ...type,
    read: (input) => {
      const reading = type.read(input);
      const text = isProblem(reading) ? undefined : fault(reading.value);
      return text === undefined ? reading : { problem: `${text}, got ${show(input)}`, path: [] };
    },
  };
}

/** One value and no other: `false`. */
export function only<const T extends string | number | boolean | null>(value: T): ArgumentType<T> {
  const expected = String(value);
  return {
    expected,
    typeText: typeof value === 'string' ? `'${value}'` : expected,
    schema: { const: value },
    read: (input) => (input === value ? { value } : problem(expected, input)),
  };
}

/** One of several types, tried in order. */
export function either<A, AV, B, BV>(a: ArgumentType<A, AV>, b: ArgumentType<B, BV>): ArgumentType<A | B, AV | BV> {
  const expected = `${a.expected}, or ${b.expected}`;
  return {
    expected,
    typeText: `${a.typeText} | ${b.typeText}`,
    schema: { anyOf: [a, b].flatMap(({ schema }) => (Array.isArray(schema.anyOf) ? schema.anyOf : [schema])) },
    read: (input): Reading<AV | BV> => {
      const first = a.read(input);
      if (!isProblem(first)) return first;
      const second = b.read(input);
      if (!isProblem(second)) return second;
      if (first.path.length > 0) return first;
      return second.path.length > 0 ? second : problem(expected, input);
    },
  };
}

/** Plain data of any shape: a partial manifest, a patch. */
export function anything(expected = 'a value'): ArgumentType<unknown> {
  return {
    expected,
    typeText: 'unknown',
    schema: {},
    read: (input) => (input === undefined ? problem(expected, input) : { value: input }),
  };
}

export function isPlainMap(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

function below(found: Problem, key: string | number): Problem {
  return { ...found, path: [key, ...found.path] };
}
