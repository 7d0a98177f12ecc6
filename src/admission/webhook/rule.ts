// What answers for admission webhooks: functions of the user's, bound to a webhook by what its configuration says.

import type { Operation } from '../../api/admission';
import type { StatusDetails } from '../../api/api-error';
import type { KubeObject } from '../../kinds/kind';

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

interface GroupVersionResource {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
}

/** The `request` of an AdmissionReview. */
export interface WebhookRequest {
  readonly uid: string;
  /** In whose terms the webhook's rules match; the object is in this version. */
  readonly kind: GroupVersionKind;
  readonly resource: GroupVersionResource;
  readonly subResource?: string;
  /** As the request was made. */
  readonly requestKind: GroupVersionKind;
  readonly requestResource: GroupVersionResource;
  readonly requestSubResource?: string;
  /** Absent where the server is still to make it, of a generateName. */
  readonly name?: string;
  readonly namespace?: string;
  readonly operation: Operation;
  readonly userInfo: {
    readonly username: string;
    readonly uid?: string;
    readonly groups: readonly string[];
    readonly extra?: Readonly<Record<string, readonly string[]>>;
  };
  /** Null for a DELETE. */
  readonly object: KubeObject | null;
  /** Null for a CREATE. */
  readonly oldObject: KubeObject | null;
  readonly dryRun: boolean;
  /** Null for a CONNECT. */
  readonly options: object | null;
}

export interface WebhookPatchOperation {
  readonly op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/** The `response` of an AdmissionReview, and what may become of the call. */
export interface WebhookResponse {
  readonly allowed?: boolean;
  /** Why it is refused: `code` 400 unless given. */
  readonly status?: {
    readonly code?: number;
    readonly reason?: string;
    readonly message?: string;
    readonly status?: string;
    readonly details?: StatusDetails;
  };
  /** A JSON patch: its operations, or as a webhook sends it, in base64. */
  readonly patch?: readonly WebhookPatchOperation[] | string;
  /** JSONPatch unless given, where the patch is a list. */
  readonly patchType?: string;
  readonly warnings?: readonly string[];
  readonly auditAnnotations?: Readonly<Record<string, string>>;
  /** That of the request unless given. */
  readonly uid?: string;
  /** How long the answer takes: the server waits for the webhook's timeoutSeconds. */
  readonly takesMs?: number;
  /** No answer comes; why, in the network's words: `dial tcp 10.0.0.7:443: connect: connection refused`. */
  readonly unreachable?: string;
}

/** Null stands for a review without response. */
export type WebhookFunction = (request: WebhookRequest) => WebhookResponse | null;

export interface WebhookRule {
  /** `namespace/name` of the Service that the configuration names; it must be there, with endpoints. */
  readonly service?: string | undefined;
  /** Beside `service`: every path unless given. */
  readonly path?: string | undefined;
  /** The configuration's url. */
  readonly url?: string | undefined;
  /** The webhook's name: the function answers in place of whatever the configuration leads to. */
  readonly name?: string | undefined;
  readonly answer: WebhookFunction;
}
