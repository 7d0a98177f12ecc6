// Rows of the kinds table by everything they are looked up by: their key, apiVersion with kind, and any name kubectl
// takes. The built-in rows stand in one of these, the rows of a cluster's custom resources in another.

import { apiVersionOf, type KindRow } from './kind';

export class KindNames {
  readonly rows: readonly KindRow[];
  readonly #byKey = new Map<string, KindRow>();
  readonly #byVersion = new Map<string, KindRow>();
  readonly #byName = new Map<string, KindRow>();

  /** Where rows share a name, the first has it. */
  constructor(rows: readonly KindRow[]) {
    this.rows = rows;
    for (const row of rows) {
      if (!this.#byKey.has(row.key)) this.#byKey.set(row.key, row);
      this.#byVersion.set(`${apiVersionOf(row)}/${row.kind}`, row);
      for (const name of namesOf(row)) if (!this.#byName.has(name)) this.#byName.set(name, row);
    }
  }

  byKey(key: string): KindRow | undefined {
    return this.#byKey.get(key);
  }

  byVersion(apiVersion: string, kind: string): KindRow | undefined {
    return this.#byVersion.get(`${apiVersion}/${kind}`);
  }

  byName(name: string): KindRow | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  /** Every name that `byName` knows. */
  names(): readonly string[] {
    return [...this.#byName.keys()];
  }
}

function namesOf({ plural, singular, kind, shortNames, group, version }: KindRow): readonly string[] {
  const word = kind.toLowerCase();
  const qualified = [plural, singular].flatMap((name) => [`${name}.${group}`, `${name}.${version}.${group}`]);
  return [plural, singular, word, ...shortNames, ...qualified];
}
