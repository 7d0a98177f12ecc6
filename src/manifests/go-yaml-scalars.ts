// Scans plain, quoted and block scalars for kubectl's YAML library's faults; what they say is of no concern here.
// upstream: go.yaml.in/yaml/v2 scannerc.go yaml_parser_scan_plain_scalar and its neighbours

import type { Mark, TextCursor } from './go-yaml-cursor';

/** Characters that are nothing but text in a plain scalar, and in a quoted one. */
const PLAIN_RUN = /[^\s:,?[\]{}\u0085\u2028\u2029]+/y;
const QUOTED_RUN = /[^\s"'\\\u0085\u2028\u2029]+/y;
const FLOW_ENDS = ',?[]{}';
const ESCAPES = '0abt\tnvfre "\'\\N_LP';
const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Answers whether line breaks stood at its end, after which a key may follow. */
export function scanPlain(cursor: TextCursor, indent: number, inFlow: boolean): boolean {
  const start = cursor.mark();
  let breaks = false;
  for (;;) {
    if (cursor.documentMarker() !== undefined || cursor.char() === '#') return breaks;
    while (!cursor.isBlankOrEnd(0)) {
      const from = cursor.offset;
      cursor.skipRun(PLAIN_RUN);
      if (cursor.offset > from) {
        breaks = false;
        continue;
      }
      if (cursor.char() === ':' && cursor.isBlankOrEnd(1)) break;
      if (inFlow && FLOW_ENDS.includes(cursor.char())) break;
      breaks = false;
      cursor.skip(1);
    }
    if (!cursor.isBlank(0) && !cursor.isBreak(0)) return breaks;
    while (cursor.isBlank(0) || cursor.isBreak(0)) {
      if (cursor.isBreak(0)) {
        breaks = true;
        cursor.skipBreak();
        continue;
      }
      if (breaks && cursor.column < indent && cursor.char() === '\t') {
        throw cursor.fault('found a tab character that violates indentation', start);
      }
      cursor.skip(1);
    }
    if (!inFlow && cursor.column < indent) return breaks;
  }
}

export function scanQuoted(cursor: TextCursor): void {
  const start = cursor.mark();
  const quote = cursor.char();
  cursor.skip(1);
  for (;;) {
    if (cursor.documentMarker() !== undefined) throw cursor.fault('found unexpected document indicator', start);
    if (cursor.atEnd) throw cursor.fault('found unexpected end of stream', start);
    while (!cursor.isBlankOrEnd(0)) {
      cursor.skipRun(QUOTED_RUN);
      if (cursor.isBlankOrEnd(0)) break;
      if (cursor.char() === quote) {
        if (quote === '"' || cursor.char(1) !== "'") break;
        cursor.skip(2);
      } else if (quote === '"' && cursor.char() === '\\') {
        if (cursor.isBreak(1)) {
          cursor.skip(1);
          cursor.skipBreak();
          break;
        }
        scanEscape(cursor, start);
      } else {
        cursor.skip(1);
      }
    }
    if (cursor.char() === quote) break;
    while (cursor.isBlank(0) || cursor.isBreak(0)) {
      if (cursor.isBreak(0)) cursor.skipBreak();
      else cursor.skip(1);
    }
  }
  cursor.skip(1);
}

function scanEscape(cursor: TextCursor, start: Mark): void {
  const letter = cursor.char(1);
  const length = HEX_LENGTHS[letter];
  if (length === undefined) {
    if (letter === '' || !ESCAPES.includes(letter)) throw cursor.fault('found unknown escape character', start);
    cursor.skip(2);
    return;
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
}

/** @param parentIndent column of the block around it; -1 for none. */
export function scanBlockScalar(cursor: TextCursor, parentIndent: number): void {
  const start = cursor.mark();
  cursor.skip(1);
  const increment = scanBlockHeader(cursor, start);
  let indent = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment;
  indent = scanBlockBreaks(cursor, indent, parentIndent, start);
  while (cursor.column === indent && !cursor.atEnd) {
    cursor.skipLineRest();
    if (!cursor.atEnd) cursor.skipBreak();
    scanBlockBreaks(cursor, indent, parentIndent, start);
  }
}

/** The rest of the line after `|` or `>`; answers the indentation indicator, 0 for none. */
function scanBlockHeader(cursor: TextCursor, start: Mark): number {
  let increment = 0;
  let chomped = false;
  for (;;) {
    const char = cursor.char();
    if (!chomped && (char === '+' || char === '-')) chomped = true;
    else if (increment === 0 && char >= '0' && char <= '9') {
      if (char === '0') throw cursor.fault('found an indentation indicator equal to 0', start);
      increment = Number(char);
    } else break;
    cursor.skip(1);
  }
  cursor.skipBlanks();
  if (cursor.char() === '#') cursor.skipLineRest();
  if (!cursor.isBreakOrEnd(0)) throw cursor.fault('did not find expected comment or line break', start);
  if (cursor.isBreak(0)) cursor.skipBreak();
  return increment;
}

/** Skips empty lines and indentation; answers the scalar's column, found from the first line unless it is given. */
function scanBlockBreaks(cursor: TextCursor, indent: number, parentIndent: number, start: Mark): number {
  let widest = 0;
  for (;;) {
    while ((indent === 0 || cursor.column < indent) && cursor.char() === ' ') cursor.skip(1);
    widest = Math.max(widest, cursor.column);
    if ((indent === 0 || cursor.column < indent) && cursor.char() === '\t') {
      throw cursor.fault('found a tab character where an indentation space is expected', start);
    }
    if (!cursor.isBreak(0)) break;
    cursor.skipBreak();
  }
  return indent === 0 ? Math.max(widest, parentIndent + 1, 1) : indent;
}
