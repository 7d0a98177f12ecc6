// One node, the slices and claims of a row, and what the allocator makes of them.

import type { DeviceClass, Node, ResourceClaim, ResourceSlice } from '../../../src/kinds/generated/types.gen';
import { allocate } from '../../../src/scheduler/devices/allocator';
import { DeviceCache } from '../../../src/scheduler/devices/device-cache';
import { AllocationError } from '../../../src/scheduler/devices/requests';
import { allocationResult } from '../../../src/scheduler/devices/result';
import { aClaim, aClass, aSlice, DRIVER, devices, model } from './builders';

const node = { metadata: { name: 'n1', labels: { zone: 'a' } } } as unknown as Node;

export interface World {
  readonly slices: readonly ResourceSlice[];
  readonly claims: readonly ResourceClaim[];
  readonly classes?: readonly DeviceClass[];
  /** `pool/device`, had by somebody else; with what is consumed of a shared one. */
  readonly taken?: Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;
  readonly maxSteps?: number;
}

export function results({ slices, claims, classes = [aClass()], taken = {}, maxSteps = 100_000 }: World) {
  const cache = new DeviceCache();
  for (const slice of slices) cache.setSlice(slice.metadata.name, slice);
  const had = Object.entries(taken).map(([id, consumedCapacity], index) => {
    const [pool = '', device = ''] = id.split('/');
    const share = consumedCapacity ? { shareID: `share-${index}`, consumedCapacity } : {};
    return { request: 'r', driver: DRIVER, pool, device, ...share };
  });
  cache.claimChanged(undefined, { ...aClaim('other'), status: { allocation: { devices: { results: had } } } });
  const classNamed = (name: string) => classes.find(({ metadata }) => metadata.name === name);
  const result = allocate(node, claims, cache, classNamed, maxSteps);
  if (result.outcome !== 'allocated') return result;
  let shares = 0;
  return result.choices.map((choice) => allocationResult(choice, 'n1', () => `share ${shares++}`));
}

/** Two of model a and one of model b between them. */
export const three = aSlice('n1', devices(model('a'), model('b'), model('a')));
export const bandwidth = (requestPolicy?: object) => ({
  allowMultipleAllocations: true,
  capacity: { bandwidth: { value: '10Gi', ...(requestPolicy ? { requestPolicy } : {}) } },
});
export const asks = (amount: string) => ({ capacity: { requests: { bandwidth: amount } } });
export const inSteps = { default: '1Gi', validRange: { min: '1Gi', step: '1Gi' } };

/** `request pool/device` of each result, by claim; the outcome when there are none; what is wrong. */
export function places(world: World): unknown {
  try {
    const all = results(world);
    if (!Array.isArray(all)) return 'why' in all ? all.why : (all as { outcome: string }).outcome;
    return all.map(({ devices: found }) =>
      (found?.results ?? []).map(({ request, pool, device }) => `${request} ${pool}/${device}`),
    );
  } catch (error) {
    if (error instanceof AllocationError) return error.message;
    throw error;
  }
}

export type Row = World & { readonly name: string; readonly to: unknown };
