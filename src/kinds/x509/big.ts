// Whole numbers of any size, as keys and signatures are made of. Nothing here is secret: what is kept with such a key
// is a simulation, so no care is taken that every number takes the same time.

/** Of big-endian bytes. */
export function bigOf(bytes: Uint8Array): bigint {
  let text = '0x0';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return BigInt(text);
}

/** Big-endian bytes, with zeros in front up to a length. */
export function bytesOf(value: bigint, length = 0): Uint8Array {
  const digits = value.toString(16);
  const count = Math.max(length, (digits.length + 1) >> 1);
  const text = digits.padStart(2 * count, '0');
  return Uint8Array.from({ length: count }, (_, index) => Number.parseInt(text.slice(2 * index, 2 * index + 2), 16));
}

export const bitLength = (value: bigint): number => (value === 0n ? 0 : value.toString(2).length);

/** The remainder that is never negative. */
export function modulo(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

/** The multiplicative inverse; 0 when there is none. */
export function inverse(value: bigint, modulus: bigint): bigint {
  let [low, high, inner, outer] = [modulo(value, modulus), modulus, 1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [low, high, inner, outer] = [high % low, low, outer - quotient * inner, inner];
  }
  return low === 1n ? modulo(inner, modulus) : 0n;
}

/** Little-endian bytes, as Ed25519 writes its numbers. */
export const littleEndian = (bytes: Uint8Array): bigint => bigOf(Uint8Array.from(bytes).reverse());
