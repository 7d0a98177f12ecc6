// What a spec file may not be: each fault is told with its line, its column, a caret, and the nearest right word.

import { describe, expect, test } from '@jest/globals';
import { readSpec } from '../../src/specfile/spec-document';
import { FILE, failureOf, specOf } from './harness';

interface Row {
  readonly name: string;
  readonly text: string;
  readonly at: string;
  readonly says: string;
}

const test1 = 'tests:\n  - name: a\n';
const ready = 'expect: { all pods: toBeReady }';

const file: readonly Row[] = [
  {
    name: 'nothing',
    text: '',
    at: '1:1',
    says: 'expected a map with name, cluster, load, use, before, after, steps, tests',
  },
  { name: 'a list', text: '- a', at: '1:1', says: 'expected a map with name' },
  { name: 'no YAML', text: 'tests: [\n', at: '2:1', says: 'missing' },
  { name: 'a tab', text: 'tests:\n\t- a', at: '2:1', says: 'tab' },
  {
    name: 'two documents',
    text: `${test1}    steps: [settle, ${ready}]\n---\ntests: []\n`,
    at: '5:1',
    says: 'there is a second document in this file: one is expected',
  },
  { name: 'a key twice', text: 'name: a\nname: b\n', at: '2:1', says: '"name" stands twice in one map' },
  {
    name: 'an unknown key',
    text: 'test: []\n',
    at: '1:1',
    says: 'unknown key "test", expected name, cluster, load, use, before, after, steps, tests (did you mean tests?)',
  },
  { name: 'no tests', text: 'name: a\n', at: '1:1', says: 'a spec file needs tests: a list with at least one' },
  { name: 'an empty list of tests', text: 'name: a\ntests: []\n', at: '2:1', says: 'a spec file needs tests' },
  { name: 'tests that are no list', text: 'tests: a\n', at: '1:1', says: 'a spec file needs tests' },
  { name: 'a name that is no text', text: 'name: on\ntests: [a]\n', at: '1:7', says: 'expected a text, got true' },
  { name: 'nothing to load', text: 'load:\ntests: [a]\n', at: '1:1', says: 'expected manifests to load, got nothing' },
  { name: 'a cluster that is no map', text: 'cluster: 3\ntests: [a]\n', at: '1:10', says: 'expected a map, got 3' },
  {
    name: 'a module that is no path',
    text: 'use: [./a.ts, 3]\ntests: [a]\n',
    at: '1:15',
    says: 'expected the path of a module',
  },
  {
    name: 'steps that are no map',
    text: 'steps: [settle]\ntests: [a]\n',
    at: '1:1',
    says: 'expected named step lists',
  },
  { name: 'an empty step list', text: 'steps:\n  up: []\ntests: [a]\n', at: '2:3', says: 'expected a list of steps' },
  {
    name: 'an empty list of steps before',
    text: 'before: []\ntests: [a]\n',
    at: '1:1',
    says: 'expected a list of steps',
  },
];

const tests: readonly Row[] = [
  {
    name: 'a text',
    text: 'tests: [a]',
    at: '1:9',
    says: 'expected a test: a map with name, cluster, matrix, skip, only, todo, steps',
  },
  { name: 'no name', text: 'tests:\n  - steps: [settle]', at: '2:5', says: 'a test needs a name' },
  { name: 'an unknown key', text: `${test1}    step: [settle]`, at: '3:5', says: '(did you mean steps?)' },
  { name: 'no steps', text: 'tests:\n  - name: a', at: '2:5', says: 'expected a list of steps' },
  { name: 'no list of steps', text: `${test1}    steps: settle`, at: '3:5', says: 'expected a list of steps' },
  {
    name: 'nothing expected',
    text: `${test1}    steps: [settle]`,
    at: '3:5',
    says: 'test "a" expects nothing: it could not fail',
  },
  {
    name: 'nothing expected in the lists it does',
    text: `steps:\n  up: [settle]\n${test1}    steps: [do: up]`,
    at: '5:5',
    says: 'expects nothing',
  },
  {
    name: 'two modes',
    text: `${test1}    skip: true\n    only: true\n    steps: [settle]`,
    at: '4:5',
    says: 'a test is either skip or only',
  },
  {
    name: 'a mode that is no yes',
    text: `${test1}    only: please\n    steps: [settle]`,
    at: '3:5',
    says: 'expected only: true',
  },
  {
    name: 'a matrix that is a list',
    text: `${test1}    matrix: [1]\n    steps: [settle]`,
    at: '3:5',
    says: 'expected a matrix: a map',
  },
  {
    name: 'an empty matrix',
    text: `${test1}    matrix: {}\n    steps: [settle]`,
    at: '3:5',
    says: 'expected a matrix: a map',
  },
  {
    name: 'a matrix without values',
    text: `${test1}    matrix: { x: [] }\n    steps: [settle]`,
    at: '3:15',
    says: 'expected a list of values for "x"',
  },
  {
    name: 'a matrix whose name is none',
    text: `${test1}    matrix: { n: [1] }\n    steps: [settle]`,
    at: '3:15',
    says: 'this name reads as false in YAML',
  },
];

