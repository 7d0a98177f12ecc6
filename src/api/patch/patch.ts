// PATCH: read the stored object, apply the patch, decode what came of it, and update. Server-side apply has its own
// file.

import type { KindRow, KubeObject } from '../../kinds/kind';
import type { PatchType } from '../actor';
import { ApiError } from '../api-error';
import type { Caller, RequestOptions } from '../caller';
import { patchableScale, type scaleOf, writeScale } from '../scale';
import type { ApiServer } from '../server';
import { applyObject } from './apply';
import { jsonPatch } from './json-patch';
import { mergePatch } from './merge-patch';
import { strategicMergePatch } from './strategic-merge-patch';

export interface PatchRequest {
  readonly namespace: string | undefined;
  readonly name: string;
  readonly type: PatchType;
  readonly patch: unknown;
  readonly force: boolean;
  /** Checks and normalises the patched object; a client's patch of unknown fields is refused here. */
  readonly decode?: (patched: unknown) => KubeObject;
}

const CUSTOM_PATCHES =
  'the body of the request was in an unknown format - accepted media types include: ' +
  'application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml';

/** Patches an object or its subresource and answers the result. Errors: 404, 409, 422 as the server words them. */
export function patchObject(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  request: PatchRequest,
  options: RequestOptions,
): KubeObject {
  if (request.type === 'strategic' && row.custom) throw new ApiError(415, 'UnsupportedMediaType', CUSTOM_PATCHES);
  if (request.type === 'apply') return applyObject(server, caller, row, request, options);
  const stored = server.get(row, request.namespace, request.name);
  if (options.subresource === 'scale') {
    const patched = patchedWith(row, request, patchableScale(stored, row.custom?.scale)) as ReturnType<typeof scaleOf>;
    return writeScale(server, caller, row, stored, patched, options);
  }
  const patched = patchedWith(row, request, stored);
  const decoded = request.decode ? request.decode(patched) : (patched as KubeObject);
  return server.update(caller, row, decoded, options);
}

function patchedWith(row: KindRow, request: PatchRequest, document: unknown): unknown {
  const { type, patch } = request;
  if (type === 'json') return jsonPatch(document, patch);
  if (type === 'merge') return mergePatch(document, patch);
  if (type === 'strategic') return strategicMergePatch(row.schema, document, patch);
  throw new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type');
}
