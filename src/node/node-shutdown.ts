// A machine that is told to shut down: its kubelet holds that up until it has ended the pods, those of the lowest
// priority first, each group within its time. Then the machine is off.
// upstream: pkg/kubelet/nodeshutdown/nodeshutdown_manager{,_linux}.go

import { CommandError } from './command-error';
import { shutdownPeriods } from './kubelet-configuration';
import { type KubeletContext, type NodeRecord, ownNode, ownWorker, type PodWorker } from './kubelet-state';
import type { Rejection } from './node-admission';
import { nodeEvent, tellReadiness } from './node-object';
import { nextStatusLookMs, stopNode } from './nodes';
import { endPod } from './pod-termination';
import { pump } from './pod-worker';
import { nodeWorkers } from './resource-watch';
import { nodeKey, shutdownKey } from './worker-keys';

const MESSAGE = 'Pod was terminated in response to imminent node shutdown.';
const EVENT = 'NodeShutdown';

/** Why no pod is taken any more. */
export const SHUTTING_DOWN: Rejection = {
  reason: 'NodeShutdown',
  message: 'Pod was rejected as the node is shutting down.',
};

/** Without a time for it the machine is off at once. Errors: CommandError when the node is not there or down. */
export function shutDownNode(cx: KubeletContext, name: string): void {
  const node = ownNode(cx.state, name);
  if (!node) throw new CommandError(`no node "${name}"`);
  if (!node.powered) throw new CommandError(`node "${name}" is down`);
  if (node.shutdown) throw new CommandError(`node "${name}" is shutting down already`);
  const periods = shutdownPeriods(node.spec.kubelet);
  if (!node.running || periods.length === 0) {
    stopNode(cx, name);
    return;
  }
  const pods = nodeWorkers(cx, name);
  const groups = periods.map(({ shutdownGracePeriodSeconds }, index) => ({
    graceSeconds: shutdownGracePeriodSeconds,
    uids: pods.filter((worker) => groupOf(worker, periods) === index).map(({ uid }) => uid),
  }));
  node.shutdown = { groups: groups.filter(({ uids }) => uids.length > 0), untilMs: undefined };
  nodeEvent(cx, node, 'Normal', EVENT, 'Shutdown manager detected shutdown event');
  tellReadiness(cx, node);
  goOn(cx, name);
}

/** Those between two priorities go with the lower one, those below all with the lowest. upstream: groupByPriority */
function groupOf({ pod }: PodWorker, periods: readonly { readonly priority: number }[]): number {
  const { priority = 0 } = pod.spec;
  const above = periods.findIndex((period) => period.priority > priority);
  return above < 0 ? periods.length - 1 : Math.max(0, above - 1);
}

/** Ends the next group once the pods of the one before are gone, or their time is over. */
export function goOn(cx: KubeletContext, name: string): void {
  const node = ownNode(cx.state, name);
  if (!node?.shutdown || !node.running) return;
  const { groups, untilMs } = node.shutdown;
  const [group, ...rest] = groups;
  if (!group) {
    node.shutdown = undefined;
    stopNode(cx, name);
    return;
  }
  if (untilMs === undefined) {
    node.shutdown = { groups, untilMs: cx.nowMs + group.graceSeconds * 1000 };
    for (const uid of group.uids) end(cx, uid, group.graceSeconds);
    cx.after(group.graceSeconds * 1000, shutdownKey(name));
  } else if (cx.nowMs >= untilMs || !group.uids.some((uid) => isThere(cx, uid))) {
    node.shutdown = { groups: rest, untilMs: undefined };
    cx.after(0, shutdownKey(name));
  }
}

function isThere({ state }: KubeletContext, uid: string): boolean {
  const worker = state.workers.get(uid);
  return worker !== undefined && worker.life !== 'done';
}

function end(cx: KubeletContext, uid: string, graceSeconds: number): void {
  const worker = ownWorker(cx.state, uid);
  if (worker?.life !== 'syncing') return;
  const grace = Math.min(worker.pod.spec.terminationGracePeriodSeconds ?? graceSeconds, graceSeconds);
  const ending = { reason: 'Terminated', message: MESSAGE, disruption: MESSAGE, once: true } as const;
  endPod(worker, ending, Math.max(1, grace));
  pump(cx, worker);
}

/** The shutdown is called off; what was ended stays so. */
export function cancelShutdown(cx: KubeletContext, node: NodeRecord): void {
  node.shutdown = undefined;
  cx.after(nextStatusLookMs(node, cx.nowMs) - cx.nowMs, nodeKey(node.name));
  nodeEvent(cx, node, 'Normal', EVENT, 'Shutdown manager detected shutdown cancellation');
}
