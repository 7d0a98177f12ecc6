// Whether a request puts up with what is wrong with a device.
// upstream: dynamic-resource-allocation/resourceclaim ToleratesTaint

import type { DeviceTaint, DeviceToleration } from '../generated/types.gen';

/** What is left out of a toleration matches everything; the effect None is up to the caller. */
export function toleratesDeviceTaint(toleration: DeviceToleration, taint: DeviceTaint): boolean {
  const { effect, key, operator = 'Equal', value = '' } = toleration;
  if (effect && effect !== taint.effect) return false;
  if (key && key !== taint.key) return false;
  return operator === 'Exists' || (operator === 'Equal' && value === (taint.value ?? ''));
}
