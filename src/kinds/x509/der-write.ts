// The few pieces of ASN.1 DER that a certificate is made of.

import { rfc3339 } from '../../sim/time';
import { encodeBytes, utf8Bytes } from '../base64';

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const tagged = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const body = joined(parts);
  return joined([Uint8Array.of(tag, ...lengthOf(body.length)), body]);
};

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
  return [0x80 | bytes.length, ...bytes];
}

export const textBytes = (text: string): Uint8Array => Uint8Array.from(utf8Bytes(text));

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => tagged(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Uint8Array => tagged(0x31, ...parts);
export const octets = (bytes: Uint8Array): Uint8Array => tagged(0x04, bytes);
export const bits = (bytes: Uint8Array, unused = 0): Uint8Array => tagged(0x03, Uint8Array.of(unused), bytes);
export const bool = (value: boolean): Uint8Array => tagged(0x01, Uint8Array.of(value ? 0xff : 0));
export const nothing = (): Uint8Array => tagged(0x05);

/** A PrintableString where the text is one, else a UTF8String. */
export const text = (value: string): Uint8Array =>
  tagged(/^[A-Za-z0-9'()+,\-./ :=?]*$/.test(value) ? 0x13 : 0x0c, textBytes(value));

/** A constructed context-specific value; a primitive one with `implicit`. */
export const context = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => tagged(0xa0 | tag, ...parts);
export const implicit = (tag: number, bytes: Uint8Array): Uint8Array => tagged(0x80 | tag, bytes);

/** Of big-endian bytes; never negative. */
export function integer(bytes: Uint8Array): Uint8Array {
  const first = bytes[0] ?? 0;
  return first >= 0x80 ? tagged(0x02, Uint8Array.of(0), bytes) : tagged(0x02, bytes);
}

/** `2.5.29.17`. */
export function objectId(value: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = value.split('.').map(Number);
  const bytes: number[] = [];
  for (const number of [first * 40 + second, ...rest]) {
    const groups = [number & 0x7f];
    for (let left = number >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return tagged(0x06, Uint8Array.from(bytes));
}

/** UTCTime up to 2049, GeneralizedTime after. */
export function time(atMs: number): Uint8Array {
  const digits = rfc3339(atMs).replace(/[-:T]/g, '');
  return Number(digits.slice(0, 4)) < 2050 ? tagged(0x17, textBytes(digits.slice(2))) : tagged(0x18, textBytes(digits));
}

export function extension(id: string, value: Uint8Array, critical = false): Uint8Array {
  return sequence(objectId(id), ...(critical ? [bool(true)] : []), octets(value));
}

export function certificatePem(der: Uint8Array): string {
  const lines = encodeBytes(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
