// The words of `--do`: an action as people say it, `fail node node-2` or `scale deployment/web 5`, read into a call.

import { actionNamed, actionNames } from '../actions/acting-cluster';
import type { Action } from '../actions/action';
import { type ArgumentType, isProblem } from '../cluster/describe/argument';
import { nearest } from '../kinds/nearest';
import { WrongUse } from './usage';

export interface SaidAction {
  readonly action: Action;
  /** Arguments and options by name, as a YAML step has them. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** The longest name is of so many words: `remove annotation`. */
const NAME_WORDS = 3;

/**
 * Reads the action's name in one or several words, then its arguments by place and `option=value`. Errors: WrongUse.
 */
export function readWords(text: string): SaidAction {
  const words = split(text);
  for (let count = Math.min(words.length, NAME_WORDS); count > 0; count--) {
    const action = actionNamed(camel(words.slice(0, count)));
    if (action) return { action, values: readValues(text, action, words.slice(count)) };
  }
  const meant = nearest(camel(words.slice(0, 2)), actionNames()) ?? nearest(words[0] ?? '', actionNames());
  throw new WrongUse(`--do '${text}': no such action${meant ? ` (did you mean ${spaced(meant)}?)` : ''}`);
}

function readValues(text: string, { args, options }: Action, words: readonly string[]): SaidAction['values'] {
  const values: Record<string, unknown> = {};
  for (const [index, { name, type }] of args.entries()) {
    const word = words[index];
    if (word === undefined) throw new WrongUse(`--do '${text}': ${name} is missing (${type.expected})`);
    values[name] = fitting(word, type);
  }
  for (const word of words.slice(args.length)) {
    const sign = word.indexOf('=');
    const name = word.slice(0, Math.max(0, sign));
    const option = options.find((each) => each.name === name);
    if (sign > 0 && option) values[name] = fitting(word.slice(sign + 1), option.type);
    else throw new WrongUse(`--do '${text}': ${unexpected(word, name, options)}`);
  }
  return values;
}

function unexpected(word: string, name: string, options: Action['options']): string {
  const names = options.map((option) => option.name);
  const meant = nearest(name, names);
  const known = names.length > 0 ? `, options are ${names.map((each) => `${each}=…`).join(', ')}` : '';
  return `unexpected "${word}"${known}${meant ? ` (did you mean ${meant}?)` : ''}`;
}

/** Words apart at blanks, but not within quotes. */
function split(text: string): string[] {
  const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}

/** The word itself where a text fits, else the number or truth value that it spells. */
function fitting(word: string, type: ArgumentType<unknown, unknown>): unknown {
  if (!isProblem(type.read(word))) return word;
  if (word === 'true' || word === 'false') return word === 'true';
  return /^-?\d+(\.\d+)?$/.test(word) ? Number(word) : word;
}

function camel(words: readonly string[]): string {
  return words.map((word, index) => (index === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1))).join('');
}

const spaced = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
