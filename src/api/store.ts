// The store, etcd's part: one table for each kind, one revision counter over all of them, and the list of changes. It
// knows no rules; the API server decides what is written. Watchers are told of each change at once, in order.

import { customRows } from '../custom/rows';
import { servedKinds, servedKindsWith } from '../custom/served-kinds';
import type { CustomResourceDefinition } from '../kinds/generated/types.gen';
import { type IndexFunction, type KindRow, type KubeObject, objectKey } from '../kinds/kind';
import type { KindNames } from '../kinds/kind-names';
import { controllerOf } from '../kinds/owner';
import { KindRegistry } from '../kinds/registry';
import { withFields } from '../kinds/with-defaults';
import type { Change, ChangeType } from './change';
import { freezeDeep } from './freeze';
import type { Managers } from './managed-fields/manager';
import { ObjectTable } from './object-table';
import { viewOf } from './stored-view';

export interface WriteOrigin {
  readonly writer: string;
  readonly trace: number;
  readonly atMs: number;
  readonly manager: string;
  readonly subresource: string | undefined;
  readonly asked: KubeObject | undefined;
  readonly managers: Managers | undefined;
}

/** As if they had been the first to be written. */
const INITIAL_REVISION = '1';

const GENERIC_INDEXES: Readonly<Record<string, IndexFunction<KubeObject>>> = {
  namespace: (object) => object.metadata.namespace,
  owner: (object) => controllerOf(object)?.uid,
  owners: (object) => {
    const references = object.metadata.ownerReferences;
    if (references === undefined || references.length === 0) return undefined;
    return references.length === 1 ? references[0]?.uid : references.map((reference) => reference.uid);
  },
  // Objects without a controller, by namespace: what a controller might adopt.
  orphans: (object) => {
    return controllerOf(object) ? undefined : object.metadata.namespace;
  },
};

const DEFINITIONS = 'CustomResourceDefinition';
/** What stands in a kind's table before anybody wrote to it. */
export type InitialObjects = (kind: string) => readonly KubeObject[];

const NOTHING: InitialObjects = () => [];

/** Changes of kinds without history, all of them after the revision that it starts from. */
export interface TransientLog {
  readonly start: number;
  readonly changes: readonly Change[];
}

/** The name under which the objects of a row are stored and their changes told. */
export const storedKey = (row: KindRow) => row.storedAs?.key ?? row.key;

/** What is left of changes that are not kept any more. */
interface Forgotten {
  /** Of the last of them; 0 when nothing was forgotten. */
  readonly revision: number;
  /** When the first of them was made. */
  readonly startMs: number | undefined;
  /** The change that each object stood by then, with the owners of its fields instead of what led there. */
  readonly last: ReadonlyMap<string, Change>;
}

const NOTHING_FORGOTTEN: Forgotten = { revision: 0, startMs: undefined, last: new Map() };

const changeId = (kind: string, key: string) => `${kind} ${key}`;

const isStoredOtherwise = (row: KindRow) => row.custom !== undefined || row.storedAs !== undefined;

export class Store {
  /** The kinds that are served as this store stands. */
  readonly registry: KindRegistry;
  readonly #served: KindNames;
  #revision: number;
  readonly #tables: Map<string, ObjectTable>;
  readonly #changes: Change[];
  readonly #initial: InitialObjects;
  #transient: { readonly start: number; readonly changes: Change[] } | undefined;
  #forgotten: Forgotten;
  /** Told of every change, transient kinds included. */
  onChange: (change: Change) => void = () => {};

  /** @param initial objects of a kind that are there from the start; asked when the kind is first looked at */
  constructor(
    initial: InitialObjects = NOTHING,
    revision = 0,
    tables: Map<string, ObjectTable> = new Map(),
    changes: Change[] = [],
    forgotten = NOTHING_FORGOTTEN,
    served = servedKinds,
  ) {
    this.#initial = initial;
    this.#revision = revision;
    this.#tables = tables;
    this.#changes = changes;
    this.#forgotten = forgotten;
    this.#served = served;
    this.registry = new KindRegistry(served, () => {
      const definitions = this.#tables.get(DEFINITIONS)?.values() ?? [];
      return customRows(definitions as readonly CustomResourceDefinition[]);
    });
  }

