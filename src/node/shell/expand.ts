// Words become texts: variables, substitutions and expressions are filled in, and what is not quoted is split.

import { matches } from '../program-rules';
import { arithmetic } from './arithmetic';
import { CAPTURED, type Env, fail, type Next, type Step, withVariable } from './env';
import type { Part, Word } from './syntax';

/** A piece of a field; `ends` closes the field before it. */
interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  readonly ends?: boolean;
}

type With<T> = (env: Env, value: T) => Step;

/** All words as a command's arguments. */
export function expandWords(env: Env, words: readonly Word[], next: With<readonly string[]>): Step {
  const go = (now: Env, index: number, fields: readonly string[]): Step => {
    const word = words[index];
    if (!word) return next(now, fields);
    return expandParts(now, word, 0, [], (after, pieces) => go(after, index + 1, [...fields, ...fieldsOf(pieces)]));
  };
  return go(env, 0, []);
}

/** One text, as a value or the name of a file: nothing is split. */
export function expandText(env: Env, word: Word, next: With<string>): Step {
  return expandParts(env, word, 0, [], (after, pieces) =>
    next(after, pieces.map(({ text, ends }) => (ends ? ` ${text}` : text)).join('')),
  );
}

function expandParts(
  env: Env,
  word: Word,
  index: number,
  pieces: readonly Piece[],
  next: With<readonly Piece[]>,
): Step {
  const part = word[index];
  if (!part) return next(env, pieces);
  return expandPart(env, part, (after, more) => expandParts(after, word, index + 1, [...pieces, ...more], next));
}

function expandPart(env: Env, part: Part, next: With<readonly Piece[]>): Step {
  const { quoted } = part;
  const one: With<string> = (after, text) => next(after, [{ text, quoted }]);
  if (part.is === 'text') return next(env, [{ text: part.text, quoted: true }]);
  if (part.is === 'arithmetic') {
    return expandText(env, part.text, (after, text) => one(after, String(arithmetic(text, after.variables))));
  }
  if (part.is === 'command') return substitute(env, part, one);
  if (part.name === '@' && quoted && !part.operator) {
    return next(
      env,
      env.positional.map((text, at) => ({ text, quoted, ends: at > 0 })),
    );
  }
  return expandVariable(env, part, one);
}

/** The output of a subshell, without the ends of its last lines. */
function substitute(env: Env, { list }: Extract<Part, { is: 'command' }>, next: With<string>): Step {
  const done: Next = (after) => next({ ...env, code: after.code }, after.captured.replace(/\n+$/, ''));
  return env.run({ ...env, out: CAPTURED, captured: '', exits: done, loop: undefined }, list, done);
}

function parameter(env: Env, name: string): string | undefined {
  if (name === '?') return String(env.code);
  if (name === '#') return String(env.positional.length);
  if (name === '$') return '1';
  if (name === '!') return env.jobs.length > 0 ? String(FIRST_JOB + env.jobs.length) : '';
  if (name === '-') return env.flags;
  if (name === '0') return 'sh';
  if (name === '@' || name === '*') return env.positional.join(' ');
  return /^\d/.test(name) ? env.positional[Number(name) - 1] : env.variables.get(name);
}

/** Numbers of processes: the shell is the first one of its container. */
const FIRST_JOB = 6;

function expandVariable(env: Env, part: Extract<Part, { is: 'variable' }>, next: With<string>): Step {
  const { name, operator, operand = [] } = part;
  const value = parameter(env, name);
  if (operator === undefined || operator === 'length') {
    if (value === undefined && env.flags.includes('u')) {
      return fail(env, `sh: ${name}: parameter not set`, 2, env.exits);
    }
    return next(env, operator ? String((value ?? '').length) : (value ?? ''));
  }
  const isSet = value !== undefined && (value !== '' || !operator.startsWith(':'));
  const kind = operator.replace(':', '');
  if (kind === '+') return isSet ? expandText(env, operand, next) : next(env, '');
  if (/^[#%]/.test(kind)) {
    return expandText(env, operand, (after, pattern) => next(after, stripped(value ?? '', kind, pattern)));
  }
  if (isSet) return next(env, value);
  return expandText(env, operand, (after, text) => {
    if (kind === '-') return next(after, text);
    if (kind === '=') return next(withVariable(after, name, text), text);
    return fail(after, `sh: ${name}: ${text || 'parameter not set'}`, 2, after.exits);
  });
}

/** Without the shortest or longest beginning or end that fits the pattern. */
function stripped(value: string, kind: string, pattern: string): string {
  const lengths = Array.from({ length: value.length + 1 }, (_, length) => length);
  if (kind.length > 1) lengths.reverse();
  const isStart = kind.startsWith('#');
  const cut = lengths.find((length) =>
    fits(pattern, isStart ? value.slice(0, length) : value.slice(value.length - length)),
  );
  if (cut === undefined) return value;
  return isStart ? value.slice(cut) : value.slice(0, value.length - cut);
}

/** Whether a text fits a shell pattern: slashes are nothing special. */
export function fits(pattern: string, text: string): boolean {
  if (pattern === text || pattern === '*') return true;
  const plain = (of: string) => of.replaceAll('/', '\u0001');
  return text !== '' && matches(plain(pattern), plain(text));
}

/** Fields as the shell splits them: an empty one stays only where something was quoted. */
function fieldsOf(pieces: readonly Piece[]): readonly string[] {
  const fields: string[] = [];
  let field: string | undefined;
  const end = () => {
    if (field !== undefined) fields.push(field);
    field = undefined;
  };
  for (const { text, quoted, ends } of pieces) {
    if (ends) end();
    if (quoted) field = (field ?? '') + text;
    else {
      text.split(/[ \t\n]+/).forEach((part, index) => {
        if (index > 0) end();
        if (part !== '') field = (field ?? '') + part;
      });
    }
  }
  end();
  return fields;
}
