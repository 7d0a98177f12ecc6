// The taint eviction controller: deletes pods from nodes with NoExecute taints, at once or when the seconds for which
// they tolerate the taints are over. A running timer outlives changes of the taints; no taint left cancels it.
// upstream: pkg/controller/tainteviction/taint_eviction.go

import { type ActorContext, defineActor, watch } from '../api/actor';
import { equalData } from '../kinds/equal-data';
import type { Taint, Toleration } from '../kinds/generated/types.gen';
import { splitKey } from '../kinds/kind';
import { noExecuteTaints, tolerates } from '../kinds/taints';
import { Table } from '../sim/table';
import { Lane } from '../sim/work-queue';
import { disruptionTarget, withPodCondition } from './shared/pod-conditions';
import { refusalOf } from './shared/refusal';

const RETRY_MS = 10;
/** From the announcement of an eviction to the delete, two requests later; the kubelet may be faster. */
const REQUESTS_MS = 20;
const NO_TAINTS: readonly Taint[] = [];

interface Memory {
  /** Nodes with NoExecute taints. */
  readonly tainted: Table<readonly Taint[]>;
  /** When each waiting pod is to be deleted, by its key. */
  readonly evictions: Table<number>;
}

type Context = ActorContext<Memory>;

export const taintEvictionController = defineActor<Memory>({
  name: 'taint-eviction-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ tainted: new Table(), evictions: new Table() }),
    fork: ({ tainted, evictions }) => ({ tainted: tainted.fork(), evictions: evictions.fork() }),
  },
  watches: [
    watch('Node', ({ type, key, object, previous }) => {
      const before = previous ? noExecuteTaints(previous) : NO_TAINTS;
      const after = type === 'DELETED' ? NO_TAINTS : noExecuteTaints(object);
      return equalData(before, after) ? undefined : `node ${key}`;
    }),
    watch('Pod', ({ type, key, object, previous }, cx) => {
      if (type === 'DELETED') return cx.state.evictions.has(key) ? `pod ${key}` : undefined;
      const { nodeName, tolerations } = object.spec;
      if (!nodeName || (!cx.state.tainted.has(nodeName) && !cx.state.evictions.has(key))) return undefined;
      const same = previous?.spec.nodeName === nodeName && equalData(previous.spec.tolerations, tolerations);
      return same ? undefined : `pod ${key}`;
    }),
  ],
  reconcile: (cx, key) => {
    const space = key.indexOf(' ');
    const [task, name] = [key.slice(0, space), key.slice(space + 1)];
    if (task === 'node') handleNode(cx, name);
    else if (task === 'pod') handlePod(cx, name);
    else if (task === 'delete') deletePod(cx, name);
    else fire(cx, name);
  },
});

/**
 * Seconds for which a pod with these tolerations may stay on a node with these taints: 0 for not at all, undefined for
 * ever. Of several matching tolerations of one taint the first decides.
 */
export function toleratedSeconds(taints: readonly Taint[], tolerations: readonly Toleration[]): number | undefined {
  let least: number | undefined;
  for (const taint of taints) {
    const toleration = tolerations.find((candidate) => tolerates(candidate, taint));
    if (toleration === undefined) return 0;
    const { tolerationSeconds } = toleration;
    if (tolerationSeconds === undefined || tolerationSeconds === null) continue;
    if (tolerationSeconds <= 0) return 0;
    least = Math.min(least ?? tolerationSeconds, tolerationSeconds);
  }
  return least;
}

function handleNode(cx: Context, name: string): void {
  const node = cx.get('Node', undefined, name);
  const taints = node ? noExecuteTaints(node) : NO_TAINTS;
  if (taints.length > 0) cx.state.tainted.set(name, taints);
  else cx.state.tainted.delete(name);
  if (node === undefined) return;
  for (const { metadata, spec } of cx.by('Pod', 'node', name)) {
    plan(cx, `${metadata.namespace}/${metadata.name}`, taints, spec.tolerations ?? []);
  }
}

function handlePod(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  const pod = cx.get('Pod', namespace, name);
  if (pod === undefined) {
    cancel(cx, key);
    return;
  }
  const taints = cx.state.tainted.get(pod.spec.nodeName ?? '');
  if (taints) plan(cx, key, taints, pod.spec.tolerations ?? []);
}

/** Sets, keeps or cancels a pod's timer. upstream: processPodOnNode */
function plan(cx: Context, key: string, taints: readonly Taint[], tolerations: readonly Toleration[]): void {
  const seconds = taints.length > 0 ? toleratedSeconds(taints, tolerations) : undefined;
  if (seconds === undefined) {
    cancel(cx, key);
  } else if (seconds === 0) {
    cancel(cx, key);
    evict(cx, key);
  } else if (!cx.state.evictions.has(key)) {
    cx.state.evictions.set(key, cx.nowMs + seconds * 1000);
    cx.after(seconds * 1000, `evict ${key}`, { background: true });
  }
}

/** A timer's instant; it may be an older one than that of the timer which runs now. */
function fire(cx: Context, key: string): void {
  const atMs = cx.state.evictions.get(key);
  if (atMs === undefined) return;
  if (atMs > cx.nowMs) {
    cx.after(atMs - cx.nowMs, `evict ${key}`, { background: true });
    return;
  }
  cx.state.evictions.delete(key);
  evict(cx, key);
}

function cancel(cx: Context, key: string): void {
  if (!cx.state.evictions.has(key)) return;
  cx.state.evictions.delete(key);
  tell(cx, key, `Cancelling deletion of Pod ${key}`);
}

function evict(cx: Context, key: string): void {
  tell(cx, key, `Marking for deletion Pod ${key}`);
  cx.after(REQUESTS_MS, `delete ${key}`);
}

/** upstream: addConditionAndDeletePod, with its retries */
function deletePod(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  const pod = cx.get('Pod', namespace, name);
  if (pod === undefined) return;
  const why = 'Taint manager: deleting due to NoExecute taint';
  const condition = disruptionTarget(pod, 'DeletionByTaintManager', why);
  const status = withPodCondition(pod.status ?? {}, condition, cx.nowMs);
  const refused = refusalOf(() => {
    if (status !== pod.status) cx.updateStatus({ ...pod, status });
    cx.delete('Pod', namespace, name);
  });
  if (refused && refused.reason !== 'NotFound') {
    cx.state.evictions.set(key, cx.nowMs + RETRY_MS);
    cx.after(RETRY_MS, `evict ${key}`, { background: true });
  }
}

/** The reference of these events names the pod without its uid. */
function tell(cx: Context, key: string, message: string): void {
  const { namespace, name } = splitKey(key);
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...(namespace ? { namespace } : {}) } };
  cx.event(pod, { type: 'Normal', reason: 'TaintManagerEviction', message });
}
