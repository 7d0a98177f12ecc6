// The revisions of a StatefulSet: the one of its present template, the one its pods were last brought to, and older
// ones up to a limit. upstream: pkg/controller/statefulset/stateful_set_control.go getStatefulSetRevisions,
// truncateHistory

import type { Client } from '../../api/actor';
import { equalData } from '../../kinds/equal-data';
import type { ControllerRevision, Pod, StatefulSet } from '../../kinds/generated/types.gen';
import { compileSelector } from '../../kinds/labels';
import { controllerOf, controllerRef } from '../../kinds/owner';
import { claim, ownedAndOrphans } from '../shared/controller-ref';
import { revisionData, revisionHash } from '../shared/history/revision-data';
import { byRevision, newestRevision, revisionName } from '../shared/history/revisions';
import { isAlreadyExists, refusalOf } from '../shared/refusal';
import { SyncFailure } from '../shared/syncing';
import { podRevision, type Revisions } from './stateful-pod';

const HASH_LABEL = 'controller.kubernetes.io/hash';

export interface History extends Revisions {
  /** Hash collisions that were met so far. */
  readonly collisionCount: number;
}

/**
 * The set's revisions, oldest first; orphans that it selects are adopted. Errors: SyncFailure when it must not adopt.
 */
export function listRevisions(cx: Client, set: StatefulSet): readonly ControllerRevision[] {
  const matches = compileSelector(set.spec.selector);
  const candidates = ownedAndOrphans(cx, 'ControllerRevision', set).filter(({ metadata }) => matches(metadata.labels));
  const { namespace, name, deletionTimestamp } = set.metadata;
  if (deletionTimestamp && candidates.some((revision) => controllerOf(revision) === undefined)) {
    throw new SyncFailure(`can't adopt ControllerRevisions: ${namespace}/${name} has just been deleted`);
  }
  const revisions = claim(cx, 'ControllerRevision', set, candidates, matches);
  return [...revisions].sort(byRevision);
}

/** Finds, renumbers or makes the revision of the present template. */
export function syncRevisions(cx: Client, set: StatefulSet, revisions: readonly ControllerRevision[]): History {
  const former = set.status?.collisionCount ?? 0;
  const data = revisionData(set.spec.template);
  const equal = revisions.filter((revision) => equalData(revision.data, data)).at(-1);
  const standing = revisions.find(({ metadata }) => metadata.name === set.status?.currentRevision);
  const known = equal && renumber(cx, equal, revisions);
  const { update, collisionCount } = known
    ? { update: known, collisionCount: former }
    : makeRevision(cx, set, newestRevision(revisions) + 1, former);
  return { current: standing ?? update, update, collisionCount };
}

/** An older revision that is wanted again becomes the newest. */
function renumber(
  cx: Client,
  revision: ControllerRevision,
  revisions: readonly ControllerRevision[],
): ControllerRevision {
  const newest = revisions.at(-1);
  if (newest === revision || equalData(newest?.data, revision.data)) return newest as ControllerRevision;
  return cx.update({ ...revision, revision: newestRevision(revisions) + 1 });
}

/** Another template's revision of the same name counts as a collision, which gives another name. */
function makeRevision(
  cx: Client,
  set: StatefulSet,
  revision: number,
  formerCollisions: number,
): { readonly update: ControllerRevision; readonly collisionCount: number } {
  const { name, namespace, annotations } = set.metadata;
  const { template } = set.spec;
  const data = revisionData(template);
  const label = revisionHash(data, formerCollisions);
  for (let collisionCount = formerCollisions; ; collisionCount++) {
    const metadata = {
      name: revisionName(name, revisionHash(data, collisionCount)),
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...template.metadata?.labels, [HASH_LABEL]: label },
      ...(annotations && Object.keys(annotations).length > 0 ? { annotations } : {}),
      ownerReferences: [controllerRef(set)],
    };
    const made: ControllerRevision = { apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata, data, revision };
    let update: ControllerRevision | undefined;
    const refused = refusalOf(() => {
      update = cx.create(made);
    });
    if (refused && !isAlreadyExists(refused)) throw refused;
    update ??= cx.get('ControllerRevision', namespace, metadata.name);
    if (update && equalData(update.data, data)) return { update, collisionCount };
  }
}

/** The revisions to delete: beyond the limit, oldest first, none that a pod or the status names. */
export function planPruning(
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
  { current, update }: Revisions,
  pods: readonly Pod[],
): readonly ControllerRevision[] {
  const limit = set.spec.revisionHistoryLimit ?? 10;
  const inUse = new Set([current.metadata.name, update.metadata.name, ...pods.map(podRevision)]);
  const idle = revisions.filter(({ metadata }) => !inUse.has(metadata.name));
  return limit < 0 || idle.length <= limit ? [] : idle.slice(0, idle.length - limit);
}
