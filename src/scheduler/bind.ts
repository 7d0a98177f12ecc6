// From a chosen node to a bound pod: work before binding (volumes), the binding itself, the event.
// upstream: pkg/scheduler/schedule_one.go bindingCycle; the DefaultBinder plugin

import type { ActorContext } from '../api/actor';
import { ApiError } from '../api/api-error';
import type { Binding, Pod } from '../kinds/generated/types.gen';
import { bindByExtender } from './extender';
import { handleFailure } from './failure';
import type { FilterPlan } from './filtering';
import { PluginError } from './framework';
import type { NodeInfo } from './node-info';
import { proceed, reserveFor, tellsNode, undoTasks, writeMs } from './pre-bind';
import type { ProfileRow } from './profile';
import type { QueuedPod } from './queue';
import { schedulerNameOf } from './scheduler-name';
import type { PendingBinding, SchedulerState } from './state';

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
  const tasks = reserveFor(cx, profile, pod, node, plan);
  if (tasks.length === 0) return bind(cx, queued, node.name);
  cache.setPod(assumed(pod, node.name), node.name);
  const nextWriteMs = cx.nowMs + writeMs(cx);
  bindings.set(key, { queued, node: node.name, tasks, isNominated: !tellsNode(), nextWriteMs });
  cx.after(writeMs(cx), key);
  return [];
}

/** Goes on with what comes before a binding, binds when that is done. Returns the keys of pods that may try again. */
export function continueBinding(cx: ActorContext<SchedulerState>, pending: PendingBinding): readonly string[] {
  const { queued, node } = pending;
  const progress = proceed(cx, pending);
  if (progress.outcome === 'done') return bind(cx, queued, node);
  if (progress.outcome === 'failed') return failBinding(cx, queued, progress.message);
  cx.state.bindings.set(queued.key, progress.pending);
  cx.after(progress.nextMs - cx.nowMs, queued.key, { background: progress.isIdle });
  return [];
}

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
    bindByExtender(cx.state.extenders, pod, nodeName);
    cx.createSubresource('Pod', namespace, name, 'binding', binding);
  } catch (error) {
    if (error instanceof PluginError) return failBinding(cx, queued, error.message);
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
  const { tasks = [] } = bindings.get(queued.key) ?? {};
  bindings.delete(queued.key);
  undoTasks(cx, queued.pod, tasks);
  const freed = cache.nodeOfPod(queued.key) !== undefined;
  cache.removePod(queued.key);
  handleFailure(cx, queued, { reason: 'SchedulerError', message, rejectors: [], nominated: '' });
  if (!freed) return [];
  const event = { name: 'Pod/delete', before: queued.pod, after: undefined } as const;
  return queue.wake(event, { reader: cx, cache });
}
