// How the scheduler follows the store: each change goes into its cache and queue at once; the keys returned are those
// of pods that may now be tried. upstream: pkg/scheduler/eventhandlers.go

import { type ActorContext, type Watch, watch } from '../api/actor';
import type { Change } from '../api/change';
import { resourceClaimKeys } from '../kinds/device/pod-claims';
import { isEnabled } from '../kinds/feature-gates';
import type { Node, Pod } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { claimsOf } from './claims';
import { nodeEvents, ownEvents, placedPodEvents } from './cluster-events';
import { type ClusterEvent, type ClusterEventName, type CycleContext, VOLUME_KINDS } from './framework';
import { forgetTasks } from './pre-bind';
import { priorityOf } from './queue';
import { podUsage } from './requests';
import { schedulerNameOf } from './scheduler-name';
import type { SchedulerState } from './state';

type Cx = ActorContext<SchedulerState>;

export const watches: readonly Watch<SchedulerState>[] = [
  watch<'Pod', SchedulerState>('Pod', podChanged),
  watch<'Node', SchedulerState>('Node', nodeChanged),
  watch<'Namespace', SchedulerState>('Namespace', ({ type, object }, cx) => {
    cx.state.cache.setNamespace(type === 'DELETED' ? undefined : object, object.metadata.name);
    return undefined;
  }),
  watch<'Service', SchedulerState>('Service', ({ type, key, object }, cx) => {
    cx.state.cache.setService(key, type === 'DELETED' ? undefined : object);
    return undefined;
  }),
  ...VOLUME_KINDS.map((kind): Watch<SchedulerState> => ({ kind, keys: objectChanged })),
  watch<'ResourceClaim', SchedulerState>('ResourceClaim', (change, cx) => {
    const { type, previous, object } = change;
    const [before, after] = type === 'DELETED' ? [object, undefined] : [previous, object];
    cx.state.cache.devices.claimChanged(before, after);
    return objectChanged(change as unknown as Change<never>, cx);
  }),
  watch<'DeviceClass', SchedulerState>('DeviceClass', (change, cx) => {
    const { type, key, object } = change;
    cx.state.cache.devices.setClass(key, type === 'DELETED' ? undefined : object);
    return objectChanged(change as unknown as Change<never>, cx);
  }),
  watch<'ResourceSlice', SchedulerState>('ResourceSlice', (change, cx) => {
    const { type, key, object } = change;
    cx.state.cache.devices.setSlice(key, type === 'DELETED' ? undefined : object);
    return objectChanged(change as unknown as Change<never>, cx);
  }),
  watch<'DeviceTaintRule', SchedulerState>('DeviceTaintRule', ({ type, key, object }, cx) => {
    if (!isEnabled('DRADeviceTaintRules')) return undefined;
    const slices = cx.state.cache.devices.setRule(key, type === 'DELETED' ? undefined : object);
    return wake(
      cx,
      slices.map(([before, after]) => ({ name: 'ResourceSlice/update', before, after })),
    );
  }),
];

const context = (cx: Cx): CycleContext => ({ reader: cx, cache: cx.state.cache });

function wake(cx: Cx, events: readonly ClusterEvent[], isOffered?: (pod: Pod) => boolean): string[] {
  if (events.length === 0) return [];
  const { queue } = cx.state;
  return events.flatMap((event) => queue.wake(event, context(cx), isOffered));
}

function nodeChanged({ type, previous, object }: Change<Node>, cx: Cx): string[] {
  const { cache } = cx.state;
  if (type === 'DELETED') {
    cache.removeNode(object);
    return wake(cx, [{ name: 'Node/delete', before: object, after: undefined }]);
  }
  cache.setNode(object);
  if (!previous) return wake(cx, [{ name: 'Node/add', before: undefined, after: object }]);
  return wake(cx, nodeEvents(previous, object));
}

/** Finished pods are gone for the scheduler. */
const isOver = (pod: Pod) => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';

