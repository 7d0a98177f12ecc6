// matchConditions: a request that one of them is false for is none of the policy's.
// upstream: apiserver pkg/admission/plugin/webhook/matchconditions/matcher.go

import { CONDITIONS_BUDGET, OutOfBudget, PolicyActivation, type PolicyBindings } from '../../api/policy/activation';
import type { PolicyExpression } from '../../api/policy/compiler';
import { reasonsText } from '../request';

/** Whether all of them hold, or why that cannot be told. */
export function conditionsHold(
  conditions: readonly PolicyExpression[],
  bindings: PolicyBindings,
  variables: ReadonlyMap<string, PolicyExpression>,
  failurePolicy: string | undefined,
): boolean | { readonly error: string } {
  if (conditions.length === 0) return true;
  const errors: string[] = [];
  // Conditions do not see the namespace.
  const activation = new PolicyActivation({ ...bindings, namespaceObject: null }, variables, CONDITIONS_BUDGET);
  try {
    for (const condition of conditions) {
      const result = activation.evaluate(condition);
      if ('error' in result) errors.push(result.error);
      else if (result.value === false) return false;
    }
  } catch (fault) {
    if (!(fault instanceof OutOfBudget)) throw fault;
    return failurePolicy === 'Ignore' ? false : { error: fault.message };
  }
  if (errors.length === 0) return true;
  return failurePolicy === 'Ignore' ? false : { error: reasonsText(errors) };
}
