// The objects that a binding hands to its policy as parameters.
// upstream: apiserver pkg/admission/plugin/policy/generic/policy_dispatcher.go CollectParams

import type { AdmissionContext, AdmissionRequest } from '../../api/admission';
import { kindText } from '../../api/patch/apply';
import type { ParamKind, ParamRef } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import type { KindName } from '../../kinds/kind-map';
import { compileSelector } from '../../kinds/labels';
import { broken } from '../../sim/invariant';

/** Why a policy or a binding cannot be used as it is. */
export class ConfigurationError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

const NONE = 'no params found for policy binding with `Deny` parameterNotFoundAction';

const rowOfParams = ({ apiVersion = '', kind = '' }: ParamKind, cx: AdmissionContext) =>
  cx.registry.byVersion(apiVersion, kind);

/**
 * Why none of a policy's bindings can be used.
 * upstream: policy_source.go ensureParamsForPolicyLocked
 */
export function paramKindFault(kind: ParamKind | undefined, cx: AdmissionContext): string | undefined {
  if (!kind || rowOfParams(kind, cx)) return undefined;
  const { apiVersion = '', kind: word = '' } = kind;
  return `failed to configure policy: failed to find resource referenced by paramKind: '${kindText({ apiVersion, kind: word })}'`;
}

/** One run of the policy for each; undefined stands for a run without parameters. Errors: ConfigurationError. */
export function paramsOf(
  request: AdmissionRequest,
  kind: ParamKind | undefined,
  reference: ParamRef | undefined,
  cx: AdmissionContext,
): readonly (KubeObject | undefined)[] {
  if (!kind || !reference) return [undefined];
  const row = rowOfParams(kind, cx);
  if (!row) throw broken('a policy whose kind of parameters is not known');
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
