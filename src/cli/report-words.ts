// Reports that are asked for: `--report NAME` on standard output, `--report NAME=FILE` into a file, any number of them.

import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CheckReport } from '../checks/report';
import type { Reading, Reporter } from '../checks/reporters/reporter';
import { reporterNamed, reporters } from '../checks/reporters/table';
import { nearest } from '../kinds/nearest';
import { PLAIN, terminalPalette } from '../report/palette';
import { typedName } from './repository';
import { WrongUse } from './usage';

export interface AskedReport {
  readonly reporter: Reporter;
  /** Standard output unless given. */
  readonly file: string | undefined;
}

/** Errors: WrongUse. */
export function readReports(words: readonly string[]): readonly AskedReport[] {
  const asked = words.map(readOne);
  const shown = asked.filter(({ file }) => file === undefined);
  const alone = shown.find(({ reporter }) => !reporter.isForTerminals);
  if (alone && shown.length > 1) {
    const name = alone.reporter.name;
    throw new WrongUse(`--report ${name} cannot share standard output with another one: give it a file, ${name}=FILE`);
  }
  const files = asked.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, index) => files.indexOf(file) < index);
  if (twice !== undefined) throw new WrongUse(`--report: two reports go into ${twice}`);
  return shown.length > 0 ? asked : [{ reporter: reporters[0] as Reporter, file: undefined }, ...asked];
}

/** Beside what a test runner prints itself. Errors: WrongUse. */
export function readTestReports(words: readonly string[]): readonly AskedReport[] {
  return words.map((word) => {
    const asked = readOne(word);
    const { name, isForTerminals } = asked.reporter;
    if (asked.file === undefined && (!isForTerminals || name === 'people')) {
      throw new WrongUse(`--report ${name}: jest has standard output, give it a file: ${name}=FILE`);
    }
    return asked;
  });
}

function readOne(word: string): AskedReport {
  const at = word.indexOf('=');
  const name = at < 0 ? word : word.slice(0, at);
  const file = at < 0 ? undefined : word.slice(at + 1);
  const reporter = reporterNamed(name);
  const names = reporters.map((each) => each.name);
  if (!reporter) {
    const meant = nearest(name, names);
    const hint = meant ? ` (did you mean ${meant}?)` : '';
    throw new WrongUse(`--report: expected one of ${names.join(', ')}, got "${name}"${hint}`);
  }
  if (file === '') throw new WrongUse(`--report ${name}=: expected the name of a file`);
  return { reporter, file };
}

/** Writes each where it belongs. Errors: WrongUse for files that cannot be written. */
export function writeReports(report: CheckReport, asked: readonly AskedReport[], folder: string, root: string): void {
  for (const { reporter, file } of asked) {
    const reading: Reading = {
      palette: file === undefined ? terminalPalette() : PLAIN,
      fileName: (name) => typedName(name, folder, root),
    };
    const text = reporter.render(report, reading);
    if (file === undefined) process.stdout.write(text);
    else writeText(file, text);
    const { GITHUB_STEP_SUMMARY: summary } = process.env;
    if (reporter.summarize && summary) append(summary, reporter.summarize(report));
  }
}

/** Errors: WrongUse. */
export function writeText(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new WrongUse(`cannot write ${file}: ${(error as Error).message}`);
  }
}

function append(file: string, text: string): void {
  try {
    appendFileSync(file, text);
  } catch (error) {
    throw new WrongUse(`cannot write ${file}: ${(error as Error).message}`);
  }
}
