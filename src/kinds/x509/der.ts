// Reading ASN.1 DER in the two ways of Go: encoding/asn1, which tells what is wrong, and cryptobyte, whose callers do.
// upstream: Go encoding/asn1 parseTagAndLength, parseField; golang.org/x/crypto/cryptobyte

/** A certificate, request or key that cannot be read, in Go's words. */
export class X509Fault extends Error {}

export const syntaxFault = (what: string): X509Fault => new X509Fault(`asn1: syntax error: ${what}`);
export const structureFault = (what: string): X509Fault => new X509Fault(`asn1: structure error: ${what}`);

/** Universal tags; `CONSTRUCTED` and `CONTEXT` are added to the first byte. */
export const TAG = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  objectId: 6,
  utf8: 12,
  sequence: 16,
  set: 17,
  numeric: 18,
  printable: 19,
  t61: 20,
  ia5: 22,
  utcTime: 23,
  generalizedTime: 24,
  bmp: 30,
} as const;
export const CONSTRUCTED = 0x20;
export const CONTEXT = 0x80;
export const SEQUENCE = TAG.sequence | CONSTRUCTED;

/** A place in a sequence that is read from its begin to its end. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

export interface Element {
  /** The first byte: class, constructed or not, and the tag's number. */
  readonly first: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

interface Header {
  readonly class: number;
  readonly tag: number;
  readonly length: number;
  readonly isCompound: boolean;
  readonly start: number;
}

export const cursor = (bytes: Uint8Array): Cursor => ({ bytes, at: 0 });
export const isAtEnd = ({ bytes, at }: Cursor): boolean => at >= bytes.length;

/** A number of base 128; what follows is at `at`. */
function base128(bytes: Uint8Array, from: number): { readonly value: number; readonly at: number } {
  let value = 0;
  for (let at = from, digits = 0; at < bytes.length; at++, digits++) {
    if (digits === 5) throw structureFault('base 128 integer too large');
    const byte = bytes[at] as number;
    if (digits === 0 && byte === 0x80) throw syntaxFault('integer is not minimally encoded');
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (value > 0x7fffffff) throw structureFault('base 128 integer too large');
    return { value, at: at + 1 };
  }
  throw syntaxFault('truncated base 128 integer');
}

function readHeader(bytes: Uint8Array, from: number): Header {
  const first = bytes[from] as number;
  let at = from + 1;
  let tag = first & 0x1f;
  if (tag === 0x1f) {
    ({ value: tag, at } = base128(bytes, at));
    if (tag < 0x1f) throw syntaxFault('non-minimal tag');
  }
  const next = () => {
    const byte = bytes[at++];
    if (byte === undefined) throw syntaxFault('truncated tag or length');
    return byte;
  };
  let length = next();
  if (length >= 0x80) {
    const count = length & 0x7f;
    if (count === 0) throw syntaxFault('indefinite length found (not DER)');
    length = 0;
    for (let index = 0; index < count; index++) {
      const byte = next();
      if (length >= 1 << 23) throw structureFault('length too large');
      length = length * 256 + byte;
      if (length === 0) throw structureFault('superfluous leading zeros in length');
    }
    if (length < 0x80) throw structureFault('non-minimal length');
  }
  return { class: first >> 6, tag, length, isCompound: (first & CONSTRUCTED) !== 0, start: at };
}

function elementOf(from: Cursor, { start, length }: Header): Element {
  const { bytes, at } = from;
  const end = start + length;
  if (end > bytes.length) throw syntaxFault('data truncated');
  from.at = end;
  return { first: bytes[at] as number, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) };
}

/** What a field of Go's struct is: its first byte, and the name of its Go type. */
export interface Field {
  readonly first: number;
  readonly name: string;
}

const parameters = (tag: string) =>
  '{optional:false explicit:false application:false private:false defaultValue:<nil> ' +
  `tag:${tag} stringType:0 timeType:0 set:false omitEmpty:false}`;

