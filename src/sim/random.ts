// Chance, seeded: one stream of 32-bit numbers for each (purpose, key), so that one more controller or pod does not
// shift every other number. A stream's whole state is how often it was asked; forks copy that.

/** FNV-1a over the text, then an avalanche: a 32-bit hash that is equal on every machine. */
export function hash32(seed: number, text: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return avalanche(hash);
}

function avalanche(value: number): number {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The n-th number of the stream that starts with this hash. */
const nth = (start: number, n: number) => avalanche((start + Math.imul(n, 0x9e3779b9)) >>> 0);

/** Upstream's alphabet for generated names (apimachinery/pkg/util/rand). */
const SUFFIX_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;

const DIGITS = [...'0123456789abcdef'].map((digit) => digit.charCodeAt(0));
const DASH = '-'.charCodeAt(0);
const FOUR = '4'.charCodeAt(0);
const VARIANTS = [...'89ab'].map((digit) => digit.charCodeAt(0));

/** Hexadecimal digits of 32-bit numbers as one flat text: pieces put together stay pieces for as long as they live. */
export function hexText(words: readonly number[]): string {
  const codes = new Uint8Array(words.length * 8);
  for (let index = 0; index < codes.length; index++) {
    codes[index] = digitOf(words[index >> 3] as number, 28 - 4 * (index & 7));
  }
  return String.fromCharCode(...codes);
}

const digitOf = (word: number, shift: number) => DIGITS[(word >>> shift) & 15] as number;

/** Where a UUID's digits stand, between its dashes; written anew for each. */
const uuidCodes: number[] = [...'00000000-0000-0000-0000-000000000000'].map((digit) => digit.charCodeAt(0));
const uuidPlaces = uuidCodes.flatMap((code, place) => (code === DASH ? [] : [place]));

/** A version 4 UUID of four 32-bit numbers. */
function uuid(first: number, second: number, third: number, fourth: number, variant: number): string {
  for (let index = 0; index < 8; index++) {
    const shift = 28 - 4 * index;
    uuidCodes[uuidPlaces[index] as number] = digitOf(first, shift);
    uuidCodes[uuidPlaces[index + 8] as number] = digitOf(second, shift);
    uuidCodes[uuidPlaces[index + 16] as number] = digitOf(third, shift);
    uuidCodes[uuidPlaces[index + 24] as number] = digitOf(fourth, shift);
  }
  uuidCodes[uuidPlaces[12] as number] = FOUR;
  uuidCodes[uuidPlaces[16] as number] = VARIANTS[variant & 3] as number;
  return String.fromCharCode.apply(null, uuidCodes);
}

export class RandomStreams {
  readonly seed: number;
  readonly #asked: Map<string, number>;

  constructor(seed: number, asked: Iterable<readonly [string, number]> = []) {
    this.seed = seed >>> 0;
    this.#asked = new Map(asked);
  }

  /** The stream's next number, 0 <= n < 2^32. */
  uint32(purpose: string, key = ''): number {
    const stream = `${purpose}/${key}`;
    const count = this.#asked.get(stream) ?? 0;
    this.#asked.set(stream, count + 1);
    return nth(hash32(this.seed, stream), count);
  }

  /** The stream's next integer, 0 <= n < limit. */
  below(limit: number, purpose: string, key = ''): number {
    return Math.floor((this.uint32(purpose, key) / 0x1_0000_0000) * limit);
  }

  /** The stream's next fraction, 0 <= n < 1. */
  fraction(purpose: string, key = ''): number {
    return this.uint32(purpose, key) / 0x1_0000_0000;
  }

  /** Five characters as the API server appends to generateName. */
  nameSuffix(key: string): string {
    const stream = `name-suffix/${key}`;
    const start = hash32(this.seed, stream);
    const count = this.#asked.get(stream) ?? 0;
    this.#asked.set(stream, count + SUFFIX_LENGTH);
    let suffix = '';
    for (let index = 0; index < SUFFIX_LENGTH; index++) {
      const number = nth(start, count + index) / 0x1_0000_0000;
      suffix += SUFFIX_ALPHABET[Math.floor(number * SUFFIX_ALPHABET.length)];
    }
    return suffix;
  }

  /** A version 4 UUID. */
  uid(key: string): string {
    const word = (index: number) => avalanche(hash32(this.seed ^ Math.imul(index + 1, 0x9e3779b9), key));
    const third = word(2);
    return uuid(word(0), word(1), third, word(3), third >>> 28);
  }

  /** A version 4 UUID for the n-th of something, without hashing a text: for what is made in great numbers. */
  serialUid(serial: number): string {
    const word = (index: number) =>
      avalanche(this.seed ^ Math.imul(serial, 0x9e3779b9) ^ Math.imul(index + 1, 0x85ebca6b));
    const third = word(2);
    return uuid(word(0), word(1), third, word(3), third);
  }

  fork(): RandomStreams {
    return new RandomStreams(this.seed, this.#asked);
  }
}
