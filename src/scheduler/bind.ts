// From a chosen node to a bound pod: work before binding (volumes), the binding itself, the event.
// upstream: pkg/scheduler/schedule_one.go bindingCycle; the DefaultBinder plugin

import type { ActorContext } from '../api/actor';
import { ApiError } from '../api/api-error';
import type { Binding, Pod } from '../kinds/generated/types.gen';
import { patchPodStatus } from './conditions';
import { handleFailure, ignoringGone } from './failure';
import type { AnyPlugin, PreBind } from './framework';
import type { NodeInfo } from './node-info';
import type { ProfileRow } from './profile';
import type { QueuedPod } from './queue';
import { type PendingBinding, type SchedulerState, schedulerNameOf } from './state';

const POLL_MS = 1000;

/** Binds the pod, or sets going what must come first. Returns the keys of pods that this lets try again. */
export function placePod(
  cx: ActorContext<SchedulerState>,
  profile: readonly ProfileRow[],
  queued: QueuedPod,
  node: NodeInfo,
): readonly string[] {
  const { cache, nominator, bindings } = cx.state;
  const { pod } = queued;
  nominator.delete(queued.key);
  const context = { reader: cx, cache };
  const waiting = profile.find(({ plugin }) => plugin.preBind?.isNeeded(pod, node, context));
  if (!waiting) return bind(cx, queued, node.name);
  cache.setPod(assumed(pod, node.name), node.name);
  const { nowMs } = cx;
  const preBind = waiting.plugin.preBind as PreBind;
  bindings.set(queued.key, {
    queued,
    node: node.name,
    plugin: waiting.plugin,
    sinceMs: nowMs,
    deadlineMs: nowMs + preBind.timeoutMs,
  });
  try {
    ignoringGone(() => patchPodStatus(cx, pod, undefined, node.name));
    preBind.begin(pod, node, cx, context);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    bindings.delete(queued.key);
    return failBinding(cx, queued, preBindError(waiting.plugin, error.message));
  }
  cx.after(POLL_MS, queued.key);
  return [];
}

/** Looks whether what a binding waits for is done. Returns the keys of pods that may try again. */
export function continueBinding(cx: ActorContext<SchedulerState>, pending: PendingBinding): readonly string[] {
  const { cache, bindings } = cx.state;
  const { queued, plugin } = pending;
  const sinceStart = cx.nowMs - pending.sinceMs;
  if (sinceStart % POLL_MS !== 0) {
    // Woken by a change: the next tick of the poll sees it.
    cx.after(POLL_MS - (sinceStart % POLL_MS), queued.key);
    return [];
  }
  const node = cache.node(pending.node);
  const result = node
    ? (plugin.preBind as PreBind).check(queued.pod, node, { reader: cx, cache })
    : { error: `node "${pending.node}" not found` };
  if (result === 'wait' && cx.nowMs < pending.deadlineMs) {
    cx.after(POLL_MS, queued.key, { background: true });
    return [];
  }
  bindings.delete(queued.key);
  if (result === 'done') return bind(cx, queued, pending.node);
  const why = result === 'wait' ? 'context deadline exceeded' : result.error;
  return failBinding(cx, queued, preBindError(plugin, `${(plugin.preBind as PreBind).waitErrorPrefix}${why}`));
}

const preBindError = (plugin: AnyPlugin, why: string) => `running PreBind plugin "${plugin.name}": ${why}`;

const assumed = (pod: Pod, nodeName: string): Pod => ({ ...pod, spec: { ...pod.spec, nodeName } });

function bind(cx: ActorContext<SchedulerState>, queued: QueuedPod, nodeName: string): readonly string[] {
  const { pod } = queued;
  const { name, namespace, uid } = pod.metadata;
  const binding: Binding = {
    apiVersion: 'v1',
    kind: 'Binding',
    metadata: { name, namespace, uid },
    target: { kind: 'Node', name: nodeName },
  };
  try {
    cx.createSubresource('Pod', namespace, name, 'binding', binding);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return failBinding(cx, queued, `running Bind plugin "DefaultBinder": ${error.message}`);
  }
  const message = `Successfully assigned ${namespace}/${name} to ${nodeName}`;
  cx.event(pod, { type: 'Normal', reason: 'Scheduled', action: 'Binding', message, reporter: schedulerNameOf(pod) });
  return [];
}

/** The room that the pod was assumed to take is free again, as if a pod had been deleted. */
export function failBinding(cx: ActorContext<SchedulerState>, queued: QueuedPod, message: string): readonly string[] {
  const { cache, queue } = cx.state;
  const freed = cache.nodeOfPod(queued.key) !== undefined;
  cache.removePod(queued.key);
  handleFailure(cx, queued, { reason: 'SchedulerError', message, rejectors: [], nominated: '' });
  if (!freed) return [];
  const event = { name: 'Pod/delete', before: queued.pod, after: undefined } as const;
  return queue.wake(event, { reader: cx, cache });
}
