// Commands that are understood without a model of their image: `sleep 3600`, `exit 1`, `tail -f /dev/null`, `echo`,
// `true`, `false`, and `sh -c` scripts made of these. Anything else is not understood, and its container runs for ever.

import type { Program } from './program-rules';

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

/** What a container with this command and these arguments does; undefined when they are not understood. */
export function commandProgram(
  command: readonly string[] | undefined,
  args: readonly string[] | undefined,
): Program | undefined {
  const words = [...(command ?? []), ...(args ?? [])];
  if (words.length === 0) return undefined;
  const outcome = runCommand(words);
  if (!outcome) return undefined;
  const logs = outcome.lines.length > 0 ? { logs: outcome.lines } : {};
  // The first process of a container has no default handler: without one of its own it ignores SIGTERM.
  if (outcome.runsForEver) return { stopsOnTerm: false, ...logs };
  return { exits: { code: outcome.code, afterMs: outcome.afterMs }, stopsOnTerm: false, ...logs };
}

function runCommand(words: readonly string[]): Outcome | undefined {
  const [first = '', ...rest] = words;
  const name = first.slice(first.lastIndexOf('/') + 1);
  if (SHELLS.includes(name)) return runShell(rest);
  if (name === 'sleep') return sleep(rest);
  if (name === 'tail' && rest.some((word) => /^-[a-zA-Z]*[fF]/.test(word))) return { ...DONE, runsForEver: true };
  if (name === 'true' || name === ':') return DONE;
  if (name === 'false') return { ...DONE, code: 1 };
  if (name === 'echo') return { ...DONE, lines: [rest.filter((word, index) => index > 0 || word !== '-n').join(' ')] };
  return undefined;
}

/** `sh -c SCRIPT`, the flags in any combination that contains c. */
function runShell(words: readonly string[]): Outcome | undefined {
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
    const outcome = runStatement(text, soFar.code);
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

function runStatement(text: string, lastCode: number): Outcome | undefined {
  if (/^while\s+(true|:|sleep\s+\S+)\s*;?\s*do\b/.test(text)) return { ...DONE, runsForEver: true };
  const words = splitWords(text);
  if (!words) return undefined;
  if (words.length === 0) return { ...DONE, code: lastCode };
  if (words[0] === 'exit')
    return { ...DONE, code: words[1] === undefined ? lastCode : Number(words[1]) & 255, ended: true };
  if (words[0] === 'set' && words[1]?.startsWith('-')) return DONE;
  if (words[0] === 'exec') return runCommand(words.slice(1));
  return runCommand(words);
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

/** Words of a simple command without its redirections; undefined for what needs a real shell. */
function splitWords(text: string): string[] | undefined {
  const plain = text.replace(/\s*\d?>{1,2}\s*\S+/g, '');
  const words: string[] = [];
  const word = /\s*(?:"([^"$`]*)"|'([^']*)'|([^\s"'$`|&<>(){}*?[\]]+))/y;
  let position = 0;
  while (position < plain.length && plain.slice(position).trim() !== '') {
    word.lastIndex = position;
    const match = word.exec(plain);
    if (!match) return undefined;
    words.push(match[1] ?? match[2] ?? (match[3] as string));
    position = word.lastIndex;
  }
  return words;
}
