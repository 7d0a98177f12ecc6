// The words that may stand where, for the rules of the grammar. upstream: cel-go parser/gen/CEL.g4

import type { Follow } from './recovery';
import type { TokenKind } from './token';

export const LITERALS: readonly TokenKind[] = [
  "'true'",
  "'false'",
  "'null'",
  'NUM_FLOAT',
  'NUM_INT',
  'NUM_UINT',
  'STRING',
  'BYTES',
];
/** What a member may begin with, and then what any expression may. */
export const MEMBER: readonly TokenKind[] = ["'['", "'{'", "'('", "'.'", "'-'", ...LITERALS, 'IDENTIFIER'];
export const FIRST: readonly TokenKind[] = [...MEMBER, "'!'"];
export const FIELD: readonly TokenKind[] = ['IDENTIFIER', 'ESC_IDENTIFIER'];
export const RELATIONS: readonly TokenKind[] = ["'<'", "'<='", "'>='", "'>'", "'=='", "'!='", "'in'"];
export const PRODUCTS: readonly TokenKind[] = ["'*'", "'/'", "'%'"];
export const SUMS: readonly TokenKind[] = ["'+'", "'-'"];
export const NOTHING: Follow = { tokens: [], canEnd: true };
export const ONLY = (...tokens: readonly TokenKind[]): Follow => ({ tokens });
export const OR_END = (...tokens: readonly TokenKind[]): Follow => ({ tokens, canEnd: true });
export const IN_CALC = OR_END(...PRODUCTS, ...SUMS);
export const IN_MEMBER = OR_END("'.'", "'['");
export const START = ONLY(...FIRST);
/** Names that no variable or function may have. */
export const RESERVED = new Set(
  'as break const continue else false for function if import in let loop package namespace null return true var void while'.split(
    ' ',
  ),
);
