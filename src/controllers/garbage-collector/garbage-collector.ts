// The garbage collector: deletes what has lost its owners, waits for dependents in foreground deletions, takes owner
// references away when dependents are to be orphaned. Watches every kind; acts on the state of the store alone.
// upstream: pkg/controller/garbagecollector

import { type ActorContext, defineActor, watch } from '../../api/actor';
import type { Change } from '../../api/change';
import { equalData } from '../../kinds/equal-data';
import type { OwnerReference } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import { Table } from '../../sim/table';
import { Lane } from '../../sim/work-queue';
import { retryLater } from '../shared/backoff';
import { isConflict, isNotFound, refusalOf } from '../shared/refusal';
import { REQUEST_MS } from '../shared/syncing';
import { blockingDependents, judge, unblockedOwners } from './collect';
import {
  collectedKinds,
  dependentsOf,
  FOREGROUND,
  type Item,
  lookUpOwner,
  ORPHAN,
  ownerRow,
  readTask,
  taskKey,
  waitsForDependents,
  waitsForOrphaning,
} from './owner-graph';

interface Memory {
  /** Kinds of which an object has had an owner: where dependents are looked for. */
  readonly owning: Table<true>;
  readonly failures: Table<number>;
}

type Context = ActorContext<Memory>;

/** The object and its owner are read first, from the API server. */
const OWNER_LOOK_UP_MS = 3 * REQUEST_MS;
const NO_OWNERS: readonly OwnerReference[] = [];
const NO_KEYS: readonly string[] = [];

export const garbageCollector = defineActor<Memory>({
  name: 'garbage-collector',
  component: 'kube-controller-manager',
  eventSource: 'garbage-collector-controller',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ owning: new Table(), failures: new Table() }),
    fork: ({ owning, failures }) => ({ owning: owning.fork(), failures: failures.fork() }),
  },
  watches: collectedKinds.map((kind) => watch(kind, (change, cx) => concerned(change, cx))),
  reconcile: (cx, key) => {
    const { task, kind, namespace, name } = readTask(key);
    const isServed = cx.registry.byKey(kind) !== undefined;
    const object = isServed ? (cx.get(kind, namespace, name) as KubeObject | undefined) : undefined;
    if (object === undefined) {
      cx.state.failures.delete(key);
      return;
    }
    const item = { kind, object };
    if (task === 'orphan') orphanDependents(cx, key, item);
    else attemptToDelete(cx, key, item, task === 'adopted');
  },
});

/** What a change sets in motion. upstream: processGraphChanges */
function concerned(change: Change, cx: Context): readonly string[] {
  const { type, kind, object, previous } = change;
  const owners = object.metadata.ownerReferences ?? NO_OWNERS;
  if (owners.length > 0 && !cx.state.owning.has(kind)) cx.state.owning.set(kind, true);
  if (type === 'DELETED') return afterDeletion(cx, object, owners);
  if (previous !== undefined && sameForCollector(previous, object)) return NO_KEYS;
  const keys: string[] = [];
  const before = previous?.metadata.ownerReferences ?? NO_OWNERS;
  for (const reference of unblockedOwners(before, owners)) keys.push(...ownerKeys(cx, object, reference));
  const added = owners.filter((owner) => !before.some((old) => old.uid === owner.uid));
  if (added.some((reference) => lookUpOwner(cx, object, reference).state !== 'present')) {
    // A pod has been scheduled by then.
    cx.after(cx.timings.controllerLagMs + OWNER_LOOK_UP_MS, taskKey('adopted', kind, object));
  }
  if (waitsForOrphaning(object) && !(previous && waitsForOrphaning(previous))) {
    keys.push(taskKey('orphan', kind, object));
  } else if (waitsForDependents(object) && !(previous && waitsForDependents(previous))) {
    const dependents = dependentsOf(cx, cx.state.owning, object.metadata.uid ?? '');
    for (const dependent of dependents) keys.push(taskKey('delete', dependent.kind, dependent.object));
    keys.push(taskKey('delete', kind, object));
  }
  return keys;
}

function sameForCollector({ metadata: before }: KubeObject, { metadata: after }: KubeObject): boolean {
  return (
    before.deletionTimestamp === after.deletionTimestamp &&
    equalData(before.ownerReferences, after.ownerReferences) &&
    equalData(before.finalizers, after.finalizers)
  );
}

/** The dependents of what is gone, and its owners that were waiting for it. */
function afterDeletion(cx: Context, object: KubeObject, owners: readonly OwnerReference[]): readonly string[] {
  const dependents = dependentsOf(cx, cx.state.owning, object.metadata.uid ?? '');
  const keys = dependents.map((dependent) => taskKey('delete', dependent.kind, dependent.object));
  for (const reference of owners) keys.push(...ownerKeys(cx, object, reference));
  return keys;
}

/** The owner's key, if it is there and waits for its dependents. */
function ownerKeys(cx: Context, object: KubeObject, reference: OwnerReference): string[] {
  const owner = lookUpOwner(cx, object, reference);
  if (owner.state !== 'present' || !waitsForDependents(owner.object)) return [];
  return [taskKey('delete', owner.kind, owner.object)];
}

