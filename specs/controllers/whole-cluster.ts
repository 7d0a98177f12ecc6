// A whole simulated cluster for specs of what a controller, the scheduler and the kubelets do together. The images
// `sim/exit:CODE-SECONDS`, `sim/run:1` and their likes say what containers do.

import type { StoreClient } from '../../src/cluster/client';
import { Cluster } from '../../src/cluster/cluster';
import type { ClusterOptions } from '../../src/cluster/options';
import type { CoreEvent, Pod } from '../../src/kinds/generated/types.gen';
import { type KubeObject, objectKey } from '../../src/kinds/kind';
import type { KindName } from '../../src/kinds/kind-map';

export interface World {
  readonly cluster: Cluster;
  readonly user: StoreClient;
  create(...objects: readonly object[]): void;
  settle(): void;
  wait(seconds: number): void;
  /** Pods of the namespace `default` by name. */
  pods(): readonly Pod[];
  /** `reason: message` of the events about `Kind/name`, oldest first; names' random parts stand as `*`. */
  events(about: string): string[];
  /** Every value that `pick` had of an object since the start, without repeats in a row. */
  history<T>(kind: KindName, name: string, pick: (object: never) => T): T[];
}

/** A cluster of so many nodes, or of those given, with these objects in `default`. */
export function world(nodes: NonNullable<ClusterOptions['nodes']> = 1, ...objects: readonly object[]): World {
  const cluster = new Cluster({ nodes });
  const user = cluster.client(0);
  const it: World = {
    cluster,
    user,
    create: (...more) => {
      for (const object of more as readonly KubeObject[]) {
        const metadata = { namespace: 'default', ...object.metadata };
        user.create({ ...object, metadata } as KubeObject);
      }
    },
    settle: () => cluster.settleWithin(),
    wait: (seconds) => cluster.advanceMs(seconds * 1000),
    pods: () => user.list('Pod', 'default'),
    events: (about) =>
      (user.list('Event') as readonly CoreEvent[])
        .filter(({ involvedObject: { kind, name } }) => `${kind}/${name}` === about)
        .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
        .map(({ reason, message }) => `${reason}: ${message?.replace(/-[bcdfghjklmnpqrstvwxz2456789]{5}$/, '-*')}`),
    history: (kind, name, pick) => {
      const values = cluster.simulation.store.changes
        .filter((change) => change.kind === kind && change.type !== 'DELETED')
        .filter(({ object }) => objectKey(object) === `default/${name}`)
        .map(({ object }) => pick(object as never));
      return values.filter((value, at) => at === 0 || JSON.stringify(value) !== JSON.stringify(values[at - 1]));
    },
  };
  it.create(...objects);
  return it;
}
