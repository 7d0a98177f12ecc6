// A store with its API server and admission, without any component that would act on what is written.
import { admissionTable } from '../../src/admission/table';
import { ApiError } from '../../src/api/api-error';
import { DEFAULT_TIMINGS } from '../../src/api/timings';
import { serviceAllocator } from '../../src/cluster/allocation';
import { bootstrap } from '../../src/cluster/bootstrap';
import type { StoreClient } from '../../src/cluster/client';
import { Simulation } from '../../src/cluster/simulation';
import type { ConfigMap, Pod } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { DEFAULT_START_MS } from '../../src/sim/time';

export interface ApiTank {
  readonly simulation: Simulation;
  readonly client: StoreClient;
  /** A client that writes in another manager's name. */
  as(manager: string): StoreClient;
}

/** Holds the usual namespaces and the ServiceAccount default/default. */
export function apiTank(): ApiTank {
  const simulation = new Simulation({
    seed: 1,
    startMs: DEFAULT_START_MS,
    timings: DEFAULT_TIMINGS,
    actors: [],
    admission: admissionTable([]),
    allocator: serviceAllocator,
    programs: () => ({
      answer: () => ({ outcome: 'unreachable' }),
      isRunning: () => false,
      isNodeUp: () => true,
      usage: () => [],
    }),
  });
  bootstrap(simulation);
  const as = (manager: string) => simulation.client({ actor: 'user', component: 'user', manager }, 0);
  const client = as('wavetank');
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'default' } };
  client.create(account as KubeObject);
  return { simulation, client, as };
}

export function configMap(name: string, rest: object = {}): ConfigMap {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' }, ...rest } as ConfigMap;
}

export function pod(name: string, spec: object = {}, metadata: object = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', ...metadata },
    spec: { containers: [{ name: 'c', image: 'c' }], ...spec },
  } as Pod;
}

export function deployment(name: string, spec: object = {}): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: 'c:1' }] } },
      ...spec,
    },
  } as unknown as KubeObject;
}

export interface Refusal {
  readonly code: number;
  readonly reason: string | undefined;
  readonly message: string;
}

/** What the server refuses; undefined when it does not. */
export function refusalOf(run: () => unknown): Refusal | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { code, reason, message } = error;
    return { code, reason, message };
  }
}
