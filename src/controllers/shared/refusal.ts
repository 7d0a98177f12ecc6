// Which refusals of the API server a controller may pass over in silence.

import { ApiError } from '../../api/api-error';

/** True for the 403 of a create in a namespace that is being deleted: it will not get better. */
export function isNamespaceTerminating(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return (error.details?.causes ?? []).some((cause) => cause.reason === 'NamespaceTerminating');
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'NotFound';
}

export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'Conflict';
}

export function isAlreadyExists(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'AlreadyExists';
}

/** Runs a write; an ApiError comes back as its value, anything else is thrown on. */
export function refusalOf(write: () => void): ApiError | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}
