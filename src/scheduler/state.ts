// The scheduler's memory: what it knows, who waits, who is nominated, whose binding is under way. Forks with the
// cluster.

import type { Pod } from '../kinds/generated/types.gen';
import type { BackoffLimits } from './backoff';
import { SchedulerCache } from './cache';
import type { SearchState } from './cycle';
import { EXTENDER_NAME, type Extender } from './extender';
import { type AnyPlugin, CLUSTER_EVENTS, type ClusterEventName, type CycleContext, type Hint } from './framework';
import { Nominator } from './nominator';
import type { Profile } from './profile';
import { type HintTable, type QueuedPod, type QueueRules, SchedulingQueue } from './queue';
import { schedulerNameOf } from './scheduler-name';

/** A pod that is assumed on a node while work before its binding goes on. Replaced, never changed. */
export interface PendingBinding {
  readonly queued: QueuedPod;
  readonly node: string;
  readonly tasks: readonly PreBindTask[];
  /** Whether the pod's status names the node. */
  readonly isNominated: boolean;
  /** When the next write is due. */
  readonly nextWriteMs: number;
}

/** What one plugin has to do for it. */
export interface PreBindTask {
  readonly plugin: AnyPlugin;
  readonly reserved: unknown;
  /** How many writes have been made. */
  readonly step: number;
  readonly stage: 'write' | 'wait' | 'done';
  /** Polls and the time limit count from here. */
  readonly waitsSinceMs: number;
}

export interface SchedulerState {
  /** By the name that pods give; the same for all forks. */
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly extenders: readonly Extender[];
  readonly cache: SchedulerCache;
  readonly queue: SchedulingQueue;
  readonly nominator: Nominator;
  readonly bindings: Map<string, PendingBinding>;
  readonly search: SearchState;
  /** When the scheduler began; its ticks count from there. */
  readonly clock: { startMs: number };
}

export function createState(profiles: readonly Profile[], backoff?: BackoffLimits): SchedulerState {
  return {
    profiles: new Map(profiles.map((profile) => [profile.schedulerName, profile])),
    extenders: profiles[0]?.extenders ?? [],
    cache: new SchedulerCache(),
    queue: new SchedulingQueue({ ...queueRules(profiles), backoff }),
    nominator: new Nominator(),
    bindings: new Map(),
    search: { nextStart: 0 },
    clock: { startMs: 0 },
  };
}

export function forkState(state: SchedulerState): SchedulerState {
  return {
    profiles: state.profiles,
    extenders: state.extenders,
    cache: state.cache.copy(),
    queue: state.queue.copy(),
    nominator: state.nominator.copy(),
    bindings: new Map(state.bindings),
    search: { ...state.search },
    clock: { ...state.clock },
  };
}

function queueRules(profiles: readonly Profile[]): QueueRules {
  const plugins = new Map(profiles.map(({ schedulerName, rows }) => [schedulerName, rows.map(({ plugin }) => plugin)]));
  const gates = new Map([...plugins].map(([name, all]) => [name, all.filter((plugin) => plugin.preEnqueue)]));
  const gate = (pod: Pod, cx: CycleContext) =>
    gates.get(schedulerNameOf(pod))?.find((plugin) => plugin.preEnqueue?.(pod, cx) !== undefined)?.name;
  const tables = new Map([...plugins].map(([name, all]) => [name, hintTable(all)]));
  // What an extender looks at is not known.
  for (const table of tables.values()) {
    if (profiles[0]?.extenders?.length) for (const event of CLUSTER_EVENTS) addHint(table, event, EXTENDER_NAME, true);
  }
  const [only] = tables.values();
  return { hints: tables.size === 1 && only ? only : hintsByProfile(tables), gate };
}

/** A plugin may be configured otherwise in each profile: the pod's own is asked. */
function hintsByProfile(tables: ReadonlyMap<string, HintTable>): HintTable {
  const joined = new Map<ClusterEventName, Map<string, Hint>>();
  for (const table of tables.values()) {
    for (const [event, hints] of table) {
      const all = joined.get(event) ?? new Map<string, Hint>();
      joined.set(event, all);
      for (const plugin of hints.keys()) {
        all.set(plugin, (pod, what, cx) => {
          const hint = tables.get(schedulerNameOf(pod))?.get(event)?.get(plugin);
          return hint === true || (hint?.(pod, what, cx) ?? false);
        });
      }
    }
  }
  return joined;
}

type MutableTable = Map<ClusterEventName, Map<string, Hint>>;

function addHint(table: MutableTable, event: ClusterEventName, plugin: string, hint: Hint): void {
  const hints = table.get(event);
  if (hints) hints.set(plugin, hint);
  else table.set(event, new Map([[plugin, hint]]));
}

/**
 * Hints by event and plugin. A plugin that asks for new nodes but not for changed taints gets those too, always: a
 * node may have been kept from it by its taint alone. upstream: pkg/scheduler/scheduler.go buildQueueingHintMap
 */
export function hintTable(plugins: readonly AnyPlugin[]): MutableTable {
  const table: MutableTable = new Map();
  const register = (event: ClusterEventName, plugin: string, hint: Hint) => addHint(table, event, plugin, hint);
  for (const { name, wakeOn = {} } of plugins) {
    for (const event of Object.keys(wakeOn) as ClusterEventName[]) register(event, name, wakeOn[event] as Hint);
    if (wakeOn['Node/add'] && !wakeOn['Node/taint']) register('Node/taint', name, true);
  }
  return table;
}
