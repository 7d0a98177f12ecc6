// Runs what was read: lists, pipelines, compound commands. Each function answers the next step; nothing waits inside.

import {
  CAPTURED,
  type Env,
  fail,
  LOG,
  later,
  type Next,
  NULL,
  resolved,
  type Sink,
  type Step,
  withCode,
  withVariable,
} from './env';
import { expandText, expandWords, fits } from './expand';
import { parsed } from './parse';
import { runSimple } from './simple';
import type { AndOr, Command, Compound, List, Pipeline, Redirect } from './syntax';
import { sleepMs } from './time-span';

export function runList(env: Env, list: List, next: Next): Step {
  const go = (now: Env, index: number): Step => {
    const entry = list[index];
    if (!entry) return next(now);
    const then: Next = (after) => later(() => go(after, index + 1));
    return entry.background ? runInBackground(now, entry.andOr, then) : runAndOr(now, entry.andOr, then);
  };
  return go(env, 0);
}

function runAndOr(env: Env, { first, rest }: AndOr, next: Next): Step {
  const last = rest.length;
  const go = (now: Env, index: number): Step => {
    const pipeline = index === 0 ? first : rest[index - 1]?.pipeline;
    if (!pipeline) return next(now);
    const isTested = now.isTested || index < last || pipeline.negated;
    return runPipeline({ ...now, isTested }, pipeline, (ran) => {
      const after = { ...ran, isTested: env.isTested };
      if (after.code !== 0 && !isTested && after.flags.includes('e')) return after.exits(after);
      let following = index;
      while (following < last && (rest[following]?.operator === '&&') !== (after.code === 0)) following++;
      return following < last ? go(after, following + 1) : next(after);
    });
  };
  return go(env, 0);
}

/** One stage after another: each gets the whole output of the one before. */
function runPipeline(env: Env, { negated, commands }: Pipeline, next: Next): Step {
  const done: Next = (after) => next(negated ? withCode(after, after.code === 0 ? 1 : 0) : after);
  const [only] = commands;
  if (commands.length === 1 && only) return runCommand(env, only, done);
  const stage = (input: string, index: number): Step => {
    const command = commands[index] as Command;
    const isLast = index === commands.length - 1;
    const finish: Next = (after) => {
      if (!isLast) return stage(after.captured, index + 1);
      return done({ ...env, code: after.code, captured: after.captured });
    };
    const inside = { ...env, input, exits: finish, loop: undefined };
    return runCommand(isLast ? inside : { ...inside, out: CAPTURED, captured: '' }, command, finish);
  };
  return stage(env.input, 0);
}

/** Only what takes a known time is followed there. */
function runInBackground(env: Env, { first, rest }: AndOr, next: Next): Step {
  const command = first.commands.length === 1 && rest.length === 0 ? first.commands[0] : undefined;
  if (command?.is !== 'simple') return { do: 'program' };
  return expandWords(env, command.words, (after, [name, ...args]) => {
    const spanMs =
      name === 'sleep' ? sleepMs(args) : name === 'tail' && args.includes('-f') ? Number.POSITIVE_INFINITY : undefined;
    if (spanMs === undefined) return { do: 'program' };
    return { do: 'time', go: (nowMs) => next({ ...after, code: 0, jobs: [...after.jobs, nowMs + spanMs] }) };
  });
}

function runCommand(env: Env, command: Command, next: Next): Step {
  if (command.is === 'simple') return runSimple({ env, command, next, redirected, run: runCommand });
  return redirected(env, command.redirects, (inside, after) => runCompound(inside, command, after), next);
}

/** Runs the body with its input and output led elsewhere. */
export function redirected(
  env: Env,
  redirects: readonly Redirect[],
  body: (env: Env, next: Next) => Step,
  next: Next,
): Step {
  if (redirects.length === 0) return body(env, next);
  const { out, errors, input } = env;
  const restore: Next = (after) => next({ ...after, out, errors, input });
  const go = (now: Env, index: number): Step => {
    const redirect = redirects[index];
    if (!redirect) return body(now, restore);
    return expandText(now, redirect.target, (after, target) =>
      redirectTo(after, redirect, target, (led) => go(led, index + 1), restore),
    );
  };
  return go(env, 0);
}

const DEVICES: Readonly<Record<string, Sink>> = {
  '/dev/null': NULL,
  '/dev/stdout': LOG,
  '/dev/stderr': LOG,
  '/dev/tty': LOG,
  '/proc/1/fd/1': LOG,
  '/proc/1/fd/2': LOG,
  '/proc/self/fd/1': LOG,
};

