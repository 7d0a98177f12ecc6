// A pod's quality of service class, from the requests and limits of its containers.
// upstream: pkg/apis/core/helper/qos ComputePodQOS

import type { PodSpec, ResourceRequirements } from '../generated/types.gen';
import { addTo, quantityOf, type Resources } from './resource-list';

export type QualityOfService = 'Guaranteed' | 'Burstable' | 'BestEffort';

const COUNTED = ['cpu', 'memory'];

export function qualityOfService(spec: PodSpec): QualityOfService {
  const requests: Resources = new Map();
  const limits: Resources = new Map();
  const parts: readonly (ResourceRequirements | undefined)[] = spec.resources
    ? [spec.resources]
    : [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map((container) => container.resources);
  let limited = true;
  for (const part of parts) {
    count(requests, part?.requests);
    if (count(limits, part?.limits) < COUNTED.length) limited = false;
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  if (!limited || requests.size !== limits.size) return 'Burstable';
  for (const [name, request] of requests) if (limits.get(name)?.nano !== request.nano) return 'Burstable';
  return 'Guaranteed';
}

/** Adds the amounts above zero; answers how many there were. */
function count(amounts: Resources, list: ResourceRequirements['limits']): number {
  let found = 0;
  for (const name of COUNTED) {
    const amount = quantityOf(list, name);
    if (!amount || amount.nano <= 0n) continue;
    found++;
    addTo(amounts, { [name]: amount.text });
  }
  return found;
}
