// The words of `--do`: an action as people say it, `fail node node-2` or `scale deployment/web 5`, read into a call.

import { actionNamed, actionNames } from '../actions/acting-cluster';
import { nearest } from '../kinds/nearest';
import { WrongUse } from './usage';

export interface SaidAction {
  readonly name: string;
  /** Arguments by name, as a YAML step has them. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Reads the words: the action's name in one or several words, then its arguments by place, then `option=value`. */
export function readWords(text: string): SaidAction {
  const words = text.trim().split(/\s+/);
  for (let count = Math.min(words.length, 3); count > 0; count--) {
    const name = camel(words.slice(0, count));
    const action = actionNamed(name);
    if (!action) continue;
    const values: Record<string, unknown> = {};
    const rest = words.slice(count);
    for (const argument of action.args) {
      const word = rest.shift();
      if (word === undefined)
        throw new WrongUse(`--do '${text}': ${argument.name} is missing (${argument.type.expected})`);
      values[argument.name] = plain(word);
    }
    for (const word of rest) {
      const at = word.indexOf('=');
      if (at < 1) throw new WrongUse(`--do '${text}': unexpected "${word}"; options are name=value`);
      values[word.slice(0, at)] = plain(word.slice(at + 1));
    }
    return { name, values };
  }
  const meant = nearest(camel(words.slice(0, 2)), actionNames());
  throw new WrongUse(`--do '${text}': no such action${meant ? ` (did you mean ${meant}?)` : ''}`);
}

function camel(words: readonly string[]): string {
  return words.map((word, index) => (index === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1))).join('');
}

function plain(word: string): unknown {
  if (word === 'true' || word === 'false') return word === 'true';
  return /^-?\d+(\.\d+)?$/.test(word) ? Number(word) : word;
}
