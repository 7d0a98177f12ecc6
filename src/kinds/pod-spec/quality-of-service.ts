// A pod's quality of service class, from the requests and limits of its containers.
// upstream: pkg/apis/core/helper/qos ComputePodQOS

import type { PodSpec, ResourceRequirements } from '../generated/types.gen';
import { addTo, quantityOf, type Resources } from './resource-list';

export type QualityOfService = 'Guaranteed' | 'Burstable' | 'BestEffort';

const COUNTED = ['cpu', 'memory'];

export function qualityOfService(spec: PodSpec): QualityOfService {
  const parts: readonly (ResourceRequirements | undefined)[] = spec.resources
    ? [spec.resources]
    : (spec.containers ?? []).concat(spec.initContainers ?? []).map((container) => container.resources);
  const isAsked = (part: ResourceRequirements | undefined) =>
    COUNTED.some((name) => isSet(part?.requests, name) || isSet(part?.limits, name));
  if (!parts.some(isAsked)) return 'BestEffort';
  if (!parts.every((part) => COUNTED.every((name) => isSet(part?.limits, name)))) return 'Burstable';
  const requests: Resources = new Map();
  const limits: Resources = new Map();
  for (const part of parts) {
    count(requests, part?.requests);
    count(limits, part?.limits);
  }
  if (requests.size !== limits.size) return 'Burstable';
  for (const [name, request] of requests) if (limits.get(name)?.nano !== request.nano) return 'Burstable';
  return 'Guaranteed';
}

type ResourceList = ResourceRequirements['limits'];

function isSet(list: ResourceList, name: string): boolean {
  const amount = list === undefined ? undefined : quantityOf(list, name);
  return amount !== undefined && amount.nano > 0n;
}

/** Adds the amounts above zero. */
function count(amounts: Resources, list: ResourceList): void {
  for (const name of COUNTED) {
    const amount = quantityOf(list, name);
    if (amount && amount.nano > 0n) addTo(amounts, { [name]: amount.text });
  }
}
