// Small facts about an object's metadata that the pipeline, deletion and the collectors share.

import type { ObjectMeta } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';

const NONE: readonly string[] = [];

export function finalizersOf(object: KubeObject): readonly string[] {
  return object.metadata.finalizers ?? NONE;
}

/** Metadata as the server encodes it: empty maps and lists and undefined entries are left out. */
export function withoutEmpty(metadata: ObjectMeta): ObjectMeta {
  const given = metadata as unknown as Record<string, unknown>;
  let isClean = true;
  for (const key in given) if (isLeftOut(key, given[key])) isClean = false;
  if (isClean) return metadata;
  const clean: Record<string, unknown> = {};
  for (const key in given) if (!isLeftOut(key, given[key])) clean[key] = given[key];
  return clean as unknown as ObjectMeta;
}

function isLeftOut(key: string, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return isEmpty(value) && !(key === 'name' && value === '');
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object') {
    for (const _ in value as object) return false;
    return true;
  }
  return value === '';
}
