// Kubernetes' own API groups need an annotation that says who approved the definition.
// upstream: apiextensions-apiserver/pkg/apihelpers/helpers.go GetAPIApprovalState

import type { CustomResourceDefinition, CustomResourceDefinitionCondition } from '../../kinds/generated/types.gen';
import { goQuote } from '../../kinds/validation/field-error';

export const APPROVAL = 'api-approved.kubernetes.io';
const SEE = 'see https://github.com/kubernetes/enhancements/pull/1111';

export interface Approval {
  readonly state: 'missing' | 'invalid' | 'bypassed' | 'approved';
  readonly reason: string;
}

/** Groups of the Kubernetes project. */
export function isProtectedGroup(group: string): boolean {
  return ['k8s.io', 'kubernetes.io'].some((domain) => group === domain || group.endsWith(`.${domain}`));
}

export function approvalOf(annotations: Readonly<Record<string, string>> | undefined): Approval {
  const annotation = annotations?.[APPROVAL] ?? '';
  const need = `protected groups must have approval annotation "${APPROVAL}"`;
  if (annotation === '') return { state: 'missing', reason: `${need}, ${SEE}` };
  if (annotation.startsWith('unapproved')) {
    return { state: 'bypassed', reason: `not approved: ${goQuote(annotation)}` };
  }
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#\s]+\S*$/.test(annotation)) {
    return { state: 'approved', reason: `approved in ${annotation}` };
  }
  return { state: 'invalid', reason: `${need} with either a URL or a reason starting with "unapproved", ${SEE}` };
}

const REASONS: Readonly<Record<Approval['state'], string>> = {
  missing: 'MissingAnnotation',
  invalid: 'InvalidAnnotation',
  bypassed: 'UnapprovedAnnotation',
  approved: 'ApprovedAnnotation',
};

/** The condition of a definition in such a group; undefined for all others. */
export function approvalCondition({
  metadata,
  spec,
}: CustomResourceDefinition): CustomResourceDefinitionCondition | undefined {
  if (!isProtectedGroup(spec.group)) return undefined;
  const { state, reason } = approvalOf(metadata.annotations);
  const status = state === 'approved' ? 'True' : 'False';
  return { type: 'KubernetesAPIApprovalPolicyConformant', status, reason: REASONS[state], message: reason };
}
