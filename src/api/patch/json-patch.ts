// JSON patch (RFC 6902) with the quirks of the library the API server uses: `replace` of a missing map key adds it, a
// negative index removes from the end, and a path without a leading slash loses its first segment.
// upstream: gopkg.in/evanphx/json-patch.v4

import { equalData } from '../../kinds/equal-data';
import { ApiError, badRequest } from '../api-error';
import { isMap } from './merge-patch';

const MAX_OPERATIONS = 10_000;

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

type Container = Record<string, unknown> | unknown[];

/** The document after all operations; the document itself is not changed. */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) {
    const kind = patch === null ? 'null' : isMap(patch) ? 'object' : typeof patch;
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${kind} into Go value of type []handlers.jsonPatchOp`,
    );
  }
  if (patch.length > MAX_OPERATIONS) {
    const message = `The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${patch.length}`;
    throw new ApiError(413, 'RequestEntityTooLarge', message);
  }
  let document = structuredClone(target);
  for (const operation of patch as readonly Operation[]) document = applyOperation(document, operation);
  return document;
}

function applyOperation(document: unknown, operation: Operation): unknown {
  const { op, path } = operation;
  if (op === 'add') return add(document, pointer(path), operation.value);
  if (op === 'remove') return remove(document, pointer(path));
  if (op === 'replace') return replace(document, pointer(path), operation.value);
  if (op === 'copy') return add(document, pointer(path), structuredClone(read(document, pointer(operation.from))));
  if (op === 'move') {
    const from = pointer(operation.from);
    const value = read(document, from);
    return add(remove(document, from), pointer(path), value);
  }
  if (op === 'test') {
    const found = pointer(path).length === 0 ? document : readOrMissing(document, pointer(path));
    if (!equalData(found ?? null, operation.value ?? null)) throw unprocessable();
    return document;
  }
  throw unprocessable();
}

function unprocessable(): ApiError {
  return new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request');
}

function pointer(path: string | undefined): string[] {
  if (typeof path !== 'string') throw unprocessable();
  if (path === '') return [];
  return path
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function parentOf(document: unknown, segments: readonly string[]): Container {
  let node = document;
  for (const segment of segments.slice(0, -1)) {
    node = Array.isArray(node) ? node[index(segment, node.length - 1)] : isMap(node) ? node[segment] : undefined;
  }
  if (!isMap(node) && !Array.isArray(node)) throw unprocessable();
  return node;
}

function index(segment: string, last: number): number {
  if (!/^-?\d+$/.test(segment)) throw unprocessable();
  const asked = Number(segment);
  const position = asked < 0 ? asked + last + 1 : asked;
  if (position < 0 || position > last) throw unprocessable();
  return position;
}

function readOrMissing(document: unknown, segments: readonly string[]): unknown {
  const parent = parentOf(document, segments);
  const segment = segments.at(-1) as string;
  return Array.isArray(parent) ? parent[index(segment, parent.length - 1)] : parent[segment];
}

function read(document: unknown, segments: readonly string[]): unknown {
  if (segments.length === 0) return document;
  const value = readOrMissing(document, segments);
  if (value === undefined) throw unprocessable();
  return value;
}

function add(document: unknown, segments: readonly string[], value: unknown = null): unknown {
  if (segments.length === 0) return value;
  const parent = parentOf(document, segments);
  const segment = segments.at(-1) as string;
  if (!Array.isArray(parent)) parent[segment] = value;
  else if (segment === '-') parent.push(value);
  else parent.splice(index(segment, parent.length), 0, value);
  return document;
}

function remove(document: unknown, segments: readonly string[]): unknown {
  const parent = parentOf(document, segments);
  const segment = segments.at(-1) as string;
  if (Array.isArray(parent)) {
    parent.splice(index(segment, parent.length - 1), 1);
    return document;
  }
  if (!(segment in parent)) throw unprocessable();
  delete parent[segment];
  return document;
}

function replace(document: unknown, segments: readonly string[], value: unknown = null): unknown {
  if (segments.length === 0) return value;
  const parent = parentOf(document, segments);
  const segment = segments.at(-1) as string;
  if (Array.isArray(parent)) parent[index(segment, parent.length - 1)] = value;
  else parent[segment] = value;
  return document;
}
