// Who owns whom: owner references resolved against the store, and an object's dependents found through the index of
// owner uids. No graph is kept: the store's indexes are the graph.
// upstream: pkg/controller/garbagecollector/graph_builder.go

import { CUSTOM_KINDS, type Reader } from '../../api/actor';
import type { OwnerReference } from '../../kinds/generated/types.gen';
import { type KindRow, type KubeObject, objectKey, splitKey } from '../../kinds/kind';
import type { KindRegistry } from '../../kinds/registry';
import { kinds } from '../../kinds/table';
import type { Table } from '../../sim/table';

export const FOREGROUND = 'foregroundDeletion';
export const ORPHAN = 'orphan';

/** An object and the key of its row. */
export interface Item {
  readonly kind: string;
  readonly object: KubeObject;
}

/** Kinds the collector works on: all that can be deleted and watched, but events. upstream: GetDeletableResources */
export const collectedKinds: readonly string[] = [
  ...kinds
    .filter((row) => row.kind !== 'Event' && ['delete', 'list', 'watch'].every((verb) => row.verbs.includes(verb)))
    .map((row) => row.key),
  CUSTOM_KINDS,
];

/** The row that stores what an owner reference names: its own version's, or that of the version kept. */
export function ownerRow(registry: KindRegistry, reference: OwnerReference): KindRow | undefined {
  const row = registry.byVersion(reference.apiVersion, reference.kind);
  if (row === undefined) return undefined;
  const stored = registry.byKey(row.kind);
  return stored?.group === row.group ? stored : row;
}

export type Owner =
  /** No such kind is served: nothing can be said about it. */
  | { readonly state: 'unknown' }
  /** A cluster-scoped object cannot have a namespaced owner. */
  | { readonly state: 'unreachable' }
  | { readonly state: 'absent' }
  | { readonly state: 'present'; readonly object: KubeObject; readonly kind: string };

/** Looks an owner up where the reference says it is. upstream: isDangling */
export function lookUpOwner(cx: Reader, item: KubeObject, reference: OwnerReference): Owner {
  const row = ownerRow(cx.registry, reference);
  if (row === undefined) return { state: 'unknown' };
  const { namespace } = item.metadata;
  if (row.namespaced && namespace === undefined) return { state: 'unreachable' };
  const object = cx.get(row.key, row.namespaced ? namespace : undefined, reference.name);
  if (object?.metadata.uid !== reference.uid) return { state: 'absent' };
  return { state: 'present', object: object as KubeObject, kind: row.key };
}

/** The objects that name this uid among their owners; `owning` are the kinds that have owners at all. */
export function dependentsOf(cx: Reader, owning: Table<true>, uid: string): Item[] {
  const items: Item[] = [];
  for (const kind of owning.keys()) {
    // A custom kind may have gone, and its objects with it.
    if (!cx.registry.byKey(kind)) continue;
    for (const object of cx.by(kind, 'owners', uid)) items.push({ kind, object });
  }
  return items;
}

export function referenceTo(object: KubeObject, uid: string): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((reference) => reference.uid === uid);
}

/** Being deleted in the foreground: waits for its dependents. */
export function waitsForDependents({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).includes(FOREGROUND);
}

/** Waits until its dependents are told that they have no owner any more. */
export function waitsForOrphaning({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).includes(ORPHAN);
}

/** Keys of the collector's work: what to do, the kind, the object's key. */
export type Task = 'delete' | 'orphan' | 'adopted';

export function taskKey(task: Task, kind: string, object: KubeObject): string {
  return `${task} ${kind} ${objectKey(object)}`;
}

export function readTask(key: string): { task: Task; kind: string; namespace: string | undefined; name: string } {
  const [task, kind, objectName] = key.split(' ') as [Task, string, string];
  return { task, kind, ...splitKey(objectName) };
}
