// Server-side apply: PATCH with a configuration that says what one manager wants of an object, and no more.
// upstream: apiserver handlers/patch.go applyPatcher, apimachinery/pkg/util/managedfields/internal

import { apiVersionOf, type KindRow, type KubeObject, keyOf } from '../../kinds/kind';
import { ApiError, badRequest, conflict, notFound } from '../api-error';
import type { Caller, RequestOptions } from '../caller';
import { jsonTypeOf } from '../decode-context';
import { type Applied, applyTyped, conflictError, conflictsBeside } from '../managed-fields/apply-managers';
import { typedFault } from '../managed-fields/check-typed';
import { allowedByLastApplied, withLastAppliedOf } from '../managed-fields/last-applied';
import { asRead, type Managers, NO_MANAGERS } from '../managed-fields/manager';
import { managersOf, writeOf } from '../managed-fields/managers-of';
import { type Shape, shapeOf } from '../managed-fields/shape';
import { updateManagers, type Write } from '../managed-fields/update-managers';
import type { ApiServer } from '../server';
import { isMap } from './merge-patch';
import { asTyped, atTarget, type PatchRequest } from './patch-request';

export const BEFORE_FIRST_APPLY = 'before-first-apply';
const KUBECTL = 'kubectl';

/**
 * PATCH with an apply configuration. Errors: 400 for a configuration of another kind, 409 Conflict when another manager
 * owns a changed field, 500 for what the kind's schema does not know.
 */
export function applyObject(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  request: PatchRequest,
  options: RequestOptions,
): KubeObject {
  const { store, clock } = server.parts;
  const stored = store.get(row, keyOf(row.namespaced ? request.namespace : undefined, request.name));
  if (!stored && options.subresource) throw notFound(row, request.name);
  const configuration = readConfiguration(request.patch, apiVersionOf(row), row.kind);
  const by = { manager: options.fieldManager ?? caller.manager, subresource: options.subresource, atMs: clock.nowMs };
  const write = writeOf(apiVersionOf(row), row, by, 'Apply');
  const shape = shapeOf(row.schema);
  checkConfiguration(shape, configuration);
  const applied = applyTyped(shape, stored ?? {}, configuration, standing(server, row, stored, write), write);
  if (!request.force) refuseConflicts(applied, by.manager === KUBECTL, () => [shape, stored, apiVersionOf(row)]);
  request.readStrictly?.();
  const next = (applied.object ?? stored) as KubeObject;
  const wanted = by.manager === KUBECTL ? withLastAppliedOf(next, configuration) : next;
  const decoded = wanted === stored ? wanted : (request.decode?.(wanted, '') ?? asTyped(row, wanted, stored));
  const asked = { ...options, managers: applied.managers };
  if (stored) return server.update(caller, row, atTarget(row, decoded, request), asked);
  if (decoded.metadata?.uid) {
    const why = `the provided object specified uid ${decoded.metadata.uid}, and no existing object was found`;
    throw conflict(row, request.name, `uid mismatch: ${why}`);
  }
  const { metadata, ...rest } = atTarget(row, decoded, request);
  const { resourceVersion, ...fresh } = metadata;
  return server.create(caller, row, { ...rest, metadata: fresh } as KubeObject, asked);
}

/** The managers of what stands; of an object whose managers were forgotten one holds all of it. */
function standing(server: ApiServer, row: KindRow, stored: KubeObject | undefined, write: Write): Managers {
  const managers = stored ? asRead(managersOf(server.parts.store, row, stored)) : NO_MANAGERS;
  if (!stored || managers.length > 0) return managers;
  const by = { ...write.by, name: BEFORE_FIRST_APPLY, operation: 'Update' as const };
  return updateManagers(shapeOf(row.schema), {}, stored, managers, { ...write, by });
}

/** Errors: 400 for what is no object of this kind. */
export function readConfiguration(patch: unknown, apiVersion: string, kind: string): KubeObject {
  if (patch !== null && !isMap(patch)) {
    const why = `json: cannot unmarshal ${jsonTypeOf(patch)} into Go value of type map[string]interface {}`;
    throw badRequest(`error decoding YAML: error unmarshaling JSON: while decoding JSON: ${why}`);
  }
  const configuration = (patch ?? {}) as unknown as KubeObject;
  const { apiVersion: version, kind: said } = configuration;
  if (version !== apiVersion || said !== kind) throw badRequest(`invalid object type: ${kindText(configuration)}`);
  if (Array.isArray(configuration.metadata?.managedFields)) throw badRequest('metadata.managedFields must be nil');
  return configuration;
}

/** As Go prints a GroupVersionKind: `apps/v1, Kind=Deployment`, `/v1, Kind=Pod`. */
export function kindText({ apiVersion = '', kind = '' }: Partial<KubeObject>): string {
  return `${String(apiVersion).includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`;
}

/** As errors name an object: with what it says itself of its place. */
export function objectText(object: KubeObject): string {
  const { namespace = '', name = '' } = object.metadata ?? {};
  return `${namespace}/${name}; ${kindText(object)}`;
}

/** Errors: 500 for fields that the schema does not know, values of another type and keys that repeat. */
export function checkConfiguration(shape: Shape, configuration: KubeObject): void {
  const fault = typedFault(shape, configuration);
  if (fault === undefined) return;
  throw new ApiError(500, undefined, `failed to create typed patch object (${objectText(configuration)}): ${fault}`);
}

type Live = () => readonly [Shape, KubeObject | undefined, string];

/** kubectl takes over what it applied on its own side before. Errors: 409 Conflict. */
export function refuseConflicts({ conflicts }: Applied, isKubectl = false, live?: Live): void {
  if (conflicts.length === 0) return;
  const allowed = isKubectl && live ? allowedByLastApplied(...live()) : undefined;
  const left = allowed ? conflictsBeside(conflicts, allowed) : conflicts;
  if (left.length > 0) throw conflictError(left);
}
