// Stored objects are frozen through and through, so that they can be shared by reference: by pods of one template, by
// forks, by the history. Parts that are frozen already are not walked again.

/** Freezes plain data deeply and returns it. */
export function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  if (Array.isArray(value)) {
    for (const item of value) freezeDeep(item);
  } else {
    for (const key in value) freezeDeep((value as Record<string, unknown>)[key]);
  }
  return value;
}
