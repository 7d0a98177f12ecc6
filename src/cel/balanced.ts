// A chain of `&&` or `||` becomes a balanced tree, so that long ones do not nest deeply.
// upstream: cel-go parser/helper.go balancingLogicManager

import type { Expression } from './syntax';

/** `places` are those of the operators between the terms. */
export function balanced(name: string, terms: readonly Expression[], places: readonly number[]): Expression {
  const join = (low: number, high: number): Expression => {
    const middle = (low + high + 1) >> 1;
    const left = middle === low ? (terms[middle] as Expression) : join(low, middle - 1);
    const right = middle === high ? (terms[middle + 1] as Expression) : join(middle + 1, high);
    return { kind: 'call', at: places[middle] as number, name, target: undefined, args: [left, right] };
  };
  return join(0, places.length - 1);
}
