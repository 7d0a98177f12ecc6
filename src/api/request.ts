// Requests as they come from outside: bodies that are plain JSON yet. Finds the kind, decodes strictly, and hands typed
// objects to the pipeline. Controllers skip this: what they write is typed already.

import type { SubresourceFacts } from '../kinds/generated/resources.gen';
import { goJsonInOrder } from '../kinds/go-json';
import { apiVersionOf, type KindRow, type KubeObject } from '../kinds/kind';
import type { KindRegistry } from '../kinds/registry';
import { kinds } from '../kinds/table';
import { goQuote } from '../kinds/validation/field-error';
import type { DeleteOptions, PatchType } from './actor';
import { ApiError, badRequest, methodNotAllowed, noSuchResource, notFound } from './api-error';
import { checkAccess } from './authorization/authorize';
import type { Caller, RequestOptions } from './caller';
import { cannotBeHandled, decode, type FieldValidation, strictDecodingError } from './decode';
import { readInto } from './decode-body';
import { conversionFault } from './decode-conversion';
import { decodeFor } from './decode-custom';
import { faultText } from './decode-fault';
import { fromUnstructured } from './decode-unstructured';
import { type DeleteAnswer, deleteObject } from './deletion';
import { withAskedReset } from './managed-fields/manager';
import { kindText, objectText } from './patch/apply';
import { patchObject } from './patch/patch';
import { strictPatchFaults } from './patch/patch-body';
import { checkName } from './patch/patch-request';
import { scaleRow } from './scale';
import type { ApiServer } from './server';

export interface Answer {
  readonly code: number;
  readonly object: KubeObject;
  readonly warnings: readonly string[];
}

export interface BodyOptions {
  /** Namespace of the URL; that of the body, or `default`, unless given. */
  readonly namespace?: string | undefined;
  /** Of a PUT: the name in its URL; that of the body unless given. */
  readonly name?: string | undefined;
  readonly fieldValidation?: FieldValidation | undefined;
  /** Keys that the text had twice, from the parser. */
  readonly duplicates?: ReadonlyMap<object, readonly string[]> | undefined;
  /** Of a text to apply: what strict reading finds, e.g. `line 5: key "name" already set in map`. */
  readonly repeatedKeys?: readonly string[] | undefined;
  readonly dryRun?: boolean | undefined;
  readonly fieldManager?: string | undefined;
  /** Of a PUT: the part of the object it is for, e.g. `status`. */
  readonly subresource?: string | undefined;
}

/** The row of a body's apiVersion and kind. Errors: 404 as the server answers an unknown path. */
export function rowOfBody(kinds: KindRegistry, body: unknown): KindRow {
  const { apiVersion, kind } = (body ?? {}) as { apiVersion?: unknown; kind?: unknown };
  const row =
    typeof apiVersion === 'string' && typeof kind === 'string' ? kinds.byVersion(apiVersion, kind) : undefined;
  if (row) return row;
  if (builtInVersions().has(String(apiVersion))) {
    throw noSuchResource();
  }
  // Outside of the built-in groups nobody is left to answer but the server's last handler.
  throw new ApiError(404, undefined, '404 page not found\n');
}

/**
 * Errors: 404 when the kind has no such subresource, 405 when that has not this verb.
 * upstream: apiextensions-apiserver/pkg/apiserver/customresource_handler.go
 */
export function checkSubresource(row: KindRow, name: string, subresource: string, verb: string): SubresourceFacts {
  const facts = row.subresources.find((each) => each.name === subresource);
  if (!facts) throw row.custom ? notFound(row, name) : noSuchResource();
  if (facts.verbs.includes(verb)) return facts;
  throw methodNotAllowed();
}

const builtInVersions = once(() => new Set(kinds.map(apiVersionOf)));

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Every answer about an outdated version says so, refusals too. */
function warnOfVersion(row: KindRow, warnings: string[]): void {
  const warning = row.custom?.warning ?? row.deprecation;
  if (warning) warnings.push(warning);
}

/** Decodes a body of this kind. Errors: 400 BadRequest in the server's words. */
export function decodeBody(row: KindRow, body: unknown, options: BodyOptions, warnings: string[]): KubeObject {
  const { fieldValidation = 'Strict', duplicates } = options;
  warnOfVersion(row, warnings);
  const decoded = decodeFor(row, body, fieldValidation, duplicates ? { duplicates } : {});
  if ('error' in decoded) throw badRequest(cannotBeHandled(body, row.kind, decoded.error));
  warnings.push(...decoded.warnings);
  return withAskedReset(body, decoded.object as unknown as KubeObject);
}

