// Small facts about an object's metadata that the pipeline, deletion and the collectors share.

import type { ObjectMeta } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';

const NONE: readonly string[] = [];

export function finalizersOf(object: KubeObject): readonly string[] {
  return object.metadata.finalizers ?? NONE;
}

/** Metadata as the server encodes it: empty maps and lists and undefined entries are left out. */
export function withoutEmpty(metadata: ObjectMeta): ObjectMeta {
  let clean: Record<string, unknown> | undefined;
  for (const key in metadata) {
    const value = metadata[key as keyof ObjectMeta] as unknown;
    if (value !== undefined && value !== null && !isEmpty(value)) continue;
    if (key === 'name' && value === '') continue;
    clean ??= { ...metadata };
    delete clean[key];
  }
  return (clean as unknown as ObjectMeta | undefined) ?? metadata;
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object') {
    for (const _ in value as object) return false;
    return true;
  }
  return value === '';
}
