// Conversions between types: `int('5')`, `string(1.5)`, `timestamp('2024-01-01T00:00:00Z')`.
// upstream: cel-go common/types ConvertToType

import { checkInt, checkUint } from '../arithmetic';
import type { Library } from '../functions';
import { doubleText } from '../number-text';
import {
  checkTimestamp,
  formatDuration,
  formatTimestamp,
  NANOS_PER_SECOND,
  parseGoDuration,
  parseTimestamp,
  splitSeconds,
} from '../time';
import { utf8Bytes, utf8Text } from '../utf8';
import { CelDuration, CelError, CelTimestamp, CelUint, type CelValue } from '../value';

const cannot = (from: string, to: string) => new CelError(`type conversion error from '${from}' to '${to}'`);
const same = (value: CelValue) => value;
const MAX_INT_DOUBLE = 2 ** 63;

const BOOLS: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true]),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false]),
]);

function textToInt(text: string): bigint {
  if (!/^[+-]?\d+$/.test(text)) throw cannot('string', 'int');
  const value = BigInt(text.replace(/^\+/, ''));
  if (value > 2n ** 63n - 1n || value < -(2n ** 63n)) throw cannot('string', 'int');
  return value;
}

function textToUint(text: string): CelUint {
  if (!/^\d+$/.test(text) || BigInt(text) > 2n ** 64n - 1n) throw cannot('string', 'uint');
  return new CelUint(BigInt(text));
}

const DOUBLE = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf(?:inity)?|nan)$/i;

function textToDouble(text: string): number {
  if (!DOUBLE.test(text)) throw cannot('string', 'double');
  const word = /^([+-]?)(inf|nan)/i.exec(text);
  if (word) return word[2]?.toLowerCase() === 'nan' ? Number.NaN : word[1] === '-' ? -Infinity : Infinity;
  const value = Number(text);
  if (!Number.isFinite(value)) throw cannot('string', 'double');
  return value;
}

function doubleToInt(value: number): bigint {
  if (!Number.isFinite(value) || value <= -MAX_INT_DOUBLE || value >= MAX_INT_DOUBLE) {
    throw new CelError('integer overflow');
  }
  return BigInt(Math.trunc(value));
}

function doubleToUint(value: number): CelUint {
  if (!Number.isFinite(value) || value < 0 || value >= 2 ** 64) throw new CelError('unsigned integer overflow');
  return new CelUint(BigInt(Math.trunc(value)));
}

function textToTimestamp(text: string): CelTimestamp {
  const nanos = parseTimestamp(text);
  if (nanos === undefined) throw cannot('string', 'google.protobuf.Timestamp');
  return new CelTimestamp(checkTimestamp(nanos));
}

function textToDuration(text: string): CelDuration {
  const nanos = parseGoDuration(text);
  if (nanos === undefined) throw cannot('string', 'google.protobuf.Duration');
  return new CelDuration(nanos);
}

export const conversionLibrary: Library = {
  bool: [
    ['(bool) -> bool', same],
    [
      '(string) -> bool',
      (text: string) => {
        if (!Object.hasOwn(BOOLS, text)) throw cannot('string', 'bool');
        return BOOLS[text] as boolean;
      },
    ],
  ],
  bytes: [
    ['(bytes) -> bytes', same],
    ['(string) -> bytes', (text: string) => utf8Bytes(text)],
  ],
  double: [
    ['(double) -> double', same],
    ['(int) -> double', (value: bigint) => Number(value)],
    ['(string) -> double', textToDouble],
    ['(uint) -> double', ({ value }: CelUint) => Number(value)],
  ],
  duration: [
    ['(duration) -> duration', same],
    ['(string) -> duration', textToDuration],
  ],
  int: [
    ['(int) -> int', same],
    ['(double) -> int', doubleToInt],
    ['(duration) -> int', ({ nanos }: CelDuration) => nanos],
    ['(string) -> int', textToInt],
    ['(timestamp) -> int', ({ nanos }: CelTimestamp) => BigInt(splitSeconds(nanos).seconds)],
    ['(uint) -> int', ({ value }: CelUint) => checkInt(value)],
  ],
  string: [
    ['(string) -> string', same],
    ['(bool) -> string', (value: boolean) => String(value)],
    [
      '(bytes) -> string',
      (bytes: Uint8Array) => {
        const text = utf8Text(bytes);
        if (text === undefined) throw new CelError('invalid UTF-8 in bytes, cannot convert to string');
        return text;
      },
    ],
    ['(double) -> string', doubleText],
    ['(duration) -> string', ({ nanos }: CelDuration) => formatDuration(nanos)],
    ['(int) -> string', (value: bigint) => String(value)],
    ['(timestamp) -> string', ({ nanos }: CelTimestamp) => formatTimestamp(nanos)],
    ['(uint) -> string', ({ value }: CelUint) => String(value)],
  ],
  timestamp: [
    ['(timestamp) -> timestamp', same],
    ['(int) -> timestamp', (seconds: bigint) => new CelTimestamp(checkTimestamp(seconds * NANOS_PER_SECOND))],
    ['(string) -> timestamp', textToTimestamp],
  ],
  uint: [
    ['(uint) -> uint', same],
    ['(double) -> uint', doubleToUint],
    ['(int) -> uint', (value: bigint) => checkUint(value)],
    ['(string) -> uint', textToUint],
  ],
};
