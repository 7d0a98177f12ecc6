// Server-side apply: the configuration is merged in by the schema; what its manager said before and says no more goes,
// unless somebody else owns it; a changed field that another manager owns is a conflict unless forced.
// upstream: apiserver managedfields/structuredmerge.go, structured-merge-diff merge/update.go Apply

import { equalData } from '../../kinds/equal-data';
import { type KindRow, type KubeObject, keyOf } from '../../kinds/kind';
import { ApiError, badRequest, conflict, MODIFIED } from '../api-error';
import type { Caller, RequestOptions } from '../caller';
import { type FieldSet, fieldSet } from '../managed-fields/field-set';
import { type Manager, managersOf } from '../managed-fields/managers';
import { mergeTyped, removePaths } from '../managed-fields/merge-typed';
import type { ApiServer } from '../server';
import type { PatchRequest } from './patch';

/** PATCH with an apply configuration. Errors: 409 Conflict when another manager owns a changed field. */
export function applyObject(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  request: PatchRequest,
  options: RequestOptions,
): KubeObject {
  const configuration = request.patch as KubeObject;
  if (configuration.metadata?.managedFields) throw badRequest('metadata.managedFields must be nil');
  const key = keyOf(row.namespaced ? request.namespace : undefined, request.name);
  const stored = server.parts.store.get(row, key);
  const applied = { ...options, applied: configuration };
  if (!stored) return create(server, caller, row, request, applied);
  const asked = configuration.metadata?.resourceVersion;
  if (asked && asked !== stored.metadata.resourceVersion) throw conflict(row, request.name, MODIFIED);
  const managers = managersOf(row, server.parts.store.changes, key);
  const applier = options.fieldManager ?? caller.manager;
  const isOwn = (manager: Manager) =>
    manager.name === applier && manager.operation === 'Apply' && manager.subresource === options.subresource;
  const wanted = fieldSet(row.schema, configuration);
  const others = managers.filter((manager) => !isOwn(manager));
  const merged = mergeTyped(row.schema, stored, withoutIdentity(configuration));
  if (!request.force) refuseConflicts(others, fieldSet(row.schema, stored), fieldSet(row.schema, merged), wanted);
  const dropped = droppedPaths(managers.find(isOwn), others, wanted);
  const next = removePaths(row.schema, merged, dropped);
  const decoded = request.decode ? request.decode(next) : (next as KubeObject);
  const written = server.update(caller, row, decoded, applied);
  if (written !== stored || options.dryRun) return written;
  // What is owned is part of the object: a configuration that changes only that is a write too.
  const isKnown = ownsJust(managers.find(isOwn), wanted, fieldSet(row.schema, stored));
  return isKnown ? stored : server.write(caller, row, { ...stored }, 'update', applied);
}

/** Whether the manager owns what the configuration says, as far as the object has it, and nothing else. */
function ownsJust(own: Manager | undefined, wanted: FieldSet, live: FieldSet): boolean {
  if (!own) return false;
  for (const path of own.owned) if (!wanted.has(path)) return false;
  for (const path of wanted.keys()) if (live.has(path) && !own.owned.has(path)) return false;
  return true;
}

function create(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  request: PatchRequest,
  options: RequestOptions,
): KubeObject {
  const decoded = request.decode?.(request.patch) ?? (request.patch as KubeObject);
  const metadata = { ...decoded.metadata, name: request.name };
  const { resourceVersion, ...fresh } = row.namespaced ? { ...metadata, namespace: request.namespace } : metadata;
  return server.create(caller, row, { ...decoded, metadata: fresh as KubeObject['metadata'] }, options);
}

function withoutIdentity(configuration: KubeObject): unknown {
  const { resourceVersion, ...metadata } = configuration.metadata;
  return { ...configuration, metadata };
}

function droppedPaths(own: Manager | undefined, others: readonly Manager[], wanted: FieldSet): Set<string> {
  const dropped = new Set<string>();
  for (const path of own?.owned ?? []) {
    if (!wanted.has(path) && !others.some((manager) => manager.owned.has(path))) dropped.add(path);
  }
  return dropped;
}

function refuseConflicts(others: readonly Manager[], live: FieldSet, merged: FieldSet, wanted: FieldSet): void {
  const conflicts: { who: string; path: string }[] = [];
  for (const manager of others) {
    for (const path of manager.owned) {
      if (!wanted.has(path) || equalData(live.get(path), merged.get(path))) continue;
      conflicts.push({ who: managerText(manager), path });
    }
  }
  if (conflicts.length === 0) return;
  conflicts.sort((a, b) => compare(a.who, b.who) || compare(a.path, b.path));
  throw new ApiError(409, 'Conflict', conflictText(conflicts), {
    causes: conflicts.map(({ who, path }) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${who}`,
      field: path,
    })),
  });
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** `"m1"` for an applier, `"curl" using v1`, `"scaler" with subresource "scale" using apps/v1` */
function managerText({ name, operation, subresource, apiVersion }: Manager): string {
  const through = subresource === undefined ? '' : ` with subresource "${subresource}"`;
  return operation === 'Apply' ? `"${name}"${through}` : `"${name}"${through} using ${apiVersion}`;
}

function conflictText(conflicts: readonly { who: string; path: string }[]): string {
  const [first] = conflicts;
  if (first && conflicts.length === 1) return `Apply failed with 1 conflict: conflict with ${first.who}: ${first.path}`;
  const lines: string[] = [];
  let who = '';
  for (const each of conflicts) {
    if (each.who !== who) lines.push(`conflicts with ${each.who}:`);
    who = each.who;
    lines.push(`- ${each.path}`);
  }
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}
