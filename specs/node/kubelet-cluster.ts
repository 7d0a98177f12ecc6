// Kubelets alone: the real store, API server and loop, no scheduler and no controllers. Pods name their node
// themselves.

import { DEFAULT_TIMINGS, type Timings } from '../../src/api/timings';
import { serviceAllocator } from '../../src/cluster/allocation';
import type { StoreClient } from '../../src/cluster/client';
import { advance, settle } from '../../src/cluster/run';
import { Simulation } from '../../src/cluster/simulation';
import type { Container, ContainerStatus, Pod, PodSpec } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { kubelet, programs } from '../../src/node/kubelet';
import type { KubeletContext } from '../../src/node/kubelet-state';
import type { NodeSpec } from '../../src/node/node-spec';
import type { ProgramRule } from '../../src/node/program-rules';

export const START_MS = 1_767_225_600_000;

export interface ClusterParts {
  readonly nodes?: readonly NodeSpec[];
  readonly programs?: readonly ProgramRule[];
  readonly timings?: Partial<Timings>;
  readonly seed?: number;
}

/** A container as a spec writes it: its name is `c` unless given. */
export type ContainerParts = Omit<Container, 'name'> & { readonly name?: string };
export type PodParts = Omit<Partial<PodSpec>, 'containers' | 'initContainers'> & {
  readonly containers: readonly ContainerParts[];
  readonly initContainers?: readonly ContainerParts[];
};

export class KubeletCluster {
  readonly simulation: Simulation;
  readonly user: StoreClient;

  constructor(parts: ClusterParts = {}, simulation?: Simulation) {
    this.simulation = simulation ?? fresh(parts);
    this.user = this.simulation.client({ actor: 'user', component: 'user', manager: 'user' }, 0);
    if (simulation) return;
    for (const name of ['default', 'kube-node-lease']) {
      this.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
    this.simulation.start();
    for (const node of parts.nodes ?? [{ name: 'node-1' }]) this.command('addNode', node);
    // Old enough that probes begin without a random delay.
    this.advance(60);
  }

  create(object: unknown): KubeObject {
    return this.user.create(object as KubeObject);
  }

  /** Creates a pod on node-1 unless its spec names another node. */
  pod(name: string, spec: PodParts, metadata: object = {}): void {
    const named = (container: ContainerParts) => ({ name: 'c', ...container });
    const { containers, initContainers, ...rest } = spec;
    this.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default', ...metadata },
      spec: {
        nodeName: 'node-1',
        ...rest,
        containers: containers.map(named),
        ...(initContainers ? { initContainers: initContainers.map(named) } : {}),
      },
    });
  }

  command(name: string, args: unknown): unknown {
    return this.simulation.command('kubelet', name, args, 0);
  }

  settle(): number {
    return settle(this.simulation);
  }

  /** Seconds of virtual time. */
  advance(seconds: number): void {
    advance(this.simulation, seconds * 1000);
  }

  get(name: string): Pod | undefined {
    return this.user.get('Pod', 'default', name);
  }

  status(name: string): NonNullable<Pod['status']> {
    return this.get(name)?.status ?? {};
  }

  /** The first container's status, or that of the named one. */
  container(pod: string, name?: string): ContainerStatus {
    const { containerStatuses = [], initContainerStatuses = [] } = this.status(pod);
    const all = [...containerStatuses, ...initContainerStatuses];
    const found = name === undefined ? all[0] : all.find((status) => status.name === name);
    if (!found) throw new Error(`no status of container ${name} of pod ${pod}`);
    return found;
  }

  condition(pod: string, type: string): string {
    const found = this.status(pod).conditions?.find((condition) => condition.type === type);
    return [found?.status, found?.reason, found?.message].filter((part) => part).join(' ');
  }

  /** `Type Reason: Message` of each event about the object, by age, with `xN` where it was counted. */
  events(name: string): string[] {
    return [...this.user.list('Event')]
      .filter((event) => event.involvedObject.name === name)
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
      .map(({ type, reason, message, count }) => {
        const times = (count ?? 1) > 1 ? ` x${count}` : '';
        return `${type} ${reason}: ${message}${times}`;
      });
  }

  /** Every state a pod's status went through: `phase reason` of its first container. */
  history(name: string): string[] {
    const seen: string[] = [];
    for (const change of this.simulation.store.changes) {
      if (change.kind !== 'Pod' || change.key !== `default/${name}`) continue;
      const { status } = change.object as Pod;
      const state = status?.containerStatuses?.[0]?.state;
      const told = state?.waiting?.reason ?? state?.terminated?.reason ?? (state?.running ? 'running' : 'none');
      const line = `${change.type === 'DELETED' ? 'DELETED' : status?.phase} ${told}`;
      if (seen.at(-1) !== line) seen.push(line);
    }
    return seen;
  }

  fork(): KubeletCluster {
    return new KubeletCluster({}, this.simulation.fork());
  }
}

function fresh({ programs: rules = [], timings = {}, seed = 1 }: ClusterParts): Simulation {
  return new Simulation({
    seed,
    startMs: START_MS,
    timings: { ...DEFAULT_TIMINGS, ...timings },
    actors: [kubelet({ programs: rules })],
    admission: [],
    allocator: serviceAllocator,
    programs: (running) => programs(running.context('kubelet') as KubeletContext),
  });
}
