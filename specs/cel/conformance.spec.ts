// Google's conformance tests of CEL, but for what only protobuf has and what Kubernetes' environment leaves out or
// checks more strictly. What is left out is named, so that the rest is known to pass.

import { tests as conformance } from '@bufbuild/cel-spec/testdata/conformance.js';
import { tests as parsing } from '@bufbuild/cel-spec/testdata/parsing.js';
import { describe, expect, test } from '@jest/globals';
import { compileCel } from '../../src/cel/compile';
import { equal } from '../../src/cel/equality';
import type { CelType } from '../../src/cel/types';
import { type CelValue, typeNameOf } from '../../src/cel/value';
import { typeFrom, valueFrom } from './conformance-values';

type Json = Readonly<Record<string, unknown>>;

interface Row {
  readonly name: string;
  readonly expression: string;
  readonly variables: Record<string, CelType>;
  readonly bindings: Record<string, CelValue>;
  readonly value: CelValue | undefined;
  readonly fails: boolean;
}

const OTHER_LIBRARIES = ['bindings_ext', 'block_ext', 'encoders_ext', 'math_ext'];
const ONLY_PROTOBUF = ['dynamic', 'enums', 'proto2', 'proto2_ext', 'proto3', 'unknowns', 'wrappers'];
const PROTOBUF = /TestAllTypes|google\.protobuf|proto[23]|NestedEnum|cel\.expr/;
/** Kubernetes wants literals of lists and maps to be of one type, and checks every expression. */
const STRICTER = [/expected type '.*' but found/, /found no matching overload/, /undeclared reference/];
/**
 * Back-quoted fields are off in Kubernetes; some need an error where cel-go gives none unless it is asked to; texts are
 * formatted, and searched beyond their end, as in the version that Kubernetes has.
 */
const DIFFERENT = [
  /^(field_access|has_field)_(slash|dash|dot)$/,
  /^map_(null_entry_no_such_key|present_key_invalid_field)$/,
  /scientific notation|(infinity|NaN\/infinity) support|NaN support for decimal|dyntype support for (lists|maps)/,
  /^(list|map) support|(index|lastindex)of_out_of_range/,
];

interface Suite {
  readonly name: string;
  readonly suites?: readonly Suite[];
  readonly tests?: readonly { readonly original: Json; readonly error?: string }[];
}

function rowsOf(suite: Suite): Row[] {
  const own = (suite.tests ?? []).map(({ original }) => rowOf(original as never)).filter((row) => row !== undefined);
  return [...own, ...(suite.suites ?? []).flatMap(rowsOf)];
}

interface Original {
  readonly name: string;
  readonly expr: string;
  readonly container?: string;
  readonly value?: Json;
  readonly evalError?: Json;
  readonly typedResult?: Json;
  readonly checkOnly?: boolean;
  readonly typeEnv?: readonly { readonly name: string; readonly ident?: { readonly type: Json } }[];
  readonly bindings?: Readonly<Record<string, { readonly value?: Json }>>;
}

const isDifferent = (name: string) => DIFFERENT.some((pattern) => pattern.test(name));

/** undefined for a test that needs protobuf. */
function rowOf(test: Original): Row | undefined {
  if (PROTOBUF.test(test.expr) || test.container || test.checkOnly || isDifferent(test.name)) return undefined;
  const value = test.value === undefined ? undefined : valueFrom(test.value);
  if (test.value !== undefined && value === undefined) return undefined;
  const variables: Record<string, CelType> = {};
  for (const { name, ident } of test.typeEnv ?? []) {
    const type = ident && typeFrom(ident.type);
    if (!type) return undefined;
    variables[name] = type;
  }
  const bindings: Record<string, CelValue> = {};
  for (const [name, binding] of Object.entries(test.bindings ?? {})) {
    const bound = binding.value && valueFrom(binding.value);
    if (bound === undefined) return undefined;
    bindings[name] = bound;
    variables[name] ??= { kind: 'dyn' };
  }
  if (!test.value && !test.evalError && test.typedResult) return undefined;
  const expected = value === undefined && !test.evalError ? true : value;
  return {
    name: test.name,
    expression: test.expr,
    variables,
    bindings,
    value: expected,
    fails: Boolean(test.evalError),
  };
}

/** What the row gives; undefined when Kubernetes' stricter check refuses it. */
function resultOf({ expression, variables, bindings }: Row) {
  const compiled = compileCel(expression, { variables });
  if ('program' in compiled) return compiled.program.evaluate(bindings);
  return STRICTER.some((text) => text.test(compiled.error)) ? undefined : compiled;
}

const suites = (conformance as unknown as Suite).suites ?? [];
const tested = suites.filter(({ name }) => ![...OTHER_LIBRARIES, ...ONLY_PROTOBUF].includes(name));

const described = tested.map((suite) => ({ suite: suite.name, rows: rowsOf(suite) }));

describe.each(described.filter(({ rows }) => rows.length > 0))('$suite', ({ rows }) => {
  test.each(rows)('$name: $expression', (row) => {
    const result = resultOf(row);
    if (result === undefined) return;
    if (row.fails) expect(result).toHaveProperty('error');
    else {
      const value = 'value' in result ? result.value : result.error;
      const bothNaN = Number.isNaN(value) && Number.isNaN(row.value);
      expect({ value, same: bothNaN || equal(value, row.value as CelValue), type: typeNameOf(value) }).toEqual({
        value,
        same: true,
        type: typeNameOf(row.value as CelValue),
      });
    }
  });
});

test('most of the tests are not left out', () => {
  const rows = tested.flatMap((suite) => rowsOf(suite));
  const run = rows.filter((row) => resultOf(row) !== undefined);
  expect(run.length).toBeGreaterThan(1000);
});

/** These have limits that Kubernetes sets otherwise. */
const LIMITED = /limit exceeded|recursion depth/;
const parsed = ((parsing as unknown as Suite).tests ?? []).map(({ original, error = '' }) => {
  return { expression: (original as never as Original).expr, error: error.replaceAll('ERROR: :', 'ERROR: <input>:') };
});

test.each(parsed.filter(({ error }) => !LIMITED.test(error)))('parses as cel-go does: $expression', (row) => {
  const compiled = compileCel(row.expression, { variables: {} });
  const error = 'error' in compiled ? compiled.error : '';
  if (row.error.includes('Syntax error')) expect(error).toBe(row.error);
  else expect(error).not.toContain('Syntax error');
});
