// The JSON Schema of spec files for editors, made from the same descriptions that check them. A text `${name}` may
// stand wherever a value may.

import { actionNamed, actionNames } from '../actions/acting-cluster';
import { clusterType } from '../cluster/cluster-type';
import type { Arguments } from '../cluster/describe/argument';
import { userType } from '../cluster/user-type';
import { historyOptions } from '../matchers/history-options';
import { hasHistory } from '../matchers/matcher';
import { toBeRefused } from '../matchers/refusal';
import { matcherNamed, matcherNames } from '../matchers/registry';
import { type Schema, withNames } from './schema-names';
import { FILE_KEYS, TEST_KEYS } from './spec-document';
import { BUILT_IN, UNTIL_KEYS } from './spec-steps';

const DRAFT = 'http://json-schema.org/draft-07/schema#';
const TEXT = { type: 'string', minLength: 1 };

/** The schema of `*.spec.yaml`, with the actions and matchers that are registered now. */
export function specSchema(): Schema {
  return {
    $schema: DRAFT,
    title: 'wavetank spec',
    type: 'object',
    required: ['tests'],
    additionalProperties: false,
    properties: inOrder(FILE_KEYS, {
      name: { ...TEXT, description: 'Name of the suite.' },
      cluster: ref('cluster'),
      load: { ...manifestsSchema(), description: 'Manifests that every test begins with.' },
      use: {
        anyOf: [TEXT, { type: 'array', minItems: 1, items: TEXT }],
        description: 'Modules with matchers and actions of your own.',
      },
      before: { ...steps, description: 'Steps that every test begins with.' },
      after: { ...steps, description: 'Steps that every test ends with.' },
      steps: {
        description: 'Named lists of steps, for `do`.',
        type: 'object',
        minProperties: 1,
        additionalProperties: steps,
      },
      tests: { type: 'array', minItems: 1, items: ref('test') },
    }),
    definitions: {
      cluster: { description: 'The cluster that every test begins with.', ...withNames(clusterType.schema) },
      test: testSchema(),
      step: stepSchema(),
      expectation: { type: 'object', minProperties: 1, additionalProperties: ref('matchers') },
      matchers: { anyOf: [ref('matcher'), { type: 'array', minItems: 1, items: ref('matcher') }] },
      matcher: matcherSchema(),
      ...Object.fromEntries(historyOptions.map((option) => [option.name, optionSchema(option)])),
    },
  };
}

const ref = (name: string) => ({ $ref: `#/definitions/${name}` });
const steps = { type: 'array', minItems: 1, items: ref('step') };
const manifestsSchema = () => actionNamed('load')?.args[0]?.type.schema ?? {};

/** Nothing forgotten, nothing made up: the keys are those that the reader knows. */
function inOrder<K extends string>(keys: readonly K[], properties: Readonly<Record<NoInfer<K>, Schema>>): Schema {
  return Object.fromEntries(keys.map((key) => [key, properties[key]]));
}

function testSchema(): Schema {
  return {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: inOrder(TEST_KEYS, {
      name: { ...TEXT, description: 'Its name; values of the matrix may stand in it.' },
      cluster: { ...ref('cluster'), description: 'What is different in the cluster of this test.' },
      matrix: {
        description: 'The test runs once for each combination of these values.',
        type: 'object',
        minProperties: 1,
        additionalProperties: { type: 'array', minItems: 1 },
      },
      skip: { type: 'boolean', description: 'Left out for now.' },
      only: { type: 'boolean', description: 'The others are left out for now.' },
      todo: { type: 'boolean', description: 'To be written.' },
      steps,
    }),
  };
}

function stepSchema(): Schema {
  const words = {
    [BUILT_IN.expect]: { ...ref('expectation'), description: 'What holds now, or held.' },
    [BUILT_IN.until]: untilSchema(),
    [BUILT_IN.do]: { ...TEXT, description: 'Does a named list of steps.' },
    [BUILT_IN.fork]: { ...steps, description: 'Tries steps on a copy; the cluster itself is untouched.' },
    [BUILT_IN.mark]: { ...TEXT, description: 'Names this moment, for the option `since`.' },
  };
  const actions = actionNames().map((name) => {
    const { summary, args, options } = actionNamed(name) as NonNullable<ReturnType<typeof actionNamed>>;
    return [name, { description: summary, ...callSchema(args, options, { as: TEXT }) }] as const;
  });
  const bare = actionNames().filter((name) => actionNamed(name)?.args.length === 0);
  const one = [
    ...Object.keys(words).map((name) => ({ required: [name], maxProperties: 1 })),
    ...actions.map(([name]) => ({ required: [name] })),
  ];
  const step = {
    type: 'object',
    additionalProperties: false,
    properties: { ...words, ...Object.fromEntries(actions), refused: refusedSchema(), as: asSchema, user: userSchema },
    oneOf: one,
  };
  return { anyOf: [{ enum: bare }, step] };
}

const asSchema = { ...TEXT, description: 'Names what the action gives back.' };

const userSchema = { description: 'Who does it: the roles in the cluster decide.', ...withNames(userType.schema) };

function untilSchema(): Schema {
  const properties = inOrder(UNTIL_KEYS, {
    expect: ref('expectation'),
    limit: { ...TEXT, description: 'The test fails when it does not hold by then; 10m unless given.' },
  });
  return {
    description: 'Runs until this holds.',
    anyOf: [{ type: 'object', required: ['expect'], additionalProperties: false, properties }, ref('expectation')],
  };
}

function refusedSchema(): Schema {
  const options = Object.fromEntries(toBeRefused.options.map(({ name, type }) => [name, withNames(type.schema)]));
  return {
    description: 'The action is refused in these words.',
    anyOf: [
      { const: true },
      TEXT,
      { type: 'object', minProperties: 1, additionalProperties: false, properties: options },
    ],
  };
}

type Described = Arguments[number];

const optionSchema = ({ type, summary }: Described): Schema => ({ description: summary, ...withNames(type.schema) });

/** A call's YAML form: a map of names, or the only argument by itself. */
function callSchema(args: Arguments, options: Arguments, more: Schema = {}): Schema {
  const described = [...args, ...options].map((each) => [each.name, optionSchema(each)] as const);
  const properties = { ...Object.fromEntries(described), ...more };
  const required = args.map(({ name }) => name);
  const named = { type: 'object', additionalProperties: false, required, properties };
  const [first, second] = args;
  if (!first) return { anyOf: [{ type: 'null' }, named] };
  return second ? named : { anyOf: [withNames(first.type.schema), named] };
}

const history = Object.fromEntries(historyOptions.map(({ name }) => [name, ref(name)]));

function matcherSchema(): Schema {
  const all = matcherNames().map((name) => matcherNamed(name) as NonNullable<ReturnType<typeof matcherNamed>>);
  const calls = all.map((matcher) => {
    const { name, summary, args, options } = matcher;
    return [name, { description: summary, ...callSchema(args, options, hasHistory(matcher) ? history : {}) }] as const;
  });
  const bare = all.filter(({ args, needsOneOf }) => args.length === 0 && needsOneOf.length === 0);
  const properties = {
    ...Object.fromEntries(calls),
    not: { description: 'None of this holds.', allOf: [ref('matchers')] },
  };
  return {
    anyOf: [
      { enum: bare.map(({ name }) => name) },
      { type: 'object', minProperties: 1, additionalProperties: false, properties },
    ],
  };
}
