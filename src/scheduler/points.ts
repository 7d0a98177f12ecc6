// The extension points of a profile: which plugins run at each, in which order, and what becomes of a plugin that is
// switched off at one point and left on at another.
// upstream: pkg/scheduler/framework/runtime expandMultiPointPlugins

import type { PluginSet } from './configuration';
import { type AnyPlugin, PluginError, type Prepared, ready } from './framework';
import type { ProfileRow } from './profile';

/** In upstream's order. */
export const EXTENSION_POINTS = [
  'preEnqueue',
  'queueSort',
  'preFilter',
  'filter',
  'postFilter',
  'preScore',
  'score',
  'reserve',
  'permit',
  'preBind',
  'bind',
  'postBind',
] as const;
export type ExtensionPoint = (typeof EXTENSION_POINTS)[number];

/** Built-in plugins whose preparation is a short cut of ours, not upstream's extension point. */
const SHORT_CUTS: Readonly<Partial<Record<ExtensionPoint, readonly string[]>>> = {
  preFilter: ['NodeName', 'NodeUnschedulable', 'TaintToleration'],
  preScore: ['ImageLocality', 'DynamicResources'],
};

/** What the plugin does at the point. None here does anything at `permit` and `postBind`. */
const part = (plugin: AnyPlugin, point: ExtensionPoint) => (plugin as unknown as Record<string, unknown>)[point];

/** Whether the plugin can be named at the point. */
export function extendsPoint(plugin: AnyPlugin, point: ExtensionPoint): boolean {
  if (SHORT_CUTS[point]?.includes(plugin.name)) return false;
  // It holds preemptors back until their victims' deletion is asked for, which here is at once.
  if (point === 'preEnqueue' && plugin.name === 'DefaultPreemption') return true;
  return part(plugin, point === 'reserve' ? 'preBind' : point) !== undefined;
}

/**
 * Names at one point: those of the point that override `multiPoint`, then the rest of `multiPoint`, then the point's
 * own.
 */
export function namesAt(everywhere: readonly string[], { enabled = [], disabled = [] }: PluginSet = {}): string[] {
  const own = [...new Set(enabled.map(({ name }) => name))];
  const off = new Set(disabled.map(({ name }) => name));
  if (off.has('*')) return own;
  const wide = everywhere.filter((name) => !off.has(name));
  const overriding = own.filter((name) => wide.includes(name));
  return [...new Set([...overriding, ...wide, ...own])];
}

const orders = new WeakMap<readonly ProfileRow[], Map<ExtensionPoint, readonly ProfileRow[]>>();

/** The rows whose plugins run at the point, in its order. */
export function rowsAt(rows: readonly ProfileRow[], point: Exclude<ExtensionPoint, 'reserve'>): readonly ProfileRow[] {
  const known = orders.get(rows) ?? new Map<ExtensionPoint, readonly ProfileRow[]>();
  orders.set(rows, known);
  let found = known.get(point);
  if (!found) {
    const place = ({ places }: ProfileRow) => places?.[point] ?? 0;
    found = rows.filter(({ plugin }) => part(plugin, point)).sort((a, b) => place(a) - place(b));
    known.set(point, found);
  }
  return found;
}

/** What a filter says that finds nothing prepared. The others prepare for themselves. */
const FILTERS_UNPREPARED: Readonly<Record<string, string>> = {
  NodePorts: 'reading "PreFilterNodePorts" from cycleState: not found',
  NodeResourcesFit: 'error reading "PreFilterNodeResourcesFit" from cycleState: not found',
  VolumeRestrictions: 'cannot read "PreFilterVolumeRestrictions" from cycleState',
  VolumeBinding: 'not found',
  PodTopologySpread: 'reading "PreFilterPodTopologySpread" from cycleState: not found',
  InterPodAffinity: 'error reading "PreFilterInterPodAffinity" from cycleState: not found',
  DynamicResources: 'not found',
  NodeDeclaredFeatures: 'error reading "PreFilterNodeDeclaredFeatures" from cycle-state: not found',
};

const SCORES_UNPREPARED: Readonly<Record<string, string>> = {
  TaintToleration: 'failed to read "PreScoreTaintToleration" from cycleState: not found',
  PodTopologySpread: 'error reading "PreScorePodTopologySpread" from cycleState: not found',
  InterPodAffinity: 'failed to read "PreScoreInterPodAffinity" from cycleState: not found',
};

/** The plugin as it is at these points alone. */
export function restricted(plugin: AnyPlugin, runsAt: ReadonlySet<ExtensionPoint>): AnyPlugin {
  const off = EXTENSION_POINTS.filter((point) => extendsPoint(plugin, point) && !runsAt.has(point));
  if (off.length === 0) return plugin;
  const { name, preFilter, filter, score } = plugin;
  const without = new Set<string>(off);
  const added: { -readonly [Key in keyof AnyPlugin]?: AnyPlugin[Key] } = {};
  if (off.includes('preFilter') && runsAt.has('filter') && filter && preFilter) {
    const why = FILTERS_UNPREPARED[name];
    for (const part of ['addPod', 'removePod', 'copyScratch']) without.add(part);
    if (why !== undefined) {
      added.filter = () => {
        throw new PluginError(`running "${name}" filter plugin: ${why}`);
      };
    } else Object.assign(added, preparesForItself(preFilter, filter));
  }
  if (off.includes('preScore') && runsAt.has('score') && score) {
    const why = SCORES_UNPREPARED[name];
    if (why === undefined) without.delete('preScore');
    else {
      added.score = () => {
        throw new PluginError(`running Score plugins: plugin "${name}" failed with: ${why}`);
      };
    }
  }
  const left = Object.entries(plugin).filter(([key]) => !without.has(key));
  return { ...(Object.fromEntries(left) as unknown as AnyPlugin), ...added };
}

type Filter = NonNullable<AnyPlugin['filter']>;

/** Never narrows the nodes, and rejects each of them itself. */
function preparesForItself(preFilter: NonNullable<AnyPlugin['preFilter']>, filter: Filter): Partial<AnyPlugin> {
  return {
    preFilter: (pod, cx): Prepared<unknown> => {
      const prepared = preFilter(pod, cx);
      return prepared.outcome === 'ready' || prepared.outcome === 'rejected' ? ready(prepared) : prepared;
    },
    filter: (pod, node, scratch) => {
      const prepared = scratch as Prepared<unknown>;
      if (prepared.outcome === 'rejected') return prepared.rejection;
      return prepared.outcome === 'ready' ? filter(pod, node, prepared.scratch) : undefined;
    },
  };
}
