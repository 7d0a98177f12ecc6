// Going back to an earlier revision as `kubectl rollout undo` does it: kubectl finds the ReplicaSet and patches its
// template and annotations into the Deployment. upstream: kubectl/pkg/polymorphichelpers/rollback.go

import type { Reader } from '../../api/actor';
import type { Deployment, ReplicaSet } from '../../kinds/generated/types.gen';
import { type Annotations, annotationsOf, copiedAnnotations, NOT_COPIED, revisionOf } from './annotations';
import { ownReplicaSets } from './replica-sets';
import { equalTemplates, withoutHash } from './template';

export interface PatchOperation {
  readonly op: 'replace';
  readonly path: string;
  readonly value: unknown;
}

export type Undo =
  | { readonly outcome: 'patch'; readonly patch: readonly PatchOperation[] }
  /** Nothing to do, in kubectl's words. */
  | { readonly outcome: 'skipped'; readonly message: string }
  /** kubectl's error text, without `error: `. */
  | { readonly outcome: 'refused'; readonly message: string };

/** The JSON patch that puts the Deployment back to a revision; 0 is the one before the latest. */
export function planUndo(deployment: Deployment, replicaSets: readonly ReplicaSet[], toRevision = 0): Undo {
  const own = ownReplicaSets(deployment, replicaSets);
  const target = toRevision > 0 ? own.find((each) => revisionOf(each) === toRevision) : secondNewest(own);
  const template = target?.spec.template;
  if (target === undefined || template === undefined) {
    const missing = `unable to find specified revision ${toRevision} in history`;
    const none = `no rollout history found for deployment "${deployment.metadata.name}"`;
    return { outcome: 'refused', message: toRevision > 0 ? missing : none };
  }
  if (deployment.spec.paused) {
    const how = "resume it first with 'kubectl rollout resume' and try again";
    return { outcome: 'refused', message: `you cannot rollback a paused deployment; ${how}` };
  }
  if (equalTemplates(template, deployment.spec.template)) {
    const message = `skipped rollback (current template already matches revision ${toRevision})`;
    return { outcome: 'skipped', message };
  }
  const annotations = rollbackAnnotations(deployment, target);
  return {
    outcome: 'patch',
    patch: [
      { op: 'replace', path: '/spec/template', value: withoutHash(template) },
      { op: 'replace', path: '/metadata/annotations', value: annotations },
    ],
  };
}

/** A Deployment's annotations after going back to a ReplicaSet: its own bookkeeping, the ReplicaSet's for the rest. */
export function rollbackAnnotations(deployment: Deployment, target: ReplicaSet): Annotations {
  const kept: Record<string, string> = {};
  const present = annotationsOf(deployment);
  for (const key of Object.keys(present)) if (NOT_COPIED.has(key)) kept[key] = present[key] as string;
  return { ...kept, ...copiedAnnotations(target) };
}

/** The patch of an undo; empty where kubectl would refuse or skip it, which `planUndo` tells. */
export function rollbackPatch(
  reader: Reader,
  namespace: string,
  name: string,
  toRevision = 0,
): readonly PatchOperation[] {
  const deployment = reader.get('Deployment', namespace, name);
  if (deployment === undefined) return [];
  const undo = planUndo(deployment, reader.list('ReplicaSet', namespace), toRevision);
  return undo.outcome === 'patch' ? undo.patch : [];
}

/** The ReplicaSet with the second highest revision. */
function secondNewest(replicaSets: readonly ReplicaSet[]): ReplicaSet | undefined {
  const revised = replicaSets.filter((replicaSet) => revisionOf(replicaSet) !== undefined);
  return [...revised].sort((a, b) => (revisionOf(b) ?? 0) - (revisionOf(a) ?? 0))[1];
}
