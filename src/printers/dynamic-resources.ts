// Rows of the group resource.k8s.io. upstream: printers.go printResourceClaim, printResourceSlice

import type { ResourceClaim, ResourceSlice } from '../kinds/generated/types.gen';
import { age, definePrinter } from './printer';

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