  /** An empty store that serves these versions of APIs besides. */
  static serving(versions: readonly string[], initial: InitialObjects): Store {
    return new Store(initial, 0, new Map(), [], NOTHING_FORGOTTEN, servedKindsWith(versions));
  }

  get revision(): number {
    return this.#revision;
  }

  /** All changes so far but those of kinds without history and those forgotten, oldest first. */
  get changes(): readonly Change[] {
    return this.#changes;
  }

  /** Changes up to this revision are forgotten; 0 when none are. */
  get forgottenRevision(): number {
    return this.#forgotten.revision;
  }

  /** When the first change was made, whether it is still known or not; undefined before it. */
  get firstChangeMs(): number | undefined {
    return this.#forgotten.startMs ?? this.#changes[0]?.atMs;
  }

  /** The change that wrote an object as it stands in it; undefined for kinds without history. */
  changeOf(row: KindRow, object: KubeObject): Change | undefined {
    const revision = Number(object.metadata.resourceVersion);
    const changes = this.#changes;
    let [low, high] = [0, changes.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((changes[middle] as Change).revision < revision) low = middle + 1;
      else high = middle;
    }
    const found = changes[low];
    const isOfIt = found?.revision === revision && found.kind === storedKey(row) && found.key === objectKey(object);
    if (isOfIt) return found;
    const last = this.#forgotten.last.get(changeId(storedKey(row), objectKey(object)));
    return last?.revision === revision ? last : undefined;
  }

  /**
   * Forgets the oldest changes; what an object stands by keeps the owners of its fields.
   * @param ownersOf the field managers after a change, asked while all that led there is still known
   */
  forget(count: number, ownersOf: (change: Change) => Managers): void {
    const dropped = this.#changes.slice(0, count);
    const { startMs, revision } = this.#forgotten;
    const last = new Map(this.#forgotten.last);
    const standing = new Map(dropped.map((change) => [changeId(change.kind, change.key), change] as const));
    for (const [id, change] of standing) {
      if (change.type === 'DELETED') last.delete(id);
      else last.set(id, { ...change, previous: undefined, asked: undefined, managers: ownersOf(change) });
    }
    this.#changes.splice(0, count);
    this.#forgotten = {
      startMs: startMs ?? dropped[0]?.atMs,
      revision: dropped.at(-1)?.revision ?? revision,
      last,
    };
  }

