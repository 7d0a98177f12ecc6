// The jest transform of YAML spec files: one line of CommonJS for each suite, test and step, and a source map from that
// line to the step's line and column. Watch, filters, shards and reporters work as for any spec.

import { createHash } from 'node:crypto';
import { type MappedLine, sourceMap } from './source-map';
import { readSpec, type SpecDocument, type SpecTest } from './spec-document';
import { SpecFileError } from './spec-error';

/** To be raised with every change of what is made of a text. */
const VERSION = 'wavetank-yaml-3';

export const canInstrument = false;

/** jest's synchronous transformer: YAML text to code and map. A file that is no spec throws when it is run. */
export function process(text: string, file: string): { code: string; map: string } {
  const lines = [...opening(text, file), ...body(text, file)];
  return { code: lines.map(({ code }) => code).join('\n'), map: JSON.stringify(sourceMap(file, text, lines)) };
}

/** The key under which jest keeps a result: everything that the result depends on. */
export function getCacheKey(text: string, file: string): string {
  return createHash('sha256').update([VERSION, file, text].join('\0')).digest('hex').slice(0, 32);
}

function opening(text: string, file: string): MappedLine[] {
  const open = `openSuite(${JSON.stringify(file)}, ${JSON.stringify(text)}, require)`;
  const at = { line: 1, column: 1 };
  return [
    { code: "const { beforeAll, describe, test } = require('@jest/globals');", ...at },
    { code: `const suite = require('wavetank/spec-runtime').${open};`, ...at },
    { code: 'beforeAll(() => suite.ready((path) => import(path)));', ...at },
  ];
}

function body(text: string, file: string): MappedLine[] {
  try {
    return suite(readSpec(file, text));
  } catch (error) {
    // The line that opens the suite throws the same.
    if (error instanceof SpecFileError) return [];
    throw error;
  }
}

function suite(spec: SpecDocument): MappedLine[] {
  const tests = spec.tests.flatMap(testLines);
  if (spec.name === undefined) return tests;
  const { line, column } = spec.yaml.locate(['name']);
  return [
    { code: `describe(${JSON.stringify(spec.name)}, () => {`, line, column },
    ...tests,
    { code: '});', line, column },
  ];
}

function testLines({ mode, name, place, steps }: SpecTest, index: number): MappedLine[] {
  const at = { line: place.line, column: place.column };
  if (mode === 'todo') return [{ code: `test.todo(${JSON.stringify(name)});`, ...at }];
  const call = mode === 'run' ? 'test' : `test.${mode}`;
  return [
    { code: `for (const run of suite.runs(${index})) ${call}(run.name, () => {`, ...at },
    { code: '  run.open();', ...at },
    ...steps.map(({ place: { line, column } }, position) => ({ code: `  run.step(${position});`, line, column })),
    { code: '  run.close();', ...at },
    { code: '});', ...at },
  ];
}
