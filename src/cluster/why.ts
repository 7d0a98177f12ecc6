// Why something is as it is: the write that last changed it, and the chain of causes from there back to the user's
// line.

import type { Change } from '../api/change';
import { equalData } from '../kinds/equal-data';
import type { KubeObject } from '../kinds/kind';
import type { TraceRow } from '../sim/trace';
import type { SourceLine } from './cluster';
import type { Simulation } from './simulation';

export interface WhyStep {
  readonly atMs: number;
  /** `user`, `scheduler`, `replicaset-controller`, … */
  readonly actor: string;
  /** What it did: an action's name, `create`, `update`, `bind`, `delete`. */
  readonly verb: string;
  /** On what: `Pod default/web-x`. */
  readonly target: string;
  /** The user's line, on the last step. */
  readonly source?: SourceLine | undefined;
}

export interface Why {
  readonly object: string;
  readonly path: string | undefined;
  /** The value at the path after the write; undefined when it was removed or no path was asked. */
  readonly value: unknown;
  /** From the write back to its first cause. */
  readonly steps: readonly WhyStep[];
}

/** The value at a dotted path: `.status.phase`, `spec.containers[0].image`, `metadata.labels['a.b/c']`. */
export function valueAt(object: unknown, path: string): unknown {
  let value = object;
  for (const [, name, quoted, index] of path.matchAll(/\.?([^.[\]]+)|\[['"]([^'"]+)['"]\]|\[(\d+)\]/g)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[name ?? quoted ?? (index as string)];
  }
  return value;
}

/** The last change of an object, or of the value at a path in it; undefined when there was none. */
export function lastChange(
  changes: readonly Change[],
  kind: string,
  key: string,
  path: string | undefined,
): Change | undefined {
  for (let index = changes.length - 1; index >= 0; index--) {
    const change = changes[index] as Change;
    if (change.key !== key || change.kind !== kind) continue;
    if (path === undefined) return change;
    const before = change.previous && change.type !== 'DELETED' ? valueAt(change.previous, path) : undefined;
    if (!equalData(before, valueAt(change.object, path))) return change;
  }
  return undefined;
}

/** The steps from a trace row back to the first cause; runs are folded into the writes they made. */
export function stepsOf(simulation: Simulation, trace: number, sources: ReadonlyMap<number, SourceLine>): WhyStep[] {
  return simulation.trace.chain(trace).flatMap((row) => stepOf(simulation, row, sources) ?? []);
}

/** A trace row as a step; undefined for a run, which says nothing that its writes do not. */
export function stepOf(
  simulation: Simulation,
  row: TraceRow,
  sources: ReadonlyMap<number, SourceLine>,
): WhyStep | undefined {
  const { id, cause, atMs, actor, verb, key: target, revision } = row;
  if (verb === 'run') return undefined;
  if (actor === 'user' && revision !== 0 && simulation.trace.row(cause)?.actor === 'user') {
    return { atMs, actor: 'kube-apiserver', verb, target };
  }
  const source = sources.get(id);
  return { atMs, actor, verb, target, ...(source ? { source } : {}) };
}

export function why(
  simulation: Simulation,
  kind: string,
  object: KubeObject | undefined,
  key: string,
  path: string | undefined,
  sources: ReadonlyMap<number, SourceLine>,
): Why | undefined {
  const change = lastChange(simulation.store.changes, kind, key, path);
  if (!change) return undefined;
  return {
    object: `${kind} ${key}`,
    path,
    value: path === undefined ? undefined : valueAt(object ?? change.object, path),
    steps: stepsOf(simulation, change.trace, sources),
  };
}
