// What the program in a container does, as data: rules by image pattern, the first match wins. A user gives rules of
// this form to the cluster; images nobody speaks of run for ever, answer 200 on their declared ports and exit 0 on
// SIGTERM.

import { Minimatch } from 'minimatch';

/** A value over the container's age, straight between its points. */
export type Curve = readonly { readonly atMs: number; readonly value: number }[];

export interface HttpAnswer {
  /** Path or pattern (`/api/**`); every path unless given. Answers of the first path that matches count. */
  readonly path?: string;
  readonly status: number;
  /** Age from which this answer holds, until the next one of the same path. */
  readonly fromMs?: number;
  readonly delayMs?: number;
  readonly body?: string;
}

export interface ExecAnswer {
  readonly exitCode?: number;
  readonly output?: string;
  /** Exit code 1 before this age. */
  readonly readyAfterMs?: number;
  /** Exit code 1 from this age on. */
  readonly failAfterMs?: number;
  readonly delayMs?: number;
}

/** Why a registry does not give an image. */
export type PullFailure = 'notFound' | 'denied' | 'unreachable';

export interface Program {
  /** Ends by itself. */
  readonly exits?: { readonly code: number; readonly afterMs: number };
  /** Is killed for memory after so long. */
  readonly oom?: { readonly afterMs: number };
  /** Ports it listens on; every declared containerPort unless given. */
  readonly listens?: readonly number[];
  /** What it answers to HTTP; 200 on every path unless given. */
  readonly answers?: readonly HttpAnswer[];
  /** Answers 503 before this age (SIM_READY_AFTER). */
  readonly readyAfterMs?: number;
  /** Answers 500 from this age on (SIM_FAIL_AFTER). */
  readonly failAfterMs?: number;
  /** What commands run in it return: exec probes and hooks. */
  readonly exec?: ExecAnswer;
  /**
   * On SIGTERM: exits with the code after so long; false ignores the signal. Exit 0 at once unless given. One that
   * drains takes no connection from then on, closes those that are kept open, and finishes the answers under way.
   */
  readonly stopsOnTerm?: false | { readonly afterMs?: number; readonly exitCode?: number; readonly drains?: boolean };
  /** Bytes of memory over its age; above the container's limit it is OOM-killed. */
  readonly memory?: Curve;
  /** Bytes over its age in the container's own layer and in its logs. */
  readonly disk?: Curve;
  /** Bytes over its age in the volume that is mounted there, by mount path. */
  readonly fills?: Readonly<Record<string, Curve>>;
  /** Thousandths of a core over its age. */
  readonly cpu?: Curve;
  /** Milliseconds of a core that each answered request takes besides. */
  readonly cpuMsPerRequest?: number;
  /** Bytes of memory that each request takes besides, from its arrival until its answer. */
  readonly memoryBytesPerRequest?: number;
  /** Milliseconds after the answer until they are let go: a session, a garbage collector; 0 unless given. */
  readonly memoryHeldMs?: number;
  /** Lines it prints at its start; `{image}` and `{attempt}` stand for the image's name and the restart count. */
  readonly logs?: readonly string[];
  /** Lines it prints when it ends by itself. */
  readonly lastLogs?: readonly string[];
  /** What it leaves in the termination message file. */
  readonly terminationMessage?: string;
  /** Files of its image, path to content. */
  readonly files?: Readonly<Record<string, string>>;
  /** The image's user; 0 (root) unless given. A name stays a name. */
  readonly user?: number | string;
  /** The runtime cannot start it; the text is the runtime's. */
  readonly startError?: string;
  /** The image cannot be pulled. */
  readonly missing?: PullFailure;
}

export interface ProgramRule extends Program {
  /** Pattern (minimatch) for the image as the pod names it, without registry, or in full. */
  readonly image: string;
  /** Pattern for the container's name; every container unless given. */
  readonly container?: string;
}

/** The first rule that speaks of this image and container. */
export function matchingRule(
  rules: readonly ProgramRule[],
  image: string,
  fullImage: string,
  container: string,
): ProgramRule | undefined {
  return rules.find(
    (rule) =>
      (matches(rule.image, image) || matches(rule.image, fullImage)) &&
      (rule.container === undefined || matches(rule.container, container)),
  );
}

/** Answers by pattern and text; images and paths are few and asked for often. */
const patterns = new Map<string, { readonly pattern: Minimatch; readonly answers: Map<string, boolean> }>();
const ANSWERS_LIMIT = 1_000;

/** Whether the text fits the pattern; `*` stays within a path segment, `**` does not. */
export function matches(pattern: string, text: string): boolean {
  let known = patterns.get(pattern);
  if (!known) {
    known = { pattern: new Minimatch(pattern, { dot: true, platform: 'linux' }), answers: new Map() };
    patterns.set(pattern, known);
  }
  let answer = known.answers.get(text);
  if (answer === undefined) {
    answer = known.pattern.match(text);
    if (known.answers.size >= ANSWERS_LIMIT) known.answers.clear();
    known.answers.set(text, answer);
  }
  return answer;
}
