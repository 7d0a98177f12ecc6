// PKCS #10 certificate requests. upstream: Go crypto/x509 ParseCertificateRequest

import { utf8Text } from '../base64';
import { type AlternativeNames, alternativeNamesOf, NO_NAMES } from './alternative-names';
import {
  attempt,
  bitStringOf,
  CONSTRUCTED,
  CONTEXT,
  cursor,
  type Element,
  integerOf,
  isAtEnd,
  objectIdText,
  readField,
  readList,
  SEQUENCE,
  structureFault,
  syntaxFault,
  TAG,
  X509Fault,
} from './der';
import { type Algorithm, type PublicKey, publicKeyOf } from './public-key';
import type { Attribute } from './subject-name';

export interface CertificateRequest {
  /** What the signature is over. */
  readonly signed: Uint8Array;
  readonly subject: readonly Attribute[];
  readonly keyInfo: Uint8Array;
  readonly key: PublicKey;
  readonly names: AlternativeNames;
  readonly algorithm: Algorithm;
  readonly signature: Uint8Array;
}

const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';
const SUBJECT_ALT_NAME = '2.5.29.17';
const SET = TAG.set | CONSTRUCTED;

/** Errors: X509Fault. */
export function readRequest(der: Uint8Array): CertificateRequest {
  const from = cursor(der);
  const request = cursor(readField(from, { first: SEQUENCE, name: 'certificateRequest' }).content);
  const body = readField(request, { first: SEQUENCE, name: 'tbsCertificateRequest' });
  const inner = cursor(body.content);
  const version = readField(inner, { first: TAG.integer, name: 'int' }).content;
  integerOf(version);
  if (version.length > 8) throw structureFault('integer too large');
  const subject = readField(inner).whole;
  const keyInfo = readField(inner, { first: SEQUENCE, name: 'publicKeyInfo' });
  const keyParts = cursor(keyInfo.content);
  const keyAlgorithm = readAlgorithm(readField(keyParts, { first: SEQUENCE, name: 'AlgorithmIdentifier' }));
  const keyBits = bitStringOf(readField(keyParts, { first: TAG.bitString, name: 'BitString' }).content);
  const attributes = readList(readField(inner, { first: CONTEXT | CONSTRUCTED, name: '' }).content);
  const algorithm = readAlgorithm(readField(request, { first: SEQUENCE, name: 'AlgorithmIdentifier' }));
  const signature = bitStringOf(readField(request, { first: TAG.bitString, name: 'BitString' }).content);
  if (!isAtEnd(from)) throw syntaxFault('trailing data');
  const key = publicKeyOf(keyAlgorithm, keyBits);
  const name = readName(subject);
  const names = requestedNames(attributes);
  return { signed: body.whole, subject: name, keyInfo: keyInfo.whole, key, names, algorithm, signature };
}

export function readAlgorithm({ content }: Element): Algorithm {
  const from = cursor(content);
  const id = objectIdText(readField(from, { first: TAG.objectId, name: 'ObjectIdentifier' }).content);
  return { id, parameters: isAtEnd(from) ? new Uint8Array() : readField(from).whole };
}

/** A distinguished name as encoding/asn1 reads it. */
function readName(der: Uint8Array): readonly Attribute[] {
  const from = cursor(der);
  const sets = readList(readField(from, { first: SEQUENCE, name: 'RDNSequence' }).content, SET);
  const name = sets.flatMap(({ content }) => readList(content, SEQUENCE).map(readAttribute));
  if (!isAtEnd(from)) throw new X509Fault('x509: trailing data after X.509 Subject');
  return name;
}

function readAttribute({ content }: Element): Attribute {
  const from = cursor(content);
  const id = objectIdText(readField(from, { first: TAG.objectId, name: 'ObjectIdentifier' }).content);
  const value = readField(from);
  return { id, value: stringValue(value) };
}

const CHARACTERS: Readonly<Record<number, readonly [RegExp, string]>> = {
  [TAG.printable]: [/^[A-Za-z0-9'()+,\-./ :=?*&]*$/, 'PrintableString'],
  [TAG.numeric]: [/^[0-9 ]*$/, 'NumericString'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: every character of ASCII
  [TAG.ia5]: [/^[\x00-\x7f]*$/, 'IA5String'],
};

function stringValue({ first, content }: Element): string | undefined {
  const text = String.fromCharCode(...content);
  const rule = CHARACTERS[first];
  if (rule && !rule[0].test(text)) throw syntaxFault(`${rule[1]} contains invalid character`);
  if (rule || first === TAG.t61) return text;
  if (first === TAG.bmp) return bmpText(content);
  if (first !== TAG.utf8) return undefined;
  const decoded = utf8Text([...content]);
  if (decoded.includes('\ufffd')) throw new X509Fault('asn1: invalid UTF-8 string');
  return decoded;
}

export function bmpText(content: Uint8Array): string {
  let text = '';
  for (let at = 0; at < content.length; at += 2) {
    const code = (content[at] as number) * 256 + (content[at + 1] ?? 0);
    const isReserved = code >= 0xfffe || (code >= 0xfdd0 && code <= 0xfdef) || (code >= 0xd800 && code <= 0xdfff);
    if (at + 1 === content.length || isReserved) throw new X509Fault('invalid BMPString');
    text += String.fromCharCode(code);
  }
  return text.replace(/\0$/, '');
}

/** The alternative names among the extensions that are asked for. Attributes that cannot be read are passed over. */
function requestedNames(attributes: readonly Element[]): AlternativeNames {
  let names = NO_NAMES;
  const seen = new Set<string>();
  const values = attributes.flatMap((attribute) => attempt(() => extensionsOf(attribute)) ?? []);
  const found: { readonly id: string; readonly value: Uint8Array }[] = [];
  for (const value of values) {
    const list = readField(cursor(value), { first: SEQUENCE, name: '' });
    for (const extension of readList(list.content, SEQUENCE).map(readExtension)) {
      if (seen.has(extension.id)) {
        throw new X509Fault('x509: certificate request contains duplicate requested extensions');
      }
      seen.add(extension.id);
      found.push(extension);
    }
  }
  for (const { id, value } of found) if (id === SUBJECT_ALT_NAME) names = alternativeNamesOf(value);
  return names;
}

/** The first value of an attribute that asks for extensions. */
function extensionsOf({ whole }: Element): Uint8Array[] {
  const attribute = cursor(readField(cursor(whole), { first: SEQUENCE, name: '' }).content);
  const id = objectIdText(readField(attribute, { first: TAG.objectId, name: '' }).content);
  const [value] = readList(readField(attribute, { first: SET, name: '' }).content);
  return value && id === EXTENSION_REQUEST ? [value.whole] : [];
}

function readExtension({ content }: Element) {
  const from = cursor(content);
  const id = objectIdText(readField(from, { first: TAG.objectId, name: 'ObjectIdentifier' }).content);
  if (from.bytes[from.at] === TAG.boolean) {
    const { content: value } = readField(from);
    if (value.length !== 1 || (value[0] !== 0 && value[0] !== 0xff)) throw syntaxFault('invalid boolean');
  }
  const { content: value } = readField(from, { first: TAG.octetString, name: '' });
  return { id, value };
}
