// The device taint eviction controller: deletes pods whose claims have a device with a NoExecute taint, at once or when
// the seconds for which the request tolerates it are over.
// upstream: pkg/controller/devicetainteviction/device_taint_eviction.go

import { type ActorContext, defineActor, watch } from '../api/actor';
import { isReservedForPod, notForPod, resourceClaimName } from '../kinds/device/pod-claims';
import { toleratesDeviceTaint } from '../kinds/device/tolerations';
import { equalData } from '../kinds/equal-data';
import type {
  DeviceRequestAllocationResult,
  DeviceTaint,
  Pod,
  ResourceClaim,
  ResourceSlice,
} from '../kinds/generated/types.gen';
import { splitKey } from '../kinds/kind';
import { Table } from '../sim/table';
import { parseRfc3339 } from '../sim/time';
import { Lane } from '../sim/work-queue';
import { retryLater } from './shared/backoff';
import { disruptionTarget, withPodCondition } from './shared/pod-conditions';
import { refusalOf } from './shared/refusal';

interface Memory {
  /** When each pod is to be deleted, by its key. */
  readonly evictions: Table<{ readonly uid: string; readonly atMs: number }>;
  readonly failures: Table<number>;
}

type Context = ActorContext<Memory>;

export const deviceTaintEvictionController = defineActor<Memory>({
  name: 'device-taint-eviction-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ evictions: new Table(), failures: new Table() }),
    fork: ({ evictions, failures }) => ({ evictions: evictions.fork(), failures: failures.fork() }),
  },
  watches: [
    watch('ResourceSlice', ({ type, object, previous }, cx) => {
      const before = previous ? taintsOf(previous) : [];
      const after = type === 'DELETED' ? [] : taintsOf(object);
      if (type !== 'DELETED' && equalData(before, after)) return undefined;
      if (type === 'DELETED' && taintsOf(object).length === 0) return undefined;
      const { driver, pool } = object.spec;
      const uses = (claim: ResourceClaim) =>
        resultsOf(claim).some((result) => result.driver === driver && result.pool === pool.name);
      return cx.list('ResourceClaim').filter(uses).flatMap(podsOf);
    }),
    watch('ResourceClaim', ({ object, previous }, cx) => {
      const wasGiven = previous?.status?.allocation !== undefined;
      if (!wasGiven && !object.status?.allocation) return undefined;
      const keys = [...(previous ? podsOf(previous) : []), ...podsOf(object)];
      const isEvicted = (key: string) => cx.state.evictions.has(key.slice(key.indexOf(' ') + 1));
      return isTainted(object, cx) ? keys : keys.filter(isEvicted);
    }),
    watch('Pod', ({ type, key, object, previous }, cx) => {
      if (!object.spec.resourceClaims?.length) return undefined;
      if (type === 'DELETED') return cx.state.evictions.has(key) ? `gone ${key}` : undefined;
      const isSame =
        previous?.spec.nodeName === object.spec.nodeName &&
        equalData(previous?.status?.resourceClaimStatuses, object.status?.resourceClaimStatuses);
      return isSame ? undefined : `look ${key}`;
    }),
  ],
  reconcile: (cx, task) => {
    const [what, key] = [task.slice(0, task.indexOf(' ')), task.slice(task.indexOf(' ') + 1)];
    if (what === 'gone') cx.state.evictions.delete(key);
    else if (what === 'look') look(cx, key);
    else evict(cx, key);
  },
});

const resultsOf = ({ status }: ResourceClaim): readonly DeviceRequestAllocationResult[] =>
  status?.allocation?.devices?.results ?? [];

const podsOf = ({ metadata, status }: ResourceClaim): readonly string[] =>
  (status?.reservedFor ?? [])
    .filter(({ apiGroup, resource }) => !apiGroup && resource === 'pods')
    .map(({ name }) => `look ${metadata.namespace}/${name}`);

const isEvicting = ({ effect }: DeviceTaint) => effect === 'NoExecute';

const taintsOf = ({ spec }: ResourceSlice) =>
  (spec.devices ?? []).flatMap(({ name, taints = [] }) => taints.filter(isEvicting).map((taint) => ({ name, taint })));

const isTainted = (claim: ResourceClaim, cx: Context) => claimEvictionMs(claim, cx) !== undefined;

