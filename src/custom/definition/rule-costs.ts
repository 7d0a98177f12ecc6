// What the rules of a definition may cost: each one, and all of a schema together.
// upstream: apis/apiextensions/validation/validation.go, cel_validation.go TotalCost

import { type Errors, forbidden } from '../../kinds/validation/field-error';
import { allowsAdditional, type Schema } from '../schema';

const RULE_LIMIT = 10_000_000;
const SCHEMA_LIMIT = 100_000_000;
/** The least share of the limit that a rule is named for. */
const NAMED_FROM = SCHEMA_LIMIT / 100;
const NAMED = 4;
/** As far as upstream counts. */
const MOST = 2 ** 64;

/** How often a value may hold the parts that its schema describes; undefined when nothing limits it. */
export function mostParts(schema: Schema): number | undefined {
  const limit = (most: number | undefined) => (most === undefined ? undefined : Math.max(0, most));
  if (schema.type === 'array') return limit(schema.maxItems);
  const isMap = schema.type === 'object' && allowsAdditional(schema);
  return isMap ? limit(schema.maxProperties) : 1;
}

export function product(cost: number, times: number): number {
  return cost === 0 ? 0 : Math.min(MOST, cost * times);
}

/** The costs of all rules of one schema. */
export class RuleCosts {
  #total = 0;
  #greatest: { readonly path: string; readonly cost: number }[] = [];

  /** @param what is told of the cost when it is too great */
  add(errors: Errors, path: string, what: string, cost: number): void {
    if (cost > RULE_LIMIT) errors.push(forbidden(path, tooGreat(what, cost, RULE_LIMIT)));
    this.#total = Math.min(MOST, this.#total + cost);
    if (cost < NAMED_FROM) return;
    this.#greatest = [...this.#greatest, { path, cost }].sort((a, b) => b.cost - a.cost).slice(0, NAMED);
  }

  check(errors: Errors, path: string): void {
    if (this.#total <= SCHEMA_LIMIT) return;
    const why = 'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema';
    for (const { path: at } of this.#greatest) errors.push(forbidden(at, why));
    const what = 'x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema';
    errors.push(forbidden(path, tooGreat(what, this.#total, SCHEMA_LIMIT)));
  }
}

function tooGreat(what: string, cost: number, limit: number): string {
  const factor = cost / limit;
  const told = factor > 100 ? 'more than 100' : factor.toFixed(factor < 1.5 ? 6 : 1);
  const remedy = 'adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared';
  return `${what} exceeds budget by factor of ${told}x (try simplifying the rule, or ${remedy})`;
}
