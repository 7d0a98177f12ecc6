// The contract of an admission plugin and what it may see. `cluster/` hands the admission table to the API server,
// which runs all `mutate`s in order, then validates the object, then all `validate`s.

import type { KindRow, KubeObject } from '../kinds/kind';
import type { KindName, KindOf } from '../kinds/kind-map';
import type { RandomStreams } from '../sim/random';
import type { DeleteOptions, Reader } from './actor';
import type { Caller, RequestOptions } from './caller';
import type { Programs } from './programs';

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';

/** What requests are told apart by before any plugin runs. */
export interface AdmissionTarget {
  readonly operation: Operation;
  readonly row: KindRow;
  readonly subresource: string | undefined;
}

export interface BodyKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export interface AdmissionRequest extends AdmissionTarget {
  readonly namespace: string | undefined;
  readonly name: string;
  readonly object: KubeObject | undefined;
  readonly stored: KubeObject | undefined;
  readonly dryRun: boolean;
  /** On whose behalf the request is made; `authorization/identity` tells which user that is. */
  readonly caller: Caller;
  readonly options: RequestOptions;
  /** What `object` is where the body is no object of the row: an Eviction, a Binding, the options of an exec. */
  readonly bodyKind?: BodyKind | undefined;
  /** Of a DELETE. */
  readonly deleteOptions?: DeleteOptions | undefined;
  /** In the second run of the mutating plugins: the request of the first. */
  readonly firstRun?: AdmissionRequest;
}

export interface AdmissionContext extends Reader {
  /** All objects of a kind as they stood at an instant not long ago. */
  listAt<K extends KindName>(kind: K, atMs: number): readonly KindOf<K>[];
  /** Adds a warning to the answer. */
  readonly warn: (text: string) => void;
  readonly randomSuffix: (key: string) => string;
  readonly random: RandomStreams;
  /** What answers at the addresses of pods. */
  readonly programs: Programs;
  /** Writes an object's status in the server's own name, as part of the request under way. */
  readonly writeStatus: (object: KubeObject) => void;
}

export interface AdmissionPlugin {
  readonly name: string;
  /** Whether it looks at such requests at all; at every one unless given. Asked once for each target. */
  readonly handles?: (target: AdmissionTarget) => boolean;
  /** After a change that it makes, all mutating plugins run once more: they have not seen it. */
  readonly isReinvoking?: boolean;
  /** Looks also at bodies that are no objects of the row: see `bodyKind`. */
  readonly seesBodies?: boolean;
  /** Returns the same reference when it changes nothing. Refuses by throwing an ApiError. */
  readonly mutate?: (request: AdmissionRequest, object: KubeObject, cx: AdmissionContext) => KubeObject;
  /** The turn of `mutate` when an object is deleted: there is none to change. Refuses by throwing an ApiError. */
  readonly beforeDelete?: (request: AdmissionRequest, cx: AdmissionContext) => void;
  /** Refuses by throwing an ApiError. */
  readonly validate?: (request: AdmissionRequest, cx: AdmissionContext) => void;
}

export function defineAdmission(plugin: AdmissionPlugin): AdmissionPlugin {
  return plugin;
}
