// The argument types that actions and matchers are described with: words, numbers, times, names, lists and maps.

import { parseDuration } from '../../sim/duration';
import { parseRfc3339 } from '../../sim/time';
import { type ArgumentType, isProblem, type Problem, problem, type Reading } from './argument';
import { nearest } from './nearest';

export function text(expected = 'a text'): ArgumentType<string> {
  return {
    expected,
    typeText: 'string',
    schema: { type: 'string' },
    read: (input) => (typeof input === 'string' && input !== '' ? { value: input } : problem(expected, input)),
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

/** A list, or a single value standing for a list of one. */
export function listOf<Input, Value>(
  item: ArgumentType<Input, Value>,
): ArgumentType<Input | readonly Input[], Value[]> {
  return {
    expected: `${item.expected}, or a list of such`,
    typeText: `${item.typeText} | readonly ${item.typeText}[]`,
    schema: { anyOf: [item.schema, { type: 'array', items: item.schema, minItems: 1 }] },
    read: (input) => {
      const inputs = Array.isArray(input) ? input : [input];
      const values: Value[] = [];
      for (const [index, entry] of inputs.entries()) {
        const reading = item.read(entry);
        if (isProblem(reading)) return Array.isArray(input) ? below(reading, index) : reading;
        values.push(reading.value);
      }
      return values.length > 0 ? { value: values } : problem(`at least one of ${item.expected}`, input);
    },
  };
}

/** A map from names to values. */
export function mapOf<Input, Value>(
  item: ArgumentType<Input, Value>,
): ArgumentType<Readonly<Record<string, Input>>, Readonly<Record<string, Value>>> {
  const expected = `a map whose values are each ${item.expected}`;
  return {
    expected,
    typeText: `Record<string, ${item.typeText}>`,
    schema: { type: 'object', additionalProperties: item.schema, minProperties: 1 },
    read: (input) => {
      if (!isPlainMap(input)) return problem(expected, input);
      const values: Record<string, Value> = {};
      for (const key of Object.keys(input)) {
        const reading = item.read(input[key]);
        if (isProblem(reading)) return below(reading, key);
        values[key] = reading.value;
      }
      return Object.keys(values).length > 0 ? { value: values } : problem(`a map that is not empty`, input);
    },
  };
}

/** A map with known keys, all optional; an unknown key is an error that names the nearest. */
export function record<Fields extends Readonly<Record<string, ArgumentType<unknown, unknown>>>>(
  fields: Fields,
  expected = `a map with ${Object.keys(fields).join(', ')}`,
): ArgumentType<
  { readonly [K in keyof Fields]?: Fields[K] extends ArgumentType<infer Input, unknown> ? Input : never },
  { readonly [K in keyof Fields]?: Fields[K] extends ArgumentType<unknown, infer Value> ? Value : never }
> {
  const names = Object.keys(fields);
  const properties = Object.fromEntries(names.map((name) => [name, (fields[name] as ArgumentType<unknown>).schema]));
  return {
    expected,
    typeText: `{ ${names.map((name) => `${name}?: ${(fields[name] as ArgumentType<unknown>).typeText}`).join('; ')} }`,
    schema: { type: 'object', properties, additionalProperties: false, minProperties: 1 },
    read: (input) => {
      if (!isPlainMap(input)) return problem(expected, input);
      const values: Record<string, unknown> = {};
      for (const key of Object.keys(input)) {
        const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
        if (!field)
          return {
            problem: `unknown key "${key}", expected ${names.join(', ')}`,
            path: [key],
            hint: nearest(key, names),
          };
        const reading = field.read(input[key]);
        if (isProblem(reading)) return below(reading, key);
        values[key] = reading.value;
      }
      if (Object.keys(values).length === 0) return problem(expected, input);
      return { value: values as never };
    },
  };
}

/** One of several types, tried in order. */
export function either<A, AV, B, BV>(a: ArgumentType<A, AV>, b: ArgumentType<B, BV>): ArgumentType<A | B, AV | BV> {
  const expected = `${a.expected}, or ${b.expected}`;
  return {
    expected,
    typeText: `${a.typeText} | ${b.typeText}`,
    schema: { anyOf: [a.schema, b.schema] },
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
