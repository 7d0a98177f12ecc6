// Runs one ValidatingAdmissionPolicy for one request.
// upstream: apiserver pkg/admission/plugin/policy/validating/validator.go

import {
  EXPRESSIONS_BUDGET,
  OutOfBudget,
  PolicyActivation,
  type PolicyBindings,
  type PolicyResult,
} from '../../api/policy/activation';
import type { PolicyExpression } from '../../api/policy/compiler';
import type { ValidatingAdmissionPolicy, Validation } from '../../kinds/generated/types.gen';
import { memoised } from '../../kinds/with-defaults';
import { type CompiledPolicy, compilePolicy } from './compiled';
import { conditionsHold } from './conditions';

const MAX_MESSAGE_BYTES = 5 * 1024;

export interface Denial {
  readonly message: string;
  /** `Invalid` unless the rule says otherwise. */
  readonly reason?: string | undefined;
}

interface CompiledValidations extends CompiledPolicy {
  readonly validations: readonly (readonly [rule: Validation, rule: PolicyExpression, message?: PolicyExpression])[];
  readonly auditAnnotations: readonly PolicyExpression[];
}

const compiled = memoised(({ spec }: ValidatingAdmissionPolicy): CompiledValidations => {
  const { compiler, scope, common } = compilePolicy(spec);
  return {
    ...common,
    validations: (spec.validations ?? []).map((rule) => {
      const { expression, messageExpression } = rule;
      const test = compiler.compile(expression, 'bool', scope);
      if (!messageExpression) return [rule, test] as const;
      return [rule, test, compiler.compile(messageExpression, 'string', { ...scope, authorizer: false })] as const;
    }),
    auditAnnotations: (spec.auditAnnotations ?? []).map(({ valueExpression }) =>
      compiler.compile(valueExpression, 'string or null', scope),
    ),
  };
});

/** Everything that speaks against the request, in order. */
export function denialsOf(policy: ValidatingAdmissionPolicy, bindings: PolicyBindings): readonly Denial[] {
  const { variables, conditions, validations, auditAnnotations } = compiled(policy);
  const { failurePolicy } = policy.spec;
  const failed = (message: string): readonly Denial[] => (failurePolicy === 'Ignore' ? [] : [{ message }]);
  const applies = conditionsHold(conditions, bindings, variables, failurePolicy);
  if (applies === false) return [];
  if (applies !== true) return failed(applies.error);
  const activation = new PolicyActivation(bindings, variables, EXPRESSIONS_BUDGET);
  try {
    const results = validations.map(([, test]) => activation.evaluate(test));
    const messages = new PolicyActivation(bindings, variables, activation.budget);
    const denials = validations.flatMap(([rule, , message], index) => {
      const result = results[index] as PolicyResult;
      if ('error' in result) return failed(result.error);
      if (result.value === true) return [];
      return [{ message: messageOf(rule, message && messages.evaluate(message)), reason: rule.reason ?? 'Invalid' }];
    });
    return [...denials, ...auditDenials(auditAnnotations, bindings, variables).flatMap(failed)];
  } catch (fault) {
    if (!(fault instanceof OutOfBudget)) throw fault;
    return failed(fault.message);
  }
}

/** Audit annotations go nowhere here, but one that fails refuses the request. */
function auditDenials(
  annotations: readonly PolicyExpression[],
  bindings: PolicyBindings,
  variables: ReadonlyMap<string, PolicyExpression>,
): readonly string[] {
  const activation = new PolicyActivation(bindings, variables, EXPRESSIONS_BUDGET);
  return annotations.flatMap((annotation) => {
    const result = activation.evaluate(annotation);
    return 'error' in result ? [result.error] : [];
  });
}

function messageOf({ message, expression }: Validation, computed: PolicyResult | undefined): string {
  if (computed && 'value' in computed && typeof computed.value === 'string') {
    const text = computed.value.trim();
    if (text !== '' && text.length <= MAX_MESSAGE_BYTES && !text.includes('\n')) return text;
  }
  return message?.trim() || `failed expression: ${expression.trim()}`;
}
