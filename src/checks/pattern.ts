// The argument type of regular expressions in settings.

import { type ArgumentType, isProblem, problem } from '../cluster/describe/argument';
import { text } from '../cluster/describe/types';

/** A regular expression that is found anywhere in a text; `flags` as in `i` for either case. */
export function pattern(flags = ''): ArgumentType<string, RegExp> {
  const expected = 'a regular expression';
  return {
    ...text(expected),
    schema: { type: 'string', format: 'regex' },
    read: (input) => {
      const reading = text(expected).read(input);
      if (isProblem(reading)) return reading;
      try {
        return { value: new RegExp(reading.value, flags) };
      } catch {
        return problem(expected, input);
      }
    },
  };
}
