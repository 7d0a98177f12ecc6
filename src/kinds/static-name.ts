// Names of webhook configurations and admission policies that only files of the API server may have.
// upstream: pkg/apis/admissionregistration/validation/static_suffix.go

import { isEnabled } from './feature-gates';
import type { FieldError, KubeObject } from './kind';
import { invalid } from './validation/field-error';

const SUFFIX = '.static.k8s.io';
const WHY =
  `names ending with "${SUFFIX}" are reserved for static manifest-based configurations and cannot be ` +
  'managed via the API';

const isReserved = ({ metadata }: KubeObject) => metadata.name.endsWith(SUFFIX);

/** Of a new object: the gate turns the warning into a refusal. */
export function staticNameErrors(object: KubeObject): readonly FieldError[] {
  if (!isEnabled('ManifestBasedAdmissionControlConfig') || !isReserved(object)) return [];
  return [invalid('metadata.name', object.metadata.name, WHY)];
}

export function staticNameWarnings(object: KubeObject, stored?: KubeObject): readonly string[] {
  if (!isReserved(object) || (!stored && isEnabled('ManifestBasedAdmissionControlConfig'))) return [];
  return [`metadata.name: ${WHY}`];
}