/**
 * The object in the namespace of its URL; one of a kind without namespaces loses what it says of one. Errors: 400 when
 * the two differ. upstream: registry/rest/meta.go EnsureObjectNamespaceMatchesRequestNamespace
 */
export function inNamespace(row: KindRow, object: KubeObject, urlNamespace: string | undefined): KubeObject {
  const { namespace, ...rest } = object.metadata;
  if (!row.namespaced) return namespace ? ({ ...object, metadata: rest } as KubeObject) : object;
  const wanted = urlNamespace ?? (namespace || 'default');
  if (!namespace) return { ...object, metadata: { ...object.metadata, namespace: wanted } };
  if (namespace === wanted) return object;
  throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
}

/** POST of a body. */
export function createFromBody(server: ApiServer, caller: Caller, body: unknown, options: BodyOptions = {}): Answer {
  const warnings: string[] = [];
  return withWarnings(warnings, () => {
    const row = rowOfBody(server.kinds, body);
    checkAccess(server, caller, row, 'create', { namespace: placeOf(row, body, options) });
    const object = inNamespace(row, decodeBody(row, body, options, warnings), options.namespace);
    const sent = () => asSent(row, body);
    return { code: 201, object: server.create(caller, row, object, { ...pass(options), warnings, sent }), warnings };
  });
}

/** PUT of a body. */
export function updateFromBody(server: ApiServer, caller: Caller, body: unknown, options: BodyOptions = {}): Answer {
  const warnings: string[] = [];
  return withWarnings(warnings, () => {
    const row = rowOfBody(server.kinds, body);
    const { name = (body as Partial<KubeObject>).metadata?.name, subresource } = options;
    const namespace = placeOf(row, body, options);
    checkAccess(server, caller, row, 'update', { namespace, name, subresource });
    const object = inNamespace(row, decodeBody(row, body, options, warnings), options.namespace);
    if (options.name !== undefined) checkName(object, options.name);
    return {
      code: 200,
      object: server.update(caller, row, object, {
        ...pass(options),
        subresource,
        warnings,
        sent: () => asSent(row, body),
      }),
      warnings,
    };
  });
}

/** The body with the empty lists and maps that decoding drops; undefined for custom resources, which keep them. */
function asSent(row: KindRow, body: unknown): KubeObject | undefined {
  if (row.custom || row.storedAs) return undefined;
  const decoded = decode(row.schema, body, 'Ignore', { keepsEmpty: true });
  return 'error' in decoded ? undefined : (decoded.object as unknown as KubeObject);
}

/** The namespace of a body's URL. */
function placeOf(row: KindRow, body: unknown, { namespace }: BodyOptions): string | undefined {
  if (!row.namespaced) return undefined;
  return namespace ?? ((body as Partial<KubeObject>).metadata?.namespace || 'default');
}

/** GET. Errors: 404 NotFound. */
export function getNamed(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  namespace: string | undefined,
  name: string,
): KubeObject {
  checkAccess(server, caller, row, 'get', { namespace, name });
  return server.get(row, namespace, name);
}

/** DELETE. Errors: 404 NotFound, 409 Conflict for a failed precondition. */
export function deleteNamed(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  namespace: string | undefined,
  name: string,
  asked: DeleteOptions,
): DeleteAnswer {
  checkAccess(server, caller, row, 'delete', { namespace, name });
  return deleteObject(server, caller, row, namespace, name, asked);
}

export interface PatchBody {
  readonly row: KindRow;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly type: PatchType;
  readonly patch: unknown;
  readonly force?: boolean | undefined;
  readonly subresource?: string | undefined;
}

/** PATCH with a body; apply answers 201 when it created the object. */
export function patchFromBody(
  server: ApiServer,
  caller: Caller,
  request: PatchBody,
  options: BodyOptions = {},
): Answer {
  const warnings: string[] = [];
  return withWarnings(warnings, () => {
    const { row, namespace, name, type, patch, force = false, subresource } = request;
    if (subresource !== undefined) checkSubresource(row, name, subresource, 'patch');
    warnOfVersion(row, warnings);
    checkAccess(server, caller, row, 'patch', { namespace, name, subresource });
    const key = row.namespaced ? `${namespace}/${name}` : name;
    const existed = server.parts.store.get(row, key) !== undefined;
    let document: unknown;
    const decodePatched = (patched: unknown, shown: string | (() => unknown)) => {
      document = patched;
      return decodePatchedBody(request, patched, shown, options, warnings);
    };
    const sent = () => asSent(row, document);
    const readStrictly = () => checkRepeatedKeys(options, warnings);
    const asked = { namespace, name, type, patch, force, decode: decodePatched, readStrictly };
    const object = patchObject(server, caller, row, asked, { ...pass(options), subresource, warnings, sent });
    return { code: existed || type !== 'apply' ? 200 : 201, object, warnings };
  });
}

