// Reads a request body into an object of a built-in kind exactly as the API server does: unknown fields, type errors in
// Go's words, canonical quantities and times, and the fields that the server always writes. Nothing is defaulted here.
// upstream: apimachinery/pkg/runtime/serializer/json, sigs.k8s.io/json

import { schemaFacts } from '../kinds/schema';
import { codecOf } from './decode-codec';
import { DecodeContext, isJsonObject } from './decode-context';
import { conversionFault } from './decode-conversion';
import { DecodeAbort, type DecodeProblem, faultText } from './decode-fault';

/** What happens to unknown and duplicate fields: an error, warnings, or nothing. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

export interface Decoded {
  /** Plain data, sharing with the input whatever the server would store as given. Not frozen. */
  readonly object: Record<string, unknown>;
  /** One text for each unknown or duplicate field, when asked to warn. */
  readonly warnings: readonly string[];
}

export interface DecodeFailure {
  /** Without the sentence around it; see `cannotBeHandled`. */
  readonly error: string;
  /** What is wrong and where, for people. Behind a wrong value may come unknown fields that the sentence leaves out. */
  readonly problems: readonly DecodeProblem[];
}

export interface DecodeOptions {
  /** Keys that the text gave more than once, by the object they stand in; a parser's business. */
  readonly duplicates?: ReadonlyMap<object, readonly string[]>;
  /** Empty lists and maps stay: what is told to whoever sent them. */
  readonly keepsEmpty?: boolean;
}

const NONE: readonly string[] = [];

/**
 * @param schema a schema's name, e.g. `Deployment`; apiVersion and kind are set from it when it is a kind's.
 * @param value any JSON value; null counts as an empty object.
 */
export function decode(
  schema: string,
  value: unknown,
  mode: FieldValidation,
  options: DecodeOptions = {},
): Decoded | DecodeFailure {
  const cx = new DecodeContext(mode !== 'Ignore', options.duplicates, options.keepsEmpty);
  let decoded: unknown;
  try {
    decoded = codecOf(schema).decode(cx, value ?? {});
  } catch (error) {
    if (error instanceof DecodeAbort) return { error: error.message, problems: [error.fault, ...strictFaults(cx)] };
    throw error;
  }
  if (cx.fault !== undefined) return { error: faultText(cx.fault), problems: [cx.fault, ...strictFaults(cx)] };
  const unfit = conversionFault(schema, decoded);
  if (unfit !== undefined) return { error: faultText(unfit), problems: [unfit] };
  const warnings = cx.strict === undefined ? NONE : [...cx.strict.keys()];
  if (mode === 'Strict' && cx.strict !== undefined) {
    return { error: strictDecodingError(warnings), problems: strictFaults(cx) };
  }
  return { object: withKind(schema, decoded as Record<string, unknown>), warnings };
}

const strictFaults = (cx: DecodeContext): readonly DecodeProblem[] => [...(cx.strict?.values() ?? [])];

export function strictDecodingError(errors: readonly string[]): string {
  return `strict decoding error: ${errors.join(', ')}`;
}

/** The whole message for a body that does not decode, e.g. `Pod in version "v1" cannot be handled as a Pod: ...`. */
export function cannotBeHandled(body: unknown, kind: string, error: string): string {
  const named = isJsonObject(body) ? body : {};
  const bodyKind = typeof named.kind === 'string' && named.kind !== '' ? named.kind : kind;
  const apiVersion = typeof named.apiVersion === 'string' && named.apiVersion !== '' ? named.apiVersion : 'v1';
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  return `${bodyKind} in version "${version}" cannot be handled as a ${kind}: ${error}`;
}

function withKind(schema: string, object: Record<string, unknown>): Record<string, unknown> {
  const kind = schemaFacts(schema)?.kind;
  if (!kind || (object.kind !== undefined && object.apiVersion !== undefined)) return object;
  const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
  return { apiVersion, kind: kind.kind, ...object };
}