const steps: readonly Row[] = [
  { name: 'a number', text: specOf('- 3'), at: '5:9', says: 'expected a step: an action by name, or a map' },
  {
    name: 'two actions',
    text: specOf('- settle:\n  advance: 1s'),
    at: '6:9',
    says: 'a step is one action, got settle and advance: give each its own "-"',
  },
  {
    name: 'only what stands beside',
    text: specOf('- as: a'),
    at: '5:9',
    says: 'expected a step, got only what stands beside one',
  },
  {
    name: 'an unknown action',
    text: specOf(`- settel\n- ${ready}`),
    at: '5:9',
    says: 'there is no step "settel" (did you mean settle?)',
  },
  {
    name: 'an unknown action with arguments',
    text: specOf(`- failNod: a\n- ${ready}`),
    at: '5:9',
    says: '(did you mean failNode?)',
  },
  {
    name: 'a word that was meant',
    text: specOf('- expects: { all pods: toBeReady }\n  refused: true'),
    at: '5:9',
    says: '(did you mean expect?)',
  },
  { name: 'a word alone', text: specOf('- expect'), at: '5:9', says: 'expected something after "expect"' },
  {
    name: 'a refused expectation',
    text: specOf(`- ${ready}\n  refused: true`),
    at: '6:9',
    says: '"refused" stands beside an action, not "expect"',
  },
  { name: 'a mark with a name', text: specOf('- mark: a\n  as: b'), at: '6:9', says: '"as" stands beside an action' },
  { name: 'a mark without one', text: specOf('- mark:'), at: '5:14', says: 'mark: expected a name for this moment' },
  {
    name: 'a list without a name',
    text: specOf('- do: [up]'),
    at: '5:13',
    says: 'do: expected the name of a step list',
  },
  {
    name: 'an unknown list',
    text: specOf(`- do: upp\n- ${ready}`, 'steps:\n  up: [settle]'),
    at: '6:13',
    says: 'there is no step list "upp" (did you mean up?)',
  },
  {
    name: 'a list that does itself',
    text: specOf('- do: up', 'steps:\n  up: [do: down]\n  down: [do: up]'),
    at: '3:10',
    says: 'the step list "up" does itself: it would never end',
  },
  { name: 'a fork of nothing', text: specOf('- fork: []'), at: '5:9', says: 'expected a list of steps' },
  {
    name: 'an unknown action in a fork',
    text: specOf(`- fork: [setle, ${ready}]`),
    at: '5:16',
    says: '(did you mean settle?)',
  },
  {
    name: 'a result without a name',
    text: specOf('- settle:\n  as:'),
    at: '6:12',
    says: 'as: expected a name for what comes of it',
  },
  {
    name: 'a result with a number',
    text: specOf('- request: { to: http://frontend, as: 3 }'),
    at: '5:45',
    says: 'as: expected a name',
  },
  {
    name: 'a refusal of nothing',
    text: specOf('- settle:\n  refused:'),
    at: '6:9',
    says: 'expected how it is refused',
  },
];

