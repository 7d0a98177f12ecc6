// The claims of the pod that is being placed, as far as it has any.
// upstream: plugins/dynamicresources dynamicresources.go foreachPodResourceClaim

import type { Reader } from '../../api/actor';
import { notForPod, resourceClaimName } from '../../kinds/device/pod-claims';
import type { Pod, ResourceClaim } from '../../kinds/generated/types.gen';

export type PodClaims = { readonly claims: readonly ResourceClaim[] } | { readonly why: string };

const NONE: PodClaims = { claims: [] };

/** Those that are needed, or why the pod cannot have one of them yet. */
export function claimsOfPod(pod: Pod, reader: Reader): PodClaims {
  const uses = pod.spec.resourceClaims;
  if (!uses || uses.length === 0) return NONE;
  const { namespace } = pod.metadata;
  const claims: ResourceClaim[] = [];
  for (const use of uses) {
    const found = resourceClaimName(pod, use);
    if ('error' in found) return { why: found.error };
    if (found.name === undefined) continue;
    const claim = reader.get('ResourceClaim', namespace, found.name);
    if (!claim) return { why: `could not find ResourceClaim "${namespace}/${found.name}"` };
    if (claim.metadata.deletionTimestamp) return { why: `resourceclaim "${found.name}" is being deleted` };
    const why = found.isOwn ? notForPod(claim, pod) : undefined;
    if (why !== undefined) return { why };
    claims.push(claim);
  }
  return { claims };
}
