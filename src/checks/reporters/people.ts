// For people at a terminal: by object, each finding with the lines of its field, what proves it and what mends it.

import type { Palette } from '../../report/palette';
import type { CheckReport, CheckRun, ReportedFinding } from '../report';
import type { Reading, Reporter } from './reporter';
import {
  asideWords,
  countWords,
  labelled,
  pageOf,
  placeWords,
  proofOf,
  subjectOf,
  withoutControls,
  workWords,
} from './words';

export const people: Reporter = {
  name: 'people',
  summary: 'for people, by object, with the lines of the file',
  isForTerminals: true,
  render: (report, reading) => `${report.runs.map((run) => runText(report, run, reading)).join('\n\n')}\n`,
};

function runText(report: CheckReport, run: CheckRun, reading: Reading): string {
  const { palette } = reading;
  const shown = run.findings.filter(({ suppressed }) => !suppressed);
  const blocks = [...grouped(shown)].map(([subject, findings]) =>
    [palette.bold(withoutControls(subject)), ...findings.map((finding) => findingText(finding, reading))].join('\n'),
  );
  const { environment } = run;
  const title = environment === undefined ? [] : [palette.bold(`Environment ${environment}`)];
  if (run.fault !== undefined) return [...title, withoutControls(run.fault)].join('\n\n');
  const end = [`${countWords(run.findings)}: ${workWords(report, run)}`, ...asideWords(run).map(palette.dim)];
  return [...title, ...blocks, end.join('\n')].join('\n\n');
}

/** By object, in the order of their first findings. */
function grouped(findings: readonly ReportedFinding[]): ReadonlyMap<string, readonly ReportedFinding[]> {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const subject = subjectOf(finding);
    groups.set(subject, [...(groups.get(subject) ?? []), finding]);
  }
  return groups;
}

function findingText(finding: ReportedFinding, { palette, fileName }: Reading): string {
  const { rule, severity, proof, message, remedy, place } = finding;
  const seen = proof === 'simulated' ? 'seen in the simulation' : '';
  const head = [severityText(severity, palette), palette.bold(rule), placeWords(finding, fileName), palette.dim(seen)];
  const details = [...proofOf(finding), labelled('to mend', remedy), labelled('more', pageOf(rule))];
  const frame = place && place.frame !== '' ? [`\n${indented(withoutControls(place.frame), 4)}\n`] : [];
  const lines = [
    `  ${head.filter((word) => word !== '').join('  ')}`,
    `    ${indentRest(withoutControls(message), 4)}`,
  ];
  return [...lines, ...frame, ...details.map((text) => detail(text, palette))].join('\n');
}

function severityText(severity: ReportedFinding['severity'], { actual, bold, dim }: Palette): string {
  return severity === 'error' ? actual(severity) : severity === 'warning' ? bold(severity) : dim(severity);
}

/** The label steps back behind what it says. */
function detail(text: string, { dim }: Palette): string {
  const [label = '', ...rest] = withoutControls(text).split(':');
  return indented(`${dim(`${label}:`)}${rest.join(':')}`, 4);
}

const indented = (text: string, width: number) => text.replace(/^(?=.)/gm, ' '.repeat(width));
const indentRest = (text: string, width: number) => text.replaceAll('\n', `\n${' '.repeat(width)}`);
