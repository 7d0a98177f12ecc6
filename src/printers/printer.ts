// What a kind's printer is: from an object, the cells of its row in the order of the kind's columns. The API server
// always fills the columns that only `-o wide` shows, too.
// upstream: pkg/printers/internalversion/printers.go

import type { KubeObject } from '../kinds/kind';
import { parseRfc3339 } from '../sim/time';
import { humanDuration } from './human-duration';

/** As it stands in the answer's JSON. */
export type Cell = string | number | boolean | null;

export interface PrintContext {
  readonly nowMs: number;
}

export type Printer = (object: never, cx: PrintContext) => readonly Cell[];

/** Takes a kind's own type, for a table of printers of all kinds. */
export function definePrinter<T extends KubeObject>(print: (object: T, cx: PrintContext) => readonly Cell[]): Printer {
  return print;
}

/** How long ago a time was, `<unknown>` when there is none. */
export function since(time: string | null | undefined, { nowMs }: PrintContext): string {
  return time ? humanDuration(nowMs - parseRfc3339(time)) : '<unknown>';
}

export function age({ metadata }: KubeObject, cx: PrintContext): string {
  return since(metadata.creationTimestamp, cx);
}

/** `a,b,c + 2 more...`: at most so many of a list, and how many there are besides. */
export function withMore(list: readonly string[], most: number, separator = ','): string {
  const shown = list.slice(0, most).join(separator);
  return list.length > most ? `${shown} + ${list.length - most} more...` : shown;
}
