// PUT and PATCH of an object or of a subresource that is the object itself: status, finalize, approval.

import type { PatchType } from '../api/actor';
import { ApiError, badRequest } from '../api/api-error';
import { patchFromBody, updateFromBody } from '../api/request';
import { JsonFault, readJson, skipJsonSpace } from '../manifests/go-json';
import { parseYaml, YamlFault } from '../manifests/yaml';
import { byObject, mediaTypeOf, readBody, unsupportedMediaType } from './body';
import { checkBodyKind } from './body-kind';
import { type Answer, objectAnswer } from './exchange';
import { writeQuery } from './options';
import { present } from './present';
import type { ResourceRequest } from './resource-request';
import type { ServedCluster } from './served-cluster';

export function updateOne(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, row, path } = asked;
  const { dryRun, fieldManager, fieldValidation } = writeQuery(request, 'UpdateOptions');
  const { value, duplicates } = readBody(request, row);
  checkBodyKind(served, row, value);
  const { subresource, namespace = '', name = '' } = path;
  const options = { namespace, name, fieldValidation, duplicates, dryRun, fieldManager, subresource };
  const key = path.namespace === undefined ? name : `${path.namespace}/${name}`;
  const existed = served.server.parts.store.get(row, key) !== undefined;
  const caller = served.caller(request, fieldManager);
  const { object, warnings } = updateFromBody(served.server, caller, value, options);
  return objectAnswer(present(served, asked, object), existed ? 200 : 201, warnings);
}

const PATCH_TYPES: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};

const NO_ROUTE = new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});

export function patchOne(served: ServedCluster, asked: ResourceRequest): Answer {
  const { code, object, warnings } = patchAsked(served, asked);
  return objectAnswer(present(served, asked, object), code, warnings);
}

/** The object, whole, after the patch that a request asks for. */
export function patchAsked(served: ServedCluster, asked: ResourceRequest): ReturnType<typeof patchFromBody> {
  const { request, row, path } = asked;
  const type = patchTypeOf(asked);
  const { dryRun, fieldManager, fieldValidation, force } = writeQuery(request, 'PatchOptions', type === 'apply');
  const { patch, duplicates, repeatedKeys } = parsePatch(request.body, type);
  const { namespace, subresource } = path;
  const asking = { row, namespace, name: path.name as string, type, patch, force, subresource };
  const caller = served.caller(request, fieldManager);
  const options = { fieldValidation, duplicates, repeatedKeys, dryRun, fieldManager };
  return patchFromBody(served.server, caller, asking, options);
}

/** Errors: 415, for custom kinds with the types that they take: the routes of all others take no other body. */
function patchTypeOf({ request, row }: ResourceRequest): PatchType {
  const type = PATCH_TYPES[mediaTypeOf(request)];
  const taken = Object.keys(PATCH_TYPES).filter((name) => PATCH_TYPES[name] !== 'strategic' || !row.custom);
  if (type === undefined || !taken.includes(mediaTypeOf(request)))
    throw row.custom ? unsupportedMediaType(taken) : NO_ROUTE;
  return type;
}

interface ParsedPatch {
  readonly patch: unknown;
  readonly duplicates?: ReturnType<typeof byObject>;
  readonly repeatedKeys?: readonly string[];
}

function parseConfiguration(text: string): ParsedPatch {
  const { value, duplicates } = parseYaml(text);
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
  const repeatedKeys = duplicates.map(
    ({ key, second }) => `line ${lineOf(second)}: key ${JSON.stringify(key)} already set in map`,
  );
  return { patch: value, repeatedKeys };
}

/** Errors: 400 BadRequest for what is no JSON; apply takes YAML. */
function parsePatch(bytes: Buffer, type: PatchType): ParsedPatch {
  const text = bytes.toString('utf8');
  try {
    if (type === 'apply') return parseConfiguration(text);
    const { value, end, duplicates } = readJson(text, 0);
    const rest = skipJsonSpace(text, end);
    if (rest < text.length) {
      throw new JsonFault(`invalid character '${text.charAt(rest)}' after top-level value`, rest);
    }
    if (type === 'json' && !Array.isArray(value)) {
      const got = value === null ? 'null' : typeof value === 'object' ? 'object' : typeof value;
      throw new JsonFault(`json: cannot unmarshal ${got} into Go value of type []handlers.jsonPatchOp`, 0);
    }
    return { patch: value, duplicates: byObject(value, duplicates) };
  } catch (error) {
    if (error instanceof YamlFault) throw badRequest(`error decoding YAML: ${error.kubectl ?? error.message}`);
    if (!(error instanceof JsonFault)) throw error;
    const why = error.message === 'unexpected EOF' ? 'unexpected end of JSON input' : error.message;
    throw badRequest(type === 'strategic' ? why : `error decoding patch: ${why}`);
  }
}
