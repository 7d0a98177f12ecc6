// Reads the body of a create or update: which kind it says it is, whether that is the kind asked for, and the sentence
// around a decoding error, e.g. `Pod in version "v1" cannot be handled as a Pod: ...`.
// upstream: apiserver/pkg/endpoints/handlers transformDecodeError, apimachinery/pkg/runtime/serializer/json Interpret

import { resources } from '../kinds/generated/resources.gen';
import {
  cannotBeHandled,
  type Decoded,
  type DecodeFailure,
  type DecodeOptions,
  decode,
  type FieldValidation,
} from './decode';
import { isJsonObject, jsonTypeOf } from './decode-context';

/** The kind a request is for. A row of the kinds table is one. */
export interface ExpectedKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly schema: string;
}

const SCHEME = 'k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30';
const API_VERSION = String.raw`APIVersion string "json:\"apiVersion,omitempty\""`;
const KIND = String.raw`Kind string "json:\"kind,omitempty\""`;
const TYPE_META = `struct { ${API_VERSION}; ${KIND} }`;
const SHOWN_BYTES = 30;

/** As `decode`, but an error is the whole message of the 400 answer. A body may leave out apiVersion and kind. */
export function readBody(
  expected: ExpectedKind,
  body: unknown,
  mode: FieldValidation,
  options: DecodeOptions = {},
): Decoded | DecodeFailure {
  const why = typeMetaError(body);
  if (why !== undefined) {
    const error = `the object provided is unrecognized (must be of type ${expected.kind}): ${why} (${shown(body)})`;
    return { error, problems: [] };
  }
  const result = readInto(expected, body, mode, options);
  if (!('error' in result)) return result;
  return { ...result, error: cannotBeHandled(kindOf(body, expected), expected.kind, result.error) };
}

/** As `decode`, for a body that may say that it is of another kind; an error is what is wrong and no more. */
export function readInto(
  expected: ExpectedKind,
  body: unknown,
  mode: FieldValidation,
  options: DecodeOptions = {},
): Decoded | DecodeFailure {
  const error = typeMetaError(body);
  if (error !== undefined) return { error, problems: [] };
  const { apiVersion, kind } = kindOf(body, expected);
  const fail = (why: string): DecodeFailure => ({ error: why, problems: [] });
  const isNamed = (row: ExpectedKind) => row.kind === kind && groupVersion(row) === apiVersion;
  const given = isNamed(expected) ? expected : resources.find(isNamed);
  if (!given) return fail(`no kind "${kind}" is registered for version "${apiVersion}" in scheme "${SCHEME}"`);
  const result = decode(given.schema, body, mode, options);
  if ('error' in result || (given.kind === expected.kind && given.group === expected.group)) return result;
  const target = `${internalPackage(expected.group)}.${expected.kind}`;
  return fail(`converting (${given.version}.${given.kind}) to (${target}): unknown conversion`);
}

/** What is wrong with the two fields that name the kind, in Go's words. */
function typeMetaError(body: unknown): string | undefined {
  const parseError = (what: string) => `couldn't get version/kind; json parse error: json: cannot unmarshal ${what}`;
  if (body === null) return undefined;
  if (!isJsonObject(body)) return parseError(`${jsonTypeOf(body)} into Go value of type ${TYPE_META}`);
  for (const key in body) {
    const value = body[key];
    if ((key !== 'apiVersion' && key !== 'kind') || value === null || value === undefined) continue;
    if (typeof value !== 'string')
      return parseError(`${jsonTypeOf(value)} into Go struct field .${key} of type string`);
  }
  const { apiVersion } = body;
  const isVersion = typeof apiVersion !== 'string' || apiVersion.split('/').length <= 2;
  return isVersion ? undefined : `unexpected GroupVersion string: ${apiVersion}`;
}

function kindOf(body: unknown, expected: ExpectedKind): { readonly apiVersion: string; readonly kind: string } {
  const named = isJsonObject(body) ? body : {};
  return {
    apiVersion: (named.apiVersion as string | null | undefined) || groupVersion(expected),
    kind: (named.kind as string | null | undefined) || expected.kind,
  };
}

const groupVersion = ({ group, version }: { readonly group: string; readonly version: string }) =>
  group === '' ? version : `${group}/${version}`;

/** The Go package of the server's own types of a group. */
function internalPackage(group: string): string {
  if (group === '' || group === 'events.k8s.io') return 'core';
  return group.split('.')[0] ?? group;
}

/** The beginning of the body as the server quotes it: text if it is an object, else hexadecimal. */
function shown(body: unknown): string {
  const text = JSON.stringify(body) ?? '';
  const head = text.slice(0, SHOWN_BYTES);
  const tail = text.length > SHOWN_BYTES ? ' ...' : '';
  if (text === '') return '<empty>';
  if (text.startsWith('{')) return head + tail;
  let hex = '';
  for (let i = 0; i < head.length; i++) hex += head.charCodeAt(i).toString(16).padStart(2, '0');
  return hex + tail;
}
