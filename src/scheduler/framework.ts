// The extension points of the scheduler: what a plugin may say about a pod and a node, and when it wants to be asked
// again.
// upstream: kube-scheduler/framework interface.go; scratch is typed here instead of a shared map of state

import type { Client, Reader } from '../api/actor';
import type { Pod } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import type { RandomStreams } from '../sim/random';
import type { SchedulerCache } from './cache';
import type { Diagnosis } from './cycle';
import type { Extender } from './extender';
import type { FilterPlan } from './filtering';
import type { NodeInfo, PodInfo } from './node-info';
import type { Nominator } from './nominator';

/** Unresolvable rejections are those that removing other pods cannot cure. */
export type RejectionCode = 'Unschedulable' | 'UnschedulableAndUnresolvable';

export interface Rejection {
  readonly code: RejectionCode;
  readonly reasons: readonly string[];
}

export function unschedulable(...reasons: readonly string[]): Rejection {
  return Object.freeze({ code: 'Unschedulable', reasons: Object.freeze(reasons) });
}

export function unresolvable(...reasons: readonly string[]): Rejection {
  return Object.freeze({ code: 'UnschedulableAndUnresolvable', reasons: Object.freeze(reasons) });
}

/** What preparing a plugin for one pod comes to. */
export type Prepared<T> =
  /** The plugin has nothing to say about this pod; its filter or score is not called. */
  | { readonly outcome: 'skip' }
  /** Scores: every node would get this. */
  | { readonly outcome: 'constant'; readonly score: number }
  | { readonly outcome: 'ready'; readonly scratch: T; readonly nodeNames?: ReadonlySet<string> | undefined }
  /** No node can do, whatever it is. */
  | { readonly outcome: 'rejected'; readonly rejection: Rejection };

export const skip: { readonly outcome: 'skip' } = Object.freeze({ outcome: 'skip' });

/** `nodeNames` narrows the nodes that are tried. */
export function ready<T>(scratch: T, nodeNames?: ReadonlySet<string>): Prepared<T> {
  return { outcome: 'ready', scratch, nodeNames };
}

export function rejected(rejection: Rejection): Prepared<never> {
  return { outcome: 'rejected', rejection };
}

/** What a plugin may look at. */
export interface CycleContext {
  readonly reader: Reader;
  readonly cache: SchedulerCache;
  /** Those that cannot be ignored come first. */
  readonly extenders?: readonly Extender[] | undefined;
}

/**
 * Changes of the cluster that can make a rejected pod fit. `Self` is the rejected pod itself; other pods are on
 * nodes.
 */
export type ClusterEventName =
  | `Node/${(typeof NODE_EVENTS)[number]}`
  | `Pod/${(typeof POD_EVENTS)[number]}`
  | `Self/${(typeof SELF_EVENTS)[number]}`
  | `${VolumeKind | DeviceKind}/${(typeof VOLUME_EVENTS)[number]}`;

const NODE_EVENTS = [
  'add',
  'delete',
  'allocatable',
  'label',
  'taint',
  'condition',
  'annotation',
  'declaredFeatures',
] as const;
const POD_EVENTS = ['add', 'delete', 'label', 'scaleDown'] as const;
const SELF_EVENTS = ['gates', 'toleration', 'label', 'scaleDown', 'generatedClaims', 'update'] as const;
const VOLUME_EVENTS = ['add', 'update', 'delete'] as const;

export const VOLUME_KINDS = [
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StorageClass',
  'CSINode',
  'CSIDriver',
  'CSIStorageCapacity',
  'VolumeAttachment',
] as const;
export type VolumeKind = (typeof VOLUME_KINDS)[number];

