// All objects of one kind with the indexes that its row declares. Buckets are shared by forks until one side writes.

import type { IndexFunction, KubeObject } from '../kinds/kind';
import { Table } from '../sim/table';

interface Bucket {
  readonly owner: object;
  readonly keys: Set<string>;
  sorted: readonly string[] | undefined;
}

const NONE: readonly string[] = [];

class Index {
  readonly #valueOf: IndexFunction<KubeObject>;
  #buckets: Map<string, Bucket>;
  #token: object = {};

  constructor(indexedValue: IndexFunction<KubeObject>, buckets: Map<string, Bucket> = new Map()) {
    this.#valueOf = indexedValue;
    this.#buckets = buckets;
  }

  update(key: string, previous: KubeObject | undefined, next: KubeObject | undefined): void {
    const before = previous ? this.#valueOf(previous) : undefined;
    const after = next ? this.#valueOf(next) : undefined;
    if (before === after) return;
    for (const value of list(before)) this.#bucket(value).keys.delete(key);
    for (const value of list(after)) this.#bucket(value).keys.add(key);
  }

  keys(value: string): readonly string[] {
    const bucket = this.#buckets.get(value);
    if (!bucket) return NONE;
    bucket.sorted ??= [...bucket.keys].sort();
    return bucket.sorted;
  }

  fork(): Index {
    this.#token = {};
    return new Index(this.#valueOf, new Map(this.#buckets));
  }

  /** The value's bucket, owned by this side and about to change. */
  #bucket(value: string): Bucket {
    let bucket = this.#buckets.get(value);
    if (bucket?.owner !== this.#token) {
      bucket = { owner: this.#token, keys: new Set(bucket?.keys), sorted: undefined };
      this.#buckets.set(value, bucket);
    }
    bucket.sorted = undefined;
    return bucket;
  }
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return NONE;
  return typeof value === 'string' ? [value] : value;
}

type IndexFunctions = Readonly<Record<string, IndexFunction<KubeObject>>>;

export class ObjectTable {
  readonly #objects: Table<KubeObject>;
  readonly #functions: IndexFunctions;
  /** Those that somebody has asked for: most kinds are never looked up by most of theirs. */
  readonly #indexes: Map<string, Index>;

  constructor(
    functions: IndexFunctions,
    objects: Table<KubeObject> = new Table(),
    indexes: Map<string, Index> = new Map(),
  ) {
    this.#functions = functions;
    this.#objects = objects;
    this.#indexes = indexes;
  }

  get size(): number {
    return this.#objects.size;
  }

  get(key: string): KubeObject | undefined {
    return this.#objects.get(key);
  }

  keys(): readonly string[] {
    return this.#objects.keys();
  }

  values(): readonly KubeObject[] {
    return this.#objects.values();
  }

  /** Keys whose indexed value is this one, in order; undefined when there is no such index. */
  keysBy(index: string, value: string): readonly string[] | undefined {
    return (this.#indexes.get(index) ?? this.#build(index))?.keys(value);
  }

  put(key: string, object: KubeObject): void {
    const previous = this.#objects.get(key);
    this.#objects.set(key, object);
    for (const index of this.#indexes.values()) index.update(key, previous, object);
  }

  remove(key: string): void {
    const previous = this.#objects.get(key);
    this.#objects.delete(key);
    for (const index of this.#indexes.values()) index.update(key, previous, undefined);
  }

  fork(): ObjectTable {
    const indexes = new Map([...this.#indexes].map(([name, index]) => [name, index.fork()] as const));
    return new ObjectTable(this.#functions, this.#objects.fork(), indexes);
  }

  #build(name: string): Index | undefined {
    const indexedValue = Object.hasOwn(this.#functions, name) ? this.#functions[name] : undefined;
    if (indexedValue === undefined) return undefined;
    const index = new Index(indexedValue);
    for (const key of this.#objects.keys()) index.update(key, undefined, this.#objects.get(key));
    this.#indexes.set(name, index);
    return index;
  }
}
