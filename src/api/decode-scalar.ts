// Scalars: strings, booleans, integers of a width, floats, bytes. A wrong one is reported and read as it stands, since
// nothing that was decoded is used after an error.

import type { ScalarName } from '../kinds/schema';
import { readBase64 } from './decode-base64';
import type { Codec, DecodeContext } from './decode-context';
import type { Wanted } from './decode-fault';

/** A Go type's name, worked out only when an error needs it. */
export type GoTypeName = () => string;

const LIMITS = { int32: 2 ** 31, int64: 2 ** 63 };

export function scalarCodec(scalar: ScalarName, goType: GoTypeName): Codec {
  switch (scalar) {
    case 'string':
      return {
        decode: (cx, value) => (typeof value === 'string' ? value : wrong(cx, value, goType, 'string')),
        zero: () => '',
        isEmpty: (value) => value === '',
      };
    case 'bool':
      return {
        decode: (cx, value) => (typeof value === 'boolean' ? value : wrong(cx, value, goType, 'bool')),
        zero: () => false,
        isEmpty: (value) => value === false,
      };
    case 'bytes':
      return {
        decode: (cx, value) => (typeof value === 'string' ? bytes(cx, value) : wrong(cx, value, goType, 'bytes')),
        zero: () => '',
        isEmpty: (value) => value === '',
      };
    case 'float64':
      return {
        decode: (cx, value) => (typeof value === 'number' ? value : wrong(cx, value, goType, 'number')),
        zero: () => 0,
        isEmpty: (value) => value === 0,
      };
    default:
      return {
        decode: (cx, value) =>
          typeof value === 'number' ? integer(cx, value, scalar, goType) : wrong(cx, value, goType, 'integer'),
        zero: () => 0,
        isEmpty: (value) => value === 0,
      };
  }
}

function wrong(cx: DecodeContext, value: unknown, goType: GoTypeName, wanted: Wanted): unknown {
  cx.typeError(value, goType(), wanted);
  return value;
}

function integer(cx: DecodeContext, value: number, scalar: 'int32' | 'int64', goType: GoTypeName): number {
  const limit = LIMITS[scalar];
  if (!Number.isInteger(value) || value >= limit || value < -limit) {
    // Go names the number too.
    cx.fault ??= cx.mismatch(`number ${value}`, goType(), 'integer');
  }
  // JSON's -0 is 0.
  return value === 0 ? 0 : value;
}

function bytes(cx: DecodeContext, value: string): string {
  const result = readBase64(value);
  if ('text' in result) return result.text;
  cx.fault ??= cx.invalid(result.error, 'bytes');
  return value;
}
