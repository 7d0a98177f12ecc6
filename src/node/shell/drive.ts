// Moves a script along on the virtual clock, as far as it may go: until an instant, until it needs its files, until it
// ends or rests for ever.

import type { Env, ShellWorld, Step } from './env';
import { begin, runHandler } from './machine';
import { parsed } from './parse';
import { baseName, SHELLS, SPECIAL } from './simple';
import { type Command, type List, NotUnderstood, plainText, type Word } from './syntax';
import { UTILITIES } from './utilities';

export interface Line {
  readonly atMs: number;
  readonly text: string;
}

type Wait = Extract<Step, { do: 'wait' }>;

/** A script between two steps. */
export interface Paused {
  readonly step: Step;
  /** When the step is due. */
  readonly dueMs: number;
  /** What it waits for until then. */
  readonly wait: Wait | undefined;
  /** Printed without the end of the line so far; at the end it is a line of its own all the same. */
  readonly open: string;
}

export interface Driven extends Paused {
  /** `busy`: so many steps were taken; `rests`: for ever; `program`: something else has taken over. */
  readonly state: 'waits' | 'files' | 'ended' | 'rests' | 'program' | 'busy';
  readonly code: number;
  readonly lines: readonly Line[];
}

export interface Limits {
  readonly untilMs: number;
  /** Without it the script goes no further than to its first look at a file. */
  readonly world?: ShellWorld;
  readonly steps?: number;
}

const STEPS = 20_000;

/** Errors: none; what is not understood on the way is another program. */
export function drive(from: Paused, { untilMs, world, steps = STEPS }: Limits): Driven {
  const lines: Line[] = [];
  let { step, dueMs, wait, open } = from;
  const stop = (state: Driven['state'], code = 0): Driven => ({ step, dueMs, wait, open, state, code, lines });
  const print = (text: string) => {
    const parts = (open + text).split('\n');
    open = parts.pop() ?? '';
    for (const line of parts) lines.push({ atMs: dueMs, text: line });
  };
  try {
    for (let taken = 0; taken < steps; taken++) {
      if (dueMs > untilMs) return stop('waits');
      wait = undefined;
      if (step.do === 'next') step = step.go();
      else if (step.do === 'time') step = step.go(dueMs);
      else if (step.do === 'print') {
        print(step.text);
        step = step.go();
      } else if (step.do === 'world') {
        if (!world) return stop('files');
        step = step.go(world);
      } else if (step.do === 'wait') {
        wait = step;
        if (!Number.isFinite(step.ms)) return stop('rests');
        const { env, go } = step;
        dueMs += step.ms;
        step = { do: 'next', go: () => go(env) };
      } else {
        if (step.do === 'end' && open !== '') lines.push({ atMs: dueMs, text: open });
        return step.do === 'end' ? stop('ended', step.code) : stop('program');
      }
    }
  } catch (error) {
    if (error instanceof NotUnderstood) return stop('program');
    throw error;
  }
  return stop('busy');
}

export interface Signalled {
  readonly code: number;
  readonly afterMs: number;
  readonly lines: readonly Line[];
}

/** What SIGTERM at this instant leads to within the grace; undefined when the script does not end by it. */
export function terminate(from: Paused, atMs: number, graceMs: number, world: ShellWorld): Signalled | undefined {
  const { wait, dueMs, open } = from;
  const handler = wait?.env.traps.get('TERM');
  if (!wait || !handler) return undefined;
  const startMs = wait.isInterruptible ? atMs : Number.isFinite(wait.ms) ? dueMs : Number.POSITIVE_INFINITY;
  if (startMs > atMs + graceMs) return undefined;
  const step: Step = { do: 'next', go: () => runHandler({ ...wait.env, code: 143 }, handler, wait.go) };
  const driven = drive({ step, dueMs: startMs, wait: undefined, open }, { untilMs: atMs + graceMs, world });
  if (driven.state !== 'ended') return undefined;
  return { code: driven.code, afterMs: driven.dueMs - atMs, lines: driven.lines };
}

