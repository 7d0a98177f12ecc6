// Joins the allocator of Service addresses and ports to a simulation's store and its random streams.

import type { Allocate } from '../api/server';
import { allocateService } from '../api/service-allocator';
import type { Store } from '../api/store';
import type { Service } from '../kinds/generated/types.gen';
import type { KindRow, KubeObject } from '../kinds/kind';
import type { RandomStreams } from '../sim/random';

/** The pipeline's allocation step: Services get what they lack, everything else passes. */
export function serviceAllocator(store: Store, random: RandomStreams): Allocate {
  const isTaken = (row: KindRow, index: string, value: string) =>
    (store.table(row).keysBy(index, value)?.length ?? 0) > 0;
  return (row: KindRow, object: KubeObject, stored: KubeObject | undefined, dryRun: boolean) => {
    if (row.key !== 'Service') return object;
    const { namespace, name } = object.metadata;
    return allocateService(object as Service, stored as Service | undefined, {
      ipInUse: (ip) => isTaken(row, 'clusterIp', ip),
      nodePortInUse: (port) => isTaken(row, 'nodePort', String(port)),
      dryRun,
      draw: (limit) => random.below(limit, 'service-address', `${namespace}/${name}`),
    });
  };
}
