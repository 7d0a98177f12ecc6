// What an upgrade does to a cluster, one sentence each: on which object, when, which field of which file is behind it.
// Plain data: the summary and the JSON report are made of it.

import type { ObjectReference } from '../finding';

/** From the most dangerous on; within one severity the summary keeps this order. */
export const EFFECTS = [
  'refused',
  'object-lost',
  'requests-lost',
  'rollout-unfinished',
  'volume-lost',
  'reference-broken',
  'address-changed',
  'unschedulable',
  'endpoints-lowered',
  'not-rolled',
  'configuration-kept',
  'volume-unmounted',
  'orphaned',
  'refused-before',
  'not-watched',
  'deleted',
  'scaled',
  'rolled',
] as const;
export type EffectName = (typeof EFFECTS)[number];

/** `error`: something is lost or refused. `warning`: somebody should know. `note`: what the change does anyway. */
export const SEVERITIES = ['error', 'warning', 'note'] as const;
export type EffectSeverity = (typeof SEVERITIES)[number];

export interface EffectPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export interface Effect {
  readonly effect: EffectName;
  readonly severity: EffectSeverity;
  readonly object: ObjectReference;
  /** One sentence with the names and numbers of the case, without its object. */
  readonly message: string;
  /** More lines, the most telling first. */
  readonly details: readonly string[];
  /** Virtual milliseconds since the change began. */
  readonly atMs?: number | undefined;
  readonly untilMs?: number | undefined;
  /** The field behind it: `spec.template.spec.containers[web].image`. */
  readonly field?: string | undefined;
  readonly place?: EffectPlace | undefined;
}

/** The most dangerous first; what is equally dangerous in the order of files and lines. */
export function inOrder(effects: readonly Effect[]): readonly Effect[] {
  return [...effects].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect) ||
      byPlace(a.place, b.place),
  );
}

function byPlace(a: EffectPlace | undefined, b: EffectPlace | undefined): number {
  if (!a || !b) return Number(a === undefined) - Number(b === undefined);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
