// Finds devices on one node for all claims of a pod: the first full solution that a search through all of them comes
// upon, claim by claim, request by request, device by device.
// upstream: dynamic-resource-allocation/structured/internal/incubating allocator_incubating.go

import { toleratesDeviceTaint } from '../../kinds/device/tolerations';
import type { DeviceTaint, DeviceToleration, Node, ResourceClaim } from '../../kinds/generated/types.gen';
import type { Quantity } from '../../kinds/quantity';
import { type Consumed, changed, consumption, hasCapacity, NOTHING_CONSUMED } from './capacity';
import { type Constraint, type DeviceUse, newConstraint } from './constraints';
import { Counters } from './counters';
import type { DeviceCache } from './device-cache';
import type { Pool } from './pools';
import {
  AllocationError,
  type Candidate,
  candidatesIn,
  claimText,
  isSelectable,
  MAX_DEVICES,
  type Surroundings,
  type Wanted,
  wantedBy,
} from './requests';

/** A device that was picked for a request. */
export interface Picked {
  readonly candidate: Candidate;
  readonly wanted: Wanted;
  /** Of a device that others may share. */
  readonly consumed: ReadonlyMap<string, Quantity> | undefined;
}

/** What one claim gets. */
export interface Choice {
  readonly claim: ResourceClaim;
  readonly picked: readonly Picked[];
  /** Each request, or the alternative that was taken. */
  readonly wanted: readonly Wanted[];
}

export type Allocated =
  | { readonly outcome: 'allocated'; readonly choices: readonly Choice[] }
  | { readonly outcome: 'none' }
  /** This node will not do; others may. */
  | { readonly outcome: 'failed'; readonly why: string }
  | { readonly outcome: 'timeout' };

/** Where the search stands. */
interface At {
  readonly claim: number;
  readonly request: number;
  readonly option: number;
  /** How many devices the request has. */
  readonly device: number;
  /** Devices before this one were tried for the request. */
  readonly from: number;
}

/** `exceeded`: the claim would get too many devices, which fewer for an earlier request may cure. */
type Step = 'done' | 'none' | 'exceeded';

class Timeout {}

/** @param maxSteps after which the search is given up; Infinity for never. Errors: AllocationError. */
export function allocate(
  node: Node,
  claims: readonly ResourceClaim[],
  cache: DeviceCache,
  classNamed: Surroundings['classNamed'],
  maxSteps: number,
): Allocated {
  const pools = cache.poolsFor(node);
  const search = new Search({ node, pools, cache, classNamed }, claims, maxSteps);
  try {
    if (search.run()) return { outcome: 'allocated', choices: search.choices() };
  } catch (stop) {
    if (stop instanceof Timeout) return { outcome: 'timeout' };
    throw stop;
  }
  const isInvalid = ({ state }: Pool) => state === 'invalid';
  if (pools.some(isInvalid)) return { outcome: 'failed', why: 'invalid resource pools were encountered' };
  return { outcome: 'none' };
}

class Search {
  readonly #cx: Surroundings;
  readonly #claims: readonly ResourceClaim[];
  readonly #wanted: readonly (readonly (readonly Wanted[])[])[];
  readonly #constraints: readonly (readonly Constraint[])[];
  readonly #picked: Picked[][];
  /** Which alternative each request came to, by claim. */
  readonly #chosen: number[][];
  /** Devices taken in this search, by the claims that have them. */
  readonly #taken = new Map<string, Set<number>>();
  readonly #consumed = new Map<string, Consumed>();
  readonly #counters: Counters;
  readonly #candidates: readonly Candidate[];
  #stepsLeft: number;

  constructor(cx: Surroundings, claims: readonly ResourceClaim[], maxSteps: number) {
    this.#cx = cx;
    this.#claims = claims;
    this.#candidates = cx.pools.flatMap(candidatesIn);
    this.#counters = new Counters(cx.cache);
    this.#stepsLeft = maxSteps;
    this.#wanted = claims.map((claim) => wantedBy(claim, cx));
    this.#constraints = claims.map(({ spec }) => (spec.devices?.constraints ?? []).map(newConstraint));
    this.#picked = claims.map(() => []);
    this.#chosen = claims.map(() => []);
  }

  run(): boolean {
    const step = this.#allocateOne({ claim: 0, request: 0, option: -1, device: 0, from: 0 });
    if (step === 'exceeded') throw new AllocationError('allocation max size exceeded');
    return step === 'done';
  }

