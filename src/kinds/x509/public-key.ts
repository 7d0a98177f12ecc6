// The public keys of certificates and their requests, and what they say to a signature.
// upstream: Go crypto/x509 parsePublicKey, checkSignature

import { bigOf, bitLength, power } from './big';
import { CURVES, type Curve, fieldBytes, isOnCurve, type Point, verifyEcdsa, verifyEd25519 } from './curves';
import { attempt, cursor, integerOf, isAtEnd, objectIdText, readElement, SEQUENCE, TAG, X509Fault } from './der';
import { nothing, objectId, octets, sequence } from './der-write';
import { type DigestName, digest } from './digest';

interface RsaKey {
  readonly kind: 'RSA';
  readonly modulus: bigint;
  readonly exponent: bigint;
}

interface EcKey {
  readonly kind: 'ECDSA';
  readonly curve: Curve;
  readonly point: Point;
}

export type PublicKey =
  | RsaKey
  | EcKey
  | { readonly kind: 'Ed25519'; readonly bytes: Uint8Array }
  | { readonly kind: 'other' };

/** An AlgorithmIdentifier: which one, and its parameters as they stand, if there are any. */
export interface Algorithm {
  readonly id: string;
  readonly parameters: Uint8Array;
}

const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';
const ED25519 = '1.3.101.112';
const RSA_DIGEST: Readonly<Record<DigestName, string>> = {
  'SHA-1': '1.3.14.3.2.26',
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
};

/** Errors: X509Fault. An algorithm that nobody knows is a key of kind `other`. */
export function publicKeyOf({ id, parameters }: Algorithm, data: Uint8Array): PublicKey {
  if (id === RSA) return rsaKey(parameters, data);
  if (id === EC) return ecKey(parameters, data);
  if (id !== ED25519) return { kind: 'other' };
  if (parameters.length > 0) throw new X509Fault('x509: Ed25519 key encoded with illegal parameters');
  if (data.length !== 32) throw new X509Fault('x509: wrong Ed25519 public key size');
  return { kind: 'Ed25519', bytes: data };
}

function rsaKey(parameters: Uint8Array, data: Uint8Array): RsaKey {
  if (parameters.join() !== '5,0') throw new X509Fault('x509: RSA key missing NULL parameters');
  const body = readElement(cursor(data), SEQUENCE);
  if (!body) throw new X509Fault('x509: invalid RSA public key');
  const from = cursor(body.content);
  const number = () => {
    const found = readElement(from, TAG.integer);
    return found && attempt(() => integerOf(found.content));
  };
  const modulus = number();
  if (modulus === undefined) throw new X509Fault('x509: invalid RSA modulus');
  const exponent = number();
  if (exponent === undefined || exponent >= 1n << 63n) throw new X509Fault('x509: invalid RSA public exponent');
  if (modulus <= 0n) throw new X509Fault('x509: RSA modulus is not a positive number');
  if (exponent <= 0n) throw new X509Fault('x509: RSA public exponent is not a positive number');
  return { kind: 'RSA', modulus, exponent };
}

/** The curve that the parameters name. */
export function curveOf(parameters: Uint8Array): Curve | undefined {
  const found = readElement(cursor(parameters), TAG.objectId);
  const id = found && attempt(() => objectIdText(found.content));
  if (id === undefined) throw new X509Fault('x509: invalid ECDSA parameters');
  return CURVES.find((curve) => curve.id === id);
}

function ecKey(parameters: Uint8Array, data: Uint8Array): EcKey {
  const curve = curveOf(parameters);
  if (!curve) throw new X509Fault('x509: unsupported elliptic curve');
  const size = fieldBytes(curve);
  if (data[0] !== 4) throw new X509Fault('ecdsa: invalid uncompressed public key');
  if (data.length !== 1 + 2 * size) throw new X509Fault(`invalid ${curve.name} point encoding`);
  const point: Point = [bigOf(data.subarray(1, 1 + size)), bigOf(data.subarray(1 + size))];
  if (point.some((value) => value >= curve.p)) throw new X509Fault(`invalid ${curve.name}Element encoding`);
  if (!isOnCurve(curve, point)) throw new X509Fault(`${curve.name} point not on curve`);
  return { kind: 'ECDSA', curve, point };
}

interface SignatureAlgorithm {
  readonly id: string;
  readonly key: 'RSA' | 'ECDSA' | 'Ed25519' | 'DSA';
  readonly digest?: DigestName;
}

