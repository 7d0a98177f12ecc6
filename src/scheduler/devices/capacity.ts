// How much of a device's capacity a request uses up, and whether that much is left, where a device serves several.
// upstream: structured/internal/incubating consumable_capacity.go

import type {
  CapacityRequestPolicy,
  CapacityRequestPolicyRange,
  CapacityRequirements,
  Device,
  DeviceCapacity,
} from '../../kinds/generated/types.gen';
import { parseQuantity, type Quantity, quantityFromValue, ZERO_QUANTITY } from '../../kinds/quantity';

/** Billionths by the name of the capacity. */
export type Consumed = ReadonlyMap<string, bigint>;

export const NOTHING_CONSUMED: Consumed = new Map();

const read = (text: string | number | undefined): Quantity => parseQuantity(text ?? '0') ?? ZERO_QUANTITY;

/** What the request takes of each of the device's capacities. */
export function consumption(device: Device, asked: CapacityRequirements | undefined): ReadonlyMap<string, Quantity> {
  const consumed = new Map<string, Quantity>();
  for (const [name, capacity] of Object.entries(device.capacity ?? {})) {
    consumed.set(name, consumptionOf(capacity, asked?.requests?.[name]));
  }
  return consumed;
}

/** Rounded up to what the device's policy allows. upstream: calculateConsumedCapacity */
function consumptionOf({ requestPolicy: policy, value }: DeviceCapacity, asked: string | number | undefined): Quantity {
  if (asked === undefined) return read(policy?.default ?? value);
  if (policy?.validRange) return roundedIntoRange(read(asked), policy.validRange);
  const enough = policy?.validValues?.find((one) => read(asked).nano <= read(one).nano);
  return read(enough ?? asked);
}

function roundedIntoRange(asked: Quantity, { min, step }: CapacityRequestPolicyRange): Quantity {
  const least = read(min);
  if (asked.nano < least.nano) return least;
  if (step === undefined) return asked;
  const size = read(step).whole;
  const steps = Math.ceil((asked.whole - least.whole) / size);
  return quantityFromValue(least.whole + size * steps, 'BinarySI');
}

/** Whether so much may be asked for at all. upstream: violatesPolicy */
function isAllowed(amount: Quantity, policy: CapacityRequestPolicy | undefined): boolean {
  if (!policy) return true;
  if (policy.default !== undefined && read(policy.default).nano === amount.nano) return true;
  const { validRange: range, validValues = [] } = policy;
  if (!range) return validValues.length === 0 || validValues.some((one) => read(one).nano === amount.nano);
  if (range.max !== undefined && amount.nano > read(range.max).nano) return false;
  return range.step === undefined || (amount.whole - read(range.min).whole) % read(range.step).whole === 0;
}

/** Whether the device has what is asked for besides what is consumed. upstream: CmpRequestOverCapacity */
export function hasCapacity(
  device: Device,
  asked: CapacityRequirements | undefined,
  ...consumed: readonly Consumed[]
): boolean {
  const capacities = device.capacity ?? {};
  for (const name of Object.keys(asked?.requests ?? {})) if (capacities[name] === undefined) return false;
  for (const [name, capacity] of Object.entries(capacities)) {
    const amount = consumptionOf(capacity, asked?.requests?.[name]);
    if (!isAllowed(amount, capacity.requestPolicy)) return false;
    let sum = amount.nano;
    for (const part of consumed) sum += part.get(name) ?? 0n;
    if (sum > read(capacity.value).nano) return false;
  }
  return true;
}

/** Adds to, or takes from, what of a device is consumed; undefined when nothing is left. */
export function changed(
  before: Consumed | undefined,
  amounts: ReadonlyMap<string, Quantity>,
  sign: 1n | -1n,
): Consumed | undefined {
  const after = new Map(before);
  for (const [name, { nano }] of amounts) {
    const sum = (after.get(name) ?? 0n) + sign * nano;
    if (sum === 0n) after.delete(name);
    else after.set(name, sum);
  }
  return after.size === 0 ? undefined : after;
}
