// ResourceClaims in quotas: their number, and the devices they may take of each class.
// upstream: pkg/quota/v1/evaluator/core/resource_claims.go

import type { ResourceClaim } from '../generated/types.gen';
import { addAmounts, type Resources, raiseTo } from '../pod-spec/resource-list';
import { quantityFromValue } from '../quantity';
import { ONE } from './amounts';
import { countName, defineEvaluator } from './evaluator';

const COUNT = countName({ plural: 'resourceclaims', group: 'resource.k8s.io' });
const BY_CLASS = '.deviceclass.resource.k8s.io/devices';
/** As many devices as one claim can be given: what `All` counts as. */
const MOST_DEVICES = 32;

interface Asked {
  readonly deviceClassName: string;
  readonly allocationMode?: string | undefined;
  readonly count?: number | undefined;
}

export const resourceClaimQuota = defineEvaluator<ResourceClaim>({
  counts: (resource) => resource === COUNT || resource.endsWith(BY_CLASS),
  usage: ({ spec }) => {
    const usage: Resources = new Map([[COUNT, ONE]]);
    for (const { exactly, firstAvailable = [] } of spec.devices?.requests ?? []) {
      // Of alternatives the most that any of them takes of a class.
      const worst: Resources = new Map();
      for (const asked of firstAvailable) raiseTo(worst, devices(asked));
      addAmounts(usage, firstAvailable.length > 0 ? worst : exactly ? devices(exactly) : worst);
    }
    return usage;
  },
  charges: ({ operation, subresource }) => !subresource && (operation === 'CREATE' || operation === 'UPDATE'),
});

function devices({ deviceClassName, allocationMode, count = 0 }: Asked): Resources {
  const number = allocationMode === 'All' ? MOST_DEVICES : allocationMode === 'ExactCount' ? count : 0;
  return new Map([[`${deviceClassName}${BY_CLASS}`, quantityFromValue(number)]]);
}
