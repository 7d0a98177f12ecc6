// The contract of every component of the control plane: declared watches plus one reconcile that looks at state, never
// at the event. Actors meet only in the store; the cluster delivers changes to them as records on the virtual clock.

import type { Scale } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import type { KindName, KindOf } from '../kinds/kind-map';
import type { KindRegistry } from '../kinds/registry';
import type { RandomStreams } from '../sim/random';
import type { Lane } from '../sim/work-queue';
import type { Change } from './change';
import type { Programs } from './programs';
import type { Timings } from './timings';

/** Reading the store. Lists and index reads come in the order of the objects' keys. */
export interface Reader {
  readonly nowMs: number;
  readonly timings: Timings;
  /** The kinds served in this state. */
  readonly registry: KindRegistry;
  get<K extends KindName>(kind: K, namespace: string | undefined, name: string): KindOf<K> | undefined;
  /** All objects of a kind, or those of one namespace. */
  list<K extends KindName>(kind: K, namespace?: string): readonly KindOf<K>[];
  /** Objects whose index (declared in the kind's row) has this value. */
  by<K extends KindName>(kind: K, index: string, value: string): readonly KindOf<K>[];
}

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: 'Foreground' | 'Background' | 'Orphan';
  /** The old way to ask for it: Orphan or Background. */
  readonly orphanDependents?: boolean;
  readonly dryRun?: readonly string[];
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
}

export type PatchType = 'json' | 'merge' | 'strategic' | 'apply';

export interface WriteOptions {
  readonly subresource?: string;
  readonly fieldManager?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
}

export interface EventInput {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** e.g. `spec.containers{nginx}` */
  readonly fieldPath?: string;
  /** events.k8s.io events (the scheduler's) carry an action and no count. */
  readonly action?: string;
  readonly related?: KubeObject;
  /** Who reports it; the actor itself unless given. */
  readonly reporter?: string;
  /** The event's node, for source.host. */
  readonly host?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Reading and writing on behalf of one component. Every refusal is a thrown ApiError. */
export interface Client extends Reader {
  create<T extends KubeObject>(object: T, options?: WriteOptions): T;
  /** PUT: needs the resourceVersion read, answers 409 Conflict when it is stale. */
  update<T extends KubeObject>(object: T, options?: WriteOptions): T;
  /** PUT to /status. */
  updateStatus<T extends KubeObject>(object: T): T;
  patch<K extends KindName>(
    kind: K,
    namespace: string | undefined,
    name: string,
    type: PatchType,
    patch: unknown,
    options?: WriteOptions,
  ): KindOf<K>;
  delete<K extends KindName>(kind: K, namespace: string | undefined, name: string, options?: DeleteOptions): void;
  /** POST to a subresource: pods/binding, pods/eviction, serviceaccounts/token. */
  createSubresource(
    kind: KindName,
    namespace: string | undefined,
    name: string,
    subresource: string,
    body: unknown,
  ): void;
  /** Reads the scale subresource. Errors: 404 when there is no such object. */
  scale(kind: KindName, namespace: string | undefined, name: string): Scale;
  /** PUT to /scale. */
  updateScale(kind: KindName, namespace: string | undefined, name: string, scale: Scale): KubeObject;
  /** Records an event about an object, with upstream's aggregation. */
  event(regarding: KubeObject, event: EventInput): void;
}

/** What a reconcile is handed. */
export interface ActorContext<S = undefined> extends Client {
  /** The actor's private memory; declared, so that it forks with the cluster. */
  readonly state: S;
  readonly random: RandomStreams;
  /** What the programs in running containers answer; wired to the kubelets by the cluster. */
  readonly programs: Programs;
  /** Asks for a run at now + delayMs. One record is pending for each key: the earliest asked instant wins. */
  after(delayMs: number, key: string, options?: { readonly background?: boolean }): void;
  /** Keeps what made this run under a name, for effects that no write leads to: what comes of a node's silence. */
  rememberCause(name: string): void;
  /** Does work that was caused by what is remembered under the name; an ordinary part of this run when nothing is. */
  because<T>(name: string, work: () => T): T;
}

/** Stands for every kind that is no built-in one. */
export const CUSTOM_KINDS = '*';

export interface Watch<S = undefined> {
  readonly kind: KindName;
  /**
   * Called once for each change, in order, at the instant of the write: may update the actor's derived state and
   * returns the keys to reconcile. Must not write to the store.
   */
  readonly keys: (change: Change<never>, cx: ActorContext<S>) => string | readonly string[] | undefined;
  /** Milliseconds from the write to the reconcile; the actor's own lag unless given. */
  readonly lagMs?: (timings: Timings) => number;
  /** Milliseconds added to the lag for this change. */
  readonly delayMs?: (change: Change<never>, cx: ActorContext<S>) => number;
}

export interface Actor<S = undefined> {
  /** As the trace shows it, e.g. `replicaset-controller`. */
  readonly name: string;
  /** The process it runs in, which is the writer of its changes: `kube-controller-manager`, `kubelet`. */
  readonly component: string;
  /** Source component of its events, e.g. `replicaset-controller`; the name unless given. */
  readonly eventSource?: string;
  readonly lane: Lane;
  readonly lagMs: (timings: Timings) => number;
  readonly watches: readonly Watch<S>[];
  /** Private memory: how it begins and how it is copied for a fork. Table.fork() is free. */
  readonly memory?: { readonly create: () => S; readonly fork: (state: S) => S };
  /** Called once when the cluster starts, for actors with timers of their own. */
  readonly start?: (cx: ActorContext<S>) => void;
  readonly reconcile: (cx: ActorContext<S>, key: string) => void;
  /** What a user may do to it from outside, by name: `failNode`, `crashContainer`. Arguments are plain data. */
  readonly commands?: Readonly<Record<string, (cx: ActorContext<S>, args: never) => unknown>>;
}

/** Declares an actor; typed so that its watches and reconcile share one state type. */
export function defineActor<S = undefined>(actor: Actor<S>): Actor<S> {
  return actor;
}

export interface WatchOptions<K extends KindName, S> {
  readonly lagMs?: (timings: Timings) => number;
  readonly delayMs?: (change: Change<KindOf<K>>, cx: ActorContext<S>) => number;
}

/** A watch whose functions see the change of one kind, typed. */
export function watch<K extends KindName, S = undefined>(
  kind: K,
  keys: (change: Change<KindOf<K>>, cx: ActorContext<S>) => string | readonly string[] | undefined,
  options: WatchOptions<K, S> = {},
): Watch<S> {
  return { kind, keys, ...options } as unknown as Watch<S>;
}
