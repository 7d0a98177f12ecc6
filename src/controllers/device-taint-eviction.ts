// The device taint eviction controller: deletes pods whose claims have a device with a NoExecute taint, at once or when
// the seconds for which the request tolerates it are over.
// upstream: pkg/controller/devicetainteviction/device_taint_eviction.go

import { type ActorContext, defineActor, watch } from '../api/actor';
import { equalData } from '../kinds/equal-data';
import { isEnabled } from '../kinds/feature-gates';
import type { Pod, ResourceClaim, ResourceSlice } from '../kinds/generated/types.gen';
import { splitKey } from '../kinds/kind';
import { Table } from '../sim/table';
import { Lane } from '../sim/work-queue';
import { STATUS_PERIOD_MS, syncRuleStatus } from './device-taint-rule-status';
import {
  claimEviction,
  type DeviceEviction,
  evictingRules,
  isEvicting,
  podEviction,
  resultsOf,
  ruleMatches,
} from './device-taints';
import { retryLater } from './shared/backoff';
import { disruptionTarget, withPodCondition } from './shared/pod-conditions';
import { refusalOf } from './shared/refusal';

interface Memory {
  /** When each pod is to be deleted, by its key. */
  readonly evictions: Table<DeviceEviction & { readonly uid: string }>;
  /** How many pods have gone because of a rule, by its uid. */
  readonly evicted: Table<number>;
  readonly failures: Table<number>;
}

type Context = ActorContext<Memory>;

export const deviceTaintEvictionController = defineActor<Memory>({
  name: 'device-taint-eviction-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ evictions: new Table(), evicted: new Table(), failures: new Table() }),
    fork: ({ evictions, evicted, failures }) => ({
      evictions: evictions.fork(),
      evicted: evicted.fork(),
      failures: failures.fork(),
    }),
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
    watch('DeviceTaintRule', ({ type, object, previous }, cx) => {
      if (!isEnabled('DRADeviceTaintRules')) return undefined;
      const { name, uid = '' } = object.metadata;
      if (type === 'DELETED') cx.state.evicted.delete(uid);
      else if (previous && equalData(previous.spec, object.spec)) return undefined;
      const isMeant = (claim: ResourceClaim) =>
        resultsOf(claim).some((result) => [object, previous].some((rule) => rule && ruleMatches(rule, result)));
      const looks = cx.list('ResourceClaim').filter(isMeant).flatMap(podsOf);
      return type === 'DELETED' ? looks : [`rule ${name}`, ...looks];
    }),
    watch('ResourceClaim', ({ object, previous }, cx) => {
      const wasGiven = previous?.status?.allocation !== undefined;
      if (!wasGiven && !object.status?.allocation) return undefined;
      const keys = [...(previous ? podsOf(previous) : []), ...podsOf(object)];
      const isEvicted = (key: string) => cx.state.evictions.has(key.slice(key.indexOf(' ') + 1));
      return claimEviction(object, cx) ? keys : keys.filter(isEvicted);
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
    else if (what === 'rule') syncRuleStatus(cx, key);
    else evict(cx, key);
  },
});

const podsOf = ({ metadata, status }: ResourceClaim): readonly string[] =>
  (status?.reservedFor ?? [])
    .filter(({ apiGroup, resource }) => !apiGroup && resource === 'pods')
    .map(({ name }) => `look ${metadata.namespace}/${name}`);

const taintsOf = ({ spec }: ResourceSlice) =>
  (spec.devices ?? []).flatMap(({ name, taints = [] }) => taints.filter(isEvicting).map((taint) => ({ name, taint })));

/** Sets, moves or cancels a pod's timer. upstream: handlePod */
function look(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  const pod = cx.get('Pod', namespace, name);
  const known = cx.state.evictions.get(key);
  const eviction = pod && podEviction(pod, cx);
  if (!pod || !eviction) {
    if (!known) return;
    cx.state.evictions.delete(key);
    if (pod) tell(cx, pod, 'Cancelling deletion');
    return;
  }
  const { atMs } = eviction;
  cx.state.evictions.set(key, { uid: pod.metadata.uid ?? '', ...eviction });
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
    if (!refused) tellRules(cx, eviction);
  }
  cx.state.failures.delete(`evict ${key}`);
  cx.state.evictions.delete(key);
}

/** The rules' statuses follow, not at once. */
function tellRules(cx: Context, { rules }: DeviceEviction): void {
  for (const uid of rules) {
    cx.state.evicted.set(uid, (cx.state.evicted.get(uid) ?? 0) + 1);
    const rule = evictingRules(cx).find(({ metadata }) => metadata.uid === uid);
    if (rule) cx.after(STATUS_PERIOD_MS, `rule ${rule.metadata.name}`, { background: true });
  }
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
