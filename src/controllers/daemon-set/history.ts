// The revisions of a DaemonSet: the one of its present template, made when there is none, and older ones up to a limit.
// upstream: pkg/controller/daemon/update.go constructHistory, cleanupHistory

import type { Client } from '../../api/actor';
import { equalData } from '../../kinds/equal-data';
import type { ControllerRevision, DaemonSet, Pod } from '../../kinds/generated/types.gen';
import { compileSelector } from '../../kinds/labels';
import { controllerRef } from '../../kinds/owner';
import { revisionData } from '../shared/history/revision-data';
import { byRevision, claimRevisions, newestRevision } from '../shared/history/revisions';
import { isAlreadyExists, refusalOf } from '../shared/refusal';
import { templateHash } from '../shared/template-hash/template-hash';
import { REVISION_HASH_LABEL } from './daemon-pod';

export interface History {
  readonly current: ControllerRevision;
  readonly old: readonly ControllerRevision[];
}

/** Finds or makes the revision of the present template and gives it the highest number. */
export function syncHistory(cx: Client, set: DaemonSet, pods: readonly Pod[]): History {
  const revisions = claimRevisions(cx, set, compileSelector(set.spec.selector)).map((each) => withHashLabel(cx, each));
  const old = revisions.filter((revision) => !isOf(set, revision));
  const equal = revisions.filter((revision) => isOf(set, revision));
  const number = newestRevision(old) + 1;
  const [newest, ...doubles] = [...equal].sort(byRevision).reverse();
  if (newest === undefined) return { current: makeRevision(cx, set, number), old };
  if (doubles.length > 0) removeDoubles(cx, newest, doubles, pods);
  if (newest.revision >= number) return { current: newest, old };
  return { current: cx.update({ ...newest, revision: number }), old };
}

/** The old revisions to delete: those beyond the limit that no pod is made of, lowest numbers first. */
export function planPruning(
  set: DaemonSet,
  old: readonly ControllerRevision[],
  pods: readonly Pod[],
): readonly ControllerRevision[] {
  const surplus = old.length - (set.spec.revisionHistoryLimit ?? 10);
  if (surplus <= 0) return [];
  const inUse = new Set(pods.map(({ metadata }) => metadata.labels?.[REVISION_HASH_LABEL]));
  const idle = old.filter(({ metadata }) => !inUse.has(metadata.labels?.[REVISION_HASH_LABEL]));
  return idle.sort(byRevision).slice(0, surplus);
}

export function pruneHistory(cx: Client, set: DaemonSet, old: readonly ControllerRevision[], pods: readonly Pod[]) {
  for (const { metadata } of planPruning(set, old, pods)) {
    cx.delete('ControllerRevision', metadata.namespace, metadata.name);
  }
}

function isOf(set: DaemonSet, { data }: ControllerRevision): boolean {
  return equalData(data, revisionData(set.spec.template));
}

/** An adopted revision may lack the label; its name serves then. */
function withHashLabel(cx: Client, revision: ControllerRevision): ControllerRevision {
  const { metadata } = revision;
  if (metadata.labels?.[REVISION_HASH_LABEL] !== undefined) return revision;
  const labels = { ...metadata.labels, [REVISION_HASH_LABEL]: metadata.name };
  return cx.update({ ...revision, metadata: { ...metadata, labels } });
}

/** Pods go over to the revision that stays. upstream: dedupCurHistories */
function removeDoubles(
  cx: Client,
  kept: ControllerRevision,
  doubles: readonly ControllerRevision[],
  pods: readonly Pod[],
): void {
  const hash = kept.metadata.labels?.[REVISION_HASH_LABEL];
  for (const { metadata } of pods) {
    if (metadata.labels?.[REVISION_HASH_LABEL] === hash) continue;
    const labels = { [REVISION_HASH_LABEL]: hash };
    cx.patch('Pod', metadata.namespace, metadata.name, 'merge', { metadata: { labels } });
  }
  for (const { metadata } of doubles) cx.delete('ControllerRevision', metadata.namespace, metadata.name);
}

/** upstream: snapshot */
function makeRevision(cx: Client, set: DaemonSet, revision: number): ControllerRevision {
  const { name, namespace, annotations } = set.metadata;
  const { template } = set.spec;
  const hash = templateHash(template, set.status?.collisionCount);
  const made: ControllerRevision = {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...template.metadata?.labels, [REVISION_HASH_LABEL]: hash },
      ...(annotations ? { annotations } : {}),
      ownerReferences: [controllerRef(set)],
    },
    data: revisionData(template),
    revision,
  };
  let stored: ControllerRevision | undefined;
  const refused = refusalOf(() => {
    stored = cx.create(made);
  });
  if (stored !== undefined) return stored;
  const taken = isAlreadyExists(refused) ? cx.get('ControllerRevision', namespace, made.metadata.name) : undefined;
  if (taken && isOf(set, taken)) return taken;
  // The name belongs to another template: the next sync tries another hash.
  if (taken) cx.updateStatus({ ...set, status: { ...set.status, collisionCount: collisions(set) + 1 } } as DaemonSet);
  throw refused;
}

const collisions = ({ status }: DaemonSet) => status?.collisionCount ?? 0;