const SIGNATURES: readonly SignatureAlgorithm[] = [
  { id: '1.2.840.113549.1.1.5', key: 'RSA', digest: 'SHA-1' },
  { id: '1.3.14.3.2.29', key: 'RSA', digest: 'SHA-1' },
  { id: '1.2.840.113549.1.1.11', key: 'RSA', digest: 'SHA-256' },
  { id: '1.2.840.113549.1.1.12', key: 'RSA', digest: 'SHA-384' },
  { id: '1.2.840.113549.1.1.13', key: 'RSA', digest: 'SHA-512' },
  { id: '1.2.840.10040.4.3', key: 'DSA' },
  { id: '2.16.840.1.101.3.4.3.2', key: 'DSA' },
  { id: '1.2.840.10045.4.1', key: 'ECDSA', digest: 'SHA-1' },
  { id: '1.2.840.10045.4.3.2', key: 'ECDSA', digest: 'SHA-256' },
  { id: '1.2.840.10045.4.3.3', key: 'ECDSA', digest: 'SHA-384' },
  { id: '1.2.840.10045.4.3.4', key: 'ECDSA', digest: 'SHA-512' },
  { id: ED25519, key: 'Ed25519' },
];
const MD5_WITH_RSA = '1.2.840.113549.1.1.4';
const GO_TYPES = { RSA: '*rsa.PublicKey', ECDSA: '*ecdsa.PublicKey', Ed25519: 'ed25519.PublicKey' };

/**
 * What is wrong with a request's signature; undefined when nothing is.
 * deviates: RSA-PSS counts as unknown.
 */
export function signatureProblem(
  { id, parameters }: Algorithm,
  signed: Uint8Array,
  signature: Uint8Array,
  key: PublicKey,
): string | undefined {
  const unsupported = 'x509: cannot verify signature: algorithm unimplemented';
  if (id === MD5_WITH_RSA) return 'x509: cannot verify signature: insecure algorithm MD5-RSA';
  const algorithm = SIGNATURES.find((one) => one.id === id && !(id === ED25519 && parameters.length > 0));
  if (!algorithm || key.kind === 'other') return unsupported;
  if (algorithm.key !== key.kind) {
    const type = GO_TYPES[key.kind];
    return `x509: signature algorithm specifies an ${algorithm.key} public key, but have public key of type ${type}`;
  }
  if (key.kind === 'Ed25519') {
    return verifyEd25519(key.bytes, signed, signature) ? undefined : 'x509: Ed25519 verification failure';
  }
  const name = algorithm.digest as DigestName;
  const hash = digest(name, signed);
  if (key.kind === 'RSA') return rsaProblem(key, name, hash, signature);
  const pair = attempt(() => ecdsaSignature(signature));
  return pair && verifyEcdsa(key.curve, key.point, hash, pair) ? undefined : 'x509: ECDSA verification failure';
}

function ecdsaSignature(signature: Uint8Array): readonly [bigint, bigint] | undefined {
  const outer = cursor(signature);
  const body = readElement(outer, SEQUENCE);
  const from = cursor(body?.content ?? new Uint8Array());
  const [r, s] = [readElement(from, TAG.integer), readElement(from, TAG.integer)];
  if (!r || !s || !isAtEnd(from) || !isAtEnd(outer)) return undefined;
  return [integerOf(r.content), integerOf(s.content)];
}

/** upstream: Go crypto/rsa VerifyPKCS1v15, checkKeySize, checkPublicKey */
function rsaProblem({ modulus, exponent }: RsaKey, name: DigestName, hash: Uint8Array, signature: Uint8Array) {
  const size = bitLength(modulus);
  if (size < 1024) {
    return `crypto/rsa: ${size}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)`;
  }
  if (modulus % 2n === 0n) return 'crypto/rsa: public modulus is even';
  if (exponent < 2n) return 'crypto/rsa: public exponent too small or negative';
  if (exponent % 2n === 0n) return 'crypto/rsa: public exponent is even';
  if (exponent > 0x7fffffffn) return 'crypto/rsa: public exponent too large';
  const length = (size + 7) >> 3;
  const value = bigOf(signature);
  const isRight =
    signature.length === length &&
    value < modulus &&
    power(value, exponent, modulus) === bigOf(rsaMessage(name, hash, length));
  return isRight ? undefined : 'crypto/rsa: verification error';
}

/** What PKCS #1 v1.5 signs, as long as the modulus. */
export function rsaMessage(name: DigestName, hash: Uint8Array, length: number): Uint8Array {
  const info = sequence(sequence(objectId(RSA_DIGEST[name]), nothing()), octets(hash));
  const message = new Uint8Array(length).fill(0xff);
  message.set([0, 1]);
  message[length - info.length - 1] = 0;
  message.set(info, length - info.length);
  return message;
}
