// Work between choosing a node and binding to it: plugins promise the pod what it needs, write it one object after the
// other, and wait until others have done their part. The plugins work side by side.
// upstream: pkg/scheduler/schedule_one.go bindingCycle, framework/runtime RunPreBindPlugins

import type { ActorContext } from '../api/actor';
import { ApiError } from '../api/api-error';
import { isEnabled } from '../kinds/feature-gates';
import type { Pod } from '../kinds/generated/types.gen';
import { patchPodStatus } from './conditions';
import { ignoringGone } from './failure';
import type { FilterPlan } from './filtering';
import { type AnyPlugin, type CycleContext, PluginError, type PreBind } from './framework';
import type { NodeInfo } from './node-info';
import { rowsAt } from './points';
import type { ProfileRow } from './profile';
import type { PendingBinding, PreBindTask, SchedulerState } from './state';

type Cx = ActorContext<SchedulerState>;

/** The work that the pod's binding takes; empty when there is none. Everything it needs is promised to it. */
export function reserveFor(
  cx: Cx,
  profile: readonly ProfileRow[],
  pod: Pod,
  node: NodeInfo,
  plan: FilterPlan,
): readonly PreBindTask[] {
  const context = { reader: cx, cache: cx.state.cache };
  const tasks: PreBindTask[] = [];
  for (const { plugin } of rowsAt(profile, 'preBind')) {
    if (!plugin.preBind) continue;
    const scratch = plan.filters.find((filter) => filter.plugin === plugin)?.scratch;
    if (!plugin.preBind.isNeeded(pod, node, context, scratch)) continue;
    const reserved = plugin.preBind.reserve(pod, node, cx.random, context, scratch);
    tasks.push({ plugin, reserved, step: 0, stage: 'write', waitsSinceMs: 0 });
  }
  return tasks;
}

/** Each write takes the scheduler about as long as a look at the pod. */
export const writeMs = ({ timings }: Cx) => timings.schedulerLagMs;

export type Progress = { readonly outcome: 'done' } | { readonly outcome: 'failed'; readonly message: string } | Going;

interface Going {
  readonly outcome: 'going';
  readonly pending: PendingBinding;
  /** When something may come of it. */
  readonly nextMs: number;
  /** Whether others must act before anything can. */
  readonly isIdle: boolean;
}

/** Does what is due now. */
export function proceed(cx: Cx, pending: PendingBinding): Progress {
  const context = { reader: cx, cache: cx.state.cache };
  const mayWrite = cx.nowMs >= pending.nextWriteMs;
  if (mayWrite && !pending.isNominated) {
    ignoringGone(() => patchPodStatus(cx, pending.queued.pod, undefined, pending.node));
    return going(cx, { ...pending, isNominated: true, nextWriteMs: cx.nowMs + writeMs(cx) });
  }
  const tasks: PreBindTask[] = [];
  for (const task of pending.tasks) {
    const next = advanced(cx, task, pending, context, mayWrite);
    if (typeof next === 'string') {
      return { outcome: 'failed', message: `running PreBind plugin "${task.plugin.name}": ${next}` };
    }
    tasks.push(next);
  }
  if (tasks.every(({ stage }) => stage === 'done')) return { outcome: 'done' };
  return going(cx, { ...pending, tasks, nextWriteMs: mayWrite ? cx.nowMs + writeMs(cx) : pending.nextWriteMs });
}

/** Before the first write comes, if at all, the pod's status tells where it is to go. */
export const tellsNode = () => isEnabled('NominatedNodeNameForExpectation');

function going(cx: Cx, pending: PendingBinding): Going {
  const waits = pending.tasks.filter(({ stage }) => stage === 'wait');
  const isWriting = pending.tasks.some(({ stage }) => stage === 'write') || !pending.isNominated;
  const dues = waits.map((task) => nextCheckMs(task, cx.nowMs));
  const nextMs = Math.min(...dues, ...(isWriting ? [pending.nextWriteMs] : []));
  const wasChecked = waits.some((task) => isDue(task, cx.nowMs));
  return { outcome: 'going', pending, nextMs, isIdle: !isWriting && wasChecked };
}

/** The task after what is due of it; why it failed, if it did. */
function advanced(
  cx: Cx,
  task: PreBindTask,
  { queued, node }: PendingBinding,
  context: CycleContext,
  mayWrite: boolean,
): PreBindTask | string {
  const { plugin, reserved, step, stage, waitsSinceMs } = task;
  const { write, check, timeoutMs, timeoutText, waitErrorPrefix } = preBindOf(plugin);
  if (stage === 'write' && mayWrite) {
    try {
      const result = write(queued.pod, node, cx, context, reserved, step);
      if (result === 'more') return { ...task, step: step + 1 };
      return { ...task, step: step + 1, stage: result, waitsSinceMs: cx.nowMs };
    } catch (error) {
      if (error instanceof ApiError || error instanceof PluginError) return error.message;
      throw error;
    }
  }
  // Woken by a change: the next tick of the poll sees it.
  if (stage !== 'wait' || !isDue(task, cx.nowMs)) return task;
  const result = check(queued.pod, node, context, reserved);
  if (result === 'done') return { ...task, stage: 'done' };
  if (result !== 'wait') return waitErrorPrefix + result.error;
  return cx.nowMs - waitsSinceMs >= timeoutMs ? waitErrorPrefix + timeoutText : task;
}

const isDue = ({ plugin, waitsSinceMs }: PreBindTask, nowMs: number) =>
  nowMs > waitsSinceMs && (nowMs - waitsSinceMs) % preBindOf(plugin).pollMs === 0;

function nextCheckMs({ plugin, waitsSinceMs }: PreBindTask, nowMs: number): number {
  const { pollMs, timeoutMs } = preBindOf(plugin);
  const since = nowMs - waitsSinceMs;
  return nowMs + Math.min(pollMs - (since % pollMs), timeoutMs - since);
}

/** Nothing is promised to the pod any more. */
export function forgetTasks(cx: Pick<CycleContext, 'cache'>, tasks: readonly PreBindTask[]): void {
  for (const { plugin, reserved } of tasks) preBindOf(plugin).forget(cx, reserved);
}

/** As `forgetTasks`, and what was written is taken back, the last plugin's first. */
export function undoTasks(cx: Cx, pod: Pod, tasks: readonly PreBindTask[]): void {
  for (const { plugin, reserved, step } of [...tasks].reverse()) {
    preBindOf(plugin).forget({ cache: cx.state.cache }, reserved);
    if (step > 0) preBindOf(plugin).undo?.(pod, cx, reserved);
  }
}

const preBindOf = (plugin: AnyPlugin) => plugin.preBind as PreBind<unknown>;
