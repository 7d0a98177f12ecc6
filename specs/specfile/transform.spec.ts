// The transform from outside: the code it makes, where its source map leads, and what jest may keep of it.

import { SourceMap } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import * as transform from '../../src/specfile/transform';

const FILE = '/shop/web.spec.yaml';
const text = `name: web
load: web.yaml
tests:
  - name: comes up
    matrix: { x: [1, 2] }
    steps:
      - settle
      - expect:
          pods: toBeReady
  - { name: later, todo: true }
  - name: skipped
    skip: true
    steps: [expect: { pods: toExist }]
  - { name: alone, only: true, steps: [settle, expect: { pods: toExist }] }
`;

/** What a call of jest's world was made with, and where the source map says it stands. */
function runCode(source: string) {
  const { code, map } = transform.process(source, FILE);
  const calls: string[] = [];
  const run = {
    name: 'run',
    open: () => calls.push('open'),
    step: (index: number) => calls.push(`step ${index}`),
    close: () => calls.push('close'),
  };
  const call = (kind: string) => (name: string, body?: () => void) => {
    calls.push(`${kind} ${name}`);
    body?.();
  };
  const test = Object.assign(call('test'), { skip: call('skip'), only: call('only'), todo: call('todo') });
  const opened: unknown[] = [];
  const modules: Record<string, unknown> = {
    '@jest/globals': { beforeAll: () => calls.push('ready'), describe: call('describe'), test },
    'wavetank/spec-runtime': {
      openSuite: (...inputs: unknown[]) => {
        opened.push(inputs);
        return { runs: () => [run] };
      },
    },
  };
  const require = (name: string) => modules[name];
  new Function('require', code)(require);
  const entries = new SourceMap(JSON.parse(map));
  const lines = code.split('\n');
  const placeOf = (part: string) => {
    const { originalLine, originalColumn } = entries.findEntry(
      lines.findIndex((line) => line.includes(part)),
      2,
    ) as {
      originalLine: number;
      originalColumn: number;
    };
    return `${originalLine + 1}:${originalColumn + 1}`;
  };
  return { calls, opened, require, placeOf };
}

test('suites, tests and steps are calls in their order', () => {
  const { calls, opened, require } = runCode(text);
  expect(calls).toEqual([
    'ready',
    'describe web',
    ...['test run', 'open', 'step 0', 'step 1', 'close'],
    'todo later',
    ...['skip run', 'open', 'step 0', 'close'],
    ...['only run', 'open', 'step 0', 'step 1', 'close'],
  ]);
  expect(opened).toEqual([[FILE, text, require]]);
});

test.each([
  { part: "describe('", place: '1:1' },
  { part: 'suite.runs(0)', place: '4:5' },
  { part: 'run.step(0)', place: '7:9' },
  { part: 'run.step(1)', place: '8:9' },
  { part: 'test.todo(', place: '10:7' },
  { part: 'suite.runs(3)', place: '14:7' },
])('the map leads from $part to $place', ({ part, place }) => {
  expect(runCode(text).placeOf(part.replaceAll("'", '"'))).toBe(place);
});

test.each([
  { name: 'no YAML', source: 'tests: [' },
  { name: 'no spec', source: 'tests: []' },
  { name: 'nothing', source: '' },
])('of $name, only the line that opens it is left: it throws when it is run', ({ source }) => {
  const { calls, opened } = runCode(source);
  expect(calls).toEqual(['ready']);
  expect(opened).toHaveLength(1);
});

describe('what jest keeps', () => {
  const key = transform.getCacheKey(text, FILE);

  test.each([
    { name: 'the text', other: transform.getCacheKey(`${text}#`, FILE) },
    { name: 'the file', other: transform.getCacheKey(text, '/shop/b.spec.yaml') },
  ])('depends on $name', ({ other }) => {
    expect(other).not.toBe(key);
  });

  test('is the same for the same', () => {
    expect(transform.getCacheKey(text, FILE)).toBe(key);
    expect(transform.canInstrument).toBe(false);
  });
});
