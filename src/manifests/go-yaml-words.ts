// Scans anchors, aliases, tags and directives as kubectl's YAML library does.
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

export interface Tag {
  /** `!` or `!!` or `!name!`; empty for `!<...>` and a lone `!`. */
  readonly handle: string;
  readonly suffix: string;
}

export function scanTag(cursor: TextCursor): Tag {
  const start = cursor.mark();
  let tag: Tag;
  if (cursor.char(1) === '<') {
    cursor.skip(2);
    tag = { handle: '', suffix: scanUri(cursor, start, '') };
    if (cursor.char() !== '>') throw cursor.fault("did not find the expected '>'", start);
    cursor.skip(1);
  } else {
    tag = scanShortTag(cursor, start);
  }
  if (!cursor.isBlankOrEnd(0)) throw cursor.fault('did not find expected whitespace or line break', start);
  return tag;
}

function scanShortTag(cursor: TextCursor, start: Mark): Tag {
  const handle = scanHandle(cursor, start, false);
  if (handle.length > 1 && handle.endsWith('!')) return { handle, suffix: scanUri(cursor, start, '') };
  const suffix = scanUri(cursor, start, handle.slice(1), true);
  return suffix === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix };
}

export interface Directive {
  readonly name: 'YAML' | 'TAG';
  /** The version or the handle. */
  readonly text: string;
  /** What the handle stands for. */
  readonly prefix: string;
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
  const value = name === 'YAML' ? { text: scanVersion(cursor, start), prefix: '' } : scanTagDirective(cursor, start);
  cursor.skipBlanks();
  if (cursor.char() === '#') cursor.skipLineRest();
  if (!cursor.isBreakOrEnd(0)) throw cursor.fault('did not find expected comment or line break', start);
  if (cursor.isBreak(0)) cursor.takeBreak();
  return { name, ...value };
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

function scanTagDirective(cursor: TextCursor, start: Mark): { text: string; prefix: string } {
  const text = scanHandle(cursor, start, true);
  if (!cursor.isBlank(0)) throw cursor.fault('did not find expected whitespace', start);
  cursor.skipBlanks();
  const prefix = scanUri(cursor, start, '');
  if (!cursor.isBlankOrEnd(0)) throw cursor.fault('did not find expected whitespace or line break', start);
  return { text, prefix };
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

/** @param head what of it was read already. */
function scanUri(cursor: TextCursor, start: Mark, head: string, mayBeEmpty = false): string {
  let uri = head;
  while (URI.test(cursor.char())) {
    if (cursor.char() === '%') {
      uri += scanUriEscapes(cursor, start);
    } else {
      uri += cursor.char();
      cursor.skip(1);
    }
  }
  if (uri === '' && !mayBeEmpty) throw cursor.fault('did not find expected tag URI', start);
  return uri;
}

/** One character, written as the octets of its UTF-8, each with a percent sign. */
function scanUriEscapes(cursor: TextCursor, start: Mark): string {
  let octets = '';
  let wanted = 1;
  for (let count = 0; count < wanted; count++) {
    const octetText = cursor.text.slice(cursor.offset, cursor.offset + 3);
    if (!/^%[0-9A-Fa-f]{2}$/.test(octetText)) throw cursor.fault('did not find URI escaped octet', start);
    const octet = Number.parseInt(octetText.slice(1), 16);
    if (count === 0) wanted = utf8Width(octet);
    if (wanted === 0) throw cursor.fault('found an incorrect leading UTF-8 octet', start);
    if (count > 0 && octet >> 6 !== 2) throw cursor.fault('found an incorrect trailing UTF-8 octet', start);
    octets += octetText;
    cursor.skip(3);
  }
  try {
    return decodeURIComponent(octets);
  } catch {
    return '\ufffd';
  }
}

/** How many octets a character has that begins with this one; 0 for none. */
function utf8Width(octet: number): number {
  if (octet < 0x80) return 1;
  if (octet >> 5 === 6) return 2;
  if (octet >> 4 === 14) return 3;
  return octet >> 3 === 30 ? 4 : 0;
}

function scanWord(cursor: TextCursor): string {
  const from = cursor.offset;
  while (WORD.test(cursor.char())) cursor.skip(1);
  return cursor.text.slice(from, cursor.offset);
}
