// SHA-1 and the SHA-2 family, without the platform. FIPS 180-4
// SHA-2's constants are the first bits of the roots of primes, so they are computed, once they are needed.

import { bigOf, bytesOf } from './big';

export type DigestName = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

export function digest(name: DigestName, bytes: Uint8Array): Uint8Array {
  return name === 'SHA-1' ? sha1(bytes) : sha2(name, bytes);
}

interface Family {
  readonly bits: number;
  readonly rounds: number;
  /** Rotations of Σ0, Σ1; rotations and a shift of σ0, σ1. */
  readonly turns: readonly (readonly [number, number, number])[];
}

const SHORT: Family = {
  bits: 32,
  rounds: 64,
  turns: [
    [2, 13, 22],
    [6, 11, 25],
    [7, 18, 3],
    [17, 19, 10],
  ],
};
const LONG: Family = {
  bits: 64,
  rounds: 80,
  turns: [
    [28, 34, 39],
    [14, 18, 41],
    [1, 8, 7],
    [19, 61, 6],
  ],
};
const PRIMES = [...Array(410).keys()].filter((n) => n > 1 && ![...Array(n).keys()].some((d) => d > 1 && n % d === 0));

/** The first 64 bits behind the point of a prime's square or cube root. */
function rootBits(prime: number, degree: bigint): bigint {
  const target = BigInt(prime) << (64n * degree);
  let [low, high] = [0n, 1n << 70n];
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= target) low = middle;
    else high = middle;
  }
  return BigInt.asUintN(64, low);
}

const memory = new Map<string, readonly bigint[]>();

/** The constants of the rounds (degree 3) or those that it begins with (degree 2). */
function constants(bits: number, degree: bigint, from: number, count: number): readonly bigint[] {
  const key = `${bits} ${degree} ${from}`;
  const known = memory.get(key);
  if (known) return known;
  const made = PRIMES.slice(from, from + count).map((prime) => rootBits(prime, degree) >> BigInt(64 - bits));
  memory.set(key, made);
  return made;
}

function sha2(name: DigestName, message: Uint8Array): Uint8Array {
  const family = name === 'SHA-256' ? SHORT : LONG;
  const { bits, rounds } = family;
  const wordBytes = bits / 8;
  let state = constants(bits, 2n, name === 'SHA-384' ? 8 : 0, 8);
  const padded = padding(message, wordBytes * 16);
  for (let at = 0; at < padded.length; at += wordBytes * 16) {
    const block = Array.from({ length: 16 }, (_, index) =>
      bigOf(padded.subarray(at + index * wordBytes, at + (index + 1) * wordBytes)),
    );
    state = compress(state, block, family, constants(bits, 3n, 0, rounds));
  }
  const bytes = state.flatMap((word) => [...bytesOf(word, wordBytes)]);
  return Uint8Array.from(name === 'SHA-384' ? bytes.slice(0, 48) : bytes);
}

function compress(
  state: readonly bigint[],
  words: bigint[],
  { bits, rounds, turns }: Family,
  added: readonly bigint[],
): readonly bigint[] {
  const clip = (value: bigint) => BigInt.asUintN(bits, value);
  const turned = (value: bigint, by: number) => (value >> BigInt(by)) | clip(value << BigInt(bits - by));
  const large = (value: bigint, which: number) => {
    const [a, b, c] = turns[which] as readonly [number, number, number];
    return turned(value, a) ^ turned(value, b) ^ (which < 2 ? turned(value, c) : value >> BigInt(c));
  };
  const at = (index: number) => words[index] as bigint;
  for (let t = 16; t < rounds; t++)
    words.push(clip(large(at(t - 2), 3) + at(t - 7) + large(at(t - 15), 2) + at(t - 16)));
  let [a, b, c, d, e, f, g, h] = state as unknown as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  for (let t = 0; t < rounds; t++) {
    const first = h + large(e, 1) + ((e & f) ^ (clip(~e) & g)) + (added[t] as bigint) + at(t);
    const second = large(a, 0) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, clip(d + first), c, b, a, clip(first + second)];
  }
  return [a, b, c, d, e, f, g, h].map((word, index) => clip(word + (state[index] as bigint)));
}

/** A one bit, zeros, and the length in bits. */
function padding(message: Uint8Array, blockBytes: number): Uint8Array {
  const lengthBytes = blockBytes / 8;
  const whole = Math.ceil((message.length + 1 + lengthBytes) / blockBytes) * blockBytes;
  const padded = new Uint8Array(whole);
  padded.set(message);
  padded[message.length] = 0x80;
  padded.set(bytesOf(BigInt(message.length * 8), lengthBytes), whole - lengthBytes);
  return padded;
}

function sha1(message: Uint8Array): Uint8Array {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const padded = padding(message, 64);
  const turned = (value: number, by: number) => (value << by) | (value >>> (32 - by));
  for (let block = 0; block < padded.length; block += 64) {
    const words: number[] = [];
    const at = (index: number) => words[index] as number;
    for (let t = 0; t < 80; t++) {
      if (t < 16) words.push(Number(bigOf(padded.subarray(block + 4 * t, block + 4 * t + 4))));
      else words.push(turned(at(t - 3) ^ at(t - 8) ^ at(t - 14) ^ at(t - 16), 1));
    }
    let [a, b, c, d, e] = state as [number, number, number, number, number];
    for (let t = 0; t < 80; t++) {
      const parity = b ^ c ^ d;
      const mixed = t < 20 ? (b & c) | (~b & d) : t >= 40 && t < 60 ? (b & c) | (b & d) | (c & d) : parity;
      const added = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][Math.floor(t / 20)] as number;
      const next = (turned(a, 5) + mixed + e + added + at(t)) | 0;
      [e, d, c, b, a] = [d, c, turned(b, 30), a, next];
    }
    [a, b, c, d, e].forEach((word, index) => {
      state[index] = ((state[index] as number) + word) >>> 0;
    });
  }
  return Uint8Array.from(state.flatMap((word) => [...bytesOf(BigInt(word), 4)]));
}
