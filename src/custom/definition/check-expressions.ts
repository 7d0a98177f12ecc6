// The expressions of a definition: they compile, and look back only where states can be followed.
// upstream: apis/apiextensions/validation/cel_validation.go, validation.go

import { type Errors, invalid } from '../../kinds/validation/field-error';
import { celTypeOf, type DeclaredType } from '../rules/cel-type';
import { compileRule } from '../rules/compile-rule';
import { isEmbedded, type Schema } from '../schema';
import { internalRule } from './internal-value';
import { CostTotal, costOfRuns, timesBelow } from './rule-cost';

/** Where expressions stand: what they look at. */
export class RuleScope {
  readonly #schema: Schema;
  readonly #isRoot: boolean;
  /** How many such places an object can have at most. */
  readonly most: number;
  readonly costs: CostTotal;

  constructor(schema: Schema, isRoot: boolean, most = 1, costs = new CostTotal()) {
    this.#schema = schema;
    this.#isRoot = isRoot;
    this.most = most;
    this.costs = costs;
  }

  /** What the expressions here look at; undefined when it is nothing that they could. */
  declaredType(): DeclaredType | undefined {
    return celTypeOf(this.#schema, this.#isRoot, 'selfType');
  }

  below(part: Schema): RuleScope {
    return new RuleScope(part, isEmbedded(part), timesBelow(this.most, this.#schema), this.costs);
  }
}

export function checkExpressions(
  errors: Errors,
  schema: Schema,
  path: string,
  scope: RuleScope,
  uncorrelatable: string | undefined,
): void {
  const rules = schema['x-kubernetes-validations'] ?? [];
  if (rules.length === 0) return;
  const self = scope.declaredType();
  if (!self) {
    const why = 'unable to convert structural schema to CEL declarations';
    const detail = `internal error: failed to construct type information for x-kubernetes-validations rules: ${why}`;
    errors.push({
      type: 'InternalError',
      field: `${path}.x-kubernetes-validations`,
      message: `Internal error: ${detail}`,
    });
    return;
  }
  for (const [index, rule] of rules.entries()) {
    const at = `${path}.x-kubernetes-validations[${index}]`;
    const { program, message, error, messageError, usesOldSelf } = compileRule(rule, self, schema);
    if (program) {
      const cost = costOfRuns(program.estimatedCost(), scope.most, self.minBytes);
      scope.costs.observe(errors, `${at}.rule`, cost, 'estimated rule cost');
    }
    if (error !== undefined) errors.push(invalid(`${at}.rule`, internalRule(rule), error));
    if (messageError !== undefined) {
      errors.push(invalid(`${at}.messageExpression`, internalRule(rule), messageError));
    } else if (message) {
      const cost = message.estimatedCost();
      scope.costs.observe(errors, `${at}.messageExpression`, cost, 'estimated messageExpression cost');
    }
    if (usesOldSelf && uncorrelatable !== undefined) {
      const why = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelatable}`;
      errors.push(invalid(`${at}.rule`, rule.rule, why));
    } else if (!usesOldSelf && rule.optionalOldSelf !== undefined) {
      const why = 'may not be set if oldSelf is not used in rule';
      errors.push(invalid(`${at}.optionalOldSelf`, rule.optionalOldSelf, why));
    }
  }
}
