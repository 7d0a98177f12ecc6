// The resource claim controller: makes the claims that pods ask for by template, reserves those of pods that got their
// node from elsewhere, and takes devices back from claims that nobody uses any more.
// upstream: pkg/controller/resourceclaim/controller.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import type { Change } from '../../api/change';
import { isReservedForPod, notForPod, resourceClaimName } from '../../kinds/device/pod-claims';
import type { Pod } from '../../kinds/generated/types.gen';
import { objectKey, splitKey } from '../../kinds/kind';
import { Lane } from '../../sim/work-queue';
import { isPodTerminal } from '../shared/pod-state';
import { syncOrRetry } from '../shared/syncing';
import { type Memory, memory } from './made-claims';
import { syncPod } from './pod-claims';
import { syncClaim } from './release';

type Context = ActorContext<Memory>;

export const resourceClaimController = defineActor<Memory>({
  name: 'resourceclaim-controller',
  component: 'kube-controller-manager',
  eventSource: 'resource_claim',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory,
  watches: [
    watch('Pod', podChanged),
    watch('ResourceClaim', ({ type, key }, cx) => {
      const pods = cx.by('Pod', 'resourceClaim', key).flatMap((pod) => keysOf(pod, false, cx));
      return type === 'DELETED' ? pods : [`claim ${key}`, ...pods];
    }),
    watch('ResourceClaimTemplate', ({ type, key }, cx) => {
      if (type === 'DELETED') return undefined;
      return cx.by('Pod', 'resourceClaimTemplate', key).flatMap((pod) => keysOf(pod, false, cx));
    }),
  ],
  reconcile: (cx, task) => {
    const space = task.indexOf(' ');
    const { namespace, name } = splitKey(task.slice(space + 1));
    const sync = task.slice(0, space) === 'pod' ? syncPod : syncClaim;
    syncOrRetry(cx, cx.state.retries, task, () => sync(cx, namespace ?? '', name));
  },
});

function podChanged({ type, object }: Change<Pod>, cx: Context): readonly string[] | undefined {
  if (!object.spec.resourceClaims?.length && !object.status?.extendedResourceClaimStatus) return undefined;
  return keysOf(object, type === 'DELETED', cx);
}

/** What a pod gives to do. upstream: enqueuePod */
function keysOf(pod: Pod, isDeleted: boolean, cx: Context): readonly string[] {
  const { namespace, deletionTimestamp } = pod.metadata;
  const keys: string[] = [];
  if (isDeleted || isPodTerminal(pod) || (deletionTimestamp && !pod.spec.nodeName)) {
    for (const use of pod.spec.resourceClaims ?? []) {
      const found = resourceClaimName(pod, use);
      if ('name' in found && found.name !== undefined) keys.push(`claim ${namespace}/${found.name}`);
    }
    const extended = pod.status?.extendedResourceClaimStatus?.resourceClaimName;
    if (extended !== undefined) keys.push(`claim ${namespace}/${extended}`);
  }
  if (!isDeleted && needsWork(pod, cx)) keys.push(`pod ${objectKey(pod)}`);
  return keys;
}

/**
 * A claim must be made or reserved. Upstream reserves claims for ended pods too, if somebody else still uses them, and
 * takes the reservation back again, for ever. upstream: podNeedsWork
 */
function needsWork(pod: Pod, cx: Context): boolean {
  if (pod.metadata.deletionTimestamp) return false;
  const mayUse = !!pod.spec.nodeName && !isPodTerminal(pod);
  return (pod.spec.resourceClaims ?? []).some((use) => {
    const found = resourceClaimName(pod, use);
    if ('error' in found) return true;
    if (found.name === undefined) return false;
    const claim = cx.get('ResourceClaim', pod.metadata.namespace, found.name);
    if (!claim) return use.resourceClaimTemplateName !== undefined;
    if (found.isOwn && notForPod(claim, pod) !== undefined) return false;
    return mayUse && claim.status?.allocation !== undefined && !isReservedForPod(claim, pod);
  });
}
