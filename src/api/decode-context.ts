// Where a decoder stands in the document and what it has found wrong there. Go keeps three kinds of faults apart:
// unknown and duplicate fields (listed, not fatal), type errors (the first is kept, decoding goes on), and the errors
// of types that read their own JSON (they end decoding at once and win over the others).
// upstream: sigs.k8s.io/json decode

import { type DecodePath, type Fault, type StrictFault, strictText, type Wanted } from './decode-fault';

/** What Go's decoder and encoder do to a value of one type. */
export interface Codec {
  /** `value` is neither null nor undefined. Answers the same reference when the value would be stored as it is. */
  readonly decode: (cx: DecodeContext, value: unknown) => unknown;
  /** What null stands for where a value must be written: in a list, in a map, in a field without `omitempty`. */
  readonly zero: () => unknown;
  /** The decoded value is one that `omitempty` leaves out. */
  readonly isEmpty: (value: unknown) => boolean;
}

/** A step down the document through a struct's field. */
export interface FieldStep {
  readonly name: string;
  /** As Go's errors name it. */
  readonly goPath: string;
}

/** The struct being decoded. */
export interface StructName {
  /** Go's name, without package. */
  readonly word: string;
  readonly schema: string;
}

const MAX_STRICT_ERRORS = 100;
const NO_STRUCT: StructName = { word: '', schema: '' };

export class DecodeContext {
  /** Unknown and duplicate fields by their text, in document order; undefined when there are none. */
  strict: Map<string, StrictFault> | undefined;
  /** Keys that were given more than once, by the object they stand in. */
  readonly duplicates: ReadonlyMap<object, readonly string[]> | undefined;
  struct: StructName = NO_STRUCT;
  /** The first error that did not end decoding. */
  fault: Fault | undefined;
  /** Empty lists and maps stay, as the body had them. */
  readonly keepsEmpty: boolean;
  readonly #collects: boolean;
  readonly #path: (FieldStep | string | number)[] = [];

  constructor(collects: boolean, duplicates?: ReadonlyMap<object, readonly string[]>, keepsEmpty = false) {
    this.#collects = collects;
    this.keepsEmpty = keepsEmpty;
    this.duplicates = duplicates;
  }

  enter(step: FieldStep | string | number): void {
    this.#path.push(step);
  }

  leave(): void {
    this.#path.pop();
  }

  strictFault(kind: StrictFault['kind'], name: string): void {
    if (!this.#collects) return;
    this.strict ??= new Map();
    if (this.strict.size >= MAX_STRICT_ERRORS) return;
    const fault = { kind, path: [...this.path(), name], schema: this.struct.schema };
    const text = strictText(fault);
    if (!this.strict.has(text)) this.strict.set(text, fault);
  }

  /** Keeps the first type error. */
  typeError(value: unknown, goType: string, wanted: Wanted): void {
    this.fault ??= this.mismatch(jsonTypeOf(value), goType, wanted);
  }

  /** A type error here. */
  mismatch(what: string, goType: string, wanted: Wanted): Fault {
    return { path: this.path(), wanted, error: { what, struct: this.struct.word, fields: this.#goFields(), goType } };
  }

  /** An error here whose sentence names no place. */
  invalid(error: string, wanted?: Wanted): Fault {
    return { path: this.path(), wanted, error };
  }

  /** A fault of a part of the document that was decoded apart, seen from its top. */
  outer({ path, wanted, error }: Fault): Fault {
    const whole = [...this.path(), ...path];
    if (typeof error === 'string') return { path: whole, wanted, error };
    const fields = [...this.#goFields(), ...error.fields];
    return { path: whole, wanted, error: { ...error, struct: this.struct.word, fields } };
  }

  path(): DecodePath {
    return this.#path.map((step) => (typeof step === 'object' ? step.name : step));
  }

  #goFields(): readonly string[] {
    const fields: string[] = [];
    for (const step of this.#path) if (typeof step === 'object') fields.push(step.goPath);
    return fields;
  }
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
