// Which ResourceClaims a pod names, and whether they are its own: claims by name, claims made from a template.
// upstream: dynamic-resource-allocation/resourceclaim

import type { OwnerReference, Pod, PodResourceClaim, ResourceClaim } from '../generated/types.gen';
import { isControlledBy } from '../owner';

export const POD_CLAIM_ANNOTATION = 'resource.kubernetes.io/pod-claim-name';
export const EXTENDED_CLAIM_ANNOTATION = 'resource.kubernetes.io/extended-resource-claim';
/** Held by a claim while it has devices. */
export const CLAIM_FINALIZER = 'resource.kubernetes.io/delete-protection';

export type ClaimName =
  /** `name` is absent when no claim is needed. One from a template must be the pod's own. */
  | { readonly name: string | undefined; readonly isOwn: boolean }
  /** The claim has not been made yet. */
  | { readonly error: string };

export function resourceClaimName({ metadata, status }: Pod, use: PodResourceClaim): ClaimName {
  const pod = `pod "${metadata.namespace}/${metadata.name}"`;
  if (use.resourceClaimName !== undefined) return { name: use.resourceClaimName, isOwn: false };
  if (use.resourceClaimTemplateName === undefined) {
    return { error: `${pod}, spec.resourceClaim "${use.name}": none of the supported fields are set` };
  }
  const made = status?.resourceClaimStatuses?.find(({ name }) => name === use.name);
  return made ? { name: made.resourceClaimName, isOwn: true } : { error: `${pod}: ResourceClaim not created yet` };
}

/** Why a claim from a template is not the pod's. upstream: IsForPod */
export function notForPod(claim: ResourceClaim, pod: Pod): string | undefined {
  if (isControlledBy(claim, pod)) return undefined;
  const own = `ResourceClaim ${claim.metadata.namespace}/${claim.metadata.name}`;
  return `${own} was not created for Pod ${pod.metadata.namespace}/${pod.metadata.name} (Pod is not owner)`;
}

export const isReservedForPod = (claim: ResourceClaim, { metadata }: Pod): boolean =>
  claim.status?.reservedFor?.some(({ uid }) => uid === metadata.uid) ?? false;

/** How a claim names the pod that uses it. */
export const consumerOf = ({ metadata }: Pod) => ({ resource: 'pods', name: metadata.name, uid: metadata.uid ?? '' });

/** `namespace/name` of the claims that a pod names, those from templates as soon as they are made. For an index. */
export function resourceClaimKeys(pod: Pod): readonly string[] | undefined {
  const uses = pod.spec.resourceClaims;
  if (!uses || uses.length === 0) return undefined;
  const names = uses.flatMap((use) => {
    const claim = resourceClaimName(pod, use);
    return 'name' in claim && claim.name !== undefined ? [claim.name] : [];
  });
  return [...new Set(names)].map((name) => `${pod.metadata.namespace}/${name}`);
}

/** `namespace/name` of the templates that a pod names. For an index. */
export function resourceClaimTemplateKeys({ metadata, spec }: Pod): readonly string[] | undefined {
  if (!spec.resourceClaims || spec.resourceClaims.length === 0) return undefined;
  const names = spec.resourceClaims.flatMap(({ resourceClaimTemplateName: name }) => name ?? []);
  return [...new Set(names)].map((name) => `${metadata.namespace}/${name}`);
}

/** The pod that a claim was made for. */
export function owningPod({ metadata }: ResourceClaim): OwnerReference | undefined {
  return metadata.ownerReferences?.find(
    ({ controller, apiVersion, kind }) => controller === true && apiVersion === 'v1' && kind === 'Pod',
  );
}

/** Its uid. For an index. */
export const owningPodUid = (claim: ResourceClaim): string | undefined => owningPod(claim)?.uid;
