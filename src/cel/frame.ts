// What a planned expression runs on.

import type { Budget } from './runtime-cost';
import type { Expression } from './syntax';
import type { CelError, CelValue } from './value';

/** One run of a program: variables, loops' variables and the budget. */
export interface Frame {
  readonly bindings: Readonly<Record<string, unknown>>;
  /** Values of variables looked up so far. */
  readonly known: Map<string, CelValue>;
  /** An error stands here while `all` or `exists` look on for what decides in spite of it. */
  readonly locals: (CelValue | CelError)[];
  readonly budget: Budget;
}

export type Step = (frame: Frame) => CelValue;

/** Where loops' variables stand in `Frame.locals`, innermost last. */
export type Locals = readonly (readonly [name: string, slot: number])[];

/** Plans the parts of a node. */
export type PlanStep = (node: Expression, locals: Locals) => Step;

export function charged(cost: number, step: Step): Step {
  return (frame) => {
    frame.budget.spend(cost);
    return step(frame);
  };
}
