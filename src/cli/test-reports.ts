// `wavetank test --report NAME=FILE`: what jest has told, rendered by the reporters of a check.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Shard } from '../checks/report';
import { readTestReports, writeReports } from './report-words';
import { reportedName, repositoryRoot } from './repository';
import { type JestResults, testReport } from './test-report';

export interface TestReports {
  /** For jest, so that it leaves its results. */
  readonly words: readonly string[];
  /** To be called when jest has ended; without results, as after wrong words, nothing is written. */
  readonly write: () => void;
}

/**
 * @param words those of jest, which may name a shard. Errors: WrongUse, also while writing.
 */
export function testReports(asked: readonly string[], words: readonly string[]): TestReports {
  const reports = readTestReports(asked);
  const folder = mkdtempSync(join(tmpdir(), 'wavetank-test-'));
  const file = join(folder, 'results.json');
  const here = resolve('.');
  const root = repositoryRoot(here) ?? here;
  const write = () => {
    const results = resultsIn(file);
    rmSync(folder, { recursive: true, force: true });
    if (!results) return;
    const report = testReport(results, (name) => reportedName(name, here, root), shardIn(words));
    writeReports(report, reports, here, root);
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

/** jest's `--shard 1/3` or `--shard=1/3`. */
function shardIn(words: readonly string[]): Shard | undefined {
  const text = words.map((word, index) => (word === '--shard' ? `--shard=${words[index + 1]}` : word)).join(' ');
  const [, index, count] = /--shard=(\d+)\/(\d+)/.exec(text) ?? [];
  return index === undefined || count === undefined ? undefined : { index: Number(index), count: Number(count) };
}
