// The certificate that an approved request comes to.
// upstream: pkg/controller/certificates/authority Sign, PermissiveSigningPolicy; signer duration

import { alternativeNamesDer } from '../../kinds/x509/alternative-names';
import { bits, extension, implicit, objectId, sequence } from '../../kinds/x509/der-write';
import { EXTENSION } from '../../kinds/x509/extensions';
import type { CertificateRequest } from '../../kinds/x509/request';
import { nameDer } from '../../kinds/x509/subject-name';
import { authorityKeyId, signCertificate, UNTIL_MS } from './authority';

const MINUTE_MS = 60_000;
const BACKDATE_MS = 5 * MINUTE_MS;
const SHORT_MS = 480 * MINUTE_MS;
/** upstream: --cluster-signing-duration */
const LONGEST_MS = 31_536_000_000;

/** By the bit of the extension. */
const KEY_USAGES: readonly (readonly string[])[] = [
  ['digital signature', 'signing'],
  ['content commitment'],
  ['key encipherment'],
  ['data encipherment'],
  ['key agreement'],
  ['cert sign'],
  ['crl sign'],
  ['encipher only'],
  ['decipher only'],
];
const EXTENDED_KEY_USAGES: readonly (readonly [string, readonly string[]])[] = [
  ['2.5.29.37.0', ['any']],
  ['1.3.6.1.5.5.7.3.1', ['server auth']],
  ['1.3.6.1.5.5.7.3.2', ['client auth']],
  ['1.3.6.1.5.5.7.3.3', ['code signing']],
  ['1.3.6.1.5.5.7.3.4', ['email protection', 's/mime']],
  ['1.3.6.1.5.5.7.3.5', ['ipsec end system']],
  ['1.3.6.1.5.5.7.3.6', ['ipsec tunnel']],
  ['1.3.6.1.5.5.7.3.7', ['ipsec user']],
  ['1.3.6.1.5.5.7.3.8', ['timestamping']],
  ['1.3.6.1.5.5.7.3.9', ['ocsp signing']],
  ['1.3.6.1.4.1.311.10.3.3', ['microsoft sgc']],
  ['2.16.840.1.113730.4.1', ['netscape sgc']],
];

interface SigningFacts {
  readonly usages: readonly string[];
  readonly expirationSeconds: number | undefined;
  readonly nowMs: number;
  /** 16 bytes. */
  readonly serial: Uint8Array;
}

/** PEM of the certificate. */
export function signRequest(request: CertificateRequest, facts: SigningFacts): string {
  const { usages, expirationSeconds, nowMs, serial } = facts;
  const askedMs = expirationSeconds === undefined ? LONGEST_MS : expirationSeconds * 1000;
  const lastsMs = Math.max(Math.min(askedMs, LONGEST_MS), 10 * MINUTE_MS);
  const endMs = nowMs + lastsMs - (lastsMs < SHORT_MS ? 0 : BACKDATE_MS);
  return signCertificate({
    serial,
    notBeforeMs: nowMs - BACKDATE_MS,
    notAfterMs: Math.min(endMs, UNTIL_MS),
    subject: request.subject,
    keyInfo: request.keyInfo,
    extensions: [
      ...usageExtensions(usages),
      extension(EXTENSION.basicConstraints, sequence(), true),
      extension(EXTENSION.authorityKeyId, sequence(implicit(0, authorityKeyId()))),
      ...nameExtensions(request),
    ],
  });
}

function usageExtensions(usages: readonly string[]): Uint8Array[] {
  const isAsked = (names: readonly string[]) => names.some((name) => usages.includes(name));
  const set = KEY_USAGES.flatMap((names, bit) => (isAsked(names) ? [bit] : []));
  const extended = EXTENDED_KEY_USAGES.filter(([, names]) => isAsked(names)).map(([id]) => objectId(id));
  const found: Uint8Array[] = [];
  if (set.length > 0) {
    const last = Math.max(...set);
    const bytes = new Uint8Array(last < 8 ? 1 : 2);
    for (const bit of set) bytes[bit >> 3] = (bytes[bit >> 3] as number) | (0x80 >> (bit & 7));
    found.push(extension(EXTENSION.keyUsage, bits(bytes, 7 - (last & 7)), true));
  }
  if (extended.length > 0) found.push(extension(EXTENSION.extendedKeyUsage, sequence(...extended)));
  return found;
}

/** Critical where they are all that names the subject. */
function nameExtensions({ names, subject }: CertificateRequest): Uint8Array[] {
  const { dns, emails, addresses, uris } = names;
  if (dns.length + emails.length + addresses.length + uris.length === 0) return [];
  return [extension(EXTENSION.subjectAltName, alternativeNamesDer(names), nameDer(subject).length === 2)];
}
