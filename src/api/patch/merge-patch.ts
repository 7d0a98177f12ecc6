// JSON merge patch (RFC 7396) as the API server's library does it: maps are merged key by key, null removes, everything
// else replaces. A list that stands where none was, or in place of one, loses the nulls of the maps in it.
// upstream: gopkg.in/evanphx/json-patch.v4 merge.go

/** The document with the patch merged in; unchanged parts are shared. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return isMap(target) ? patch : withoutNulls(patch);
  if (!isMap(target)) return withoutNulls(patch);
  const merged: Record<string, unknown> = { ...target };
  for (const key in patch) {
    const value = patch[key];
    if (value === null) delete merged[key];
    else if (merged[key] === undefined || merged[key] === null) merged[key] = withoutNulls(value);
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

/** Maps lose their null entries; nulls that are items of a list stay. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMap(value)) return value;
  const kept: Record<string, unknown> = {};
  for (const key in value) if (value[key] !== null) kept[key] = withoutNulls(value[key]);
  return kept;
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
