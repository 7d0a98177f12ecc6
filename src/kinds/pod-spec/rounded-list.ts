// Resource amounts as they are stored: canonical, and nothing finer than thousandths.
// upstream: pkg/apis/core/v1 SetDefaults_ResourceList

import { parseQuantity, quantityFromMilli } from '../quantity';
import type { ResourceList } from './resource-list';

/** The list with every amount canonical and rounded up to thousandths; the same list when it is so already. */
export function roundedList(list: ResourceList): ResourceList {
  let rounded: Record<string, string> | undefined;
  for (const name in list) {
    const text = list[name] as string | number;
    const amount = parseQuantity(text);
    if (!amount) continue;
    const exact = amount.nano % 1_000_000n === 0n ? amount : quantityFromMilli(amount.milli, amount.format);
    if (exact.text === text) continue;
    rounded ??= { ...(list as Record<string, string>) };
    rounded[name] = exact.text;
  }
  return rounded ?? list;
}
