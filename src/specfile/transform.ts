// The jest transform of YAML spec files: one line of CommonJS for each suite, test and step, and a source map from that line
// to the step's line and column. Watch, filters, shards and reporters work as for any spec.

import { createHash } from 'node:crypto';
import { type MappedLine, sourceMap } from './source-map';
import { readSpec, type SpecDocument, type SpecStep } from './spec-document';
import { SpecFileError } from './spec-error';

const VERSION = 1;

interface TransformOptions {
  readonly cacheKeyOptions?: unknown;
}

/** jest's synchronous transformer: YAML text to code and map. A file that is no spec throws when it is run. */
export function process(text: string, file: string): { code: string; map: string } {
  const lines = compile(text, file);
  return { code: lines.map(({ code }) => code).join('\n'), map: JSON.stringify(sourceMap(file, text, lines)) };
}

export function getCacheKey(text: string, file: string, _options?: TransformOptions): string {
  return createHash('sha256').update(`${VERSION}\0${file}\0${text}`).digest('hex');
}

export const canInstrument = false;

function compile(text: string, file: string): MappedLine[] {
  try {
    return suite(readSpec(file, text), text);
  } catch (error) {
    if (!(error instanceof SpecFileError)) throw error;
    const { line, column } = error.source;
    const message = JSON.stringify(error.message);
    return [
      { code: `test('spec file', () => {`, line, column },
      {
        code: `  const error = new SyntaxError(${message}); error.stack = error.name + ': ' + error.message; throw error;`,
        line,
        column,
      },
      { code: '});', line, column },
    ];
  }
}

function suite(spec: SpecDocument, text: string): MappedLine[] {
  const { file } = spec.yaml;
  const lines: MappedLine[] = [
    {
      code: `const suite = require('wavetank/spec-runtime').openSuite(${JSON.stringify(file)}, ${JSON.stringify(text)}, require);`,
      line: 1,
      column: 1,
    },
  ];
  for (const [index, test] of spec.tests.entries()) {
    const { line, column } = test.source;
    const at = { line, column };
    const call = test.mode === 'run' ? 'test' : `test.${test.mode}`;
    if (test.mode === 'todo') {
      lines.push({ code: `test.todo(${JSON.stringify(test.name)});`, ...at });
      continue;
    }
    lines.push({ code: `for (const run of suite.runs(${index})) ${call}(run.name, () => {`, ...at });
    lines.push({ code: '  run.open();', ...at }, { code: '  try {', ...at });
    for (const [position, step] of test.steps.entries()) lines.push(stepLine(step, position));
    lines.push({ code: '  } finally { run.close(); }', ...at }, { code: '});', ...at });
  }
  return lines;
}

function stepLine({ source: { line, column } }: SpecStep, position: number): MappedLine {
  return { code: `    run.step(${position});`, line, column };
}
