// `'%s of %d'.format([…])`. upstream: cel-go ext/formatting.go, in the locale en_US

import { doubleText } from './number-text';
import { formatDuration, formatTimestamp } from './time';
import { utf8Bytes, utf8Text } from './utf8';
import {
  CelDuration,
  CelError,
  CelList,
  CelMap,
  CelTimestamp,
  CelTypeValue,
  CelUint,
  type CelValue,
  typeNameOf,
} from './value';

const DEFAULT_DIGITS = 6;
const CLAUSE = /%(?:%|(\.\d*)?(.?))/gsu;

export function formatText(text: string, args: readonly CelValue[]): string {
  let index = 0;
  return text.replace(CLAUSE, (clause, precision: string | undefined, verb: string) => {
    if (clause === '%%') return '%';
    const value = args[index];
    if (value === undefined) throw new CelError(`index ${index} out of range`);
    index++;
    if (verb === '' && precision === undefined) throw new CelError('unexpected end of string');
    return formatClause(verb, precision, value);
  });
}

const refusal = (what: string, value: CelValue) =>
  new CelError(`error during formatting: ${what}, was given ${typeNameOf(value)}`);

function formatClause(verb: string, precision: string | undefined, value: CelValue): string {
  const cannot = (why: string) => new CelError(`could not parse formatting clause: ${why}`);
  if (precision !== undefined && verb === '') {
    throw cannot('error while parsing precision: could not find end of precision specifier');
  }
  if (precision === '.') {
    const why = 'error while converting precision to integer: strconv.Atoi: parsing "": invalid syntax';
    throw cannot(`error while parsing precision: ${why}`);
  }
  const digits = precision === undefined ? DEFAULT_DIGITS : Number(precision.slice(1));
  switch (verb) {
    case 's':
      return plainText(value);
    case 'd':
      return inRadix(value, 10, 'decimal clause can only be used on integers');
    case 'o':
      return inRadix(value, 8, 'octal clause can only be used on integers');
    case 'b':
      if (typeof value === 'boolean') return value ? '1' : '0';
      return inRadix(value, 2, 'only integers and bools can be formatted as binary');
    case 'x':
      return hex(value);
    case 'X':
      return hex(value).toUpperCase();
    case 'f':
      return fixed(asDouble(value, 'fixed-point clause can only be used on doubles'), digits);
    case 'e':
      return scientific(asDouble(value, 'scientific clause can only be used on doubles'), digits);
    default:
      throw cannot(`unrecognized formatting clause "${verb}"`);
  }
}

function inRadix(value: CelValue, radix: number, why: string): string {
  if (typeof value === 'bigint') return value.toString(radix);
  if (value instanceof CelUint) return value.value.toString(radix);
  throw refusal(why, value);
}

function hex(value: CelValue): string {
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) {
    return inRadix(value, 16, 'only integers, byte buffers, and strings can be formatted as hex');
  }
  const bytes = typeof value === 'string' ? utf8Bytes(value) : value;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const NAMED: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity };

function asDouble(value: CelValue, why: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && Object.hasOwn(NAMED, value)) return NAMED[value] as number;
  throw refusal(why, value);
}

function notFinite(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? undefined : value > 0 ? '∞' : '-∞';
}

/** Halfway between two, to the even one. */
function rounded(value: number, digits: number): string {
  const scaled = value * 10 ** digits;
  const isTie = Math.abs(scaled % 1) === 0.5 && Math.floor(scaled) % 2 === 0;
  return (isTie ? Math.floor(scaled) / 10 ** digits : value).toFixed(digits);
}

/** With commas between thousands, as the locale has it. */
function fixed(value: number, digits: number): string {
  const special = notFinite(value);
  if (special) return special;
  const [whole = '', fraction] = rounded(value, Math.min(digits, 100)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function scientific(value: number, digits: number): string {
  const special = notFinite(value);
  if (special) return special;
  const [mantissa, exponent = '0'] = value.toExponential(Math.min(digits, 100)).split('e');
  const power = exponent.replace(/[+-]/, '').padStart(2, '0');
  const raised = Array.from(power, (digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return `${mantissa}\u202f×\u202f10${exponent.startsWith('-') ? '⁻' : ''}${raised}`;
}

function plainText(value: CelValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return doubleText(value);
  if (value instanceof CelTimestamp) return formatTimestamp(value.nanos);
  if (value instanceof CelDuration) return formatDuration(value.nanos);
  if (value instanceof Uint8Array) {
    const text = utf8Text(value);
    if (text === undefined) throw new CelError('invalid UTF-8 in bytes, cannot convert to string');
    return text;
  }
  if (value instanceof CelTypeValue) return value.name;
  if (value instanceof CelList) return `[${[...value].map(nested).join(', ')}]`;
  if (value instanceof CelMap && value.typeName === 'map') return mapText(value);
  if (typeof value === 'object' && !(value instanceof CelUint)) {
    const known = 'strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps';
    throw refusal(`string clause can only be used on ${known}`, value);
  }
  return value instanceof CelUint ? String(value.value) : String(value);
}

/** A value within a list or a map: as its literal. */
function nested(value: CelValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value.toFixed(DEFAULT_DIGITS) : JSON.stringify(doubleText(value));
  }
  if (value instanceof Uint8Array) return `b${JSON.stringify(plainText(value))}`;
  if (value instanceof CelTimestamp) return `timestamp("${plainText(value)}")`;
  if (value instanceof CelDuration) return `duration("${plainText(value)}")`;
  const isKnown =
    typeof value !== 'object' || value === null || value instanceof CelUint || value instanceof CelTypeValue;
  if (isKnown || value instanceof CelList || (value instanceof CelMap && value.typeName === 'map')) {
    return plainText(value);
  }
  throw new CelError(`error during formatting: no formatting function for ${typeNameOf(value)}`);
}

function mapText(map: CelMap): string {
  const entries = map.keys().map((key) => {
    if (typeof key === 'number') {
      throw new CelError('error during formatting: no formatting function for map key of type double');
    }
    return [nested(key), nested(map.find(key) as CelValue)] as const;
  });
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, value]) => `${key}:${value}`).join(', ')}}`;
}
