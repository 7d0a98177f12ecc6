// Rows of the group resource.k8s.io. upstream: printers.go printResourceClaim, printResourceSlice, printDeviceTaint

import type { DeviceTaintRule, ResourceClaim, ResourceSlice } from '../kinds/generated/types.gen';
import { age, definePrinter, since } from './printer';

export const printResourceClaim = definePrinter<ResourceClaim>((object, cx) => {
  return [object.metadata.name, claimState(object), age(object, cx)];
});

function claimState({ metadata, status }: ResourceClaim): string {
  const deleted = metadata.deletionTimestamp !== undefined;
  const states = deleted ? ['deleted'] : [];
  if (!status?.allocation) return deleted ? 'deleted' : 'pending';
  states.push('allocated');
  if ((status.reservedFor?.length ?? 0) > 0) states.push('reserved');
  return states.join(',');
}

export const printResourceSlice = definePrinter<ResourceSlice>((object, cx) => {
  const { metadata, spec } = object;
  return [metadata.name, spec.nodeName ?? '', spec.driver, spec.pool.name, age(object, cx)];
});

export const printDeviceTaintRule = definePrinter<DeviceTaintRule>((object, cx) => {
  const { key, value = '', effect, timeAdded } = object.spec.taint;
  return [object.metadata.name, key, value, effect, timeAdded ? since(timeAdded, cx) : '', age(object, cx)];
});
