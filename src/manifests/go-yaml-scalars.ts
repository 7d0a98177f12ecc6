// Scans plain, quoted and block scalars as kubectl's YAML library does: their texts, and its words against them.
// upstream: go.yaml.in/yaml/v2 scannerc.go yaml_parser_scan_plain_scalar and its neighbours

import type { Mark, TextCursor } from './go-yaml-cursor';

/** Characters that are nothing but text in a plain scalar, and in a quoted one. */
const PLAIN_RUN = /[^\s:,?[\]{}\u0085\u2028\u2029]+/y;
const QUOTED_RUN = /[^\s"'\\\u0085\u2028\u2029]+/y;
const FLOW_ENDS = ',?[]{}';
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** White space between the words of a flow scalar, folded: one line break is a space, more are one break less. */
class Folding {
  #blanks = '';
  #firstBreak = '';
  #moreBreaks = '';
  hasBreaks = false;

  blank(char: string): void {
    if (!this.hasBreaks) this.#blanks += char;
  }

  lineBreak(char: string): void {
    if (this.hasBreaks) this.#moreBreaks += char;
    else this.#firstBreak = char;
    this.hasBreaks = true;
  }

  /** A break that a backslash hides. */
  hiddenBreak(): void {
    this.hasBreaks = true;
  }

  take(): string {
    let folded = this.#blanks;
    if (this.hasBreaks) folded = foldedBreaks(this.#firstBreak, this.#moreBreaks);
    this.#blanks = '';
    this.#firstBreak = '';
    this.#moreBreaks = '';
    this.hasBreaks = false;
    return folded;
  }
}

function foldedBreaks(first: string, more: string): string {
  if (!first.startsWith('\n')) return first + more;
  return more === '' ? ' ' : more;
}

export interface PlainScalar {
  readonly text: string;
  /** Offset of what follows its last word. */
  readonly end: number;
  /** After line breaks a key may follow. */
  readonly endsInBreak: boolean;
}

export function scanPlain(cursor: TextCursor, indent: number, inFlow: boolean): PlainScalar {
  const start = cursor.mark();
  let folding: Folding | undefined;
  let text = '';
  let end = cursor.offset;
  for (;;) {
    if (cursor.documentMarker() !== undefined || cursor.char() === '#') break;
    const from = cursor.offset;
    skipPlainWord(cursor, inFlow);
    if (cursor.offset > from) {
      end = cursor.offset;
      text += (folding?.take() ?? '') + cursor.text.slice(from, end);
    }
    if (!cursor.isBlank(0) && !cursor.isBreak(0)) break;
    folding ??= new Folding();
    skipPlainSpace(cursor, folding, indent, start);
    if (!inFlow && cursor.column < indent) break;
  }
  return { text, end, endsInBreak: folding?.hasBreaks === true };
}

function skipPlainWord(cursor: TextCursor, inFlow: boolean): void {
  while (!cursor.isBlankOrEnd(0)) {
    const from = cursor.offset;
    cursor.skipRun(PLAIN_RUN);
    if (cursor.offset > from) continue;
    const char = cursor.char();
    if (char === ':' && cursor.isBlankOrEnd(1)) return;
    if (inFlow && FLOW_ENDS.includes(char)) return;
    cursor.skip(1);
  }
}

function skipPlainSpace(cursor: TextCursor, folding: Folding, indent: number, start: Mark): void {
  for (;;) {
    if (cursor.isBreak(0)) {
      folding.lineBreak(cursor.takeBreak());
    } else if (cursor.isBlank(0)) {
      if (folding.hasBreaks && cursor.column < indent && cursor.char() === '\t') {
        throw cursor.fault('found a tab character that violates indentation', start);
      }
      folding.blank(cursor.char());
      cursor.skip(1);
    } else {
      return;
    }
  }
}

export function scanQuoted(cursor: TextCursor): string {
  const start = cursor.mark();
  const quote = cursor.char();
  const folding = new Folding();
  let text = '';
  cursor.skip(1);
  for (;;) {
    if (cursor.documentMarker() !== undefined) throw cursor.fault('found unexpected document indicator', start);
    if (cursor.atEnd) throw cursor.fault('found unexpected end of stream', start);
    text += folding.take() + scanQuotedWord(cursor, quote, folding, start);
    if (cursor.char() === quote) break;
    for (;;) {
      if (cursor.isBreak(0)) {
        folding.lineBreak(cursor.takeBreak());
      } else if (cursor.isBlank(0)) {
        folding.blank(cursor.char());
        cursor.skip(1);
      } else {
        break;
      }
    }
  }
  cursor.skip(1);
  return text;
}

/** Up to white space or the closing quote. */
function scanQuotedWord(cursor: TextCursor, quote: string, folding: Folding, start: Mark): string {
  let word = '';
  while (!cursor.isBlankOrEnd(0)) {
    const from = cursor.offset;
    cursor.skipRun(QUOTED_RUN);
    word += cursor.text.slice(from, cursor.offset);
    if (cursor.isBlankOrEnd(0)) break;
    const char = cursor.char();
    if (char === quote) {
      if (quote === '"' || cursor.char(1) !== "'") break;
      word += "'";
      cursor.skip(2);
    } else if (quote === '"' && char === '\\') {
      if (cursor.isBreak(1)) {
        cursor.skip(1);
        cursor.takeBreak();
        folding.hiddenBreak();
        break;
      }
      word += scanEscape(cursor, start);
    } else {
      word += char;
      cursor.skip(1);
    }
  }
  return word;
}

function scanEscape(cursor: TextCursor, start: Mark): string {
  const letter = cursor.char(1);
  const length = HEX_LENGTHS[letter];
  if (length === undefined) {
    const meant = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    if (meant === undefined) throw cursor.fault('found unknown escape character', start);
    cursor.skip(2);
    return meant;
  }
  cursor.skip(2);
  const digits = cursor.text.slice(cursor.offset, cursor.offset + length);
  if (digits.length < length || !/^[0-9A-Fa-f]*$/.test(digits)) {
    throw cursor.fault('did not find expected hexdecimal number', start);
  }
  const code = Number.parseInt(digits, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
    throw cursor.fault('found invalid Unicode character escape code', start);
  }
  cursor.skip(length);
  return String.fromCodePoint(code);
}

interface BlockHeader {
  readonly isLiteral: boolean;
  readonly chomping: '+' | '-' | '';
  /** The indentation indicator, 0 for none. */
  readonly increment: number;
}

/** @param parentIndent column of the block around it; -1 for none. */
export function scanBlockScalar(cursor: TextCursor, parentIndent: number): string {
  const start = cursor.mark();
  const { isLiteral, chomping, increment } = scanBlockHeader(cursor, start);
  const given = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment;
  let { indent, breaks } = scanBlockBreaks(cursor, given, parentIndent, start);
  let text = '';
  let lineEnd = '';
  let startsBlank = false;
  while (cursor.column === indent && !cursor.atEnd) {
    const isBlank = cursor.isBlank(0);
    const folds = !isLiteral && !startsBlank && !isBlank && lineEnd.startsWith('\n');
    text += folds ? foldedBreaks(lineEnd, breaks) : lineEnd + breaks;
    startsBlank = isBlank;
    const from = cursor.offset;
    cursor.skipLineRest();
    text += cursor.text.slice(from, cursor.offset);
    lineEnd = cursor.atEnd ? '' : cursor.takeBreak();
    ({ indent, breaks } = scanBlockBreaks(cursor, indent, parentIndent, start));
  }
  if (chomping !== '-') text += lineEnd;
  return chomping === '+' ? text + breaks : text;
}

/** From `|` or `>` to the end of the line. */
function scanBlockHeader(cursor: TextCursor, start: Mark): BlockHeader {
  const isLiteral = cursor.char() === '|';
  let increment = 0;
  let chomping: BlockHeader['chomping'] = '';
  cursor.skip(1);
  for (;;) {
    const char = cursor.char();
    if (chomping === '' && (char === '+' || char === '-')) chomping = char;
    else if (increment === 0 && char >= '0' && char <= '9') {
      if (char === '0') throw cursor.fault('found an indentation indicator equal to 0', start);
      increment = Number(char);
    } else break;
    cursor.skip(1);
  }
  cursor.skipBlanks();
  if (cursor.char() === '#') cursor.skipLineRest();
  if (!cursor.isBreakOrEnd(0)) throw cursor.fault('did not find expected comment or line break', start);
  if (cursor.isBreak(0)) cursor.takeBreak();
  return { isLiteral, chomping, increment };
}

interface BlockBreaks {
  /** The scalar's column, found from the first line unless it is given. */
  readonly indent: number;
  readonly breaks: string;
}

/** Takes empty lines and indentation. */
function scanBlockBreaks(cursor: TextCursor, indent: number, parentIndent: number, start: Mark): BlockBreaks {
  let widest = 0;
  let breaks = '';
  for (;;) {
    while ((indent === 0 || cursor.column < indent) && cursor.char() === ' ') cursor.skip(1);
    widest = Math.max(widest, cursor.column);
    if ((indent === 0 || cursor.column < indent) && cursor.char() === '\t') {
      throw cursor.fault('found a tab character where an indentation space is expected', start);
    }
    if (!cursor.isBreak(0)) break;
    breaks += cursor.takeBreak();
  }
  return { indent: indent === 0 ? Math.max(widest, parentIndent + 1, 1) : indent, breaks };
}
