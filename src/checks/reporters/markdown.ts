// Markdown for the comment on a pull request: the counts, what fails, and the rest folded away.

import { counted } from '../../report/value-text';
import { type CheckReport, type CheckRun, countsOf, fails, type ReportedFinding } from '../report';
import type { Reporter } from './reporter';
import {
  asideWords,
  commandOf,
  countWords,
  oneLine,
  placeWords,
  proofOf,
  subjectOf,
  withoutControls,
  workWords,
} from './words';

export const markdown: Reporter = {
  name: 'markdown',
  summary: 'for a comment on a pull request',
  render: (report) => `${report.runs.map((run) => runText(report, run)).join('\n\n')}\n`,
};

/** A comment has room for 65,536 characters; what stands in no table stands in the other reports. */
const MOST_ROWS = 50;
const MOST_PROOFS = 10;

function runText(report: CheckReport, run: CheckRun): string {
  const failing = run.findings.filter((finding) => fails(finding, report.failOn));
  const others = run.findings.filter((finding) => !finding.suppressed && !fails(finding, report.failOn));
  const suppressed = run.findings.filter((finding) => finding.suppressed);
  const title = run.environment === undefined ? commandOf(report) : `${commandOf(report)}: ${escaped(run.environment)}`;
  if (run.fault !== undefined) return `## ${title} did not run\n\n${escaped(run.fault)}`;
  const verdict = failing.length === 0 ? 'passed' : 'failed';
  return [
    `## ${title} ${verdict}`,
    `${countWords(run.findings)}: ${workWords(report, run)}.`,
    ...(failing.length > 0 ? [table(failing), ...failing.slice(0, MOST_PROOFS).map(proof)] : []).filter(isSaid),
    ...folded(`${counted(others.length, 'more finding')} that ${others.length === 1 ? 'does' : 'do'} not fail`, others),
    ...folded(suppressedWords(suppressed), suppressed),
    ...asideWords(run).map((words) => `_${escaped(words)}_`),
  ].join('\n\n');
}

const isSaid = (text: string) => text !== '';

function suppressedWords(findings: readonly ReportedFinding[]): string {
  const { suppressed, known } = countsOf(findings);
  return `${suppressed} suppressed, ${known} in the baseline`;
}

function folded(summary: string, findings: readonly ReportedFinding[]): readonly string[] {
  if (findings.length === 0) return [];
  return [`<details><summary>${summary}</summary>\n\n${table(findings)}\n\n</details>`];
}

function table(findings: readonly ReportedFinding[]): string {
  const reasons = findings.some(({ suppressed }) => suppressed);
  const last = reasons ? 'reason' : 'to mend';
  const rows = findings.slice(0, MOST_ROWS).map((finding) => {
    const { severity, rule, message, remedy, suppressed } = finding;
    const words = [message, suppressed ? suppressed.reason : remedy].map(escaped);
    return [severity, code(rule), escaped(subjectOf(finding)), code(placeWords(finding)), ...words];
  });
  const head = ['', 'rule', 'object', 'place', 'what', last];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const more = findings.length - rows.length;
  return [...lines, ...(more > 0 ? ['', `and ${more} more`] : [])].join('\n');
}

/** What happened, folded away. */
function proof(finding: ReportedFinding): string {
  const lines = proofOf(finding).map(withoutControls);
  const { place, rule } = finding;
  const parts = [...(place && place.frame !== '' ? [withoutControls(place.frame)] : []), ...lines];
  if (parts.length === 0) return '';
  const text = parts.join('\n\n');
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  const summary = `${code(rule)} ${escaped(subjectOf(finding))}`;
  return `<details><summary>${summary.replaceAll('`', '')}</summary>\n\n${fence}text\n${text}\n${fence}\n\n</details>`;
}

/** Nothing in it means anything to Markdown or HTML. */
const escaped = (text: string) => oneLine(text).replace(/[\\`*_[\]<>#|~@&$]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Between ticks; a bar would end the cell of a table. */
function code(text: string): string {
  const clean = oneLine(text).replaceAll('|', '\\|');
  if (clean === '') return '';
  const ticks = '`'.repeat(Math.max(1, ...[...clean.matchAll(/`+/g)].map(([found]) => found.length + 1)));
  return ticks.length > 1 ? `${ticks} ${clean} ${ticks}` : `\`${clean}\``;
}
