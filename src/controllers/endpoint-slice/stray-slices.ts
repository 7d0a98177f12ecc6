// Slices that the controller made and somebody has given another manager or Service since. It goes on to expect them
// behind their Service: until such a slice is given back, it takes its view for an old one, and leaves that alone.
// upstream: k8s.io/endpointslice/util EndpointSliceTracker StaleSlices

import type { EndpointSlice } from '../../kinds/generated/types.gen';
import type { Table } from '../../sim/table';

/** Uids of the slices that each Service, `ns/name`, misses. */
export type StraySlices = Table<readonly string[]>;

/** Where a slice stands: the Service it is managed for, if it is. */
export type Place = string | undefined;

export function followSlice(strays: StraySlices, slice: EndpointSlice, before: Place, now: Place): void {
  const { uid = '', ownerReferences } = slice.metadata;
  if (now !== undefined) remove(strays, now, uid);
  if (before === undefined || before === now || !ownerReferences?.some(({ kind }) => kind === 'Service')) return;
  strays.set(before, [...(strays.get(before) ?? []), uid]);
}

function remove(strays: StraySlices, service: string, uid: string): void {
  const left = strays.get(service)?.filter((one) => one !== uid);
  if (left === undefined) return;
  if (left.length > 0) strays.set(service, left);
  else strays.delete(service);
}
