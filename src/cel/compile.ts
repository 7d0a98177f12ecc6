// From the text of an expression to a program that runs: parsed, checked, planned.
// upstream: cel-go cel.Env.Compile and Program; apiserver pkg/cel/environment

import { check } from './checker';
import type { CelEnvironment } from './environment';
import { estimateCost } from './estimate';
import type { Frame, Step } from './frame';
import { checkLiterals } from './literal-rules';
import { kubernetesMacros } from './macros';
import { parse } from './parser';
import { plan } from './plan';
import { Budget } from './runtime-cost';
import { Source } from './source';
import type { Expression } from './syntax';
import { type CelType, DYN } from './types';
import { CelCostError, CelError, type CelValue } from './value';

/** What one evaluation may cost at most. upstream: apiserver pkg/apis/cel PerCallLimit */
export const PER_CALL_LIMIT = 1_000_000;

export type Evaluation =
  | { readonly value: CelValue; readonly cost: number }
  | { readonly error: string; readonly cost: number; readonly isOverBudget: boolean };

export class CelProgram {
  readonly root: Expression;
  /** What it gives; dyn when only a run can tell. */
  readonly outputType: CelType;
  readonly environment: CelEnvironment;
  readonly #step: Step;

  constructor(root: Expression, environment: CelEnvironment, step: Step) {
    this.root = root;
    this.outputType = root.type ?? DYN;
    this.environment = environment;
    this.#step = step;
  }

  /** What a run may cost at most, by the sizes that the variables' types allow. */
  estimatedCost(): number {
    return estimateCost(this.root, this.environment.variables).max;
  }

  /**
   * Runs it. Bindings are JSON, read by their declared types, or values of this module; each is looked at when the
   * expression first names it.
   */
  evaluate(bindings: Readonly<Record<string, unknown>>, costLimit = PER_CALL_LIMIT): Evaluation {
    const budget = new Budget(Math.min(costLimit, PER_CALL_LIMIT));
    const frame: Frame = { bindings, known: new Map(), locals: [], budget };
    try {
      return { value: this.#step(frame), cost: budget.cost };
    } catch (fault) {
      if (!(fault instanceof CelError)) throw fault;
      return { error: fault.message, cost: budget.cost, isOverBudget: fault instanceof CelCostError };
    }
  }
}

export type Compilation = { readonly program: CelProgram } | { readonly error: string };

/** The program, or every error of the source as upstream prints it after `compilation failed: `. */
export function compileCel(expression: string, environment: CelEnvironment): Compilation {
  const source = new Source(expression);
  const root = parse(source, environment.macros ?? kubernetesMacros);
  if (!root) return { error: source.errorText() };
  const checked = check(root, environment, source);
  if (!source.hasErrors) checkLiterals(root, source);
  if (source.hasErrors) return { error: source.errorText() };
  return { program: new CelProgram(root, environment, plan(root, checked, environment)) };
}
