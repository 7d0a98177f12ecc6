// A Service's endpoints as its slices list them, each address once.

import type { Reader } from '../api/actor';
import type { EndpointSlice, Service } from '../kinds/generated/types.gen';
import { objectKey } from '../kinds/kind';

export interface ServiceEndpoint {
  readonly address: string;
  /** `ns/name`; undefined for addresses that are no pod's. */
  readonly pod: string | undefined;
  readonly node: string | undefined;
  readonly ready: boolean;
  readonly terminating: boolean;
}

export function slicesOf(reader: Reader, service: Service): readonly EndpointSlice[] {
  return reader.by('EndpointSlice', 'service', objectKey(service));
}

/** Endpoints of the first address family, in the order of the slices. A pod with two ports is one endpoint. */
export function endpointsOf(slices: readonly EndpointSlice[]): readonly ServiceEndpoint[] {
  const family = slices[0]?.addressType;
  const found = new Map<string, ServiceEndpoint>();
  for (const { addressType, endpoints, metadata } of slices) {
    if (addressType !== family) continue;
    for (const { addresses, conditions, targetRef, nodeName } of endpoints ?? []) {
      const address = addresses[0] ?? '';
      const ready = conditions?.ready !== false;
      if (found.get(address)?.ready || (found.has(address) && !ready)) continue;
      const pod =
        targetRef?.kind === 'Pod' ? `${targetRef.namespace ?? metadata.namespace}/${targetRef.name}` : undefined;
      found.set(address, { address, pod, node: nodeName, ready, terminating: conditions?.terminating === true });
    }
  }
  return [...found.values()];
}

/** `10.244.1.2 pod default/web-1 on node-1, not ready` */
export function endpointText({ address, pod, node, ready, terminating }: ServiceEndpoint): string {
  const where = `${pod ? ` pod ${pod}` : ''}${node ? ` on ${node}` : ''}`;
  return `${address}${where}, ${ready ? 'ready' : 'not ready'}${terminating ? ', terminating' : ''}`;
}
