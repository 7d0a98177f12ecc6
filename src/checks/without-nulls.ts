// A field that is null is one that is not there, for the API server and so for rules.

/** The same value when there is no null in it, else a copy without; what is null in a list becomes an empty object. */
export function withoutNulls<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => (item === null ? {} : withoutNulls(item)));
    return items.some((item, index) => item !== value[index]) ? (items as T) : value;
  }
  const copy = { ...value } as Record<string, unknown>;
  let isSame = true;
  for (const [key, entry] of Object.entries(value)) {
    const clean = withoutNulls(entry);
    if (clean === entry && entry !== null) continue;
    isSame = false;
    if (entry === null) delete copy[key];
    else copy[key] = clean;
  }
  return isSame ? value : (copy as T);
}
