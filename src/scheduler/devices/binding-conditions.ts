// Devices that are made ready for a node only after they were given to a claim: their status tells when they are.
// upstream: plugins/dynamicresources isClaimReadyForBinding, isClaimTimeout

import type { AllocatedDeviceStatus, ResourceClaim } from '../../kinds/generated/types.gen';
import { parseRfc3339 } from '../../sim/time';
import { deviceId } from './device-cache';

export type BindingState = 'ready' | 'pending' | { readonly error: string };

/** Of a claim that has devices. */
export function bindingState({ metadata, status }: ResourceClaim): BindingState {
  for (const result of status?.allocation?.devices?.results ?? []) {
    const { bindingConditions = [], bindingFailureConditions = [] } = result;
    if (bindingConditions.length === 0) continue;
    const device = status?.devices?.find((one) => deviceId(one) === deviceId(result));
    if (!device) return 'pending';
    for (const type of bindingFailureConditions) {
      const failed = conditionOf(device, type);
      if (failed?.status !== 'True') continue;
      const why = `claim=${metadata.name}, reason=${failed.reason}, message=${JSON.stringify(failed.message)}`;
      return { error: `device binding failed: ${why}` };
    }
    if (!bindingConditions.every((type) => conditionOf(device, type)?.status === 'True')) return 'pending';
  }
  return 'ready';
}

const conditionOf = ({ conditions = [] }: AllocatedDeviceStatus, type: string) =>
  conditions.find((condition) => condition.type === type);

/** Whether devices that must become ready have had so long for it. */
export function hasTimedOut({ status }: ResourceClaim, timeoutMs: number, nowMs: number): boolean {
  const { allocationTimestamp: since, devices } = status?.allocation ?? {};
  if (since === undefined || !devices?.results?.some(({ bindingConditions }) => bindingConditions)) return false;
  return parseRfc3339(since) + timeoutMs < nowMs;
}
