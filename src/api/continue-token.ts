// The token that leads from one page of a list to the next: base64 of the revision listed and the key to go on from.
// upstream: apiserver/pkg/storage/continue.go

import { decodeBase64, encodeBase64, utf8Text } from '../kinds/base64';
import { goJson, goStruct } from '../kinds/go-json';
import { jsonObjectFault } from '../kinds/json-fault';
import { badRequest } from './api-error';

export interface ContinueToken {
  /** Negative: go on with what stands now. */
  readonly revision: number;
  /** Within the namespace listed; the page begins with the first key that is not less. */
  readonly fromKey: string;
}

const VERSION = 'meta.k8s.io/v1';
const URL_DIGITS = /[^A-Za-z0-9\-_\r\n]/;
const END_OF_KEY = '\u0000';

/** The token after the page whose last key is given; `slash` as the watch cache writes it, but etcd does not. */
export function tokenAfter(lastKey: string, revision: number, slash: boolean): string {
  return encodeToken({ revision, fromKey: `${lastKey}${END_OF_KEY}` }, slash);
}

export function encodeToken({ revision, fromKey }: ContinueToken, slash: boolean): string {
  const text = goJson(goStruct({ v: VERSION, rv: revision, start: `${slash ? '/' : ''}${fromKey}` }));
  return encodeBase64(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Errors: 400 BadRequest in the server's words. */
export function decodeToken(token: string): ContinueToken {
  const { v, rv, start } = readToken(token);
  if (v !== VERSION) refuse(`continue key is not valid: server does not recognize this encoded version ${v}`);
  if (rv === 0) {
    refuse('continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)');
  }
  if (start === '') refuse('continue key is not valid: encoded start key empty (version meta.k8s.io/v1)');
  const key = start.startsWith('/') ? start : `/${start}`;
  if (!isCleanPath(key)) invalidKey(start);
  return { revision: rv, fromKey: key.slice(1) };
}

function refuse(why: string): never {
  throw badRequest(`invalid continue token: ${why}`);
}

function invalidKey(why: string): never {
  refuse(`continue key is not valid: ${why}`);
}

function readToken(token: string): { v: string; rv: number; start: string } {
  const text = decodeUrlBase64(token);
  const fault = jsonObjectFault(text);
  if (fault !== undefined) invalidKey(fault.replace('map[string]interface {}', 'storage.continueToken'));
  const { v, rv, start } = (JSON.parse(text) ?? {}) as { v?: unknown; rv?: unknown; start?: unknown };
  if (!isAbsent(v) && typeof v !== 'string') wrongType(v, 'v', 'string');
  if (!isAbsent(rv) && !Number.isInteger(rv)) wrongType(rv, 'rv', 'int64');
  if (!isAbsent(start) && typeof start !== 'string') wrongType(start, 'start', 'string');
  return { v: (v ?? '') as string, rv: (rv ?? 0) as number, start: (start ?? '') as string };
}

const isAbsent = (value: unknown) => value === undefined || value === null;

function wrongType(value: unknown, field: string, type: string): never {
  let kind: string = typeof value;
  if (Array.isArray(value)) kind = 'array';
  else if (kind === 'boolean') kind = 'bool';
  else if (kind === 'number' && type === 'int64') kind = `number ${value}`;
  invalidKey(`json: cannot unmarshal ${kind} into Go struct field continueToken.${field} of type ${type}`);
}

/** upstream: encoding/base64 RawURLEncoding */
function decodeUrlBase64(token: string): string {
  const wrong = URL_DIGITS.exec(token)?.index;
  const digits = token.replace(/[\r\n]/g, '');
  const at = wrong ?? (digits.length % 4 === 1 ? token.length - 1 : undefined);
  if (at !== undefined) invalidKey(`illegal base64 data at input byte ${at}`);
  return utf8Text(decodeBase64(digits.replaceAll('-', '+').replaceAll('_', '/')));
}

/** Whether Go's path.Clean would leave it as it is. */
function isCleanPath(path: string): boolean {
  const parts = path.slice(1).split('/');
  return path === '/' || parts.every((part) => part !== '' && part !== '.' && part !== '..');
}
