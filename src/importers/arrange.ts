// What becomes of a draft's tests: a test runs as far as everything before an expectation could be carried over. Where
// an action is missing, what comes after it is written, and skipped; a test that expects nothing is one to be written.

import type { DraftTest, Line } from './draft';

export interface Arranged {
  readonly name: string;
  readonly cluster: DraftTest['cluster'];
  readonly lines: readonly Line[];
  readonly mode: 'run' | 'skip' | 'todo';
  /** Why it does not run. */
  readonly words: string | undefined;
}

/** @param before lines that every test of the file begins with */
export function arrange(test: DraftTest, before: readonly Line[]): readonly Arranged[] {
  const { name, cluster, lines, skipped } = test;
  const whole = { name, cluster, lines };
  if (!lines.some(asserts)) {
    const words = lines.some(isLostAssertion)
      ? 'nothing that it asserts has an equal'
      : 'it asserts nothing of its own: say what is to hold';
    return [{ ...whole, mode: 'todo', words }];
  }
  if (skipped !== undefined) return [{ ...whole, mode: 'skip', words: skipped }];
  if (before.some(isMissing)) return [{ ...whole, mode: 'skip', words: 'an action before it has no equal' }];
  const missing = lines.findIndex(isMissing);
  if (missing < 0 || !lines.slice(missing).some(asserts)) return [{ ...whole, mode: 'run', words: undefined }];
  const words = 'an action in it has no equal: what follows would be asked of another cluster';
  const first = lines.slice(0, missing);
  const rest: Arranged = { ...whole, mode: 'skip', words };
  if (!first.some(asserts)) return [rest];
  return [
    { name: `${name}, up to what has no equal`, cluster, lines: first, mode: 'run', words: undefined },
    { ...rest, name: `${name}, all of it` },
  ];
}

export const asserts = (line: Line) => 'step' in line && line.role === 'assertion';
const isMissing = (line: Line) => 'gap' in line && line.gap.role === 'action';
const isLostAssertion = (line: Line) => 'gap' in line && line.gap.role === 'assertion';
