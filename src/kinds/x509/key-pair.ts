// Whether a certificate and a private key belong together. upstream: Go crypto/tls X509KeyPair

import { readCertificate } from './certificate';
import { X509Fault } from './der';
import { type PemBlock, pemBlocks } from './pem';
import { publicText, readPrivateKey } from './private-key';

/** What is wrong with the PEM texts of a pair, in Go's words. */
export function keyPairFault(certificate: string, key: string): string | undefined {
  const [certificates, keys] = [pemBlocks(certificate), pemBlocks(key)];
  const first = certificates.find(({ type }) => type === 'CERTIFICATE');
  if (!first) return `tls: ${certificateFault(certificates.map(({ type }) => type))}`;
  const secret = keys.find(({ type }) => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY'));
  if (!secret) return `tls: ${keyFault(keys.map(({ type }) => type))}`;
  try {
    return matchFault(first, secret);
  } catch (error) {
    if (error instanceof X509Fault) return error.message;
    throw error;
  }
}

function matchFault({ bytes }: PemBlock, secret: PemBlock): string | undefined {
  const { key } = readCertificate(bytes);
  const own = readPrivateKey(secret.bytes);
  if (!own) return 'tls: failed to parse private key';
  if (key.kind === 'other') return 'tls: unknown public key algorithm';
  if (own.kind !== key.kind) return 'tls: private key type does not match public key type';
  return own.publicText === publicText(key) ? undefined : 'tls: private key does not match public key';
}

function certificateFault(types: readonly string[]): string {
  const [type] = types;
  if (type === undefined) return 'failed to find any PEM data in certificate input';
  if (types.length === 1 && type.endsWith('PRIVATE KEY')) {
    return (
      'failed to find certificate PEM data in certificate input, but did find a private key; ' +
      'PEM inputs may have been switched'
    );
  }
  return `failed to find "CERTIFICATE" PEM block in certificate input after ${skipped(types)}`;
}

function keyFault(types: readonly string[]): string {
  const [type] = types;
  if (type === undefined) return 'failed to find any PEM data in key input';
  if (types.length === 1 && type === 'CERTIFICATE') {
    return 'found a certificate rather than a key in the PEM for the private key';
  }
  return `failed to find PEM block with type ending in "PRIVATE KEY" in key input after ${skipped(types)}`;
}

const skipped = (types: readonly string[]) => `skipping PEM blocks of the following types: [${types.join(' ')}]`;
