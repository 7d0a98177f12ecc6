// The formats of texts that the API server knows; others say nothing.
// upstream: apiextensions-apiserver/pkg/apiserver/validation/formats.go, kube-openapi/pkg/validation/strfmt

import { parseCidr, parseIp } from '../../kinds/validation/ip-address';
import { dns1123Label } from '../../kinds/validation/names';
import type { Schema } from '../schema';
import { isCreditCard, isIsbn10, isIsbn13 } from './check-digits';
import { isEmail, isMac, isRequestUri } from './network-formats';

type Test = (text: string) => boolean;

const matches =
  (pattern: RegExp): Test =>
  (text) =>
    pattern.test(text);

const HEX8 = '[0-9a-f]{8}-?[0-9a-f]{4}-?';
const uuid = (rest: string) => matches(new RegExp(`^${HEX8}${rest}$`, 'i'));
const LETTER = 'a-zA-Z\\p{L}';
const SIGN = 'a-zA-Z0-9\\p{S}\\p{L}';
const HOSTNAME = new RegExp(
  `^([${SIGN}]((-?[${SIGN}]{0,62})?)|([${SIGN}](([a-zA-Z0-9\\-\\p{S}\\p{L}]{0,61}[${SIGN}])?)(\\.)){1,}` +
    `([${LETTER}]){2,63})$`,
  'u',
);
const LONG_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const COLOR = '\\s*(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])\\s*';

const TESTS: Readonly<Record<string, Test>> = {
  bsonobjectid: matches(/^[0-9a-fA-F]{24}$/),
  uri: isRequestUri,
  email: isEmail,
  hostname: (text) => HOSTNAME.test(text) && text.length <= 255 && text.split('.').every((part) => part.length <= 63),
  ipv4: (text) => text.includes('.') && parseIp(text) !== undefined,
  ipv6: (text) => text.includes(':') && parseIp(text) !== undefined,
  cidr: (text) => parseCidr(text) !== undefined,
  mac: isMac,
  uuid: uuid('[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}'),
  uuid3: uuid('3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}'),
  uuid4: uuid('4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}'),
  uuid5: uuid('5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}'),
  isbn: (text) => isIsbn10(text) || isIsbn13(text),
  isbn10: isIsbn10,
  isbn13: isIsbn13,
  creditcard: isCreditCard,
  ssn: (text) => text.length === 11 && /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text),
  hexcolor: matches(/^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/),
  rgbcolor: matches(new RegExp(`^rgb\\(${COLOR},${COLOR},${COLOR}\\)$`)),
  byte: matches(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/),
  password: () => true,
  date: isDate,
  duration: isDuration,
  datetime: isDateTime,
  k8sshortname: (text) => dns1123Label(text).length === 0,
  k8slongname: (text) => text.length <= 253 && LONG_NAME.test(text),
};

/** Dashes do not count in a format's name. */
const nameOf = (format: string) => format.replaceAll('-', '');

/** The schema's format as far as it counts: one that belongs to its type. */
export function formatOf(schema: Schema): string {
  const { format = '' } = schema;
  if (format === '') return '';
  return isKnownFormat(schema) ? format : '';
}

export function isKnownFormat({ format = '', type = '', ...schema }: Schema): boolean {
  // Integers or strings have two types, which is as good as none.
  const single = schema['x-kubernetes-int-or-string'] ? '' : type;
  if (single === '' || single === 'string') return Object.hasOwn(TESTS, nameOf(format));
  if (single === 'integer') return format === 'int32' || format === 'int64';
  return single === 'number' && (format === 'float' || format === 'double');
}

/** Whether the text is of this format; true for formats of numbers. */
export function fitsFormat(format: string, text: string): boolean {
  return TESTS[nameOf(format)]?.(text) ?? true;
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && day >= 1 && day <= days;
}

/** upstream: strfmt IsDateTime: of what follows the `t` only the first part counts. */
function isDateTime(text: string): boolean {
  const [date = '', time] = text.toLowerCase().split('t');
  if (time === undefined || !isDate(date)) return false;
  const match = /^(\d{2}):(\d{2}):(\d{2})(.\d+)?(z|([+-]\d{2}:\d{2}))$/.exec(time);
  if (!match) return false;
  const [, hour = '', minute = '', second = ''] = match;
  return hour <= '23' && minute <= '59' && second <= '59';
}

const UNITS: readonly (readonly string[])[] = [
  ['ns', 'nano'],
  ['us', 'µs', 'micro'],
  ['ms', 'milli'],
  ['s', 'sec'],
  ['m', 'min'],
  ['h', 'hr', 'hour'],
  ['d', 'day'],
  ['w', 'wk', 'week'],
];

const GO_DURATION = /^[-+]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

/** Go's durations, or Scala's: `22 ns`, `3 days`. upstream: strfmt ParseDuration */
function isDuration(text: string): boolean {
  if (GO_DURATION.test(text)) return true;
  const parts = [...text.matchAll(/\d+\s*([A-Za-zµ]+)/g)].map(([, unit = '']) => unit.toLowerCase());
  return parts.some((unit) => UNITS.some((names) => names.includes(unit) || unit.startsWith(names.at(-1) as string)));
}
