// Looking for a condition in a pod's list, by index: for frozen lists V8 (Node 20) inlines neither an iterator nor
// `find`, and this is asked several times at every change of a pod.

import type { PodCondition } from './generated/types.gen';

export function conditionNamed(
  conditions: readonly PodCondition[] | undefined,
  type: string,
): PodCondition | undefined {
  if (conditions === undefined) return undefined;
  for (let index = 0; index < conditions.length; index++) {
    const condition = conditions[index] as PodCondition;
    if (condition.type === type) return condition;
  }
  return undefined;
}
