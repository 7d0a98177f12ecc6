// What the rules of a schema may cost: each at most, by the sizes that the schema allows, and all of them together.
// upstream: apis/apiextensions/validation/cel_validation.go, validation.go getExpressionCost, getCostErrorMessage

import { type Errors, forbidden } from '../../kinds/validation/field-error';
import type { Schema } from '../schema';

const RULE_LIMIT = 10_000_000;
const TOTAL_LIMIT = 100_000_000;
const SHOWN = 4;

/** As much as upstream can count. */
const MOST = 2 ** 64;
/** Bytes of the largest request. */
const MAX_REQUEST = 3 * 1024 * 1024;

/** How often one part of what a place holds can be there, with the place itself so often; Infinity where nothing says. */
export function timesBelow(times: number, schema: Schema): number {
  const most = mostHeld(schema);
  return Number.isFinite(times) && Number.isFinite(most) ? Math.min(MOST, times * most) : Infinity;
}

function mostHeld(schema: Schema): number {
  if (schema.type === 'array') return Math.max(0, schema.maxItems ?? Infinity);
  const isMap = schema.type === 'object' && schema.additionalProperties !== undefined;
  return isMap ? Math.max(0, schema.maxProperties ?? Infinity) : 1;
}

/** As often as the expression may run in one object. @param minBytes that a value takes in JSON */
export function costOfRuns(cost: number, times: number, minBytes: number): number {
  const most = Number.isFinite(times) ? times : Math.floor(MAX_REQUEST / (minBytes + 1));
  return Math.min(MOST, cost * most);
}

/** The costs of all expressions of one schema. */
export class CostTotal {
  #total = 0;
  readonly #expensive: { readonly path: string; readonly cost: number }[] = [];

  /** Notes the cost of the expression at a path; tells when it is too high. */
  observe(errors: Errors, path: string, cost: number, what: string): void {
    if (cost > RULE_LIMIT) errors.push(forbidden(path, tooCostly(what, cost, RULE_LIMIT)));
    this.#total = Math.min(MOST, this.#total + cost);
    if (cost >= TOTAL_LIMIT / 100) this.#expensive.push({ path, cost });
  }

  /** @param path of the schema */
  check(errors: Errors, path: string): void {
    if (this.#total <= TOTAL_LIMIT) return;
    const sorted = this.#expensive.sort((a, b) => b.cost - a.cost).slice(0, SHOWN);
    for (const expensive of sorted) {
      const detail = 'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema';
      errors.push(forbidden(expensive.path, detail));
    }
    const what = 'x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema';
    errors.push(forbidden(path, tooCostly(what, this.#total, TOTAL_LIMIT)));
  }
}

function tooCostly(what: string, cost: number, limit: number): string {
  const factor = cost / limit;
  const times = factor > 100 ? 'more than 100x' : `${factor.toFixed(factor < 1.5 ? 6 : 1)}x`;
  const where = 'where arrays, maps, and strings are declared';
  const remedy = `try simplifying the rule, or adding maxItems, maxProperties, and maxLength ${where}`;
  return `${what} exceeds budget by factor of ${times} (${remedy})`;
}
