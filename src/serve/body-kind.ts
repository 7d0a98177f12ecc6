// Whether the kind that a body names is the endpoint's.

import { type ApiError, badRequest, invalid } from '../api/api-error';
import { cannotBeHandled } from '../api/decode';
import { apiVersionOf, type KindRow, type KubeObject } from '../kinds/kind';
import { goQuote } from '../kinds/validation/field-error';
import type { ServedCluster } from './served-cluster';

const SCHEME = 'k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30';

/** Errors: 400 BadRequest. upstream: runtime.Scheme Convert, handlers AcceptsGroupVersion */
export function checkBodyKind(served: ServedCluster, row: KindRow, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const { apiVersion = '', kind } = value as { apiVersion?: unknown; kind?: unknown };
  const expected = apiVersionOf(row);
  if ((apiVersion === expected && kind === row.kind) || typeof apiVersion !== 'string' || typeof kind !== 'string')
    return;
  if (row.custom) {
    checkVersion(apiVersion, expected);
    throw wrongKind(value as KubeObject, row, kind);
  }
  const named = served.kinds.find((each) => apiVersionOf(each) === apiVersion && each.kind === kind);
  if (!named) {
    const why = `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme`;
    throw badRequest(cannotBeHandled(value, row.kind, `${why} ${JSON.stringify(SCHEME)}`));
  }
  if (named.kind === row.kind && named.group === row.group) checkVersion(apiVersion, expected);
  const hub = (each: KindRow) => each.group.split('.')[0] || 'core';
  const converting = `converting (${named.version}.${named.kind}) to (${hub(row)}.${row.kind}): unknown conversion`;
  throw badRequest(cannotBeHandled(value, row.kind, converting));
}

function checkVersion(apiVersion: string, expected: string): void {
  if (apiVersion === expected) return;
  throw badRequest(`the API version in the data (${apiVersion}) does not match the expected API version (${expected})`);
}

/** Custom kinds are found out by their validation. upstream: apiextensions-apiserver customresource strategy */
function wrongKind(value: KubeObject, row: KindRow, kind: string): ApiError {
  const message = `Invalid value: ${goQuote(kind)}: must be ${row.kind}`;
  return invalid({ ...row, kind }, value.metadata?.name ?? '', [{ type: 'FieldValueInvalid', field: 'kind', message }]);
}
