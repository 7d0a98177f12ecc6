// X.509 certificates. upstream: Go crypto/x509 parseCertificate, processExtensions
// deviates: of the rarer extensions (name constraints, distribution points, policies) only the frame is read.

import { daysFromCivil } from '../../sim/time';
import { utf8Text } from '../base64';
import { alternativeNamesOf } from './alternative-names';
import {
  attempt,
  bitStringOf,
  CONSTRUCTED,
  CONTEXT,
  type Cursor,
  cursor,
  type Element,
  integerOf,
  isAtEnd,
  isNext,
  objectIdText,
  readElement,
  SEQUENCE,
  TAG,
  X509Fault,
} from './der';
import { type Algorithm, type PublicKey, publicKeyOf } from './public-key';
import { bmpText } from './request';

export interface Certificate {
  readonly whole: Uint8Array;
  readonly key: PublicKey;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

const KEY_ALGORITHMS: readonly string[] = [
  '1.2.840.113549.1.1.1',
  '1.2.840.10040.4.1',
  '1.2.840.10045.2.1',
  '1.3.101.110',
  '1.3.101.112',
];

/** The next element, which has to be one of `first`. Errors: X509Fault. */
function need(from: Cursor, first: number, fault: string): Element {
  const found = readElement(from, first);
  if (!found) throw new X509Fault(`x509: ${fault}`);
  return found;
}

/** All certificates of a block, one behind the other. Errors: X509Fault. */
export function readCertificates(der: Uint8Array): readonly Certificate[] {
  const found: Certificate[] = [];
  for (let at = 0; at < der.length; ) {
    const certificate = readOne(der.subarray(at));
    found.push(certificate);
    at += certificate.whole.length;
  }
  return found;
}

/** The only certificate of a block. Errors: X509Fault. */
export function readCertificate(der: Uint8Array): Certificate {
  const certificate = readOne(der);
  if (certificate.whole.length !== der.length) throw new X509Fault('x509: trailing data');
  return certificate;
}

function readOne(der: Uint8Array): Certificate {
  const { whole, content } = need(cursor(der), SEQUENCE, 'malformed certificate');
  const outer = cursor(content);
  const from = cursor(need(outer, SEQUENCE, 'malformed tbs certificate').content);
  const version = readVersion(from);
  const serial = attempt(() => integerOf(need(from, TAG.integer, '').content));
  if (serial === undefined) throw new X509Fault('x509: malformed serial number');
  if (serial < 0n) throw new X509Fault('x509: negative serial number');
  const algorithm = need(from, SEQUENCE, 'malformed signature algorithm identifier');
  const repeated = need(outer, SEQUENCE, 'malformed algorithm identifier');
  if (repeated.content.join() !== algorithm.content.join()) {
    throw new X509Fault("x509: inner and outer signature algorithm identifiers don't match");
  }
  readAlgorithm(algorithm);
  checkName(need(from, SEQUENCE, 'malformed issuer'));
  const validity = cursor(need(from, SEQUENCE, 'malformed validity').content);
  const [notBeforeMs, notAfterMs] = [readTime(validity), readTime(validity)];
  checkName(need(from, SEQUENCE, 'malformed issuer'));
  const key = readKey(need(from, SEQUENCE, 'malformed spki'));
  if (version > 1) {
    for (const [tag, what] of [
      [1, 'issuerUniqueID'],
      [2, 'subjectUniqueID'],
    ] as const) {
      if (isNext(from, CONTEXT | tag)) need(from, CONTEXT | tag, `malformed ${what}`);
    }
  }
  if (version === 3 && isNext(from, CONTEXT | CONSTRUCTED | 3)) {
    checkExtensions(need(from, CONTEXT | CONSTRUCTED | 3, 'malformed extensions'));
  }
  const signature = attempt(() => bitStringOf(need(outer, TAG.bitString, '').content));
  if (!signature) throw new X509Fault('x509: malformed signature');
  return { whole, key, notBeforeMs, notAfterMs };
}

/** Counted from one. */
function readVersion(from: Cursor): number {
  const first = CONTEXT | CONSTRUCTED;
  if (!isNext(from, first)) return 1;
  const inner = cursor(need(from, first, 'malformed version').content);
  const version = attempt(() => integerOf(need(inner, TAG.integer, '').content));
  if (version === undefined || !isAtEnd(inner) || version < 0n) throw new X509Fault('x509: malformed version');
  if (version > 2n) throw new X509Fault('x509: invalid version');
  return Number(version) + 1;
}

function readAlgorithm({ content }: Element): Algorithm {
  const from = cursor(content);
  const id = attempt(() => objectIdText(need(from, TAG.objectId, '').content));
  if (id === undefined) throw new X509Fault('x509: malformed OID');
  if (isAtEnd(from)) return { id, parameters: new Uint8Array() };
  const parameters = readElement(from);
  if (!parameters) throw new X509Fault('x509: malformed parameters');
  return { id, parameters: parameters.whole };
}

function readKey({ content }: Element): PublicKey {
  const from = cursor(content);
  const algorithm = readAlgorithm(need(from, SEQUENCE, 'malformed public key algorithm identifier'));
  const data = attempt(() => bitStringOf(need(from, TAG.bitString, '').content));
  if (!data) throw new X509Fault('x509: malformed subjectPublicKey');
  return KEY_ALGORITHMS.includes(algorithm.id) ? publicKeyOf(algorithm, data) : { kind: 'other' };
}

function checkName({ content }: Element): void {
  const from = cursor(content);
  while (!isAtEnd(from)) {
    const set = cursor(need(from, TAG.set | CONSTRUCTED, 'invalid RDNSequence').content);
    while (!isAtEnd(set)) {
      const attribute = cursor(need(set, SEQUENCE, 'invalid RDNSequence: invalid attribute').content);
      const type = attempt(() => objectIdText(need(attribute, TAG.objectId, '').content));
      if (type === undefined) throw new X509Fault('x509: invalid RDNSequence: invalid attribute type');
      const value = readElement(attribute);
      if (!value) throw new X509Fault('x509: invalid RDNSequence: invalid attribute value');
      const problem = textProblem(value);
      if (problem !== undefined) throw new X509Fault(`x509: invalid RDNSequence: invalid attribute value: ${problem}`);
    }
  }
}

/** upstream: Go crypto/x509 parseASN1String */
function textProblem({ first, content }: Element): string | undefined {
  const text = String.fromCharCode(...content);
  switch (first) {
    case TAG.t61:
      return undefined;
    case TAG.printable:
      return /^[A-Za-z0-9'()+,\-./ :=?*&]*$/.test(text) ? undefined : 'invalid PrintableString';
    case TAG.utf8:
      return utf8Text([...content]).includes('\ufffd') ? 'invalid UTF-8 string' : undefined;
    case TAG.bmp:
      return attempt(() => bmpText(content)) === undefined ? 'invalid BMPString' : undefined;
    case TAG.ia5:
      return content.some((byte) => byte >= 0x80) ? 'invalid IA5String' : undefined;
    case TAG.numeric:
      return /^[0-9 ]*$/.test(text) ? undefined : 'invalid NumericString';
  }
  return `unsupported string type: ${first}`;
}

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:Z|([+-])(\d\d)(\d\d))$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)(\d\d))$/;

