// What the kubelets and their container runtimes remember: nodes, pod workers, addresses, images. Everything lies in
// forkable tables. A worker or node record that is to be changed is taken with `own...`: the first time after a fork
// that puts a copy into the table, so that no fork ever sees a change of the other side.

import type { ActorContext } from '../api/actor';
import type {
  Pod,
  PodCondition,
  PodSpec,
  PodStatus,
  ResourceRequirements,
  Service,
} from '../kinds/generated/types.gen';
import { type KubeObject, keyOf } from '../kinds/kind';
import type { Table } from '../sim/table';
import type { BackOff } from './back-off';
import type { KeptObject } from './kept-objects';
import type { NodeShutdown } from './kubelet-configuration';
import type { NodePressure } from './node-pressure';
import type { NodeSpec, PathType } from './node-spec';
import type { Program } from './program-rules';
import type { RequestLoad } from './request-load';
import type { RunningScript } from './script-lines';
import type { Settings } from './settings';
import type { Stage } from './stage';
import type { RequestTally } from './usage';

export interface Exit {
  /** May lie ahead: a program's own end is known when it starts. */
  readonly atMs: number;
  readonly code: number;
  readonly reason: string;
  readonly message: string | undefined;
  /** From here on it takes no connection and no request any more; answers under way are finished. */
  readonly closesMs?: number;
}

/** One run of a container: a process from its start to its end. */
export interface ContainerRun {
  /** `containerd://{64 hex digits}` */
  readonly id: string;
  readonly container: string;
  /** How many runs came before: the restart count. */
  readonly attempt: number;
  /** The image as the spec named it when this run was created. */
  readonly specImage: string;
  /** The image as the runtime names it. */
  readonly image: string;
  readonly imageId: string;
  readonly startedMs: number;
  readonly exit: Exit | undefined;
  readonly program: Program;
  /** Where it listens: `TCP/80`. */
  readonly ports: readonly string[];
  /** Declared environment, without the variables of services. */
  readonly variables: ReadonlyMap<string, string>;
  /** The services whose variables it was given. */
  readonly services: readonly Service[];
  /** What the pod's ConfigMaps and Secrets held then, by volume: a file mounted by subPath stays as it was. */
  readonly mounted: Mounts['sources'];
  /** The pod as it was then. */
  readonly pod: Pod;
  /** Which of the pod's sandboxes it belongs to. */
  readonly sandbox: number;
  /** The script that it runs, where that is understood. */
  readonly script: RunningScript | undefined;
  /** What it was started with, or resized to since. */
  readonly resources: ResourceRequirements | undefined;
}

export interface ContainerRecord {
  readonly current: ContainerRun;
  readonly previous: ContainerRun | undefined;
}

export interface Sandbox {
  readonly ready: boolean;
  readonly ip: string;
  readonly attempt: number;
}

/** Why a container could not be started, as its status tells it until it is. */
export interface StartFailure {
  readonly reason: string;
  readonly message: string;
}

export interface PullBackOff extends BackOff {
  /** `ErrImagePull: {what the registry said}` */
  readonly error: string;
}

export type ProbeKind = 'readiness' | 'liveness' | 'startup';
export type ProbeResult = 'Success' | 'Failure' | 'Unknown';

export interface ProbeWorker {
  readonly container: string;
  readonly kind: ProbeKind;
  /** Its ticks are this instant plus whole periods. */
  readonly baseMs: number;
  /** The run it has seen last. */
  readonly runId: string;
  /** Undefined while nothing is known of a run that a kubelet found when it started. */
  readonly result: ProbeResult | undefined;
  /** Outcome of the last tries and how many there were in a row. */
  readonly last: ProbeResult | undefined;
  readonly inARow: number;
  /** Waits for a new run: after a liveness failure and after any startup result. */
  readonly onHold: boolean;
}

/** A failure of a probe that a user asked for. */
export interface ForcedFailure {
  readonly times: number;
  readonly untilMs: number;
  /** Only while this run of the container lasts. */
  readonly runId: string | undefined;
}

export interface Mounts {
  readonly ready: boolean;
  /** Failed tries so far, and when the next one is due. */
  readonly failures: number;
  readonly nextMs: number;
  /** What each mounted ConfigMap, Secret or projected volume holds, by volume name. */
  readonly sources: Readonly<Record<string, readonly KubeObject[]>>;
  /** Where the files of each mounted claim are kept, by volume name. */
  readonly places: Readonly<Record<string, string>>;
}

