// What a running script knows, and the steps it takes. A step is plain data with what comes after it as a function that
// changes nothing, so that a script can be kept, copied with its cluster, and taken up again.

import type { Command, List } from './syntax';

/** What a script finds around it. */
export interface ShellWorld {
  readonly read: (path: string) => string | undefined;
  readonly kind: (path: string) => 'file' | 'directory' | undefined;
  /** Answers what is wrong: `Read-only file system`. */
  readonly write: (path: string, content: string) => string | undefined;
  readonly remove: (path: string) => void;
  readonly makeDirectory: (path: string) => string | undefined;
  /** Names in a directory. */
  readonly list: (path: string) => readonly string[];
}

export type Step =
  | { readonly do: 'next'; readonly go: () => Step }
  | { readonly do: 'print'; readonly text: string; readonly go: () => Step }
  | { readonly do: 'time'; readonly go: (nowMs: number) => Step }
  /** Reads or changes files. */
  | { readonly do: 'world'; readonly go: (world: ShellWorld) => Step }
  | {
      readonly do: 'wait';
      readonly ms: number;
      /** SIGTERM ends the waiting; else its handler is run when the waiting is over. */
      readonly isInterruptible: boolean;
      readonly env: Env;
      readonly go: (env: Env) => Step;
    }
  | { readonly do: 'end'; readonly code: number }
  /** Another program takes over, of which nothing is known. */
  | { readonly do: 'program' };

export type Next = (env: Env) => Step;

export type Sink =
  | { readonly to: 'log' }
  | { readonly to: 'null' }
  | { readonly to: 'captured' }
  | { readonly to: 'file'; readonly path: string };

export interface Loop {
  readonly leave: Next;
  readonly again: Next;
  readonly outer: Loop | undefined;
}

export interface Env {
  readonly variables: ReadonlyMap<string, string>;
  readonly exported: ReadonlySet<string>;
  readonly positional: readonly string[];
  readonly functions: ReadonlyMap<string, Command>;
  readonly traps: ReadonlyMap<string, string>;
  /** Ends of what runs in the background. */
  readonly jobs: readonly number[];
  readonly code: number;
  /** `e`, `u`, `x` as they were set. */
  readonly flags: string;
  /** A failure decides something here and ends nothing. */
  readonly isTested: boolean;
  readonly directory: string;
  readonly hostname: string;
  readonly out: Sink;
  readonly errors: Sink;
  readonly input: string;
  readonly captured: string;
  readonly loop: Loop | undefined;
  readonly returns: Next | undefined;
  readonly exits: Next;
  readonly run: (env: Env, list: List, next: Next) => Step;
}

export const LOG: Sink = Object.freeze({ to: 'log' });
export const NULL: Sink = Object.freeze({ to: 'null' });
export const CAPTURED: Sink = Object.freeze({ to: 'captured' });

export const later = (go: () => Step): Step => ({ do: 'next', go });

export const withCode = (env: Env, code: number): Env => (env.code === code ? env : { ...env, code });

export function withVariable(env: Env, name: string, value: string): Env {
  return { ...env, variables: new Map(env.variables).set(name, value) };
}

/** Absolute, without `.` and `..`. */
export function resolved(env: Pick<Env, 'directory'>, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${env.directory}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Prints to where output goes, or errors. */
export function emit(env: Env, text: string, sink: Sink, next: Next): Step {
  if (text === '' || sink.to === 'null') return next(env);
  if (sink.to === 'log') return { do: 'print', text, go: () => next(env) };
  if (sink.to === 'captured') return next({ ...env, captured: env.captured + text });
  const { path } = sink;
  return {
    do: 'world',
    go: (world) => {
      const problem = world.write(path, (world.read(path) ?? '') + text);
      return next(problem === undefined ? env : withCode(env, 1));
    },
  };
}

/** An error message, then the code. */
export function fail(env: Env, message: string, code: number, next: Next): Step {
  return emit(env, `${message}\n`, env.errors, (after) => next(withCode(after, code)));
}
