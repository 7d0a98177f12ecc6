// The argument type of a kind by any name that kubectl takes.

import { type ArgumentType, problem } from '../cluster/describe/argument';
import type { KindRow } from '../kinds/kind';
import { nearest } from '../kinds/nearest';
import { builtInKinds } from '../kinds/table';

/** `pods`, `deploy`, `ReplicaSet`; the value is the kind's row. */
export function kindName(): ArgumentType<string, KindRow> {
  const expected = 'a kind such as pods or replicaset';
  return {
    expected,
    typeText: 'string',
    schema: { type: 'string' },
    read: (input, served = builtInKinds) => {
      if (typeof input !== 'string' || input === '') return problem(expected, input);
      const row = served.byName(input);
      if (row) return { value: row };
      return { problem: `there is no kind "${input}"`, path: [], hint: nearest(input, served.names()) };
    },
  };
}
