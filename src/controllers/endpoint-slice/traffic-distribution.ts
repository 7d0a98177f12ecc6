// Hints that keep traffic near: each ready endpoint names its own zone, and with PreferSameNode its own node. Without a
// traffic distribution hints are taken away again.
// upstream: k8s.io/endpointslice/trafficdist, topologycache RemoveHintsFromSlices

import type { Endpoint, EndpointHints, EndpointSlice, Service } from '../../kinds/generated/types.gen';
import { draftOf, type SliceDraft } from './slice-parts';

export interface HintedSlices {
  readonly create: readonly SliceDraft[];
  readonly update: readonly SliceDraft[];
  readonly unchanged: readonly EndpointSlice[];
}

const NEAR = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];

/** Whether the Service's traffic distribution decides its hints. */
export function distributesTraffic(service: Service): boolean {
  return NEAR.includes(service.spec.trafficDistribution ?? '');
}

/** The slices with the hints of the distribution; unchanged ones with wrong hints become updates. */
export function withDistributionHints<T extends HintedSlices>(distribution: string, slices: T): T {
  const perNode = distribution === 'PreferSameNode';
  return rehint(slices, (endpoint) => distributionHints(endpoint, perNode));
}

/** The slices without any hints. */
export function withoutHints<T extends HintedSlices>(slices: T): T {
  return rehint(slices, () => undefined);
}

/** Unready endpoints keep what they had. */
function distributionHints(endpoint: Endpoint, perNode: boolean): EndpointHints | undefined {
  if (endpoint.conditions?.ready !== true) return endpoint.hints;
  const { zone, nodeName } = endpoint;
  const forNodes = perNode && nodeName !== undefined;
  if (zone === undefined && !forNodes) return undefined;
  return {
    ...(forNodes ? { forNodes: [{ name: nodeName }] } : {}),
    ...(zone === undefined ? {} : { forZones: [{ name: zone }] }),
  };
}

function rehint<T extends HintedSlices>(slices: T, hintsOf: (endpoint: Endpoint) => EndpointHints | undefined): T {
  const refresh = (draft: SliceDraft): SliceDraft => ({
    ...draft,
    endpoints: draft.endpoints.map((endpoint) => withHints(endpoint, hintsOf(endpoint))),
  });
  const stale = slices.unchanged.filter((slice) =>
    (slice.endpoints ?? []).some((endpoint) => !sameHints(endpoint.hints, hintsOf(endpoint))),
  );
  return {
    ...slices,
    create: slices.create.map(refresh),
    update: [...slices.update, ...stale.map((slice) => draftOf(slice))].map(refresh),
    unchanged: slices.unchanged.filter((slice) => !stale.includes(slice)),
  };
}

/** The endpoint with these hints; the same object when it has them already. */
export function withHints(endpoint: Endpoint, hints: EndpointHints | undefined): Endpoint {
  if (sameHints(endpoint.hints, hints)) return endpoint;
  const { hints: ignored, ...rest } = endpoint;
  return hints === undefined ? rest : { ...rest, hints };
}

function sameHints(a: EndpointHints | undefined, b: EndpointHints | undefined): boolean {
  if (a === b) return true;
  return names(a?.forZones) === names(b?.forZones) && names(a?.forNodes) === names(b?.forNodes);
}

const names = (targets: readonly { readonly name: string }[] | undefined) =>
  (targets ?? []).map(({ name }) => name).join(',');
