// What happened and why, always on: one row for each user action, each run of an actor that did something, and each
// write. A row names its cause, an earlier row; following causes ends at the user's line. Rows are kept as columns.

export interface TraceRow {
  readonly id: number;
  /** The row that led to this one; 0 for none. */
  readonly cause: number;
  readonly atMs: number;
  /** Who: `user`, or an actor's name. */
  readonly actor: string;
  /** What: an action's name, `run`, or a write's verb. */
  readonly verb: string;
  /** On what: an actor's key, an object, a description. */
  readonly key: string;
  /** The store's revision after a write; 0 for rows that are no write. */
  readonly revision: number;
}

export class Trace {
  #causes: number[] = [0];
  #times: number[] = [0];
  #actors: string[] = [''];
  #verbs: string[] = [''];
  /** Kinds of the objects that writes are about; empty for rows that are no write. */
  #kinds: string[] = [''];
  #keys: string[] = [''];
  #revisions: number[] = [0];

  /** How many rows there are; ids run from 1 to this. */
  get length(): number {
    return this.#causes.length - 1;
  }

  /** Adds a row and returns its id. */
  add(row: Omit<TraceRow, 'id' | 'revision'>): number {
    return this.addWrite(row.cause, row.atMs, row.actor, row.verb, '', row.key, 0);
  }

  /** Adds a write's row and returns its id. */
  addWrite(
    cause: number,
    atMs: number,
    actor: string,
    verb: string,
    kind: string,
    key: string,
    revision: number,
  ): number {
    this.#times.push(atMs);
    this.#actors.push(actor);
    this.#verbs.push(verb);
    this.#kinds.push(kind);
    this.#keys.push(key);
    this.#revisions.push(revision);
    return this.#causes.push(cause) - 1;
  }

  row(id: number): TraceRow | undefined {
    if (id < 1 || id > this.length) return undefined;
    return {
      id,
      cause: this.#causes[id] as number,
      atMs: this.#times[id] as number,
      actor: this.#actors[id] as string,
      verb: this.#verbs[id] as string,
      key: this.#keyOf(id),
      revision: this.#revisions[id] as number,
    };
  }

  /** The row and its causes, the user's action last. */
  chain(id: number): TraceRow[] {
    const rows: TraceRow[] = [];
    for (let row = this.row(id); row !== undefined; row = this.row(row.cause)) rows.push(row);
    return rows;
  }

  /** A 64-bit hash of all rows as hex text: equal runs have equal hashes. */
  hash(): string {
    let low = 0x811c9dc5;
    let high = 0x9e3779b9;
    const mix = (text: string) => {
      for (let index = 0; index < text.length; index++) {
        low = Math.imul(low ^ text.charCodeAt(index), 0x01000193) >>> 0;
        high = Math.imul(high ^ low, 0x85ebca6b) >>> 0;
      }
    };
    for (let id = 1; id <= this.length; id++) {
      mix(`${this.#causes[id]} ${this.#times[id]} ${this.#actors[id]} ${this.#verbs[id]} ${this.#keyOf(id)}`);
    }
    return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
  }

  #keyOf(id: number): string {
    const kind = this.#kinds[id] as string;
    return kind === '' ? (this.#keys[id] as string) : `${kind} ${this.#keys[id]}`;
  }

  fork(): Trace {
    const twin = new Trace();
    twin.#causes = this.#causes.slice();
    twin.#times = this.#times.slice();
    twin.#actors = this.#actors.slice();
    twin.#verbs = this.#verbs.slice();
    twin.#kinds = this.#kinds.slice();
    twin.#keys = this.#keys.slice();
    twin.#revisions = this.#revisions.slice();
    return twin;
  }
}
