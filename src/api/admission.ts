// The contract of an admission plugin and what it may see. `cluster/` hands the admission table to the API server,
// which runs all `mutate`s in order, then validates the object, then all `validate`s.

import type { KindRow, KubeObject } from '../kinds/kind';
import type { Reader } from './actor';
import type { Caller } from './caller';

export interface AdmissionRequest {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  readonly row: KindRow;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly subresource: string | undefined;
  readonly object: KubeObject | undefined;
  readonly stored: KubeObject | undefined;
  readonly dryRun: boolean;
  /** On whose behalf the request is made; `authorization/identity` tells which user that is. */
  readonly caller: Caller;
}

export interface AdmissionContext extends Reader {
  /** Adds a warning to the answer. */
  readonly warn: (text: string) => void;
  readonly randomSuffix: (key: string) => string;
  /** Writes an object's status in the server's own name, as part of the request under way. */
  readonly writeStatus: (object: KubeObject) => void;
}

export interface AdmissionPlugin {
  readonly name: string;
  /** Returns the same reference when it changes nothing. Refuses by throwing an ApiError. */
  readonly mutate?: (request: AdmissionRequest, object: KubeObject, cx: AdmissionContext) => KubeObject;
  /** Refuses by throwing an ApiError. */
  readonly validate?: (request: AdmissionRequest, cx: AdmissionContext) => void;
}

export function defineAdmission(plugin: AdmissionPlugin): AdmissionPlugin {
  return plugin;
}
