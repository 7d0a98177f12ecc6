// Sums and maxima of resource lists (`{ cpu: '100m' }`), exact, with the suffixes upstream would print.

import type { Quantity as QuantityText } from '../generated/types.gen';
import { addQuantity, parseQuantity, type Quantity, ZERO_QUANTITY } from '../quantity';

export type ResourceList = Readonly<Record<string, QuantityText>>;

/** Amounts by resource name. */
export type Resources = Map<string, Quantity>;

export function quantityOf(list: ResourceList | undefined, name: string): Quantity | undefined {
  const text = list?.[name];
  return text === undefined ? undefined : parseQuantity(text);
}

export function toResources(list: ResourceList | undefined): Resources {
  const amounts: Resources = new Map();
  addTo(amounts, list);
  return amounts;
}

/** upstream: component-helpers/resource addResourceList */
export function addTo(amounts: Resources, list: ResourceList | undefined): void {
  if (!list) return;
  for (const name in list) {
    const amount = parseQuantity(list[name] as QuantityText) ?? ZERO_QUANTITY;
    const sum = amounts.get(name);
    amounts.set(name, sum ? addQuantity(sum, amount) : amount);
  }
}

export function addAmounts(amounts: Resources, others: Resources): void {
  for (const [name, amount] of others) {
    const sum = amounts.get(name);
    amounts.set(name, sum ? addQuantity(sum, amount) : amount);
  }
}

/** upstream: component-helpers/resource maxResourceList */
export function raiseTo(amounts: Resources, others: Resources): void {
  for (const [name, amount] of others) {
    const held = amounts.get(name);
    if (!held || amount.nano > held.nano) amounts.set(name, amount);
  }
}

/** The list as it is written in an object. */
export function toResourceList(amounts: Resources): ResourceList {
  return Object.fromEntries([...amounts].map(([name, amount]) => [name, amount.text]));
}
