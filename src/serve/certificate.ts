// The certificates of a served cluster, made when it starts: one that vouches, and the server's.
// RFC 5280

import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import {
  bits,
  bool,
  certificatePem,
  context,
  extension,
  implicit,
  integer,
  objectId,
  octets,
  sequence,
  set,
  text,
  time,
} from '../kinds/x509/der-write';
import { EXTENSION } from '../kinds/x509/extensions';

export interface Certificates {
  /** PEM of what clients are to trust. */
  readonly ca: string;
  /** PEM of the server's own, and of its key. */
  readonly cert: string;
  readonly key: string;
}

const COMMON_NAME = '2.5.4.3';
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const YEAR_MS = 31_536_000_000;
const HOUR_MS = 3_600_000;
/** Names by which pods and people reach an API server. */
const NAMES = [
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
  'localhost',
];
const ADDRESSES = ['10.96.0.1', '127.0.0.1', '::1'];

/** @param host the name or address that is listened on, besides the usual ones */
export function makeCertificates(host: string): Certificates {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const hosts = [...new Set([...NAMES, ...ADDRESSES, host])];
  const signer = { name: 'kubernetes', ...authority };
  const ca = certificate(signer, 'kubernetes', authority.publicKey, [
    extension(EXTENSION.keyUsage, bits(Buffer.from([0xa4]), 2), true),
    extension(EXTENSION.basicConstraints, sequence(bool(true)), true),
    extension(EXTENSION.subjectKeyId, octets(keyId(authority.publicKey))),
    extension(EXTENSION.subjectAltName, sequence(implicit(2, Buffer.from('kubernetes')))),
  ]);
  const cert = certificate(signer, 'kube-apiserver', server.publicKey, [
    extension(EXTENSION.keyUsage, bits(Buffer.from([0xa0]), 5), true),
    extension(EXTENSION.extendedKeyUsage, sequence(objectId(SERVER_AUTH))),
    extension(EXTENSION.basicConstraints, sequence(), true),
    extension(EXTENSION.authorityKeyId, sequence(implicit(0, keyId(authority.publicKey)))),
    extension(EXTENSION.subjectAltName, sequence(...hosts.map(alternativeName))),
  ]);
  const key = server.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  return { ca: certificatePem(ca), cert: certificatePem(cert), key };
}

interface Signer {
  readonly name: string;
  readonly privateKey: KeyObject;
}

function certificate(signer: Signer, name: string, publicKey: KeyObject, extensions: readonly Uint8Array[]) {
  const nowMs = Date.now();
  const algorithm = sequence(objectId(ECDSA_WITH_SHA256));
  const body = sequence(
    context(0, integer(Buffer.from([2]))),
    integer(randomBytes(8).map((byte, index) => (index === 0 ? (byte & 0x7f) | 1 : byte))),
    algorithm,
    distinguishedName(signer.name),
    sequence(time(nowMs - HOUR_MS), time(nowMs + YEAR_MS)),
    distinguishedName(name),
    spki(publicKey),
    context(3, sequence(...extensions)),
  );
  return sequence(body, algorithm, bits(sign('sha256', body, signer.privateKey)));
}

const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }) as Buffer;
const keyId = (key: KeyObject) => createHash('sha1').update(spki(key)).digest();
const distinguishedName = (name: string) => sequence(set(sequence(objectId(COMMON_NAME), text(name))));

function alternativeName(host: string): Uint8Array {
  return isIP(host) === 0 ? implicit(2, Buffer.from(host)) : implicit(7, addressBytes(host));
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = address.split('::');
  const words = (text: string) => (text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16)));
  const [left, right] = [words(head), words(tail ?? '')];
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - left.length - right.length }, () => 0);
  return Buffer.from([...left, ...zeros, ...right].flatMap((word) => [word >> 8, word & 0xff]));
}
