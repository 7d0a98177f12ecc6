// The expressions of a definition: they compile, cost little, and look back only where states can be followed.
// upstream: apis/apiextensions/validation/cel_validation.go, validation.go

import type { CelProgram } from '../../cel/compile';
import { type Errors, invalid } from '../../kinds/validation/field-error';
import { celTypeOf, type DeclaredType, MAX_REQUEST } from '../rules/cel-type';
import { compileRule } from '../rules/compile-rule';
import { isEmbedded, type Schema } from '../schema';
import { internalRule } from './internal-value';
import { mostParts, product, type RuleCosts } from './rule-costs';

/** Where expressions stand: what they look at. */
export class RuleScope {
  readonly #schema: Schema;
  readonly #isRoot: boolean;
  /** How many such values an object may hold; undefined when nothing limits them. */
  readonly #most: number | undefined;
  readonly costs: RuleCosts;

  constructor(schema: Schema, isRoot: boolean, costs: RuleCosts, most: number | undefined) {
    this.#schema = schema;
    this.#isRoot = isRoot;
    this.#most = most;
    this.costs = costs;
  }

  /** What the expressions here look at; undefined when it is nothing that they could. */
  declaredType(): DeclaredType | undefined {
    return celTypeOf(this.#schema, this.#isRoot, 'selfType');
  }

  /** Of a field, an item or a value of a map. */
  below(part: Schema): RuleScope {
    const parts = mostParts(this.#schema);
    const most = this.#most === undefined || parts === undefined ? undefined : product(this.#most, parts);
    return new RuleScope(part, isEmbedded(part), this.costs, most);
  }

  /** What an expression costs at most over all values that one object can hold. */
  costOf(program: CelProgram, self: DeclaredType): number {
    return product(program.estimatedCost(), this.#most ?? Math.floor(MAX_REQUEST / (self.minBytes + 1)));
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
    const { program, error, message, messageError, usesOldSelf } = compileRule(rule, self, schema);
    if (program) scope.costs.add(errors, `${at}.rule`, 'estimated rule cost', scope.costOf(program, self));
    if (error !== undefined) errors.push(invalid(`${at}.rule`, internalRule(rule), error));
    if (messageError !== undefined) {
      errors.push(invalid(`${at}.messageExpression`, internalRule(rule), messageError));
    } else if (message) {
      const cost = message.estimatedCost();
      scope.costs.add(errors, `${at}.messageExpression`, 'estimated messageExpression cost', cost);
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
