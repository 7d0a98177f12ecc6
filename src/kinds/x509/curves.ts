// The elliptic curves of Kubernetes' certificates: NIST's P-224 to P-521 with ECDSA, and Ed25519.
// FIPS 186-5, SEC 2, RFC 8032

import { bigOf, bitLength, bytesOf, inverse, littleEndian, modulo, power } from './big';
import { digest } from './digest';

export interface Curve {
  /** As Go's texts name it: `P256`. */
  readonly name: string;
  readonly id: string;
  /** The field, y² = x³ − 3x + b, and the order of the base point. */
  readonly p: bigint;
  readonly b: bigint;
  readonly n: bigint;
  readonly g: Point;
}

/** x, y. */
export type Point = readonly [bigint, bigint];
/** x / z², y / z³; z = 0 is the point at infinity. */
type Projective = readonly [bigint, bigint, bigint];

const hex = (text: string) => BigInt(`0x${text}`);
const curve = (name: string, id: string, p: bigint, b: string, n: string, x: string, y: string): Curve => ({
  name,
  id,
  p,
  b: hex(b),
  n: hex(n),
  g: [hex(x), hex(y)],
});

export const CURVES: readonly Curve[] = [
  curve(
    'P224',
    '1.3.132.0.33',
    2n ** 224n - 2n ** 96n + 1n,
    'b4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4',
    'ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d',
    'b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21',
    'bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34',
  ),
  curve(
    'P256',
    '1.2.840.10045.3.1.7',
    2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    '5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b',
    'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
    '6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296',
    '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
  ),
  curve(
    'P384',
    '1.3.132.0.34',
    2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    'b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef',
    'ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973',
    'aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7',
    '3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f',
  ),
  curve(
    'P521',
    '1.3.132.0.35',
    2n ** 521n - 1n,
    '51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00',
    '1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409',
    'c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66',
    '11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650',
  ),
];

export const fieldBytes = ({ p }: Curve): number => (bitLength(p) + 7) >> 3;

export function isOnCurve({ p, b }: Curve, [x, y]: Point): boolean {
  return modulo(y * y - (x * x * x - 3n * x + b), p) === 0n;
}

function double([x, y, z]: Projective, p: bigint): Projective {
  if (z === 0n || y === 0n) return [1n, 1n, 0n];
  const squared = modulo(y * y, p);
  const s = modulo(4n * x * squared, p);
  const m = modulo(3n * (x - z * z) * (x + z * z), p);
  const nextX = modulo(m * m - 2n * s, p);
  return [nextX, modulo(m * (s - nextX) - 8n * squared * squared, p), modulo(2n * y * z, p)];
}

function add(left: Projective, right: Projective, p: bigint): Projective {
  const [x1, y1, z1] = left;
  const [x2, y2, z2] = right;
  if (z1 === 0n) return right;
  if (z2 === 0n) return left;
  const [z1z1, z2z2] = [modulo(z1 * z1, p), modulo(z2 * z2, p)];
  const [u1, u2] = [modulo(x1 * z2z2, p), modulo(x2 * z1z1, p)];
  const [s1, s2] = [modulo(y1 * z2 * z2z2, p), modulo(y2 * z1 * z1z1, p)];
  if (u1 === u2) return s1 === s2 ? double(left, p) : [1n, 1n, 0n];
  const [h, r] = [u2 - u1, s2 - s1];
  const [hh, hhh] = [modulo(h * h, p), modulo(h * h * h, p)];
  const x = modulo(r * r - hhh - 2n * u1 * hh, p);
  return [x, modulo(r * (u1 * hh - x) - s1 * hhh, p), modulo(h * z1 * z2, p)];
}

function multiply([x, y]: Point, by: bigint, p: bigint): Projective {
  let sum: Projective = [1n, 1n, 0n];
  for (const bit of by.toString(2)) {
    sum = double(sum, p);
    if (bit === '1') sum = add(sum, [x, y, 1n], p);
  }
  return sum;
}

