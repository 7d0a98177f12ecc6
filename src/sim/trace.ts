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
  /** Rows that are not kept any more; ids go on. */
  #forgotten = 0;
  #causes: number[] = [0];
  #times: number[] = [0];
  #actors: string[] = [''];
  #verbs: string[] = [''];
  /** Kinds of the objects that writes are about; empty for rows that are no write. */
  #kinds: string[] = [''];
  #keys: string[] = [''];
  #revisions: number[] = [0];

  /** The last row's id; ids run from 1. */
  get length(): number {
    return this.#forgotten + this.#causes.length - 1;
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
    this.#causes.push(cause);
    return this.length;
  }

  /** Forgets the rows before this one: chains of causes end there. */
  forgetBefore(id: number): void {
    const count = id - 1 - this.#forgotten;
    if (count <= 0) return;
    const columns = [this.#causes, this.#times, this.#actors, this.#verbs, this.#kinds, this.#keys, this.#revisions];
    for (const column of columns) column.splice(1, count);
    this.#forgotten += count;
  }

  row(id: number): TraceRow | undefined {
    const at = id - this.#forgotten;
    if (at < 1 || at >= this.#causes.length) return undefined;
    return {
      id,
      cause: this.#causes[at] as number,
      atMs: this.#times[at] as number,
      actor: this.#actors[at] as string,
      verb: this.#verbs[at] as string,
      key: this.#keyAt(at),
      revision: this.#revisions[at] as number,
    };
  }

  /** The row and its causes, the user's action last. */
  chain(id: number): TraceRow[] {
    const rows: TraceRow[] = [];
    for (let row = this.row(id); row !== undefined; row = this.row(row.cause)) rows.push(row);
    return rows;
  }

  /** A 64-bit hash of all rows that are kept as hex text: equal runs have equal hashes. */
  hash(): string {
    let low = 0x811c9dc5;
    let high = 0x9e3779b9;
    const mix = (text: string) => {
      for (let index = 0; index < text.length; index++) {
        low = Math.imul(low ^ text.charCodeAt(index), 0x01000193) >>> 0;
        high = Math.imul(high ^ low, 0x85ebca6b) >>> 0;
      }
    };
    for (let at = 1; at < this.#causes.length; at++) {
      mix(`${this.#causes[at]} ${this.#times[at]} ${this.#actors[at]} ${this.#verbs[at]} ${this.#keyAt(at)}`);
    }
    return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
  }

  #keyAt(at: number): string {
    const kind = this.#kinds[at] as string;
    return kind === '' ? (this.#keys[at] as string) : `${kind} ${this.#keys[at]}`;
  }

  fork(): Trace {
    const twin = new Trace();
    twin.#forgotten = this.#forgotten;
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