/** A sync under way: the stages still to come and when the first of them is due. */
export interface Work {
  readonly kind: 'sync' | 'terminating';
  /** The next one comes last. */
  readonly stages: Stage[];
  dueMs: number;
  /** It asked something of the runtime. */
  acted: boolean;
  /** A sandbox or a container came or went. */
  changed: boolean;
  failed: boolean;
  /** It ended before its time, but without an error: the next regular sync goes on. */
  early: boolean;
  /** The earliest end of a crash loop back-off among its failures. */
  backOffEndMs: number | undefined;
}

/** Why the kubelet itself ends a pod: deadline, eviction. */
export interface Ending {
  readonly reason: string;
  readonly message: string;
  /** The message of the condition DisruptionTarget, if there is one. */
  readonly disruption?: string;
  /** Told once, before the containers are stopped: a pod whose containers all exit 0 then has succeeded after all. */
  readonly once?: true;
}

/** Where an in-place resize stands. Its conditions are shown as long as they are there. */
export interface ResizeState {
  /** The pod as the API server has it. */
  readonly asked: Pod;
  /** What the pod holds while there is no room for what it asks for. */
  readonly allocated: PodSpec | undefined;
  readonly pending: PodCondition | undefined;
  readonly inProgress: PodCondition | undefined;
}

/**
 * upstream: pkg/kubelet/pod_workers.go. `returning`: left from before the node's restart, not looked at yet; `done`:
 * nothing is left to do for this pod.
 */
export type WorkerLife = 'returning' | 'syncing' | 'terminating' | 'terminated' | 'done' | 'rejected';

export interface PodWorker {
  readonly owner: object;
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly node: string;
  /** Of the records for the next step of its sync. */
  readonly stepKey: string;
  /** The pod as this kubelet has seen it last, with the resources that it was given. */
  pod: Pod;
  /** While it does not run with the resources it asks for. */
  resize: ResizeState | undefined;
  life: WorkerLife;
  /** The object is gone from the API server while its containers still stop. */
  orphaned: boolean;
  /** What the status manager holds. */
  status: PodStatus | undefined;
  /** What the API server showed when the pod's end began. */
  statusBeforeEnd: PodStatus | undefined;
  sandbox: Sandbox | undefined;
  containers: Readonly<Record<string, ContainerRecord>>;
  failures: Readonly<Record<string, StartFailure>>;
  /** By container and image. */
  restarts: Readonly<Record<string, BackOff>>;
  pulls: Readonly<Record<string, PullBackOff>>;
  probes: Readonly<Record<string, ProbeWorker>>;
  forced: Readonly<Record<string, ForcedFailure>>;
  mounts: Mounts;
  work: Work | undefined;
  /** A sync is asked for. */
  pending: boolean;
  /** From when on what is known of the runtime is newer than the last sync. */
  freshMs: number;
  /** Ends of containers up to this instant have been noticed. */
  noticedMs: number;
  /** A failed sync is tried again at this instant. */
  retryMs: number | undefined;
  ending: Ending | undefined;
  graceSeconds: number | undefined;
  /** All containers are being restarted in place: they are being removed, or are gone and start afresh. */
  restartingAll: 'removing' | 'removed' | undefined;
  /** It has been restarted in place: that can go on for ever, without a back-off. */
  restartedAll: boolean;
  /** What ran before then was there when the kubelet started; 0 for a pod that came later. */
  foundMs: number;
}

export interface HostPort {
  readonly uid: string;
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}

export interface NodeRecord {
  readonly owner: object;
  readonly name: string;
  spec: NodeSpec;
  /** How many nodes were added before it. */
  readonly index: number;
  readonly hostIp: string;
  /** First address of the pod range and how many there are. */
  readonly rangeStart: number;
  readonly rangeSize: number;
  /** Offset of the last address given. */
  lastOffset: number;
  /** The kubelet's process. */
  running: boolean;
  /** The machine and its containers, which go on without their kubelet. */
  powered: boolean;
  /** The kubelet does not reach the API server. */
  isCutOff: boolean;
  /** It has joined and is not Ready yet. */
  isStarting: boolean;
  /** How many times as long as usual work takes on it. */
  slowness: number;
  startedMs: number;
  boots: number;
  /** When new images are told of; 0 for none. */
  imageReportMs: number;
  /** Pulls are serialised: the next one begins then. */
  pullFreeMs: number;
  /** Requests of admitted pods by resource, cpu in thousandths, else whole units. */
  used: Record<string, number>;
  pods: number;
  hostPorts: readonly HostPort[];
  /** Pods, by uid, that wait for room to grow. */
  deferred: readonly string[];
  /** Records of critical pods that wait for others to go. */
  awaiting: readonly string[];
  /** Whether pods are kept off, as it was told last. */
  unschedulable: boolean;
  pressure: NodePressure;
  /** While the machine is shutting down. */
  shutdown: NodeShutdown | undefined;
}

