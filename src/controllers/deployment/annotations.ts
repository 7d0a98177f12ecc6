// The annotations by which a Deployment and its ReplicaSets remember revisions and sizes.
// upstream: pkg/controller/deployment/util/deployment_util.go

import { LAST_APPLIED } from '../../kinds/annotations';
import type { Deployment, ReplicaSet } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import { maxSurge, wantedReplicas } from './limits';

export type Annotations = Readonly<Record<string, string>>;

export const REVISION = 'deployment.kubernetes.io/revision';
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas';
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas';
export const ROLLBACK_TO = 'deprecated.deployment.rollback.to';

/** What a Deployment and its ReplicaSets do not copy from one another. */
export const NOT_COPIED: ReadonlySet<string> = new Set([
  LAST_APPLIED,
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  ROLLBACK_TO,
]);

/** Longest text of earlier revisions that a ReplicaSet carries. */
const HISTORY_CHARACTERS = 2000;

const NONE: Annotations = Object.freeze({});

export function annotationsOf(object: KubeObject): Annotations {
  return object.metadata.annotations ?? NONE;
}

/** An integer annotation; undefined when absent or no integer. */
export function integerAnnotation(object: KubeObject, key: string): number | undefined {
  return parseInteger(annotationsOf(object)[key]);
}

function parseInteger(text: string | undefined): number | undefined {
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

/** The object's revision: 0 without one, undefined when the annotation is no integer. */
export function revisionOf(object: KubeObject): number | undefined {
  const text = annotationsOf(object)[REVISION];
  return text === undefined || text === '' ? 0 : parseInteger(text);
}

export function maxRevision(replicaSets: readonly ReplicaSet[]): number {
  let most = 0;
  for (const replicaSet of replicaSets) most = Math.max(most, revisionOf(replicaSet) ?? 0);
  return most;
}

/** The size annotations of a ReplicaSet of this Deployment. */
export function sizeAnnotations(deployment: Deployment): Annotations {
  const replicas = wantedReplicas(deployment);
  return { [DESIRED_REPLICAS]: String(replicas), [MAX_REPLICAS]: String(replicas + maxSurge(deployment)) };
}

/** `annotations` with `added`; the same reference when it has them all. */
export function withAnnotations(annotations: Annotations, added: Annotations): Annotations {
  const changed = Object.keys(added).some((key) => annotations[key] !== added[key]);
  return changed ? { ...annotations, ...added } : annotations;
}

/** What of a Deployment's annotations goes to its new ReplicaSet, and of a ReplicaSet's back on a rollback. */
export function copiedAnnotations(object: KubeObject): Annotations {
  const annotations = annotationsOf(object);
  const copied: Record<string, string> = {};
  for (const key of Object.keys(annotations)) if (!NOT_COPIED.has(key)) copied[key] = annotations[key] as string;
  return copied;
}

/**
 * The annotations that the new ReplicaSet should have: the Deployment's are copied, a smaller revision is raised and
 * the former one goes to the history. The same reference when nothing changes. upstream: SetNewReplicaSetAnnotations
 */
export function newReplicaSetAnnotations(
  deployment: Deployment,
  replicaSet: KubeObject,
  revision: number,
): Annotations {
  const copied = withAnnotations(annotationsOf(replicaSet), copiedAnnotations(deployment));
  const former = copied[REVISION];
  const known = former === undefined || former === '' ? 0 : parseInteger(former);
  if (known === undefined || known >= revision) return copied;
  const raised = { ...copied, [REVISION]: String(revision) };
  if (former === undefined) return raised;
  return { ...raised, [REVISION_HISTORY]: withRevision(copied[REVISION_HISTORY] ?? '', former) };
}

function withRevision(history: string, revision: string): string {
  if (history === '' || history.startsWith(',')) return revision;
  const revisions = history.split(',');
  let length = history.length + revision.length + 1;
  let start = 0;
  while (length > HISTORY_CHARACTERS && start < revisions.length) {
    length -= (revisions[start] as string).length + 1;
    start++;
  }
  return length <= HISTORY_CHARACTERS ? [...revisions.slice(start), revision].join(',') : history;
}
