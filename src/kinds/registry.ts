// The kinds that one cluster serves: the built-in ones, and those that its CustomResourceDefinitions define. Custom
// rows are made when somebody asks for a kind that is no built-in one; a cluster without definitions has none.

import type { KindRow } from './kind';
import { KindNames } from './kind-names';

export class KindRegistry {
  readonly #builtIn: KindNames;
  readonly #makeCustom: () => readonly KindRow[];
  #custom: KindNames | undefined;

  /** @param makeCustom the custom rows as things stand; a kind's preferred version before its others. */
  constructor(builtIn: KindNames, makeCustom: () => readonly KindRow[]) {
    this.#builtIn = builtIn;
    this.#makeCustom = makeCustom;
  }

  /** The row under this key: that of the preferred version, where there are several. */
  byKey(key: string): KindRow | undefined {
    return this.#builtIn.byKey(key) ?? this.#names().byKey(key);
  }

  byVersion(apiVersion: string, kind: string): KindRow | undefined {
    return this.#builtIn.byVersion(apiVersion, kind) ?? this.#names().byVersion(apiVersion, kind);
  }

  /** The row that kubectl would take for `deploy`, `crontabs`, `ct`, `crontabs.v1.stable.example.com`. */
  byName(name: string): KindRow | undefined {
    return this.#builtIn.byName(name) ?? this.#names().byName(name);
  }

  /** Every name that `byName` knows, for suggestions. */
  names(): readonly string[] {
    return [...this.#builtIn.names(), ...this.#names().names()];
  }

  /** The rows of custom resources, one a served version, in a fixed order. */
  get custom(): readonly KindRow[] {
    return this.#names().rows;
  }

  /** The rows of everything served, in a fixed order: the built-in ones, then the custom ones. */
  get all(): readonly KindRow[] {
    const { custom } = this;
    return custom.length === 0 ? this.#builtIn.rows : [...this.#builtIn.rows, ...custom];
  }

  /** Tells that the definitions have changed. */
  changed(): void {
    this.#custom = undefined;
  }

  #names(): KindNames {
    this.#custom ??= new KindNames(this.#makeCustom());
    return this.#custom;
  }
}

/** One row for each kind: those of its older versions show the same objects. */
export function preferredRows(rows: readonly KindRow[]): readonly KindRow[] {
  const keys = new Set<string>();
  return rows.filter(({ key }) => !keys.has(key) && keys.add(key));
}
