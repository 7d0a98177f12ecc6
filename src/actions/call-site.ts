// The line of the user's code that called an action, from the stack. Outside the simulation: what it finds is
// remembered beside the trace and never changes what happens.

import { fileURLToPath } from 'node:url';
import type { SourceLine } from '../cluster/cluster';

const FRAME = /(?:^at | \()([^()]+):(\d+):(\d+)\)?$/;
/** Not the user's: packages, Node itself, code that was made from a text. */
const FOREIGN = /[/\\]node_modules[/\\]|^node:|<anonymous>/;

/** The innermost frame below `called`, the method that the user called; undefined when there is none. */
export function callSite(called: (...inputs: never[]) => unknown): SourceLine | undefined {
  const at: { readonly stack?: string } = {};
  Error.captureStackTrace(at, called);
  for (const text of (at.stack ?? '').split('\n').slice(1)) {
    const [, path = '', line, column] = FRAME.exec(text.trim().replace('at async ', 'at ')) ?? [];
    if (path === '' || FOREIGN.test(path)) continue;
    const file = path.startsWith('file:') ? fileURLToPath(path) : path;
    return { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}

/** Errors that are about what the user asked for. */
const ASKED = ['UsageError', 'ApiError', 'ManifestError', 'NotSettledError'];

/**
 * Lets the stack of such an error begin at the line that called the method: what lies above is of no use to anybody.
 */
export function fromCallSite(error: unknown, called: (...inputs: never[]) => unknown): unknown {
  if (!(error instanceof Error) || !ASKED.includes(error.name)) return error;
  const at: { readonly stack?: string } = {};
  Error.captureStackTrace(at, called);
  const isFrame = (line: string) => /^\s+at /.test(line);
  const head = (error.stack ?? '').split('\n').filter((line) => !isFrame(line));
  const frames = (at.stack ?? '').split('\n').filter(isFrame);
  error.stack = [...head, ...frames].join('\n');
  return error;
}
