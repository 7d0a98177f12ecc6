// The report of an upgrade as plain data: what is printed with --json, and what the summary is made of. Its schema is
// schema/diff-report.schema.json; a change that breaks readers gets another version.

import { rfc3339 } from '../../sim/time';
import { type ObjectReference, referenceText } from '../finding';
import { type AppliedCounts, appliedCounts } from './applied';
import { type Effect, type EffectSeverity, SEVERITIES } from './effect';
import { endpointCounts } from './endpoints';
import { effectsOf } from './judge';
import type { Observed } from './observed';
import { causesOf, lossesOf, requestsSince } from './streams';
import { hasRolled, workloadChanges } from './workloads';

export const REPORT_VERSION = 1;

/** How a Service fared; times are virtual milliseconds since the change. */
export interface ServiceRow {
  readonly object: ObjectReference;
  readonly endpoints: {
    readonly before: number;
    readonly lowest: number;
    readonly lowestAtMs: number | null;
    readonly after: number;
  };
  /** Null for a Service that was not watched. */
  readonly requests: { readonly sent: number; readonly lost: number; readonly causes: readonly string[] } | null;
}

export interface WorkloadRow {
  readonly object: ObjectReference;
  readonly rolled: boolean;
  readonly podsGone: number;
  readonly podsCreated: number;
}

export interface DiffReport {
  readonly version: typeof REPORT_VERSION;
  readonly verdict: 'safe' | 'unsafe';
  /** The two sets as they were named. */
  readonly old: string;
  readonly new: string;
  readonly seed: number;
  readonly pruned: boolean;
  /** Whether nothing but background work was left: before the change, and at the end. */
  readonly settled: { readonly before: boolean; readonly after: boolean };
  /** Virtual time at which the new set was begun to be applied, RFC 3339. */
  readonly changedAt: string;
  readonly watchedMs: number;
  readonly objects: AppliedCounts;
  readonly counts: Readonly<Record<EffectSeverity, number>>;
  readonly effects: readonly Effect[];
  readonly services: readonly ServiceRow[];
  readonly workloads: readonly WorkloadRow[];
}

export function reportOf(observed: Observed, names: { readonly old: string; readonly new: string }): DiffReport {
  const effects = effectsOf(observed);
  const count = (wanted: EffectSeverity) => effects.filter(({ severity }) => severity === wanted).length;
  return {
    version: REPORT_VERSION,
    verdict: count('error') > 0 ? 'unsafe' : 'safe',
    ...names,
    seed: observed.after.seed,
    pruned: observed.pruned,
    settled: observed.settled,
    changedAt: rfc3339(observed.changedAtMs),
    watchedMs: observed.after.nowMs - observed.changedAtMs,
    objects: appliedCounts(observed),
    counts: Object.fromEntries(SEVERITIES.map((name) => [name, count(name)])) as Record<EffectSeverity, number>,
    effects,
    services: serviceRows(observed),
    workloads: workloadChanges(observed).map((change) => ({
      object: change.object,
      rolled: hasRolled(change),
      podsGone: change.gone,
      podsCreated: change.created,
    })),
  };
}

function serviceRows(observed: Observed): readonly ServiceRow[] {
  return endpointCounts(observed).map(({ service, before, lowest, lowestAtMs = null, after }) => {
    const stream = observed.streams.find((other) => referenceText(other.service) === referenceText(service));
    const losses = stream && lossesOf(observed, stream);
    return {
      object: service,
      endpoints: { before, lowest, lowestAtMs, after },
      requests: losses
        ? { sent: requestsSince(observed, stream), lost: losses.length, causes: causesOf(losses) }
        : null,
    };
  });
}
