// Nodes where earlier alternatives of a request can be had score higher.
// upstream: plugins/dynamicresources computeScore

import type { ResourceClaim } from '../../kinds/generated/types.gen';
import { fullName } from './requests';
import type { ClaimsScratch } from './scratch';

const MAX_ALTERNATIVES = 8;

export function subRequestScore({ claims, nodes }: ClaimsScratch, node: string): number {
  const { choices } = nodes.get(node) ?? {};
  if (!choices) return 0;
  let score = 0;
  let next = 0;
  for (const claim of claims) {
    const { allocation } = claim.status ?? {};
    const taken = allocation
      ? (allocation.devices?.results ?? []).map(({ request }) => request)
      : (choices[next++]?.picked ?? []).map(({ wanted }) => fullName(wanted));
    score += scoreOf(claim, new Set(taken));
  }
  return score;
}

function scoreOf({ spec }: ResourceClaim, taken: ReadonlySet<string>): number {
  let score = 0;
  for (const { name, firstAvailable = [] } of spec.devices?.requests ?? []) {
    firstAvailable.forEach((sub, index) => {
      if (taken.has(`${name}/${sub.name}`)) score += MAX_ALTERNATIVES - index;
    });
  }
  return score;
}
