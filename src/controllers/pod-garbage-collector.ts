// The pod garbage collector: every 20 seconds it removes pods that nobody else will: on nodes that are gone,
// terminating on nodes marked out of service, terminating without a node, and terminated ones beyond a limit.
// upstream: pkg/controller/podgc/gc_controller.go

import { type ActorContext, defineActor, watch } from '../api/actor';
import type { Change } from '../api/change';
import type { Node, Pod, PodCondition } from '../kinds/generated/types.gen';
import { objectKey, splitKey } from '../kinds/kind';
import { Table } from '../sim/table';
import { parseRfc3339 } from '../sim/time';
import { Lane } from '../sim/work-queue';
import { disruptionTarget, withPodCondition } from './shared/pod-conditions';
import { isPodTerminal } from './shared/pod-state';
import { refusalOf } from './shared/refusal';

const PERIOD_MS = 20_000;
const QUARANTINE_MS = 40_000;
const TERMINATED_THRESHOLD = 12_500;
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';
const COLLECT = 'collect';

interface Memory {
  /** Keys of pods that are being deleted. */
  readonly terminating: Table<true>;
  /** Keys of pods that ended. */
  readonly terminated: Table<true>;
  /** Names of nodes that pods are bound to and that are not there; the instant from which they count as gone. */
  readonly missingNodes: Table<number>;
}

type Context = ActorContext<Memory>;

export const podGarbageCollector = defineActor<Memory>({
  name: 'pod-garbage-collector',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ terminating: new Table(), terminated: new Table(), missingNodes: new Table() }),
    fork: ({ terminating, terminated, missingNodes }) => ({
      terminating: terminating.fork(),
      terminated: terminated.fork(),
      missingNodes: missingNodes.fork(),
    }),
  },
  watches: [
    watch('Pod', (change, cx) => trackPod(change, cx)),
    watch('Node', ({ type, key }, cx) => {
      if (type === 'DELETED' && cx.by('Pod', 'node', key).length > 0) suspect(cx, key);
      return undefined;
    }),
  ],
  start: (cx) => cx.after(0, COLLECT, { background: true }),
  reconcile: collect,
});

/** Not yet noticed by a pass. */
const UNSEEN = Number.POSITIVE_INFINITY;

function suspect(cx: Context, node: string): void {
  if (cx.state.missingNodes.has(node)) return;
  cx.state.missingNodes.set(node, UNSEEN);
  cx.rememberCause(`missing ${node}`);
}

/** Keeps the lists of pods that a pass will look at; the passes themselves come by the clock. */
function trackPod({ type, key, object, previous }: Change<Pod>, cx: Context): undefined {
  const { terminating, terminated } = cx.state;
  const gone = type === 'DELETED';
  mark(terminating, key, !gone && object.metadata.deletionTimestamp !== undefined);
  mark(terminated, key, !gone && isPodTerminal(object));
  const { nodeName } = object.spec;
  if (gone || !nodeName || previous?.spec.nodeName === nodeName) return;
  if (cx.get('Node', undefined, nodeName) === undefined) suspect(cx, nodeName);
}

function mark(table: Table<true>, key: string, isMember: boolean): void {
  if (isMember === table.has(key)) return;
  if (isMember) table.set(key, true);
  else table.delete(key);
}

function collect(cx: Context): void {
  cx.after(PERIOD_MS, COLLECT, { background: true });
  const { terminating, terminated } = cx.state;
  if (terminated.size > TERMINATED_THRESHOLD) {
    const surplus = terminated.size - TERMINATED_THRESHOLD;
    for (const pod of inOrder(podsOf(cx, terminated.keys())).slice(0, surplus)) forceDelete(cx, pod);
  }
  const leaving = podsOf(cx, terminating.keys());
  const stranded = leaving.filter(({ spec }) => isOutOfService(cx.get('Node', undefined, spec.nodeName ?? '')));
  for (const pod of inOrder(stranded)) forceDelete(cx, pod);
  collectOrphans(cx);
  for (const pod of leaving) if (!pod.spec.nodeName) forceDelete(cx, pod);
}

function podsOf(cx: Context, keys: readonly string[]): Pod[] {
  const pods: Pod[] = [];
  for (const key of keys) {
    const { namespace, name } = splitKey(key);
    const pod = cx.get('Pod', namespace, name);
    if (pod) pods.push(pod);
  }
  return pods;
}

/** Not ready, and somebody put the out-of-service taint on it. */
export function isOutOfService(node: Node | undefined): boolean {
  const ready = node?.status?.conditions?.find((condition) => condition.type === 'Ready')?.status === 'True';
  return !ready && (node?.spec.taints ?? []).some((taint) => taint.key === OUT_OF_SERVICE);
}

/** Evicted pods first, then the oldest, then by name. upstream: byEvictionAndCreationTimestamp */
export function inOrder(pods: readonly Pod[]): readonly Pod[] {
  const evicted = (pod: Pod) => Number(!(pod.status?.phase === 'Failed' && pod.status.reason === 'Evicted'));
  const created = (pod: Pod) => parseRfc3339(pod.metadata.creationTimestamp ?? '');
  return [...pods].sort(
    (a, b) => evicted(a) - evicted(b) || created(a) - created(b) || byText(a.metadata.name, b.metadata.name),
  );
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Pods on nodes that have been missing through their quarantine. upstream: gcOrphaned */
function collectOrphans(cx: Context): void {
  const { missingNodes } = cx.state;
  for (const name of missingNodes.keys()) {
    const pods = cx.by('Pod', 'node', name);
    if (pods.length === 0 || cx.get('Node', undefined, name) !== undefined) {
      missingNodes.delete(name);
      continue;
    }
    const fromMs = missingNodes.get(name) as number;
    if (fromMs === UNSEEN) missingNodes.set(name, cx.nowMs + QUARANTINE_MS);
    if (fromMs > cx.nowMs) continue;
    cx.because(`missing ${name}`, () => {
      for (const pod of pods) {
        forceDelete(cx, pod, disruptionTarget(pod, 'DeletionByPodGC', 'PodGC: node no longer exists'));
      }
    });
  }
}

/** The pod ends Failed, then goes without grace. upstream: markFailedAndDeletePodWithCondition */
function forceDelete(cx: Context, listed: Pod, condition?: PodCondition): void {
  const { namespace, name } = splitKey(objectKey(listed));
  refusalOf(() => {
    const pod = cx.get('Pod', namespace, name);
    if (pod && !isPodTerminal(pod)) {
      const { generation } = pod.metadata;
      const failed = {
        ...pod.status,
        phase: 'Failed' as const,
        ...(generation === undefined ? {} : { observedGeneration: generation }),
      };
      const status = condition ? withPodCondition(failed, condition, cx.nowMs) : failed;
      cx.updateStatus({ ...pod, status });
    }
    cx.delete('Pod', namespace, name, { gracePeriodSeconds: 0 });
  });
}
