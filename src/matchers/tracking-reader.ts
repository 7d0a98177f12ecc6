// A reader that notes what a check looked at, so that a walk through the past asks again only where that has changed.

import type { Reader } from '../api/actor';
import type { Timings } from '../api/timings';
import type { KindName, KindOf } from '../kinds/kind-map';
import type { KindRegistry } from '../kinds/registry';

export class TrackingReader implements Reader {
  /** Kinds that were read. */
  readonly kinds = new Set<string>();
  /** The time was asked for: every state may answer differently. */
  asksTime = false;
  #reader: Reader;
  #nowMs: number;

  constructor(reader: Reader, nowMs: number) {
    this.#reader = reader;
    this.#nowMs = nowMs;
  }

  /** Looks at another state; what was noted stays. */
  moveTo(reader: Reader, nowMs: number): void {
    this.#reader = reader;
    this.#nowMs = nowMs;
  }

  /** Whether anything but the object itself was looked at. */
  get isUsed(): boolean {
    return this.asksTime || this.kinds.size > 0;
  }

  get nowMs(): number {
    this.asksTime = true;
    return this.#nowMs;
  }

  get timings(): Timings {
    return this.#reader.timings;
  }

  get registry(): KindRegistry {
    return this.#reader.registry;
  }

  get<K extends KindName>(kind: K, namespace: string | undefined, name: string): KindOf<K> | undefined {
    this.kinds.add(kind);
    return this.#reader.get(kind, namespace, name);
  }

  list<K extends KindName>(kind: K, namespace?: string): readonly KindOf<K>[] {
    this.kinds.add(kind);
    return this.#reader.list(kind, namespace);
  }

  by<K extends KindName>(kind: K, index: string, value: string): readonly KindOf<K>[] {
    this.kinds.add(kind);
    return this.#reader.by(kind, index, value);
  }
}
