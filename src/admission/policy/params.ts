// The objects that a binding hands to its policy as parameters.
// upstream: apiserver pkg/admission/plugin/policy/generic/policy_dispatcher.go CollectParams

import type { AdmissionContext, AdmissionRequest } from '../../api/admission';
import type { ParamKind, ParamRef } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import type { KindName } from '../../kinds/kind-map';
import { compileSelector } from '../../kinds/labels';

/** Why a policy or a binding cannot be used as it is. */
export class ConfigurationError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

const NONE = 'no params found for policy binding with `Deny` parameterNotFoundAction';

/** One run of the policy for each; undefined stands for a run without parameters. Errors: ConfigurationError. */
export function paramsOf(
  request: AdmissionRequest,
  kind: ParamKind | undefined,
  reference: ParamRef | undefined,
  cx: AdmissionContext,
): readonly (KubeObject | undefined)[] {
  if (!kind || !reference) return [undefined];
  const row = cx.registry.byVersion(kind.apiVersion ?? '', kind.kind ?? '');
  if (!row) throw new ConfigurationError(`paramKind kind \`${kind.apiVersion}, Kind=${kind.kind}\` not known`);
  if (!row.namespaced && reference.namespace) {
    throw new ConfigurationError('paramRef.namespace must not be provided for a cluster-scoped `paramKind`');
  }
  const namespace = row.namespaced ? reference.namespace || request.namespace : undefined;
  if (row.namespaced && !namespace) {
    const why = 'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources';
    throw new ConfigurationError(why);
  }
  const key = row.key as KindName;
  const found = reference.name
    ? [cx.get(key, namespace, reference.name)].filter((object) => object !== undefined)
    : cx.list(key, namespace).filter(({ metadata }) => compileSelector(reference.selector)(metadata.labels));
  if (found.length === 0 && reference.parameterNotFoundAction === 'Deny') throw new ConfigurationError(NONE);
  return found as readonly KubeObject[];
}
