// The scale subresource of custom resources: the counts and the selector stand where the definition says.
// upstream: apiextensions-apiserver/pkg/registry/customresource/etcd.go ScaleREST

import { accessorText } from '../custom/accessor';
import { valueAt, withValueAt } from '../custom/field-path';
import type { Scale } from '../kinds/generated/types.gen';
import type { KubeObject, ScalePaths } from '../kinds/kind';
import { ApiError, badRequest, internalError } from './api-error';

/** Stands for a count that the object does not have. */
const ABSENT = -2_147_483_648;

const namesOf = (path: string) => path.replace(/^\./, '').split('.');

/** The object's Scale. Errors: 500 where the object has something else than a count. */
export function customScaleOf(object: KubeObject, paths: ScalePaths): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const replicas = countAt(object, paths.specReplicasPath) ?? 0;
  const selector = paths.labelSelectorPath && textAt(object, paths.labelSelectorPath);
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: countAt(object, paths.statusReplicasPath) ?? 0, ...(selector ? { selector } : {}) },
  };
}

/** As `customScaleOf`. Errors: 500 where the object has no count. */
export function existingCustomScale(object: KubeObject, paths: ScalePaths): Scale {
  const scale = customScaleOf(object, paths);
  if (hasCount(object, paths)) return scale;
  throw internalError(`the spec replicas field "${paths.specReplicasPath}" does not exist`);
}

const hasCount = (object: KubeObject, paths: ScalePaths) =>
  valueAt(object, namesOf(paths.specReplicasPath)) !== undefined;

/** What a patch of the scale starts from: an absent count shows as one that nobody can mean. */
export function patchableCustomScale(object: KubeObject, paths: ScalePaths): Scale {
  const scale = customScaleOf(object, paths);
  return hasCount(object, paths) ? scale : { ...scale, spec: { replicas: ABSENT } };
}

/** The object with the scale's count. Errors: 400 when it has none. */
export function withCustomScale(object: KubeObject, paths: ScalePaths, scale: Scale): KubeObject {
  const replicas = scale.spec?.replicas ?? 0;
  if (replicas === ABSENT) throw badRequest(`the spec replicas field "${paths.specReplicasPath}" cannot be empty`);
  return withValueAt(object, namesOf(paths.specReplicasPath), replicas);
}

function countAt(object: KubeObject, path: string): number | undefined {
  const value = valueAt(object, namesOf(path));
  if (value === undefined || Number.isInteger(value)) return value as number | undefined;
  throw accessorError(path, value, 'int64');
}

function textAt(object: KubeObject, path: string): string | undefined {
  const value = valueAt(object, namesOf(path));
  if (value === undefined || typeof value === 'string') return value;
  throw accessorError(path, value, 'string');
}

function accessorError(path: string, value: unknown, expected: string): ApiError {
  return new ApiError(500, undefined, accessorText(path, value, expected));
}