const expectations: readonly Row[] = [
  {
    name: 'nothing',
    text: specOf('- expect:'),
    at: '5:9',
    says: 'expected what is to hold: a map from subjects to matchers',
  },
  { name: 'an empty map', text: specOf('- expect: {}'), at: '5:9', says: 'expected what is to hold' },
  { name: 'a text', text: specOf('- expect: ready'), at: '5:9', says: 'expected what is to hold' },
  {
    name: 'a subject that is to be nothing',
    text: specOf('- expect:\n    pod/a:'),
    at: '6:11',
    says: 'expected a matcher such as toBeAvailable, got nothing',
  },
  { name: 'no matchers', text: specOf('- expect:\n    pod/a: []'), at: '6:11', says: 'expected a matcher' },
  {
    name: 'an empty map of matchers',
    text: specOf('- expect:\n    pod/a: {}'),
    at: '6:11',
    says: 'expected a matcher',
  },
  {
    name: 'a number',
    text: specOf('- expect:\n    pod/a: 3'),
    at: '6:18',
    says: 'expected a matcher such as toBeAvailable, got 3',
  },
  { name: 'nothing after not', text: specOf('- expect:\n    pod/a: { not: }'), at: '6:20', says: 'expected a matcher' },
  {
    name: 'a double not',
    text: specOf('- expect:\n    pod/a: { not: { not: toBeReady } }'),
    at: '6:27',
    says: '"not" stands in "not"',
  },
  {
    name: 'an unknown matcher',
    text: specOf('- expect:\n    pod/a: toBeRedy'),
    at: '6:18',
    says: 'there is no matcher "toBeRedy" (did you mean toBeReady?)',
  },
  {
    name: 'an unknown matcher with arguments',
    text: specOf('- expect:\n    pod/a: { toHaveLable: a }'),
    at: '6:20',
    says: '(did you mean toHaveLabel?)',
  },
  {
    name: 'an unknown matcher in a list',
    text: specOf('- expect:\n    pod/a: [toExist, toBeRedy]'),
    at: '6:28',
    says: '(did you mean toBeReady?)',
  },
  {
    name: 'an unknown key of until',
    text: specOf('- until: { expect: { pod/a: toExist }, limt: 5m }'),
    at: '5:46',
    says: 'unknown key "limt", expected expect, limit (did you mean limit?)',
  },
  { name: 'until nothing', text: specOf('- until:'), at: '5:9', says: 'expected what is to hold' },
];

describe.each([
  { part: 'a file', rows: file },
  { part: 'a test', rows: tests },
  { part: 'a step', rows: steps },
  { part: 'an expectation', rows: expectations },
])('$part', ({ rows }) => {
  test.each(rows)('$name', ({ text, at, says }) => {
    const { error, at: place } = failureOf(text);
    expect({ name: error?.name, message: error?.message, place }).toEqual({
      name: 'SpecFileError',
      message: expect.stringContaining(says),
      place: at,
    });
  });
});

test('the error by itself shows the lines with a caret', () => {
  expect(() => readSpec(FILE, `${test1}    step: [settle]`)).toThrow(
    [
      'fixtures/case.spec.yaml:3:5: unknown key "step", expected name, cluster, matrix, skip, only, todo, steps (did you mean steps?)',
      '',
      '  1 | tests:',
      '  2 |   - name: a',
      '> 3 |     step: [settle]',
      '    |     ^^^^',
    ].join('\n'),
  );
});

test.each([
  { name: 'a test to be written needs no steps', text: 'tests: [{ name: a, todo: true }]' },
  { name: 'modes may be said to be off', text: `tests: [{ name: a, skip: false, only: false, steps: [${ready}] }]` },
  {
    name: 'what every test ends with can be what is expected',
    text: `after: [${ready}]\ntests: [{ name: a, steps: [settle] }]`,
  },
  { name: 'a refusal is an expectation', text: 'tests: [{ name: a, steps: [{ settle: , refused: true }] }]' },
  { name: 'a fork may expect', text: `tests: [{ name: a, steps: [fork: [${ready}]] }]` },
])('$name', ({ text }) => {
  expect(readSpec(FILE, text).tests).toHaveLength(1);
});
