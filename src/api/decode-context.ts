// Where a decoder stands in the document and what it has found wrong there. Go keeps three kinds of faults apart: unknown
// and duplicate fields (listed, not fatal), type errors (the first is kept, decoding goes on), and the errors of types that
// read their own JSON (they end decoding at once and win over the others).
// upstream: sigs.k8s.io/json decode

/** What Go's decoder and encoder do to a value of one type. */
export interface Codec {
  /** `value` is neither null nor undefined. Answers the same reference when the value would be stored as it is. */
  readonly decode: (cx: DecodeContext, value: unknown) => unknown;
  /** What null stands for where a value must be written: in a list, in a map, in a field without `omitempty`. */
  readonly zero: () => unknown;
  /** The decoded value is one that `omitempty` leaves out. */
  readonly isEmpty: (value: unknown) => boolean;
}

/** A value of the wrong type, and where: Go's names of the struct and of the fields down to it. */
export interface TypeFault {
  /** `string`, `number 1.5`, `array`, ... */
  readonly what: string;
  readonly struct: string;
  readonly fields: readonly string[];
  readonly goType: string;
}

/** Thrown by a type that reads its own JSON; ends decoding. */
export class DecodeAbort extends Error {
  readonly fault: TypeFault | string;

  constructor(fault: TypeFault | string) {
    super(faultText(fault));
    this.fault = fault;
  }
}

/** A step down the document through a struct's field. */
export interface FieldStep {
  readonly name: string;
  /** As Go's errors name it. */
  readonly goPath: string;
}

const MAX_STRICT_ERRORS = 100;

export class DecodeContext {
  /** Unknown and duplicate fields, in document order, each text once. */
  readonly strict: string[] = [];
  /** Keys that were given more than once, by the object they stand in. */
  readonly duplicates: ReadonlyMap<object, readonly string[]> | undefined;
  /** Go's name, without package, of the struct being decoded; empty above the first. */
  struct = '';
  /** The first error that did not end decoding. */
  fault: TypeFault | string | undefined;
  readonly #collects: boolean;
  /** Fields, keys of maps, positions in lists. */
  readonly #path: (FieldStep | string | number)[] = [];

  constructor(collects: boolean, duplicates?: ReadonlyMap<object, readonly string[]>) {
    this.#collects = collects;
    this.duplicates = duplicates;
  }

  enter(step: FieldStep | string | number): void {
    this.#path.push(step);
  }

  leave(): void {
    this.#path.pop();
  }

  unknownField(name: string): void {
    this.#strictError('unknown field', name);
  }

  duplicateField(name: string): void {
    this.#strictError('duplicate field', name);
  }

  /** Keeps the first type error. */
  typeError(value: unknown, goType: string): void {
    this.fault ??= this.faultAt(jsonTypeOf(value), goType);
  }

  /** A number that its type cannot hold: Go names the number too. */
  numberError(value: number, goType: string): void {
    this.fault ??= this.faultAt(`number ${value}`, goType);
  }

  /** A type error here; `inner` are further fields down, of a part that was decoded apart. */
  faultAt(what: string, goType: string, inner: readonly string[] = []): TypeFault {
    const fields: string[] = [];
    for (const step of this.#path) if (typeof step === 'object') fields.push(step.goPath);
    return { what, struct: this.struct, fields: [...fields, ...inner], goType };
  }

  #strictError(what: string, name: string): void {
    if (!this.#collects || this.strict.length >= MAX_STRICT_ERRORS) return;
    let path = '';
    for (const step of this.#path) {
      if (typeof step === 'number') path += `[${step}]`;
      else path += (path === '' ? '' : '.') + (typeof step === 'string' ? step : step.name);
    }
    const text = `${what} ${goQuote(path === '' ? name : `${path}.${name}`)}`;
    if (!this.strict.includes(text)) this.strict.push(text);
  }
}

/** In Go's words. */
export function faultText(fault: TypeFault | string): string {
  if (typeof fault === 'string') return fault;
  const fields = fault.fields.join('.');
  const into = fault.struct === '' && fields === '' ? 'Go value' : `Go struct field ${fault.struct}.${fields}`;
  return `json: cannot unmarshal ${fault.what} into ${into} of type ${fault.goType}`;
}

/** Go's word for the JSON type of a value. */
export function jsonTypeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string' || typeof value === 'number') return typeof value;
  return value === null ? 'null' : 'object';
}

export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** A text in double quotes as Go's strconv.Quote writes it. */
export function goQuote(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  let quoted = '';
  for (const char of text) quoted += SHORT_ESCAPES[char] ?? (isPrintable(char) ? char : escaped(char));
  return `"${quoted}"`;
}

const isPrintable = (char: string) => char === ' ' || /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(char);

function escaped(char: string): string {
  const code = char.codePointAt(0) as number;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
