// What a jest run tells, in the form of a check's report, so that the same reporters render it: a rule for each test, a
// finding for each that failed.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import {
  type CheckReport,
  type CheckRun,
  REPORT_VERSION,
  type ReportedFinding,
  type ReportedPlace,
  type ReportedRule,
  type Shard,
} from '../checks/report';
import { codeFrame } from '../manifests/frame';
import { version } from './version';

/** What `jest --json` writes, as far as it is read. */
export interface JestResults {
  readonly testResults: readonly JestFile[];
}

interface JestFile {
  /** Absolute path. */
  readonly name: string;
  readonly status: string;
  /** Why the file could not be run, where that is so. */
  readonly message: string;
  readonly assertionResults: readonly JestTest[];
}

interface JestTest {
  readonly fullName: string;
  readonly status: 'passed' | 'failed' | 'pending' | 'todo' | 'skipped' | 'disabled' | 'focused';
  readonly failureMessages: readonly string[] | null;
}

/**
 * @param fileName names a file as reports do: from the root of the repository.
 * @param shard which part of the specs it was.
 */
export function testReport(
  { testResults }: JestResults,
  fileName: (file: string) => string,
  shard: Shard | undefined,
): CheckReport {
  const files = [...testResults].sort((a, b) => (a.name < b.name ? -1 : 1));
  const told = files.flatMap((file) => testsOf(file, fileName));
  const run: CheckRun = {
    digest: '',
    files: files.length,
    objects: told.length,
    assumed: [],
    notRun: notRun(told),
    findings: told.flatMap(({ findings }) => findings),
  };
  const rules = told.map(({ rule }) => rule);
  const head = { version: REPORT_VERSION, wavetank: version(), command: 'test', failOn: 'error' } as const;
  return { ...head, ...(shard && { shard }), rules, runs: [run] };
}

interface Told {
  readonly rule: ReportedRule;
  readonly idle: string | undefined;
  readonly findings: readonly ReportedFinding[];
}

function testsOf(file: JestFile, fileName: (file: string) => string): readonly Told[] {
  const shown = fileName(file.name);
  if (file.assertionResults.length === 0 && file.status === 'failed') {
    const rule = ruleOf(shown, `npx wavetank test ${shown}`);
    return [{ rule, idle: undefined, findings: [findingOf(rule, file.name, shown, file.message)] }];
  }
  const seen = new Map<string, number>();
  return file.assertionResults.map(({ fullName, status, failureMessages }) => {
    // Two tests of one name are two tests.
    const before = seen.get(fullName) ?? 0;
    seen.set(fullName, before + 1);
    const id = `${shown} › ${fullName}${before > 0 ? ` (${before + 1})` : ''}`;
    const rule = ruleOf(id, `npx wavetank test ${shown} -t ${JSON.stringify(fullName)}`);
    const findings = (failureMessages ?? []).map((message) => findingOf(rule, file.name, shown, message));
    return { rule, idle: ['passed', 'failed'].includes(status) ? undefined : status, findings };
  });
}

function ruleOf(id: string, again: string): ReportedRule {
  return { id, title: 'passes', severity: 'error', profile: 'essential', remedy: `Run it again: ${again}` };
}

function findingOf(rule: ReportedRule, file: string, shown: string, failure: string): ReportedFinding {
  const { words, promised, happened, trace, place } = partsOf(stripVTControlCharacters(failure), file, shown);
  return {
    rule: rule.id,
    severity: 'error',
    proof: 'simulated',
    path: [],
    message: words,
    ...(promised !== undefined && { promised }),
    ...(happened !== undefined && { happened }),
    ...(trace.length > 0 && { trace }),
    remedy: rule.remedy,
    ...(place && { place }),
    fingerprint: createHash('sha256').update(rule.id).digest('hex').slice(0, 20),
  };
}

/** `Expected: …`, `Actual:   …`, `Received: …`; further lines of a text stand below its first. */
const EXPECTED = /^Expected: +(.*(?:\n {10}.*)*)/m;
const ACTUAL = /^(?:Actual|Received): +(.*(?:\n {10}.*)*)/m;

function partsOf(failure: string, file: string, shown: string) {
  const [text = '', ...frames] = failure.split(/\n\s+at /);
  const lines = text.trim().split('\n');
  const words = (lines[0] ?? '').replace(/^Error: /, '') || 'the test failed';
  const promised = EXPECTED.exec(text)?.[1];
  const happened = ACTUAL.exec(text)?.[1];
  const rest = lines.slice(1).filter((line) => line.trim() !== '');
  const trace =
    promised === undefined ? rest : rest.filter((line) => !/^(Expected|Actual|Received): | {10}/.test(line));
  return { words, promised, happened, trace, place: placeIn(frames, file, shown) };
}

/** Where the spec file stands in the stack. */
function placeIn(frames: readonly string[], file: string, shown: string): ReportedPlace | undefined {
  for (const frame of frames) {
    const [, path = '', line, column] = /\(?([^()\s]+):(\d+):(\d+)\)?\s*$/.exec(frame.split('\n')[0] ?? '') ?? [];
    if (line === undefined || column === undefined || !isSame(path, file)) continue;
    const at = { line: Number(line), column: Number(column), length: 1 };
    return { file: shown, ...at, frame: codeFrame(readFileSync(file, 'utf8'), at.line, at.column) };
  }
  return undefined;
}

const isSame = (path: string, file: string) => file === path || file.endsWith(`/${path.replace(/^\.\//, '')}`);

function notRun(told: readonly Told[]): CheckRun['notRun'] {
  const reasons = new Map<string, string[]>();
  for (const { idle, rule } of told) {
    if (idle !== undefined) reasons.set(idle, [...(reasons.get(idle) ?? []), rule.id]);
  }
  return [...reasons].map(([reason, rules]) => ({ reason: REASONS[reason] ?? reason, rules }));
}

const REASONS: Readonly<Record<string, string>> = { todo: 'it is a todo', pending: 'it is skipped' };
