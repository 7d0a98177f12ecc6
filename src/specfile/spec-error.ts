// A spec file that cannot be understood: what is wrong, where, what was expected, the nearest right word, and the lines around
// it with a caret.

import type { SourceLine } from '../cluster/cluster';

/** A place in a spec file, lines and columns from 1. */
export type Position = SourceLine & { readonly column: number };

export class SpecFileError extends Error {
  override readonly name = 'SpecFileError';
  readonly source: Position;

  constructor(message: string, source: Position, text: string, hint?: string) {
    const { file, line, column } = source;
    const meant = hint === undefined ? '' : ` (did you mean ${hint}?)`;
    super(`${file}:${line}:${column}: ${message}${meant}\n\n${frame(text, line, column)}`);
    this.source = source;
  }
}

const LINES_AROUND = 2;

/** The lines around a position with a caret under the column, as jest shows code. */
export function frame(text: string, line: number, column: number): string {
  const lines = text.split('\n');
  const first = Math.max(1, line - LINES_AROUND);
  const last = Math.min(lines.length, line + LINES_AROUND);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const mark = number === line ? '>' : ' ';
    shown.push(`${mark} ${String(number).padStart(width)} | ${lines[number - 1] ?? ''}`.trimEnd());
    if (number === line) shown.push(`  ${' '.repeat(width)} | ${' '.repeat(Math.max(0, column - 1))}^`);
  }
  return shown.join('\n');
}
