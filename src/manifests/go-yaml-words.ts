// Scans anchors, aliases, tags and directives for kubectl's YAML library's faults.
// upstream: go.yaml.in/yaml/v2 scannerc.go yaml_parser_scan_anchor, _tag, _directive

import type { Mark, TextCursor } from './go-yaml-cursor';

const WORD = /[0-9A-Za-z_-]/;
const URI = /[0-9A-Za-z_;/?:@&=+$,.!~*'()[\]%-]/;

/** After `&` or `*`; answers the name. */
export function scanAnchor(cursor: TextCursor): string {
  const start = cursor.mark();
  cursor.skip(1);
  const name = scanWord(cursor);
  if (name === '' || (!cursor.isBlankOrEnd(0) && !'?:,]}%@`'.includes(cursor.char()))) {
    throw cursor.fault('did not find expected alphabetic or numeric character', start);
  }
  return name;
}

/** Answers the handle, `!` or `!!` or `!name!`; empty for `!<...>` and a lone `!`. */
export function scanTag(cursor: TextCursor): string {
  const start = cursor.mark();
  let handle = '';
  if (cursor.char(1) === '<') {
    cursor.skip(2);
    scanUri(cursor, start, false);
    if (cursor.char() !== '>') throw cursor.fault("did not find the expected '>'", start);
    cursor.skip(1);
  } else {
    handle = scanHandle(cursor, start, false);
    const isHandle = handle.length > 1 && handle.endsWith('!');
    const suffix = scanUri(cursor, start, !isHandle);
    if (!isHandle) handle = handle.length === 1 && suffix === '' ? '' : '!';
  }
  if (!cursor.isBlankOrEnd(0)) throw cursor.fault('did not find expected whitespace or line break', start);
  return handle;
}

export interface Directive {
  readonly name: 'YAML' | 'TAG';
  /** The version or the handle. */
  readonly text: string;
}

/** A whole `%` line. */
export function scanDirective(cursor: TextCursor): Directive {
  const start = cursor.mark();
  cursor.skip(1);
  const name = scanWord(cursor);
  if (name === '') throw cursor.fault('could not find expected directive name', start);
  if (!cursor.isBlankOrEnd(0)) throw cursor.fault('found unexpected non-alphabetical character', start);
  if (name !== 'YAML' && name !== 'TAG') throw cursor.fault('found unknown directive name', start);
  cursor.skipBlanks();
  const text = name === 'YAML' ? scanVersion(cursor, start) : scanTagDirective(cursor, start);
  cursor.skipBlanks();
  if (cursor.char() === '#') cursor.skipLineRest();
  if (!cursor.isBreakOrEnd(0)) throw cursor.fault('did not find expected comment or line break', start);
  if (cursor.isBreak(0)) cursor.skipBreak();
  return { name, text };
}

function scanVersion(cursor: TextCursor, start: Mark): string {
  const major = scanVersionNumber(cursor, start);
  if (cursor.char() !== '.') throw cursor.fault("did not find expected digit or '.' character", start);
  cursor.skip(1);
  return `${major}.${scanVersionNumber(cursor, start)}`;
}

function scanVersionNumber(cursor: TextCursor, start: Mark): number {
  let digits = '';
  while (/[0-9]/.test(cursor.char())) {
    if (digits.length === 2) throw cursor.fault('found extremely long version number', start);
    digits += cursor.char();
    cursor.skip(1);
  }
  if (digits === '') throw cursor.fault('did not find expected version number', start);
  return Number(digits);
}

function scanTagDirective(cursor: TextCursor, start: Mark): string {
  const handle = scanHandle(cursor, start, true);
  if (!cursor.isBlank(0)) throw cursor.fault('did not find expected whitespace', start);
  cursor.skipBlanks();
  scanUri(cursor, start, false);
  if (!cursor.isBlankOrEnd(0)) throw cursor.fault('did not find expected whitespace or line break', start);
  return handle;
}

function scanHandle(cursor: TextCursor, start: Mark, inDirective: boolean): string {
  if (cursor.char() !== '!') throw cursor.fault("did not find expected '!'", start);
  cursor.skip(1);
  let handle = `!${scanWord(cursor)}`;
  if (cursor.char() === '!') {
    handle += '!';
    cursor.skip(1);
  } else if (inDirective && handle !== '!') {
    throw cursor.fault("did not find expected '!'", start);
  }
  return handle;
}

function scanUri(cursor: TextCursor, start: Mark, mayBeEmpty: boolean): string {
  let uri = '';
  while (URI.test(cursor.char())) {
    const isEscape = cursor.char() === '%';
    if (isEscape && !/^%[0-9A-Fa-f]{2}/.test(cursor.text.slice(cursor.offset, cursor.offset + 3))) {
      throw cursor.fault('did not find URI escaped octet', start);
    }
    uri += cursor.char();
    cursor.skip(isEscape ? 3 : 1);
  }
  if (uri === '' && !mayBeEmpty) throw cursor.fault('did not find expected tag URI', start);
  return uri;
}

function scanWord(cursor: TextCursor): string {
  const from = cursor.offset;
  while (WORD.test(cursor.char())) cursor.skip(1);
  return cursor.text.slice(from, cursor.offset);
}