/** A struct's next field, any element unless `field` says what. Errors: X509Fault in the words of encoding/asn1. */
export function readField(from: Cursor, field?: Field): Element {
  if (isAtEnd(from)) throw syntaxFault('sequence truncated');
  const header = readHeader(from.bytes, from.at);
  if (field) {
    const { class: ofClass, tag, length, isCompound, start } = header;
    const wanted = field.first & 0x1f;
    const isMeant = ofClass === field.first >> 6 && tag === wanted && isCompound === (field.first & CONSTRUCTED) > 0;
    if (!isMeant) {
      const met = `{class:${ofClass} tag:${tag} length:${length} isCompound:${isCompound}}`;
      // A number that is set is printed as its address.
      const said = parameters(field.first >= CONTEXT ? '0xc000012345' : '<nil>');
      throw structureFault(`tags don't match (${wanted} vs ${met}) ${said} ${field.name} @${start}`);
    }
  }
  return elementOf(from, header);
}

/** All elements of a SEQUENCE OF or SET OF; `first`, when given, is what each has to begin with. */
export function readList(bytes: Uint8Array, first?: number): readonly Element[] {
  const from = cursor(bytes);
  const found: Element[] = [];
  while (!isAtEnd(from)) {
    const header = readHeader(bytes, from.at);
    if (first !== undefined && bytes[from.at] !== first) throw structureFault('sequence tag mismatch');
    if (header.start + header.length > bytes.length) throw syntaxFault('truncated sequence');
    found.push(elementOf(from, header));
  }
  return found;
}

/** The next element as cryptobyte reads it; undefined when it is broken or, with `first`, another one. */
export function readElement(from: Cursor, first?: number): Element | undefined {
  if (isAtEnd(from) || ((from.bytes[from.at] as number) & 0x1f) === 0x1f) return undefined;
  if (first !== undefined && from.bytes[from.at] !== first) return undefined;
  return attempt(() => elementOf(from, readHeader(from.bytes, from.at)));
}

export const isNext = ({ bytes, at }: Cursor, first: number): boolean => bytes[at] === first;

/** What a reading gives, or undefined where it finds a fault. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof X509Fault) return undefined;
    throw error;
  }
}

/** `2.5.4.3`. Errors: X509Fault. */
export function objectIdText(content: Uint8Array): string {
  if (content.length === 0) throw syntaxFault('zero length OBJECT IDENTIFIER');
  const first = base128(content, 0);
  const top = Math.min(Math.floor(first.value / 40), 2);
  const numbers = [top, first.value - 40 * top];
  for (let { at } = first; at < content.length; ) {
    const next = base128(content, at);
    numbers.push(next.value);
    at = next.at;
  }
  return numbers.join('.');
}

/** The signed number of an INTEGER. Errors: X509Fault. */
export function integerOf(content: Uint8Array): bigint {
  const [first, second = 0] = content;
  if (first === undefined) throw structureFault('empty integer');
  if (content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw structureFault('integer not minimally-encoded');
  }
  let value = 0n;
  for (const byte of content) value = (value << 8n) | BigInt(byte);
  return first >= 0x80 ? value - (1n << BigInt(8 * content.length)) : value;
}

/** The bytes of a BIT STRING, moved to the right where its last bits are unused. Errors: X509Fault. */
export function bitStringOf(content: Uint8Array): Uint8Array {
  const [unused] = content;
  if (unused === undefined) throw syntaxFault('zero length BIT STRING');
  const last = content[content.length - 1] as number;
  if (unused > 7 || (content.length === 1 && unused > 0) || (last & ((1 << unused) - 1)) !== 0) {
    throw syntaxFault('invalid padding bits in BIT STRING');
  }
  const bytes = content.subarray(1);
  if (unused === 0) return bytes;
  return bytes.map(
    (byte, index) => (byte >> unused) | ((index === 0 ? 0 : (bytes[index - 1] as number)) << (8 - unused)),
  );
}
