// Every row of the matchers table: a sentence, an example that runs in both languages, a spec that mentions it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import '../../src/jest/jest-globals-entry';
import { kindByKey } from '../../src/kinds/table';
import { historyOptions } from '../../src/matchers/history-options';
import { hasHistory, optionsOf } from '../../src/matchers/matcher';
import { all, any, atLeast, atMost, exactly, none } from '../../src/matchers/quantifiers';
import { matcherNames } from '../../src/matchers/registry';
import { matchers } from '../../src/matchers/table';
import { runSpec } from '../specfile/harness';

const NAMES = matchers.map(({ name }) => name);
const QUANTIFIERS = { all, any, none, exactly, atLeast, atMost };

/** The texts of all specs but those that look at the table. */
const specs = readdirSync(join(__dirname, '..'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.spec\.(ts|ya?ml)$/.test(entry.name) && entry.name !== 'table.spec.ts')
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n');

const shop = cluster({ nodes: 3 });
shop.load(['../../fixtures/shop', '../../fixtures/examples/web-0.yaml']);
shop.settle();
shop.advance('5s');

/** Runs the example's statements with the words that a spec file imports. */
function runTypeScript(text: string): void {
  const run = new Function('shop', 'expect', ...Object.keys(QUANTIFIERS), text);
  run(shop.fork(), expect, ...Object.values(QUANTIFIERS));
}

function yamlSpec(steps: string): string {
  const lines = ['- settle', '- advance: 5s', ...steps.split('\n')].map((line) => `      ${line}`);
  const head = [
    'cluster: { nodes: 3 }',
    'load: [shop, examples/web-0.yaml]',
    'tests:',
    '  - name: example',
    '    steps:',
  ];
  return [...head, ...lines, ''].join('\n');
}

describe.each(matchers.map((matcher) => ({ name: matcher.name, matcher })))('$name', ({ name, matcher }) => {
  test('says what it is in a sentence, and all its arguments in words', () => {
    expect(matcher.summary).toMatch(/^[A-Z].*\.$/);
    for (const { name: argumentName, summary, type } of [...matcher.args, ...optionsOf(matcher)]) {
      expect(`${argumentName}: ${summary}`).toMatch(/^[a-z]\w*: \S/);
      expect(type.expected).toMatch(/\w/);
    }
  });

  test('is for kinds that there are', () => {
    expect((matcher.kinds ?? []).filter((kind) => !kindByKey(kind))).toEqual([]);
  });

  test('its own options have names of their own', () => {
    const names = [...matcher.args, ...matcher.options].map((each) => each.name as string);
    expect(new Set(names).size).toBe(names.length);
    if (hasHistory(matcher)) {
      expect(historyOptions.map((each) => each.name as string).filter((each) => names.includes(each))).toEqual([]);
    }
    expect(matcher.needsOneOf.filter((each) => !names.includes(each))).toEqual([]);
  });

  test('its examples hold', () => {
    runTypeScript(matcher.example.ts);
    expect(runSpec(yamlSpec(matcher.example.yaml))).toEqual([{ name: 'example', error: undefined, at: undefined }]);
  });

  test('its examples mention it', () => {
    expect(matcher.example.ts).toContain(`${name}(`);
    expect(matcher.example.yaml).toMatch(name === 'toBeRefused' ? /refused:/ : new RegExp(`\\b${name}\\b`));
  });

  test('a spec mentions it', () => {
    expect(new RegExp(`\\b${name}\\b`).test(specs)).toBe(true);
  });
});

test('names are unique, begin with "to" and are all registered', () => {
  expect(new Set(NAMES).size).toBe(NAMES.length);
  expect(NAMES.filter((name) => !/^to[A-Z]/.test(name))).toEqual([]);
  expect(matcherNames().slice(0, NAMES.length)).toEqual(NAMES);
});
