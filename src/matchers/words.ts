// Texts to compare with: reasons and names as a whole, sentences by a part of them, both by a pattern. Patterns are
// regular expressions in TypeScript and `/.../` in YAML.

import { type ArgumentType, problem } from '../cluster/describe/argument';
import { valueText } from '../report/value-text';

/** Anything of jest's kind: `expect.stringContaining('web')`. */
export interface Asymmetric {
  asymmetricMatch(other: unknown): boolean;
}

export interface Words {
  readonly matches: (text: string | undefined) => boolean;
  /** After `is` or `says`: `"Unhealthy"`, `matching /cpu/`. */
  readonly text: string;
}

type WordsInput = string | RegExp | Asymmetric;

/** The whole text: reasons, names. */
export function wholeText(what: string): ArgumentType<WordsInput, Words> {
  return words(`${what}, or a /pattern/`, (wanted) => ({
    matches: (text) => text === wanted,
    text: JSON.stringify(wanted),
  }));
}

/** A part of the text: messages. */
export function partOfText(what: string): ArgumentType<WordsInput, Words> {
  return words(`${what} or a part of it, or a /pattern/`, (wanted) => ({
    matches: (text) => text?.includes(wanted) ?? false,
    text: `containing ${JSON.stringify(wanted)}`,
  }));
}

function words(expected: string, compare: (wanted: string) => Words): ArgumentType<WordsInput, Words> {
  return {
    expected,
    typeText: 'string | RegExp',
    schema: { type: 'string', minLength: 1 },
    read: (input) => {
      if (isAsymmetric(input)) return { value: asymmetricWords(input) };
      if (isRegExp(input)) return { value: patternWords(input) };
      if (typeof input !== 'string' || input === '') return problem(expected, input);
      const pattern = readPattern(input);
      if (pattern === undefined) return { value: compare(input) };
      return typeof pattern === 'string' ? { problem: pattern, path: [] } : { value: patternWords(pattern) };
    },
  };
}

/** The regular expression that `/.../flags` spells, what is wrong with it, or undefined when the text is none. */
export function readPattern(text: string): RegExp | string | undefined {
  const match = /^\/(.+)\/([a-z]*)$/s.exec(text);
  if (!match) return undefined;
  try {
    return new RegExp(match[1] as string, match[2]);
  } catch (error) {
    return `${text} is no regular expression: ${(error as Error).message}`;
  }
}

/** A regular expression: `/x/` in TypeScript, its text with or without the slashes in YAML. */
export function pattern(): ArgumentType<string | RegExp, RegExp> {
  const expected = 'a regular expression';
  return {
    expected,
    typeText: 'string | RegExp',
    schema: { type: 'string', minLength: 1 },
    read: (input) => {
      if (isRegExp(input)) return { value: input };
      if (typeof input !== 'string' || input === '') return problem(expected, input);
      const read = readPattern(input) ?? readPattern(`/${input}/`);
      return isRegExp(read) ? { value: read } : { problem: String(read), path: [] };
    },
  };
}

/** By its brand: a test runner's regular expressions can come from another realm. */
export function isRegExp(input: unknown): input is RegExp {
  return Object.prototype.toString.call(input) === '[object RegExp]';
}

export function isAsymmetric(input: unknown): input is Asymmetric {
  return typeof input === 'object' && input !== null && typeof (input as Asymmetric).asymmetricMatch === 'function';
}

const asymmetricWords = (wanted: Asymmetric): Words => ({
  matches: (text) => wanted.asymmetricMatch(text),
  text: valueText(wanted),
});

const patternWords = (wanted: RegExp): Words => ({
  matches: (text) => text !== undefined && text.search(wanted) >= 0,
  text: `matching ${wanted}`,
});

/** ` with reason "X" and message containing "y"`; empty for nothing. */
export function withWords(said: Readonly<Record<string, Words | undefined>>): string {
  const parts = Object.entries(said).flatMap(([name, wanted]) => (wanted ? [`${name} ${wanted.text}`] : []));
  return parts.length === 0 ? '' : ` with ${parts.join(' and ')}`;
}

/** Whether every text that something was said about matches. */
export function allMatch(
  said: Readonly<Record<string, Words | undefined>>,
  found: Readonly<Record<string, string | undefined>>,
): boolean {
  return Object.entries(said).every(([name, wanted]) => !wanted || wanted.matches(found[name]));
}
