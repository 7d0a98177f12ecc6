// Texts that stand for whole numbers.
// upstream: apimachinery pkg/api/validate/content IsDecimalInteger; Go's strconv.ParseInt

import { MUST_BE_NON_EMPTY } from './names';

const CANONICAL = /^(0|-?[1-9]\d*)$/;

/** What is wrong with a number as people write it: no plus sign, no leading zeros. */
export function decimalInteger(text: string): readonly string[] {
  if (text === '') return [MUST_BE_NON_EMPTY];
  return CANONICAL.test(text) ? [] : ['must be a valid decimal integer in canonical form'];
}

/** Why Go cannot read the text as an int64; undefined when it can. */
export function int64Fault(text: string): string | undefined {
  if (!/^[+-]?\d+$/.test(text)) return 'invalid syntax';
  const value = BigInt(text.replace('+', ''));
  return BigInt.asIntN(64, value) === value ? undefined : 'value out of range';
}

/** The number of a canonical text that fits 64 bits; undefined for any other text. */
export function int64(text: string): bigint | undefined {
  return CANONICAL.test(text) && int64Fault(text) === undefined ? BigInt(text) : undefined;
}
