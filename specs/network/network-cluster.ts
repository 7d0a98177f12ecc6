// The network's actors in a simulation of their own: the API server and its store are real, nodes and pods are
// objects by hand, and programs live and die by the spec's word.

import type { ProgramAnswer, Programs } from '../../src/api/programs';
import { DEFAULT_TIMINGS, type Timings } from '../../src/api/timings';
import { serviceAllocator } from '../../src/cluster/allocation';
import type { StoreClient } from '../../src/cluster/client';
import { advance, settle } from '../../src/cluster/run';
import { Simulation } from '../../src/cluster/simulation';
import type { EndpointSlice, Pod } from '../../src/kinds/generated/types.gen';
import { type KubeObject, objectKey } from '../../src/kinds/kind';
import { networkActors } from '../../src/network/actors';
import { DEFAULT_NETWORK, type NetworkOptions } from '../../src/network/options';
import { DEFAULT_START_MS } from '../../src/sim/time';
import { namespace, node, pod } from './world';

export interface NetworkCluster {
  readonly simulation: Simulation;
  readonly client: StoreClient;
  /** Processes that have ended, by pod key. */
  readonly ended: Set<string>;
  create(...objects: readonly KubeObject[]): void;
  /** Replaces a slice's endpoints. */
  setEndpoints(name: string, endpoints: EndpointSlice['endpoints']): void;
  advance(ms: number): void;
  settle(): void;
  command<T>(name: string, args: object): T;
}

export interface Behaviour {
  readonly delayMs?: number;
  readonly status?: (pod: string, nowMs: number) => number;
}

/** Nodes node-1 to node-3, pods web-1 to web-3 (one on each) that answer on 8080, and a client on node-1. */
export function networkCluster(
  { delayMs = 0, status = () => 200 }: Behaviour = {},
  options: Partial<NetworkOptions> = {},
  timings: Partial<Timings> = {},
): NetworkCluster {
  const ended = new Set<string>();
  const simulation = new Simulation({
    seed: 1,
    startMs: DEFAULT_START_MS,
    timings: { ...DEFAULT_TIMINGS, ...timings },
    actors: networkActors({ ...DEFAULT_NETWORK, ...options }),
    admission: [],
    allocator: serviceAllocator,
    programs: (running): Programs => ({
      answer: ({ podIp, port }): ProgramAnswer => {
        const found = running.context('kube-proxy').by('Pod', 'ip', podIp)[0];
        const key = found && objectKey(found);
        if (!key) return { outcome: 'unreachable' };
        if (port !== 8080 || ended.has(key)) return { outcome: 'refused', pod: key };
        const answer = { container: 'app', instance: key, delayMs, status: status(key, running.nowMs), body: '' };
        return { outcome: 'answered', pod: key, ...answer };
      },
      isRunning: (instance) => !ended.has(instance),
      isNodeUp: () => true,
      usage: () => [],
    }),
  });
  simulation.start();
  const client = simulation.client({ actor: 'user', component: 'wavetank', manager: 'wavetank' }, 0);
  const create = (...objects: readonly KubeObject[]) => {
    for (const object of objects) put(client, object);
  };
  create(namespace('default'), node(1), node(2), node(3));
  for (const index of [1, 2, 3]) create(pod(`default/web-${index}`, `node-${index}`, `10.244.${index}.5`));
  create(pod('default/client', 'node-1', '10.244.1.6'));
  return {
    simulation,
    client,
    ended,
    create,
    setEndpoints: (name, endpoints) => {
      const slice = client.get('EndpointSlice', 'default', name) as EndpointSlice;
      client.update({ ...slice, endpoints });
    },
    advance: (ms) => advance(simulation, ms),
    settle: () => void settle(simulation),
    command: (name, args) => simulation.command('kube-proxy', name, args, 0) as never,
  };
}

/** Creates an object and, where it has one, writes its status. */
function put(client: StoreClient, object: KubeObject): void {
  const { uid, ...metadata } = object.metadata;
  const created = client.create({ ...object, metadata });
  const { status } = object as Pod;
  if (status !== undefined) client.updateStatus({ ...created, status } as Pod);
}
