// Equality of plain data, as the API server compares objects: the order of a map's keys does not count, an undefined
// entry is an absent one. Equal references end the walk, which is what makes unchanged parts cheap.

/** True when both are the same plain data. */
export function equalData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && equalLists(a, b);
  if (Array.isArray(b)) return false;
  return equalMaps(a as Record<string, unknown>, b as Record<string, unknown>);
}

function equalLists(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!equalData(a[index], b[index])) return false;
  return true;
}

function equalMaps(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  let left = 0;
  for (const key in a) {
    if (a[key] === undefined) continue;
    left++;
    if (!equalData(a[key], b[key])) return false;
  }
  let right = 0;
  for (const key in b) if (b[key] !== undefined) right++;
  return left === right;
}