function podChanged({ type, key, previous, object }: Change<Pod>, cx: Cx): string[] {
  const before = previous && !isOver(previous) ? previous : undefined;
  const after = type === 'DELETED' || isOver(object) ? undefined : object;
  if (!before && !after) return [];
  const woken: string[] = [];
  const wasPlaced = !!before?.spec.nodeName;
  if (after?.spec.nodeName) {
    if (before && !wasPlaced) woken.push(...leaveQueue(cx, key, before, after));
    const { cache } = cx.state;
    const known = cache.placedPod(key);
    const { usage } = cache.setPod(after, after.spec.nodeName);
    const fresh: ClusterEvent = { name: 'Pod/add', before: undefined, after };
    const events =
      before && wasPlaced ? placedPodEvents(before, after, known?.usage ?? podUsage(before), usage) : [fresh];
    woken.push(...wake(cx, events));
    return woken;
  }
  if (!after) {
    if (!wasPlaced) return leaveQueue(cx, key, before as Pod, undefined);
    cx.state.cache.removePod(key);
    return wake(cx, [{ name: 'Pod/delete', before, after: undefined }]);
  }
  return waitingPodChanged(cx, key, before, after);
}

function waitingPodChanged(cx: Cx, key: string, before: Pod | undefined, after: Pod): string[] {
  const { queue, nominator, bindings } = cx.state;
  if (!cx.state.profiles.has(schedulerNameOf(after))) return [];
  if (bindings.has(key)) return after.metadata.deletionTimestamp ? dropBinding(cx, key) : [];
  const woken: string[] = [];
  const was = before?.status?.nominatedNodeName;
  const is = after.status?.nominatedNodeName;
  // A nomination that is not written yet stays; the pod itself is kept as it now is.
  const node = is || (was ? undefined : nominator.nodeOf(key));
  if (node) nominator.set(after, node);
  else nominator.delete(key);
  if (!before) {
    const ready = queue.add(key, after, context(cx));
    if (ready) woken.push(ready);
    return woken;
  }
  // A pod that is being tried right now is put back with its newest state by whoever tries it.
  if (queue.get(key)) {
    const ready = queue.update(key, after, ownEvents(before, after), context(cx));
    if (ready) woken.push(ready);
  }
  if (was && was !== is) woken.push(...nominationEnded(cx, before));
  return woken;
}

/** The pod has been bound or is gone. */
function leaveQueue(cx: Cx, key: string, before: Pod, after: Pod | undefined): string[] {
  const { queue, nominator, bindings } = cx.state;
  queue.delete(key);
  nominator.delete(key);
  const pending = bindings.get(key);
  if (pending && !after) return dropBinding(cx, key);
  if (pending) {
    bindings.delete(key);
    forgetTasks(context(cx), pending.tasks);
  }
  const was = before.status?.nominatedNodeName;
  return was && was !== after?.spec.nodeName ? nominationEnded(cx, before) : [];
}

/** A pod that is deleted while its binding waits frees what it was assumed to take. */
function dropBinding(cx: Cx, key: string): string[] {
  const { bindings, cache } = cx.state;
  const pending = bindings.get(key);
  bindings.delete(key);
  if (pending) forgetTasks(context(cx), pending.tasks);
  cache.removePod(key);
  return pending ? wake(cx, [{ name: 'Pod/delete', before: pending.queued.pod, after: undefined }]) : [];
}

/** Pods of no higher priority had to count a nominated pod as running; for them it is as if it had been deleted. */
function nominationEnded(cx: Cx, before: Pod): string[] {
  const event: ClusterEvent = { name: 'Pod/delete', before, after: undefined };
  return wake(cx, [event], (pod) => priorityOf(pod) <= priorityOf(before));
}

function objectChanged(change: Change<never>, cx: Cx): string[] {
  const { type, kind, previous, object } = change as unknown as Change<KubeObject>;
  const what = type === 'ADDED' ? 'add' : type === 'DELETED' ? 'delete' : 'update';
  const name = `${kind}/${what}` as ClusterEventName;
  const woken = wake(cx, [
    { name, before: type === 'DELETED' ? object : previous, after: type === 'DELETED' ? undefined : object },
  ]);
  const isClaim = kind === 'PersistentVolumeClaim' || kind === 'ResourceClaim';
  return isClaim ? [...woken, ...bindingsOf(cx, kind, object)] : woken;
}

/** Pods whose binding waits for this claim. */
function bindingsOf(cx: Cx, kind: string, claim: KubeObject): string[] {
  const { name, namespace } = claim.metadata;
  const keys: string[] = [];
  for (const [key, { queued }] of cx.state.bindings) {
    const { pod } = queued;
    const names =
      kind === 'ResourceClaim' ? resourceClaimKeys(pod) : claimsOf(pod).map((use) => `${namespace}/${use.name}`);
    if (pod.metadata.namespace === namespace && names?.includes(`${namespace}/${name}`)) keys.push(key);
  }
  return keys;
}