export const DEVICE_KINDS = ['ResourceClaim', 'DeviceClass', 'ResourceSlice'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** Every event there is. */
export const CLUSTER_EVENTS: readonly ClusterEventName[] = [
  ...NODE_EVENTS.map((event) => `Node/${event}` as const),
  ...POD_EVENTS.map((event) => `Pod/${event}` as const),
  ...SELF_EVENTS.map((event) => `Self/${event}` as const),
  ...[...VOLUME_KINDS, ...DEVICE_KINDS].flatMap((kind) => VOLUME_EVENTS.map((event) => `${kind}/${event}` as const)),
];

export interface ClusterEvent {
  readonly name: ClusterEventName;
  /** Absent on add. */
  readonly before: KubeObject | undefined;
  /** Absent on delete. */
  readonly after: KubeObject | undefined;
}

/** Whether the event may help the pod. `true` stands for always. upstream: QueueingHintFn */
export type Hint = true | ((pod: Pod, event: ClusterEvent, cx: CycleContext) => boolean);

export type WakeOn = Readonly<Partial<Record<ClusterEventName, Hint>>>;

/** What can be done for a pod that fits nowhere. */
export type PostFilterResult =
  /**
   * Nothing for now. `clearsNomination` when the pod must give up the node it was nominated to; `effect` is a write
   * that may let it fit another time, done if the attempt was a real one.
   */
  | {
      readonly outcome: 'unschedulable';
      readonly message: string;
      readonly clearsNomination?: boolean;
      readonly effect?: (client: Client) => void;
    }
  | { readonly outcome: 'error'; readonly message: string }
  /** The pod is nominated to the node, and these pods must go. */
  | { readonly outcome: 'nominated'; readonly node: string; readonly victims: readonly Pod[] };

/** Thrown by a plugin that can say nothing of any node: the attempt ends as an error, and the pod backs off. */
export class PluginError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/**
 * What must be done between choosing a node and binding to it. The pod is assumed on the node meanwhile. `F` is what
 * the plugin prepared before filtering, undefined when it had nothing to say; `R` what it has promised the pod.
 */
export interface PreBind<F, R = unknown> {
  /** How long is waited at most. */
  readonly timeoutMs: number;
  /** How often `check` is asked. */
  readonly pollMs: number;
  readonly isNeeded: (pod: Pod, node: NodeInfo, cx: CycleContext, scratch: F | undefined) => boolean;
  /** Promises the pod what it is to have, in the scheduler's memory alone. */
  readonly reserve: (pod: Pod, node: NodeInfo, random: RandomStreams, cx: CycleContext, scratch: F) => R;
  /**
   * The next write for it, `step` counting from 0: whether there are more, whether the rest must be waited for. May
   * throw an ApiError or a PluginError.
   */
  readonly write: (
    pod: Pod,
    node: string,
    client: Client,
    cx: CycleContext,
    reserved: R,
    step: number,
  ) => 'more' | 'wait' | 'done';
  /** Asked again after each `pollMs`. */
  readonly check: (
    pod: Pod,
    node: string,
    cx: CycleContext,
    reserved: R,
  ) => 'done' | 'wait' | { readonly error: string };
  /** Takes the promise out of memory: it was kept, or the pod is not bound after all. */
  readonly forget: (cx: Pick<CycleContext, 'cache'>, reserved: R) => void;
  /** Takes back what was written, after a binding that failed. */
  readonly undo?: (pod: Pod, client: Client, reserved: R) => void;
  /** Goes before what `check` says went wrong. */
  readonly waitErrorPrefix: string;
  /** The text when the time is over. */
  readonly timeoutText: string;
}

/**
 * A scheduler plugin. `F` and `S` are what it prepares for one pod before filtering and before scoring. `filter`
 * answers undefined for a node that will do. Scores are integers, 0 to 100 after `normalize`.
 */
export interface Plugin<F = undefined, S = undefined, R = unknown> {
  readonly name: string;
  /** Why the pod may not be tried yet; undefined when it may. */
  readonly preEnqueue?: (pod: Pod, cx: CycleContext) => string | undefined;
  readonly preFilter?: (pod: Pod, cx: CycleContext) => Prepared<F>;
  readonly filter?: (pod: Pod, node: NodeInfo, scratch: F) => Rejection | undefined;
  /**
   * For plugins whose scratch counts pods: what changes when one more is on the node, or one less, and a copy of it.
   */
  readonly addPod?: (scratch: F, pod: Pod, added: PodInfo, node: NodeInfo) => void;
  readonly removePod?: (scratch: F, pod: Pod, removed: PodInfo, node: NodeInfo) => void;
  readonly copyScratch?: (scratch: F) => F;
  /** Asked when no node will do. */
  readonly postFilter?: (
    plan: FilterPlan,
    diagnosis: Diagnosis,
    cx: CycleContext,
    nominator: Nominator,
  ) => PostFilterResult;
  /** `nodes` are those that passed all filters; `filtered` is what preFilter prepared, if anything. */
  readonly preScore?: (pod: Pod, cx: CycleContext, nodes: readonly NodeInfo[], filtered: F | undefined) => Prepared<S>;
  readonly score?: (pod: Pod, node: NodeInfo, scratch: S) => number;
  readonly normalize?: (scores: number[], scratch: S, nodes: readonly NodeInfo[]) => void;
  readonly preBind?: PreBind<F, R>;
  /** Names of built-in plugins alone stand for these. */
  readonly queueSort?: true;
  readonly bind?: true;
  readonly wakeOn?: WakeOn;
}

/** A plugin whose scratch types nobody needs to know. */
export type AnyPlugin = Plugin<unknown, unknown>;

/** Declares a plugin. Where and with which weight it runs stands in the profile. */
export function definePlugin<F = undefined, S = undefined, R = unknown>(plugin: Plugin<F, S, R>): AnyPlugin {
  return plugin as unknown as AnyPlugin;
}

/** The highest score becomes 100 and the others their share of it. upstream: plugins/helper DefaultNormalizeScore */
export function normalizeToHighest(scores: number[], reverse: boolean): void {
  let highest = 0;
  for (const score of scores) if (score > highest) highest = score;
  for (let index = 0; index < scores.length; index++) {
    const share = highest === 0 ? 0 : Math.floor(((scores[index] as number) * 100) / highest);
    scores[index] = reverse ? 100 - share : share;
  }
}