  /** Forgets the oldest changes of kinds without history. */
  forgetTransient(count: number): void {
    if (this.#transient === undefined || count === 0) return;
    const { changes } = this.#transient;
    const dropped = changes.splice(0, count);
    this.#transient = { start: (dropped.at(-1) as Change).revision, changes };
  }

  /** Kept from the first time that it is asked for: for lists and watches of Leases. */
  get transientLog(): TransientLog {
    this.#transient ??= { start: this.#revision, changes: [] };
    return this.#transient;
  }

  /** Changes of kinds without history that are known, without beginning to keep them. */
  get knownTransient(): readonly Change[] {
    return this.#transient?.changes ?? [];
  }

  /** All changes that are known of the kind, among others', and the revision from which on they are known. */
  historyOf(row: KindRow): TransientLog {
    return row.transient ? this.transientLog : { start: this.forgottenRevision, changes: this.#changes };
  }

  /** The kind's objects as they stood at a revision that its history reaches back to. */
  tableAt(row: KindRow, revision: number): ObjectTable {
    const table = this.table(row).fork();
    const { changes } = this.historyOf(row);
    const kind = storedKey(row);
    for (let at = changes.length - 1; at >= 0; at--) {
      const change = changes[at] as Change;
      if (change.revision <= revision) break;
      if (change.kind !== kind) continue;
      if (change.previous) table.put(change.key, change.previous);
      else table.remove(change.key);
    }
    return table;
  }

  /** Kinds that have been looked at, in that order; no others hold objects that anybody made. */
  kinds(): string[] {
    return [...this.#tables.keys()];
  }

  /** The objects as they are stored; `list` shows them in the row's version. */
  table(row: KindRow): ObjectTable {
    return this.#tables.get(row.key) ?? this.#addTable(row);
  }

  #addTable(row: KindRow): ObjectTable {
    if (row.storedAs) return this.table(this.registry.byKey(row.storedAs.key) as KindRow);
    const table = new ObjectTable({ ...GENERIC_INDEXES, ...(row.indexes as Readonly<Record<string, never>>) });
    this.#tables.set(row.key, table);
    for (const object of this.#initial(row.key)) {
      // What has no uid is told, not stored, and has no version either.
      const version = object.metadata.uid === undefined ? {} : { resourceVersion: INITIAL_REVISION };
      const metadata = { ...object.metadata, ...version };
      table.put(objectKey(object), freezeDeep({ ...object, metadata }));
    }
    return table;
  }

  get(row: KindRow, key: string): KubeObject | undefined {
    const stored = this.table(row).get(key);
    return stored && viewOf(row, stored);
  }

  /** All objects, in the order of their keys. */
  list(row: KindRow): readonly KubeObject[] {
    const objects = this.table(row).values();
    return isStoredOtherwise(row) ? objects.map((object) => viewOf(row, object)) : objects;
  }

  /** Objects whose index has this value, in the order of their keys; undefined when there is no such index. */
  by(row: KindRow, index: string, value: string): readonly KubeObject[] | undefined {
    const table = this.table(row);
    const objects = table.keysBy(index, value)?.map((key) => table.get(key) as KubeObject);
    return isStoredOtherwise(row) ? objects?.map((object) => viewOf(row, object)) : objects;
  }

  /** Writes an object under the next revision and returns it as stored: frozen, with its resourceVersion. */
  put(row: KindRow, object: KubeObject, origin: WriteOrigin): KubeObject {
    const key = objectKey(object);
    const table = this.table(row);
    const previous = table.get(key);
    const stored = this.#stamp(row.custom ? row.custom.toStorage(object) : object);
    table.put(key, stored);
    this.#record(previous ? 'MODIFIED' : 'ADDED', row, key, previous, stored, origin);
    return row.custom ? viewOf(row, stored) : stored;
  }

  /** Removes an object; its last state, with the deletion's revision, goes to the watchers. */
  remove(row: KindRow, object: KubeObject, origin: WriteOrigin): KubeObject {
    const key = objectKey(object);
    const table = this.table(row);
    const previous = table.get(key);
    const last = this.#stamp(row.custom ? row.custom.toStorage(object) : object);
    table.remove(key);
    this.#record('DELETED', row, key, previous, last, origin);
    return row.custom ? viewOf(row, last) : last;
  }

  /** Undoes one change in this copy: the object stands as it stood before it. For looking back only. */
  takeBack(change: Change): void {
    const table = this.#tables.get(change.kind);
    if (change.previous) table?.put(change.key, change.previous);
    else table?.remove(change.key);
    if (change.kind === DEFINITIONS) this.registry.changed();
  }

  fork(): Store {
    const tables = new Map([...this.#tables].map(([key, table]) => [key, table.fork()] as const));
    return new Store(this.#initial, this.#revision, tables, this.#changes.slice(), this.#forgotten, this.#served);
  }

  /** Gives the object its revision; in place when it is fresh, since the pipeline hands over what it has just made. */
  #stamp(object: KubeObject): KubeObject {
    this.#revision++;
    const resourceVersion = String(this.#revision);
    if (Object.isFrozen(object)) {
      return freezeDeep(withFields(object, { metadata: withFields(object.metadata, { resourceVersion }) }));
    }
    const fresh = object as { metadata: KubeObject['metadata'] };
    if (Object.isFrozen(fresh.metadata)) fresh.metadata = withFields(fresh.metadata, { resourceVersion });
    else (fresh.metadata as { resourceVersion?: string }).resourceVersion = resourceVersion;
    return freezeDeep(object);
  }

  #record(
    type: ChangeType,
    row: KindRow,
    key: string,
    previous: KubeObject | undefined,
    object: KubeObject,
    origin: WriteOrigin,
  ): void {
    // Written out: a spread would keep half of the fields outside of the object.
    const { writer, trace, atMs, manager, subresource, asked, managers } = origin;
    const change: Change = {
      type,
      kind: row.key,
      key,
      revision: this.#revision,
      atMs,
      previous,
      object,
      writer,
      trace,
      manager,
      subresource,
      asked,
      managers,
    };
    if (!row.transient) this.#changes.push(change);
    else this.#transient?.changes.push(change);
    if (row.key === DEFINITIONS) this.registry.changed();
    this.onChange(change);
  }
}