/** The evicting taints of a device, in the newest generation of its pool. */
function taintsOn({ driver, pool, device }: DeviceRequestAllocationResult, cx: Context): readonly DeviceTaint[] {
  const slices = cx.list('ResourceSlice').filter(({ spec }) => spec.driver === driver && spec.pool.name === pool);
  const newest = Math.max(...slices.map(({ spec }) => spec.pool.generation));
  const found = slices
    .filter(({ spec }) => spec.pool.generation === newest)
    .flatMap(({ spec }) => spec.devices ?? [])
    .find(({ name }) => name === device);
  return (found?.taints ?? []).filter(isEvicting);
}

/** When pods that use the claim must go; undefined when they may stay. upstream: claimEvictionTime */
function claimEvictionMs(claim: ResourceClaim, cx: Context): number | undefined {
  let earliest: number | undefined;
  for (const result of resultsOf(claim)) {
    for (const taint of taintsOn(result, cx)) {
      const toleratedMs = toleratedFor(taint, result);
      if (toleratedMs === undefined) continue;
      const atMs = parseRfc3339(taint.timeAdded ?? '') + toleratedMs;
      earliest = Math.min(earliest ?? atMs, atMs);
    }
  }
  return earliest;
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

function podEvictionMs(pod: Pod, cx: Context): number | undefined {
  if (!pod.spec.nodeName) return undefined;
  let earliest: number | undefined;
  for (const use of pod.spec.resourceClaims ?? []) {
    const found = resourceClaimName(pod, use);
    if (!('name' in found) || found.name === undefined) continue;
    const claim = cx.get('ResourceClaim', pod.metadata.namespace, found.name);
    if (!claim?.status?.allocation || !isReservedForPod(claim, pod)) continue;
    if (found.isOwn && notForPod(claim, pod) !== undefined) continue;
    const atMs = claimEvictionMs(claim, cx);
    if (atMs !== undefined) earliest = Math.min(earliest ?? atMs, atMs);
  }
  return earliest;
}

/** Sets, moves or cancels a pod's timer. upstream: handlePod */
function look(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  const pod = cx.get('Pod', namespace, name);
  const known = cx.state.evictions.get(key);
  const atMs = pod && podEvictionMs(pod, cx);
  if (!pod || atMs === undefined) {
    if (!known) return;
    cx.state.evictions.delete(key);
    if (pod) tell(cx, pod, 'Cancelling deletion');
    return;
  }
  cx.state.evictions.set(key, { uid: pod.metadata.uid ?? '', atMs });
  cx.after(Math.max(0, atMs - cx.nowMs), `evict ${key}`, { background: atMs > cx.nowMs });
}

/** upstream: maybeDeletePod, addConditionAndDeletePod */
function evict(cx: Context, key: string): void {
  const eviction = cx.state.evictions.get(key);
  if (!eviction) return;
  if (eviction.atMs > cx.nowMs) {
    cx.after(eviction.atMs - cx.nowMs, `evict ${key}`, { background: true });
    return;
  }
  const { namespace, name } = splitKey(key);
  const pod = cx.get('Pod', namespace, name);
  if (pod && pod.metadata.uid === eviction.uid && !pod.metadata.deletionTimestamp) {
    tell(cx, pod, 'Marking for deletion');
    const why = 'Device Taint manager: deleting due to NoExecute taint';
    const condition = disruptionTarget(pod, 'DeletionByDeviceTaintManager', why);
    const status = withPodCondition(pod.status ?? {}, condition, cx.nowMs);
    const refused = refusalOf(() => {
      if (status !== pod.status) cx.updateStatus({ ...pod, status });
      cx.delete('Pod', namespace, name, { preconditions: { uid: eviction.uid } });
    });
    if (refused && refused.reason !== 'NotFound') {
      retryLater(cx, cx.state.failures, `evict ${key}`);
      return;
    }
  }
  cx.state.failures.delete(`evict ${key}`);
  cx.state.evictions.delete(key);
}

const tell = (cx: Context, pod: Pod, message: string): void =>
  cx.event(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: pod.metadata.name, namespace: pod.metadata.namespace, uid: pod.metadata.uid },
    },
    { type: 'Normal', reason: 'DeviceTaintManagerEviction', message },
  );
