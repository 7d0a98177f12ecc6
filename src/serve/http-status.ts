// Answers that are a Status: refusals, and deletions whose object is gone.

import { ApiError } from '../api/api-error';
import type { KindRow, KubeObject } from '../kinds/kind';
import { type Answer, objectAnswer, textAnswer } from './exchange';

/** What a kubelet refuses: its words reach the client as they are. */
export class KubeletRefusal extends Error {}

/** The answer to what was refused. Anything but an ApiError is a fault of ours: 500 InternalError. */
export function refusal(error: unknown): Answer {
  if (error instanceof KubeletRefusal) return textAnswer(`${error.message}\n`, 500);
  if (error instanceof ApiError) {
    const { retryAfterSeconds } = error.details ?? {};
    const headers = retryAfterSeconds ? { 'Retry-After': String(retryAfterSeconds) } : undefined;
    return { ...objectAnswer(error.status(), error.code, error.warnings), ...(headers ? { headers } : {}) };
  }
  const words = error instanceof Error ? error.message : String(error);
  const internal = new ApiError(500, 'InternalError', `Internal error occurred: ${words}`, {
    causes: [{ message: words }],
  });
  return objectAnswer(internal.status(), 500);
}

/** upstream: rest.DeleteStatus and the store's finalizeDelete */
export function deletedStatus(row: KindRow, object: KubeObject): Record<string, unknown> {
  const { name, uid } = object.metadata;
  const details = { name, ...(row.group ? { group: row.group } : {}), kind: row.plural, uid };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}

export const createdStatus = (): Record<string, unknown> => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  code: 201,
});
