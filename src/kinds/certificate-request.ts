// The PEM-encoded PKCS #10 request of a CertificateSigningRequest.
// upstream: pkg/apis/certificates/helpers.go ParseCSR; validation validateCSR, validateCertificate

import { goQuote } from './validation/field-error';
import { readCertificates } from './x509/certificate';
import { attempt, X509Fault } from './x509/der';
import { latin1Text, pemBlocks } from './x509/pem';
import { signatureProblem } from './x509/public-key';
import { type CertificateRequest, readRequest } from './x509/request';

/** @param encoded base64 of the PEM text. Errors: X509Fault. */
export function parseCertificateRequest(encoded: string): CertificateRequest {
  const [block] = pemBlocks(latin1Text(encoded ?? ''));
  if (block?.type !== 'CERTIFICATE REQUEST') throw new X509Fault('PEM block type must be CERTIFICATE REQUEST');
  return readRequest(block.bytes);
}

/** What is wrong with what a reading does, in Go's words. */
export function faultOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof X509Fault) return error.message;
    throw error;
  }
}

/** What is wrong with a request or its signature. */
export function requestProblem(encoded: string): string | undefined {
  const request = attempt(() => parseCertificateRequest(encoded));
  if (!request) return faultOf(() => parseCertificateRequest(encoded));
  return signatureProblem(request.algorithm, request.signed, request.signature, request.key);
}

/** What is wrong with the certificates that a signer wrote. */
export function certificateProblem(encoded: string): string | undefined {
  const blocks = pemBlocks(latin1Text(encoded));
  for (const { type, hasHeaders, bytes } of blocks) {
    if (type !== 'CERTIFICATE') return `only CERTIFICATE PEM blocks are allowed, found ${goQuote(type)}`;
    if (hasHeaders) return 'no PEM block headers are permitted';
    if (bytes.length === 0) return 'found CERTIFICATE PEM block containing 0 certificates';
    const fault = faultOf(() => readCertificates(bytes));
    if (fault !== undefined) return fault;
  }
  return blocks.length === 0 ? 'must contain at least one CERTIFICATE PEM block' : undefined;
}
