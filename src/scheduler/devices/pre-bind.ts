// Before a pod is bound its claims get their devices, and are reserved for it.
// upstream: plugins/dynamicresources PreBind, bindClaim, Unreserve

import type { Client } from '../../api/actor';
import { ApiError } from '../../api/api-error';
import { CLAIM_FINALIZER, consumerOf, isReservedForPod } from '../../kinds/device/pod-claims';
import type { AllocationResult, Pod, ResourceClaim } from '../../kinds/generated/types.gen';
import type { RandomStreams } from '../../sim/random';
import { rfc3339 } from '../../sim/time';
import { type CycleContext, PluginError } from '../framework';
import type { NodeInfo } from '../node-info';
import { schedulerNameOf } from '../scheduler-name';
import { type ExtendedRequests, madeExtendedClaim } from './extended-resources';
import { claimText } from './requests';
import { allocationResult } from './result';
import type { ClaimsScratch } from './scratch';

/** What a pod's claims are to get on the node it goes to. */
export interface ReservedDevices {
  readonly claims: readonly ReservedClaim[];
  /** Which container uses which request of the claim for extended resources; absent when there is none. */
  readonly extended: ExtendedRequests | undefined;
}

interface ReservedClaim {
  readonly claim: ResourceClaim;
  readonly isExtended: boolean;
  /** What it asks for on this node, of a claim for extended resources. */
  readonly spec: ResourceClaim['spec'] | undefined;
  /** Absent when it has its devices. */
  readonly allocation: AllocationResult | undefined;
}

/** Nobody else gets the devices from now on. upstream: DynamicResources.Reserve, SignalClaimPendingAllocation */
export function reserveDevices(
  { name: node }: NodeInfo,
  random: RandomStreams,
  { reader, cache }: CycleContext,
  { claims, extended, nodes }: ClaimsScratch,
): ReservedDevices {
  const { choices = [], extended: requests } = nodes.get(node) ?? {};
  let next = 0;
  const reserved: ReservedClaim[] = [];
  for (const claim of claims) {
    const choice = claim.status?.allocation ? undefined : choices[next++];
    const isExtended = claim === extended;
    if (isExtended && !requests) continue;
    const allocation = choice && allocationResult(choice, node, shareIds(claim, random, reader.nowMs));
    if (allocation) cache.devices.reserve(claim, allocation);
    reserved.push({ claim, isExtended, spec: choice?.claim.spec, allocation });
  }
  return { claims: reserved, extended: requests };
}

export function forgetDevices({ cache }: Pick<CycleContext, 'cache'>, { claims }: ReservedDevices): void {
  for (const { claim, allocation } of claims) if (allocation) cache.devices.release(claim);
}

/** Writes it all. Errors: PluginError, with the text of the API server's refusal. */
export function bindClaims(
  pod: Pod,
  node: string,
  client: Client,
  { cache }: CycleContext,
  { claims, extended }: ReservedDevices,
): 'done' | 'wait' {
  let mustWait = false;
  for (const { claim, isExtended, spec, allocation } of claims) {
    // What is written counts as taken because it is stored.
    if (allocation) cache.devices.release(claim);
    const known = isExtended ? created(claim, spec, client) : claim;
    const bound = isReservedForPod(known, pod) ? known : reserve(known, allocation, pod, client);
    if (isExtended && extended) {
      const extendedResourceClaimStatus = {
        requestMappings: extended.mappings,
        resourceClaimName: bound.metadata.name,
      };
      const patch = { status: { extendedResourceClaimStatus } };
      const { namespace, name } = pod.metadata;
      client.patch('Pod', namespace, name, 'merge', patch, { subresource: 'status' });
    }
    const results = bound.status?.allocation?.devices?.results ?? [];
    if (results.some(({ bindingConditions }) => bindingConditions?.length)) mustWait = true;
  }
  if (!mustWait) return 'done';
  const message = `waiting for binding conditions for device on node ${node}`;
  const reporter = schedulerNameOf(pod);
  client.event(pod, { type: 'Normal', reason: 'BindingConditionsPending', action: 'Scheduling', message, reporter });
  return 'wait';
}

function shareIds({ metadata }: ResourceClaim, random: RandomStreams, nowMs: number): () => string {
  let count = 0;
  return () => random.uid(`device share ${metadata.uid}/${nowMs}/${count++}`);
}

function created(claim: ResourceClaim, spec: ResourceClaim['spec'] | undefined, client: Client): ResourceClaim {
  const { name: _unnamed, ...metadata } = claim.metadata;
  const text = `create claim for extended resources ${claim.metadata.namespace}/`;
  return orFail(text, () => client.create({ ...claim, metadata, spec } as ResourceClaim));
}

function reserve(
  claim: ResourceClaim,
  allocation: AllocationResult | undefined,
  pod: Pod,
  client: Client,
): ResourceClaim {
  const text = claimText(claim);
  const { namespace, name, finalizers = [] } = claim.metadata;
  let latest = client.get('ResourceClaim', namespace, name) ?? claim;
  if (latest.metadata.deletionTimestamp) throw new PluginError(`claim ${text} got deleted in the meantime`);
  if (allocation) {
    if (latest.status?.allocation) throw new PluginError(`claim ${text} got allocated elsewhere in the meantime`);
    if (!finalizers.includes(CLAIM_FINALIZER)) {
      const metadata = { ...latest.metadata, finalizers: [...finalizers, CLAIM_FINALIZER] };
      latest = orFail(`add finalizer to claim ${text}`, () => client.update({ ...latest, metadata }));
    }
  }
  const own = allocation ?? latest.status?.allocation;
  if (!own) throw new PluginError(`claim ${text} got deallocated elsewhere in the meantime`);
  const timed = own.allocationTimestamp ? own : { ...own, allocationTimestamp: rfc3339(client.nowMs) };
  const reservedFor = [...(latest.status?.reservedFor ?? []), consumerOf(pod)];
  const what = allocation ? 'add allocation and reservation' : 'add reservation';
  const status = { ...latest.status, allocation: timed, reservedFor };
  return orFail(`${what} to claim ${text}`, () => client.updateStatus({ ...latest, status }));
}

function orFail<T>(what: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof ApiError) throw new PluginError(`${what}: ${error.message}`);
    throw error;
  }
}

/** The pod does not use its claims after all; they keep their devices. */
export function releaseClaims(pod: Pod, client: Client, { claims }: ReservedDevices): void {
  for (const { claim: known } of claims) {
    const { metadata } = known;
    const claim = client.get('ResourceClaim', metadata.namespace, metadata.name);
    if (!claim?.status?.allocation || !isReservedForPod(claim, pod)) continue;
    const reservedFor = claim.status.reservedFor?.filter(({ uid }) => uid !== pod.metadata.uid);
    ignoring(() => client.updateStatus({ ...claim, status: { ...claim.status, reservedFor } }));
  }
  if (!claims.some(({ isExtended }) => isExtended)) return;
  const made = madeExtendedClaim(pod, client);
  if (made) ignoring(() => deleteClaim(made, client));
}

export function deleteClaim(claim: ResourceClaim, client: Client): void {
  const { namespace, name, finalizers = [] } = claim.metadata;
  if (finalizers.includes(CLAIM_FINALIZER)) {
    const rest = finalizers.filter((one) => one !== CLAIM_FINALIZER);
    client.update({ ...claim, metadata: { ...claim.metadata, finalizers: rest } });
  }
  client.delete('ResourceClaim', namespace, name);
}

function ignoring(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}
