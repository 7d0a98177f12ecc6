// A spec on its way from another tool's suite: steps as data, and among them, where it stood, what has no equal.

/** What somebody else's step or assertion says that wavetank has no word for. */
export interface Gap {
  /**
   * - `action`: something is not done, so that what follows would be asked of another cluster
   * - `assertion`: something is not asked
   * - `setup`: something is not so before the test begins; what it changes cannot be told
   */
  readonly role: 'action' | 'assertion' | 'setup';
  /** The same words for every gap of its sort: `a shell script`. */
  readonly category: string;
  /** What stood there, on one line. */
  readonly text: string;
  readonly at: Where;
}

export interface Where {
  /** From the folder that was imported. */
  readonly file: string;
  readonly line: number;
}

export type Line =
  /** `counts`: of how many steps or assertions it came. */
  | { readonly step: unknown; readonly role: 'action' | 'assertion'; readonly counts: number }
  | { readonly gap: Gap }
  /** Words for the reader; nothing is lost. */
  | { readonly note: string };

export interface DraftTest {
  readonly name: string;
  readonly cluster?: Readonly<Record<string, unknown>> | undefined;
  readonly lines: readonly Line[];
  /** The suite itself skips it, in these words. */
  readonly skipped?: string | undefined;
}

export interface DraftSpec {
  /** Path of the file to be written, from the folder that everything is written to. */
  readonly path: string;
  readonly name?: string | undefined;
  /** What it was made of, from the folder that was imported. */
  readonly source: string;
  readonly cluster: Readonly<Record<string, unknown>>;
  readonly before: readonly Line[];
  readonly tests: readonly DraftTest[];
  /** Files that its tests load, made by the import: text by path from the folder that everything is written to. */
  readonly files?: Readonly<Record<string, string>> | undefined;
}

export const action = (step: unknown, counts = 1): Line => ({ step, role: 'action', counts });
export const assertion = (step: unknown, counts = 1): Line => ({ step, role: 'assertion', counts });
export const note = (text: string): Line => ({ note: text });

export function gap(role: Gap['role'], category: string, text: string, at: Where): Line {
  return { gap: { role, category, text: oneLine(text), at } };
}

const SHOWN = 160;

/** A text as it can stand in a comment. */
export function oneLine(text: string): string {
  const line = text.trim().replace(/\s*\n\s*/g, '; ');
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
