// Simple commands: assignments, what the shell itself does, functions, and the utilities that are known.

import { type Env, emit, fail, later, type Next, resolved, type Step, withCode, withVariable } from './env';
import { expandText, expandWords } from './expand';
import { parsed } from './parse';
import type { Assignment, Command, Redirect, Simple } from './syntax';
import { sleepMs } from './time-span';
import { UTILITIES, type Utility } from './utilities';

export interface Call {
  readonly env: Env;
  readonly command: Simple;
  readonly next: Next;
  readonly run: (env: Env, command: Command, next: Next) => Step;
  readonly redirected: (
    env: Env,
    redirects: readonly Redirect[],
    body: (env: Env, next: Next) => Step,
    next: Next,
  ) => Step;
}

export const SHELLS = ['sh', 'bash', 'ash', 'dash'];

export const baseName = (word: string) => word.slice(word.lastIndexOf('/') + 1);

export function runSimple({ env, command, next, run, redirected }: Call): Step {
  const { assignments, words, redirects } = command;
  return expandWords(withCode(env, words.length === 0 ? 0 : env.code), words, (expanded, fields) => {
    const [first, ...args] = fields;
    if (first === undefined) {
      return redirected(expanded, redirects, (inside, after) => assign(inside, assignments, after), next);
    }
    const kept = expanded.variables;
    const restore: Next = (after) => next(assignments.length > 0 ? { ...after, variables: kept } : after);
    return redirected(
      expanded,
      redirects,
      (inside, after) =>
        assign(inside, assignments, (ready) => traced(ready, fields, (now) => call(now, first, args, after, run))),
      restore,
    );
  });
}

function assign(env: Env, assignments: readonly Assignment[], next: Next): Step {
  const go = (now: Env, index: number): Step => {
    const assignment = assignments[index];
    if (!assignment) return next(now);
    return expandText(now, assignment.value, (after, text) =>
      traced(withVariable(after, assignment.name, text), [`${assignment.name}=${text}`], (told) => go(told, index + 1)),
    );
  };
  return go(env, 0);
}

/** `set -x` */
function traced(env: Env, fields: readonly string[], next: Next): Step {
  if (!env.flags.includes('x')) return next(env);
  const shown = fields.map((field) => (/^[\w./:=@%+,-]+$/.test(field) ? field : `'${field.replaceAll("'", "'\\''")}'`));
  return emit(env, `+ ${shown.join(' ')}\n`, env.errors, next);
}

function call(env: Env, first: string, args: readonly string[], next: Next, run: Call['run']): Step {
  const own = env.functions.get(first);
  if (own) {
    const { positional, returns } = env;
    const done: Next = (after) => next({ ...after, positional, returns });
    return later(() => run({ ...env, positional: args, returns: done }, own, done));
  }
  const name = baseName(first);
  const special = SPECIAL[name];
  if (special) return special(env, args, next, run);
  if (SHELLS.includes(name)) return runShell(env, args, next);
  const utility = UTILITIES[name];
  return utility ? runUtility(env, name, utility, args, next) : { do: 'program' };
}

function runUtility(env: Env, name: string, utility: Utility, args: readonly string[], next: Next): Step {
  const told = (outcome: ReturnType<Utility['run']>): Step => {
    if (!outcome) return { do: 'program' };
    const { out = '', error, code = error === undefined ? 0 : 1, input = env.input } = outcome;
    const message = error === undefined ? '' : `${error.replaceAll('{name}', name)}\n`;
    return emit(withCode({ ...env, input }, code), out, env.out, (after) =>
      emit(after, message, after.errors, (done) => next(withCode(done, code))),
    );
  };
  const needs = typeof utility.needs === 'function' ? utility.needs(args) : utility.needs;
  if (needs === 'time') return { do: 'time', go: (nowMs) => told(utility.run({ env, args, nowMs })) };
  if (needs === 'world') return { do: 'world', go: (world) => told(utility.run({ env, args, world })) };
  return told(utility.run({ env, args }));
}

