// Random structural schemas and objects: pruning, defaulting and checking never fail, and what they did once they do
// not do again.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { applyDefaults, pruneDefaults } from '../../src/custom/defaults';
import { checkDefinition } from '../../src/custom/definition/check-definition';
import { prune, pruneNulls } from '../../src/custom/prune';
import type { Schema } from '../../src/custom/schema';
import { checkPair, checkSchema } from '../../src/custom/validate/check-schema';
import { Correlated } from '../../src/custom/validate/correlated';
import { checkEmbedded } from '../../src/custom/validate/embedded';
import { checkListTypes } from '../../src/custom/validate/list-types';
import { definition, version } from '../custom/definitions';

const NAMES = ['a', 'b', 'c', 'metadata', 'constructor', '__proto__'];
const name = fc.constantFrom(...NAMES);

const scalar = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.double({ noNaN: true, min: -5, max: 5 }),
  fc.constantFrom('', 'a', 'aaaa', '2024-01-01', 'ä'),
  fc.boolean(),
  fc.constant(null),
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
}));

const rules = fc.record(
  {
    nullable: fc.boolean(),
    enum: fc.array(scalar, { minLength: 1, maxLength: 3 }),
    maxLength: fc.nat(4),
    minLength: fc.nat(4),
    pattern: fc.constantFrom('^a+$', '(?i)A', '\\d{4}', '('),
    format: fc.constantFrom('date', 'int32', 'ipv4', 'fruit'),
    minimum: fc.integer({ min: -3, max: 3 }),
    maximum: fc.integer({ min: -3, max: 3 }),
    multipleOf: fc.constantFrom(2, 0.5),
    minItems: fc.nat(2),
    maxItems: fc.nat(2),
    uniqueItems: fc.boolean(),
    maxProperties: fc.nat(2),
    required: fc.array(name, { maxLength: 2 }),
    not: fc.record({ enum: fc.array(scalar, { minLength: 1, maxLength: 2 }) }),
    anyOf: fc.array(fc.record({ required: fc.array(name, { maxLength: 1 }) }), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
);

const { schema } = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc
    .tuple(
      rules,
      fc.option(value, { nil: undefined, freq: 4 }),
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom<Schema>({ type: 'string' }, { type: 'integer' }, { type: 'boolean' }, { type: 'number' }),
        fc.constantFrom<Schema>(
          { 'x-kubernetes-int-or-string': true },
          { 'x-kubernetes-preserve-unknown-fields': true },
        ),
        fc.record({ type: fc.constant('array'), items: tie('schema') }),
        fc.record({ type: fc.constant('object'), additionalProperties: tie('schema') }),
        fc.record(
          {
            type: fc.constant('object'),
            properties: fc.dictionary(name, tie('schema'), { maxKeys: 3 }),
            'x-kubernetes-preserve-unknown-fields': fc.constant(true),
            'x-kubernetes-embedded-resource': fc.constant(true),
          },
          { requiredKeys: ['type', 'properties'] },
        ),
      ),
    )
    .map(
      ([extra, fallback, own]) =>
        ({ ...extra, ...own, ...(fallback === undefined ? {} : { default: fallback }) }) as Schema,
    ),
}));

const RUNS = { numRuns: 300 };

describe('any schema and any value', () => {
  test('pruning takes out the same at most once', () => {
    fc.assert(
      fc.property(schema, value, fc.boolean(), (given, input, isRoot) => {
        const once = pruneNulls(prune(input, given, isRoot), given);
        const unknown: string[] = [];
        expect(prune(once, given, isRoot, unknown)).toEqual(once);
        expect(unknown).toEqual([]);
        expect(pruneNulls(once, given)).toEqual(once);
      }),
      RUNS,
    );
  });

  test('defaulting twice changes nothing', () => {
    fc.assert(
      fc.property(schema, value, (given, input) => {
        const once = applyDefaults(input, pruneDefaults(given));
        expect(applyDefaults(once, pruneDefaults(given))).toEqual(once);
      }),
      RUNS,
    );
  });

  test('what is filled in is not taken out again', () => {
    fc.assert(
      fc.property(schema, value, (given, input) => {
        const pruned = pruneDefaults(given);
        const filled = applyDefaults(pruneNulls(prune(input, pruned, false), pruned), pruned);
        expect(prune(filled, pruned, false)).toEqual(filled);
      }),
      RUNS,
    );
  });

  test('checks end, and let pass what has not changed', () => {
    fc.assert(
      fc.property(schema, value, value, (given, input, other) => {
        checkSchema(input, given, '');
        checkPair(input, given, '', new Correlated(input, other, given));
        expect(checkPair(input, given, '', new Correlated(input, input, given)).errors).toEqual([]);
        checkListTypes([], input, given, '');
        checkEmbedded([], input, given, '');
      }),
      RUNS,
    );
  });

  test('a definition is accepted or refused', () => {
    fc.assert(
      fc.property(schema, (given) => {
        const body = definition({ versions: [version('v1', given)] });
        expect(Array.isArray(checkDefinition({ ...body, status: { storedVersions: ['v1'] } } as never))).toBe(true);
      }),
      RUNS,
    );
  });
});
