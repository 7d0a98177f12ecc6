// JUnit's XML as continuous integration reads it: a suite for each environment, a case for each rule that ran. A case
// that failed has every finding with its words; what stopped the check is an error of the rule that tells of it.

import { type CheckReport, type CheckRun, fails, type ReportedFinding, type ReportedRule } from '../report';
import type { Reporter } from './reporter';
import { commandOf, oneLine, placeWords, proofOf, ruleWords, subjectOf, withoutControls } from './words';

export const junit: Reporter = {
  name: 'junit',
  summary: 'XML for continuous integration, a case for each rule',
  render: (report) => {
    const suites = report.runs.map((run) => suite(report, run));
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${commandOf(report)}">\n${suites.join('')}</testsuites>\n`;
  },
};

function suite(report: CheckReport, run: CheckRun): string {
  const reasons = new Map(run.notRun.flatMap(({ reason, rules }) => rules.map((rule) => [rule, reason] as const)));
  const of = ({ id }: ReportedRule) => run.findings.filter(({ rule }) => rule === id);
  const failing = (rule: ReportedRule) => of(rule).filter((finding) => fails(finding, report.failOn));
  const name = run.environment === undefined ? commandOf(report) : `${commandOf(report)} ${run.environment}`;
  const faults = run.fault === undefined ? [] : [run.fault];
  const rules = run.fault === undefined ? report.rules : [];
  const cases = rules.map((rule) =>
    testCase([name, ruleWords(report, rule)], of(rule), failing(rule), reasons.get(rule.id)),
  );
  const failures = rules.filter((rule) => failing(rule).length > 0).length;
  const counts = `tests="${cases.length + faults.length}" failures="${failures}" errors="${faults.length}" skipped="${reasons.size}" time="0"`;
  return `  <testsuite name="${attribute(name)}" ${counts}>\n${[...faults.map((fault) => faultCase(name, fault)), ...cases].join('')}  </testsuite>\n`;
}

/** Nothing ran: a report that is missing would pass for one without failures. */
function faultCase(suiteName: string, fault: string): string {
  const error = `      <error message="${attribute(fault)}" type="fault">${text(fault)}</error>\n`;
  return `    <testcase name="input" classname="${attribute(suiteName)}" time="0">\n${error}    </testcase>\n`;
}

function testCase(
  [suiteName, name]: readonly [string, string],
  findings: readonly ReportedFinding[],
  failing: readonly ReportedFinding[],
  reason: string | undefined,
): string {
  const isFailing = new Set(failing);
  const parts = [
    ...(failing.length > 0 ? [failure(failing)] : []),
    ...(reason === undefined ? [] : [`      <skipped message="${attribute(reason)}"/>\n`]),
    ...others(findings.filter((finding) => !isFailing.has(finding))),
  ];
  const [first] = failing;
  const file = first?.place ? ` file="${attribute(first.place.file)}" line="${first.place.line}"` : '';
  const head = `    <testcase name="${attribute(name)}" classname="${attribute(suiteName)}"${file} time="0"`;
  return parts.length === 0 ? `${head}/>\n` : `${head}>\n${parts.join('')}    </testcase>\n`;
}

/** One element, as several are not what readers expect. */
function failure(findings: readonly ReportedFinding[]): string {
  const [first, ...more] = findings as readonly [ReportedFinding, ...ReportedFinding[]];
  const message = `${subjectOf(first)}: ${first.message}${more.length > 0 ? ` (and ${more.length} more)` : ''}`;
  const words = findings.map(findingText).join('\n\n');
  return `      <failure message="${attribute(message)}" type="${first.severity}">${text(words)}</failure>\n`;
}

function findingText(finding: ReportedFinding): string {
  const { severity, message, remedy, place, suppressed } = finding;
  const where = place ? ` at ${placeWords(finding)}` : '';
  const lines = [
    `${severity}: ${subjectOf(finding)}${where}`,
    message,
    ...(place && place.frame !== '' ? [place.frame] : []),
    ...proofOf(finding),
    `to mend: ${remedy}`,
    ...(suppressed ? [`suppressed by ${suppressed.source}: ${suppressed.reason}`] : []),
  ];
  return lines.join('\n');
}

function others(findings: readonly ReportedFinding[]): readonly string[] {
  if (findings.length === 0) return [];
  return [`      <system-out>${text(findings.map(findingText).join('\n\n'))}</system-out>\n`];
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
};

const text = (words: string) => withoutControls(words).replace(/[&<>]/g, (each) => ESCAPES[each] as string);
const attribute = (words: string) => oneLine(words).replace(/[&<>"\t]/g, (each) => ESCAPES[each] as string);
