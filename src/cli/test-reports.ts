// `wavetank test --report NAME=FILE`: what jest has told, rendered by the reporters of a check.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readTestReports, writeReports } from './report-words';
import { reportedName, repositoryRoot } from './repository';
import { type JestResults, testReport } from './test-report';

export interface TestReports {
  /** For jest, so that it leaves its results. */
  readonly words: readonly string[];
  /** To be called when jest has ended; without results, as after wrong words, nothing is written. */
  readonly write: () => void;
}

/** Errors: WrongUse, also while writing. */
export function testReports(asked: readonly string[]): TestReports {
  const reports = readTestReports(asked);
  const folder = mkdtempSync(join(tmpdir(), 'wavetank-test-'));
  const file = join(folder, 'results.json');
  const here = resolve('.');
  const root = repositoryRoot(here) ?? here;
  const write = () => {
    const results = resultsIn(file);
    rmSync(folder, { recursive: true, force: true });
    if (results)
      writeReports(
        testReport(results, (name) => reportedName(name, here, root)),
        reports,
        here,
        root,
      );
  };
  return { words: ['--json', '--outputFile', file], write };
}

function resultsIn(file: string): JestResults | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
