// Evaluates a policy's expressions for one request: variables are worked out when they are first named, and everything
// is taken from one budget. upstream: apiserver pkg/admission/plugin/cel/activation.go, composition.go

import { CelError, CelMap, type CelValue } from '../../cel/value';
import type { PolicyExpression } from './compiler';

/** For all expressions of one kind. upstream: apiserver pkg/apis/cel/config.go */
export const EXPRESSIONS_BUDGET = 10_000_000;
export const CONDITIONS_BUDGET = 2_500_000;
const PER_CALL = 1_000_000;

/** Thrown when the budget is used up. */
export class OutOfBudget {
  readonly message = 'validation failed due to running out of cost budget, no further validation rules will be run';
}

export type PolicyResult = { readonly value: CelValue } | { readonly error: string };

/** What expressions of a policy see of a request: JSON, or values of CEL. */
export type PolicyBindings = Readonly<Record<string, unknown>>;

export class PolicyActivation {
  readonly #bindings: PolicyBindings;
  readonly #variables: ReadonlyMap<string, PolicyExpression>;
  #budget: number;
  /** What variables have cost since the last expression. */
  #variablesCost = 0;

  constructor(bindings: PolicyBindings, variables: ReadonlyMap<string, PolicyExpression>, budget: number) {
    this.#variables = variables;
    this.#budget = budget;
    this.#bindings = { ...bindings, variables: new LazyVariables((name) => this.#variable(name)) };
  }

  /** What is left of the budget. */
  get budget(): number {
    return this.#budget;
  }

  /** Errors: OutOfBudget. */
  evaluate({ expression, program, error }: PolicyExpression): PolicyResult {
    if (!program) return { error: `compilation error: ${error}` };
    const result = program.evaluate(this.#bindings, PER_CALL);
    this.#spend(this.#variablesCost + result.cost);
    this.#variablesCost = 0;
    if ('value' in result) return result;
    return { error: `expression '${expression}' resulted in error: ${result.error}` };
  }

  #spend(cost: number): void {
    if (cost > this.#budget) throw new OutOfBudget();
    this.#budget -= cost;
  }

  #variable(name: string): CelValue | undefined {
    const compiled = this.#variables.get(name);
    if (!compiled) return undefined;
    const refused = (how: string, why: string) =>
      new CelError(`composited variable ${JSON.stringify(name)} fails to ${how}: ${why}`);
    if (!compiled.program) throw refused('compile', compiled.error ?? '');
    const result = compiled.program.evaluate(this.#bindings, PER_CALL);
    this.#variablesCost += result.cost;
    if ('error' in result) throw refused('evaluate', result.error);
    return result.value;
  }
}

class LazyVariables extends CelMap {
  readonly #compute: (name: string) => CelValue | undefined;
  readonly #known = new Map<string, CelValue | CelError | undefined>();

  constructor(compute: (name: string) => CelValue | undefined) {
    super();
    this.#compute = compute;
  }

  override get typeName(): string {
    return 'kubernetes.variables';
  }

  get size(): number {
    return this.#known.size;
  }

  keys(): readonly CelValue[] {
    return [...this.#known.keys()];
  }

  find(key: CelValue): CelValue | undefined {
    const name = String(key);
    if (!this.#known.has(name)) this.#known.set(name, this.#attempt(name));
    const value = this.#known.get(name);
    if (value instanceof CelError) throw value;
    return value;
  }

  #attempt(name: string): CelValue | CelError | undefined {
    try {
      return this.#compute(name);
    } catch (fault) {
      if (fault instanceof CelError) return fault;
      throw fault;
    }
  }
}
