// The cluster's own certificate authority: every cluster has the same one, so that what it signs depends on nothing but
// the request and the seed. Its key is no secret, and nobody outside a simulation may trust it.
// Made as kubeadm makes it: RSA with 2048 bits, named `kubernetes`.

import { bigOf, bytesOf, inverse, modulo, power } from '../../kinds/x509/big';
import {
  bits,
  bool,
  certificatePem,
  context,
  extension,
  implicit,
  integer,
  nothing,
  objectId,
  octets,
  sequence,
  textBytes,
  time,
} from '../../kinds/x509/der-write';
import { digest } from '../../kinds/x509/digest';
import { EXTENSION } from '../../kinds/x509/extensions';
import { rsaMessage } from '../../kinds/x509/public-key';
import { type Attribute, COMMON_NAME, nameDer } from '../../kinds/x509/subject-name';

/** The first primes of 1024 bits from SHA-512 of a text on that 65537 can be used with. */
const P =
  '0xf2966aa0de4c735857005bec5bbe55309a772c7d1a41e5ebb7bf10b135a4efd5b0983944dafa2c13923b3c646754004cc9191926a7c40e58' +
  '61ebd4a5d1b2ac923d19333363c49a3a4bb16648a1e08ff4528f680c420989db44f2d8c135fdc94336c0a1377b70f5c5cbcacdd8afbdaa04' +
  '324c6708a25f16bcabf0c39731d08be1';
const Q =
  '0xd9e4d9c2dc222a3e6c308cb79e939ca2329a3c99d660b8c75fd62cd9e07863ffe1450e82339bc14bd3ef5a41431a32d8814f923f5ef51e7f' +
  '081760dd85c4a7c4b0d712f033d20a52aa4bfc9b8a3badb198a6663cb17c963076c6c0c68e5039fb43a6c28da6e1af5454badcf2ad1b135b' +
  '7d3405faaf5b43a335e072b03c9cc371';
const EXPONENT = 65537n;
const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';
const NAME: readonly Attribute[] = [{ id: COMMON_NAME, value: 'kubernetes' }];

interface CertificateFacts {
  readonly serial: Uint8Array;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly subject: readonly Attribute[];
  /** SubjectPublicKeyInfo in DER. */
  readonly keyInfo: Uint8Array;
  readonly extensions: readonly Uint8Array[];
}

/** PEM of a certificate that the authority signs. */
export function signCertificate(facts: CertificateFacts): string {
  const algorithm = sequence(objectId(SHA256_WITH_RSA), nothing());
  const body = sequence(
    context(0, integer(Uint8Array.of(2))),
    integer(facts.serial),
    algorithm,
    nameDer(NAME),
    sequence(time(facts.notBeforeMs), time(facts.notAfterMs)),
    nameDer(facts.subject),
    facts.keyInfo,
    context(3, sequence(...facts.extensions)),
  );
  return certificatePem(sequence(body, algorithm, bits(signature(body))));
}

/** By Chinese remaindering. RFC 8017, 5.2.1 */
function signature(body: Uint8Array): Uint8Array {
  const [p, q] = [BigInt(P), BigInt(Q)];
  const message = bigOf(rsaMessage('SHA-256', digest('SHA-256', body), 256));
  const secret = inverse(EXPONENT, (p - 1n) * (q - 1n));
  const [overP, overQ] = [p, q].map((prime) => power(message % prime, secret % (prime - 1n), prime)) as [
    bigint,
    bigint,
  ];
  return bytesOf(overQ + q * modulo((overP - overQ) * inverse(q, p), p), 256);
}

const RSA = '1.2.840.113549.1.1.1';

const authorityKey = () => sequence(integer(bytesOf(BigInt(P) * BigInt(Q))), integer(bytesOf(EXPONENT)));

/** By which those it signs name its key. */
export const authorityKeyId = (): Uint8Array => digest('SHA-256', authorityKey()).subarray(0, 20);

/** 2000 and 2100: whatever year a cluster lives in. */
const FROM_MS = 946_684_800_000;
export const UNTIL_MS = 4_102_444_800_000;

/** PEM of the authority's own certificate; root-certificate.ts keeps it. */
export function signRootCertificate(): string {
  return signCertificate({
    serial: Uint8Array.of(1),
    notBeforeMs: FROM_MS,
    notAfterMs: UNTIL_MS,
    subject: NAME,
    keyInfo: sequence(sequence(objectId(RSA), nothing()), bits(authorityKey())),
    extensions: [
      // Digital signature, key encipherment, certificate signing.
      extension(EXTENSION.keyUsage, bits(Uint8Array.of(0xa4), 2), true),
      extension(EXTENSION.basicConstraints, sequence(bool(true)), true),
      extension(EXTENSION.subjectKeyId, octets(authorityKeyId())),
      extension(EXTENSION.subjectAltName, sequence(implicit(2, textBytes('kubernetes')))),
    ],
  });
}
