// What an old repository is known to have: a file of fingerprints. Findings in it stand; new ones fail.

import { referenceText } from './finding';
import type { ReportedFinding } from './report';

export const BASELINE_VERSION = 1;

/** Why a finding of the baseline stands. */
export const KNOWN_BEFORE = 'it was there before';

export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  /** `Deployment shop/web`, for people. */
  readonly object: string;
  readonly message: string;
  readonly environment?: string | undefined;
}

export interface Baseline {
  readonly version: typeof BASELINE_VERSION;
  readonly findings: readonly BaselineEntry[];
}

/** What fails, or could; notes are told again every time, and what stopped the check is no state to keep. */
export function baselineEntries(
  findings: readonly ReportedFinding[],
  environment: string | undefined,
): readonly BaselineEntry[] {
  return findings
    .filter(({ severity, suppressed }) => severity !== 'note' && suppressed?.by !== 'annotation')
    .map(({ fingerprint, rule, object, message }) => ({
      fingerprint,
      rule,
      object: object ? referenceText(object) : '',
      message,
      ...(environment !== undefined && { environment }),
    }));
}

/** As the file is written: the same text for the same findings, a line for each, so that two branches merge. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const lines = [...entries].sort(byCodeUnit).map((entry) => `    ${JSON.stringify(entry)}`);
  const findings = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "version": ${BASELINE_VERSION},\n  "findings": ${findings}\n}\n`;
}

const orderOf = ({ environment = '', rule, object, fingerprint }: BaselineEntry) =>
  [environment, rule, object, fingerprint].join('\0');

const byCodeUnit = (a: BaselineEntry, b: BaselineEntry) => {
  const [from, to] = [orderOf(a), orderOf(b)];
  return from < to ? -1 : Number(from > to);
};

/** Errors: what is wrong, in words. */
export function readBaseline(text: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BaselineFault(`it is no JSON: ${(error as Error).message}`);
  }
  const { version, findings } = (value ?? {}) as Partial<Baseline>;
  if (version !== BASELINE_VERSION) {
    throw new BaselineFault(`expected "version": ${BASELINE_VERSION}, got ${JSON.stringify(version)}`);
  }
  if (!Array.isArray(findings) || !findings.every(isEntry)) {
    throw new BaselineFault('expected "findings": a list of maps with fingerprint, rule, object and message');
  }
  return { version, findings };
}

export class BaselineFault extends Error {}

function isEntry(entry: unknown): entry is BaselineEntry {
  const { fingerprint, rule, object, message } = (entry ?? {}) as Readonly<Record<string, unknown>>;
  return [fingerprint, rule, object, message].every((field) => typeof field === 'string');
}

/** A baseline as a run uses it: entries of other environments are not its own. */
export interface UsedBaseline {
  /** As the report names it. */
  readonly file: string;
  readonly text: string;
  readonly entries: readonly BaselineEntry[];
}

/** Entries of rules that ran, and that occur no more. */
export function goneEntries(
  { entries }: UsedBaseline,
  findings: readonly Pick<ReportedFinding, 'fingerprint'>[],
  ran: ReadonlySet<string>,
): readonly BaselineEntry[] {
  const there = new Set(findings.map(({ fingerprint }) => fingerprint));
  return entries.filter(({ fingerprint, rule }) => ran.has(rule) && !there.has(fingerprint));
}

/** The line of the baseline's text that an entry stands on, from 1. */
export function lineOfEntry(text: string, fingerprint: string): number {
  const at = text.indexOf(JSON.stringify(fingerprint));
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}
