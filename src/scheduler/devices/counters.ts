// Counters that the devices of a pool share: a partition is free while what it uses up is left.
// upstream: structured/internal/incubating allocator_incubating.go checkAvailableCounters

import type { Device } from '../../kinds/generated/types.gen';
import { parseQuantity } from '../../kinds/quantity';
import { type DeviceCache, deviceId } from './device-cache';
import { devicesOf, type Pool } from './pools';

/** Billionths by counter set and counter. */
type Amounts = Map<string, bigint>;

const keyOf = (set: string, counter: string) => `${set}/${counter}`;
const nano = (text: string | number) => parseQuantity(text)?.nano ?? 0n;

/** What one allocation has used up so far, by pool. */
export class Counters {
  readonly #cache: DeviceCache;
  readonly #left = new Map<string, Amounts>();
  readonly #used = new Map<string, Amounts>();

  constructor(cache: DeviceCache) {
    this.#cache = cache;
  }

  /** Uses up what the device needs, if that is there. */
  take(pool: Pool, device: Device): boolean {
    const left = this.#leftOf(pool);
    const used = this.#usedOf(pool);
    this.#add(used, device, 1n);
    for (const [key, amount] of left) {
      if (amount >= (used.get(key) ?? 0n)) continue;
      this.#add(used, device, -1n);
      return false;
    }
    return true;
  }

  giveBack(pool: Pool, device: Device): void {
    this.#add(this.#usedOf(pool), device, -1n);
  }

  /** Pools of one name share their entry whatever their driver: upstream goes by the name alone. */
  #leftOf(pool: Pool): Amounts {
    let left = this.#left.get(pool.name);
    if (left) return left;
    left = new Map();
    for (const { name, counters } of pool.counterSets.values()) {
      for (const [counter, { value }] of Object.entries(counters)) left.set(keyOf(name, counter), nano(value));
    }
    for (const slice of [...pool.slices, ...pool.otherSlices]) {
      for (const device of devicesOf(slice)) {
        const id = deviceId({ driver: slice.spec.driver, pool: slice.spec.pool.name, device: device.name });
        if (device.consumesCounters && this.#cache.isAllocated(id)) this.#add(left, device, -1n);
      }
    }
    this.#left.set(pool.name, left);
    return left;
  }

  #usedOf(pool: Pool): Amounts {
    let used = this.#used.get(pool.name);
    if (!used) {
      used = new Map();
      this.#used.set(pool.name, used);
    }
    return used;
  }

  #add(amounts: Amounts, { consumesCounters = [] }: Device, sign: 1n | -1n): void {
    for (const { counterSet, counters } of consumesCounters) {
      for (const [counter, { value }] of Object.entries(counters)) {
        const key = keyOf(counterSet, counter);
        amounts.set(key, (amounts.get(key) ?? 0n) + sign * nano(value));
      }
    }
  }
}
