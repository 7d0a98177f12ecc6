// Reads one JSON value off the front of a text, with Go's words for what is wrong with it and the keys that it gives
// twice.
// upstream: encoding/json scanner

import { MAX_DEPTH } from './go-yaml-parser';

export class JsonFault extends Error {
  /** Of the character that cannot be, or of the end. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

export interface JsonDuplicate {
  /** From the value's top to the object. */
  readonly path: readonly (string | number)[];
  readonly key: string;
  readonly first: number;
  readonly second: number;
}

export interface JsonValue {
  readonly value: unknown;
  /** Just behind the value. */
  readonly end: number;
  readonly duplicates: readonly JsonDuplicate[];
}

/** Throws JsonFault, e.g. `invalid character '}' looking for beginning of object key string`. */
export function readJson(text: string, from: number): JsonValue {
  const reader = new JsonReader(text, from);
  reader.value();
  return { value: JSON.parse(text.slice(from, reader.offset)), end: reader.offset, duplicates: reader.duplicates };
}

/** Behind white space. */
export function skipJsonSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
  return at;
}

class JsonReader {
  offset: number;
  readonly duplicates: JsonDuplicate[] = [];
  readonly #text: string;
  readonly #path: (string | number)[] = [];

  constructor(text: string, offset: number) {
    this.#text = text;
    this.offset = offset;
  }

  value(): void {
    if (this.#path.length > MAX_DEPTH) throw new JsonFault(`exceeded max depth of ${MAX_DEPTH}`, this.offset);
    this.#space();
    const char = this.#char();
    if (char === '{') this.#object();
    else if (char === '[') this.#array();
    else if (char === '"') this.#string();
    else if (char === '-' || (char >= '0' && char <= '9')) this.#number();
    else if (char === 't') this.#literal('true');
    else if (char === 'f') this.#literal('false');
    else if (char === 'n') this.#literal('null');
    else throw this.#fault('looking for beginning of value');
  }

  #object(): void {
    this.offset++;
    const seen = new Map<string, number>();
    this.#space();
    for (let first = true; !first || this.#char() !== '}'; first = false) {
      this.#space();
      if (this.#char() !== '"') throw this.#fault('looking for beginning of object key string');
      const at = this.offset;
      const key = this.#string();
      const before = seen.get(key);
      if (before === undefined) seen.set(key, at);
      else this.duplicates.push({ path: [...this.#path], key, first: before, second: at });
      this.#space();
      if (this.#char() !== ':') throw this.#fault('after object key');
      this.offset++;
      this.#inside(key);
      if (this.#char() === '}') break;
      if (this.#char() !== ',') throw this.#fault('after object key:value pair');
      this.offset++;
    }
    this.offset++;
  }

  #array(): void {
    this.offset++;
    this.#space();
    for (let index = 0; index > 0 || this.#char() !== ']'; index++) {
      this.#inside(index);
      if (this.#char() === ']') break;
      if (this.#char() !== ',') throw this.#fault('after array element');
      this.offset++;
    }
    this.offset++;
  }

  #inside(step: string | number): void {
    this.#path.push(step);
    this.value();
    this.#path.pop();
    this.#space();
  }

  #string(): string {
    const start = this.offset++;
    for (;;) {
      const char = this.#char();
      if (char === '"') break;
      if (char === '' || char < ' ') throw this.#fault('in string literal');
      this.offset++;
      if (char === '\\') this.#escape();
    }
    this.offset++;
    return JSON.parse(this.#text.slice(start, this.offset)) as string;
  }

  #escape(): void {
    const char = this.#char();
    if (char === '' || !'bfnrt\\/"u'.includes(char)) throw this.#fault('in string escape code');
    this.offset++;
    if (char !== 'u') return;
    for (let i = 0; i < 4; i++) {
      if (!/^[0-9A-Fa-f]$/.test(this.#char())) throw this.#fault('in \\u hexadecimal character escape');
      this.offset++;
    }
  }

  #number(): void {
    if (this.#char() === '-') this.offset++;
    if (this.#char() === '0') this.offset++;
    else this.#digits('in numeric literal');
    if (this.#char() === '.') {
      this.offset++;
      this.#digits('after decimal point in numeric literal');
    }
    if (this.#char() === 'e' || this.#char() === 'E') {
      this.offset++;
      if (this.#char() === '+' || this.#char() === '-') this.offset++;
      this.#digits('in exponent of numeric literal');
    }
  }

  #digits(otherwise: string): void {
    if (!isDigit(this.#char())) throw this.#fault(otherwise);
    while (isDigit(this.#char())) this.offset++;
  }

  #literal(word: string): void {
    for (const letter of word) {
      if (this.#char() !== letter) throw this.#fault(`in literal ${word} (expecting '${letter}')`);
      this.offset++;
    }
  }

  #space(): void {
    this.offset = skipJsonSpace(this.#text, this.offset);
  }

  #char(): string {
    return this.#text.charAt(this.offset);
  }

  #fault(context: string): JsonFault {
    const char = this.#char();
    if (char === '') return new JsonFault('unexpected EOF', this.offset);
    const shown = char === "'" ? "\\'" : char === '"' ? '"' : JSON.stringify(char).slice(1, -1);
    return new JsonFault(`invalid character '${shown}' ${context}`, this.offset);
  }
}

const isDigit = (char: string) => char !== '' && char >= '0' && char <= '9';
