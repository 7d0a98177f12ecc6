// The words of a command as its options and what stands beside them.

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { WrongUse } from './usage';

interface Asked<O extends ParseArgsConfig['options']> {
  readonly args: string[];
  readonly options: O;
  readonly allowPositionals: true;
}

/** Errors: WrongUse for an option that the command does not have, or one without its value. */
export function parsedWords<const O extends ParseArgsConfig['options']>(
  words: readonly string[],
  options: O,
): ReturnType<typeof parseArgs<Asked<O>>> {
  try {
    return parseArgs<Asked<O>>({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}
