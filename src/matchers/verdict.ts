// Short ways to write verdicts.

import type { Verdict } from './matcher';

type Text = string | (() => string);
type Extra = Omit<Verdict, 'pass' | 'expected' | 'actual'>;

/** A verdict; `expected` follows `to`, `actual` is what is. */
export function verdict(pass: boolean, expected: Text, actual: Text, extra: Extra = {}): Verdict {
  return { ...extra, pass, expected: thunk(expected), actual: thunk(actual) };
}

/** There was nothing to judge: a failure with and without `.not`. */
export function nothingToJudge(expected: Text, actual: Text): Verdict {
  return verdict(false, expected, actual, { vacuous: true });
}

const thunk = (text: Text) => (typeof text === 'string' ? () => text : text);
