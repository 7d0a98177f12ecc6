// JSON patch (RFC 6902) with the quirks of the library the API server uses: `replace` of a missing map key adds it,
// `copy` of one adds null, a negative index counts from the end, and a path without a leading slash loses its first
// segment. A PATCH answers whatever fails with one and the same sentence; admission tells what it was.
// upstream: gopkg.in/evanphx/json-patch.v4 patch.go

import { equalData } from '../../kinds/equal-data';
import { goQuote } from '../../kinds/validation/field-error';
import { ApiError } from '../api-error';
import { isMap } from './merge-patch';

const MAX_OPERATIONS = 10_000;

export interface Operation {
  readonly op?: unknown;
  readonly path?: unknown;
  readonly from?: unknown;
  readonly value?: unknown;
}

type Container = Record<string, unknown> | unknown[];

/** An operation that cannot be done, in the library's words. */
export class PatchFault extends Error {
  /** What a test asked for is not so. */
  readonly isFailedTest: boolean;

  constructor(message: string, isFailedTest = false) {
    super(message);
    this.isFailedTest = isFailedTest;
  }
}

/** The document after all operations; the document itself is not changed. Errors: 413 for too many, 422. */
export function jsonPatch(target: unknown, patch: readonly Operation[]): unknown {
  if (patch.length > MAX_OPERATIONS) {
    const message = `The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${patch.length}`;
    throw new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: ${message}`);
  }
  try {
    return applyOperations(target, patch);
  } catch (fault) {
    if (!(fault instanceof PatchFault)) throw fault;
    throw new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request');
  }
}

/** The document after all operations; the document itself is not changed. Errors: PatchFault. */
export function applyOperations(target: unknown, patch: readonly Operation[]): unknown {
  let document = deepCopy(target);
  for (const operation of patch) document = applyOperation(document, operation);
  return document;
}

/** A copy of JSON data in which no two places share a value: an object that is stored may have the same list twice. */
function deepCopy<T>(value: T): T {
  if (Array.isArray(value)) return value.map(deepCopy) as T;
  if (!isMap(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = deepCopy(value[key]);
  return copy as T;
}

function applyOperation(document: unknown, operation: Operation): unknown {
  const { op } = operation;
  switch (op) {
    case 'add':
      return added(document, operation);
    case 'remove':
      return removed(document, operation);
    case 'replace':
      return replaced(document, operation);
    case 'copy':
      return copied(document, operation);
    case 'move':
      return moved(document, operation);
    case 'test':
      return tested(document, operation);
    default:
      throw new PatchFault(`Unexpected kind: ${typeof op === 'string' ? op : 'unknown'}`);
  }
}

const MISSING = 'missing value';

/** The path as the operation names it. Errors: PatchFault. */
function pathOf({ op, path }: Operation, opening = 'operation missing path field: '): string {
  if (typeof path === 'string') return path;
  throw new PatchFault(`${op} operation failed to decode path: ${opening}${MISSING}`);
}

function fromOf({ op, from }: Operation): string {
  if (typeof from === 'string') return from;
  throw new PatchFault(`${op} operation failed to decode from: operation, missing from field: ${MISSING}`);
}

interface Place {
  readonly container: Container;
  readonly key: string;
}

/**
 * Where a path leads; what is there may be missing, what holds it may not.
 * @param why what is said when it is
 */
function place(document: unknown, path: string, why: string): Place {
  const absent = () => new PatchFault(`${why}: ${MISSING}`);
  const segments = path.split('/');
  if (segments.length < 2) throw absent();
  let node = document;
  for (const segment of segments.slice(1, -1)) {
    if (!isContainer(node)) throw absent();
    try {
      node = get({ container: node, key: decoded(segment) });
    } catch (fault) {
      throw fault instanceof PatchFault ? absent() : fault;
    }
  }
  if (!isContainer(node)) throw absent();
  return { container: node, key: decoded(segments.at(-1) as string) };
}

// One pass of replacements: `~01` is `~1`.
const decoded = (segment: string) => segment.replace(/~[01]/g, (code) => (code === '~1' ? '/' : '~'));

const isContainer = (node: unknown): node is Container => isMap(node) || Array.isArray(node);

/** What was done at a path, with the path in front of its fault. */
function at<T>(opening: string, work: () => T): T {
  try {
    return work();
  } catch (fault) {
    throw fault instanceof PatchFault ? new PatchFault(`${opening}: ${fault.message}`) : fault;
  }
}

/** A position from 0 to `last`; negative ones count from behind it. */
function position(key: string, last: number): number {
  if (!/^[+-]?\d+$/.test(key)) throw new PatchFault(`strconv.Atoi: parsing ${goQuote(key)}: invalid syntax`);
  const asked = Number(key);
  const index = asked < 0 ? asked + last + 1 : asked;
  if (index < 0 || index > last)
    throw new PatchFault(`Unable to access invalid index: ${asked}: invalid index referenced`);
  return index;
}

function get({ container, key }: Place): unknown {
  if (Array.isArray(container)) return container[position(key, container.length - 1)];
  return Object.hasOwn(container, key) ? container[key] : undefined;
}

function add({ container, key }: Place, value: unknown): void {
  if (!Array.isArray(container)) container[key] = value;
  else if (key === '-') container.push(value);
  else {
    const isNumber = /^[+-]?\d+$/.test(key);
    const index = isNumber
      ? position(key, container.length)
      : at(`value was not a proper array index: '${key}'`, () => position(key, container.length));
    container.splice(index, 0, value);
  }
}

function remove({ container, key }: Place): void {
  if (Array.isArray(container)) container.splice(position(key, container.length - 1), 1);
  else if (Object.hasOwn(container, key)) delete container[key];
  else throw new PatchFault(`Unable to remove nonexistent key: ${key}: ${MISSING}`);
}

function added(document: unknown, operation: Operation): unknown {
  const path = pathOf(operation, '');
  const target = place(document, path, `add operation does not apply: doc is missing path: "${path}"`);
  at(`error in add for path: '${path}'`, () => add(target, deepCopy(operation.value ?? null)));
  return document;
}

function removed(document: unknown, operation: Operation): unknown {
  const path = pathOf(operation, '');
  const target = place(document, path, `remove operation does not apply: doc is missing path: "${path}"`);
  at(`error in remove for path: '${path}'`, () => remove(target));
  return document;
}

function replaced(document: unknown, operation: Operation): unknown {
  const path = pathOf(operation);
  const given = deepCopy(operation.value ?? null);
  if (path === '') {
    if (isContainer(given)) return given;
    throw new PatchFault('replace operation hit impossible case');
  }
  const { container, key } = place(document, path, `replace operation does not apply: doc is missing path: ${path}`);
  if (!Array.isArray(container)) container[key] = given;
  else {
    let index: number;
    try {
      index = position(key, container.length - 1);
    } catch (fault) {
      if (!(fault instanceof PatchFault)) throw fault;
      throw new PatchFault(`replace operation does not apply: doc is missing key: ${path}: ${MISSING}`);
    }
    container[index] = given;
  }
  return document;
}

function copied(document: unknown, operation: Operation): unknown {
  const from = fromOf(operation);
  const source = place(document, from, `copy operation does not apply: doc is missing from path: ${from}`);
  const value = at(`error in copy for from: '${from}'`, () => deepCopy(get(source) ?? null));
  const path = pathOf(operation, '');
  const target = place(document, path, `copy operation does not apply: doc is missing destination path: ${path}`);
  at('error while adding value during copy', () => add(target, value));
  return document;
}

function moved(document: unknown, operation: Operation): unknown {
  const from = fromOf(operation);
  const source = place(document, from, `move operation does not apply: doc is missing from path: ${from}`);
  const value = at(`error in move for path: '${source.key}'`, () => {
    const found = get(source);
    remove(source);
    return found;
  });
  const path = pathOf(operation);
  const target = place(document, path, `move operation does not apply: doc is missing destination path: ${path}`);
  at(`error in move for path: '${path}'`, () => add(target, value));
  return document;
}

function tested(document: unknown, operation: Operation): unknown {
  const path = pathOf(operation);
  const found = path === '' ? document : foundAt(document, path);
  if (equalData(found ?? null, operation.value ?? null)) return document;
  throw new PatchFault(`testing value ${path} failed: test failed`, true);
}

function foundAt(document: unknown, path: string): unknown {
  const target = place(document, path, `test operation does not apply: is missing path: ${path}`);
  return at(`error in test for path: '${path}'`, () => get(target));
}
