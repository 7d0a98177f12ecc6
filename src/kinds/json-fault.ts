// What Go's JSON decoder says of a text that should be JSON, or an object.
// upstream: Go's encoding/json scanner

const END = 'unexpected end of JSON input';
/** What Go's scanner is fed after the last character, which words, numbers and escapes do not take. */
const AT_END = ' ';

/** The first fault, or undefined for a JSON object. */
export function jsonObjectFault(text: string): string | undefined {
  return faultOf(text, (kind) => {
    if (kind === 'object' || kind === 'null') return undefined;
    return `json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`;
  });
}

/** The first fault, or undefined for a JSON value. */
export function jsonFault(text: string): string | undefined {
  return faultOf(text, () => undefined);
}

function faultOf(text: string, wrongKind: (kind: JsonKind) => string | undefined): string | undefined {
  const reader = new Reader(text);
  try {
    const kind = reader.value();
    reader.end();
    return wrongKind(kind);
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}

class Fault extends Error {}

type JsonKind = 'object' | 'array' | 'string' | 'number' | 'bool' | 'null';

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  end(): void {
    this.#space();
    if (this.#at < this.#text.length) throw this.#fault('after top-level value');
  }

  value(): JsonKind {
    this.#space();
    const char = this.#peek();
    if (char === '{') return this.#object();
    if (char === '[') return this.#array();
    if (char === '"') return this.#string();
    if (char === '-' || isDigit(char)) return this.#number();
    if (char === 't') return this.#literal('true', 'bool');
    if (char === 'f') return this.#literal('false', 'bool');
    if (char === 'n') return this.#literal('null', 'null');
    throw this.#fault('looking for beginning of value');
  }

  #object(): JsonKind {
    this.#at += 1;
    this.#space();
    if (this.#take('}')) return 'object';
    for (;;) {
      this.#space();
      if (this.#peek() !== '"') throw this.#fault('looking for beginning of object key string');
      this.#string();
      this.#space();
      if (!this.#take(':')) throw this.#fault('after object key');
      this.value();
      this.#space();
      if (this.#take('}')) return 'object';
      if (!this.#take(',')) throw this.#fault('after object key:value pair');
    }
  }

  #array(): JsonKind {
    this.#at += 1;
    this.#space();
    if (this.#take(']')) return 'array';
    for (;;) {
      this.value();
      this.#space();
      if (this.#take(']')) return 'array';
      if (!this.#take(',')) throw this.#fault('after array element');
    }
  }

  #string(): JsonKind {
    this.#at += 1;
    while (!this.#take('"')) {
      if ((this.#peek() ?? ' ') < ' ') throw this.#fault('in string literal');
      if (!this.#take('\\')) {
        this.#next('in string literal');
        continue;
      }
      if (this.#take('u')) {
        for (let digit = 0; digit < 4; digit++) this.#digit(/[0-9a-fA-F]/, 'in \\u hexadecimal character escape');
      } else this.#digit(/["\\/bfnrt]/, 'in string escape code');
    }
    return 'string';
  }

  #number(): JsonKind {
    this.#take('-');
    if (!this.#take('0')) this.#digits('in numeric literal');
    if (this.#take('.')) this.#digits('after decimal point in numeric literal');
    if (this.#take('e') || this.#take('E')) {
      if (!this.#take('+')) this.#take('-');
      this.#digits('in exponent of numeric literal');
    }
    return 'number';
  }

  #digits(where: string): void {
    this.#digit(/\d/, where);
    while (isDigit(this.#peek())) this.#at += 1;
  }

  #literal(word: string, kind: JsonKind): JsonKind {
    for (const char of word) {
      const where = `in literal ${word} (expecting '${char}')`;
      if (this.#peek() !== char) throw this.#fault(where, AT_END);
      this.#at += 1;
    }
    return kind;
  }

  #digit(allowed: RegExp, where: string): void {
    if (!allowed.test(this.#peek() ?? '')) throw this.#fault(where, AT_END);
    this.#at += 1;
  }

  #next(where: string): void {
    if (this.#at >= this.#text.length) throw this.#fault(where);
    this.#at += 1;
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#peek() ?? '')) this.#at += 1;
  }

  #peek(): string | undefined {
    return this.#text[this.#at];
  }

  #take(char: string): boolean {
    if (this.#peek() !== char) return false;
    this.#at += 1;
    return true;
  }

  #fault(where: string, atEnd?: string): Fault {
    const char = this.#peek() ?? atEnd;
    return new Fault(char === undefined ? END : `invalid character ${quoted(char)} ${where}`);
  }
}

const isDigit = (char: string | undefined) => char !== undefined && char >= '0' && char <= '9';

/** upstream: quoteChar */
function quoted(char: string): string {
  if (char === "'") return "'\\''";
  if (char === '"') return "'\"'";
  const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };
  const code = char.charCodeAt(0);
  const text = escapes[char] ?? (code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, '0')}` : char);
  return `'${text}'`;
}