/** The end of a shell: what its trap says, then what follows. */
function atExit(finish: Next): Next {
  return (env) => {
    const handler = env.traps.get('EXIT');
    if (!handler) return finish(env);
    const { code } = env;
    const once: Env = { ...env, traps: new Map(), exits: finish };
    return env.run(once, parsed(handler), (after) => finish(withCode(after, code)));
  };
}

function runShell(env: Env, args: readonly string[], next: Next): Step {
  const at = args.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word));
  const place = args[at + 1] === '--' ? at + 2 : at + 1;
  const script = at < 0 ? undefined : args[place];
  if (script === undefined || args.slice(0, at).some((word) => !/^-[a-z]+$/.test(word))) return { do: 'program' };
  const flags = args
    .slice(0, at + 1)
    .join('')
    .replace(/[^eux]/g, '');
  const done = atExit((after) => next({ ...env, code: after.code, captured: after.captured, input: after.input }));
  const inside: Env = {
    ...env,
    flags,
    positional: args.slice(place + 2),
    functions: new Map(),
    traps: new Map(),
    exits: done,
  };
  return later(() => env.run({ ...inside, loop: undefined, returns: undefined }, parsed(script), done));
}

type Special = (env: Env, args: readonly string[], next: Next, run: Call['run']) => Step;

const ok = (env: Env) => withCode(env, 0);

/** What the shell does itself, and what takes time. */
export const SPECIAL: Readonly<Record<string, Special>> = {
  exit: (env, [code]) => env.exits(withCode(env, code === undefined ? env.code : Number(code) & 255)),
  return: (env, [code], next) => {
    const ended = withCode(env, code === undefined ? env.code : Number(code) & 255);
    return (env.returns ?? next)(ended);
  },
  break: (env, [levels = '1'], next) => (loopAt(env, Number(levels))?.leave ?? next)(ok(env)),
  continue: (env, [levels = '1'], next) => (loopAt(env, Number(levels))?.again ?? next)(ok(env)),
  sleep: (env, args, next) => {
    const ms = sleepMs(args);
    if (ms === undefined) return fail(env, args.length > 0 ? `sleep: invalid number '${args[0]}'` : USAGE, 1, next);
    return { do: 'wait', ms, isInterruptible: false, env, go: (after) => next(ok(after)) };
  },
  wait: (env, _args, next) => {
    if (env.jobs.length === 0) return next(ok(env));
    return {
      do: 'time',
      go: (nowMs) => {
        const ms = Math.max(0, ...env.jobs.map((endMs) => endMs - nowMs));
        const then: Next = (after) => next(ok({ ...after, jobs: [] }));
        return { do: 'wait', ms, isInterruptible: true, env, go: then };
      },
    };
  },
  exec: (env, args, next, run) => {
    const [first, ...rest] = args;
    if (first === undefined) return { do: 'program' };
    // Another program is in the shell's place: its traps are gone.
    return (
      call({ ...env, traps: new Map() }, first, rest, (after) => after.exits({ ...after, traps: new Map() }), run) ??
      next(env)
    );
  },
  set: (env, args, next) => {
    const [first = ''] = args;
    if (first === '--') return next(ok({ ...env, positional: args.slice(1) }));
    if (!/^[-+]/.test(first)) return first === '' ? { do: 'program' } : next(ok({ ...env, positional: args }));
    let { flags } = env;
    for (const letter of first.slice(1).replace('o', '')) {
      flags = flags.replaceAll(letter, '') + (first.startsWith('-') ? letter : '');
    }
    return next(ok({ ...env, flags }));
  },
  shift: (env, [count = '1'], next) => next(ok({ ...env, positional: env.positional.slice(Number(count)) })),
  export: (env, args, next) => next(ok(exported(env, args))),
  readonly: (env, args, next) => next(ok(exported(env, args))),
  local: (env, args, next) => next(ok(exported(env, args))),
  unset: (env, args, next) => {
    const variables = new Map(env.variables);
    for (const name of args) variables.delete(name);
    return next(ok({ ...env, variables }));
  },
  cd: (env, [path = '/'], next) => {
    const directory = resolved(env, path);
    return next(ok({ ...withVariable(env, 'PWD', directory), directory }));
  },
  umask: (env, _args, next) => next(ok(env)),
  ulimit: (env, _args, next) => next(ok(env)),
  trap: (env, args, next) => {
    const [handler = '', ...signals] = args;
    const traps = new Map(env.traps);
    for (const signal of signals) {
      const name = SIGNALS[signal] ?? signal.replace(/^SIG/, '');
      if (handler === '-') traps.delete(name);
      else traps.set(name, handler);
    }
    return next(ok({ ...env, traps }));
  },
  tail: (env, args, next) => {
    const shown = args.filter((word) => !/^-[fF]$/.test(word));
    if (shown.length === args.length) return runUtility(env, 'tail', UTILITIES.tail as Utility, args, next);
    const files = shown.filter((word) => !/^-|^\+?\d+$/.test(word));
    const [file = ''] = files;
    const ms = Number.POSITIVE_INFINITY;
    if (files.length > 1) return { do: 'program' };
    if (file === '' || file === '/dev/null') return { do: 'wait', ms, isInterruptible: false, env, go: next };
    if (shown.some((word) => /\+1$/.test(word))) return follow(env, resolved(env, file), 0);
    return runUtility(env, 'tail', UTILITIES.tail as Utility, shown, (after) =>
      follow(after, resolved(env, file), undefined),
    );
  },
  read: (env, args, next) => {
    const names = args.filter((word) => !word.startsWith('-'));
    const end = env.input.indexOf('\n');
    if (env.input === '')
      return next(
        withCode(
          names.reduce((now, name) => withVariable(now, name, ''), env),
          1,
        ),
      );
    const line = end < 0 ? env.input : env.input.slice(0, end);
    const rest = end < 0 ? '' : env.input.slice(end + 1);
    const words = line.trim().split(/[ \t]+/);
    const filled = names.reduce((now, name, index) => {
      const isLast = index === names.length - 1;
      return withVariable(now, name, isLast ? words.slice(index).join(' ') : (words[index] ?? ''));
    }, env);
    return next(withCode({ ...filled, input: rest }, end < 0 ? 1 : 0));
  },
  command: (env, args, next, run) => {
    const [first, ...rest] = args;
    if (first === undefined || first.startsWith('-')) return { do: 'program' };
    return call(
      { ...env, functions: new Map() },
      first,
      rest,
      (after) => next({ ...after, functions: env.functions }),
      run,
    );
  },
};

