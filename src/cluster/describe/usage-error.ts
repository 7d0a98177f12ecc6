// Wrong use of an action or matcher: what was expected, what was given, the nearest right word, and where.

import type { SourceLine } from '../cluster';

export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly source: SourceLine | undefined;
  readonly hint: string | undefined;
  /** Path of the wrong part below the call: `['options', 'perSecond']`. */
  readonly path: readonly (string | number)[];

  constructor(
    message: string,
    parts: { source?: SourceLine | undefined; hint?: string | undefined; path?: readonly (string | number)[] } = {},
  ) {
    const where = parts.source ? `${parts.source.file}:${parts.source.line}: ` : '';
    const hint = parts.hint === undefined ? '' : ` (did you mean ${parts.hint}?)`;
    super(`${where}${message}${hint}`);
    this.source = parts.source;
    this.hint = parts.hint;
    this.path = parts.path ?? [];
  }
}
