// Checks of objects that are shared: what passed once, by identity, passes again.

import { forGates } from '../feature-gates';
import type { Errors } from './field-error';

/** Makes a check that looks at each object only until it has passed. The check sees the object and nothing else. */
export function once<T extends object>(check: (errors: Errors, object: T) => void) {
  const memory = forGates(() => new WeakSet<T>());
  return (errors: Errors, object: T | undefined): void => {
    const fine = memory();
    if (!object || fine.has(object)) return;
    const before = errors.length;
    check(errors, object);
    if (errors.length === before) fine.add(object);
  };
}
