// DynamicResources: a pod goes where its ResourceClaims can be used, or can be given devices.
// upstream: plugins/dynamicresources dynamicresources.go

import type { Client, Reader } from '../../api/actor';
import { equalData } from '../../kinds/equal-data';
import { isEnabled } from '../../kinds/feature-gates';
import type { Pod, ResourceClaim } from '../../kinds/generated/types.gen';
import { matchesSelector } from '../../kinds/node-selector';
import { allocate } from '../devices/allocator';
import { bindingState, hasTimedOut } from '../devices/binding-conditions';
import { claimsOfPod } from '../devices/claims';
import type { DeviceCache } from '../devices/device-cache';
import {
  asksForDevices,
  devicesAskedOf,
  type ExtendedRequests,
  extendedClaim,
  extendedRequests,
  madeExtendedClaim,
  UNNAMED,
} from '../devices/extended-resources';
import {
  bindClaims,
  deleteClaim,
  forgetDevices,
  type ReservedDevices,
  releaseClaims,
  reserveDevices,
} from '../devices/pre-bind';
import { AllocationError, claimText } from '../devices/requests';
import type { ClaimsScratch, NodeAllocation } from '../devices/scratch';
import { subRequestScore } from '../devices/sub-request-score';
import type { FilterPlan } from '../filtering';
import {
  type AnyPlugin,
  type ClusterEvent,
  type CycleContext,
  definePlugin,
  normalizeToHighest,
  PluginError,
  type PostFilterResult,
  type Prepared,
  type Rejection,
  ready,
  rejected,
  skip,
  unresolvable,
} from '../framework';
import type { NodeInfo } from '../node-info';

const NAME = 'DynamicResources';
const CANNOT = unresolvable('cannot allocate all claims');
const NOT_HERE = unresolvable('resourceclaim not available on the node');
const STALE = unresolvable('cannot schedule extended resource claim');
const NO_FIT = unresolvable('cannot fit resource');

/** Nothing takes time here: a search may take so many steps for each millisecond it is given. */
const STEPS_A_MS = 100;

function prepare(pod: Pod, cx: CycleContext, timeouts: Timeouts): Prepared<ClaimsScratch> {
  const { devices } = cx.cache;
  const isExtended = asksForDevices(pod, devices);
  if (!pod.spec.resourceClaims?.length && !isExtended) return skip;
  const found = claimsOfPod(pod, cx.reader);
  if ('why' in found) return rejected(unresolvable(found.why));
  const extended = isExtended ? extendedClaim(pod, cx.reader) : undefined;
  if (found.claims.length === 0 && !extended) return skip;
  for (const claim of found.claims) {
    if (claim.status?.allocation) continue;
    const why = inProcess(claim, devices) ?? missingClass(claim, cx);
    if (why !== undefined) return rejected(unresolvable(why));
  }
  const claims = extended ? [...found.claims, extended] : found.claims;
  return ready({ claims, extended, cx, timeouts, nodes: new Map(), unavailable: new Set() });
}

interface Timeouts {
  readonly maxSteps: number;
  readonly bindingMs: number;
}

/** Another pod is about to write it. */
function inProcess(claim: ResourceClaim, devices: DeviceCache): string | undefined {
  return devices.isReserved(claim)
    ? `resource claim ${claimText(claim)} is in the process of being allocated`
    : undefined;
}

function missingClass({ spec }: ResourceClaim, { reader }: CycleContext): string | undefined {
  for (const { name, exactly, firstAvailable = [] } of spec.devices?.requests ?? []) {
    const named = exactly
      ? [[name, exactly.deviceClassName] as const]
      : firstAvailable.map((sub) => [`${name}/${sub.name}`, sub.deviceClassName] as const);
    for (const [request, className] of named) {
      if (!reader.get('DeviceClass', undefined, className)) {
        return `request ${request}: device class ${className} does not exist`;
      }
    }
  }
  return undefined;
}

