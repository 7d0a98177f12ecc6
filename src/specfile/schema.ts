// The JSON Schema of spec files for editors, made from the same descriptions that check them.

import { actionNamed, actionNames } from '../actions/acting-cluster';
import type { Arguments } from '../cluster/describe/argument';
import { historyOptions } from '../matchers/history-options';
import { matchers } from '../matchers/table';
import { clusterType } from './cluster-options';
import { refusalWords } from './refusals';
import { FILE_KEYS, TEST_KEYS } from './spec-document';

type Schema = Readonly<Record<string, unknown>>;

const ID = 'https://json-schema.org/draft-07/schema#';

/** The schema of `*.spec.yaml`. */
export function specSchema(): Schema {
  const steps = { type: 'array', minItems: 1, items: { $ref: '#/definitions/step' } };
  return {
    $schema: ID,
    title: 'wavetank spec',
    type: 'object',
    required: ['tests'],
    additionalProperties: false,
    properties: inOrder(FILE_KEYS, {
      name: { type: 'string', description: 'Name of the suite.' },
      cluster: { $ref: '#/definitions/cluster' },
      load: { description: 'Manifests that every test begins with.', anyOf: [{ type: 'string' }, { type: 'array' }] },
      use: {
        description: 'Modules with matchers and actions of your own.',
        anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
      },
      before: steps,
      after: steps,
      steps: { description: 'Named step lists for `do`.', type: 'object', additionalProperties: steps },
      tests: { type: 'array', minItems: 1, items: { $ref: '#/definitions/test' } },
    }),
    definitions: {
      cluster: clusterType.schema,
      test: testSchema(steps),
      step: stepSchema(steps),
      expectation: { type: 'object', minProperties: 1, additionalProperties: { $ref: '#/definitions/matcher' } },
      matcher: matcherSchema(),
    },
  };
}

function inOrder(keys: readonly string[], properties: Schema): Schema {
  return Object.fromEntries(keys.map((key) => [key, properties[key]]));
}

function testSchema(steps: Schema): Schema {
  return {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: inOrder(TEST_KEYS, {
      name: { type: 'string', minLength: 1 },
      cluster: { $ref: '#/definitions/cluster' },
      matrix: { type: 'object', additionalProperties: { type: 'array', minItems: 1 } },
      skip: { type: 'boolean' },
      only: { type: 'boolean' },
      todo: { anyOf: [{ const: true }, { type: 'string' }] },
      steps,
    }),
  };
}

function stepSchema(steps: Schema): Schema {
  const properties: Record<string, unknown> = {};
  const bare: string[] = [];
  for (const name of actionNames()) {
    const action = actionNamed(name);
    if (!action) continue;
    properties[name] = { description: action.summary, ...callSchema(action.args, action.options) };
    if (action.args.length === 0) bare.push(name);
  }
  return {
    anyOf: [
      { enum: bare },
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          ...properties,
          expect: { $ref: '#/definitions/expectation' },
          until: {
            anyOf: [
              {
                type: 'object',
                required: ['expect'],
                additionalProperties: false,
                properties: { expect: { $ref: '#/definitions/expectation' }, limit: { type: 'string' } },
              },
              { $ref: '#/definitions/expectation' },
            ],
          },
          do: { type: 'string', description: 'Does a named step list.' },
          fork: { ...steps, description: 'Tries steps on a copy; the cluster itself is untouched.' },
          mark: { type: 'string', description: 'Names this moment, for `since: ${name}`.' },
          refused: refusalWords.schema,
          as: { type: 'string', description: 'Names what the action gives back.' },
        },
      },
    ],
  };
}

/** A call's YAML form: a map of names, or the only argument by itself. */
function callSchema(args: Arguments, options: Arguments): Schema {
  const properties: Record<string, unknown> = { as: { type: 'string' } };
  for (const { name, type, summary } of [...args, ...options])
    properties[name] = { description: summary, ...type.schema };
  const named = { type: 'object', additionalProperties: false, required: args.map(({ name }) => name), properties };
  const [first, second] = args;
  if (!first) return { anyOf: [{ type: 'null' }, named] };
  return second ? named : { anyOf: [first.type.schema, named] };
}

function matcherSchema(): Schema {
  const calls: Record<string, unknown> = {};
  const bare: string[] = [];
  for (const { name, summary, args, options, subject } of matchers) {
    const all = subject === 'object' ? [...options, ...historyOptions] : options;
    calls[name] = { description: summary, ...callSchema(args, all as Arguments) };
    if (args.length === 0) bare.push(name);
  }
  const positive = {
    anyOf: [
      { enum: bare },
      { type: 'object', minProperties: 1, additionalProperties: false, properties: { ...calls, not: {} } },
    ],
  };
  return { anyOf: [positive, { type: 'array', minItems: 1, items: positive }] };
}
