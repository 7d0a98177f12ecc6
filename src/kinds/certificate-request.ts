// What a PEM-encoded PKCS #10 request says of its subject. Its signature is not looked at.
// upstream: pkg/apis/certificates/helpers.go ParseCSR; Go crypto/x509, encoding/asn1

import { decodeBase64, utf8Text } from './base64';

export interface CertificateSubject {
  readonly commonName: string | undefined;
  readonly organizations: readonly string[];
}

export interface RequestProblem {
  readonly problem: string;
}

export const isProblem = (parsed: CertificateSubject | RequestProblem): parsed is RequestProblem => 'problem' in parsed;

const PEM = /-----BEGIN CERTIFICATE REQUEST-----\r?\n([A-Za-z0-9+/=\r\n]*)-----END CERTIFICATE REQUEST-----/;

/** @param encoded base64 of the PEM text */
export function parseCertificateRequest(encoded: string): CertificateSubject | RequestProblem {
  const pem = PEM.exec(utf8Text(decodeBase64(encoded ?? '')));
  if (!pem) return { problem: 'PEM block type must be CERTIFICATE REQUEST' };
  try {
    return subjectOf(decodeBase64(pem[1] as string));
  } catch (error) {
    if (error instanceof BrokenDer) return { problem: error.message };
    throw error;
  }
}

class BrokenDer extends Error {}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const OBJECT_IDENTIFIER = 0x06;
/** id-at-commonName and id-at-organizationName. */
const [COMMON_NAME, ORGANIZATION] = ['85,4,3', '85,4,10'];

interface Element {
  readonly tag: number;
  readonly body: readonly number[];
}

/** CertificationRequest { CertificationRequestInfo { version, subject, key, attributes }, algorithm, signature } */
function subjectOf(bytes: readonly number[]): CertificateSubject {
  const [request, ...rest] = elements(bytes);
  if (rest.length > 0) throw new BrokenDer('asn1: syntax error: trailing data');
  const [info] = elements(expectTag(request, SEQUENCE).body);
  const [version, subject] = elements(expectTag(info, SEQUENCE).body);
  expectTag(version, INTEGER);
  const names = elements(expectTag(subject, SEQUENCE).body).flatMap((set) => elements(expectTag(set, SET).body));
  const values = names.map((name) => {
    const [type, value] = elements(expectTag(name, SEQUENCE).body);
    return { type: expectTag(type, OBJECT_IDENTIFIER).body.join(), text: utf8Text(value?.body ?? []) };
  });
  return {
    commonName: values.find(({ type }) => type === COMMON_NAME)?.text,
    organizations: values.filter(({ type }) => type === ORGANIZATION).map(({ text }) => text),
  };
}

function expectTag(element: Element | undefined, tag: number): Element {
  if (!element) throw new BrokenDer('asn1: syntax error: sequence truncated');
  if (element.tag !== tag) throw new BrokenDer("asn1: structure error: tags don't match");
  return element;
}

function elements(bytes: readonly number[]): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] as number;
    let length = bytes[at + 1] ?? 0x80;
    let start = at + 2;
    if (length > 0x80) {
      const digits = bytes.slice(start, start + (length & 0x7f));
      start += digits.length;
      length = digits.reduce((sum, digit) => sum * 256 + digit, 0);
    } else if (length === 0x80) throw new BrokenDer('asn1: syntax error: data truncated');
    if (start + length > bytes.length) throw new BrokenDer('asn1: syntax error: data truncated');
    found.push({ tag, body: bytes.slice(start, start + length) });
    at = start + length;
  }
  return found;
}
