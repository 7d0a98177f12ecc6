// Cuts an expression into tokens. What is no token is reported and skipped, in upstream's steps: as far as the longest
// beginning of a token reaches. upstream: cel-go parser/gen/CEL.g4

import type { Source } from './source';
import type { Token, TokenKind } from './token';

const SPACE = /[\t \r\n\f]+|\/\/[^\n]*/uy;
const NUMBER =
  /(?<float>\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)|(?<uint>0x[\da-fA-F]+[uU]|\d+[uU])|(?<int>0x[\da-fA-F]+|\d+)/uy;
const WORD = /[A-Za-z_]\w*/uy;
const ESCAPED_WORD = /`[\w./ -]+`/uy;
const SYMBOL = /==|!=|<=|>=|&&|\|\||[<>[\]{}().,\-!?:+*/%]/uy;
const ESCAPE = String.raw`\\(?:[abfnrtv"'\\?${'`'}]|[0-3][0-7][0-7]|[xX][\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})`;
const STRING = new RegExp(
  [
    String.raw`[rR]"""[^]*?"""|[rR]'''[^]*?'''|[rR]"[^"\n\r]*"|[rR]'[^'\n\r]*'`,
    String.raw`"""(?:${ESCAPE}|[^\\])*?"""|'''(?:${ESCAPE}|[^\\])*?'''`,
    String.raw`"(?:${ESCAPE}|[^\\"\n\r])*"|'(?:${ESCAPE}|[^\\'\n\r])*'`,
  ].join('|'),
  'uy',
);
const ESCAPE_START = String.raw`\\(?:[0-3][0-7]?|[xX][\da-fA-F]?|u[\da-fA-F]{0,3}|U[\da-fA-F]{0,7})?`;
/** How far something reads like a string that never ends. */
const STRING_START = new RegExp(
  [
    String.raw`[rR]"""[^]*|[rR]'''[^]*|[rR]"[^"\n\r]*|[rR]'[^'\n\r]*`,
    String.raw`"""(?:${ESCAPE}|[^\\])*(?:${ESCAPE_START})?|'''(?:${ESCAPE}|[^\\])*(?:${ESCAPE_START})?`,
    String.raw`"(?:${ESCAPE}|[^\\"\n\r])*(?:${ESCAPE_START})?|'(?:${ESCAPE}|[^\\'\n\r])*(?:${ESCAPE_START})?`,
  ].join('|'),
  'uy',
);
const ESCAPED_WORD_START = /`[\w./ -]*/uy;
const WORDS: readonly string[] = ['in', 'true', 'false', 'null'];

export function tokenize(source: Source): Token[] {
  const text = source.characters.join('');
  const tokens: Token[] = [];
  let index = 0;
  let at = 0;
  const take = (pattern: RegExp, from = index) => {
    pattern.lastIndex = from;
    return pattern.exec(text);
  };
  const advance = (length: number) => {
    at += Array.from(text.slice(index, index + length)).length;
    index += length;
  };
  while (index < text.length) {
    const space = take(SPACE);
    if (space) {
      advance(space[0].length);
      continue;
    }
    const found = readToken(take, index);
    if (found) {
      tokens.push({ ...found, at });
      advance(found.text.length);
      continue;
    }
    const broken = brokenText(take, text, index);
    source.report(at, `Syntax error: token recognition error at: '${broken.replaceAll('\n', '\\n')}'`);
    advance(broken.length);
  }
  tokens.push({ kind: '<EOF>', text: '<EOF>', at });
  return tokens;
}

type Take = (pattern: RegExp, from?: number) => RegExpExecArray | null;

function readToken(take: Take, index: number): { kind: TokenKind; text: string } | undefined {
  const bytes = take(/[bB]/uy) && take(STRING, index + 1);
  if (bytes) return { kind: 'BYTES', text: take(/[bB]/uy)?.[0] + bytes[0] };
  const string = take(STRING);
  if (string) return { kind: 'STRING', text: string[0] };
  const number = take(NUMBER);
  if (number) {
    const { float, uint } = number.groups as { float?: string; uint?: string };
    return { kind: float ? 'NUM_FLOAT' : uint ? 'NUM_UINT' : 'NUM_INT', text: number[0] };
  }
  const word = take(WORD);
  if (word) return { kind: (WORDS.includes(word[0]) ? `'${word[0]}'` : 'IDENTIFIER') as TokenKind, text: word[0] };
  const escaped = take(ESCAPED_WORD);
  if (escaped) return { kind: 'ESC_IDENTIFIER', text: escaped[0] };
  const symbol = take(SYMBOL);
  return symbol ? { kind: `'${symbol[0]}'` as TokenKind, text: symbol[0] } : undefined;
}

/** What is skipped: the longest start of a token, with the character at which it stopped being one. */
function brokenText(take: Take, text: string, index: number): string {
  const begun = take(STRING_START) ?? take(ESCAPED_WORD_START) ?? take(/[&|=]/uy);
  const length = begun ? begun[0].length : 0;
  const stop = text.codePointAt(index + length);
  return text.slice(index, index + length) + (stop === undefined ? '' : String.fromCodePoint(stop));
}
