// What a decoder finds wrong: for people, the place and what was wanted there; for the answer, Go's own words.

import { goQuote } from '../kinds/validation/field-error';

/** Fields, keys of maps and positions in lists, from the body's top. */
export type DecodePath = readonly (string | number)[];

export type Wanted =
  | 'string'
  | 'bool'
  | 'integer'
  | 'number'
  | 'bytes'
  | 'list'
  | 'mapping'
  | 'integer or string'
  | 'time'
  | 'quantity';

/** A value of the wrong type: Go's names of the struct and of the fields down to it. */
export interface TypeMismatch {
  /** `string`, `number 1.5`, `array`, ... */
  readonly what: string;
  readonly struct: string;
  readonly fields: readonly string[];
  readonly goType: string;
}

export interface Fault {
  readonly path: DecodePath;
  readonly wanted: Wanted | undefined;
  /** A mismatch, or a sentence that names no place. */
  readonly error: TypeMismatch | string;
}

/** A field that its struct does not know, or that was given twice. */
export interface StrictFault {
  readonly kind: 'unknown field' | 'duplicate field';
  readonly path: DecodePath;
  /** The schema of the struct that it stands in. */
  readonly schema: string;
}

export type DecodeProblem = Fault | StrictFault;

/** Thrown by a type that reads its own JSON; ends decoding. */
export class DecodeAbort extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(faultText(fault));
    this.fault = fault;
  }
}

/** In Go's words. */
export function faultText({ error }: Fault): string {
  if (typeof error === 'string') return error;
  const fields = error.fields.join('.');
  const into = error.struct === '' && fields === '' ? 'Go value' : `Go struct field ${error.struct}.${fields}`;
  return `json: cannot unmarshal ${error.what} into ${into} of type ${error.goType}`;
}

/** In Go's words, e.g. `unknown field "spec.replicaz"`. */
export function strictText({ kind, path }: StrictFault): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += (text === '' ? '' : '.') + step;
  }
  return `${kind} ${goQuote(text)}`;
}
