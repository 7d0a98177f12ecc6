// The policies in force, with their bindings. The server looks once a second whether they have changed, so that a new
// policy counts from the next of these looks on.
// upstream: apiserver pkg/admission/plugin/policy/generic/policy_source.go

import type { AdmissionContext } from '../../api/admission';
import type { MutatingAdmissionPolicyBinding, ValidatingAdmissionPolicyBinding } from '../../kinds/generated/types.gen';
import type { KindOf } from '../../kinds/kind-map';

const REFRESH_MS = 1000;

type PolicyKind = 'ValidatingAdmissionPolicy' | 'MutatingAdmissionPolicy';

/** When the server last looked: strictly before now, as what is written at that very instant is not seen yet. */
function lastLookMs(nowMs: number): number {
  return Math.ceil(nowMs / REFRESH_MS - 1) * REFRESH_MS;
}

export interface Hook<P, B> {
  readonly policy: P;
  readonly bindings: readonly B[];
}

type AnyBinding = ValidatingAdmissionPolicyBinding | MutatingAdmissionPolicyBinding;

/** Policies that are bound, by name. */
export function hooksOf<K extends PolicyKind>(
  kind: K,
  cx: AdmissionContext,
): readonly Hook<KindOf<K>, KindOf<`${K}Binding`>>[] {
  if (cx.list(kind).length === 0) return [];
  const atMs = lastLookMs(cx.nowMs);
  const bindings = cx.listAt(`${kind}Binding`, atMs) as readonly AnyBinding[];
  return cx.listAt(kind, atMs).flatMap((policy) => {
    const own = bindings.filter(({ spec }) => spec.policyName === policy.metadata.name);
    return own.length === 0 ? [] : [{ policy, bindings: own as never }];
  });
}
