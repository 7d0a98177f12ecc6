// `&&`, `||` and `?:`: they look at no more than they need, and an error counts only when the other side does not
// decide.
// upstream: cel-go interpreter/interpretable.go evalAnd, evalOr, conditionalAttribute

import type { Frame, Step } from './frame';
import { CelCostError, CelError, type CelValue, noSuchOverload } from './value';

/** The value, or the error in its place. */
export function absorb(step: Step, frame: Frame): CelValue | CelError {
  try {
    return step(frame);
  } catch (fault) {
    if (fault instanceof CelError && !(fault instanceof CelCostError)) return fault;
    throw fault;
  }
}

export const and = (left: Step, right: Step) => decided(left, right, false);
export const or = (left: Step, right: Step) => decided(left, right, true);

/** Either side may decide; otherwise the first error is the result. */
function decided(left: Step, right: Step, decisive: boolean): Step {
  return (frame) => {
    const first = absorb(left, frame);
    if (first === decisive) return decisive;
    const second = absorb(right, frame);
    if (second === decisive) return decisive;
    for (const value of [first, second]) {
      if (value instanceof CelError) throw value;
      if (typeof value !== 'boolean') throw noSuchOverload();
    }
    return !decisive;
  };
}

export function choose(condition: Step, yes: Step, no: Step): Step {
  return (frame) => {
    const value = condition(frame);
    if (typeof value !== 'boolean') throw noSuchOverload();
    return value ? yes(frame) : no(frame);
  };
}
