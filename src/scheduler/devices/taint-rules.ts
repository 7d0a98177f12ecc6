// Slices as the scheduler sees them: with the taints that DeviceTaintRules add to what their drivers have published.
// upstream: dynamic-resource-allocation/resourceslice/tracker applyPatches

import type { Device, DeviceTaint, DeviceTaintRule, ResourceSlice } from '../../kinds/generated/types.gen';

/** A rule without a selector is for all devices. */
export function withTaintsOf(rules: readonly DeviceTaintRule[], slice: ResourceSlice): ResourceSlice {
  const { driver, pool, devices } = slice.spec;
  const meant = rules.filter(({ spec: { deviceSelector: selector } }) => {
    const fits = (wanted: string | undefined, is: string) => wanted === undefined || wanted === is;
    return fits(selector?.driver, driver) && fits(selector?.pool, pool.name);
  });
  if (!devices || meant.length === 0) return slice;
  const tainted = devices.map((device): Device => {
    const added = taintsFor(device.name, meant);
    return added.length === 0 ? device : { ...device, taints: [...(device.taints ?? []), ...added] };
  });
  const isSame = tainted.every((device, index) => device === devices[index]);
  return isSame ? slice : { ...slice, spec: { ...slice.spec, devices: tainted } };
}

function taintsFor(name: string, rules: readonly DeviceTaintRule[]): readonly DeviceTaint[] {
  const isFor = (device: string | undefined) => device === undefined || device === name;
  return rules.filter(({ spec }) => isFor(spec.deviceSelector?.device)).map(({ spec }) => spec.taint);
}
