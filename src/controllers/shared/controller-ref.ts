// Whose are these objects: a controller keeps what its selector matches, lets go of what it does not match any more and
// takes orphans that it does. upstream: pkg/controller/controller_ref_manager.go ClaimObject

import type { Client } from '../../api/actor';
import type { ApiError } from '../../api/api-error';
import type { KubeObject } from '../../kinds/kind';
import type { KindName, KindOf } from '../../kinds/kind-map';
import type { LabelMatcher, Labels } from '../../kinds/labels';
import { controllerOf, controllerRef } from '../../kinds/owner';
import { refusalOf } from './refusal';

export type Claim = 'keep' | 'adopt' | 'release' | 'ignore';

/** What a controller does with one object that it owns or that has no controller. */
export function decideClaim(owner: KubeObject, object: KubeObject, matches: LabelMatcher): Claim {
  const ref = controllerOf(object);
  const ownerDeleted = owner.metadata.deletionTimestamp !== undefined;
  if (ref !== undefined) {
    if (ref.uid !== owner.metadata.uid) return 'ignore';
    if (matches(object.metadata.labels)) return 'keep';
    return ownerDeleted ? 'ignore' : 'release';
  }
  if (ownerDeleted || object.metadata.deletionTimestamp !== undefined) return 'ignore';
  if (object.metadata.namespace !== owner.metadata.namespace) return 'ignore';
  return matches(object.metadata.labels) ? 'adopt' : 'ignore';
}

/** The same matcher, quick for one object after the other that share their labels, as the pods of a template do. */
export function forSharedLabels(matches: LabelMatcher): LabelMatcher {
  let last: Labels | undefined;
  let known = matches(last);
  return (labels) => {
    if (labels === last) return known;
    last = labels;
    known = matches(labels);
    return known;
  };
}

/** Objects of a kind that `owner` controls or might adopt, in the order of their keys, its own first. */
export function ownedAndOrphans<K extends KindName>(cx: Client, kind: K, owner: KubeObject): readonly KindOf<K>[] {
  const owned = cx.by(kind, 'owner', owner.metadata.uid ?? '');
  const orphans = cx.by(kind, 'orphans', owner.metadata.namespace ?? '');
  return orphans.length === 0 ? owned : [...owned, ...orphans];
}

/**
 * Claims objects for their owner and answers those that are its own now, as they were read. Throws the first refusal
 * but NotFound, after every object had its turn. `finalizers` come with an adoption and go with a release.
 */
export function claim<K extends KindName>(
  cx: Client,
  kind: K,
  owner: KubeObject,
  objects: readonly KindOf<K>[],
  matches: LabelMatcher,
  finalizers?: readonly string[],
): readonly KindOf<K>[] {
  const claimed: KindOf<K>[] = [];
  let refusal: ApiError | undefined;
  for (const object of objects) {
    const decision = decideClaim(owner, object, matches);
    if (decision === 'ignore') continue;
    const refused =
      decision === 'keep' ? undefined : refusalOf(() => writeClaim(cx, kind, owner, object, decision, finalizers));
    if (refused === undefined) {
      if (decision !== 'release') claimed.push(object);
    } else if (refused.reason !== 'NotFound' && !(decision === 'release' && refused.reason === 'Invalid')) {
      refusal ??= refused;
    }
  }
  if (refusal) throw refusal;
  return claimed;
}

function writeClaim(
  cx: Client,
  kind: KindName,
  owner: KubeObject,
  object: KubeObject,
  claim: 'adopt' | 'release',
  finalizers: readonly string[] | undefined,
): void {
  const { namespace, name, uid } = object.metadata;
  const refs = claim === 'adopt' ? [controllerRef(owner)] : [{ $patch: 'delete', uid: owner.metadata.uid }];
  const held = finalizers && { [claim === 'adopt' ? 'finalizers' : '$deleteFromPrimitiveList/finalizers']: finalizers };
  cx.patch(kind, namespace, name, 'strategic', { metadata: { uid, ownerReferences: refs, ...held } });
}
