// The conditions of a CustomResourceDefinition: looked up and set. upstream: apiextensions-apiserver/pkg/apihelpers

import type {
  CustomResourceDefinition,
  CustomResourceDefinitionCondition,
  CustomResourceDefinitionStatus,
} from '../kinds/generated/types.gen';

export function conditionOf(
  { status }: CustomResourceDefinition,
  type: string,
): CustomResourceDefinitionCondition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}

export function isTrue(definition: CustomResourceDefinition, type: string): boolean {
  return conditionOf(definition, type)?.status === 'True';
}

/** The status with this condition; its time changes with its status alone. */
export function withCondition(
  status: CustomResourceDefinitionStatus,
  condition: CustomResourceDefinitionCondition,
  now: string,
): CustomResourceDefinitionStatus {
  const conditions = [...(status.conditions ?? [])];
  const index = conditions.findIndex((known) => known.type === condition.type);
  const old = conditions[index];
  const since = old && old.status === condition.status ? (old.lastTransitionTime ?? now) : now;
  const next = { ...condition, lastTransitionTime: since };
  if (old) conditions[index] = next;
  else conditions.push(next);
  return { ...status, conditions };
}

export function withoutCondition(status: CustomResourceDefinitionStatus, type: string): CustomResourceDefinitionStatus {
  return { ...status, conditions: (status.conditions ?? []).filter((condition) => condition.type !== type) };
}
