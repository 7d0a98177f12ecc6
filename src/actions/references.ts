// How people name objects: `deployment/frontend`, `pod web-0`, with the namespace beside it. Kind words are kubectl's.

import { type ArgumentType, problem } from '../cluster/describe/argument';
import type { KindRow } from '../kinds/kind';
import { nearest } from '../kinds/nearest';
import { builtInKinds } from '../kinds/table';

export interface ObjectReference {
  readonly row: KindRow;
  readonly name: string;
  /** As the user wrote it. */
  readonly text: string;
}

/** `kind/name`; the value knows the kind's row. `kinds` limits which, but for those that fit all the same. */
export function objectReference(
  kinds?: readonly string[],
  example = 'deployment/frontend',
  alsoFits: (row: KindRow) => boolean = () => false,
): ArgumentType<string, ObjectReference> {
  const expected = `an object such as ${example}`;
  return {
    expected,
    typeText: 'ObjectName',
    schema: { type: 'string', pattern: '^[A-Za-z.]+/[^/]+$' },
    read: (input, served = builtInKinds) => {
      if (typeof input !== 'string') return problem(expected, input);
      const [kind = '', name = '', ...rest] = input.split('/');
      if (kind === '' || name === '' || rest.length > 0) return problem(expected, input);
      const row = served.byName(kind);
      if (!row) {
        return { problem: `there is no kind "${kind}"`, path: [], hint: nearest(kind, served.names()) };
      }
      if (kinds && !kinds.includes(row.key) && !alsoFits(row)) {
        const words = kinds.map((known) => known.toLowerCase()).join(', ');
        const expected = kinds.length > 1 ? `one of ${words}` : `a ${words}`;
        return { problem: `expected ${expected}, got ${row.kind.toLowerCase()}`, path: [] };
      }
      return { value: { row, name, text: input } };
    },
  };
}

/** A kind by any of kubectl's names: `pods`, `deploy`. */
export function kindReference(): ArgumentType<string, KindRow> {
  const expected = 'a kind such as deployment or pods';
  return {
    expected,
    typeText: 'string',
    schema: { type: 'string' },
    read: (input, served = builtInKinds) => {
      if (typeof input !== 'string' || input === '') return problem(expected, input);
      const row = served.byName(input);
      return row
        ? { value: row }
        : { problem: `there is no kind "${input}"`, path: [], hint: nearest(input, served.names()) };
    },
  };
}

/** The namespace an object of this kind is looked for in; undefined for cluster-scoped kinds. */
export function namespaceFor(row: KindRow, namespace: string | undefined): string | undefined {
  return row.namespaced ? (namespace ?? 'default') : undefined;
}
