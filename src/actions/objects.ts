// Small helpers of actions that write objects: who asks, which object, what it is called in the trace.

import type { Answer } from '../api/request';
import { getNamed, patchFromBody } from '../api/request';
import type { KubeObject } from '../kinds/kind';
import type { ActionContext } from './action';
import { namespaceFor, type ObjectReference } from './references';

/** Merge-patches an object as kubectl's label, annotate, set image and the like do. */
export function patchTarget(
  cx: ActionContext,
  target: ObjectReference,
  namespace: string | undefined,
  type: 'merge' | 'strategic' | 'json',
  patch: unknown,
  subresource?: string,
): Answer {
  const { row, name } = target;
  const request = { row, namespace: namespaceFor(row, namespace), name, type, patch, subresource };
  return patchFromBody(cx.client.server, cx.client.caller, request);
}

/** The object, or the server's 404. */
export function readTarget(cx: ActionContext, target: ObjectReference, namespace: string | undefined): KubeObject {
  const { server, caller } = cx.client;
  return getNamed(server, caller, target.row, namespaceFor(target.row, namespace), target.name);
}
