// Puts the endpoints of one port list into slices: what is there stays where it is, slices that change anyway are
// filled up, then the slice that is left fullest, then new ones.
// upstream: k8s.io/endpointslice/reconciler.go reconcileByPortMapping

import type { DiscoveryEndpointPort, Endpoint, EndpointSlice, Service } from '../../kinds/generated/types.gen';
import type { AddressType, SliceDraft } from './slice-parts';
import { draftOf, labelsDiffer, newSlice, sliceLabels } from './slice-parts';

export const MAX_ENDPOINTS_PER_SLICE = 100;

export interface SlicePlan {
  readonly create: SliceDraft[];
  readonly update: SliceDraft[];
  readonly remove: EndpointSlice[];
}

/** Endpoints by what identifies them: addresses, host name and target. */
export type EndpointSet = Map<string, Endpoint>;

const identities = new WeakMap<Endpoint, string>();

/** upstream: hashEndpoint; endpoints of equal identity are updated in place. */
export function endpointIdentity(endpoint: Endpoint): string {
  let identity = identities.get(endpoint);
  if (identity === undefined) {
    const { addresses, hostname = '', targetRef } = endpoint;
    const target = `${targetRef?.namespace ?? ''}/${targetRef?.name ?? ''}`;
    identity = `${[...addresses].sort().join(',')} ${hostname} ${target}`;
    identities.set(endpoint, identity);
  }
  return identity;
}

/** Whether two endpoints of one identity are equal. Hints do not count. upstream: EndpointsEqualBeyondHash */
export function endpointsEqual(a: Endpoint, b: Endpoint): boolean {
  if (a === b) return true;
  if (a.nodeName !== b.nodeName || a.zone !== b.zone || a.targetRef?.uid !== b.targetRef?.uid) return false;
  if (a.targetRef?.kind !== b.targetRef?.kind || a.targetRef?.fieldPath !== b.targetRef?.fieldPath) return false;
  const [left, right] = [a.conditions, b.conditions];
  return left?.ready === right?.ready && left?.serving === right?.serving && left?.terminating === right?.terminating;
}

interface Placing {
  readonly service: Service;
  readonly addressType: AddressType;
  readonly ports: readonly DiscoveryEndpointPort[];
  readonly existing: readonly EndpointSlice[];
  /** Those without a place yet; emptied on the way. */
  readonly wanted: EndpointSet;
}

/** The changes to `existing` that make it hold `wanted` and carry the Service's labels. Consumes `wanted`. */
export function placeEndpoints(placing: Placing): SlicePlan {
  const { service, existing, wanted } = placing;
  const updates: SliceDraft[] = [];
  const unchanged: EndpointSlice[] = [];
  const remove: EndpointSlice[] = [];
  for (const slice of existing) {
    const kept = keepEndpoints(slice, wanted);
    const labels = sliceLabels(service);
    if (kept.changed && kept.endpoints.length === 0) {
      remove.push(slice);
    } else if (kept.changed) {
      updates.push(draftOf(slice, { endpoints: kept.endpoints, metadata: { ...slice.metadata, labels } }));
    } else if (labelsDiffer(slice, service)) {
      updates.push(draftOf(slice, { metadata: { ...slice.metadata, labels } }));
    } else {
      unchanged.push(slice);
    }
  }
  const filled = updates.sort((a, b) => b.endpoints.length - a.endpoints.length).map((draft) => fillUp(draft, wanted));
  const rest = placeRest(placing, unchanged);
  return { create: rest.create, update: [...filled, ...rest.update], remove };
}

/** The slice's endpoints that are still wanted, as they are wanted; takes them out of `wanted`. */
function keepEndpoints(slice: EndpointSlice, wanted: EndpointSet) {
  const before = slice.endpoints ?? [];
  const endpoints: Endpoint[] = [];
  let changed = false;
  for (const endpoint of before) {
    const identity = endpointIdentity(endpoint);
    const next = wanted.get(identity);
    if (next === undefined) continue;
    wanted.delete(identity);
    endpoints.push(next);
    changed ||= !endpointsEqual(next, endpoint);
  }
  return { endpoints, changed: changed || endpoints.length !== before.length };
}

function fillUp(draft: SliceDraft, wanted: EndpointSet): SliceDraft {
  const room = MAX_ENDPOINTS_PER_SLICE - draft.endpoints.length;
  if (wanted.size === 0 || room <= 0) return draft;
  return { ...draft, endpoints: [...draft.endpoints, ...takeSome(wanted, room)] };
}

function takeSome(wanted: EndpointSet, count: number): Endpoint[] {
  const taken: Endpoint[] = [];
  for (const [identity, endpoint] of wanted) {
    if (taken.length >= count) break;
    taken.push(endpoint);
    wanted.delete(identity);
  }
  return taken;
}

function placeRest(placing: Placing, unchanged: readonly EndpointSlice[]): Omit<SlicePlan, 'remove'> {
  const { service, addressType, ports, wanted } = placing;
  const create: SliceDraft[] = [];
  const update: SliceDraft[] = [];
  while (wanted.size > 0) {
    const fitting = wanted.size < MAX_ENDPOINTS_PER_SLICE ? tightestFit(unchanged, wanted.size) : undefined;
    if (fitting) update.push(fillUp(draftOf(fitting), wanted));
    else create.push(fillUp(newSlice(service, addressType, ports), wanted));
  }
  return { create, update };
}

/** The slice that is fullest once `count` more are in it, of those with room for all. upstream: getSliceToFill */
function tightestFit(slices: readonly EndpointSlice[], count: number): EndpointSlice | undefined {
  let best: EndpointSlice | undefined;
  let least = MAX_ENDPOINTS_PER_SLICE;
  for (const slice of slices) {
    const left = MAX_ENDPOINTS_PER_SLICE - count - (slice.endpoints?.length ?? 0);
    if (left < 0 || left >= least) continue;
    best = slice;
    least = left;
  }
  return best;
}
