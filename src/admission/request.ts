// What several plugins ask of a request, and how they refuse it.

import type { AdmissionRequest, AdmissionTarget, Operation } from '../api/admission';
import { type ApiError, forbidden, type StatusCause } from '../api/api-error';

/** Whether the request is about an object of this kind itself, not about a subresource. */
export function isFor(request: AdmissionRequest, kind: string, ...operations: readonly string[]): boolean {
  return request.row.key === kind && !request.subresource && operations.includes(request.operation);
}

/** For a plugin that looks only at these operations on objects of these kinds, not on their subresources. */
export function onlyFor(kinds: Readonly<Record<string, readonly Operation[]>>): (target: AdmissionTarget) => boolean {
  return ({ row, operation, subresource }) => !subresource && (kinds[row.key]?.includes(operation) ?? false);
}

/** 403 `pods "web" is forbidden: {why}`. */
export function refused(request: AdmissionRequest, why: string, causes?: readonly StatusCause[]): ApiError {
  return forbidden(request.row, request.name || 'Unknown', why, causes);
}

/** Several reasons in brackets, as upstream's aggregate prints them. */
export function reasonsText(reasons: readonly string[]): string {
  const distinct = [...new Set(reasons)];
  return distinct.length === 1 ? (distinct[0] as string) : `[${distinct.join(', ')}]`;
}