function readTime(from: Cursor): number {
  const isShort = isNext(from, TAG.utcTime);
  if (!isShort && !isNext(from, TAG.generalizedTime)) throw new X509Fault('x509: unsupported time format');
  const name = isShort ? 'UTCTime' : 'GeneralizedTime';
  const text = String.fromCharCode(
    ...need(from, isShort ? TAG.utcTime : TAG.generalizedTime, `malformed ${name}`).content,
  );
  const match = (isShort ? UTC_TIME : GENERALIZED_TIME).exec(text);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (match ?? [])
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const days = daysFromCivil(isShort ? year + (year < 50 ? 2000 : 1900) : year, month, day);
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  if (!match || !isDay || hour > 23 || minute > 59 || second > 59) throw new X509Fault(`x509: malformed ${name}`);
  const offset = (match[7] === '-' ? 1 : -1) * (Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0));
  return days * 86_400_000 + (hour * 3600 + (minute + offset) * 60 + second) * 1000;
}

const daysIn = (year: number, month: number) =>
  daysFromCivil(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - daysFromCivil(year, month, 1);

interface Extension {
  readonly id: string;
  readonly isCritical: boolean;
  readonly value: Uint8Array;
}

function checkExtensions({ content }: Element): void {
  const from = cursor(need(cursor(content), SEQUENCE, 'malformed extensions').content);
  const found: Extension[] = [];
  while (!isAtEnd(from)) {
    const extension = readExtension(cursor(need(from, SEQUENCE, 'malformed extension').content));
    if (found.some(({ id }) => id === extension.id)) {
      throw new X509Fault(`x509: certificate contains duplicate extension with OID "${extension.id}"`);
    }
    found.push(extension);
  }
  for (const extension of found) EXTENSION_CHECKS[extension.id]?.(extension);
}

function readExtension(from: Cursor): Extension {
  const id = attempt(() => objectIdText(need(from, TAG.objectId, '').content));
  if (id === undefined) throw new X509Fault('x509: malformed extension OID field');
  const isCritical = readFlag(from, 'malformed extension critical field');
  return { id, isCritical, value: need(from, TAG.octetString, 'malformed extension value field').content };
}

/** A BOOLEAN that may be left out. */
function readFlag(from: Cursor, fault: string): boolean {
  if (!isNext(from, TAG.boolean)) return false;
  const [flag, ...rest] = need(from, TAG.boolean, fault).content;
  if (rest.length > 0 || (flag !== 0 && flag !== 0xff)) throw new X509Fault(`x509: ${fault}`);
  return flag === 0xff;
}

const EXTENSION_CHECKS: Readonly<Record<string, (extension: Extension) => void>> = {
  '2.5.29.14': ({ isCritical, value }) => {
    if (isCritical) throw new X509Fault('x509: subject key identifier incorrectly marked critical');
    need(cursor(value), TAG.octetString, 'invalid subject key identifier');
  },
  '2.5.29.15': ({ value }) => {
    const usage = attempt(() => bitStringOf(need(cursor(value), TAG.bitString, '').content));
    if (!usage) throw new X509Fault('x509: invalid key usage');
  },
  '2.5.29.17': ({ value }) => void alternativeNamesOf(value),
  '2.5.29.19': ({ value }) => {
    const from = cursor(need(cursor(value), SEQUENCE, 'invalid basic constraints').content);
    readFlag(from, 'invalid basic constraints');
    if (!isNext(from, TAG.integer)) return;
    const length = attempt(() => integerOf(need(from, TAG.integer, '').content));
    if (length === undefined || length < 0n) throw new X509Fault('x509: invalid basic constraints');
  },
  '2.5.29.35': ({ isCritical, value }) => {
    if (isCritical) throw new X509Fault('x509: authority key identifier incorrectly marked critical');
    const from = cursor(need(cursor(value), SEQUENCE, 'invalid authority key identifier').content);
    if (isNext(from, CONTEXT)) need(from, CONTEXT, 'invalid authority key identifier');
  },
  '2.5.29.37': ({ value }) => {
    const from = cursor(need(cursor(value), SEQUENCE, 'invalid extended key usages').content);
    while (!isAtEnd(from)) {
      const id = attempt(() => objectIdText(need(from, TAG.objectId, '').content));
      if (id === undefined) throw new X509Fault('x509: invalid extended key usages');
    }
  },
};
