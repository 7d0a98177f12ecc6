// Commands that are understood without a model of their image: `sleep 3600`, `exit 1`, `tail -f /dev/null`, `echo`,
// `true`, `false`, `cat`, `env`, `hostname`, and `sh -c` scripts made of these. Anything else is not understood, and
// its container runs for ever.

import type { Program } from './program-rules';
import { splitWords } from './shell-words';

const SHELLS = ['sh', 'bash', 'ash', 'dash', 'zsh'];
const UNITS_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const COMMAND_NOT_FOUND = 127;

/** Where a command or script stands: how long it took, its exit code, whether it never ends, what it printed. */
interface Outcome {
  readonly afterMs: number;
  readonly code: number;
  readonly runsForEver: boolean;
  readonly lines: readonly string[];
  /** The script ended by `exit`. */
  readonly ended: boolean;
}

const DONE: Outcome = { afterMs: 0, code: 0, runsForEver: false, lines: [], ended: false };

/** What a command finds around it. */
export interface CommandWorld {
  /** Its whole environment, put together when it is asked for. */
  readonly variables: () => ReadonlyMap<string, string>;
  readonly hostname: string;
  readonly readFile: (path: string) => string | undefined;
}

const NO_VARIABLES: ReadonlyMap<string, string> = new Map();
const NOWHERE: CommandWorld = { variables: () => NO_VARIABLES, hostname: '', readFile: () => undefined };

/** What a container with this command and these arguments does; undefined when they are not understood. */
export function commandProgram(
  command: readonly string[] | undefined,
  args: readonly string[] | undefined,
  world: CommandWorld = NOWHERE,
): Program | undefined {
  const words = [...(command ?? []), ...(args ?? [])];
  if (words.length === 0) return undefined;
  const outcome = runCommand(words, world);
  if (!outcome) return undefined;
  const logs = outcome.lines.length > 0 ? { logs: outcome.lines } : {};
  // The first process of a container has no default handler: without one of its own it ignores SIGTERM.
  if (outcome.runsForEver) return { stopsOnTerm: false, ...logs };
  return { exits: { code: outcome.code, afterMs: outcome.afterMs }, stopsOnTerm: false, ...logs };
}

function runCommand(words: readonly string[], world: CommandWorld): Outcome | undefined {
  const [first = '', ...rest] = words;
  const name = first.slice(first.lastIndexOf('/') + 1);
  if (SHELLS.includes(name)) return runShell(rest, world);
  if (name === 'sleep') return sleep(rest);
  if (name === 'tail' && rest.some((word) => /^-[a-zA-Z]*[fF]/.test(word))) return { ...DONE, runsForEver: true };
  if (name === 'true' || name === ':') return DONE;
  if (name === 'false') return { ...DONE, code: 1 };
  if (name === 'echo') return { ...DONE, lines: [rest.filter((word, index) => index > 0 || word !== '-n').join(' ')] };
  return tellFrom(world, name, rest);
}

/** Commands that print something of what is around them. */
function tellFrom(world: CommandWorld, name: string, rest: readonly string[]): Outcome | undefined {
  if (world === NOWHERE) return undefined;
  if (name === 'hostname' && rest.length === 0) return { ...DONE, lines: [world.hostname] };
  if (name === 'env' || name === 'printenv') {
    const [only] = rest;
    if (only === undefined) return { ...DONE, lines: [...world.variables()].map(([key, value]) => `${key}=${value}`) };
    const value = name === 'printenv' ? world.variables().get(only) : undefined;
    if (name === 'env') return undefined;
    return value === undefined ? { ...DONE, code: 1 } : { ...DONE, lines: [value] };
  }
  if (name !== 'cat' || rest.length === 0) return undefined;
  const lines = rest.flatMap((path) => linesOf(world.readFile(path)) ?? [`cat: ${path}: No such file or directory`]);
  return { ...DONE, lines, code: rest.every((path) => world.readFile(path) !== undefined) ? 0 : 1 };
}

function linesOf(text: string | undefined): string[] | undefined {
  if (text === undefined || text === '') return text === undefined ? undefined : [];
  return text.replace(/\n$/, '').split('\n');
}

/** `sh -c SCRIPT`, the flags in any combination that contains c. */
function runShell(words: readonly string[], world: CommandWorld): Outcome | undefined {
  const flag = words[0] ?? '';
  const script = words[1];
  if (!/^-[a-z]*c[a-z]*$/.test(flag) || script === undefined) return undefined;
  const stopsAtFailure = flag.includes('e');
  let soFar = DONE;
  let joint = ';';
  for (const { text, next } of statements(script)) {
    const skipped = (joint === '&&' && soFar.code !== 0) || (joint === '||' && soFar.code === 0);
    joint = next;
    if (skipped) continue;
    const outcome = runStatement(text, soFar.code, world);
    if (!outcome) return undefined;
    soFar = {
      ...outcome,
      afterMs: soFar.afterMs + outcome.afterMs,
      lines: outcome.lines.length > 0 ? [...soFar.lines, ...outcome.lines] : soFar.lines,
    };
    if (soFar.runsForEver || soFar.ended) return soFar;
    if (stopsAtFailure && soFar.code !== 0 && next === ';') return soFar;
  }
  return soFar;
}

function runStatement(text: string, lastCode: number, world: CommandWorld): Outcome | undefined {
  if (/^while\s+(true|:|sleep\s+\S+)\s*;?\s*do\b/.test(text)) return { ...DONE, runsForEver: true };
  const words = splitWords(text, text.includes('$') ? world.variables() : NO_VARIABLES, lastCode);
  if (!words) return undefined;
  if (words.length === 0) return { ...DONE, code: lastCode };
  if (words[0] === 'exit')
    return { ...DONE, code: words[1] === undefined ? lastCode : Number(words[1]) & 255, ended: true };
  if (words[0] === 'set' && words[1]?.startsWith('-')) return DONE;
  if (words[0] === 'exec') return runCommand(words.slice(1), world);
  return runCommand(words, world);
}

function sleep(words: readonly string[]): Outcome | undefined {
  let totalMs = 0;
  for (const word of words) {
    if (word === 'infinity' || word === 'inf') return { ...DONE, runsForEver: true };
    const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(word);
    if (!match) return undefined;
    totalMs += Number(match[1]) * (UNITS_MS[match[2] || 's'] as number);
  }
  return words.length > 0 ? { ...DONE, afterMs: Math.round(totalMs) } : { ...DONE, code: COMMAND_NOT_FOUND };
}

/** The script's simple commands with what joins each to the next one. A loop is one statement up to its end. */
function statements(script: string): { readonly text: string; readonly next: string }[] {
  const found: { text: string; next: string }[] = [];
  let text = '';
  let quote = '';
  const end = (next: string) => {
    const loop = /^\s*while\b/.test(text) && !/\bdone\s*$/.test(text);
    if (loop) text += `${next} `;
    else {
      if (text.trim() !== '') found.push({ text: text.trim(), next });
      text = '';
    }
  };
  for (let index = 0; index < script.length; index++) {
    const character = script[index] as string;
    const pair = script.slice(index, index + 2);
    if (quote) quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (pair === '&&' || pair === '||') {
      end(pair);
      index++;
      continue;
    } else if (character === ';' || character === '\n') {
      end(';');
      continue;
    }
    text += character;
  }
  if (text.trim() !== '') found.push({ text: text.trim(), next: ';' });
  return found;
}
