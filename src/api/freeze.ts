// Stored objects are frozen through and through, so that they can be shared by reference: by pods of one template, by
// forks, by the history. Parts that are frozen already are not walked again.

/** Freezes plain data deeply and returns it. */
export function freezeDeep<T>(value: T): T {
  if (isOpen(value)) freezeParts(value);
  return value;
}

/** Asked before each call: most parts are texts and numbers. */
const isOpen = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Object.isFrozen(value);

function freezeParts(value: object): void {
  Object.freeze(value);
  if (Array.isArray(value)) {
    // By index: V8 (Node 20) inlines no iterator over a frozen list.
    for (let index = 0; index < value.length; index++) if (isOpen(value[index])) freezeParts(value[index]);
  } else {
    for (const key in value) {
      const part = (value as Record<string, unknown>)[key];
      if (isOpen(part)) freezeParts(part);
    }
  }
}
