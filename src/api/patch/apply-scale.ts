// Server-side apply through the scale subresource: who else owns the count is in the way there too.
// upstream: pkg/registry/apps/deployment/storage/storage.go scaleUpdatedObjectInfo

import type { Scale } from '../../kinds/generated/types.gen';
import { apiVersionOf, type KindRow, type KubeObject } from '../../kinds/kind';
import type { Caller, RequestOptions } from '../caller';
import { applyTyped } from '../managed-fields/apply-managers';
import { EMPTY } from '../managed-fields/field-set';
import { type Managers, NO_MANAGERS } from '../managed-fields/manager';
import { managersOf, writeOf } from '../managed-fields/managers-of';
import { managersOfScale, SCALE_COUNT, SCALE_VERSION, withScaleManagers } from '../managed-fields/scale-managers';
import { shapeOf } from '../managed-fields/shape';
import type { Write } from '../managed-fields/update-managers';
import { writeScale } from '../scale';
import { scaleOf } from '../scale-of';
import type { ApiServer } from '../server';
import { BEFORE_FIRST_APPLY, checkConfiguration, readConfiguration, refuseConflicts } from './apply';
import type { PatchRequest } from './patch-request';

/** PATCH of a scale with an apply configuration. Errors: as of `applyObject`; 404 when there is nothing to scale. */
export function applyScale(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  request: PatchRequest,
  options: RequestOptions,
): KubeObject {
  const { store, clock } = server.parts;
  const configuration = readConfiguration(request.patch, SCALE_VERSION, 'Scale');
  const stored = server.get(row, request.namespace, request.name);
  const shape = shapeOf('Scale');
  checkConfiguration(shape, configuration);
  const managers = managersOf(store, row, stored);
  const by = { manager: options.fieldManager ?? caller.manager, subresource: 'scale', atMs: clock.nowMs };
  const write = writeOf(apiVersionOf(row), row, by, 'Apply');
  const ofScale = { ...write, by: { ...write.by, apiVersion: SCALE_VERSION }, ignored: EMPTY };
  const scale = scaleOf(stored);
  const ofCount = managersOfScale(row, managers);
  const standing = ofCount.length === 0 ? ofBefore(ofScale, scale) : ofCount;
  const applied = applyTyped(shape, scale, configuration, standing, ofScale);
  if (!request.force) refuseConflicts(applied);
  const next = (applied.object ?? scale) as Scale;
  const left = withScaleManagers(row, managers, applied.managers, apiVersionOf(row));
  return writeScale(server, caller, row, stored, next, { ...options, managers: left });
}

/** Of a count that nobody owns one manager holds what stands. */
function ofBefore({ by }: Write, { spec }: Scale): Managers {
  if (!spec?.replicas) return NO_MANAGERS;
  return [{ ...by, name: BEFORE_FIRST_APPLY, operation: 'Update', time: undefined, fields: SCALE_COUNT }];
}
