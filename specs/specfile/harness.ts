// Runs spec files from their text, without a file and without another jest: what each run ends with.

import { join } from 'node:path';
import { openSuite } from '../../src/specfile/runtime';
import { readSpec } from '../../src/specfile/spec-document';

/** A file that is not there: paths in specs start from its folder, that of the fixtures. */
export const FILE = join(__dirname, '../../fixtures/case.spec.yaml');

export interface Ended {
  readonly name: string;
  readonly error: Error | undefined;
  /** Line and column in the spec file that the error names first: `12:9`. */
  readonly at: string | undefined;
}

/** Runs every test of the file, skipped ones too. Errors of the file itself are thrown. */
export function runSpec(text: string, load: (path: string) => unknown = () => undefined): Ended[] {
  const suite = openSuite(FILE, text, load);
  const { tests } = readSpec(FILE, text);
  return tests.flatMap(({ steps }, index) =>
    suite.runs(index).map((run) => {
      const error = thrownBy(() => {
        run.open();
        for (const position of steps.keys()) run.step(position);
        run.close();
      });
      return { name: run.name, error, at: placeIn(error) };
    }),
  );
}

/** What the file itself ends with, or its only test. */
export function failureOf(text: string): Ended {
  let ended: Ended[] = [];
  const error = thrownBy(() => {
    ended = runSpec(text);
  });
  if (error) return { name: 'spec file', error, at: placeIn(error) };
  const [only, second] = ended;
  if (!only || second) throw new Error(`expected one test, got ${ended.length}`);
  return only;
}

function thrownBy(run: () => void): Error | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** The first frame of the stack, which jest shows the lines of. */
function placeIn(error: Error | undefined): string | undefined {
  const [, file, place] = /^ {4}at step \((.*?):(\d+:\d+)\)$/m.exec(error?.stack ?? '') ?? [];
  return file === FILE ? place : undefined;
}

/** A file with one test of these steps, on the fixture shop. */
export function specOf(steps: string, head = 'load: shop'): string {
  return `${head}\ntests:\n  - name: case\n    steps:\n${indented(steps, 6)}`;
}

function indented(text: string, by: number): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');
}
