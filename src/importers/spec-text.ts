// The text of a spec file: its tests, and as comments, where they stood, all that has no equal. The text is read back
// by the reader of spec files and compared before anybody gets it.

import { isDeepStrictEqual } from 'node:util';
import { isPlainMap } from '../cluster/describe/types';
import { checkWords } from '../specfile/check-words';
import { readSpec } from '../specfile/spec-document';
import { type Arranged, arrange, asserts } from './arrange';
import type { DraftSpec, Gap, Line } from './draft';
import { scalarText, yamlLines } from './yaml-text';

export interface SpecText {
  readonly text: string;
  readonly tests: readonly Arranged[];
}

/**
 * @param file where it will stand, for the words of errors
 * Errors: SpecFileError when the text is no spec, Error when it says something else: both faults of the import.
 */
export function specText(draft: DraftSpec, file: string): SpecText {
  const tests = draft.tests.flatMap((test) => arrange(test, draft.before));
  const lines = [
    `# Made by \`wavetank import\` of ${draft.source}.`,
    ...(draft.name === undefined ? [] : yamlLines('name: ', escaped(draft.name), 0)),
    ...yamlLines('cluster: ', draft.cluster, 0),
    ...(draft.before.some(isStep) ? ['before:', ...stepLines(draft.before, 2)] : commentLines(draft.before, 0)),
    'tests:',
    ...tests.flatMap(testLines),
  ];
  const text = `${lines.join('\n')}\n`;
  const read = readSpec(file, text);
  checkWords(read);
  const wanted = tests.map(({ lines: own }) => own.filter(isStep).map(({ step }) => escaped(step)));
  const got = read.tests.map(({ path }) => stepsAt(read.yaml.value, path));
  if (!isDeepStrictEqual(wanted, got)) throw new Error(`${file}: the text does not say what was meant`);
  return { text, tests };
}

function stepsAt(root: unknown, path: readonly (string | number)[]): unknown {
  const test = path.reduce<unknown>((value, step) => (value as Readonly<Record<string | number, unknown>>)[step], root);
  return (test as { readonly steps?: unknown }).steps ?? [];
}

type StepLine = Extract<Line, { step: unknown }>;
const isStep = (line: Line): line is StepLine => 'step' in line;

function testLines({ name, cluster, lines, mode, words }: Arranged): readonly string[] {
  const steps = lines.some(isStep) ? ['    steps:', ...stepLines(lines, 6)] : commentLines(lines, 4);
  return [
    `  - name: ${scalarText(escaped(name))}`,
    ...(mode === 'run' ? [] : [`    # ${words}`, `    ${mode}: true`]),
    ...(cluster === undefined ? [] : yamlLines('cluster: ', cluster, 4)),
    ...steps,
  ];
}

function stepLines(lines: readonly Line[], spaces: number): readonly string[] {
  return lines.flatMap((line) =>
    isStep(line) ? yamlLines('- ', escaped(line.step), spaces) : commentLines([line], spaces),
  );
}

function commentLines(lines: readonly Line[], spaces: number): readonly string[] {
  const pad = ' '.repeat(spaces);
  return lines.flatMap((line) => {
    if (isStep(line)) return [];
    return [`${pad}# ${'note' in line ? line.note : gapWords(line.gap)}`];
  });
}

export function gapWords({ category, text, at }: Gap): string {
  return `no equal: ${category}: ${text} (${at.file}:${at.line})`;
}

/** `${…}` means something in a spec file; here it is text. */
function escaped<T>(value: T): T {
  if (typeof value === 'string') return value.replace(/\$(?=\{[^}]+\})/g, '$$$$') as T;
  if (Array.isArray(value)) return value.map(escaped) as T;
  if (!isPlainMap(value)) return value;
  return Object.fromEntries(Object.keys(value).map((key) => [escaped(key), escaped(value[key])])) as T;
}

/** Steps and assertions of tests that run, of those that do not, and what has no equal. */
export interface Tally {
  steps: number;
  assertions: number;
  skippedSteps: number;
  skippedAssertions: number;
}

export function tallyOf(draft: DraftSpec, tests: readonly Arranged[]): Tally {
  const tally: Tally = { steps: 0, assertions: 0, skippedSteps: 0, skippedAssertions: 0 };
  const running = new Set(tests.filter(({ mode }) => mode === 'run').flatMap(({ lines }) => lines));
  const count = (line: Line, runs: boolean) => {
    if (!isStep(line)) return;
    if (asserts(line)) tally[runs ? 'assertions' : 'skippedAssertions'] += line.counts;
    else tally[runs ? 'steps' : 'skippedSteps'] += line.counts;
  };
  for (const { lines } of draft.tests) for (const line of lines) count(line, running.has(line));
  for (const line of draft.before) count(line, running.size > 0);
  return tally;
}
