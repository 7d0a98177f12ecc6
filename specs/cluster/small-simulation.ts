// A simulation with only the actors that a spec declares: the real store, API server and loop, no control plane.
import { DEFAULT_TIMINGS } from '../../src/api/timings';
import { serviceAllocator } from '../../src/cluster/allocation';
import type { StoreClient } from '../../src/cluster/client';
import { type AnyActor, Simulation } from '../../src/cluster/simulation';
import type { ConfigMap } from '../../src/kinds/generated/types.gen';
import { DEFAULT_START_MS } from '../../src/sim/time';

export interface SmallSimulation {
  readonly simulation: Simulation;
  readonly client: StoreClient;
}

/** Holds the namespace `default`. */
export function smallSimulation(actors: readonly AnyActor[] = [], shuffleSeed?: number): SmallSimulation {
  const simulation = new Simulation({
    seed: 1,
    startMs: DEFAULT_START_MS,
    timings: DEFAULT_TIMINGS,
    actors,
    admission: [],
    allocator: serviceAllocator,
    programs: () => ({
      answer: () => ({ outcome: 'unreachable' }),
      isRunning: () => false,
      isNodeUp: () => true,
      usage: () => [],
    }),
    shuffleSeed,
  });
  simulation.start();
  const client = userOf(simulation);
  client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } });
  return { simulation, client };
}

export function userOf(simulation: Simulation, cause = 0): StoreClient {
  return simulation.client({ actor: 'user', component: 'wavetank', manager: 'wavetank' }, cause);
}

export function configMap(name: string, data: Record<string, string> = {}): ConfigMap {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' }, data };
}