const FOLLOW_MS = 1_000;

/** `tail -f` from so many characters on, or from the present end: looks once a second. */
function follow(env: Env, path: string, from: number | undefined): Step {
  return {
    do: 'world',
    go: (world) => {
      const text = world.read(path) ?? '';
      // A file that was made anew is shown from its beginning.
      const start = from === undefined ? text.length : text.length < from ? 0 : from;
      const wait: Next = (after) => ({
        do: 'wait',
        ms: FOLLOW_MS,
        isInterruptible: false,
        env: after,
        go: (later) => follow(later, path, text.length),
      });
      return emit(env, text.slice(start), env.out, wait);
    },
  };
}

const USAGE = 'sleep: missing operand';
const SIGNALS: Readonly<Record<string, string>> = { '0': 'EXIT', '1': 'HUP', '2': 'INT', '3': 'QUIT', '15': 'TERM' };

function exported(env: Env, args: readonly string[]): Env {
  let now = env;
  const names = new Set(env.exported);
  for (const word of args) {
    const at = word.indexOf('=');
    if (at > 0) now = withVariable(now, word.slice(0, at), word.slice(at + 1));
    names.add(at > 0 ? word.slice(0, at) : word);
  }
  return { ...now, exported: names };
}

function loopAt({ loop }: Env, levels: number): Env['loop'] {
  let found = loop;
  for (let level = 1; level < levels && found?.outer; level++) found = found.outer;
  return found;
}
