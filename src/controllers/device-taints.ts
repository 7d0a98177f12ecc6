// Which pods have to leave because of tainted devices, and when: the taints that drivers publish in slices and those
// that DeviceTaintRules add. upstream: pkg/controller/devicetainteviction claimEvictionTime, podEvictionTime

import type { Reader } from '../api/actor';
import { isReservedForPod, notForPod, resourceClaimName } from '../kinds/device/pod-claims';
import { toleratesDeviceTaint } from '../kinds/device/tolerations';
import { isEnabled } from '../kinds/feature-gates';
import type {
  DeviceRequestAllocationResult,
  DeviceTaint,
  DeviceTaintRule,
  Pod,
  ResourceClaim,
} from '../kinds/generated/types.gen';
import { parseRfc3339 } from '../sim/time';

export interface DeviceEviction {
  readonly atMs: number;
  /** The uids of the rules among the reasons. */
  readonly rules: readonly string[];
}

interface Reason {
  readonly taint: DeviceTaint;
  /** Undefined for a taint of the slice itself. */
  readonly rule: string | undefined;
}

export const resultsOf = ({ status }: ResourceClaim): readonly DeviceRequestAllocationResult[] =>
  status?.allocation?.devices?.results ?? [];

export const isEvicting = ({ effect }: DeviceTaint) => effect === 'NoExecute';

export function evictingRules(cx: Reader): readonly DeviceTaintRule[] {
  if (!isEnabled('DRADeviceTaintRules')) return [];
  return cx.list('DeviceTaintRule').filter(({ spec }) => isEvicting(spec.taint));
}

/** A rule that selects nothing evicts nobody, though schedulers take it for all devices. */
export function ruleMatches(
  { spec }: DeviceTaintRule,
  { driver, pool, device }: Pick<DeviceRequestAllocationResult, 'driver' | 'pool' | 'device'>,
): boolean {
  const selector = spec.deviceSelector;
  const fits = (wanted: string | undefined, is: string) => wanted === undefined || wanted === is;
  if (!selector) return false;
  return fits(selector.driver, driver) && fits(selector.pool, pool) && fits(selector.device, device);
}

/** The evicting taints of a device, in the newest generation of its pool, and of rules. */
function taintsOn(result: DeviceRequestAllocationResult, rules: readonly DeviceTaintRule[], cx: Reader): Reason[] {
  const { driver, pool, device } = result;
  const slices = cx.list('ResourceSlice').filter(({ spec }) => spec.driver === driver && spec.pool.name === pool);
  const newest = Math.max(...slices.map(({ spec }) => spec.pool.generation));
  const found = slices
    .filter(({ spec }) => spec.pool.generation === newest)
    .flatMap(({ spec }) => spec.devices ?? [])
    .find(({ name }) => name === device);
  const own = (found?.taints ?? []).filter(isEvicting).map((taint) => ({ taint, rule: undefined }));
  const added = rules.filter((rule) => ruleMatches(rule, result));
  return [...own, ...added.map(({ metadata, spec }) => ({ taint: spec.taint, rule: metadata.uid }))];
}

/** When pods that use the claim must go; undefined when they may stay. */
export function claimEviction(
  claim: ResourceClaim,
  cx: Reader,
  rules: readonly DeviceTaintRule[] = evictingRules(cx),
): DeviceEviction | undefined {
  let earliest: DeviceEviction | undefined;
  for (const result of resultsOf(claim)) {
    for (const { taint, rule } of taintsOn(result, rules, cx)) {
      const toleratedMs = toleratedFor(taint, result);
      if (toleratedMs === undefined) continue;
      const atMs = parseRfc3339(taint.timeAdded ?? '') + toleratedMs;
      earliest = joined(earliest, { atMs, rules: rule === undefined ? [] : [rule] });
    }
  }
  return earliest;
}

function joined(one: DeviceEviction | undefined, other: DeviceEviction): DeviceEviction {
  if (!one) return other;
  return { atMs: Math.min(one.atMs, other.atMs), rules: [...new Set([...one.rules, ...other.rules])] };
}

/** Milliseconds, undefined for ever. */
function toleratedFor(taint: DeviceTaint, { tolerations = [] }: DeviceRequestAllocationResult): number | undefined {
  let least: number | undefined;
  for (const toleration of tolerations) {
    if (toleration.effect !== 'NoExecute' || !toleratesDeviceTaint(toleration, taint)) continue;
    const { tolerationSeconds: seconds } = toleration;
    if (seconds === undefined || seconds === null) return undefined;
    least = Math.min(least ?? Number.POSITIVE_INFINITY, Math.max(0, seconds));
  }
  return (least ?? 0) * 1000;
}

export function podEviction(pod: Pod, cx: Reader, rules?: readonly DeviceTaintRule[]): DeviceEviction | undefined {
  if (!pod.spec.nodeName) return undefined;
  let earliest: DeviceEviction | undefined;
  for (const use of pod.spec.resourceClaims ?? []) {
    const found = resourceClaimName(pod, use);
    if (!('name' in found) || found.name === undefined) continue;
    const claim = cx.get('ResourceClaim', pod.metadata.namespace, found.name);
    if (!claim?.status?.allocation || !isReservedForPod(claim, pod)) continue;
    if (found.isOwn && notForPod(claim, pod) !== undefined) continue;
    const eviction = claimEviction(claim, cx, rules);
    if (eviction) earliest = joined(earliest, eviction);
  }
  return earliest;
}
