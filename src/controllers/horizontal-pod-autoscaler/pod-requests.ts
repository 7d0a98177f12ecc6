// What the target's pods request of a resource, in thousandths: the base of a utilization.
// upstream: pkg/controller/podautoscaler/replica_calculator.go calculateRequests

import type { Pod } from '../../kinds/generated/types.gen';
import { isPodLevelResource, isSidecar, podRequests } from '../../kinds/pod-spec/pod-resources';
import { milliValue } from '../../kinds/quantity';
import { MetricsError } from './metrics-error';

/** By the pod's name. Errors: MetricsError when a container says nothing. */
export function requestsOf(
  pods: readonly Pod[],
  container: string | undefined,
  resource: string,
): ReadonlyMap<string, number> {
  return new Map(pods.map((pod) => [pod.metadata.name, requestOf(pod, container, resource)] as const));
}

function requestOf(pod: Pod, container: string | undefined, resource: string): number {
  const podLevel = Object.keys(pod.spec.resources?.requests ?? {}).some(isPodLevelResource);
  return podLevel && container === undefined
    ? podLevelRequest(pod, resource)
    : containersRequest(pod, container, resource);
}

function podLevelRequest(pod: Pod, resource: string): number {
  const request = podRequests(pod.spec).get(resource);
  if (request === undefined) {
    throw new MetricsError(`missing pod-level request for ${resource} in Pod ${pod.metadata.name}`);
  }
  return request.milli;
}

function containersRequest(pod: Pod, container: string | undefined, resource: string): number {
  const { name } = pod.metadata;
  let sum = 0;
  for (const each of [...pod.spec.containers, ...(pod.spec.initContainers ?? []).filter(isSidecar)]) {
    if (container !== undefined && container !== each.name) continue;
    const request = each.resources?.requests?.[resource];
    if (request === undefined) {
      throw new MetricsError(`missing request for ${resource} in container ${each.name} of Pod ${name}`);
    }
    sum += milliValue(request);
    if (container === each.name) return sum;
  }
  if (container !== undefined) throw new MetricsError(`container ${container} not found in Pod ${name}`);
  return sum;
}
