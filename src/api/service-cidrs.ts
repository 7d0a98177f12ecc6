// The ranges that cluster IPs come from: one that every cluster has, and those that somebody adds.
// upstream: pkg/registry/core/service/ipallocator/cidrallocator.go, pkg/controlplane/controller/defaultservicecidr

import type { ServiceCIDR } from '../kinds/generated/types.gen';
import { parseCidr } from '../kinds/validation/ip-address';
import { DEFAULT_RANGE, IpRange } from './ip-range';

export const CIDR_FINALIZER = 'networking.k8s.io/service-cidr-finalizer';
export const READY_MESSAGE = 'Kubernetes Service CIDR is ready';

/** The one that every cluster has. */
export function defaultServiceCidr(now: string): ServiceCIDR {
  const ready = { type: 'Ready', status: 'True', lastTransitionTime: now, reason: '', message: READY_MESSAGE } as const;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'ServiceCIDR',
    metadata: { name: 'kubernetes', finalizers: [CIDR_FINALIZER] },
    spec: { cidrs: [DEFAULT_RANGE] },
    status: { conditions: [ready] },
  };
}

const ranges = new Map<string, IpRange>();

/** The IPv4 ranges from which addresses are given out now. */
export function rangesOf(objects: readonly ServiceCIDR[]): readonly IpRange[] {
  return objects.filter(isReady).flatMap(({ spec }) => (spec?.cidrs ?? []).filter(isIpv4).map(rangeOf));
}

const isIpv4 = (cidr: string) => parseCidr(cidr)?.address.bytes.length === 4;

/** One that no controller has looked at yet counts as ready. */
function isReady({ metadata, status }: ServiceCIDR): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return metadata.deletionTimestamp === undefined && (ready === undefined || ready.status === 'True');
}

function rangeOf(cidr: string): IpRange {
  const known = ranges.get(cidr) ?? new IpRange(cidr);
  ranges.set(cidr, known);
  return known;
}
