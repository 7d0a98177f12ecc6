// What becomes of an object, by the state of its owners: pure decisions of the garbage collector.
// upstream: pkg/controller/garbagecollector/garbagecollector.go attemptToDeleteItem, processDeletingDependentsItem

import type { DeleteOptions } from '../../api/actor';
import type { OwnerReference } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import { FOREGROUND, type Item, ORPHAN, type Owner, waitsForDependents } from './owner-graph';

export type Verdict =
  | { readonly verdict: 'keep' }
  /** An owner's kind is not served (yet): look again later. */
  | { readonly verdict: 'retry' }
  /** Owners are left, but some references must go. */
  | { readonly verdict: 'drop-references'; readonly uids: readonly string[] }
  | {
      readonly verdict: 'delete';
      readonly propagation: NonNullable<DeleteOptions['propagationPolicy']>;
      /** A dependent waits for its own dependents too: a circle, which non-blocking references break. */
      readonly unblock: boolean;
    };

export interface OwnerLook {
  readonly reference: OwnerReference;
  readonly owner: Owner;
}

/** The fate of an object that is not itself waiting for dependents. `dependents` are those that name it as an owner. */
export function judge(item: KubeObject, looks: readonly OwnerLook[], dependents: readonly KubeObject[]): Verdict {
  if (looks.length === 0) return { verdict: 'keep' };
  if (looks.some(({ owner }) => owner.state === 'unknown')) return { verdict: 'retry' };
  if (looks.some(({ owner }) => owner.state === 'unreachable')) return { verdict: 'keep' };
  const waiting = looks.filter(({ owner }) => owner.state === 'present' && waitsForDependents(owner.object));
  const dangling = looks.filter(({ owner }) => owner.state === 'absent');
  if (waiting.length + dangling.length < looks.length) {
    const uids = [...dangling, ...waiting].map(({ reference }) => reference.uid);
    return uids.length === 0 ? { verdict: 'keep' } : { verdict: 'drop-references', uids };
  }
  if (waiting.length > 0 && dependents.length > 0) {
    return { verdict: 'delete', propagation: 'Foreground', unblock: dependents.some(waitsForDependents) };
  }
  const finalizers = item.metadata.finalizers ?? [];
  const kept = finalizers.includes(ORPHAN) ? 'Orphan' : finalizers.includes(FOREGROUND) ? 'Foreground' : 'Background';
  return { verdict: 'delete', propagation: kept, unblock: false };
}

/** The dependents that hold up an owner's foreground deletion. */
export function blockingDependents(uid: string, dependents: readonly Item[]): Item[] {
  return dependents.filter(({ object }) =>
    (object.metadata.ownerReferences ?? []).some((owner) => owner.uid === uid && owner.blockOwnerDeletion === true),
  );
}

/** Whether a blocking reference to an owner went away or no longer blocks. upstream: addUnblockedOwnersToDeleteQueue */
export function unblockedOwners(
  before: readonly OwnerReference[],
  after: readonly OwnerReference[],
): readonly OwnerReference[] {
  return before.filter((old) => {
    if (old.blockOwnerDeletion !== true) return false;
    return after.find((reference) => reference.uid === old.uid)?.blockOwnerDeletion !== true;
  });
}
