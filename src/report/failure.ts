// The text of a failed expectation: what was expected beside what is, then only what helps to see why. One layout for
// jest, YAML specs and the command line.

import type { Palette } from './palette';

export interface Section {
  /** `Events`; undefined for lines that need no heading. */
  readonly title: string | undefined;
  readonly lines: readonly string[];
}

export interface Failure {
  /** `deployment/frontend` */
  readonly subject: string;
  /** `toBeAvailable` */
  readonly matcher: string;
  /** The arguments as written: `{ atLeast: 2 }`. */
  readonly call: string;
  readonly negated: boolean;
  readonly expected: string;
  readonly actual: string;
  readonly sections: readonly Section[];
  /** Where the page of all that happened is; absent unless one was asked for. */
  readonly page?: string | undefined;
  /** The seed and how to run the same again; dim, at the end. */
  readonly footer: string;
}

/** The whole text, without a newline at its end. */
export function failureText(failure: Failure, palette: Palette): string {
  const { dim, expected, actual } = palette;
  const lines = [
    titleText(failure, palette),
    '',
    ...labelled('Expected: ', failure.expected, expected),
    ...labelled('Actual:   ', failure.actual, actual),
  ];
  for (const { title, lines: body } of failure.sections) {
    if (body.length === 0) continue;
    lines.push('');
    if (title !== undefined) lines.push(`${title}:`);
    for (const line of body) lines.push(title === undefined ? line : `  ${line}`);
  }
  if (failure.page !== undefined) lines.push('', `Page: ${failure.page}`);
  if (failure.footer !== '') lines.push('', dim(failure.footer));
  return lines.map((line) => line.trimEnd()).join('\n');
}

function titleText({ subject, matcher, call, negated }: Failure, { actual, expected, dim }: Palette): string {
  const not = negated ? 'not.' : '';
  return `${dim('expect(')}${actual(subject)}${dim(').')}${not}${matcher}${dim('(')}${expected(call)}${dim(')')}`;
}

/** The text after its label; further lines stand below its first. */
function labelled(label: string, text: string, paint: (text: string) => string): readonly string[] {
  return text.split('\n').map((line, index) => (index === 0 ? label : ' '.repeat(label.length)) + paint(line));
}
