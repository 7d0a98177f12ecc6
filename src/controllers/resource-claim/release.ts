// One claim: pods that have ended or gone do not use it any more; with the last of them it loses its devices, and one
// that was made for a pod goes too. upstream: pkg/controller/resourceclaim/controller.go syncClaim

import type { ActorContext, Reader } from '../../api/actor';
import { CLAIM_FINALIZER, owningPod } from '../../kinds/device/pod-claims';
import type { Pod, ResourceClaim, ResourceClaimConsumerReference } from '../../kinds/generated/types.gen';
import { withoutField } from '../../kinds/with-defaults';
import { isPodTerminal } from '../shared/pod-state';
import { failureOf, SyncFailure } from '../shared/syncing';
import type { Memory } from './made-claims';

type Context = ActorContext<Memory>;

export function syncClaim(cx: Context, namespace: string, name: string): void {
  const claim = cx.get('ResourceClaim', namespace, name);
  if (!claim) return;
  const { reservedFor = [] } = claim.status ?? {};
  const remaining = reservedFor.filter((consumer) => isInUse(consumer, namespace, cx));
  const isProtected = claim.metadata.finalizers?.includes(CLAIM_FINALIZER) ?? false;
  if (remaining.length < reservedFor.length) release(cx, claim, remaining, isProtected);
  else if (isProtected && claim.metadata.deletionTimestamp && remaining.length === 0) letGo(cx, claim);
  if (remaining.length === 0) deleteUnused(cx, claim);
}

/** Ended for good, or deleted before it had a node. */
const isDone = (pod: Pod) => isPodTerminal(pod) || (!!pod.metadata.deletionTimestamp && !pod.spec.nodeName);

/** Users of other kinds are not looked at. */
function isInUse(consumer: ResourceClaimConsumerReference, namespace: string, reader: Reader): boolean {
  if (consumer.apiGroup || consumer.resource !== 'pods') return true;
  const pod = reader.get('Pod', namespace, consumer.name);
  return pod !== undefined && pod.metadata.uid === consumer.uid && !isDone(pod);
}

function release(
  cx: Context,
  claim: ResourceClaim,
  remaining: readonly ResourceClaimConsumerReference[],
  isProtected: boolean,
): void {
  const kept = withoutField(claim.status ?? {}, 'reservedFor');
  const isLast = remaining.length === 0 && isProtected;
  const status = isLast ? withoutField(kept, 'allocation') : kept;
  const next = remaining.length > 0 ? { ...status, reservedFor: remaining } : status;
  const updated = cx.updateStatus({ ...claim, status: next });
  if (isProtected && !updated.status?.allocation) dropFinalizer(cx, updated);
}

function letGo(cx: Context, claim: ResourceClaim): void {
  const { status = {} } = claim;
  const freed = status.allocation ? cx.updateStatus({ ...claim, status: withoutField(status, 'allocation') }) : claim;
  dropFinalizer(cx, freed);
}

function dropFinalizer(cx: Context, claim: ResourceClaim): void {
  const finalizers = claim.metadata.finalizers?.filter((one) => one !== CLAIM_FINALIZER) ?? [];
  const { finalizers: _old, ...rest } = claim.metadata;
  cx.update({ ...claim, metadata: finalizers.length > 0 ? { ...rest, finalizers } : rest });
}

/** The garbage collector waits for the pod's object; its end is enough. */
function deleteUnused(cx: Context, claim: ResourceClaim): void {
  const { namespace, name } = claim.metadata;
  const owner = owningPod(claim);
  const pod = owner && cx.get('Pod', namespace, owner.name);
  if (!pod || (pod.metadata.uid === owner.uid && !isDone(pod))) return;
  const failure = failureOf(() => cx.delete('ResourceClaim', namespace, name));
  if (failure) throw new SyncFailure(`delete unused generated claim ${namespace}/${name}: ${failure.message}`);
}
