// ResourceClaims in quotas: their number, and the devices they may take of each class.
// upstream: pkg/quota/v1/evaluator/core/resource_claims.go

import { EXTENDED_CLAIM_ANNOTATION } from '../device/pod-claims';
import { isEnabled } from '../feature-gates';
import type { ResourceClaim } from '../generated/types.gen';
import { controllerOf } from '../owner';
import { addAmounts, type Resources, raiseTo } from '../pod-spec/resource-list';
import { quantityFromValue, subtractQuantity } from '../quantity';
import { ONE } from './amounts';
import { countName, defineEvaluator, type QuotaReader } from './evaluator';
import { podQuota } from './pod-quota';

const COUNT = countName({ plural: 'resourceclaims', group: 'resource.k8s.io' });
const BY_CLASS = '.deviceclass.resource.k8s.io/devices';
const REQUESTS = 'requests.';
const IMPLICIT = `${REQUESTS}deviceclass.resource.kubernetes.io/`;
/** As many devices as one claim can be given: what `All` counts as. */
const MOST_DEVICES = 32;

interface Asked {
  readonly deviceClassName: string;
  readonly allocationMode?: string | undefined;
  readonly count?: number | undefined;
}

export const resourceClaimQuota = defineEvaluator<ResourceClaim>({
  counts: (resource) => resource === COUNT || resource.endsWith(BY_CLASS),
  countsNow: (resource, reader) => {
    if (!isEnabled('DRAExtendedResource')) return false;
    const classes = reader.list('DeviceClass').filter(({ spec }) => spec.extendedResourceName);
    if (resource.startsWith(IMPLICIT)) return classes.some(({ metadata }) => IMPLICIT + metadata.name === resource);
    return classes.some(({ spec }) => REQUESTS + spec.extendedResourceName === resource);
  },
  usage: (claim, nowMs, reader) => {
    const { spec } = claim;
    const usage: Resources = new Map([[COUNT, ONE]]);
    for (const { exactly, firstAvailable = [] } of spec.devices?.requests ?? []) {
      // Of alternatives the most that any of them takes of a class.
      const worst: Resources = new Map();
      for (const asked of firstAvailable) raiseTo(worst, devices(asked));
      addAmounts(usage, firstAvailable.length > 0 ? worst : exactly ? devices(exactly) : worst);
    }
    if (isEnabled('DRAExtendedResource')) addExtended(usage, usageOfOwner(claim, nowMs, reader), reader);
    return usage;
  },
  charges: ({ operation, subresource }) => !subresource && (operation === 'CREATE' || operation === 'UPDATE'),
});

function devices({ deviceClassName, allocationMode, count = 0 }: Asked): Resources {
  const number = allocationMode === 'All' ? MOST_DEVICES : allocationMode === 'ExactCount' ? count : 0;
  return new Map([[`${deviceClassName}${BY_CLASS}`, quantityFromValue(number)]]);
}

/** What a class's devices are called as a resource, as far as the pod does not count for them. */
function addExtended(usage: Resources, ofOwner: Resources | undefined, reader: QuotaReader): void {
  const classes = new Map(reader.list('DeviceClass').map(({ metadata, spec }) => [metadata.name, spec]));
  for (const [name, amount] of [...usage]) {
    const className = name.endsWith(BY_CLASS) ? name.slice(0, -BY_CLASS.length) : '';
    if (className === '') continue;
    const extended = classes.get(className)?.extendedResourceName;
    for (const resource of [IMPLICIT + className, ...(extended ? [REQUESTS + extended] : [])]) {
      const counted = ofOwner?.get(resource);
      const left = counted ? subtractQuantity(amount, counted) : amount;
      if (left.nano > 0n) usage.set(resource, left);
    }
  }
}

/** What the pod is charged for whose extended resources the scheduler made the claim. upstream: getVerifiedPodUsage */
function usageOfOwner(claim: ResourceClaim, nowMs: number, reader: QuotaReader): Resources | undefined {
  const { annotations, namespace, name, creationTimestamp = '' } = claim.metadata;
  const owner = annotations?.[EXTENDED_CLAIM_ANNOTATION] === 'true' ? controllerOf(claim) : undefined;
  if (owner?.kind !== 'Pod' || owner.apiVersion !== 'v1') return undefined;
  const pod = reader.get('Pod', namespace, owner.name);
  if (!pod || pod.metadata.uid !== owner.uid) return undefined;
  const known = pod.status?.extendedResourceClaimStatus;
  if (known && known.resourceClaimName !== name) return undefined;
  // As long as the pod does not name its claim it is the oldest.
  const isOlder = ({ metadata: other }: ResourceClaim) =>
    other.annotations?.[EXTENDED_CLAIM_ANNOTATION] === 'true' &&
    ((other.creationTimestamp ?? '') < creationTimestamp ||
      (other.creationTimestamp === creationTimestamp && other.name < name));
  if (!known && reader.by('ResourceClaim', 'pod', owner.uid).some(isOlder)) return undefined;
  return podQuota.usage(pod, nowMs, reader);
}