/** What a command finds around it. */
export interface ShellFacts {
  readonly variables: ReadonlyMap<string, string>;
  readonly hostname: string;
}

/** The command's first step; undefined for one that is not understood. */
export function startCommand(
  words: readonly string[],
  { variables, hostname }: ShellFacts,
  atMs: number,
): Paused | undefined {
  const [first] = words;
  if (first === undefined) return undefined;
  const quoted = (text: string): Word => [{ is: 'text', text, quoted: true }];
  const command: Command = { is: 'simple', assignments: [], words: words.map(quoted), redirects: [] };
  const list: List = [{ andOr: { first: { negated: false, commands: [command] }, rest: [] }, background: false }];
  if (!isUnderstood(list, new Set(), true)) return undefined;
  const env: Omit<Env, 'run' | 'exits'> = {
    variables: new Map([['HOSTNAME', hostname], ['HOME', '/root'], ['PWD', '/'], ...variables]),
    exported: new Set(variables.keys()),
    positional: [],
    functions: new Map(),
    traps: new Map(),
    jobs: [],
    code: 0,
    flags: '',
    isTested: false,
    directory: '/',
    hostname,
    out: { to: 'log' },
    errors: { to: 'log' },
    input: '',
    captured: '',
    loop: undefined,
    returns: undefined,
  };
  return { step: { do: 'next', go: () => begin(env, list) }, dueMs: atMs, wait: undefined, open: '' };
}

/** Whether all commands are known; the very last one may be another program, which then takes over. */
function isUnderstood(list: List, functions: Set<string>, isWhole = false): boolean {
  return list.every(({ andOr, background }, index) => {
    const pipelines = [andOr.first, ...andOr.rest.map(({ pipeline }) => pipeline)];
    return pipelines.every(({ commands }, place) => {
      const isLast = index === list.length - 1 && place === pipelines.length - 1 && commands.length === 1;
      return commands.every((command) => isKnown(command, functions, isLast && !background && !isWhole));
    });
  });
}

function isKnown(command: Command, functions: Set<string>, mayBeProgram: boolean): boolean {
  if (command.is === 'if') {
    const lists = [...command.branches.flatMap(({ test, body }) => [test, body]), command.otherwise];
    return lists.every((list) => isUnderstood(list, functions, true));
  }
  if (command.is === 'while') return [command.test, command.body].every((list) => isUnderstood(list, functions, true));
  if (command.is === 'case') return command.items.every(({ body }) => isUnderstood(body, functions, true));
  if (command.is === 'for') return isUnderstood(command.body, functions, true);
  if (command.is === 'group') return isUnderstood(command.body, functions, true);
  if (command.is === 'function') {
    functions.add(command.name);
    return isKnown(command.body, functions, false);
  }
  const [name, ...rest] = command.words.map(plainText);
  if (command.words.length === 0 || functions.has(name ?? '')) return true;
  if (name === undefined) return false;
  const bare = baseName(name);
  if (bare === 'exec' && rest.length > 0) {
    return mayBeProgram || isKnown({ ...command, words: command.words.slice(1) }, functions, false);
  }
  if (!SHELLS.includes(bare)) return bare in SPECIAL || bare in UTILITIES || mayBeProgram;
  const at = rest.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word ?? ''));
  const script = at < 0 ? undefined : rest[rest[at + 1] === '--' ? at + 2 : at + 1];
  if (script === undefined) return false;
  try {
    return isUnderstood(parsed(script), new Set(functions));
  } catch (error) {
    if (error instanceof NotUnderstood) return false;
    throw error;
  }
}

/** Runs a command to its end as if it took no time but what it waits; undefined where it has none. */
export function runAtOnce(paused: Paused, world: ShellWorld): Driven | undefined {
  const driven = drive(paused, { untilMs: Number.MAX_SAFE_INTEGER, world });
  return driven.state === 'ended' ? driven : undefined;
}
