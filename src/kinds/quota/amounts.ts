// Arithmetic of resource amounts as quotas need it. upstream: apiserver/pkg/quota/v1/resources.go

import type { ResourceList, Resources } from '../pod-spec/resource-list';
import { parseQuantity, type Quantity, quantityFromValue, subtractQuantity, ZERO_QUANTITY } from '../quantity';

export const ONE: Quantity = quantityFromValue(1);

/** `a - b` for every name of either, never below zero. upstream: SubtractWithNonNegativeResult */
export function increase(a: Resources, b: Resources): Resources {
  const result: Resources = new Map();
  for (const [name, amount] of a) {
    const other = b.get(name);
    const rest = other ? subtractQuantity(amount, other) : amount;
    result.set(name, rest.nano > 0n ? rest : ZERO_QUANTITY);
  }
  return result;
}

/** The amounts above or below zero. */
export function withoutZeros(amounts: Resources): Resources {
  return new Map([...amounts].filter(([, amount]) => amount.nano !== 0n));
}

/** Only these resources. upstream: Mask */
export function maskedTo(amounts: Resources, has: (name: string) => boolean): Resources {
  return new Map([...amounts].filter(([name]) => has(name)));
}

/** Same names, same values; how they are written does not count. */
export function sameAmounts(a: ResourceList | undefined, b: ResourceList | undefined): boolean {
  const names = Object.keys(a ?? {});
  if (names.length !== Object.keys(b ?? {}).length) return false;
  return names.every((name) => {
    const [left, right] = [a?.[name], b?.[name]];
    return right !== undefined && left !== undefined && parseQuantity(left)?.nano === parseQuantity(right)?.nano;
  });
}

/** `pods=1,requests.cpu=500m`, by name. upstream: prettyPrint */
export function amountsText(amounts: Resources): string {
  const names = [...amounts.keys()].sort();
  return names.map((name) => `${name}=${amounts.get(name)?.text}`).join(',');
}