function filter(pod: Pod, info: NodeInfo, scratch: ClaimsScratch): Rejection | undefined {
  const { node } = info;
  const { claims, extended, cx } = scratch;
  if (!node) return undefined;
  let own: ExtendedRequests | undefined;
  if (extended) {
    if (extended.spec.devices?.requests) {
      // Of an earlier attempt: it goes before anything else is tried.
      return STALE;
    }
    const names = devicesAskedOf(info, pod, cx.cache.devices);
    if (!names) return NO_FIT;
    if (names.size > 0) own = extendedRequests(pod, names, cx.cache.devices);
    else if (claims.length === 1) return undefined;
  }
  let isAvailable = true;
  claims.forEach((claim, index) => {
    if (isUsable(claim, info, scratch)) return;
    scratch.unavailable.add(index);
    isAvailable = false;
  });
  const toAllocate = claims.flatMap((claim) => {
    if (claim.status?.allocation) return [];
    return claim === extended ? [{ ...claim, spec: { devices: { requests: own?.requests ?? [] } } }] : [claim];
  });
  const choices = toAllocate.length > 0 ? choose(node, toAllocate, scratch) : [];
  if ('code' in choices) return choices;
  if (!isAvailable) return NOT_HERE;
  if (toAllocate.length > 0) scratch.nodes.set(info.name, { choices, extended: own });
  return undefined;
}

/** Whether what the claim has can be used from the node, and is not known to have failed. */
function isUsable(claim: ResourceClaim, { node }: NodeInfo, { cx, timeouts }: ClaimsScratch): boolean {
  const allocation = claim.status?.allocation;
  if (!allocation || !node) return true;
  if (allocation.nodeSelector && !matchesSelector(allocation.nodeSelector, node)) return false;
  const state = bindingState(claim);
  if (state === 'ready') return true;
  return state === 'pending' && !hasTimedOut(claim, timeouts.bindingMs, cx.reader.nowMs);
}

function choose(
  node: NonNullable<NodeInfo['node']>,
  claims: readonly ResourceClaim[],
  { cx, timeouts }: ClaimsScratch,
): NodeAllocation['choices'] | Rejection {
  const classNamed = (name: string) => cx.reader.get('DeviceClass', undefined, name);
  try {
    const result = allocate(node, claims, cx.cache.devices, classNamed, timeouts.maxSteps);
    if (result.outcome === 'allocated') return result.choices;
    if (result.outcome === 'none') return CANNOT;
    if (result.outcome === 'failed') return unresolvable(result.why);
    throw new AllocationError(`node ${node.metadata.name}: timed out trying to allocate devices`);
  } catch (error) {
    if (!(error instanceof AllocationError)) throw error;
    throw new PluginError(`running "${NAME}" filter plugin: ${error.message}`);
  }
}

const no = (message: string, effect?: (client: Client) => void): PostFilterResult => ({
  outcome: 'unschedulable',
  message,
  ...(effect ? { effect } : {}),
});

/** Takes from one claim what no node can use it with. */
function postFilter({ pod, rejected: early, filters }: FilterPlan): PostFilterResult {
  // Another plugin's preFilter ended the cycle before this one had prepared anything; upstream trips over that.
  if (early && early.plugin !== NAME) return { outcome: 'error', message: 'not found' };
  const scratch = filters.find(({ plugin }) => plugin.name === NAME)?.scratch as ClaimsScratch | undefined;
  if (!scratch || early) return no('no new claims to deallocate');
  const { claims, extended, unavailable } = scratch;
  const stale = extended && extended.metadata.name !== UNNAMED ? extended : undefined;
  for (const index of [...unavailable].sort((a, b) => a - b)) {
    const claim = claims[index] as ResourceClaim;
    if (claim === stale) break;
    const { reservedFor = [] } = claim.status ?? {};
    if (reservedFor.some(({ uid }) => uid !== pod.metadata.uid)) continue;
    return no('deallocation of ResourceClaim completed', (client) => client.updateStatus({ ...claim, status: {} }));
  }
  if (stale) return no('deletion of ResourceClaim completed', (client) => deleteClaim(stale, client));
  return no('still not schedulable');
}

