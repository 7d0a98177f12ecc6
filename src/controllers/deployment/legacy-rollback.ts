// The rollback that apps/v1beta1 clients ask for with an annotation. kubectl does its own: see rollback.ts.
// upstream: pkg/controller/deployment/rollback.go

import type { Deployment, ReplicaSet } from '../../kinds/generated/types.gen';
import { annotationsOf, integerAnnotation, ROLLBACK_TO, revisionOf } from './annotations';
import { syncReplicaSets } from './new-replica-set';
import { allOf } from './replica-sets';
import { rollbackAnnotations } from './rollback';
import type { Sync } from './sync';
import { equalTemplates, withoutHash } from './template';

/** The revision asked for, 0 for the last one; undefined when none is. */
export function rollbackRevision(deployment: Deployment): number | undefined {
  return integerAnnotation(deployment, ROLLBACK_TO);
}

export function rollBack(sync: Sync, replicaSets: readonly ReplicaSet[], asked: number): void {
  const all = allOf(syncReplicaSets(sync, replicaSets, true));
  const revision = asked === 0 ? lastRevision(all) : asked;
  const target = revision === 0 ? undefined : all.find((replicaSet) => revisionOf(replicaSet) === revision);
  if (target) {
    toTemplate(sync, target, revision);
    return;
  }
  const message = revision === 0 ? 'Unable to find last revision.' : 'Unable to find the revision to rollback to.';
  warn(sync, 'DeploymentRollbackRevisionNotFound', message);
  finish(sync, sync.deployment);
}

function toTemplate(sync: Sync, target: ReplicaSet, revision: number): void {
  const { deployment, cx } = sync;
  const { template } = target.spec;
  const { name } = deployment.metadata;
  if (template === undefined || equalTemplates(deployment.spec.template, template)) {
    const message = `The rollback revision contains the same template as current deployment "${name}"`;
    warn(sync, 'DeploymentRollbackTemplateUnchanged', message);
    finish(sync, deployment);
    return;
  }
  finish(sync, {
    ...deployment,
    metadata: { ...deployment.metadata, annotations: rollbackAnnotations(deployment, target) },
    spec: { ...deployment.spec, template: withoutHash(template) },
  });
  const message = `Rolled back deployment "${name}" to revision ${revision}`;
  cx.event(deployment, { type: 'Normal', reason: 'DeploymentRollback', message });
}

/** The second highest revision; 0 when there is none. */
function lastRevision(replicaSets: readonly ReplicaSet[]): number {
  let [most, second] = [0, 0];
  for (const replicaSet of replicaSets) {
    const revision = revisionOf(replicaSet);
    if (revision === undefined) continue;
    if (revision >= most) [most, second] = [revision, most];
    else if (revision > second) second = revision;
  }
  return second;
}

function warn({ cx, deployment }: Sync, reason: string, message: string): void {
  cx.event(deployment, { type: 'Warning', reason, message });
}

/** Writes the Deployment without the annotation. */
function finish({ cx }: Sync, deployment: Deployment): void {
  const { [ROLLBACK_TO]: ignored, ...annotations } = annotationsOf(deployment);
  cx.update<Deployment>({ ...deployment, metadata: { ...deployment.metadata, annotations } });
}
