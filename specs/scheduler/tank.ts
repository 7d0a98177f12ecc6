// A control plane of nothing but the store and the scheduler, for specs of placement: no kubelets, so that a bound
// pod stays as it is until the spec changes it.

import type { Actor } from '../../src/api/actor';
import { DEFAULT_TIMINGS } from '../../src/api/timings';
import { advance, settle } from '../../src/cluster/run';
import { Simulation } from '../../src/cluster/simulation';
import type { CoreEvent, Node, Pod, PodSpec, Taint } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { type Explanation, explain } from '../../src/scheduler/explain';
import { type SchedulerState, scheduler } from '../../src/scheduler/scheduler';
import { DEFAULT_START_MS } from '../../src/sim/time';

export interface NodeOptions {
  readonly cpu?: string | number;
  readonly memory?: string;
  readonly pods?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
  readonly unschedulable?: boolean;
  /** Image name to bytes. */
  readonly images?: Readonly<Record<string, number>>;
  /** Further allocatable resources. */
  readonly allocatable?: Readonly<Record<string, string | number>>;
}

/** A node of 4 cpu, 8Gi and 110 pods, labelled with its name. */
export function aNode(name: string, options: NodeOptions = {}): Node {
  const { cpu = 4, memory = '8Gi', pods = 110, labels, taints, unschedulable, images = {} } = options;
  const allocatable = { cpu: String(cpu), memory, pods: String(pods), ...options.allocatable };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } },
    spec: { ...(taints ? { taints } : {}), ...(unschedulable ? { unschedulable } : {}) },
    status: {
      allocatable,
      capacity: allocatable,
      images: Object.keys(images).map((image) => ({ names: [image], sizeBytes: images[image] })),
    },
  };
}

export interface PodOptions extends Partial<Omit<PodSpec, 'containers'>> {
  readonly cpu?: string | number;
  readonly memory?: string;
  readonly requests?: Readonly<Record<string, string | number>>;
  readonly containers?: PodSpec['containers'];
  readonly labels?: Readonly<Record<string, string>>;
  readonly namespace?: string;
  readonly image?: string;
  readonly ownerReferences?: NonNullable<Pod['metadata']['ownerReferences']>;
}

/** A pod of one container; `cpu` and `memory` are its requests, further keys go into the spec. */
export function aPod(name: string, options: PodOptions = {}): Pod {
  const { cpu, memory, requests, labels, namespace = 'default', image = 'nginx', ownerReferences, ...spec } = options;
  const asked: Record<string, string | number> = { ...requests };
  if (cpu !== undefined) asked.cpu = String(cpu);
  if (memory !== undefined) asked.memory = memory;
  const limits = Object.fromEntries(Object.entries(asked).filter(([resource]) => resource.includes('/')));
  const resources = {
    ...(Object.keys(asked).length > 0 ? { requests: asked } : {}),
    ...(Object.keys(limits).length > 0 ? { limits } : {}),
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, ...(labels ? { labels } : {}), ...(ownerReferences ? { ownerReferences } : {}) },
    spec: { containers: [{ name: 'c', image, resources }], ...spec },
  };
}

export class Tank {
  readonly simulation: Simulation;

  constructor(objects: readonly KubeObject[] = [], actor: Actor<SchedulerState> = scheduler, simulation?: Simulation) {
    this.simulation =
      simulation ??
      new Simulation({
        seed: 1,
        startMs: DEFAULT_START_MS,
        timings: DEFAULT_TIMINGS,
        actors: [actor],
        admission: [],
        allocator: () => (_row, object) => object,
        programs: () => ({
          answer: () => ({ outcome: 'unreachable' }),
          isRunning: () => false,
          isNodeUp: () => true,
          usage: () => [],
        }),
      });
    if (simulation) return;
    this.simulation.start();
    this.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } } as KubeObject);
    for (const object of objects) this.create(object);
  }

  get client(): ReturnType<Simulation['client']> {
    return this.simulation.client({ actor: 'user', component: 'user', manager: 'spec' }, 0);
  }

  get state(): SchedulerState {
    return this.simulation.memory('kube-scheduler') as SchedulerState;
  }

  create<T extends KubeObject>(object: T): T {
    return this.client.create(object);
  }

  /** Creates the objects one after another, each settled before the next. */
  place(...pods: readonly Pod[]): readonly (string | undefined)[] {
    return pods.map((pod) => {
      this.create(pod);
      this.settle();
      return this.nodeOf(pod.metadata.name, pod.metadata.namespace);
    });
  }

  settle(): void {
    settle(this.simulation);
  }

  advance(seconds: number): void {
    advance(this.simulation, seconds * 1000);
  }

  fork(): Tank {
    return new Tank([], scheduler, this.simulation.fork());
  }

  pod(name: string, namespace = 'default'): Pod {
    const pod = this.client.get('Pod', namespace, name);
    if (!pod) throw new Error(`no pod ${namespace}/${name}`);
    return pod;
  }

  nodeOf(name: string, namespace = 'default'): string | undefined {
    return this.pod(name, namespace).spec.nodeName;
  }

  /** The score that a plugin gives a pod on each node, in the nodes' order; undefined where it gives none. */
  scores(pod: Pod, plugin: string): readonly (number | undefined)[] {
    return this.explain(pod).nodes.map(({ scores }) => scores.find((one) => one.plugin === plugin)?.score);
  }

  explain(pod: Pod): Explanation {
    return explain(this.client, pod, { state: this.state });
  }

  /** The scheduler's sentence about a pod that waits. */
  why(name: string, namespace = 'default'): string | undefined {
    return this.pod(name, namespace).status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
  }

  /** `Reason: message` of a pod's events, in the order of their making. */
  events(name: string): string[] {
    const events = this.client.list('Event') as readonly CoreEvent[];
    return events
      .filter(({ involvedObject }) => involvedObject.name === name)
      .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
      .map(({ reason, message }) => `${reason}: ${message}`);
  }

  /** Writes a pod's status as a kubelet would. */
  setStatus(name: string, status: NonNullable<Pod['status']>): void {
    const pod = this.pod(name);
    this.client.updateStatus({ ...pod, status: { ...pod.status, ...status } });
  }

  /** Merge patch. */
  patch(kind: 'Pod' | 'Node', name: string, patch: unknown): void {
    this.client.patch(kind, kind === 'Pod' ? 'default' : undefined, name, 'merge', patch);
  }

  /** A pod is gone at once. */
  remove(name: string): void {
    this.client.delete('Pod', 'default', name, { gracePeriodSeconds: 0 });
  }
}
