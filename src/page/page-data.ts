// What the page holds: a cluster's past as columns of numbers and one table of distinct values. Written by `pageData`,
// read by the script in the page.

/** A value: twice its place among `scalars`, or twice its place among the composite values plus one. Equal is equal. */
export type Ref = number;

export interface PageData {
  readonly title: string;
  readonly seed: number;
  /** The seed of `shuffle`; null unless it was given. */
  readonly shuffle: number | null;
  /** Virtual milliseconds since 1970. All other instants count from here. */
  readonly startMs: number;
  readonly endMs: number;
  /** What the page shows first: an instant, and an object's number or -1. */
  readonly focus: { readonly atMs: number; readonly object: number };
  /** Distinct strings, numbers, booleans and null. Columns of texts hold places in here. */
  readonly scalars: readonly (string | number | boolean | null)[];
  /** Distinct lists of keys, as places among `scalars`. */
  readonly shapes: readonly (readonly number[])[];
  /** Composite values, parts before wholes: a shape and its refs, or -1 - length and that many refs. */
  readonly composites: readonly number[];
  readonly objects: ObjectColumns;
  readonly changes: ChangeColumns;
  readonly steps: StepColumns;
  readonly events: EventColumns;
  /** Steps that are a user's action. */
  readonly actions: readonly number[];
  /** Distinct amounts: thousandths of a core, bytes of memory, pods. */
  readonly amounts: readonly Amounts[];
  readonly services: readonly ServicePoints[];
  readonly streams: readonly StreamData[];
}

export type Amounts = readonly [cpuMilli: number, memoryBytes: number, pods: number];

/** One row for each object that ever was; one that is made again under its name is the same. */
export interface ObjectColumns {
  readonly kind: readonly number[];
  readonly namespace: readonly number[];
  readonly name: readonly number[];
  /** The controller's number; -1 for none. */
  readonly owner: readonly number[];
  /** `manifests/shop.yaml:12`; -1 for objects that controllers made. */
  readonly source: readonly number[];
}

/** One row for each write, oldest first. */
export interface ChangeColumns {
  readonly object: readonly number[];
  /** Milliseconds since the row before. */
  readonly wait: readonly number[];
  /** 0 created, 1 updated, 2 removed. */
  readonly type: readonly number[];
  readonly value: readonly Ref[];
  readonly revision: readonly number[];
  readonly step: readonly number[];
  /** What changed, in few words. */
  readonly what: readonly number[];
  /** A pod's or node's state, see `POD_STATES` and `NODE_STATES`; -1 for other kinds. */
  readonly state: readonly number[];
  /** The object of a pod's node; -1 for none. */
  readonly node: readonly number[];
  /** A pod's requests or a node's allocatable amounts, as a place among `amounts`; -1 for other kinds. */
  readonly amounts: readonly number[];
}

/** Who did what on what, each with what caused it. */
export interface StepColumns {
  /** -1 for none. */
  readonly cause: readonly number[];
  readonly atMs: readonly number[];
  readonly actor: readonly number[];
  readonly verb: readonly number[];
  readonly target: readonly number[];
  /** The user's line; -1 for none. */
  readonly source: readonly number[];
}

/** One row for each occurrence of an event. */
export interface EventColumns {
  /** What it is about; -1 for an object that never was. */
  readonly object: readonly number[];
  readonly atMs: readonly number[];
  readonly isWarning: readonly number[];
  readonly reason: readonly number[];
  readonly message: readonly number[];
  readonly count: readonly number[];
  readonly from: readonly number[];
  readonly step: readonly number[];
}

/** A Service's endpoints whenever they changed. */
export interface ServicePoints {
  readonly object: number;
  /** The EndpointSlices. */
  readonly slices: readonly number[];
  readonly atMs: readonly number[];
  readonly ready: readonly number[];
  readonly total: readonly number[];
}

export interface StreamData {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly startMs: number;
  readonly endMs: number;
  /** By the second in which requests were sent. */
  readonly sent: readonly number[];
  readonly succeeded: readonly number[];
  readonly lost: readonly number[];
  /** Losses by cause: pairs of a second and a number. */
  readonly causes: readonly { readonly text: string; readonly seconds: readonly (readonly [number, number])[] }[];
  /** Successes by pod, `ns/name`. */
  readonly byPod: readonly (readonly [string, number])[];
  /** Latency of successes in milliseconds: median, 95th and 99th percentile; absent when there is none. */
  readonly latencyMs: readonly [number, number, number] | null;
}

export const POD_STATES = [
  'pending',
  'starting',
  'not ready',
  'ready',
  'terminating',
  'failed',
  'succeeded',
  'unknown',
] as const;

export const NODE_STATES = ['ready', 'cordoned', 'not ready', 'unreachable'] as const;
