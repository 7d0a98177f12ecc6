// The claims of a StatefulSet's pods: made before the pod, reused when they are there, owned as the policy says.
// upstream: pkg/controller/statefulset/stateful_pod_control.go

import type { Client } from '../../api/actor';
import type { ApiError } from '../../api/api-error';
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../kinds/generated/types.gen';
import { isAlreadyExists, refusalOf } from '../shared/refusal';
import { SyncFailure } from '../shared/syncing';
import { deletesOnScale, hasForeignController, hasRightOwners, isStale, rightOwners } from './claim-owners';
import { claimName, ordinalOf } from './identity';

/** The claims that a pod needs, as they would be made. */
export function wantedClaims(set: StatefulSet, pod: Pod): readonly PersistentVolumeClaim[] {
  const { namespace } = set.metadata;
  const { volumeClaimTemplates = [], selector } = set.spec;
  return volumeClaimTemplates.map((template) => {
    const labels = { ...template.metadata.labels, ...selector.matchLabels };
    const name = claimName(set, template, ordinalOf(pod));
    return { ...template, metadata: { ...template.metadata, name, ...(namespace ? { namespace } : {}), labels } };
  });
}

/** Makes the claims that are missing. Errors: SyncFailure when one cannot be made or is being deleted. */
export function createClaims(cx: Client, set: StatefulSet, pod: Pod): void {
  const failures: string[] = [];
  for (const claim of wantedClaims(set, pod)) {
    const { namespace, name } = claim.metadata;
    const known = cx.get('PersistentVolumeClaim', namespace, name);
    if (known?.metadata.deletionTimestamp) failures.push(`pvc ${name} is being deleted`);
    if (known) continue;
    const refused = refusalOf(() => void cx.create(claim));
    if (!isAlreadyExists(refused)) tellClaim(cx, set, pod, name, refused);
    if (refused) failures.push(`failed to create PVC ${name}: ${refused.message}`);
  }
  if (failures.length > 0) throw new SyncFailure(aggregate(failures));
}

/** upstream: utilerrors.NewAggregate */
function aggregate(messages: readonly string[]): string {
  const different = [...new Set(messages)];
  return different.length === 1 ? (different[0] as string) : `[${different.join(', ')}]`;
}

function tellClaim(cx: Client, set: StatefulSet, pod: Pod, claim: string, refused: ApiError | undefined): void {
  const within = `Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  if (refused === undefined) {
    const message = `Create Claim ${claim} ${within} success`;
    cx.event(set, { type: 'Normal', reason: 'SuccessfulCreate', message });
  } else {
    const message = `Create Claim ${claim} for ${within} failed error: ${refused.message}`;
    cx.event(set, { type: 'Warning', reason: 'FailedCreate', message });
  }
}

/** A claim that goes with an earlier pod of the name: the new pod waits until it is gone. */
export function hasStaleClaim(cx: Client, set: StatefulSet, pod: Pod): boolean {
  return deletesOnScale(set) && existingClaims(cx, set, pod).some((claim) => isStale(claim, pod));
}

export function claimsHaveRightOwners(cx: Client, set: StatefulSet, pod: Pod): boolean {
  return existingClaims(cx, set, pod).every((claim) => hasRightOwners(claim, set, pod));
}

/** Gives the pod's claims the owners that the policy asks for. Errors: SyncFailure when one is refused. */
export function correctClaimOwners(cx: Client, set: StatefulSet, pod: Pod): void {
  for (const claim of existingClaims(cx, set, pod)) {
    const { name } = claim.metadata;
    if (hasForeignController(claim, set, pod)) {
      // The text is upstream's, its spelling too.
      const conflict = `PersistentVolumeClaim ${name} has a conflicting OwnerReference that acts as a manging controller`;
      const message = `${conflict}, the retention policy is ignored for this claim`;
      cx.event(set, { type: 'Warning', reason: 'ConflictingController', message });
    }
    if (hasRightOwners(claim, set, pod)) continue;
    const ownerReferences = rightOwners(claim, set, pod);
    const refused = refusalOf(() => void cx.update({ ...claim, metadata: { ...claim.metadata, ownerReferences } }));
    if (refused) {
      throw new SyncFailure(`could not update claim ${name} for delete policy ownerRefs: ${refused.message}`);
    }
  }
}

function existingClaims(cx: Client, set: StatefulSet, pod: Pod): readonly PersistentVolumeClaim[] {
  // Most sets have no claims: then there is nothing to look for.
  if (!set.spec.volumeClaimTemplates?.length) return [];
  return wantedClaims(set, pod)
    .map(({ metadata }) => cx.get('PersistentVolumeClaim', metadata.namespace, metadata.name))
    .filter((claim) => claim !== undefined);
}
