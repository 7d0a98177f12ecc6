// A script under way in a container, and what it has printed.

import type { Line, Paused } from './shell/drive';

/** A script under way. */
export interface RunningScript {
  /** Where it stands now. */
  readonly at: Paused;
  /** What it has printed, and what it is known to print when. */
  readonly lines: readonly Line[];
  readonly coming: readonly Line[];
  /** Its end, when that does not depend on files any more. */
  readonly end: { readonly atMs: number; readonly code: number } | undefined;
  /** When it looks at files next, or has to be followed further. */
  readonly wakeMs: number | undefined;
  /** When it was last asked whether it comes to rest soon; it did not then. */
  readonly restlessMs: number | undefined;
}

/** What the script has printed by now. */
export function scriptLines({ lines, coming, at }: RunningScript, nowMs: number): readonly string[] {
  const printed = [...lines, ...coming.filter(({ atMs }) => atMs <= nowMs)].map(({ text }) => text);
  return at.open === '' || coming.length > 0 ? printed : [...printed, at.open];
}
