// Private keys, as far as they have to match a certificate.
// upstream: Go crypto/tls parsePrivateKey, crypto/x509 ParsePKCS1PrivateKey, ParsePKCS8PrivateKey, ParseECPrivateKey

import { bigOf, inverse } from './big';
import { CURVES, type Curve, ed25519PublicKey, publicPoint } from './curves';
import {
  attempt,
  type Cursor,
  cursor,
  integerOf,
  isAtEnd,
  objectIdText,
  readField,
  SEQUENCE,
  TAG,
  X509Fault,
} from './der';
import { curveOf, type PublicKey } from './public-key';
import { readAlgorithm } from './request';

interface PrivateKey {
  readonly kind: 'RSA' | 'ECDSA' | 'Ed25519';
  /** What the public key that belongs to it comes to. */
  readonly publicText: string;
}

/** What two keys have to have in common. */
export function publicText(key: PublicKey): string {
  if (key.kind === 'RSA') return `${key.modulus} ${key.exponent}`;
  if (key.kind === 'ECDSA') return `${key.curve.name} ${key.point.join()}`;
  return key.kind === 'Ed25519' ? key.bytes.join() : '';
}

/** The key of a PEM block; undefined when it cannot be read. */
export function readPrivateKey(der: Uint8Array): PrivateKey | undefined {
  return attempt(() => rsaKey(der)) ?? attempt(() => wrappedKey(der)) ?? attempt(() => ecKey(der));
}

const open = (der: Uint8Array): Cursor => cursor(readField(cursor(der), { first: SEQUENCE, name: '' }).content);
const number = (from: Cursor) => integerOf(readField(from, { first: TAG.integer, name: '' }).content);

function rsaKey(der: Uint8Array): PrivateKey {
  const whole = cursor(der);
  const from = cursor(readField(whole, { first: SEQUENCE, name: '' }).content);
  const [version = 2n, modulus = 0n, exponent = 0n, secret = 0n, p = 0n, q = 0n] = Array.from({ length: 6 }, () =>
    number(from),
  );
  if (version > 1n || p < 2n || q < 2n || p * q !== modulus) throw new X509Fault('broken');
  // What Chinese remaindering needs may be left out.
  const [overP = secret % (p - 1n), overQ = secret % (q - 1n), back = inverse(q, p)] = restOf(from);
  const isWhole =
    [p, q].every((prime) => (secret * exponent) % (prime - 1n) === 1n) &&
    overP === secret % (p - 1n) &&
    overQ === secret % (q - 1n) &&
    back === inverse(q, p);
  if (!isAtEnd(whole) || !isWhole) throw new X509Fault('broken');
  return { kind: 'RSA', publicText: `${modulus} ${exponent}` };
}

function restOf(from: Cursor): readonly bigint[] {
  const found: bigint[] = [];
  while (!isAtEnd(from) && found.length < 3) found.push(number(from));
  return found;
}

function wrappedKey(der: Uint8Array): PrivateKey {
  const from = open(der);
  number(from);
  const { id, parameters } = readAlgorithm(readField(from, { first: SEQUENCE, name: '' }));
  const { content } = readField(from, { first: TAG.octetString, name: '' });
  if (id === '1.2.840.113549.1.1.1') return rsaKey(content);
  if (id === '1.2.840.10045.2.1') return ecKey(content, curveOf(parameters));
  if (id !== '1.3.101.112') throw new X509Fault('unknown');
  const seed = readField(cursor(content), { first: TAG.octetString, name: '' }).content;
  if (seed.length !== 32) throw new X509Fault('broken');
  return { kind: 'Ed25519', publicText: ed25519PublicKey(seed) };
}

function ecKey(der: Uint8Array, named?: Curve): PrivateKey {
  const from = open(der);
  if (number(from) !== 1n) throw new X509Fault('broken');
  const secret = bigOf(readField(from, { first: TAG.octetString, name: '' }).content);
  const curve = named ?? curveNamedIn(from);
  if (!curve || secret === 0n || secret >= curve.n) throw new X509Fault('broken');
  return { kind: 'ECDSA', publicText: `${curve.name} ${publicPoint(curve, secret).join()}` };
}

function curveNamedIn(from: Cursor): Curve | undefined {
  if (isAtEnd(from)) return undefined;
  const { content } = readField(from, { first: 0xa0, name: '' });
  const id = objectIdText(readField(cursor(content), { first: TAG.objectId, name: '' }).content);
  return CURVES.find((curve) => curve.id === id);
}