/** The public point of a private number. */
export function publicPoint({ g, p }: Curve, secret: bigint): Point {
  const [x, y, z] = multiply(g, secret, p);
  const by = inverse(z, p);
  return [modulo(x * by * by, p), modulo(y * by * by * by, p)];
}

export function verifyEcdsa(curve: Curve, key: Point, hash: Uint8Array, [r, s]: readonly [bigint, bigint]): boolean {
  const { n, p, g } = curve;
  if (r <= 0n || s <= 0n || r >= n || s >= n) return false;
  const excess = Math.max(hash.length * 8 - bitLength(n), 0);
  const e = bigOf(hash) >> BigInt(excess);
  const by = inverse(s, n);
  const [x, , z] = add(multiply(g, modulo(e * by, n), p), multiply(key, modulo(r * by, n), p), p);
  return z !== 0n && modulo(modulo(x * inverse(z * z, p), p), n) === r;
}

const ED = {
  p: 2n ** 255n - 19n,
  order: 2n ** 252n + 27742317777372353535851937790883648493n,
  baseX: 15112221349535400772501151409588531511454012693041857206046113283949847762202n,
  baseY: 46316835694926478169428394003475163141307993866256225615783033603165251855960n,
};
const ED_D = modulo(-121665n * inverse(121666n, ED.p), ED.p);

/** The complete addition law of the twisted Edwards curve. */
function edAdd([x1, y1, z1]: Projective, [x2, y2, z2]: Projective): Projective {
  const { p } = ED;
  const a = modulo(z1 * z2, p);
  const b = modulo(a * a, p);
  const [c, d] = [modulo(x1 * x2, p), modulo(y1 * y2, p)];
  const e = modulo(ED_D * c * d, p);
  const [f, g] = [b - e, b + e];
  return [modulo(a * f * ((x1 + y1) * (x2 + y2) - c - d), p), modulo(a * g * (d + c), p), modulo(f * g, p)];
}

function edMultiply(point: Projective, by: bigint): Projective {
  let sum: Projective = [0n, 1n, 1n];
  for (const bit of by.toString(2)) {
    sum = edAdd(sum, sum);
    if (bit === '1') sum = edAdd(sum, point);
  }
  return sum;
}

function edEncode([x, y, z]: Projective): string {
  const by = inverse(z, ED.p);
  const odd = modulo(x * by, ED.p) & 1n;
  return bytesOf(modulo(y * by, ED.p) | (odd << 255n), 32)
    .reverse()
    .join();
}

function edDecode(bytes: Uint8Array): Projective | undefined {
  const { p } = ED;
  const whole = littleEndian(bytes);
  const y = modulo(BigInt.asUintN(255, whole), p);
  const [u, v] = [modulo(y * y - 1n, p), modulo(ED_D * y * y + 1n, p)];
  const squared = modulo(u * inverse(v, p), p);
  let x = power(squared, (p + 3n) / 8n, p);
  if (modulo(x * x, p) !== squared) x = modulo(x * power(2n, (p - 1n) / 4n, p), p);
  if (modulo(x * x, p) !== squared) return undefined;
  return [(x & 1n) === whole >> 255n ? x : modulo(-x, p), y, 1n];
}

const edBase: Projective = [ED.baseX, ED.baseY, 1n];

export function verifyEd25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const point = edDecode(key);
  const s = signature.length === 64 ? littleEndian(signature.subarray(32)) : ED.order;
  if (!point || s >= ED.order) return false;
  const hash = digest('SHA-512', Uint8Array.from([...signature.subarray(0, 32), ...key, ...message]));
  const [x, y, z] = edMultiply(point, littleEndian(hash) % ED.order);
  return edEncode(edAdd(edMultiply(edBase, s), [modulo(-x, ED.p), y, z])) === signature.subarray(0, 32).join();
}

/** The public key of a seed of 32 bytes, as a list of numbers in text. */
export function ed25519PublicKey(seed: Uint8Array): string {
  const hash = digest('SHA-512', seed).subarray(0, 32);
  hash[0] = (hash[0] as number) & 248;
  hash[31] = ((hash[31] as number) & 127) | 64;
  return edEncode(edMultiply(edBase, littleEndian(hash)));
}
