// A control plane for specs of single controllers: the real store, API server and loop with only the actors named, no
// scheduler and no kubelets. Objects are written by a user's client; pods get their status from the spec.

import type { Programs } from '../../src/api/programs';
import { DEFAULT_TIMINGS } from '../../src/api/timings';
import { serviceAllocator } from '../../src/cluster/allocation';
import type { StoreClient } from '../../src/cluster/client';
import { advance, settle } from '../../src/cluster/run';
import type { AnyActor } from '../../src/cluster/simulation';
import { Simulation } from '../../src/cluster/simulation';
import type { CoreEvent, Node, Pod } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { rfc3339, rfc3339Micro } from '../../src/sim/time';

export const START_MS = 1_767_225_600_000;

const NOTHING_ANSWERS: Programs = {
  answer: () => ({ outcome: 'unreachable' }),
  isRunning: () => false,
  isNodeUp: () => true,
  usage: () => [],
};

export interface Harness {
  readonly simulation: Simulation;
  readonly user: StoreClient;
  settle(): number;
  /** Seconds of virtual time. */
  wait(seconds: number): void;
  create<T>(object: T): T;
  /** `Type Reason: Message` of each event, by age. */
  events(): string[];
}

/** A namespace `default` and these actors. */
export function harness(...actors: readonly AnyActor[]): Harness {
  const simulation = new Simulation({
    seed: 1,
    startMs: START_MS,
    timings: DEFAULT_TIMINGS,
    actors,
    admission: [],
    allocator: serviceAllocator,
    programs: () => NOTHING_ANSWERS,
  });
  return around(simulation);
}

export function around(simulation: Simulation): Harness {
  const user = simulation.client({ actor: 'user', component: 'user', manager: 'user' }, 0);
  const result: Harness = {
    simulation,
    user,
    settle: () => settle(simulation),
    wait: (seconds) => advance(simulation, seconds * 1000),
    create: (object) => user.create(object as KubeObject) as typeof object,
    events: () =>
      [...user.list('Event')]
        .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
        .map(eventText),
  };
  if (user.get('Namespace', undefined, 'default') === undefined) {
    result.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } });
    simulation.start();
  }
  return result;
}

const eventText = ({ type, reason, message }: CoreEvent) => `${type} ${reason}: ${message}`;

export interface PodParts {
  readonly name: string;
  readonly labels?: Record<string, string>;
  readonly node?: string;
  readonly ip?: string;
  readonly ready?: boolean;
  readonly phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  readonly ports?: readonly { name: string; containerPort: number; protocol?: string }[];
  readonly spec?: Partial<Pod['spec']>;
  readonly owner?: KubeObject;
  readonly finalizers?: readonly string[];
}

/** A pod in `default` as the kubelet would have it. */
export function makePod(parts: PodParts, nowMs = START_MS): Pod {
  const { name, labels = { app: 'web' }, node = 'n1', ip, ready = false, phase = 'Running', owner, finalizers } = parts;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      labels,
      ...(finalizers ? { finalizers } : {}),
      ...(owner ? { ownerReferences: [ownerReference(owner)] } : {}),
    },
    spec: {
      containers: [{ name: 'c', image: 'nginx', ...(parts.ports ? { ports: parts.ports } : {}) }],
      ...(node ? { nodeName: node } : {}),
      ...parts.spec,
    },
    status: {
      phase,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: rfc3339(nowMs) }],
      ...(ip ? { podIP: ip, podIPs: [{ ip }] } : {}),
    },
  } as Pod;
}

/** Creates the pod and gives it its status, which a create leaves out. */
export function addPod(to: Harness, parts: PodParts): Pod {
  const pod = makePod(parts, to.simulation.nowMs);
  const created = to.create(pod);
  return to.user.updateStatus({ ...created, status: { ...created.status, ...pod.status } } as Pod);
}

export function ownerReference(owner: KubeObject, blockOwnerDeletion = true) {
  const { name, uid = '' } = owner.metadata;
  return { apiVersion: owner.apiVersion, kind: owner.kind, name, uid, controller: true, blockOwnerDeletion };
}

/** A Ready node. */
export function makeNode(name: string, labels: Record<string, string> = {}, nowMs = START_MS): Node {
  const time = rfc3339(nowMs);
  const condition = (type: string, status: string) => ({
    type,
    status,
    reason: `Kubelet${type}`,
    message: `kubelet says ${type} ${status}`,
    lastHeartbeatTime: time,
    lastTransitionTime: time,
  });
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', ...labels } },
    spec: {},
    status: {
      allocatable: { cpu: '4', memory: '8Gi', pods: '110' },
      conditions: [
        condition('MemoryPressure', 'False'),
        condition('DiskPressure', 'False'),
        condition('PIDPressure', 'False'),
        condition('Ready', 'True'),
      ],
    },
  };
}

/** Writes or renews a node's Lease now. */
export function renewLease({ user, simulation }: Harness, node: string): void {
  const known = user.get('Lease', 'kube-node-lease', node);
  const renewTime = rfc3339Micro(simulation.nowMs);
  if (known) user.update({ ...known, spec: { ...known.spec, renewTime } });
  else {
    const metadata = { name: node, namespace: 'kube-node-lease' };
    const spec = { holderIdentity: node, leaseDurationSeconds: 40, renewTime };
    user.create({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec } as KubeObject);
  }
}

/** Lets time pass while these nodes' kubelets renew their Leases every ten seconds. */
export function waitAlive(to: Harness, seconds: number, nodes: readonly string[]): void {
  for (let passed = 0; passed < seconds; passed += 10) {
    for (const node of nodes) renewLease(to, node);
    to.wait(Math.min(10, seconds - passed));
  }
}
