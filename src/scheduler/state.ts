// The scheduler's memory: what it knows, who waits, who is nominated, whose binding is under way. Forks with the
// cluster.

import type { Pod } from '../kinds/generated/types.gen';
import { SchedulerCache } from './cache';
import type { SearchState } from './cycle';
import type { AnyPlugin, ClusterEventName, Hint } from './framework';
import { Nominator } from './nominator';
import type { ProfileRow } from './profile';
import { type HintTable, type QueuedPod, type QueueRules, SchedulingQueue } from './queue';

/** A pod that is assumed on a node while work before its binding goes on. */
export interface PendingBinding {
  readonly queued: QueuedPod;
  readonly node: string;
  /** The plugin whose preBind is waited for. */
  readonly plugin: AnyPlugin;
  /** The poll looks at whole seconds after this. */
  readonly sinceMs: number;
  readonly deadlineMs: number;
}

export interface SchedulerState {
  readonly cache: SchedulerCache;
  readonly queue: SchedulingQueue;
  readonly nominator: Nominator;
  readonly bindings: Map<string, PendingBinding>;
  readonly search: SearchState;
  /** When the scheduler began; its ticks count from there. */
  readonly clock: { startMs: number };
}

export function createState(profile: readonly ProfileRow[]): SchedulerState {
  return {
    cache: new SchedulerCache(),
    queue: new SchedulingQueue(queueRules(profile)),
    nominator: new Nominator(),
    bindings: new Map(),
    search: { nextStart: 0 },
    clock: { startMs: 0 },
  };
}

export function forkState(state: SchedulerState): SchedulerState {
  return {
    cache: state.cache.copy(),
    queue: state.queue.copy(),
    nominator: state.nominator.copy(),
    bindings: new Map(state.bindings),
    search: { ...state.search },
    clock: { ...state.clock },
  };
}

function queueRules(profile: readonly ProfileRow[]): QueueRules {
  const plugins = profile.map(({ plugin }) => plugin);
  const gates = plugins.filter((plugin) => plugin.preEnqueue);
  const gate = (pod: Pod) => {
    for (const plugin of gates) {
      const why = plugin.preEnqueue?.(pod);
      if (why !== undefined) return why;
    }
    return undefined;
  };
  return { hints: hintTable(plugins), gate };
}

/**
 * Hints by event and plugin. A plugin that asks for new nodes but not for changed taints gets those too, always: a
 * node may have been kept from it by its taint alone. upstream: pkg/scheduler/scheduler.go buildQueueingHintMap
 */
export function hintTable(plugins: readonly AnyPlugin[]): HintTable {
  const table = new Map<ClusterEventName, Map<string, Hint>>();
  const register = (event: ClusterEventName, plugin: string, hint: Hint) => {
    const hints = table.get(event);
    if (hints) hints.set(plugin, hint);
    else table.set(event, new Map([[plugin, hint]]));
  };
  for (const { name, wakeOn = {} } of plugins) {
    for (const event of Object.keys(wakeOn) as ClusterEventName[]) register(event, name, wakeOn[event] as Hint);
    if (wakeOn['Node/add'] && !wakeOn['Node/taint']) register('Node/taint', name, true);
  }
  return table;
}