  choices(): readonly Choice[] {
    return this.#claims.map((claim, index) => ({
      claim,
      picked: this.#picked[index] as Picked[],
      wanted: (this.#wanted[index] as Wanted[][]).map(
        (options, request) => options[this.#chosen[index]?.[request] ?? 0] as Wanted,
      ),
    }));
  }

  /** `at.option` is -1 until an alternative has been chosen. */
  #allocateOne(at: At): Step {
    if (this.#stepsLeft-- <= 0) throw new Timeout();
    if (at.claim >= this.#claims.length) return 'done';
    const options = this.#wanted[at.claim]?.[at.request];
    if (!options) {
      const step = this.#allocateOne({ claim: at.claim + 1, request: 0, option: -1, device: 0, from: 0 });
      return step === 'exceeded' ? 'none' : step;
    }
    if (at.option < 0 && options[0]?.parent !== undefined) return this.#tryAlternatives(at, options.length);
    const option = Math.max(at.option, 0);
    const wanted = options[option] as Wanted;
    if (wanted.all?.length === 0) return 'none';
    if (at.device >= wanted.count) {
      return this.#allocateOne({ claim: at.claim, request: at.request + 1, option: -1, device: 0, from: 0 });
    }
    const has = this.#picked[at.claim]?.length ?? 0;
    if (has + wanted.count - at.device > MAX_DEVICES) return 'exceeded';
    if (wanted.all) return this.#takeOneOfAll({ ...at, option }, wanted, wanted.all);
    return this.#takeNext({ ...at, option }, wanted);
  }

  #tryAlternatives(at: At, count: number): Step {
    let allExceeded = true;
    for (let option = 0; option < count; option++) {
      const step = this.#allocateOne({ ...at, option });
      if (step === 'exceeded') continue;
      allExceeded = false;
      if (step !== 'done') continue;
      const chosen = this.#chosen[at.claim] as number[];
      chosen[at.request] = option;
      return 'done';
    }
    return allExceeded ? 'exceeded' : 'none';
  }

  /** "All" has no choice: the next one, or nothing. */
  #takeOneOfAll(at: At, wanted: Wanted, all: readonly Candidate[]): Step {
    const giveBack = this.#take(at, wanted, all[at.device] as Candidate, true);
    if (!giveBack) return 'none';
    const step = this.#allocateOne({ ...at, device: at.device + 1 });
    if (step !== 'done') giveBack();
    return step;
  }

  #takeNext(at: At, wanted: Wanted): Step {
    const claim = this.#claims[at.claim] as ResourceClaim;
    for (let index = at.from; index < this.#candidates.length; index++) {
      const candidate = this.#candidates[index] as Candidate;
      if (this.#isInUse(at.claim, wanted, candidate.id)) continue;
      if (!isSelectable(claim, wanted, candidate, this.#cx.node) || !this.#hasCapacity(wanted, candidate)) continue;
      const giveBack = this.#take(at, wanted, candidate, false);
      if (!giveBack) continue;
      const step = this.#allocateOne({ ...at, device: at.device + 1, from: index + 1 });
      if (step === 'done') return 'done';
      giveBack();
      if (step === 'exceeded') return 'exceeded';
    }
    return 'none';
  }

  #hasCapacity({ capacity }: Wanted, { id, device }: Candidate): boolean {
    return hasCapacity(device, capacity, this.#cx.cache.consumedOf(id), this.#consumed.get(id) ?? NOTHING_CONSUMED);
  }

  #isInUse(claim: number, { adminAccess }: Wanted, id: string): boolean {
    const takers = this.#taken.get(id);
    if (adminAccess) return takers?.has(claim) ?? false;
    return this.#cx.cache.isDedicated(id) || (takers !== undefined && takers.size > 0);
  }

  /**
   * Picks the device if it can be had; answers how to put it back. upstream: allocateDevice
   * @param must it is this device or none
   */
  #take(at: At, wanted: Wanted, candidate: Candidate, must: boolean): (() => void) | undefined {
    const { id, device, pool } = candidate;
    const isShared = device.allowMultipleAllocations === true;
    if (!(isShared && wanted.adminAccess) && this.#isInUse(at.claim, wanted, id)) return undefined;
    const isCounted = isShared && (this.#cx.cache.consumedOf(id).size > 0 || this.#consumed.has(id));
    // What is counted here stays counted if the device is refused below, and while it is shared: as upstream has it.
    if (!isCounted && device.consumesCounters?.length && !this.#counters.take(pool, device)) return undefined;
    if (device.taints?.some((taint) => keepsAway(taint, wanted.tolerations ?? []))) return undefined;
    const [request, subRequest] = wanted.parent === undefined ? [wanted.name] : [wanted.parent, wanted.name];
    const use: DeviceUse = { request, subRequest, driver: pool.driver, device };
    if (!this.#satisfies(at.claim, use)) {
      if (!must) return undefined;
      const claim = claimText(this.#claims[at.claim] as ResourceClaim);
      const why = `cannot add device ${id} because a claim constraint would not be satisfied`;
      throw new AllocationError(`claim ${claim}, request ${wanted.name}: ${why}`);
    }
    if (!isShared) this.#takersOf(id).add(at.claim);
    // Of all devices one has too little left; nothing of it is put back, again as upstream has it.
    if (must && !this.#hasCapacity(wanted, candidate)) return undefined;
    const consumed = isShared ? consumption(device, wanted.capacity) : undefined;
    if (consumed) this.#consume(id, consumed, 1n);
    const picked = this.#picked[at.claim] as Picked[];
    const before = picked.length;
    picked.push({ candidate, wanted, consumed });
    return () => {
      for (const constraint of this.#constraints[at.claim] ?? []) constraint.remove(use);
      if (consumed) this.#consume(id, consumed, -1n);
      else {
        this.#takersOf(id).delete(at.claim);
        if (device.consumesCounters?.length) this.#counters.giveBack(pool, device);
      }
      picked.length = before;
    };
  }

  #satisfies(claim: number, use: DeviceUse): boolean {
    const constraints = this.#constraints[claim] ?? [];
    const refused = constraints.findIndex((constraint) => !constraint.add(use));
    for (let index = 0; index < refused; index++) constraints[index]?.remove(use);
    return refused < 0;
  }

  #takersOf(id: string): Set<number> {
    let takers = this.#taken.get(id);
    if (!takers) {
      takers = new Set();
      this.#taken.set(id, takers);
    }
    return takers;
  }

  #consume(id: string, amounts: ReadonlyMap<string, Quantity>, sign: 1n | -1n): void {
    const consumed = changed(this.#consumed.get(id), amounts, sign);
    if (consumed) this.#consumed.set(id, consumed);
    else this.#consumed.delete(id);
  }
}

function keepsAway(taint: DeviceTaint, tolerations: readonly DeviceToleration[]): boolean {
  if (taint.effect !== 'NoExecute' && taint.effect !== 'NoSchedule') return false;
  return !tolerations.some((toleration) => toleratesDeviceTaint(toleration, taint));
}
