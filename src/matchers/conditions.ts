// Status conditions: finding them, and their words.

import type { KubeObject } from '../kinds/kind';

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

export function conditionsOf(object: KubeObject): readonly Condition[] {
  const { status } = object as { readonly status?: { readonly conditions?: readonly Condition[] } };
  return status?.conditions ?? [];
}

export function conditionOf(object: KubeObject, type: string): Condition | undefined {
  return conditionsOf(object).find((condition) => condition.type === type);
}

export const isTrue = (object: KubeObject, type: string) => conditionOf(object, type)?.status === 'True';

/** `Ready is False (ContainersNotReady): containers with unready status: [web]` */
export function conditionText(object: KubeObject, type: string): string {
  const condition = conditionOf(object, type);
  if (!condition) return `there is no condition ${type}`;
  const { status, reason, message } = condition;
  return `${type} is ${status}${reason ? ` (${reason})` : ''}${message ? `: ${message}` : ''}`;
}
