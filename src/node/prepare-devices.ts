// The stage of a sync in which drivers prepare the devices of the pod's claims: before the sandbox, and not at all
// where a claim is not the pod's or a driver does not run. The sync ends without an error then; the next regular one
// retries.
// upstream: pkg/kubelet/cm/dra/manager.go prepareResources, kuberuntime_manager.go SyncPod

import { runsDriver } from '../kinds/device/driver-on-node';
import { isReservedForPod, notForPod, resourceClaimName } from '../kinds/device/pod-claims';
import type { PodResourceClaim } from '../kinds/generated/types.gen';
import type { KubeletContext, PodWorker } from './kubelet-state';
import { podEvent } from './pod-events';
import { endEarly } from './work';

export const usesDevices = ({ pod }: PodWorker): boolean =>
  (pod.spec.resourceClaims?.length ?? 0) > 0 || pod.status?.extendedResourceClaimStatus !== undefined;

export function prepareDevices(cx: KubeletContext, worker: PodWorker): number {
  const why = notPrepared(cx, worker);
  if (why === undefined) return 0;
  const message = `Failed to prepare dynamic resources: prepare dynamic resources: ${why}`;
  podEvent(cx, worker, 'Warning', 'FailedPrepareDynamicResources', message);
  endEarly(worker);
  return 0;
}

function notPrepared(cx: KubeletContext, worker: PodWorker): string | undefined {
  const { namespace, name } = worker.pod.metadata;
  const pod = cx.get('Pod', namespace, name) ?? worker.pod;
  const node = cx.get('Node', undefined, worker.node);
  const extended = pod.status?.extendedResourceClaimStatus?.resourceClaimName;
  const uses: readonly PodResourceClaim[] = [
    ...(pod.spec.resourceClaims ?? []),
    ...(extended === undefined ? [] : [{ name: '', resourceClaimName: extended }]),
  ];
  for (const use of uses) {
    const found = resourceClaimName(pod, use);
    if ('error' in found) return found.error;
    if (found.name === undefined) continue;
    const claim = cx.get('ResourceClaim', namespace, found.name);
    if (!claim) return `fetch ResourceClaim ${found.name}: resourceclaims.resource.k8s.io "${found.name}" not found`;
    const foreign = found.isOwn ? notForPod(claim, pod) : undefined;
    if (foreign !== undefined) return foreign;
    if (!isReservedForPod(claim, pod)) {
      const own = `pod ${name} (${pod.metadata.uid})`;
      return `${own} is not allowed to use ResourceClaim ${found.name} (${claim.metadata.uid})`;
    }
    const { allocation } = claim.status ?? {};
    if (!allocation) return `ResourceClaim ${found.name}: not allocated`;
    const slices = cx.list('ResourceSlice');
    for (const { driver } of allocation.devices?.results ?? []) {
      if (!node || !runsDriver(node, driver, slices)) return `DRA driver ${driver} is not registered`;
    }
  }
  return undefined;
}
