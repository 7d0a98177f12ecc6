// Pods in quotas: their number, what they request and limit, the scopes they lie in.
// upstream: pkg/quota/v1/evaluator/core/pods.go

import { parseRfc3339 } from '../../sim/time';
import { equalData } from '../equal-data';
import type { ContainerStatus, Pod, PodAffinityTerm, PodSpec } from '../generated/types.gen';
import { compileRequirements, type SelectorOperator } from '../labels';
import { isPodLevelResource, podLimits, podRequests } from '../pod-spec/pod-resources';
import { qualityOfService } from '../pod-spec/quality-of-service';
import { type Resources, toResources } from '../pod-spec/resource-list';
import { isExtended, isHugePages } from '../validation/resources';
import { memoised } from '../with-defaults';
import { ONE } from './amounts';
import { effectiveSpec } from './effective-resources';
import { countName, defineEvaluator, type QuotaScope } from './evaluator';

const COUNT = countName({ plural: 'pods', group: '' });
const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
const SIDES = ['', 'requests.', 'limits.'];
const COUNTED = new Set([COUNT, 'pods', ...SIDES.flatMap((side) => COMPUTE.map((name) => side + name))]);
/** Once a quota limits one of these every container has to state it. */
const TO_BE_STATED = new Set(SIDES.flatMap((side) => [`${side}cpu`, `${side}memory`]));
const DEVICE_CLASS = 'deviceclass.resource.kubernetes.io/';

export const podQuota = defineEvaluator<Pod>({
  counts: (resource) =>
    COUNTED.has(resource) ||
    isHugePages(resource) ||
    resource.startsWith('requests.hugepages-') ||
    isExtendedRequest(resource),
  usage: (pod, nowMs) => (isCharged(pod, nowMs) ? usageOf(effectiveSpec(pod)) : ENDED),
  isIn,
  charges: ({ operation, subresource, object, stored }) => {
    if (subresource === 'resize') return operation === 'UPDATE';
    if (subresource) return false;
    if (operation === 'UPDATE') return stored !== undefined && isTerminating(stored) !== isTerminating(object);
    return operation === 'CREATE';
  },
  missing,
  frees: (before, after, nowMs) =>
    hasNewResources(before, after) ||
    isTerminating(before) !== isTerminating(after) ||
    (isCharged(before, nowMs) && !isCharged(after, nowMs)),
});

/** `requests.nvidia.com/gpu` */
function isExtendedRequest(name: string): boolean {
  if (!name.startsWith('requests.')) return false;
  return name.startsWith(`requests.${DEVICE_CLASS}`) || (name.includes('/') && !name.includes('kubernetes.io/'));
}

/**
 * Whether more than the object itself counts: not once the pod has ended, or should have been gone for as long as its
 * grace. upstream: QuotaV1Pod
 */
export function isCharged({ metadata, status }: Pod, nowMs: number): boolean {
  if (status?.phase === 'Failed' || status?.phase === 'Succeeded') return false;
  const { deletionTimestamp, deletionGracePeriodSeconds } = metadata;
  if (deletionTimestamp === undefined || deletionGracePeriodSeconds === undefined) return true;
  return nowMs <= parseRfc3339(deletionTimestamp) + deletionGracePeriodSeconds * 1000;
}

const ENDED: Resources = new Map([[COUNT, ONE]]);

const usageOf = memoised((spec: PodSpec): Resources => {
  const usage = computeUsage(podRequests(spec), podLimits(spec));
  return usage.set(COUNT, ONE);
});

/** upstream: podComputeUsageHelper */
function computeUsage(requests: Resources, limits: Resources): Resources {
  const usage: Resources = new Map([['pods', ONE]]);
  for (const name of COMPUTE) {
    const [request, limit] = [requests.get(name), limits.get(name)];
    if (request) usage.set(name, request).set(`requests.${name}`, request);
    if (limit) usage.set(`limits.${name}`, limit);
  }
  for (const [name, request] of requests) {
    if (isHugePages(name)) usage.set(name, request);
    if (isHugePages(name) || isExtended(name) || name.startsWith(DEVICE_CLASS)) usage.set(`requests.${name}`, request);
  }
  return usage;
}

const isTerminating = ({ spec }: Pod) => (spec.activeDeadlineSeconds ?? -1) >= 0;

function isIn(pod: Pod, { scopeName, operator, values = [] }: QuotaScope): boolean {
  switch (scopeName) {
    case 'Terminating':
      return isTerminating(pod);
    case 'NotTerminating':
      return !isTerminating(pod);
    case 'BestEffort':
      return isBestEffort(pod);
    case 'NotBestEffort':
      return !isBestEffort(pod);
    case 'PriorityClass': {
      const { priorityClassName } = pod.spec;
      return meetsScope(operator, values, priorityClassName ? [priorityClassName] : []);
    }
    case 'CrossNamespacePodAffinity':
      return looksElsewhere(pod.spec);
    default:
      return false;
  }
}

const OPERATORS: Readonly<Record<string, SelectorOperator>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
};

/**
 * Whether one of the names meets the scope, or having none does. upstream: ScopedResourceSelectorRequirementsAsSelector
 */
export function meetsScope(
  operator: QuotaScope['operator'],
  values: readonly string[],
  names: readonly string[],
): boolean {
  const matches = compileRequirements([{ key: 'name', operator: OPERATORS[operator] ?? 'in', values }]);
  return names.length === 0 ? matches({}) : names.some((name) => matches({ name }));
}

const isBestEffort = ({ spec, status }: Pod) => (status?.qosClass || qualityOfService(spec)) === 'BestEffort';

/** upstream: usesCrossNamespacePodAffinity */
const looksElsewhere = memoised(({ affinity }: PodSpec): boolean =>
  [affinity?.podAffinity, affinity?.podAntiAffinity].some(
    (side) =>
      side?.requiredDuringSchedulingIgnoredDuringExecution?.some(isForeign) ||
      side?.preferredDuringSchedulingIgnoredDuringExecution?.some(({ podAffinityTerm }) => isForeign(podAffinityTerm)),
  ),
);

const isForeign = ({ namespaces = [], namespaceSelector }: PodAffinityTerm) =>
  namespaces.length > 0 || namespaceSelector !== undefined;

/** upstream: Constraints */
function missing({ spec }: Pod, resources: readonly string[]): string | undefined {
  const { requests, limits } = spec.resources ?? {};
  if (Object.keys({ ...requests, ...limits }).some(isPodLevelResource)) return undefined;
  const required = resources.filter((name) => TO_BE_STATED.has(name)).sort();
  const texts = required.flatMap((name) => {
    const silent = [...spec.containers, ...(spec.initContainers ?? [])]
      .filter(({ resources: own }) => !computeUsage(toResources(own?.requests), toResources(own?.limits)).has(name))
      .map((container) => container.name);
    return silent.length === 0 ? [] : [`${name} for: ${[...new Set(silent)].sort().join(',')}`];
  });
  return texts.length === 0 ? undefined : `must specify ${texts.join('; ')}`;
}

/** upstream: hasResourcesChanged */
function hasNewResources({ status: before }: Pod, { status: after }: Pod): boolean {
  const differs = (old: ContainerStatus, statuses: readonly ContainerStatus[] | undefined) => {
    const next = statuses?.find(({ name }) => name === old.name);
    return next !== undefined && next.resources !== old.resources && !equalData(next.resources, old.resources);
  };
  return (
    (before?.containerStatuses?.some((old) => differs(old, after?.containerStatuses)) ?? false) ||
    (before?.initContainerStatuses?.some((old) => differs(old, after?.initContainerStatuses)) ?? false)
  );
}
