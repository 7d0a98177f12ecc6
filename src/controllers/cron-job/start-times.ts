// Which start of a CronJob is due, and when to look again. Only the most recent missed start is made up for.
// upstream: pkg/controller/cronjob/utils.go mostRecentScheduleTime, nextScheduleTimeDuration

import type { CronJob } from '../../kinds/generated/types.gen';
import { parseRfc3339 } from '../../sim/time';

/** The next time a schedule names after an instant; undefined when there is none within years. */
export type Next = (afterMs: number) => number | undefined;

export type DueStart =
  | { readonly error: string }
  | {
      readonly earliestMs: number;
      /** The latest start that has passed; undefined when none has. */
      readonly startMs: number | undefined;
      /** How many have passed, roughly. */
      readonly missed: number;
    };

/** A look comes so much after the time itself, for clocks that differ. upstream: nextScheduleDelta */
const DELTA_MS = 100;

/** The latest start up to now, counted from the last one or the creation; `withDeadline`, no earlier than allowed. */
export function dueStart(cronJob: CronJob, nowMs: number, next: Next, withDeadline: boolean): DueStart {
  const earliestMs = earliestStart(cronJob, nowMs, withDeadline);
  const firstMs = next(earliestMs);
  if (firstMs === undefined) return { error: TOO_CLOSE };
  if (nowMs < firstMs) return { earliestMs, startMs: undefined, missed: 0 };
  const secondMs = next(firstMs);
  if (secondMs !== undefined && nowMs < secondMs) return { earliestMs, startMs: firstMs, missed: 1 };
  const spanMs = secondMs === undefined ? 0 : Math.round((secondMs - firstMs) / 1000) * 1000;
  if (spanMs < 1000) return { error: TOO_CLOSE };
  const missed = Math.floor((nowMs - firstMs) / spanMs) + 1;
  // The spans may differ, so that the search begins one of them earlier than the count says.
  let startMs: number | undefined;
  let candidate = next(firstMs + (missed - 2) * spanMs);
  while (candidate !== undefined && candidate <= nowMs) {
    startMs = candidate;
    candidate = next(candidate);
  }
  return { earliestMs, startMs, missed };
}

const TOO_CLOSE = 'time difference between two schedules is less than 1 second';

function earliestStart({ metadata, spec, status }: CronJob, nowMs: number, withDeadline: boolean): number {
  const since = status?.lastScheduleTime ?? metadata.creationTimestamp;
  const sinceMs = since ? parseRfc3339(since) : 0;
  const { startingDeadlineSeconds } = spec;
  if (!withDeadline || startingDeadlineSeconds === undefined) return sinceMs;
  return Math.max(sinceMs, nowMs - startingDeadlineSeconds * 1000);
}

/** Milliseconds until the look at the next start; undefined when there is none. */
export function nextLookInMs(cronJob: CronJob, nowMs: number, next: Next): number | undefined {
  const due = dueStart(cronJob, nowMs, next, false);
  const fromMs = 'error' in due ? nowMs : (due.startMs ?? (due.missed === 0 ? due.earliestMs : nowMs));
  const atMs = next(fromMs);
  return atMs === undefined ? undefined : Math.max(0, atMs + DELTA_MS - nowMs);
}

/** The start may not be made up for any more. */
export function isTooLate({ spec: { startingDeadlineSeconds } }: CronJob, startMs: number, nowMs: number): boolean {
  return startingDeadlineSeconds !== undefined && startMs + startingDeadlineSeconds * 1000 < nowMs;
}