export interface KubeletState {
  /** Another one after each fork: its own records it may change. */
  owner: object;
  readonly nodes: Table<NodeRecord>;
  /** By uid. */
  readonly workers: Table<PodWorker>;
  /** Pod address to the uid that has it. */
  readonly addresses: Table<string>;
  /** `node` + newline + full image name. */
  readonly images: Table<true>;
  /** Immutable ConfigMaps and Secrets that kubelets have read: node + newline + kind, namespace and name. */
  readonly kept: Table<KeptObject>;
  /** Pods that nodes have of themselves, by namespace and name. */
  readonly statics: Table<Pod>;
  /** Services with an address of their own, by namespace. */
  readonly services: Table<readonly Service[]>;
  /** The last state of pods whose objects went while their containers still run, by uid. */
  readonly gone: Table<Pod>;
  /** Contents of writable volumes, by what holds them and path. */
  readonly files: Table<string>;
  /** What mounts have made on nodes: name + newline + path. */
  readonly hostPaths: Table<PathType>;
  /** Requests answered by processes that they cost something, by the run's id. */
  readonly requests: Table<RequestTally>;
  /** What processes hold for requests, by the run's id. */
  readonly loads: Map<string, RequestLoad>;
  settings: Settings;
}

export type KubeletContext = ActorContext<KubeletState>;

/** The worker as this state may change it. */
export function ownWorker(state: KubeletState, uid: string): PodWorker | undefined {
  const known = state.workers.get(uid);
  if (!known || known.owner === state.owner) return known;
  const { work } = known;
  const copy = { ...known, owner: state.owner, work: work && { ...work, stages: work.stages.slice() } };
  state.workers.set(uid, copy);
  return copy;
}

/** The node as this state may change it. */
export function ownNode(state: KubeletState, name: string): NodeRecord | undefined {
  const known = state.nodes.get(name);
  if (!known || known.owner === state.owner) return known;
  const copy = { ...known, owner: state.owner, used: { ...known.used } };
  state.nodes.set(name, copy);
  return copy;
}

export function newWorker({ owner }: KubeletState, pod: Pod, nowMs: number): PodWorker {
  const { uid = '', namespace = '', name = '' } = pod.metadata;
  return {
    owner,
    uid,
    namespace,
    name,
    node: pod.spec?.nodeName ?? '',
    stepKey: keyOf('step', keyOf(namespace, name)),
    pod,
    resize: undefined,
    life: 'syncing',
    orphaned: false,
    status: undefined,
    statusBeforeEnd: undefined,
    sandbox: undefined,
    containers: {},
    failures: {},
    restarts: {},
    pulls: {},
    probes: {},
    forced: {},
    mounts: NO_MOUNTS,
    work: undefined,
    pending: false,
    freshMs: nowMs,
    noticedMs: nowMs,
    retryMs: undefined,
    ending: undefined,
    graceSeconds: undefined,
    restartingAll: undefined,
    restartedAll: false,
    foundMs: 0,
  };
}

export const NO_MOUNTS: Mounts = Object.freeze({
  ready: false,
  failures: 0,
  nextMs: 0,
  sources: Object.freeze({}),
  places: Object.freeze({}),
});

/** Whether the run's process is there at this instant. */
export function isRunning(run: ContainerRun | undefined, nowMs: number): run is ContainerRun {
  return run !== undefined && (run.exit === undefined || run.exit.atMs > nowMs);
}

/** The run's end, once it has come. */
export function endOf(run: ContainerRun, nowMs: number): Exit | undefined {
  return run.exit !== undefined && run.exit.atMs <= nowMs ? run.exit : undefined;
}

/** `{name}_{namespace}({uid})`, as kubelet texts name a pod. */
export function podText(worker: Pick<PodWorker, 'name' | 'namespace' | 'uid'>): string {
  return `${worker.name}_${worker.namespace}(${worker.uid})`;
}
