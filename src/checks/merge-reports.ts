// Reports of the parts of one check, put together: what one part found everybody has found, and what only the whole can
// tell is told when all parts agree.

import { type ObjectReference, referenceText } from './finding';
import { baselineCurrent, suppressionUsed } from './own-rules';
import type { CheckReport, CheckRun, NotRun, ReportedFinding, ReportedRule } from './report';

/** What keeps reports from being one. */
export class MergeFault extends Error {}

interface Named {
  /** For errors. */
  readonly name: string;
  readonly report: CheckReport;
}

/** At least one. Errors: MergeFault when they are not of one check, or one is there twice or missing. */
export function mergeReports(given: readonly Named[]): CheckReport {
  const [first, ...others] = given as readonly [Named, ...Named[]];
  for (const other of others) sameCheck(first, other);
  checkShards(given);
  const { shard: _shard, ...whole } = first.report;
  const reports = given.map(({ report }) => report);
  if (whole.command === 'test')
    return { ...whole, rules: reports.flatMap(({ rules }) => rules), runs: [mergeTests(reports)] };
  return { ...whole, runs: first.report.runs.map((_, index) => mergeRuns(reports, index)) };
}

function sameCheck(a: Named, b: Named): void {
  const differ = (what: string) => new MergeFault(`${a.name} and ${b.name} are not of one check: ${what}`);
  const [from, to] = [a.report, b.report];
  if (from.command !== to.command) throw differ('one is of tests');
  if (from.wavetank !== to.wavetank) throw differ(`wavetank ${from.wavetank} and ${to.wavetank}`);
  if (from.failOn !== to.failOn) throw differ(`one fails on ${from.failOn}, the other on ${to.failOn}`);
  if (from.runs.length !== to.runs.length) throw differ('they are of different environments');
  for (const [index, run] of from.runs.entries()) {
    const other = to.runs[index] as CheckRun;
    if (run.environment !== other.environment) throw differ('they are of different environments');
    if (run.digest !== other.digest) throw differ('manifests, options or rules differ');
  }
}

function checkShards(given: readonly Named[]): void {
  const parts = new Map<number, string>();
  const counts = new Set(given.map(({ report }) => report.shard?.count ?? 1));
  if (counts.size > 1) throw new MergeFault('the reports are parts of different divisions');
  const [count = 1] = counts;
  for (const { name, report } of given) {
    const index = report.shard?.index ?? 1;
    const before = parts.get(index);
    if (before !== undefined) throw new MergeFault(`${before} and ${name} are both part ${index} of ${count}`);
    parts.set(index, name);
  }
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((index) => !parts.has(index));
  if (missing.length > 0) throw new MergeFault(`part ${missing.join(', ')} of ${count} is missing`);
}

/** Each test ran in one part. */
function mergeTests(reports: readonly CheckReport[]): CheckRun {
  const runs = reports.flatMap((report) => report.runs);
  const sum = (of: (run: CheckRun) => number) => runs.reduce((total, run) => total + of(run), 0);
  const reasons = [...new Set(runs.flatMap(({ notRun }) => notRun.map(({ reason }) => reason)))];
  const idle = (wanted: string) =>
    runs.flatMap(({ notRun }) => notRun.flatMap(({ reason, rules }) => (reason === wanted ? rules : [])));
  return {
    digest: '',
    files: sum(({ files }) => files),
    objects: sum(({ objects }) => objects),
    assumed: [],
    notRun: reasons.map((reason) => ({ reason, rules: idle(reason) })),
    findings: runs.flatMap(({ findings }) => findings),
  };
}

/** What a part says because of what it did not see. */
const OF_THE_WHOLE: readonly string[] = [suppressionUsed.id, baselineCurrent.id];

function mergeRuns(reports: readonly CheckReport[], index: number): CheckRun {
  const runs = reports.map(({ runs: all }) => all[index] as CheckRun);
  const byFingerprint = new Map<string, ReportedFinding[]>();
  for (const finding of runs.flatMap(({ findings }) => findings)) {
    const same = byFingerprint.get(finding.fingerprint);
    if (same) same.push(finding);
    else byFingerprint.set(finding.fingerprint, [finding]);
  }
  const findings = [...byFingerprint.values()]
    .filter((same) => !OF_THE_WHOLE.includes(same[0]?.rule ?? '') || same.length === runs.length)
    .map(togetherTold);
  const { rules } = reports[0] as CheckReport;
  return {
    ...(runs[0] as CheckRun),
    assumed: [...new Set(runs.flatMap(({ assumed }) => assumed))].sort(),
    notRun: commonReasons(runs),
    findings: inOrder(withoutEchoes(findings, rules), rules),
  };
}

/** What befell one thing in each part. */
function togetherTold(same: readonly ReportedFinding[]): ReportedFinding {
  const [first] = same as readonly [ReportedFinding, ...ReportedFinding[]];
  const happened = [...new Set(same.flatMap((finding) => finding.happened ?? []))];
  return happened.length > 1 ? { ...first, happened: happened.join('; ') } : first;
}

/** A rule that ran in one part ran. */
function commonReasons(runs: readonly CheckRun[]): readonly NotRun[] {
  const idle = (rule: string) => runs.every(({ notRun }) => notRun.some(({ rules }) => rules.includes(rule)));
  const [first] = runs as readonly [CheckRun, ...CheckRun[]];
  return first.notRun
    .map(({ reason, rules }) => ({ reason, rules: rules.filter(idle) }))
    .filter(({ rules }) => rules.length > 0);
}

/** A rule is silent about an object where one that says the same more precisely spoke in another part. */
function withoutEchoes(findings: readonly ReportedFinding[], rules: readonly ReportedRule[]): ReportedFinding[] {
  const key = (rule: string, object: ObjectReference) => `${rule} ${referenceText(object)}`;
  const about = ({ object }: ReportedFinding, more: readonly ObjectReference[] = []) =>
    object ? [object, ...more] : [];
  const told = new Set(findings.flatMap((each) => about(each, each.affects).map((object) => key(each.rule, object))));
  const yieldsTo = new Map(rules.map((rule) => [rule.id, rule.yieldsTo ?? []]));
  return findings.filter((each) => {
    const blamed = about(each, each.because);
    return !(yieldsTo.get(each.rule) ?? []).some((other) => blamed.some((object) => told.has(key(other, object))));
  });
}

/** By file and line, then by the table, then by the words; what has no place comes last. */
export function inOrder(
  findings: readonly ReportedFinding[],
  rules: readonly Pick<ReportedRule, 'id'>[],
): readonly ReportedFinding[] {
  const ranks = new Map(rules.map(({ id }, index) => [id, index]));
  const rank = ({ rule }: ReportedFinding) => ranks.get(rule) ?? rules.length;
  return [...findings].sort((a, b) => {
    const [from, to] = [a.place, b.place];
    if (!from || !to) {
      const absent = Number(from === undefined) - Number(to === undefined);
      return absent || rank(a) - rank(b) || byCodeUnit(a.message, b.message);
    }
    const place = byCodeUnit(from.file, to.file) || from.line - to.line || from.column - to.column;
    return place || rank(a) - rank(b) || byCodeUnit(a.message, b.message);
  });
}

const byCodeUnit = (a: string, b: string) => (a < b ? -1 : Number(a > b));
