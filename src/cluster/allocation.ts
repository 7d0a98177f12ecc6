// Joins the allocator of Service addresses and ports to a simulation's store and its random streams.

import type { Allocate } from '../api/server';
import { allocateService, NODE_PORTS } from '../api/service-allocator';
import { rangesOf } from '../api/service-cidrs';
import type { Store } from '../api/store';
import type { IPAddress, Service, ServiceCIDR } from '../kinds/generated/types.gen';
import { type KindRow, type KubeObject, keyOf } from '../kinds/kind';
import type { RandomStreams } from '../sim/random';

/** The Service that a cluster begins with: its address is there before it. */
const FIRST_SERVICE = 'default/kubernetes';

/** The pipeline's allocation step: Services get what they lack, everything else passes. */
export function serviceAllocator(store: Store, random: RandomStreams): Allocate {
  const isTaken = (row: KindRow, index: string, value: string) =>
    (store.table(row).keysBy(index, value)?.length ?? 0) > 0;
  const rowOf = (key: string) => store.registry.byKey(key) as KindRow;
  return (row: KindRow, object: KubeObject, stored: KubeObject | undefined, dryRun: boolean) => {
    if (row.key !== 'Service') return object;
    const { namespace, name } = object.metadata;
    const key = keyOf(namespace, name);
    const isNamed = (ip: string) => {
      const parent = (store.get(rowOf('IPAddress'), ip) as IPAddress | undefined)?.spec?.parentRef;
      return parent !== undefined && !(key === FIRST_SERVICE && keyOf(parent.namespace, parent.name ?? '') === key);
    };
    return allocateService(object as Service, stored as Service | undefined, {
      ipInUse: (ip) => isTaken(row, 'clusterIp', ip) || isNamed(ip),
      nodePortInUse: (port) => isTaken(row, 'nodePort', String(port)),
      dryRun,
      ranges: {
        clusterIps: rangesOf(store.list(rowOf('ServiceCIDR')) as readonly ServiceCIDR[]),
        nodePorts: NODE_PORTS,
      },
      draw: (limit) => random.below(limit, 'service-address', key),
    });
  };
}
