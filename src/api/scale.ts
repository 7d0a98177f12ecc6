// The scale subresource of workloads: an autoscaling/v1 Scale read from an object and written back to spec.replicas.
// upstream: pkg/registry/apps/deployment/storage/storage.go ScaleREST

import { equalData } from '../kinds/equal-data';
import type { Scale } from '../kinds/generated/types.gen';
import type { KindRow, KubeObject, ScalePaths } from '../kinds/kind';
import { conflict, invalid, MODIFIED } from './api-error';
import type { Caller, RequestOptions } from './caller';
import { existingCustomScale, patchableCustomScale, withCustomScale } from './custom-scale';
import type { Managers } from './managed-fields/manager';
import { afterWrite, managersOf } from './managed-fields/managers-of';
import { type Scalable, scaleOf } from './scale-of';
import type { ApiServer } from './server';

/** The kind of a scale's body, in place of the object's. */
export function scaleRow({ custom: _, ...row }: KindRow): KindRow {
  return { ...row, ...SCALE };
}

const SCALE = { group: 'autoscaling', version: 'v1', kind: 'Scale', schema: 'Scale' };

/** The answer to a GET of the scale. Errors: 500 when a custom resource has no count. */
export function readScale(row: KindRow, object: KubeObject): Scale {
  const paths = row.custom?.scale;
  return paths ? existingCustomScale(object, paths) : scaleOf(object);
}

/** What a patch of the scale starts from. */
export function patchableScale(object: KubeObject, paths?: ScalePaths): Scale {
  return paths ? patchableCustomScale(object, paths) : scaleOf(object);
}

/** Writes a Scale back. Errors: 409 for a stale resourceVersion, 422 for a negative count. */
export function writeScale(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  object: KubeObject,
  scale: Scale,
  options: RequestOptions = {},
): KubeObject {
  const replicas = scale.spec?.replicas ?? 0;
  // A custom resource's own rules say it of the field that the count stands in.
  if (replicas < 0 && !row.custom) {
    const message = `Invalid value: ${replicas}: must be greater than or equal to 0`;
    const subject = { group: 'autoscaling', kind: 'Scale', plural: 'scales' };
    throw invalid(subject, object.metadata.name, [{ type: 'FieldValueInvalid', field: 'spec.replicas', message }]);
  }
  const asked = scale.metadata?.resourceVersion;
  if (asked && asked !== object.metadata.resourceVersion) throw conflict(row, object.metadata.name, MODIFIED);
  const { spec } = object as Scalable;
  const paths = row.custom?.scale;
  const next = paths
    ? withCustomScale(object, paths, scale)
    : ({ ...object, spec: { ...spec, replicas } } as KubeObject);
  const managers = options.managers ?? managersAtRest(server, caller, row, object, next, options);
  return server.update(caller, row, next, { ...options, subresource: 'scale', ...(managers ? { managers } : {}) });
}

/** Who owns what after a write of the count that stands, which may be less than before. */
function managersAtRest(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  object: KubeObject,
  next: KubeObject,
  { fieldManager }: RequestOptions,
): Managers | undefined {
  if (!equalData(object, next)) return undefined;
  const { store, clock } = server.parts;
  const by = { manager: fieldManager ?? caller.manager, subresource: 'scale', atMs: clock.nowMs };
  return afterWrite(row, managersOf(store, row, object), object, next, by);
}
