// What several reporters say in the same words.

import { counted } from '../../report/value-text';
import { referenceText } from '../finding';
import { ownRules } from '../own-rules';
import { type CheckReport, type CheckRun, countsOf, type ReportedFinding, type ReportedRule } from '../report';

/** What a finding is about, for people: the object, else the file. */
export function subjectOf({ object, place }: ReportedFinding): string {
  return object ? referenceText(object) : (place?.file ?? 'the manifests');
}

/** `shop.yaml:12:7`; empty without a place. */
export function placeWords({ place }: ReportedFinding, fileName: (file: string) => string = (file) => file): string {
  return place ? `${fileName(place.file)}:${place.line}:${place.column}` : '';
}

/** `2 errors, 1 warning, 3 suppressed, 40 in the baseline` */
export function countWords(findings: readonly ReportedFinding[]): string {
  const { errors, warnings, notes, suppressed, known } = countsOf(findings);
  const parts = [
    counted(errors, 'error'),
    counted(warnings, 'warning'),
    notes > 0 ? counted(notes, 'note') : '',
    suppressed > 0 ? `${suppressed} suppressed` : '',
    known > 0 ? `${known} in the baseline` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `wavetank check`, or what else was run. */
export const commandOf = ({ command }: CheckReport) => `wavetank ${command ?? 'check'}`;

/** A rule with what it asks; a test with its name. */
export const ruleWords = ({ command }: CheckReport, { id, title }: ReportedRule) =>
  command === 'test' ? id : `${id}: ${title}`;

/** `12 objects in 3 files, 40 rules`; `12 tests in 3 files` */
export function workWords({ rules, shard, command }: CheckReport, { objects, files, notRun }: CheckRun): string {
  if (command === 'test') return `${counted(objects, 'test')} in ${counted(files, 'file')}`;
  const idle = new Set(notRun.flatMap((each) => each.rules));
  const ran = rules.filter(({ id }) => !idle.has(id) && !isOwn(id)).length;
  const part = shard ? `, shard ${shard.index} of ${shard.count}` : '';
  return `${counted(objects, 'object')} in ${counted(files, 'file')}, ${counted(ran, 'rule')}${part}`;
}

/** What a run did not do, and what it took for granted, a line each. */
export const asideWords = ({ notRun, assumed }: CheckRun): readonly string[] => [
  ...(assumed.length > 0 ? [`made up, as nothing brings it: ${assumed.join(', ')}`] : []),
  ...notRun.map(({ reason, rules }) => `not run, as ${reason}: ${rules.join(', ')}`),
];

/** A name of what a check says of its own accord. */
const isOwn = (rule: string) => ownRules.some(({ id }) => id === rule);

/** The page of the documentation on a rule. */
export const pageOf = (rule: string) => (isOwn(rule) ? `docs/checks.md#${rule}` : `docs/checks/${rule}.md`);

/** Control characters but tabs and line breaks, which a manifest may smuggle in: terminals and XML choke on them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;

export const withoutControls = (text: string) => text.replace(CONTROLS, '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd');

/** In one line. */
export const oneLine = (text: string) => withoutControls(text).replace(/\s*\n\s*/g, ' ');

/** What was promised, what happened and how, each with its label; several lines stand below it. */
export function proofOf({ promised, happened, trace = [] }: ReportedFinding): readonly string[] {
  return [
    ...(promised === undefined ? [] : [labelled('promised', promised)]),
    ...(happened === undefined ? [] : [labelled('happened', happened)]),
    ...(trace.length === 0 ? [] : [labelled('trace', trace.join('\n'))]),
  ];
}

export const labelled = (label: string, text: string) =>
  text.includes('\n') ? `${label}:\n${text.replace(/^/gm, '  ')}` : `${label}: ${text}`;