function attemptToDelete(cx: Context, key: string, item: Item, isNew: boolean): void {
  const { kind, object } = item;
  const { uid = '', namespace, name, deletionTimestamp, ownerReferences = NO_OWNERS } = object.metadata;
  const dependents = dependentsOf(cx, cx.state.owning, uid);
  if (waitsForDependents(object)) {
    waitForDependents(cx, key, item, dependents);
    return;
  }
  if (deletionTimestamp !== undefined) return;
  if (isNew) reportForeignOwners(cx, object, ownerReferences);
  const looks = ownerReferences.map((reference) => ({ reference, owner: lookUpOwner(cx, object, reference) }));
  const decision = judge(
    object,
    looks,
    dependents.map((dependent) => dependent.object),
  );
  switch (decision.verdict) {
    case 'keep':
      cx.state.failures.delete(key);
      return;
    case 'retry':
      retryLater(cx, cx.state.failures, key);
      return;
    case 'drop-references': {
      const { uids } = decision;
      attempt(cx, key, () => dropOwners(cx, item, uids));
      return;
    }
    case 'delete': {
      const propagationPolicy = decision.propagation;
      attempt(cx, key, () => {
        if (decision.unblock) unblockOwners(cx, item);
        cx.delete(kind, namespace, name, { propagationPolicy, preconditions: { uid } });
      });
    }
  }
}

/** Lets the owner go once nothing blocks it; else sees to it that what blocks it goes too. */
function waitForDependents(cx: Context, key: string, item: Item, dependents: readonly Item[]): void {
  const { uid = '' } = item.object.metadata;
  const blocking = blockingDependents(uid, dependents);
  if (blocking.length === 0) {
    attempt(cx, key, () => removeFinalizer(cx, item, FOREGROUND));
    return;
  }
  for (const { kind, object } of blocking) {
    if (object.metadata.deletionTimestamp === undefined) cx.after(0, taskKey('delete', kind, object));
  }
}

/** upstream: attemptToOrphanWorker */
function orphanDependents(cx: Context, key: string, item: Item): void {
  if (!waitsForOrphaning(item.object)) return;
  const { uid = '' } = item.object.metadata;
  for (const dependent of dependentsOf(cx, cx.state.owning, uid)) {
    const refused = refusalOf(() => dropOwners(cx, dependent, [uid]));
    if (refused === undefined || isNotFound(refused)) continue;
    retryLater(cx, cx.state.failures, key);
    return;
  }
  attempt(cx, key, () => removeFinalizer(cx, item, ORPHAN));
}

/** A write whose refusal is answered by a later try; an object that is gone needs none. */
function attempt(cx: Context, key: string, write: () => void): void {
  const refused = refusalOf(write);
  if (refused === undefined || isNotFound(refused)) cx.state.failures.delete(key);
  else if (isConflict(refused)) cx.after(0, key);
  else retryLater(cx, cx.state.failures, key);
}

function dropOwners(cx: Context, { kind, object }: Item, uids: readonly string[]): void {
  const { namespace, name, uid, ownerReferences = NO_OWNERS } = object.metadata;
  const kept = ownerReferences.filter((reference) => !uids.includes(reference.uid));
  patchMetadata(cx, kind, namespace, name, { uid, ownerReferences: kept.length > 0 ? kept : null });
}

function unblockOwners(cx: Context, { kind, object }: Item): void {
  const { namespace, name, uid, ownerReferences = NO_OWNERS } = object.metadata;
  const unblocked = ownerReferences.map((reference) => ({ ...reference, blockOwnerDeletion: false }));
  patchMetadata(cx, kind, namespace, name, { uid, ownerReferences: unblocked });
}

function removeFinalizer(cx: Context, { kind, object }: Item, finalizer: string): void {
  const { namespace, name, resourceVersion, finalizers = [] } = object.metadata;
  const kept = finalizers.filter((known) => known !== finalizer);
  if (kept.length === finalizers.length) return;
  patchMetadata(cx, kind, namespace, name, { resourceVersion, finalizers: kept.length > 0 ? kept : null });
}

function patchMetadata(
  cx: Context,
  kind: string,
  namespace: string | undefined,
  name: string,
  metadata: Readonly<Record<string, unknown>>,
): void {
  cx.patch(kind, namespace, name, 'merge', { metadata });
}

/** Tells when a new owner's uid is that of an object elsewhere. upstream: reportInvalidNamespaceOwnerRef */
function reportForeignOwners(cx: Context, object: KubeObject, references: readonly OwnerReference[]): void {
  const { apiVersion, kind } = object;
  const { namespace = '', name, uid } = object.metadata;
  for (const reference of references) {
    const row = ownerRow(cx.registry, reference);
    if (!row?.namespaced) continue;
    const owner = cx.list(row.key).find((candidate) => candidate.metadata.uid === reference.uid);
    if (owner === undefined || owner.metadata.namespace === namespace) continue;
    const place = `namespace: ${namespace}, name: ${reference.name}, uid: ${reference.uid}`;
    const identity = `[${reference.apiVersion}/${reference.kind}, ${place}]`;
    const message = `ownerRef ${identity} does not exist in namespace "${namespace}"`;
    const regarding = { apiVersion, kind, metadata: { name, ...(namespace ? { namespace } : {}), uid } };
    cx.event(regarding, { type: 'Warning', reason: 'OwnerRefInvalidNamespace', message });
    return;
  }
}
