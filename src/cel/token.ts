// The words of CEL. Their order is upstream's: lists of expected words are printed by it.
// upstream: cel-go parser/gen/CEL.g4

export const TOKEN_NAMES = [
  '<EOF>',
  "'=='",
  "'!='",
  "'in'",
  "'<'",
  "'<='",
  "'>='",
  "'>'",
  "'&&'",
  "'||'",
  "'['",
  "']'",
  "'{'",
  "'}'",
  "'('",
  "')'",
  "'.'",
  "','",
  "'-'",
  "'!'",
  "'?'",
  "':'",
  "'+'",
  "'*'",
  "'/'",
  "'%'",
  "'true'",
  "'false'",
  "'null'",
  'NUM_FLOAT',
  'NUM_INT',
  'NUM_UINT',
  'STRING',
  'BYTES',
  'IDENTIFIER',
  'ESC_IDENTIFIER',
] as const;

export type TokenKind = (typeof TOKEN_NAMES)[number];

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Code points from the start of the source. */
  readonly at: number;
}

/** `{'[', '{', IDENTIFIER}`; without braces for a single one. */
export function expectedText(kinds: Iterable<TokenKind>): string {
  const set = new Set(kinds);
  const names = TOKEN_NAMES.filter((name) => set.has(name));
  return names.length === 1 ? (names[0] as string) : `{${names.join(', ')}}`;
}
