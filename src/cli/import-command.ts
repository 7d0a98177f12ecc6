// `wavetank import`: suites of other tools as specs, with a list of what has no equal.

import { join, relative } from 'node:path';
import type { Gap } from '../importers/draft';
import { TOOLS, type Tool } from '../importers/guess-tool';
import { type Imported, type ImportedSpec, importSuites, rankedGaps } from '../importers/import-suites';
import { writeFiles } from '../importers/write-files';
import { nearest } from '../kinds/nearest';
import { EXIT, WrongUse } from './usage';

/** Version of what `--json` prints. */
const VERSION = 1;

interface Asked {
  readonly path: string;
  readonly from: Tool | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
}

/** Exit code 0 when all of it was carried over, 1 when something has no equal. */
export function importCommand(words: readonly string[]): number {
  const { path, from, out, json } = readWords(words);
  const imported = importSuites(path, { from, out });
  const written = writeFiles(imported);
  process.stdout.write(json ? `${JSON.stringify(reportOf(imported, written), null, 2)}\n` : textOf(imported, written));
  return imported.specs.some(({ gaps, tests }) => gaps.length > 0 || tests.some(({ mode }) => mode !== 'run'))
    ? EXIT.failed
    : EXIT.passed;
}

function readWords(words: readonly string[]): Asked {
  const paths: string[] = [];
  let from: Tool | undefined;
  let out: string | undefined;
  let json = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === '--json') json = true;
    else if (word === '--from') from = toolNamed(words[++at]);
    else if (word === '--out') {
      out = words[++at];
      if (out === undefined) throw new WrongUse('--out needs a folder');
    } else if (word.startsWith('-')) {
      const meant = nearest(word, ['--from', '--out', '--json']);
      throw new WrongUse(`import has no option ${word}${meant ? ` (did you mean ${meant}?)` : ''}`);
    } else paths.push(word);
  }
  const [path, second] = paths;
  if (path === undefined || second !== undefined) throw new WrongUse('import takes one folder or file');
  return { path, from, out, json };
}

function toolNamed(word: string | undefined): Tool {
  const tool = TOOLS.find((known) => known === word);
  if (tool) return tool;
  const meant = word === undefined ? undefined : nearest(word, TOOLS);
  const hint = meant ? ` (did you mean ${meant}?)` : '';
  throw new WrongUse(`--from takes ${TOOLS.join(', ')}, got ${word ?? 'nothing'}${hint}`);
}

function reportOf({ tool, out, specs, files }: Imported, written: readonly string[]) {
  return {
    version: VERSION,
    tool,
    out,
    written,
    unchanged: [...files.keys()].filter((path) => !written.includes(path)),
    specs,
    gaps: rankedGaps(specs),
  };
}

function textOf({ tool, out, specs, files }: Imported, written: readonly string[]): string {
  const shown = (path: string) => relative('.', join(out, path));
  const same = files.size - written.length;
  const gaps = specs.flatMap((spec) => spec.gaps);
  const lines = [
    ...written.map((path) => `wrote ${shown(path)}`),
    ...(same > 0 ? [`${counted(same, 'file')} ${same === 1 ? 'was' : 'were'} there already, the same`] : []),
    '',
    summary(tool, specs),
    ...(gaps.length > 0 ? ['', 'what has no equal:', ...gaps.map(gapLine)] : []),
    ...(gaps.length > 0
      ? ['', 'by sort:', ...rankedGaps(specs).map(({ category, role, count }) => `${count}  ${role}: ${category}`)]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

function summary(tool: Tool, specs: readonly ImportedSpec[]): string {
  const sum = (pick: (spec: ImportedSpec) => number) => specs.reduce((total, spec) => total + pick(spec), 0);
  const modes = specs.flatMap(({ tests }) => tests.map(({ mode }) => mode));
  const tests = (['run', 'skip', 'todo'] as const).map((mode) => modes.filter((each) => each === mode).length);
  return [
    `${tool}: ${counted(specs.length, 'spec file')}; tests: ${tests[0]} to run, ${tests[1]} skipped, ${tests[2]} to be written`,
    `steps: ${sum((s) => s.tally.steps)} in tests that run, ${sum((s) => s.tally.skippedSteps)} in others`,
    `assertions: ${sum((s) => s.tally.assertions)} in tests that run, ${sum((s) => s.tally.skippedAssertions)} in others`,
    `no equal: ${sum((s) => s.gaps.length)}`,
  ].join('\n');
}

const gapLine = ({ at, category, text }: Gap) => `${at.file}:${at.line}: ${category}: ${text}`;
const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
