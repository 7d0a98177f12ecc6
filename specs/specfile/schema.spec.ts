// The JSON Schema of spec files: it takes whatever runs, and marks what does not while it is written.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: in a spec file ${name} is the name of a value

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import Ajv, { type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { actions } from '../../src/actions/table';
import { matchers } from '../../src/matchers/table';
import { specSchema } from '../../src/specfile/schema';
import { readSpec } from '../../src/specfile/spec-document';
import { specOf } from './harness';

const root = join(__dirname, '../..');
const fixtures = readdirSync(join(root, 'fixtures/specs')).filter((name) => /\.spec\.yaml$/.test(name));

let validate: ValidateFunction;
beforeAll(() => {
  // Strict: an unknown word in the schema itself is an error. Formats are for editors.
  const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, validateFormats: false });
  validate = ajv.compile(specSchema());
});

const holds = (text: string) => {
  const value = readSpec('x.spec.yaml', text).yaml.value;
  return { valid: validate(value), errors: validate.errors ?? [] };
};

describe('takes', () => {
  test.each(fixtures)('fixtures/specs/%s', (name) => {
    expect(holds(readFileSync(join(root, 'fixtures/specs', name), 'utf8'))).toEqual({ valid: true, errors: [] });
  });

  test.each(actions.map(({ name, example }) => ({ name, yaml: example.yaml })))('the example of $name', ({ yaml }) => {
    expect(holds(specOf(`- ${yaml}\n- expect: { nodes: toExist }`))).toEqual({ valid: true, errors: [] });
  });

  test.each(matchers.map(({ name, example }) => ({ name, yaml: example.yaml })))('the example of $name', ({ yaml }) => {
    expect(holds(specOf(yaml))).toEqual({ valid: true, errors: [] });
  });

  test.each([
    {
      name: 'names wherever a value stands',
      steps: '- scale: { target: "${a}", replicas: "${n}" }\n- expect: { nodes: { toExist: { always: "${yes}" } } }',
    },
    {
      name: 'lists of matchers, and not',
      steps: '- expect: { pod/a: [toExist, { toHaveLabel: a=b }, { not: [toBeReady] }], pod/b: { not: toExist } }',
    },
    { name: 'until', steps: '- until: { expect: { pod/a: toExist }, limit: 5m }\n- until: { pod/a: toExist }' },
    {
      name: 'the words for all kinds of steps',
      steps:
        '- mark: a\n- do: up\n- fork: [settle]\n- settle:\n- request: http://a\n  as: b\n- cordon: a\n  refused: { code: 404 }\n- expect: { a: toExist }',
    },
    {
      name: 'a whole cluster',
      steps: '- expect: { nodes: toExist }',
      head: 'cluster: { nodes: [{ name: a, cpu: "${n}" }], programs: [{ image: a, exits: { code: 1, afterMs: 0 } }], network: { externalNames: null } }',
    },
  ])('$name', ({ steps, head = '' }) => {
    const text = specOf(steps, `${head}\nsteps: { up: [settle] }`);
    expect(holds(text)).toEqual({ valid: true, errors: [] });
  });
});

describe('marks', () => {
  const wrong = (head: string, steps: string) => `${head}\ntests: [{ name: a, steps: [${steps}] }]`;
  const fine = 'expect: { nodes: toExist }';

  test.each([
    { name: 'nothing wrong in a right one', text: wrong('', fine), valid: true },
    { name: 'an unknown key', text: wrong('clustr: {}', fine) },
    { name: 'an unknown option of the cluster', text: wrong('cluster: { nodez: 3 }', fine) },
    { name: 'an unknown option of a node', text: wrong('cluster: { nodes: [{ name: a, memry: 1Gi }] }', fine) },
    { name: 'a node without a name', text: wrong('cluster: { nodes: [{ cpu: 1 }] }', fine) },
    { name: 'an unknown option of a program', text: wrong('cluster: { programs: [{ image: a, exit: 1 }] }', fine) },
    { name: 'no tests', text: 'tests: []' },
    { name: 'a test without a name', text: `tests: [{ steps: [${fine}] }]` },
    { name: 'an unknown action', text: wrong('', `settel, ${fine}`) },
    { name: 'an unknown action with arguments', text: wrong('', `failNod: a, ${fine}`) },
    { name: 'an unknown argument', text: wrong('', `scale: { target: deployment/a, replica: 3 }, ${fine}`) },
    { name: 'an argument that is missing', text: wrong('', `scale: { target: deployment/a }, ${fine}`) },
    { name: 'a wrong type', text: wrong('', `scale: { target: deployment/a, replicas: many }, ${fine}`) },
    { name: 'two actions in a step', text: wrong('', `{ cordon: a, uncordon: a }, ${fine}`) },
    { name: 'a refused expectation', text: wrong('', '{ expect: { nodes: toExist }, refused: true }') },
    { name: 'an empty expectation', text: wrong('', 'expect: {}') },
    { name: 'an unknown matcher', text: wrong('', 'expect: { nodes: toExists }') },
    {
      name: 'an unknown option of a matcher',
      text: wrong('', 'expect: { service/a: { toHaveEndpoints: { least: 1 } } }'),
    },
    { name: 'a matcher that must be told what', text: wrong('', 'expect: { deployment/a: toHaveReplicas }') },
    { name: 'an unknown word of a refusal', text: wrong('', '{ cordon: a, refused: { cod: 1 } }') },
  ])('$name', ({ text, valid = false }) => {
    expect(validate(parse(text))).toBe(valid);
  });
});

test('knows every action and every matcher, with its sentence', () => {
  const text = JSON.stringify(specSchema());
  for (const { name, summary } of [...actions, ...matchers]) {
    expect(text).toContain(`${JSON.stringify(name)}:{"description":${JSON.stringify(summary)}`);
  }
});

test('knows the words of modules that have been loaded', () => {
  const text = readFileSync(join(root, 'fixtures/specs/own/own.spec.yaml'), 'utf8');
  expect(holds(text).valid).toBe(false);
  jest.isolateModules(() => {
    require('../../fixtures/specs/own/shop-words');
    const { specSchema: withOwn } = require('../../src/specfile/schema') as { specSchema: typeof specSchema };
    const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, validateFormats: false });
    expect(ajv.validate(withOwn(), parse(text))).toBe(true);
  });
});