function redirectTo(env: Env, redirect: Redirect, target: string, next: Next, failed: Next): Step {
  const { from, operator } = redirect;
  const lead = (sink: Sink): Env => (from === 2 ? { ...env, errors: sink } : { ...env, out: sink });
  if (operator === 'here') return next({ ...env, input: target });
  if (operator === '>&') return next(lead(target === '2' ? env.errors : env.out));
  const path = resolved(env, target);
  const device = DEVICES[path];
  if (operator === '<') {
    if (device) return next({ ...env, input: '' });
    return {
      do: 'world',
      go: (world) => {
        const text = world.read(path);
        if (text !== undefined) return next({ ...env, input: text });
        return fail(env, `sh: can't open ${target}: no such file`, 1, failed);
      },
    };
  }
  if (device) return next(lead(device));
  return {
    do: 'world',
    go: (world) => {
      if (operator === '>>' && world.kind(path) === 'file') return next(lead({ to: 'file', path }));
      const problem = world.kind(path) === 'directory' ? 'Is a directory' : world.write(path, '');
      if (problem === undefined) return next(lead({ to: 'file', path }));
      return fail(env, `sh: can't create ${target}: ${problem}`, 1, failed);
    },
  };
}

function runCompound(env: Env, command: Compound, next: Next): Step {
  if (command.is === 'if') return runIf(env, command, next);
  if (command.is === 'while') return runWhile(env, command, next);
  if (command.is === 'for') return runFor(env, command, next);
  if (command.is === 'case') return runCase(env, command, next);
  if (command.is === 'function') {
    const functions = new Map(env.functions).set(command.name, command.body);
    return next({ ...env, functions, code: 0 });
  }
  if (!command.subshell) return runList(env, command.body, next);
  const done: Next = (after) => next({ ...env, code: after.code, captured: after.captured, input: after.input });
  return runList({ ...env, exits: done, loop: undefined }, command.body, done);
}

/** A failure inside decides and ends nothing. */
function test(env: Env, list: List, next: Next): Step {
  return runList({ ...env, isTested: true }, list, (after) => next({ ...after, isTested: env.isTested }));
}

function runIf(env: Env, command: Extract<Compound, { is: 'if' }>, next: Next): Step {
  const go = (now: Env, index: number): Step => {
    const branch = command.branches[index];
    if (!branch) return runList(withCode(now, 0), command.otherwise, next);
    return test(now, branch.test, (after) =>
      after.code === 0 ? runList(after, branch.body, next) : go(after, index + 1),
    );
  };
  return go(env, 0);
}

function runWhile(env: Env, command: Extract<Compound, { is: 'while' }>, next: Next): Step {
  const { outer, leave } = loopAround(env, next);
  const go = (now: Env, code: number): Step =>
    later(() =>
      test(now, command.test, (after) => {
        if ((after.code === 0) === command.until) return leave(withCode(after, code));
        const again: Next = (done) => go({ ...done, loop: { leave, again, outer } }, done.code);
        return runList({ ...after, loop: { leave, again, outer } }, command.body, again);
      }),
    );
  return go(env, 0);
}

function loopAround(env: Env, next: Next) {
  const outer = env.loop;
  const leave: Next = (after) => next({ ...after, loop: outer });
  return { outer, leave };
}

function runFor(env: Env, command: Extract<Compound, { is: 'for' }>, next: Next): Step {
  const { outer, leave } = loopAround(env, next);
  const over = (start: Env, values: readonly string[]): Step => {
    const go = (now: Env, index: number): Step => {
      const value = values[index];
      if (value === undefined) return leave(index === 0 ? withCode(now, 0) : now);
      const again: Next = (after) => later(() => go(after, index + 1));
      const inside = { ...withVariable(now, command.name, value), loop: { leave, again, outer } };
      return runList(inside, command.body, again);
    };
    return go(start, 0);
  };
  return command.words ? expandWords(env, command.words, over) : over(env, env.positional);
}

function runCase(env: Env, command: Extract<Compound, { is: 'case' }>, next: Next): Step {
  return expandText(env, command.word, (start, text) => {
    const go = (now: Env, item: number, pattern: number): Step => {
      const found = command.items[item];
      if (!found) return next(withCode(now, 0));
      const word = found.patterns[pattern];
      if (!word) return go(now, item + 1, 0);
      return expandText(now, word, (after, expected) =>
        fits(expected, text) ? runList(withCode(after, 0), found.body, next) : go(after, item, pattern + 1),
      );
    };
    return go(start, 0, 0);
  });
}

/** The first step of a container's first process. */
export function begin(env: Omit<Env, 'run' | 'exits'>, list: List): Step {
  const exits: Next = ({ code }) => ({ do: 'end', code: code & 255 });
  return runList({ ...env, exits, run: runList }, list, exits);
}

/** What a trap says, as a part of the script. */
export function runHandler(env: Env, handler: string, next: Next): Step {
  return runList(env, parsed(handler), next);
}
