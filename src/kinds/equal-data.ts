// Equality of plain data as upstream's semantic equality: absent and undefined are one, the order of keys does not
// count.

/** True when both hold the same data; equal references end the walk. */
export function equalData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a)) {
    const list = b as readonly unknown[];
    return a.length === list.length && a.every((item, index) => equalData(item, list[index]));
  }
  return equalMaps(a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>);
}

function equalMaps(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  let entries = 0;
  for (const key in a) {
    if (a[key] === undefined) continue;
    entries++;
    if (!equalData(a[key], b[key])) return false;
  }
  for (const key in b) if (b[key] !== undefined) entries--;
  return entries === 0;
}
