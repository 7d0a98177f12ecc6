// The Test Anything Protocol, version 13: a line for each rule, what it found in a YAML block below.

import { type CheckReport, type CheckRun, fails, type ReportedRule } from '../report';
import type { Reporter } from './reporter';
import { oneLine, placeWords, ruleWords, subjectOf } from './words';

export const tap: Reporter = {
  name: 'tap',
  summary: 'the Test Anything Protocol, a line for each rule',
  render: (report) => {
    const fault = report.runs.find((run) => run.fault !== undefined)?.fault;
    if (fault !== undefined) return `TAP version 13\nBail out! ${oneLine(fault)}\n`;
    const points = report.runs.flatMap((run) => report.rules.map((rule) => ({ run, rule })));
    const lines = points.flatMap(({ run, rule }, index) => point(report, run, rule, index + 1));
    return `${['TAP version 13', `1..${points.length}`, ...lines].join('\n')}\n`;
  },
};

function point(report: CheckReport, run: CheckRun, rule: ReportedRule, number: number): readonly string[] {
  const findings = run.findings.filter((finding) => finding.rule === rule.id);
  const isOk = !findings.some((finding) => fails(finding, report.failOn));
  const skipped = run.notRun.find(({ rules }) => rules.includes(rule.id));
  const environment = run.environment === undefined ? '' : `${run.environment}: `;
  const directive = skipped ? ` # SKIP ${oneLine(skipped.reason)}` : '';
  const line = `${isOk ? 'ok' : 'not ok'} ${number} - ${escaped(`${environment}${ruleWords(report, rule)}`)}${directive}`;
  if (findings.length === 0) return [line];
  const items = findings.flatMap((finding) => {
    const { severity, message, remedy, suppressed } = finding;
    const fields = {
      object: subjectOf(finding),
      ...(finding.place && { at: placeWords(finding) }),
      severity,
      message,
      remedy,
      ...(suppressed && { suppressed: suppressed.reason }),
    };
    return Object.entries(fields).map(
      ([name, value], index) => `  ${index === 0 ? '-' : ' '} ${name}: ${JSON.stringify(value)}`,
    );
  });
  return [line, '  ---', ...items, '  ...'];
}

/** A # would begin a directive. */
const escaped = (text: string) => oneLine(text).replaceAll('\\', '\\\\').replaceAll('#', '\\#');
