// From a chosen node to a bound pod: work before binding (volumes), the binding itself, the event.
// upstream: pkg/scheduler/schedule_one.go bindingCycle; the DefaultBinder plugin

import type { ActorContext } from '../api/actor';
import { ApiError } from '../api/api-error';
import { isEnabled } from '../kinds/feature-gates';
import type { Binding, Pod } from '../kinds/generated/types.gen';
import { patchPodStatus } from './conditions';
import { handleFailure, ignoringGone } from './failure';
import type { FilterPlan } from './filtering';
import { type AnyPlugin, PluginError, type PreBind } from './framework';
import type { NodeInfo } from './node-info';
import type { ProfileRow } from './profile';
import type { QueuedPod } from './queue';
import { schedulerNameOf } from './scheduler-name';
import type { BegunPreBind, PendingBinding, SchedulerState } from './state';

/** Binds the pod, or sets going what must come first. Returns the keys of pods that this lets try again. */
export function placePod(
  cx: ActorContext<SchedulerState>,
  profile: readonly ProfileRow[],
  queued: QueuedPod,
  node: NodeInfo,
  plan: FilterPlan,
): readonly string[] {
  const { cache, nominator, bindings } = cx.state;
  const { pod, key } = queued;
  nominator.delete(key);
  const context = { reader: cx, cache };
  const needed: BegunPreBind[] = [];
  for (const { plugin } of profile) {
    if (!plugin.preBind) continue;
    const scratch = plan.filters.find((filter) => filter.plugin === plugin)?.scratch;
    if (plugin.preBind.isNeeded(pod, node, context, scratch)) needed.push({ plugin, scratch });
  }
  if (needed.length === 0) return bind(cx, queued, node.name);
  cache.setPod(assumed(pod, node.name), node.name);
  const waits: AnyPlugin[] = [];
  const begun: BegunPreBind[] = [];
  const pending = { queued, node: node.name, waits, begun, sinceMs: cx.nowMs };
  bindings.set(key, pending);
  if (isEnabled('NominatedNodeNameForExpectation')) {
    ignoringGone(() => patchPodStatus(cx, pod, undefined, node.name));
  }
  for (const one of needed) {
    try {
      begun.push(one);
      const state = preBindOf(one.plugin).begin(pod, node, cx, context, one.scratch);
      if (state === 'wait') waits.push(one.plugin);
    } catch (error) {
      if (!(error instanceof ApiError) && !(error instanceof PluginError)) throw error;
      return failBinding(cx, queued, preBindError(one.plugin, error.message));
    }
  }
  if (waits.length === 0) return bind(cx, queued, node.name);
  cx.after(nextPollMs(cx, pending), key);
  return [];
}

/** Looks whether what a binding waits for is done. Returns the keys of pods that may try again. */
export function continueBinding(cx: ActorContext<SchedulerState>, pending: PendingBinding): readonly string[] {
  const { cache, bindings } = cx.state;
  const { queued, sinceMs } = pending;
  const sinceStart = cx.nowMs - sinceMs;
  const waits: AnyPlugin[] = [];
  for (const plugin of pending.waits) {
    const { pollMs, timeoutMs, timeoutText, waitErrorPrefix, check } = preBindOf(plugin);
    // Woken by a change: the next tick of the poll sees it.
    const isDue = sinceStart % pollMs === 0;
    const node = cache.node(pending.node);
    const gone = { error: `node "${pending.node}" not found` };
    const result = !isDue ? 'wait' : node ? check(queued.pod, node, { reader: cx, cache }) : gone;
    if (result === 'done') continue;
    const error = result !== 'wait' ? result.error : sinceStart >= timeoutMs ? timeoutText : undefined;
    if (error !== undefined) return failBinding(cx, queued, preBindError(plugin, waitErrorPrefix + error));
    waits.push(plugin);
  }
  if (waits.length === 0) return bind(cx, queued, pending.node);
  const left = { ...pending, waits };
  bindings.set(queued.key, left);
  // After a change the next look may find it done; otherwise others must act first.
  const wasDue = waits.some((plugin) => sinceStart % preBindOf(plugin).pollMs === 0);
  cx.after(nextPollMs(cx, left), queued.key, { background: wasDue });
  return [];
}

function nextPollMs(cx: ActorContext<SchedulerState>, { waits, sinceMs }: PendingBinding): number {
  const sinceStart = cx.nowMs - sinceMs;
  const ends = waits.map((plugin) => {
    const { pollMs, timeoutMs } = preBindOf(plugin);
    return Math.min(pollMs - (sinceStart % pollMs), timeoutMs - sinceStart);
  });
  return Math.min(...ends);
}

const preBindOf = (plugin: AnyPlugin) => plugin.preBind as PreBind<unknown>;

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
  const { cache, queue, bindings } = cx.state;
  const { begun = [] } = bindings.get(queued.key) ?? {};
  bindings.delete(queued.key);
  for (const { plugin, scratch } of [...begun].reverse()) preBindOf(plugin).undo?.(queued.pod, cx, scratch);
  const freed = cache.nodeOfPod(queued.key) !== undefined;
  cache.removePod(queued.key);
  handleFailure(cx, queued, { reason: 'SchedulerError', message, rejectors: [], nominated: '' });
  if (!freed) return [];
  const event = { name: 'Pod/delete', before: queued.pod, after: undefined } as const;
  return queue.wake(event, { reader: cx, cache });
}
