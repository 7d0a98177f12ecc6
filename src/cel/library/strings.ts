// Functions on texts. Positions count code points. upstream: cel-go ext/strings.go, version 2

import { formatText } from '../format';
import type { Library } from '../functions';
import { ArrayList, CelError, type CelList } from '../value';

const outOfRange = (index: bigint) => new CelError(`index out of range: ${index}`);

function charAt(text: string, index: bigint): string {
  const characters = Array.from(text);
  if (index < 0n || index > BigInt(characters.length)) throw outOfRange(index);
  return characters[Number(index)] ?? '';
}

function indexOf(text: string, part: string, offset = 0n): bigint {
  if (offset < 0n) throw outOfRange(offset);
  const characters = Array.from(text);
  const from = Number(offset);
  if (part === '') return BigInt(Math.min(from, characters.length));
  if (from >= characters.length) return -1n;
  const at = characters.slice(from).join('').indexOf(part);
  return at < 0 ? -1n : BigInt(from + Array.from(characters.slice(from).join('').slice(0, at)).length);
}

function lastIndexOf(text: string, part: string, offset?: bigint): bigint {
  const characters = Array.from(text);
  const length = characters.length;
  if (offset !== undefined && offset < 0n) throw outOfRange(offset);
  if (part === '') return offset === undefined ? BigInt(length) : BigInt(Math.min(Number(offset), length));
  const wanted = Array.from(part);
  const start = offset === undefined ? length - 1 : Number(offset);
  if (start >= length || length === 0) return -1n;
  for (let at = Math.min(start, length - wanted.length); at >= 0; at--) {
    if (wanted.every((character, index) => characters[at + index] === character)) return BigInt(at);
  }
  return -1n;
}

function substring(text: string, start: bigint, end?: bigint): string {
  const characters = Array.from(text);
  const length = BigInt(characters.length);
  if (end !== undefined && start > end) {
    throw new CelError(`invalid substring range. start: ${start}, end: ${end}`);
  }
  if (start < 0n || start > length) throw outOfRange(start);
  if (end !== undefined && (end < 0n || end > length)) throw outOfRange(end);
  return characters.slice(Number(start), end === undefined ? undefined : Number(end)).join('');
}

function replace(text: string, old: string, by: string, count = -1n): string {
  if (count === 0n) return text;
  let left = count < 0n ? Number.POSITIVE_INFINITY : Number(count);
  if (old !== '') return text.split(old).reduce((sum, part) => sum + (left-- > 0 ? by : old) + part);
  let result = left-- > 0 ? by : '';
  for (const character of text) result += character + (left-- > 0 ? by : '');
  return result;
}

function split(text: string, separator: string, count = -1n): CelList {
  if (count === 0n) return new ArrayList([]);
  const parts = separator === '' ? Array.from(text) : text.split(separator);
  if (count < 0n || parts.length <= count) return new ArrayList(parts);
  const last = Number(count) - 1;
  return new ArrayList([...parts.slice(0, last), parts.slice(last).join(separator)]);
}

const ascii = (pattern: RegExp, change: (text: string) => string) => (text: string) => text.replace(pattern, change);
/** White space as Go's unicode.IsSpace has it. */
const SPACE = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const ENDS = new RegExp(`^${SPACE}|${SPACE}$`, 'g');

const QUOTED: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

function quote(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be escaped.
  return `"${text.replace(/[\u0007\b\f\n\r\t\v\\"]/g, (character) => QUOTED[character] as string)}"`;
}

function join(list: CelList, separator = ''): string {
  return [...list]
    .map((item) => {
      if (typeof item !== 'string') throw new CelError(`join: invalid input: ${String(item)}`);
      return item;
    })
    .join(separator);
}

export const stringLibrary: Library = {
  charAt: [['string.(int) -> string', charAt]],
  indexOf: [
    ['string.(string) -> int', (text: string, part: string) => indexOf(text, part)],
    ['string.(string, int) -> int', indexOf],
  ],
  lastIndexOf: [
    ['string.(string) -> int', (text: string, part: string) => lastIndexOf(text, part)],
    ['string.(string, int) -> int', lastIndexOf],
  ],
  lowerAscii: [['string.() -> string', ascii(/[A-Z]+/g, (text) => text.toLowerCase())]],
  upperAscii: [['string.() -> string', ascii(/[a-z]+/g, (text) => text.toUpperCase())]],
  replace: [
    ['string.(string, string) -> string', (text: string, old: string, by: string) => replace(text, old, by)],
    ['string.(string, string, int) -> string', replace],
  ],
  split: [
    ['string.(string) -> list(string)', (text: string, separator: string) => split(text, separator)],
    ['string.(string, int) -> list(string)', split],
  ],
  substring: [
    ['string.(int) -> string', (text: string, start: bigint) => substring(text, start)],
    ['string.(int, int) -> string', substring],
  ],
  trim: [['string.() -> string', (text: string) => text.replace(ENDS, '')]],
  format: [['string.(list(dyn)) -> string', (text: string, args: CelList) => formatText(text, [...args])]],
  'strings.quote': [['(string) -> string', quote]],
  join: [
    ['list(string).() -> string', (list: CelList) => join(list)],
    ['list(string).(string) -> string', join],
  ],
};