function claimMayHelp(pod: Pod, { before, after }: ClusterEvent, { reader }: CycleContext): boolean {
  const found = claimsOfPod(pod, reader);
  if ('why' in found) return false;
  const was = (before as ResourceClaim | undefined)?.status;
  const is = (after as ResourceClaim).status;
  if (was?.allocation && !is?.allocation) return true;
  if (!found.claims.some(({ metadata }) => metadata.uid === after?.metadata.uid)) return false;
  return !before || !equalData(was ?? {}, is ?? {});
}

/** Whether all devices of the pod's claims are ready for it. upstream: isPodReadyForBinding */
function readiness(pod: Pod, reader: Reader, timeoutMs: number): 'done' | 'wait' | { readonly error: string } {
  const found = claimsOfPod(pod, reader);
  if ('why' in found) return { error: found.why };
  const extended = madeExtendedClaim(pod, reader);
  for (const claim of extended ? [...found.claims, extended] : found.claims) {
    const state = bindingState(claim);
    if (typeof state === 'object') return state;
    if (state === 'ready') continue;
    const isLate = hasTimedOut(claim, timeoutMs, reader.nowMs);
    return isLate ? { error: `device binding timeout: claim=${claim.metadata.name}` } : 'wait';
  }
  return 'done';
}

export interface DevicesArgs {
  /** Milliseconds for the search on one node, 0 for no end; 10 s unless given. None without its gate. */
  readonly filterTimeout?: number;
  /** Milliseconds for devices to become ready; 600 s unless given. */
  readonly bindingTimeout?: number;
}

export function dynamicResourcesWith({ filterTimeout = 10_000, bindingTimeout = 600_000 }: DevicesArgs): AnyPlugin {
  const timeouts = (): Timeouts => {
    const isLimited = filterTimeout > 0 && isEnabled('DRASchedulerFilterTimeout');
    const maxSteps = isLimited ? filterTimeout * STEPS_A_MS : Number.POSITIVE_INFINITY;
    return { maxSteps, bindingMs: bindingTimeout };
  };
  return definePlugin<ClaimsScratch, ClaimsScratch, ReservedDevices>({
    name: NAME,
    preEnqueue: (pod, { reader }) => {
      if (!pod.spec.resourceClaims?.length) return undefined;
      const found = claimsOfPod(pod, reader);
      return 'why' in found ? found.why : undefined;
    },
    preFilter: (pod, cx) => prepare(pod, cx, timeouts()),
    filter,
    postFilter,
    preScore: (_pod, _cx, _nodes, filtered) => (filtered ? ready(filtered) : skip),
    score: (_pod, node, scratch) => subRequestScore(scratch, node.name),
    normalize: (scores) => normalizeToHighest(scores, false),
    preBind: {
      timeoutMs: bindingTimeout,
      pollMs: 5000,
      isNeeded: (_pod, _node, _cx, scratch) => scratch !== undefined,
      reserve: (_pod, node, random, cx, scratch) => reserveDevices(node, random, cx, scratch),
      write: bindClaims,
      check: (pod, _node, { reader }) => readiness(pod, reader, bindingTimeout),
      forget: forgetDevices,
      undo: releaseClaims,
      waitErrorPrefix: '',
      timeoutText: 'device binding timeout: context deadline exceeded',
    },
    wakeOn: {
      'Node/add': true,
      'Node/label': true,
      'Node/allocatable': true,
      'ResourceClaim/add': claimMayHelp,
      'ResourceClaim/update': claimMayHelp,
      'Self/generatedClaims': (pod, { after }, { reader }) => 'claims' in claimsOfPod((after as Pod) ?? pod, reader),
      'DeviceClass/add': true,
      'DeviceClass/update': true,
      'ResourceSlice/add': true,
      'ResourceSlice/update': true,
    },
  });
}

export const dynamicResources: AnyPlugin = dynamicResourcesWith({});
