// The failure of an expectation on objects: the state that decided is visited once more, and every text is made there.

import type { Reader } from '../api/actor';
import { subjectText } from '../cluster/subject';
import type { KubeObject } from '../kinds/kind';
import { absentLines, emptyLines, removalOf } from '../report/candidates';
import type { Failure, Section } from '../report/failure';
import { contextSections, removalSections } from '../report/object-context';
import { footerText } from '../report/replay';
import { pluralOf, subjectWords } from '../report/subject-text';
import { counted } from '../report/value-text';
import { atDecisive, type Evaluation } from './evaluate';
import { momentPrefix, spanText } from './history-text';
import { quantifierText } from './quantifiers';
import { type FullState, fullState, type ObjectQuestion, type ObjectVerdict } from './state';

/** Objects that a failure of a selection names. */
const SHOWN = 5;

export interface CallWords {
  readonly call: string;
  readonly replay: string | undefined;
}

export function describeObjects(question: ObjectQuestion, evaluation: Evaluation, words: CallWords): Failure {
  const { subject, matcher, negated } = question;
  const { cluster } = subject;
  const state = atDecisive(question, evaluation, (reader) => describeState(question, evaluation, reader));
  return {
    subject: subjectWords(subject),
    matcher: matcher.name,
    call: words.call,
    negated,
    ...state,
    footer: footerText(cluster, words.replay),
  };
}

type StateWords = Pick<Failure, 'expected' | 'actual' | 'sections'>;

function describeState(question: ObjectQuestion, evaluation: Evaluation, reader: Reader): StateWords {
  const { subject } = question;
  const state = fullState(question, reader, evaluation.decisive.atMs);
  const span = spanText(subject.cluster, evaluation);
  const expected = expectedText(question, state) + span;
  const when = momentPrefix(subject.cluster, evaluation);
  if (subject.name === undefined) return describeSelection(question, evaluation, state, reader, { expected, when });
  const [only] = state.verdicts;
  if (!only) {
    const actual = `${when}there is no ${subjectText(subject)}`;
    const sections = [plain(absentLines(subject, reader)), ...goneSections(question, evaluation)];
    return { expected, actual, sections };
  }
  return {
    expected,
    actual: when + only.verdict.actual(),
    sections: [plain(only.verdict.evidence?.() ?? []), ...contextOf(question, evaluation, reader, only)],
  };
}

const plain = (lines: readonly string[]): Section => ({ title: undefined, lines });

function expectedText(question: ObjectQuestion, { verdicts, total }: FullState): string {
  const { subject, negated, matcher } = question;
  const [first] = verdicts;
  const phrase = first ? first.verdict.expected() : phraseOf(matcher.name);
  const base = `${negated ? 'not ' : ''}to ${phrase}`;
  if (subject.name !== undefined) return base;
  const quantity = quantifierText(subject.quantifier);
  const plural = pluralOf(subject.kind);
  if (total === 0) return `${quantity} ${plural}${selectorText(question)} ${base}`;
  return `${quantity} of ${counted(total, subject.kind.toLowerCase(), plural)} ${base}`;
}

/** `toHaveEndpoints` as `have endpoints`, when there was no object to say it better. */
function phraseOf(matcher: string): string {
  return matcher
    .replace(/^to/, '')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim();
}

function describeSelection(
  question: ObjectQuestion,
  evaluation: Evaluation,
  state: FullState,
  reader: Reader,
  { expected, when }: { readonly expected: string; readonly when: string },
): StateWords {
  const { subject } = question;
  const { total, passing, verdicts } = state;
  if (total === 0 && evaluation.vacuous) {
    const actual = `no ${subject.kind.toLowerCase()} ${evaluation.history.mode === 'now' ? 'matches' : 'ever matched'}${selectorText(question)}`;
    return { expected, actual, sections: [plain(emptyLines(subject, reader))] };
  }
  const offenders = verdicts.filter(({ pass }) => pass === tooMany(question, state));
  const [first] = offenders;
  const matched = first?.verdict.pass ?? false;
  const lines = offenders.slice(0, SHOWN).map(offenderLine);
  if (offenders.length > SHOWN) lines.push(`and ${offenders.length - SHOWN} more`);
  return {
    expected,
    actual: `${when}${passing} of ${counted(total, subject.kind.toLowerCase(), pluralOf(subject.kind))}`,
    sections: [
      { title: matched ? 'These do' : 'These do not', lines },
      { title: first?.object?.metadata.name, lines: matched ? [] : (first?.verdict.evidence?.() ?? []) },
      ...(first ? contextOf(question, evaluation, reader, first) : []),
    ],
  };
}

/** ` app=web`; empty for a selection of everything. */
function selectorText({ subject: { selector, fieldSelector } }: ObjectQuestion): string {
  const said = [selector, fieldSelector].filter(Boolean).join(' ');
  return said === '' ? '' : ` ${said}`;
}

/** Whether the failure is about objects that do what was asked: more of them than the quantifier allows. */
function tooMany({ subject: { quantifier } }: ObjectQuestion, { passing }: FullState): boolean {
  if (quantifier.of === 'none' || quantifier.of === 'atMost') return true;
  return quantifier.of === 'exactly' && passing > quantifier.count;
}

function offenderLine({ object, verdict }: ObjectVerdict): string {
  return `${object?.metadata.name}  ${verdict.actual().split('\n').join('; ')}`;
}

function contextOf(
  question: ObjectQuestion,
  evaluation: Evaluation,
  reader: Reader,
  { object, verdict }: ObjectVerdict,
): readonly Section[] {
  const { history, decisive } = evaluation;
  const about: KubeObject | undefined = verdict.about ?? object;
  if (!about) return goneSections(question, evaluation);
  const broke = history.mode === 'always' || history.mode === 'never';
  return contextSections(question.subject.cluster, reader, {
    object: about,
    related: verdict.related?.() ?? [],
    changed: verdict.changed ?? about,
    path: verdict.path,
    change: broke ? decisive.change : undefined,
    untilRevision: decisive.change?.revision ?? history.since.revision,
    untilMs: decisive.atMs,
  });
}

const goneSections = ({ subject }: ObjectQuestion, { decisive }: Evaluation): readonly Section[] =>
  removalSections(subject.cluster, removalOf(subject, decisive.atMs));
