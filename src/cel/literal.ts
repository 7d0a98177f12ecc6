// What a literal's token spells. upstream: cel-go parser/parser.go VisitInt …, parser/unescape.go

import type { Literal } from './syntax';
import type { Token } from './token';
import { utf8Bytes } from './utf8';

type Value = Literal['value'];
export type LiteralResult = { readonly value: Value } | { readonly error: string };

const MAX_INT = 2n ** 63n - 1n;
const MAX_UINT = 2n ** 64n - 1n;
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

export function readLiteral({ kind, text }: Token, isNegative: boolean): LiteralResult {
  if (kind === "'true'" || kind === "'false'") return { value: kind === "'true'" };
  if (kind === "'null'") return { value: null };
  if (kind === 'NUM_INT') {
    const value = isNegative ? -BigInt(text) : BigInt(text);
    return value > MAX_INT || value < -MAX_INT - 1n ? { error: 'invalid int literal' } : { value };
  }
  if (kind === 'NUM_UINT') {
    const uint = BigInt(text.slice(0, -1));
    return uint > MAX_UINT ? { error: 'invalid uint literal' } : { value: { uint } };
  }
  if (kind === 'NUM_FLOAT') {
    const value = Number(isNegative ? `-${text}` : text);
    return Number.isFinite(value) ? { value } : { error: 'invalid double literal' };
  }
  return kind === 'BYTES' ? bytesLiteral(text.slice(1)) : stringLiteral(text);
}

/** The text between the quotes, and whether escapes count in it. */
function unquote(text: string): { readonly body: string; readonly raw: boolean } {
  const normal = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const raw = /^[rR]/.test(normal);
  const quotedText = raw ? normal.slice(1) : normal;
  const quotes = /^("""|''')/.test(quotedText) && quotedText.length >= 6 ? 3 : 1;
  return { body: quotedText.slice(quotes, -quotes), raw };
}

const ESCAPED = /\\(?:(?<hex>[xX][\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})|(?<octal>[0-3][0-7]{2})|(?<simple>.))/gsu;

function stringLiteral(text: string): LiteralResult {
  const { body, raw } = unquote(text);
  if (raw || !body.includes('\\')) return { value: body };
  let isValid = true;
  const value = body.replace(ESCAPED, (_all, hex?: string, octal?: string, simple?: string) => {
    if (simple !== undefined) return ESCAPES[simple] ?? simple;
    const code = hex ? Number.parseInt(hex.slice(1), 16) : Number.parseInt(octal as string, 8);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      isValid = false;
      return '';
    }
    return String.fromCodePoint(code);
  });
  return isValid ? { value } : { error: 'invalid unicode code point' };
}

function bytesLiteral(text: string): LiteralResult {
  const { body, raw } = unquote(text);
  if (raw) return { value: utf8Bytes(body) };
  const bytes: number[] = [];
  let rest = 0;
  for (const match of body.matchAll(ESCAPED)) {
    const { hex, octal, simple } = match.groups as { hex?: string; octal?: string; simple?: string };
    bytes.push(...utf8Bytes(body.slice(rest, match.index)));
    rest = match.index + match[0].length;
    if (simple !== undefined) bytes.push(...utf8Bytes(ESCAPES[simple] ?? simple));
    else if (hex && /^[uU]/.test(hex)) return { error: 'unable to unescape string' };
    else bytes.push(hex ? Number.parseInt(hex.slice(1), 16) : Number.parseInt(octal as string, 8));
  }
  bytes.push(...utf8Bytes(body.slice(rest)));
  return { value: Uint8Array.from(bytes) };
}
