// Objects as the scheduler is about to write them: volumes and claims that it has promised to a pod count as taken from
// the attempt on, before the API server knows. What the server has to say of an object later wins.
// upstream: pkg/scheduler/util/assumecache

import type { KubeObject } from '../kinds/kind';

export class Assumed<T extends KubeObject> {
  readonly #objects: Map<string, T>;

  constructor(objects: Iterable<readonly [string, T]> = []) {
    this.#objects = new Map(objects);
  }

  /** The object as it will be; as it is stored when nothing is assumed of this version of it. */
  latest(stored: T): T {
    if (this.#objects.size === 0) return stored;
    const assumed = this.#objects.get(keyOf(stored));
    return assumed && assumed.metadata.resourceVersion === stored.metadata.resourceVersion ? assumed : stored;
  }

  all(stored: readonly T[]): readonly T[] {
    return this.#objects.size === 0 ? stored : stored.map((object) => this.latest(object));
  }

  assume(object: T): void {
    this.#objects.set(keyOf(object), object);
  }

  forget(object: T): void {
    this.#objects.delete(keyOf(object));
  }

  copy(): Assumed<T> {
    return new Assumed(this.#objects);
  }
}

const keyOf = ({ metadata }: KubeObject) => `${metadata.namespace ?? ''}/${metadata.name}`;
