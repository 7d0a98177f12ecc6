// The changes of one kind and the part of them that the server's watch cache still holds: 100 at least, more while
// they are younger than 75 seconds. Nothing is kept of kinds that nobody watches.
// upstream: apiserver/pkg/storage/cacher/watch_cache_history.go

import type { KindRow } from '../kinds/kind';
import type { Change } from './change';
import { type Store, storedKey } from './store';

const LEAST_CAPACITY = 100;
const MOST_CAPACITY = 102_400;
const FRESH_MS = 75_000;

export class KindHistory {
  /** All that is known, oldest first; the cache holds the last ones. */
  readonly #changes: Change[] = [];
  readonly #floor: number;
  /** How many came before those that are known; indexes count from the very first. */
  #forgotten = 0;
  #start = 0;
  #capacity = LEAST_CAPACITY;
  #removed = false;

  /** @param floor the revision from which on all changes are known */
  constructor(floor: number) {
    this.#floor = floor;
  }

  /** A watch can begin at this revision or a later one. */
  get oldest(): number {
    return this.#removed ? (this.at(this.#start) as Change).revision - 1 : this.#floor;
  }

  /** Index of the first change that is known. */
  get first(): number {
    return this.#forgotten;
  }

  /** One more than the index of the last change. */
  get end(): number {
    return this.#forgotten + this.#changes.length;
  }

  at(index: number): Change | undefined {
    return this.#changes[index - this.#forgotten];
  }

  /** Keeps what the cache holds, of changes up to this revision only the least that it always holds. */
  forget(revision: number): void {
    const start = Math.min(this.firstAfter(revision), this.end - LEAST_CAPACITY);
    if (start > this.#start) {
      this.#start = start;
      this.#removed = true;
    }
    this.#changes.splice(0, this.#start - this.#forgotten);
    this.#forgotten = this.#start;
  }

  add(change: Change): void {
    this.#resize(change.atMs);
    if (this.#isFull) {
      this.#start++;
      this.#removed = true;
    }
    this.#changes.push(change);
  }

  /** Index of the first change after this revision. */
  firstAfter(revision: number): number {
    let [low, high] = [this.first, this.end];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.at(middle) as Change).revision <= revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  get #isFull(): boolean {
    return this.end === this.#start + this.#capacity;
  }

  #resize(atMs: number): void {
    if (!this.#isFull) return;
    const ageOf = (index: number) => atMs - (this.at(index) as Change).atMs;
    if (ageOf(this.#start) < FRESH_MS) this.#capacity = Math.min(this.#capacity * 2, MOST_CAPACITY);
    else if (ageOf(this.end - this.#capacity / 4) > FRESH_MS) {
      this.#capacity = Math.max(this.#capacity / 2, LEAST_CAPACITY);
      this.#start = this.end - this.#capacity;
    }
  }
}

/** The histories of the kinds that are watched; one pass over the store's new changes brings all of them up to date. */
class Histories {
  readonly #store: Store;
  readonly #byKind = new Map<string, KindHistory>();
  #next = 0;
  #watchesTransient = false;
  #nextTransient = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  of(row: KindRow): KindHistory {
    this.#watchesTransient ||= row.transient ?? false;
    this.#catchUp();
    const kind = storedKey(row);
    let history = this.#byKind.get(kind);
    if (!history) {
      const { start, changes } = this.#store.historyOf(row);
      history = new KindHistory(start);
      this.#byKind.set(kind, history);
      for (const change of changes) if (change.kind === kind) history.add(change);
    }
    return history;
  }

  /** What the store is about to forget is handed over first; each kind keeps what its cache holds. */
  forget(count: number, transientCount: number): void {
    this.#catchUp();
    const { changes, knownTransient } = this.#store;
    const last = changes[count - 1]?.revision ?? 0;
    const revision = Math.max(last, knownTransient[transientCount - 1]?.revision ?? 0);
    this.#next -= count;
    if (this.#watchesTransient) this.#nextTransient -= transientCount;
    for (const history of this.#byKind.values()) history.forget(revision);
  }

  #catchUp(): void {
    const { changes } = this.#store;
    for (; this.#next < changes.length; this.#next++) this.#add(changes[this.#next] as Change);
    if (!this.#watchesTransient) return;
    const transient = this.#store.transientLog.changes;
    for (; this.#nextTransient < transient.length; this.#nextTransient++) {
      this.#add(transient[this.#nextTransient] as Change);
    }
  }

  #add(change: Change): void {
    this.#byKind.get(change.kind)?.add(change);
  }
}

const histories = new WeakMap<Store, Histories>();

function historiesOf(store: Store): Histories {
  let known = histories.get(store);
  if (!known) {
    known = new Histories(store);
    histories.set(store, known);
  }
  return known;
}

/** The changes of the kind that are known. */
export function historyOf(store: Store, row: KindRow): KindHistory {
  return historiesOf(store).of(row);
}

/** To be called before the store forgets so many changes. */
export function forgetWatched(store: Store, count: number, transientCount: number): void {
  histories.get(store)?.forget(count, transientCount);
}
