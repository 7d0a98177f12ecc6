// Whole numbers among the options.

import { WrongUse } from './usage';

/** Errors: WrongUse. */
export function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= least) return value;
  throw new WrongUse(`${name}: expected a whole number from ${least}, got "${text}"`);
}
