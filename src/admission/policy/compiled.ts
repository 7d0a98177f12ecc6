// What the expressions of every policy begin with: its variables and match conditions.
// upstream: apiserver pkg/admission/plugin/policy/{validating,mutating} compilePolicy

import { PolicyCompiler, type PolicyExpression } from '../../api/policy/compiler';
import type { MatchCondition, ParamKind, Variable } from '../../kinds/generated/types.gen';
import type { ExpressionScope } from '../../kinds/policy-expressions';

interface PolicySpec {
  readonly paramKind?: ParamKind | undefined;
  readonly variables?: readonly Variable[] | undefined;
  readonly matchConditions?: readonly MatchCondition[] | undefined;
}

export interface CompiledPolicy {
  readonly variables: ReadonlyMap<string, PolicyExpression>;
  readonly conditions: readonly PolicyExpression[];
}

/** With the compiler, for what is the policy's own. */
export function compilePolicy({ paramKind, variables = [], matchConditions = [] }: PolicySpec) {
  const compiler = new PolicyCompiler(true);
  const scope: ExpressionScope = { params: paramKind !== undefined, authorizer: true, patch: false };
  for (const { name, expression } of variables) compiler.declare(name, expression, scope);
  const conditions = matchConditions.map(({ expression }) => compiler.compile(expression, 'bool', scope));
  return { compiler, scope, common: { variables: compiler.variables, conditions } satisfies CompiledPolicy };
}
