// What a check tells in the end: plain data that every reporter renders, that is written as JSON and that reports of
// shards are merged from. Nothing in it depends on when or where it was made.

import type { FieldPath } from '../manifests/source';
import type { Finding, ObjectReference, Severity } from './finding';
import type { ProfileName, Rule } from './rule';

/** Goes up when a reader of the JSON would have to change. */
export const REPORT_VERSION = 1;

/** What fails a check. */
export type FailOn = 'error' | 'warning';

export interface CheckReport {
  readonly version: typeof REPORT_VERSION;
  /** The version of wavetank. */
  readonly wavetank: string;
  /** `test` where the rules are tests and the objects count them. */
  readonly command?: 'test' | undefined;
  readonly failOn: FailOn;
  /** Of a part of the work: `index` from 1. */
  readonly shard?: Shard | undefined;
  /** The rules that findings may be of, in the order of the table. */
  readonly rules: readonly ReportedRule[];
  /** One, or one for each environment. */
  readonly runs: readonly CheckRun[];
}

export interface Shard {
  readonly index: number;
  readonly count: number;
}

export interface ReportedRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly profile: ProfileName;
  readonly remedy: string;
  readonly yieldsTo?: readonly string[] | undefined;
}

export interface CheckRun {
  readonly environment?: string | undefined;
  /** Of all that decides what is found: two runs with one digest find the same. */
  readonly digest: string;
  readonly files: number;
  readonly objects: number;
  /** What the manifests lean on and do not bring, and the simulation made up: `Namespace shop`. */
  readonly assumed: readonly string[];
  /** Rules that were asked for and did not run, with the reason. */
  readonly notRun: readonly NotRun[];
  readonly findings: readonly ReportedFinding[];
  /** What kept it from running at all, such as a path that leads nowhere. */
  readonly fault?: string | undefined;
}

export interface NotRun {
  readonly reason: string;
  readonly rules: readonly string[];
}

export interface ReportedPlace {
  /** From the root of the repository, with slashes; `STDIN` for standard input. */
  readonly file: string;
  /** From 1, as `column`. */
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** The lines around it, with carets under it. */
  readonly frame: string;
}

export interface Suppression {
  readonly by: 'annotation' | 'baseline';
  /** The annotation, or the baseline file. */
  readonly source: string;
  readonly reason: string;
}

export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly proof: Finding['proof'];
  /** Absent where a text could not be read as objects. */
  readonly object?: ObjectReference | undefined;
  readonly path: FieldPath;
  readonly message: string;
  readonly promised?: string | undefined;
  readonly happened?: string | undefined;
  readonly trace?: readonly string[] | undefined;
  /** Objects that it may be a consequence of, and that suffer from it. */
  readonly because?: readonly ObjectReference[] | undefined;
  readonly affects?: readonly ObjectReference[] | undefined;
  readonly remedy: string;
  readonly place?: ReportedPlace | undefined;
  /** The same for the same fault, wherever its lines move to. */
  readonly fingerprint: string;
  readonly suppressed?: Suppression | undefined;
}

export function reportedRule({ id, title, severity, profile, remedy, yieldsTo }: Rule): ReportedRule {
  return { id, title, severity, profile, remedy, ...(yieldsTo && { yieldsTo }) };
}

/** Whether a finding fails the check. */
export function fails({ severity, suppressed }: ReportedFinding, failOn: FailOn): boolean {
  return !suppressed && (severity === 'error' || (severity === 'warning' && failOn === 'warning'));
}

export const failingFindings = ({ runs, failOn }: CheckReport): readonly ReportedFinding[] =>
  runs.flatMap(({ findings }) => findings.filter((finding) => fails(finding, failOn)));

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  /** By annotations. */
  readonly suppressed: number;
  /** By the baseline. */
  readonly known: number;
}

export function countsOf(findings: readonly ReportedFinding[]): Counts {
  const open = (wanted: Severity) =>
    findings.filter(({ severity, suppressed }) => !suppressed && severity === wanted).length;
  const by = (wanted: Suppression['by']) => findings.filter(({ suppressed }) => suppressed?.by === wanted).length;
  return {
    errors: open('error'),
    warnings: open('warning'),
    notes: open('note'),
    suppressed: by('annotation'),
    known: by('baseline'),
  };
}
