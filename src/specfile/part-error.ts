// Errors that know which part of the spec file they are about.

import { UsageError } from '../cluster/describe/usage-error';
import type { FieldPath } from '../manifests/source';

/** What is wrong with a part of the spec file: something expected does not hold, or `cause` was thrown there. */
export class PartError extends Error {
  readonly path: FieldPath;
  override readonly cause: Error | undefined;

  constructor(message: string, path: FieldPath, cause?: Error) {
    super(message);
    this.path = path;
    this.cause = cause;
  }
}

/** Runs a part of the file: a UsageError becomes one about what stands below `path`. */
export function inPart<T>(path: FieldPath, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof UsageError) throw new PartError(error.message, [...path, ...error.path], error);
    throw error;
  }
}
