// DELETE: grace, finalizers and propagation. An object either leaves the store at once, or gets its deletionTimestamp
// and stays until its grace is over and its last finalizer is gone.
// upstream: apiserver/pkg/registry/generic/registry/store.go Delete, registry/rest/delete.go BeforeDelete

import type { ObjectMeta } from '../kinds/generated/types.gen';
import { withStatus } from '../kinds/keep';
import { type KindRow, type KubeObject, resourceName } from '../kinds/kind';
import { withFields } from '../kinds/with-defaults';
import { parseRfc3339, rfc3339 } from '../sim/time';
import type { DeleteOptions } from './actor';
import { ApiError, forbidden } from './api-error';
import type { Caller, RequestOptions } from './caller';
import { finalizersOf } from './metadata';
import type { ApiServer } from './server';
import { asStored } from './stored-form';
import { viewOf } from './stored-view';

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

export interface DeleteAnswer {
  /** The object as it was last, or as it stands now when something holds it. */
  readonly object: KubeObject;
  readonly removed: boolean;
}

/** Deletes an object. Errors: 404 NotFound, 409 Conflict for a failed precondition. */
export function deleteObject(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  namespace: string | undefined,
  name: string,
  asked: DeleteOptions = {},
  options: RequestOptions = {},
): DeleteAnswer {
  if (row.storedAs) {
    const answer = asStored(server.kinds, row, (kept) => {
      return deleteObject(server, caller, kept, namespace, name, asked, options);
    });
    return { ...answer, object: viewOf(row, answer.object) };
  }
  const why = row.undeletable?.(name);
  if (why !== undefined) throw forbidden(row, name, why);
  const stored = server.get(row, namespace, name);
  checkDeletePreconditions(row, stored, asked);
  const warning = row.custom?.warning ?? row.deprecation;
  if (warning) options.warnings?.push(warning);
  if (!options.isAdmitted) server.admitDelete(caller, row, stored, asked, options);
  if (row.markDeleted && !stored.metadata.deletionTimestamp) {
    const object = row.markDeleted(stored, server.parts.clock.nowMs);
    const write = { ...options, unmanaged: true };
    return { object: options.dryRun ? object : server.write(caller, row, object, 'delete', write), removed: false };
  }
  const finalizers = planFinalizers(row, stored, asked);
  const graceSeconds = row.graceSeconds?.(stored, asked.gracePeriodSeconds) ?? 0;
  const marked = markDeleted(row, stored, finalizers, graceSeconds, server.parts.clock.nowMs);
  const held = finalizers.length > 0 || graceSeconds > 0 || isHeldNamespace(marked);
  // What is gone at once was never marked, but for kinds that might have been given time.
  const last = held || row.graceSeconds || row.key === 'Namespace' ? marked : stored;
  if (options.dryRun) return { object: last, removed: !held };
  if (!held) return { object: server.remove(caller, row, last, options), removed: true };
  if (marked === stored) return { object: stored, removed: false };
  return { object: server.write(caller, row, marked, 'delete', { ...options, unmanaged: true }), removed: false };
}

/** Errors: 409 Conflict when the object is not the one that is meant. */
export function checkDeletePreconditions(row: KindRow, stored: KubeObject, asked: DeleteOptions): void {
  const { uid, resourceVersion } = asked.preconditions ?? {};
  const { metadata } = stored;
  const refuse = (why: string) => {
    const message = `Operation cannot be fulfilled on ${row.kind} "${metadata.name}": ${why}`;
    throw new ApiError(409, 'Conflict', message, { name: metadata.name, kind: resourceName(row) });
  };
  if (uid !== undefined && uid !== metadata.uid) {
    const match = `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid})`;
    refuse(`${match}. The object might have been deleted and then recreated`);
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    const record = `the ResourceVersion in record (${metadata.resourceVersion})`;
    refuse(
      `the ResourceVersion in the precondition (${resourceVersion}) does not match ${record}. ` +
        'The object might have been modified',
    );
  }
}

/** The object's finalizers with the collector's one for the propagation asked, the kept, or the kind's default. */
function planFinalizers(row: KindRow, stored: KubeObject, asked: DeleteOptions): readonly string[] {
  const current = finalizersOf(stored);
  const propagation = asked.propagationPolicy ?? keptPropagation(current) ?? row.defaultPropagation;
  const collector = propagation === 'Foreground' ? FOREGROUND : propagation === 'Orphan' ? ORPHAN : undefined;
  const others = current.filter((finalizer) => finalizer !== FOREGROUND && finalizer !== ORPHAN);
  const wanted = collector === undefined ? others : [...others, collector];
  const same = wanted.length === current.length && wanted.every((finalizer) => current.includes(finalizer));
  return same ? current : wanted;
}

function keptPropagation(finalizers: readonly string[]): DeleteOptions['propagationPolicy'] {
  if (finalizers.includes(ORPHAN)) return 'Orphan';
  return finalizers.includes(FOREGROUND) ? 'Foreground' : undefined;
}

function markDeleted(
  row: KindRow,
  stored: KubeObject,
  finalizers: readonly string[],
  graceSeconds: number,
  nowMs: number,
): KubeObject {
  const { metadata } = stored;
  const deadline = deletionDeadline(stored, graceSeconds, nowMs);
  const unchanged = deadline === undefined && finalizers === finalizersOf(stored);
  if (unchanged) return stored;
  const { finalizers: ignored, ...rest } = metadata;
  const marks = deadline ?? {
    deletionTimestamp: metadata.deletionTimestamp,
    deletionGracePeriodSeconds: metadata.deletionGracePeriodSeconds,
  };
  const first = metadata.deletionTimestamp === undefined;
  const generation =
    first && row.hasGeneration && (metadata.generation ?? 0) > 0 ? { generation: (metadata.generation ?? 0) + 1 } : {};
  const isNamespace = stored.kind === 'Namespace' && row.group === '';
  const marked = withFields<ObjectMeta>(rest, {
    deletionTimestamp: marks.deletionTimestamp as string,
    ...(finalizers.length > 0 ? { finalizers } : {}),
    ...(isNamespace ? {} : { deletionGracePeriodSeconds: marks.deletionGracePeriodSeconds as number }),
    ...generation,
  });
  const deleted = withFields(stored, { metadata: marked });
  if (!isNamespace) return deleted;
  return withStatus(deleted, { ...(stored as { status?: object }).status, phase: 'Terminating' });
}

/** The deletion marks to set; undefined when those that stand are as short already. */
function deletionDeadline(stored: KubeObject, graceSeconds: number, nowMs: number) {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = stored.metadata;
  if (deletionTimestamp === undefined) {
    return { deletionTimestamp: rfc3339(nowMs + graceSeconds * 1000), deletionGracePeriodSeconds: graceSeconds };
  }
  if (graceSeconds >= deletionGracePeriodSeconds) return undefined;
  const startMs = parseRfc3339(deletionTimestamp) - deletionGracePeriodSeconds * 1000;
  const untilMs = startMs + graceSeconds * 1000;
  if (untilMs >= nowMs || graceSeconds === 0) {
    return { deletionTimestamp: rfc3339(untilMs), deletionGracePeriodSeconds: graceSeconds };
  }
  return { deletionTimestamp: rfc3339(nowMs + 1000), deletionGracePeriodSeconds: 1 };
}

function isHeldNamespace(object: KubeObject): boolean {
  const finalizers = (object as { spec?: { finalizers?: readonly string[] } }).spec?.finalizers;
  return object.kind === 'Namespace' && (finalizers?.length ?? 0) > 0;
}
