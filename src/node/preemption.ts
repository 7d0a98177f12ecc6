// A critical pod that only lacks room gets it: the kubelet ends the pods that cost least.
// upstream: pkg/kubelet/preemption/preemption.go

import type { Node, Pod } from '../kinds/generated/types.gen';
import { qualityOfService } from '../kinds/pod-spec/quality-of-service';
import { isCritical, mayPreempt } from './critical-pods';
import { type KubeletContext, type NodeRecord, ownWorker, type PodWorker } from './kubelet-state';
import { lacks, misplacement, type Rejection, requestsOf } from './node-admission';
import { podEvent } from './pod-events';
import { endPod } from './pod-termination';
import { pump } from './pod-worker';
import { nodeWorkers } from './resource-watch';

const REASON = 'Preempting';
const MESSAGE = 'Preempted in order to admit critical pod';
const DISRUPTION = 'Pod was preempted by Kubelet to accommodate a critical pod.';
const DEFAULT_GRACE_SECONDS = 0;

interface Requirement {
  readonly resource: string;
  readonly quantity: number;
}

/**
 * Makes room for a critical pod. `waits`: the pods in its way are being ended; a rejection: there is no way, or it is
 * not for lack of room; undefined: nothing is lacking, or the pod is an ordinary one.
 */
export function makeRoom(
  cx: KubeletContext,
  pod: Pod,
  node: NodeRecord,
  object: Node,
): Rejection | 'waits' | undefined {
  if (!isCritical(pod)) return undefined;
  const missing = lacks(pod, object, node);
  if (missing.length === 0) return undefined;
  const workers = nodeWorkers(cx, node.name);
  if (workers.some(({ life, ending }) => ending?.reason === REASON && life === 'terminating')) return 'waits';
  const misplaced = misplacement(pod, object, node);
  if (misplaced) return misplaced;
  const wanted = missing.map(({ resource, requested, used, capacity }) => ({
    resource,
    quantity: requested - (capacity - used),
  }));
  const candidates = workers.filter(({ life, pod: other }) => life === 'syncing' && mayPreempt(pod, other));
  const victims = chooseVictims(candidates, wanted);
  if (typeof victims === 'string') {
    const message = `Unexpected error while attempting to recover from admission failure: preemption: error finding a set of pods to preempt: ${victims}`;
    return { reason: 'UnexpectedAdmissionError', message };
  }
  // One after another: the next one when this one is gone.
  const [first] = victims;
  if (first) preempt(cx, first.uid);
  return 'waits';
}

function preempt(cx: KubeletContext, uid: string): void {
  const worker = ownWorker(cx.state, uid);
  if (!worker) return;
  podEvent(cx, worker, 'Warning', REASON, MESSAGE);
  const grace = worker.pod.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
  endPod(worker, { reason: REASON, message: MESSAGE, disruption: DISRUPTION, once: true }, grace);
  pump(cx, worker);
}

/** Best-effort pods first, then burstable ones; as few guaranteed ones as can be. A text says why there is no way. */
export function chooseVictims<P extends Pick<PodWorker, 'pod'>>(
  candidates: readonly P[],
  wanted: readonly Requirement[],
): readonly P[] | string {
  const ofClass = (name: string) =>
    candidates.filter(({ pod }) => (pod.status?.qosClass ?? qualityOfService(pod.spec)) === name);
  const [bestEffort, burstable, guaranteed] = [ofClass('BestEffort'), ofClass('Burstable'), ofClass('Guaranteed')];
  const beyond = subtract(wanted, [...bestEffort, ...burstable, ...guaranteed]);
  if (beyond.length > 0) {
    const list = beyond.map(({ resource, quantity }) => `(res: ${resource}, q: ${quantity}), `).join('');
    return `no set of running pods found to reclaim resources: [${list}]`;
  }
  const last = nearestFirst(guaranteed, subtract(wanted, [...bestEffort, ...burstable]));
  const middle = nearestFirst(burstable, subtract(wanted, [...bestEffort, ...last]));
  const first = nearestFirst(bestEffort, subtract(wanted, [...middle, ...last]));
  return [...first, ...middle, ...last];
}

/** Pods until nothing is lacking, each time the one that comes nearest to what still is. */
function nearestFirst<P extends Pick<PodWorker, 'pod'>>(pods: readonly P[], wanted: readonly Requirement[]): P[] {
  const chosen: P[] = [];
  let left = [...pods];
  let lacking = wanted;
  while (lacking.length > 0 && left.length > 0) {
    const needs = lacking;
    const [first, ...rest] = left as [P, ...P[]];
    const best = rest.reduce((known, other) => (isBetter(other, known, needs) ? other : known), first);
    chosen.push(best);
    left = left.filter((pod) => pod !== best);
    lacking = subtract(lacking, [best]);
  }
  return chosen;
}

function isBetter<P extends Pick<PodWorker, 'pod'>>(one: P, other: P, wanted: readonly Requirement[]): boolean {
  const [near, far] = [distance(one.pod, wanted), distance(other.pod, wanted)];
  if (near !== far) return near < far;
  for (const name of ['memory', 'cpu']) {
    const [less, more] = [requestOf(one.pod, name), requestOf(other.pod, name)];
    if (less !== more) return less < more;
  }
  return true;
}

/** How much of what is lacking would still be, squared, resource by resource. */
function distance(pod: Pod, wanted: readonly Requirement[]): number {
  return wanted.reduce((sum, { resource, quantity }) => {
    const remaining = Math.max(0, quantity - requestOf(pod, resource));
    return sum + (remaining / quantity) ** 2;
  }, 0);
}

function subtract(wanted: readonly Requirement[], pods: readonly Pick<PodWorker, 'pod'>[]): readonly Requirement[] {
  return wanted.flatMap(({ resource, quantity }) => {
    const left = pods.reduce((sum, { pod }) => sum - requestOf(pod, resource), quantity);
    return left > 0 ? [{ resource, quantity: left }] : [];
  });
}

const requestOf = (pod: Pod, resource: string) => (resource === 'pods' ? 1 : (requestsOf(pod)[resource] ?? 0));
