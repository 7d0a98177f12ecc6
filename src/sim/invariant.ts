// A broken assumption inside wavetank itself. Never caught inside the simulation: the command line turns it into
// exit code 3, a spec fails with it.

export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Throws InvariantError with `why` unless `condition` holds. */
export function invariant(condition: unknown, why: string): asserts condition {
  if (!condition) broken(why);
}

/** Throws InvariantError: for checks so frequent that not even their text should be put together in vain. */
export function broken(why: string): never {
  throw new InvariantError(`wavetank: ${why} (a fault of wavetank's own)`);
}
