// The directives of a strategic merge patch, and what is left of a patch's value that is taken as it is.
// upstream: apimachinery/pkg/util/strategicpatch/patch.go, pkg/util/mergepatch/errors.go

import { goText } from '../../kinds/go-text';
import type { ApiError } from '../api-error';
import { goString } from './go-values';
import { isMap } from './merge-patch';
import { patchFault } from './patch-meta';

export type Dict = Record<string, unknown>;

export const PATCH = '$patch';
export const RETAIN_KEYS = '$retainKeys';
export const ORDER_PREFIX = '$setElementOrder/';
export const DELETE_PREFIX = '$deleteFromPrimitiveList/';

export const isDirective = (item: unknown) => isMap(item) && PATCH in item;

/** Takes null entries out of maps, in place. */
export function discardNulls(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) discardNulls(item);
  if (!isMap(value)) return;
  for (const key of Object.keys(value)) {
    if (value[key] === null) delete value[key];
    else discardNulls(value[key]);
  }
}

/** The value without the maps that carry `$patch`, in place; undefined when it is one itself. */
export function withoutDirectives(value: unknown): unknown {
  if (isDirective(value)) return undefined;
  if (Array.isArray(value)) return value.map(withoutDirectives).filter((item) => item !== undefined);
  if (!isMap(value)) return value;
  for (const key of Object.keys(value)) {
    const kept = withoutDirectives(value[key]);
    if (kept === undefined) delete value[key];
    else value[key] = kept;
  }
  return value;
}

export function missingKey(entry: Dict, key: string): ApiError {
  return patchFault(`map: ${goText(entry)} does not contain declared merge key: ${key}`);
}

export function badDirective(directive: unknown, patch: Dict): ApiError {
  return patchFault(`unknown patch type: ${goString(directive)} in map: ${goText(patch)}`);
}
