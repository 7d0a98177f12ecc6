// Server-side apply: an absent object is created, a present one takes what the configuration says.

import { type KubeObject, keyOf, type KindRow } from '../../kinds/kind';
import type { Caller, RequestOptions } from '../caller';
import type { ApiServer } from '../server';
import type { PatchRequest } from './patch';
import { strategicMergePatch } from './strategic-merge-patch';

/** PATCH with an apply configuration. Errors: 409 Conflict when another manager owns a changed field. */
export function applyObject(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  request: PatchRequest,
  options: RequestOptions,
): KubeObject {
  const configuration = request.patch as KubeObject;
  const stored = server.parts.store.get(row, keyOf(request.namespace, request.name));
  const applied = { ...options, applied: configuration };
  if (!stored) return server.create(caller, row, request.decode?.(configuration) ?? configuration, applied);
  const merged = strategicMergePatch(row.schema, stored, configuration);
  return server.update(caller, row, request.decode?.(merged) ?? (merged as KubeObject), applied);
}
