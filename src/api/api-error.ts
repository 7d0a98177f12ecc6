// A refusal of the API server: a Status with code, reason, message and causes. Thrown by every verb; controllers catch
// it where upstream's would, specs expect it by its words.

import type { FieldError, KindRow } from '../kinds/kind';
import { resourceName } from '../kinds/kind';

export interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: number;
  /** `NotFound`, `AlreadyExists`, `Conflict`, `Invalid`, ...; undefined for plain 500 answers. */
  readonly reason: string | undefined;
  readonly details: StatusDetails | undefined;
  /** Of a list that cannot be continued: the token with which it can. */
  readonly metadata: { readonly continue?: string };
  /** `file:line:column` of the manifest that was refused, where there is one. */
  place: string | undefined;
  /** The nearest name, where nothing has the one that was asked for. */
  hint: string | undefined;
  /** Warnings the server had added before it refused. */
  warnings: readonly string[] = [];

  constructor(code: number, reason: string | undefined, message: string, details?: StatusDetails, metadata = {}) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
    this.metadata = metadata;
  }

  /** The body the server would answer with. */
  status(): Record<string, unknown> {
    const { code, reason, message, details, metadata } = this;
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata,
      status: 'Failure',
      message,
      ...(reason ? { reason } : {}),
      ...(details ? { details } : {}),
      code,
    };
  }
}

type Names = Pick<KindRow, 'group' | 'plural' | 'kind'>;

const details = (row: Names, name: string): StatusDetails => ({
  ...(name ? { name } : {}),
  ...(row.group ? { group: row.group } : {}),
  kind: row.plural,
});

export function notFound(row: Names, name: string): ApiError {
  return new ApiError(404, 'NotFound', `${resourceName(row)} "${name}" not found`, details(row, name));
}

/** upstream: apiserver registry/generic/registry/store.go Create */
export function alreadyExists(row: Names, name: string, isBeingDeleted = false): ApiError {
  const message = `${isBeingDeleted ? 'object is being deleted: ' : ''}${resourceName(row)} "${name}" already exists`;
  return new ApiError(409, 'AlreadyExists', message, details(row, name));
}

/** `why` follows the usual opening words. */
export function conflict(row: Names, name: string, why: string): ApiError {
  const message = `Operation cannot be fulfilled on ${resourceName(row)} "${name}": ${why}`;
  return new ApiError(409, 'Conflict', message, details(row, name));
}

export const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again';

export function forbidden(row: Names, name: string, why: string, causes?: readonly StatusCause[]): ApiError {
  const message = `${resourceName(row)} "${name}" is forbidden: ${why}`;
  return new ApiError(403, 'Forbidden', message, { ...details(row, name), ...(causes ? { causes } : {}) });
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

/** upstream: apimachinery/pkg/api/errors NewInternalError */
export function internalError(why: string): ApiError {
  return new ApiError(500, 'InternalError', `Internal error occurred: ${why}`, { causes: [{ message: why }] });
}

/** upstream: apimachinery/pkg/api/errors NewInvalid; several errors stand in brackets. */
export function invalid(row: Names, name: string, errors: readonly FieldError[]): ApiError {
  const texts: string[] = [];
  for (const error of errors) {
    const text = `${error.field}: ${error.message}`;
    if (!texts.includes(text)) texts.push(text);
  }
  const subject = row.group ? `${row.kind}.${row.group}` : row.kind;
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return new ApiError(422, 'Invalid', `${subject} "${name}" is invalid: ${list}`, {
    ...(name ? { name } : {}),
    ...(row.group ? { group: row.group } : {}),
    ...(row.kind ? { kind: row.kind } : {}),
    causes: errors.map(({ type, message, field }) => ({ reason: type, message, field })),
  });
}

export const noSuchResource = (): ApiError =>
  new ApiError(404, 'NotFound', 'the server could not find the requested resource', {});

/** upstream: apimachinery/pkg/api/errors NewMethodNotSupported */
export function methodNotSupported(row: Names, action: string): ApiError {
  const message = `${action} is not supported on resources of kind "${resourceName(row)}"`;
  return new ApiError(405, 'MethodNotAllowed', message, details(row, ''));
}

export const methodNotAllowed = (): ApiError =>
  new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
