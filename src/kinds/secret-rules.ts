// Rules for Secrets: each type has keys that it must have.
// upstream: pkg/apis/core/validation ValidateSecret, ValidateSecretUpdate; pkg/registry/core/secret warningsForSecret

import { base64Length, decodeBase64, utf8Text } from './base64';
import { IMMUTABLE, MAX_DATA_BYTES } from './config-map';
import { equalData } from './equal-data';
import type { Secret } from './generated/types.gen';
import { jsonObjectFault } from './json-fault';
import type { FieldError } from './kind';
import {
  addInvalid,
  type Errors,
  FIELD_IMMUTABLE,
  forbidden,
  invalid,
  required,
  tooLong,
} from './validation/field-error';
import { configMapKey } from './validation/names';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';

const ACCOUNT_NAME = 'kubernetes.io/service-account.name';

export function checkNewSecret(secret: Secret): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, secret);
  checkData(errors, secret);
  return errors;
}

export function checkSecretUpdate(next: Secret, stored: Secret): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, next);
  if (next.type !== stored.type) errors.push(invalid('type', next.type ?? '', FIELD_IMMUTABLE));
  if (stored.immutable) {
    if (!next.immutable) errors.push(forbidden('immutable', IMMUTABLE));
    if (!equalData(next.data, stored.data)) errors.push(forbidden('data', IMMUTABLE));
  }
  checkData(errors, next);
  return errors;
}

function checkData(errors: Errors, { type, data = {}, metadata }: Secret): void {
  let bytes = 0;
  for (const key in data) {
    addInvalid(errors, `data[${key}]`, key, configMapKey(key));
    bytes += base64Length(data[key] as string);
  }
  if (bytes > MAX_DATA_BYTES) errors.push(tooLong('data', MAX_DATA_BYTES));
  const missing = (...keys: readonly string[]) => keys.filter((key) => data[key] === undefined);
  const need = (...keys: readonly string[]) => {
    for (const key of keys) errors.push(required(`data[${key}]`));
  };
  switch (type) {
    case 'kubernetes.io/service-account-token':
      if (!metadata.annotations?.[ACCOUNT_NAME]) errors.push(required(`metadata.annotations[${ACCOUNT_NAME}]`));
      break;
    case 'kubernetes.io/dockercfg':
      checkJson(errors, data, '.dockercfg');
      break;
    case 'kubernetes.io/dockerconfigjson':
      checkJson(errors, data, '.dockerconfigjson');
      break;
    case 'kubernetes.io/basic-auth':
      if (missing('username', 'password').length === 2) need('username', 'password');
      break;
    case 'kubernetes.io/ssh-auth':
      if (!data['ssh-privatekey']) need('ssh-privatekey');
      break;
    case 'kubernetes.io/tls':
      need(...missing('tls.crt', 'tls.key'));
      break;
  }
}

function checkJson(errors: Errors, data: Readonly<Record<string, string>>, key: string): void {
  const content = data[key];
  if (content === undefined) return void errors.push(required(`data[${key}]`));
  const fault = jsonObjectFault(utf8Text(decodeBase64(content)));
  if (fault !== undefined) errors.push(invalid(`data[${key}]`, '<secret contents redacted>', fault));
}

/** What Go's tls.X509KeyPair says of the pair; the certificate itself is not read. */
export function secretWarnings({ type, data = {} }: Secret): readonly string[] {
  if (type !== 'kubernetes.io/tls') return [];
  const [certificate, key] = ['tls.crt', 'tls.key'].map((name) => pemTypes(data[name]));
  const fault = certificateFault(certificate ?? []) ?? keyFault(key ?? []);
  return fault === undefined ? [] : [`tls: ${fault}`];
}

/** The types of the PEM blocks in a text, `CERTIFICATE` and the like. */
function pemTypes(encoded = ''): readonly string[] {
  const text = utf8Text(decodeBase64(encoded));
  const blocks = text.matchAll(/^-----BEGIN ([^\n]*?)-----[ \t\r]*\n(?:[^-]*\n)?-----END \1-----[ \t\r]*$/gm);
  return [...blocks].map(([, type = '']) => type);
}

const isPrivateKey = (type: string) => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY');

function certificateFault(types: readonly string[]): string | undefined {
  if (types.includes('CERTIFICATE')) return undefined;
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

function keyFault(types: readonly string[]): string | undefined {
  if (types.some(isPrivateKey)) return undefined;
  const [type] = types;
  if (type === undefined) return 'failed to find any PEM data in key input';
  if (types.length === 1 && type === 'CERTIFICATE') {
    return 'found a certificate rather than a key in the PEM for the private key';
  }
  return `failed to find PEM block with type ending in "PRIVATE KEY" in key input after ${skipped(types)}`;
}

const skipped = (types: readonly string[]) => `skipping PEM blocks of the following types: [${types.join(' ')}]`;
