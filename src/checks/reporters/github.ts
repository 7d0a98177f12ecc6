// GitHub's workflow commands: each finding an annotation at its line of the pull request, and the summary of the run.

import { PLAIN } from '../../report/palette';
import { type CheckReport, type CheckRun, fails, type ReportedFinding } from '../report';
import { markdown } from './markdown';
import type { Reporter } from './reporter';
import { commandOf, proofOf, subjectOf, withoutControls } from './words';

export const github: Reporter = {
  name: 'github',
  summary: "annotations on GitHub, and the page of the workflow's run",
  isForTerminals: true,
  render: (report) => report.runs.flatMap((run) => annotations(report, run)).join(''),
  summarize: (report) => markdown.render(report, { palette: PLAIN, fileName: (file) => file }),
};

/** What fails comes first: GitHub shows ten of a kind. */
function annotations(report: CheckReport, { findings, fault, environment }: CheckRun): readonly string[] {
  if (fault !== undefined) return [`::error title=${commandOf(report)}::${data(fault)}\n`];
  const open = findings.filter(({ suppressed }) => !suppressed);
  const isFailing = (finding: ReportedFinding) => fails(finding, report.failOn);
  const ordered = [...open.filter(isFailing), ...open.filter((finding) => !isFailing(finding))];
  const where = environment === undefined ? 'wavetank' : `wavetank ${environment}`;
  return ordered.map((finding) => annotation(finding, where));
}

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

function annotation(finding: ReportedFinding, where: string): string {
  const { rule, severity, message, remedy, place } = finding;
  const fields = {
    ...(place && {
      file: place.file,
      line: place.line,
      endLine: place.line,
      col: place.column,
      endColumn: place.column + place.length,
    }),
    title: `${where} ${rule}: ${subjectOf(finding)}`,
  };
  const properties = Object.entries(fields).map(([name, value]) => `${name}=${property(String(value))}`);
  const lines = [message, ...proofOf(finding), `to mend: ${remedy}`];
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(lines.join('\n'))}\n`;
}

const data = (text: string) =>
  withoutControls(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
