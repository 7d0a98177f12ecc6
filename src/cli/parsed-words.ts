// The words of a command as its options and what stands beside them.

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearest } from '../kinds/nearest';
import { WrongUse } from './usage';

interface Asked<O extends ParseArgsConfig['options']> {
  readonly args: string[];
  readonly options: O;
  readonly allowPositionals: true;
}

/** Errors: WrongUse for an option that the command does not have, with the nearest, or one without its value. */
export function parsedWords<const O extends NonNullable<ParseArgsConfig['options']>>(
  words: readonly string[],
  options: O,
): ReturnType<typeof parseArgs<Asked<O>>> {
  try {
    return parseArgs<Asked<O>>({ args: withNegatives(words), options, allowPositionals: true });
  } catch (error) {
    const strange = words.map(nameOf).find((name) => name !== undefined && !Object.hasOwn(options, name));
    if (strange !== undefined) throw noOption(strange, Object.keys(options));
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

/** A value such as -5m is the option's, which says what is wrong with it, and no option of its own. */
function withNegatives(words: readonly string[]): string[] {
  return words.reduce<string[]>((args, word) => {
    const before = args.at(-1);
    if (/^-\d/.test(word) && before?.startsWith('--') && !before.includes('='))
      args[args.length - 1] = `${before}=${word}`;
    else args.push(word);
    return args;
  }, []);
}

/** There is no option of this name. */
export function noOption(name: string, names: readonly string[]): WrongUse {
  const meant = nearest(name, names);
  return new WrongUse(`there is no option --${name}${meant ? ` (did you mean --${meant}?)` : ''}`);
}

const nameOf = (word: string) => (word.startsWith('--') ? (word.slice(2).split('=')[0] as string) : undefined);
