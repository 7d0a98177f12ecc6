// A cluster of workload controllers alone, for specs of what they do together. In place of scheduler and kubelets
// stands one small actor: a pod is bound at once, becomes ready after START_MS (never, for image `missing`), and is
// gone STOP_MS after its deletion began.

import { type ActorContext, defineActor, watch } from '../../src/api/actor';
import type { AdmissionPlugin } from '../../src/api/admission';
import { forbidden } from '../../src/api/api-error';
import { DEFAULT_TIMINGS } from '../../src/api/timings';
import { serviceAllocator } from '../../src/cluster/allocation';
import { bootstrap } from '../../src/cluster/bootstrap';
import type { StoreClient } from '../../src/cluster/client';
import { advance, settle } from '../../src/cluster/run';
import { Simulation } from '../../src/cluster/simulation';
import { revisionOf } from '../../src/controllers/deployment/annotations';
import { controllers } from '../../src/controllers/table';
import type { CoreEvent, Deployment, Pod, PodCondition } from '../../src/kinds/generated/types.gen';
import { splitKey } from '../../src/kinds/kind';
import { Table } from '../../src/sim/table';
import { DEFAULT_START_MS, rfc3339 } from '../../src/sim/time';
import { Lane } from '../../src/sim/work-queue';
import { template } from './builders';

const START_MS = 500;
const STOP_MS = 300;
const NODES = 3;

const WORKLOADS = new Set(['deployment-controller', 'replicaset-controller', 'replication-controller']);

/** When the next step of each pod is due, by its uid and what the step is. */
type Due = Table<number>;

const nodes = defineActor<Due>({
  name: 'nodes',
  component: 'kubelet',
  lane: Lane.node,
  lagMs: () => 0,
  memory: { create: () => new Table(), fork: (due) => due.fork() },
  watches: [watch('Pod', (change) => (change.type === 'DELETED' ? undefined : change.key))],
  reconcile: (cx, key) => {
    const { namespace, name } = splitKey(key);
    const pod = cx.get('Pod', namespace, name);
    if (pod) runPod(cx, pod, key);
  },
});

function runPod(cx: ActorContext<Due>, pod: Pod, key: string): void {
  const { namespace, name, deletionTimestamp } = pod.metadata;
  if (deletionTimestamp) {
    if (isDue(cx, pod, key, 'stop', STOP_MS)) cx.delete('Pod', namespace, name, { gracePeriodSeconds: 0 });
    return;
  }
  if (!pod.spec.nodeName) {
    const node = `node-${1 + cx.random.below(NODES, 'place', key)}`;
    cx.createSubresource('Pod', namespace, name, 'binding', { target: { kind: 'Node', name: node } });
    return;
  }
  if ((pod.status?.phase ?? 'Pending') !== 'Pending' || pod.spec.containers[0]?.image === 'missing') return;
  if (!isDue(cx, pod, key, 'start', START_MS)) return;
  const ready: PodCondition = { type: 'Ready', status: 'True', lastTransitionTime: rfc3339(cx.nowMs) };
  const conditions = [...(pod.status?.conditions ?? []), ready];
  cx.updateStatus({ ...pod, status: { ...pod.status, phase: 'Running', conditions } } as Pod);
}

/** True once `spanMs` have passed since this was first asked; asks for a look at that instant until then. */
function isDue(cx: ActorContext<Due>, pod: Pod, key: string, step: string, spanMs: number): boolean {
  const id = `${pod.metadata.uid}/${step}`;
  const atMs = cx.state.get(id) ?? cx.nowMs + spanMs;
  cx.state.set(id, atMs);
  if (cx.nowMs < atMs) cx.after(atMs - cx.nowMs, key);
  return cx.nowMs >= atMs;
}

export interface WorkloadCluster {
  readonly simulation: Simulation;
  readonly client: StoreClient;
  settle(): void;
  advance(ms: number): void;
  /** `reason: message` of all events about objects of a kind, in order; repeats stand once. */
  events(kind: string): string[];
  /** Every value that `pick` had of an object since the start, without repeats in a row. */
  history<T>(kind: string, pick: (object: never) => T): T[];
  pods(): readonly Pod[];
}

/** @param admission plugins, to refuse what a spec wants refused */
export function workloadCluster(admission: readonly AdmissionPlugin[] = []): WorkloadCluster {
  const simulation = new Simulation({
    seed: 1,
    startMs: DEFAULT_START_MS,
    timings: DEFAULT_TIMINGS,
    actors: [...controllers.filter((controller) => WORKLOADS.has(controller.name)), nodes],
    admission,
    allocator: serviceAllocator,
    programs: () => ({
      answer: () => ({ outcome: 'unreachable' }),
      isRunning: () => false,
      isNodeUp: () => true,
      usage: () => [],
    }),
  });
  bootstrap(simulation);
  simulation.start();
  const client = simulation.client({ actor: 'user', component: 'wavetank', manager: 'wavetank' }, 0);
  return {
    simulation,
    client,
    settle: () => void settle(simulation),
    advance: (ms) => advance(simulation, ms),
    events: (kind) =>
      [...(client.list('Event') as readonly CoreEvent[])]
        .filter((event) => event.involvedObject.kind === kind)
        .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
        .map((event) => `${event.reason}: ${event.message}`),
    history: (kind, pick) => {
      const values = simulation.store.changes
        .filter((change) => change.kind === kind && change.type !== 'DELETED')
        .map((change) => pick(change.object as never));
      return values.filter(
        (value, index) => index === 0 || JSON.stringify(value) !== JSON.stringify(values[index - 1]),
      );
    },
    pods: () => client.list('Pod'),
  };
}

/** Refuses creates of a kind as a quota does, as long as `isFull` says so. */
export function refuseCreates(kind: string, isFull: () => boolean): AdmissionPlugin {
  return {
    name: 'quota',
    validate: ({ operation, row, object }) => {
      const name = object?.metadata.name || (object?.metadata.generateName ?? '');
      if (operation === 'CREATE' && row.key === kind && isFull()) throw forbidden(row, name, 'exceeded quota: q');
    },
  };
}

/** Creates Deployment `web` of three replicas with the image `a`, and settles. */
export function withDeployment(cluster: WorkloadCluster, spec: Partial<Deployment['spec']> = {}): WorkloadCluster {
  const strategy = { type: 'RollingUpdate' as const, rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
  const selector = { matchLabels: { app: 'web' } };
  cluster.client.create<Deployment>({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: { replicas: 3, selector, strategy, template: template('a'), ...spec },
  });
  cluster.settle();
  return cluster;
}

/** Patches the spec of Deployment `web` as a user would, and settles. */
export function changeDeployment(cluster: WorkloadCluster, spec: Partial<Deployment['spec']>): void {
  cluster.client.patch('Deployment', 'default', 'web', 'merge', { spec });
  cluster.settle();
}

export function web({ client }: WorkloadCluster): Deployment {
  return client.get('Deployment', 'default', 'web') as Deployment;
}

/** Images of the ReplicaSets and their sizes, e.g. `a: 2`, oldest revision first. */
export function sizes({ client }: WorkloadCluster): string[] {
  return [...client.list('ReplicaSet', 'default')]
    .sort((a, b) => (revisionOf(a) ?? 0) - (revisionOf(b) ?? 0))
    .map((each) => `${each.spec.template?.spec.containers[0]?.image}: ${each.spec.replicas}`);
}
