// DELETE: grace, finalizers and propagation. An object either leaves the store at once, or gets its deletionTimestamp
// and stays until its grace is over and its last finalizer is gone.
// upstream: apiserver/pkg/registry/generic/registry/store.go Delete, registry/rest/delete.go BeforeDelete

import type { ObjectMeta } from '../kinds/generated/types.gen';
import { withStatus } from '../kinds/keep';
import type { KindRow, KubeObject } from '../kinds/kind';
import { withFields } from '../kinds/with-defaults';
import { parseRfc3339, rfc3339 } from '../sim/time';
import type { DeleteOptions } from './actor';
import { ApiError, forbidden } from './api-error';
import type { Caller, RequestOptions } from './caller';
import { checkDeleteOptions, isDryRun, propagationAsked } from './delete-options';
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

/** Deletes an object. Errors: 404 NotFound, 409 Conflict for a failed precondition, 422 for options that are wrong. */
export function deleteObject(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  namespace: string | undefined,
  name: string,
  asked: DeleteOptions = {},
  given: RequestOptions = {},
): DeleteAnswer {
  const options = isDryRun(asked) ? { ...given, dryRun: true } : given;
  if (row.storedAs) {
    const answer = asStored(server.kinds, row, (kept) => {
      return deleteObject(server, caller, kept, namespace, name, asked, options);
    });
    return { ...answer, object: viewOf(row, answer.object) };
  }
  checkDeleteOptions(asked);
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
  if (row.graceSeconds && isPending(stored, asked.gracePeriodSeconds)) return { object: stored, removed: false };
  const finalizers = planFinalizers(row, stored, asked);
  const grace = graceToGive(row, stored, asked);
  const marked = markDeleted(row, stored, finalizers, grace ?? 0, server.parts.clock.nowMs);
  const isNamespace = row.key === 'Namespace';
  const isHeld = isNamespace ? isHeldNamespace(stored, finalizers) : finalizers.length > 0 || (grace ?? 0) > 0;
  // Only what might have been given time is marked before it goes.
  const last = isHeld || grace !== undefined ? marked : stored;
  if (options.dryRun) return { object: last, removed: !isHeld };
  const write = { ...options, unmanaged: true };
  const object = last === stored ? stored : server.write(caller, row, last, 'delete', write);
  return isHeld ? { object, removed: false } : { object: server.remove(caller, row, object, options), removed: true };
}

/** Whether it has been given time that is not to be shortened now. upstream: BeforeDelete, gracefulPending */
function isPending({ metadata }: KubeObject, asked: number | undefined): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds: given = 0 } = metadata;
  if (deletionTimestamp === undefined || given === 0) return false;
  return asked === undefined || leastGrace(asked) >= given;
}

/** Seconds to write into the object; undefined where its kind has none, or they have run down to 0 before. */
function graceToGive(row: KindRow, stored: KubeObject, asked: DeleteOptions): number | undefined {
  if (!row.graceSeconds) return undefined;
  const { gracePeriodSeconds: seconds } = asked;
  if (stored.metadata.deletionTimestamp === undefined) return row.graceSeconds(stored, seconds);
  return stored.metadata.deletionGracePeriodSeconds && seconds !== undefined ? leastGrace(seconds) : undefined;
}

/** What is negative counts as a second. */
const leastGrace = (seconds: number) => (seconds < 0 ? 1 : seconds);

/** Errors: 409 Conflict when the object is not the one that is meant. */
export function checkDeletePreconditions(row: KindRow, stored: KubeObject, asked: DeleteOptions): void {
  const { uid, resourceVersion } = asked.preconditions ?? {};
  const { metadata } = stored;
  if (uid !== undefined && uid !== metadata.uid) {
    const match = `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid})`;
    const long = `${match}. The object might have been deleted and then recreated`;
    throw failedPrecondition(row, metadata, long, ['UID', uid, metadata.uid]);
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    const { resourceVersion: has } = metadata;
    const match = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${has})`;
    const long = `${match}. The object might have been modified`;
    throw failedPrecondition(row, metadata, long, ['ResourceVersion', resourceVersion, has]);
  }
}

/** Named by its kind, where other conflicts name the resource; namespaces and definitions have words of their own. */
function failedPrecondition(
  row: KindRow,
  { name }: ObjectMeta,
  why: string,
  [field, asked, has]: readonly [string, string, string | undefined],
): ApiError {
  const hasOwnWords = row.key === 'Namespace' || row.key === 'CustomResourceDefinition';
  const kind = hasOwnWords ? row.plural : row.kind;
  const place = row.group === '' ? kind : `${kind}.${row.group}`;
  const text = hasOwnWords
    ? `Precondition failed: ${field} in precondition: ${asked}, ${field} in object meta: ${has}`
    : why;
  const group = row.group === '' ? {} : { group: row.group };
  const message = `Operation cannot be fulfilled on ${place} "${name}": ${text}`;
  return new ApiError(409, 'Conflict', message, { name, ...group, kind });
}

/** The object's finalizers with the collector's one for the propagation asked, the kept, or the kind's default. */
function planFinalizers(row: KindRow, stored: KubeObject, asked: DeleteOptions): readonly string[] {
  const current = finalizersOf(stored);
  const propagation = propagationAsked(asked) ?? keptPropagation(current) ?? row.defaultPropagation;
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
  if (untilMs >= nowMs) return { deletionTimestamp: rfc3339(untilMs), deletionGracePeriodSeconds: graceSeconds };
  // Its time is over: the end is now, and a second is the least that a kubelet is given to see to it.
  return { deletionTimestamp: rfc3339(nowMs), deletionGracePeriodSeconds: Math.min(graceSeconds, 1) };
}

/** The first request only marks it. upstream: pkg/registry/core/namespace/storage Delete */
function isHeldNamespace(stored: KubeObject, finalizers: readonly string[]): boolean {
  const { deletionTimestamp } = stored.metadata;
  const own = (stored as { spec?: { finalizers?: readonly string[] } }).spec?.finalizers ?? [];
  return deletionTimestamp === undefined || own.length > 0 || finalizers.length > 0;
}
