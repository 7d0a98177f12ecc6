// The functions of an environment: what they are declared as and what they do. Signatures are read when a function is
// first looked up.

import { readSignature, type Signature } from './signature';
import type { CelValue } from './value';

// biome-ignore lint/suspicious/noExplicitAny: each function takes the types of its own signature, which are checked.
export type Run = (...values: any[]) => CelValue;

export interface Overload extends Signature {
  /** Distinguishes the ways to call one function, for costs: `string.(string) -> bool`. */
  readonly text: string;
  readonly run: Run;
  /** The function judges its arguments by itself. */
  readonly isUnguarded: boolean;
}

/** Overloads with what each does, or several with one function for all of them. */
export type FunctionSource =
  | readonly (readonly [signature: string, run: Run])[]
  | { readonly signatures: readonly string[]; readonly run: Run };

export type Library = Readonly<Record<string, FunctionSource>>;

export class FunctionTable {
  readonly #libraries: readonly Library[];
  readonly #known = new Map<string, readonly Overload[] | undefined>();

  constructor(libraries: readonly Library[]) {
    this.#libraries = libraries;
  }

  /** The overloads of a function in order; undefined when there is none of this name. */
  find(name: string): readonly Overload[] | undefined {
    if (!this.#known.has(name)) {
      const sources = this.#libraries.flatMap((library) => (Object.hasOwn(library, name) ? [library[name]] : []));
      const overloads = sources.flatMap((source) => overloadsOf(source as FunctionSource));
      this.#known.set(name, overloads.length === 0 ? undefined : overloads);
    }
    return this.#known.get(name);
  }
}

function overloadsOf(source: FunctionSource): Overload[] {
  if ('run' in source) {
    const { signatures, run } = source;
    return signatures.map((text) => ({ ...readSignature(text), text, run, isUnguarded: true }));
  }
  return source.map(([text, run]) => ({ ...readSignature(text), text, run, isUnguarded: false }));
}