/** upstream: apiserver handlers/patch.go applyPatcher, sigs.k8s.io/yaml UnmarshalStrict */
function checkRepeatedKeys({ repeatedKeys = [], fieldValidation = 'Strict' }: BodyOptions, warnings: string[]): void {
  if (repeatedKeys.length === 0 || fieldValidation === 'Ignore') return;
  if (fieldValidation === 'Warn') {
    warnings.push(...repeatedKeys);
    return;
  }
  const lines = repeatedKeys.map((line) => `\n  ${line}`).join('');
  throw badRequest(`error strict decoding patch: error converting YAML to JSON: yaml: unmarshal errors:${lines}`);
}

/**
 * What does not decode after a patch is an Invalid without a name; after an apply it is the server's own error.
 * upstream: apiserver handlers/patch.go
 */
function decodePatchedBody(
  { type, patch, ...request }: PatchBody,
  patched: unknown,
  shown: string | (() => unknown),
  { fieldValidation = 'Strict', duplicates }: BodyOptions,
  warnings: string[],
): KubeObject {
  const row = request.subresource === 'scale' ? scaleRow(request.row) : request.row;
  const faults =
    type === 'apply' || fieldValidation === 'Ignore' ? [] : strictPatchFaults(patch, type === 'json', duplicates);
  const mode = fieldValidation === 'Strict' ? 'Warn' : fieldValidation;
  let decoded = decodePatched(row, type, patched, mode);
  const isFaulty = 'error' in decoded || decoded.warnings.length > 0;
  if (isFaulty && typeof shown === 'function') decoded = decodePatched(row, type, shown(), mode);
  const text = () => (typeof shown === 'string' ? shown : goJsonInOrder(shown()));
  const unfit = isRead(type) ? undefined : conversionFault(row.schema, patched);
  if (unfit) {
    const why = type === 'apply' ? `failed to convert to unversioned (${objectText(patch as KubeObject)}): ` : '';
    throw new ApiError(500, undefined, `${why}${faultText(unfit)}`);
  }
  if ('error' in decoded) {
    if (type !== 'apply') throw invalidPatch(text(), decoded.error);
    const [object, kind] = [objectText(patch as KubeObject), kindText(patch as KubeObject)];
    const why = `unable to convert unstructured object to ${kind}: ${decoded.error}`;
    throw new ApiError(500, undefined, `failed to convert new object (${object}) to proper version: ${why}`);
  }
  faults.push(...decoded.warnings);
  if (fieldValidation === 'Strict' && faults.length > 0) throw invalidPatch(text(), strictDecodingError(faults));
  warnings.push(...faults);
  const object = withAskedReset(patched, decoded.object as unknown as KubeObject);
  return { ...object, apiVersion: apiVersionOf(row), kind: row.kind };
}

/** What these patches make is read like a body; what the others make is typed already, and then converted. */
const isRead = (type: PatchType) => type === 'json' || type === 'merge';

function decodePatched(row: KindRow, type: PatchType, patched: unknown, mode: FieldValidation) {
  if (row.custom) return decodeFor(row, patched, mode);
  return isRead(type) ? readInto(row, patched, mode) : fromUnstructured(row, patched, mode);
}

function invalidPatch(shown: string, why: string): ApiError {
  const message = `Invalid value: ${goQuote(shown)}: ${why}`;
  return new ApiError(422, 'Invalid', ` "" is invalid: patch: ${message}`, {
    causes: [{ reason: 'FieldValueInvalid', message, field: 'patch' }],
  });
}

function pass(options: BodyOptions): RequestOptions {
  return { dryRun: options.dryRun, fieldManager: options.fieldManager };
}

/** Warnings are sent with refusals too. */
export function withWarnings<T>(warnings: readonly string[], run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ApiError) error.warnings = warnings;
    throw error;
  }
}
