// The argument type of a label selector as kubectl's -l takes it.

import { type ArgumentType, problem } from '../cluster/describe/argument';
import { parseSelector } from '../kinds/label-selector-parse';
import type { LabelMatcher } from '../kinds/labels';

export interface SaidSelector {
  readonly text: string;
  readonly matches: LabelMatcher;
}

export function labelSelector(): ArgumentType<string, SaidSelector> {
  const expected = 'a label selector such as app=web,tier in (a,b)';
  return {
    expected,
    typeText: 'string',
    schema: { type: 'string', minLength: 1 },
    read: (input) => {
      if (typeof input !== 'string' || input.trim() === '') return problem(expected, input);
      const selector = parseSelector(input);
      if ('error' in selector) return { problem: `"${input}": ${selector.error}`, path: [] };
      return { value: { text: input, matches: selector.matches } };
    },
  };
}
