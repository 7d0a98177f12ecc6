// The body of a request as plain data: JSON, YAML or protobuf, with the endpoint's kind where it names none, and the
// server's words for what cannot be read.
// upstream: apiserver/pkg/endpoints/handlers/rest.go transformDecodeError, runtime/serializer/json

import { ApiError, badRequest } from '../api/api-error';
import { jsonTypeOf } from '../api/decode-context';
import { apiVersionOf } from '../kinds/kind';
import { type JsonDuplicate, JsonFault, readJson, skipJsonSpace } from '../manifests/go-json';
import { parseYaml, YamlFault } from '../manifests/yaml';
import type { ServedRequest } from './exchange';
import { decodeMessage, ProtobufFault, readEnvelope } from './protobuf';

/** The kind that an endpoint takes. */
export interface BodyKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Its schema; protobuf bodies are decoded by it. */
  readonly schema: string;
  readonly custom?: object;
}

export interface Body {
  readonly value: unknown;
  readonly duplicates?: ReadonlyMap<object, readonly string[]> | undefined;
}

export const MAX_BODY_BYTES = 3_145_728;

const JSON_TYPE = 'application/json';
const YAML_TYPE = 'application/yaml';
const PROTOBUF_TYPE = 'application/vnd.kubernetes.protobuf';
const MAX_SHOWN = 30;

/** 415 with the list of what the endpoint takes. */
export function unsupportedMediaType(types: readonly string[]): ApiError {
  const known = `the body of the request was in an unknown format - accepted media types include: ${types.join(', ')}`;
  return new ApiError(415, 'UnsupportedMediaType', known, {});
}

export const tooLarge = (): ApiError =>
  new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${MAX_BODY_BYTES}`, {});

/** The media type without parameters, in lower case. */
export const mediaTypeOf = (request: ServedRequest): string =>
  (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Errors: 400 BadRequest, 415 UnsupportedMediaType. */
export function readBody(request: ServedRequest, endpoint: BodyKind): Body {
  const type = mediaTypeOf(request) || JSON_TYPE;
  if (type === PROTOBUF_TYPE) return { value: readProtobuf(request.body, endpoint) };
  if (type !== JSON_TYPE && type !== YAML_TYPE) throw unsupportedMediaType([JSON_TYPE, YAML_TYPE, PROTOBUF_TYPE]);
  const body = type === YAML_TYPE ? readYamlBody(request.body, endpoint) : readJsonBody(request.body, endpoint);
  return { ...body, value: withKind(body.value, endpoint) };
}

function readProtobuf(bytes: Buffer, endpoint: BodyKind): unknown {
  try {
    const { apiVersion, kind, raw } = readEnvelope(bytes);
    const named = withKind({ ...(apiVersion ? { apiVersion } : {}), ...(kind ? { kind } : {}) }, endpoint);
    return { ...(named as object), ...decodeMessage(endpoint.schema, raw) };
  } catch (error) {
    if (!(error instanceof ProtobufFault)) throw error;
    throw unrecognized(bytes, endpoint, error.message);
  }
}

function readJsonBody(bytes: Buffer, endpoint: BodyKind): Body {
  const text = bytes.toString('utf8');
  try {
    const { value, end, duplicates } = readJson(text, 0);
    const rest = skipJsonSpace(text, end);
    if (rest < text.length) {
      throw new JsonFault(`invalid character ${quoted(text.charAt(rest))} after top-level value`, rest);
    }
    const fault = kindFault(value, endpoint, text);
    if (fault !== undefined) throw unrecognized(bytes, endpoint, fault);
    return { value, duplicates: byObject(value, duplicates) };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const why = error.message === 'unexpected EOF' ? 'unexpected end of JSON input' : error.message;
    throw unrecognized(bytes, endpoint, `couldn't get version/kind; json parse error: ${why}`);
  }
}

function readYamlBody(bytes: Buffer, endpoint: BodyKind): Body {
  try {
    return { value: parseYaml(bytes.toString('utf8')).value };
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    throw unrecognized(bytes, endpoint, error.kubectl ?? error.message);
  }
}

const quoted = (char: string) => (char === "'" ? "'\\''" : `'${char}'`);

/** The keys that a text gave more than once, by the object they stand in. */
export function byObject(value: unknown, duplicates: readonly JsonDuplicate[]): Body['duplicates'] {
  if (duplicates.length === 0) return undefined;
  const found = new Map<object, string[]>();
  for (const { path, key } of duplicates) {
    let at = value;
    for (const step of path) at = (at as Record<string | number, unknown> | undefined)?.[step];
    if (typeof at === 'object' && at !== null) found.set(at, [...(found.get(at) ?? []), key]);
  }
  return found;
}

function unrecognized(bytes: Buffer, { kind }: BodyKind, why: string): ApiError {
  return badRequest(`the object provided is unrecognized (must be of type ${kind}): ${why} (${summaryOf(bytes)})`);
}

function summaryOf(bytes: Buffer): string {
  if (bytes.length === 0) return '<empty>';
  const text = bytes[0] === 0x7b ? 'utf8' : 'hex';
  const shown = bytes.subarray(0, MAX_SHOWN).toString(text);
  return bytes.length > MAX_SHOWN ? `${shown} ...` : shown;
}

/** What a text says of its kind has to be text, and of a custom kind it has to say it. */
function kindFault(value: unknown, endpoint: BodyKind, text: string): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const said = value as Record<string, unknown>;
  const wrong = ['apiVersion', 'kind'].find((field) => !['undefined', 'string'].includes(goTypeOf(said[field])));
  if (wrong !== undefined) {
    const why = `json: cannot unmarshal ${goTypeOf(said[wrong])} into Go struct field .${wrong} of type string`;
    return `couldn't get version/kind; json parse error: ${why}`;
  }
  return endpoint.custom && !said.kind ? `Object 'Kind' is missing in '${text}'` : undefined;
}

const goTypeOf = (value: unknown) => (value === undefined || value === null ? 'undefined' : jsonTypeOf(value));

/** What names no kind is of the endpoint's. */
function withKind(value: unknown, endpoint: BodyKind): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { apiVersion, kind, ...rest } = value as Record<string, unknown>;
  if ((apiVersion && kind) || endpoint.custom) return value;
  const named = { apiVersion: apiVersion || apiVersionOf(endpoint), kind: kind || endpoint.kind };
  return Object.assign(value, named, rest);
}
