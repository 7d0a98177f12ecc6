// PATCH: read the stored object, apply the patch, decode what came of it, and update. Server-side apply has its own
// file.
// upstream: apiserver/pkg/endpoints/handlers/patch.go

import type { Scale } from '../../kinds/generated/types.gen';
import { apiVersionOf, type FieldError, type KindRow, type KubeObject, keyOf } from '../../kinds/kind';
import { goQuote } from '../../kinds/validation/field-error';
import { ApiError, invalid, notFound } from '../api-error';
import type { Caller, RequestOptions } from '../caller';
import { toManagedFields } from '../managed-fields/manager';
import { managedFieldsOf, managersOf } from '../managed-fields/managers-of';
import { managersOfScale } from '../managed-fields/scale-managers';
import { patchableScale, scaleRow, writeScale } from '../scale';
import type { ApiServer } from '../server';
import { applyObject } from './apply';
import { applyScale } from './apply-scale';
import { jsonPatch, type Operation } from './json-patch';
import { mergePatch } from './merge-patch';
import { checkMergePatch, readOperations } from './patch-body';
import { asTyped, atTarget, type PatchRequest } from './patch-request';
import { patchedInOrder } from './patched-in-order';
import { strategicMergePatch } from './strategic-merge-patch';

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
  const patching = { ...options, isPatch: true };
  const isScale = options.subresource === 'scale';
  if (request.type === 'apply') return (isScale ? applyScale : applyObject)(server, caller, row, request, patching);
  const stored = server.parts.store.get(row, keyOf(row.namespaced ? request.namespace : undefined, request.name));
  if (!stored) throw notFound(row, request.name);
  if (isScale) return patchScale(server, caller, row, stored, request, patching);
  const managedFields = () => managedFieldsOf(server.parts.store, row, stored);
  const document = asksForManagers(request) ? withManagers(stored, managedFields()) : stored;
  const { patched, shown } = patchedWith(row, request, document);
  if (row.custom) checkKindKept(row, patched);
  const inOrder = () => patchedInOrder(row, withManagers(stored, managedFields()), request);
  const decoded = request.decode ? request.decode(patched, shown ?? inOrder) : asTyped(row, patched, stored);
  return server.update(caller, row, atTarget(row, decoded, request), patching);
}

/** Errors: 422 for a patch that turns a custom resource into another kind. */
function checkKindKept(row: KindRow, patched: unknown): void {
  const { apiVersion, kind, metadata } = patched as KubeObject;
  const errors: FieldError[] = [];
  const check = (field: string, said: string, wanted: string) => {
    if (typeof said !== 'string' || said === wanted) return;
    errors.push({ type: 'FieldValueInvalid', field, message: `Invalid value: ${goQuote(said)}: must be ${wanted}` });
  };
  check('apiVersion', apiVersion, apiVersionOf(row));
  check('kind', kind, row.kind);
  const group = String(apiVersion).split('/').slice(0, -1).join('/');
  if (errors.length > 0) throw invalid({ ...row, group, kind }, metadata?.name ?? '', errors);
}

function patchScale(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  stored: KubeObject,
  request: PatchRequest,
  options: RequestOptions,
): KubeObject {
  const scale = patchableScale(stored, row.custom?.scale);
  const { patched, shown } = patchedWith(scaleRow(row), request, scale);
  const managers = () => toManagedFields(managersOfScale(row, managersOf(server.parts.store, row, stored)));
  const inOrder = () => patchedInOrder(scaleRow(row), withManagers(scale, managers()), request);
  const decoded = request.decode ? request.decode(patched, shown ?? inOrder) : patched;
  return writeScale(server, caller, row, stored, decoded as Scale, options);
}

function patchedWith(
  row: KindRow,
  { type, patch }: PatchRequest,
  document: unknown,
): { readonly patched: unknown; readonly shown?: string } {
  if (type === 'json') return { patched: jsonPatch(document, readOperations(patch)) };
  if (type === 'strategic') {
    const { merged, shown } = strategicMergePatch(row.schema, document, patch);
    return { patched: merged, shown };
  }
  if (type !== 'merge') throw new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type');
  checkMergePatch(patch);
  return { patched: mergePatch(document, patch) };
}

const MANAGERS_PATHS = ['', '/metadata'];

/** Whether a JSON patch looks at the field managers, which are worked out only then. */
function asksForManagers({ type, patch }: PatchRequest): boolean {
  if (type !== 'json' || !Array.isArray(patch)) return false;
  const isAsked = (path: unknown) =>
    typeof path === 'string' && (MANAGERS_PATHS.includes(path) || path.startsWith('/metadata/managedFields'));
  return (patch as readonly (Operation | null)[]).some((each) => isAsked(each?.path) || isAsked(each?.from));
}

function withManagers<T extends KubeObject | Scale>(object: T, managedFields: ReturnType<typeof managedFieldsOf>): T {
  if (!managedFields) return object;
  return { ...object, metadata: { ...object.metadata, managedFields } };
}
