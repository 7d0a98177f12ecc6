// What the check of a value against a schema found, and how much of the schema fitted: of several alternatives, the
// errors of the one that fitted best are told. upstream: kube-openapi/pkg/validation/validate/result.go

import type { FieldError } from '../../kinds/kind';
import { goQuote, invalid, notSupported, required, tooLong, tooMany } from '../../kinds/validation/field-error';

export interface SchemaError {
  /** As the validation library says it; errors of one text are told once. */
  readonly text: string;
  /** As a refused field; `base` is the path of the value that was checked. */
  readonly field: (base: string) => FieldError;
}

export class Result {
  readonly errors: SchemaError[] = [];
  matchCount = 0;

  get isValid(): boolean {
    return this.errors.length === 0;
  }

  add(error: SchemaError): void {
    if (!this.errors.some(({ text }) => text === error.text)) this.errors.push(error);
  }

  merge(other: Result): void {
    for (const error of other.errors) this.add(error);
    this.matchCount += other.matchCount;
  }

  /** Lets errors pass that stood there before. */
  withoutErrors(): Result {
    const result = new Result();
    result.matchCount = this.matchCount;
    return result;
  }
}

/** The path of no field, as Go prints it. */
export const NO_FIELD = '<nil>';

/** `name` begins with a dot where the value itself has no path. */
function fieldPath(base: string, name: string): string {
  const below = name.replace(/^\./, '');
  if (below === '') return base === '' ? NO_FIELD : base;
  return base === '' ? below : `${base}.${below}`;
}

/** An error that says nothing of a field but in its text. */
export function composite(text: string): SchemaError {
  return { text, field: (base) => invalid(fieldPath(base, ''), '', text) };
}

/** `detail` follows the path and ` in body `. */
export function valueError(name: string, detail: string, value: unknown): SchemaError {
  return plainError(name, `${name} in body ${detail}`, value);
}

export function plainError(name: string, text: string, value: unknown): SchemaError {
  return { text, field: (base) => invalid(fieldPath(base, name), value ?? '', text) };
}

/** `value` is the wrong value's text, or the name of its type. */
export function typeError(name: string, wanted: string, value: string): SchemaError {
  const text = `${name} in body must be of type ${wanted}: ${goQuote(value)}`;
  const field = (base: string) => ({ ...invalid(fieldPath(base, name), value, text), type: TYPE_INVALID });
  return { text, field };
}

const TYPE_INVALID = 'FieldValueTypeInvalid' as const;

export function requiredError(name: string): SchemaError {
  return { text: `${name} in body is required`, field: (base) => required(fieldPath(base, name)) };
}

export function enumError(name: string, value: unknown, allowed: readonly unknown[]): SchemaError {
  const words = allowed.map((word) => (typeof word === 'string' ? word : JSON.stringify(word)));
  return {
    text: `${name} in body should be one of ${JSON.stringify(allowed)}`,
    field: (base) => notSupported(fieldPath(base, name), value ?? null, words),
  };
}

export function tooLongError(name: string, max: number): SchemaError {
  return {
    text: `${name} in body should be at most ${max} chars long`,
    field: (base) => tooLong(fieldPath(base, name), max),
  };
}

export function tooManyError(name: string, what: 'items' | 'properties', count: number, max: number): SchemaError {
  return {
    text: `${name} in body should have at most ${max} ${what}`,
    field: (base) => tooMany(fieldPath(base, name), count, max),
  };
}
