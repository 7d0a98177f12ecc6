// JSON patch (RFC 6902) with the quirks of the library the API server uses: `replace` of a missing map key adds it,
// `copy` of one adds null, a negative index counts from the end, and a path without a leading slash loses its first
// segment. Whatever fails is answered with one and the same sentence.
// upstream: gopkg.in/evanphx/json-patch.v4 patch.go

import { equalData } from '../../kinds/equal-data';
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

/** The document after all operations; the document itself is not changed. Errors: 413 for too many, 422. */
export function jsonPatch(target: unknown, patch: readonly Operation[]): unknown {
  if (patch.length > MAX_OPERATIONS) {
    const message = `The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${patch.length}`;
    throw new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: ${message}`);
  }
  let document = structuredClone(target);
  for (const operation of patch) document = applyOperation(document, operation);
  return document;
}

function applyOperation(document: unknown, operation: Operation): unknown {
  switch (operation.op) {
    case 'add':
      add(place(document, operation.path), structuredClone(operation.value ?? null));
      return document;
    case 'remove':
      remove(place(document, operation.path));
      return document;
    case 'replace':
      return replace(document, operation);
    case 'copy': {
      const value = structuredClone(get(place(document, operation.from)) ?? null);
      add(place(document, operation.path), value);
      return document;
    }
    case 'move': {
      const from = place(document, operation.from);
      const value = get(from);
      remove(from);
      add(place(document, operation.path), value);
      return document;
    }
    case 'test':
      return test(document, operation);
    default:
      throw unprocessable();
  }
}

function unprocessable(): ApiError {
  return new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request');
}

interface Place {
  readonly container: Container;
  readonly key: string;
}

/** Where a path leads; what is there may be missing, what holds it may not. */
function place(document: unknown, path: unknown): Place {
  const segments = typeof path === 'string' ? path.split('/') : [];
  if (segments.length < 2) throw unprocessable();
  let node = document;
  for (const segment of segments.slice(1, -1)) node = get({ container: asContainer(node), key: decoded(segment) });
  return { container: asContainer(node), key: decoded(segments.at(-1) as string) };
}

// One pass of replacements: `~01` is `~1`.
const decoded = (segment: string) => segment.replace(/~[01]/g, (code) => (code === '~1' ? '/' : '~'));

function asContainer(node: unknown): Container {
  if (isMap(node) || Array.isArray(node)) return node;
  throw unprocessable();
}

/** A position from 0 to `last`; negative ones count from behind it. */
function position(key: string, last: number): number {
  if (!/^[+-]?\d+$/.test(key)) throw unprocessable();
  const asked = Number(key);
  const index = asked < 0 ? asked + last + 1 : asked;
  if (index < 0 || index > last) throw unprocessable();
  return index;
}

function get({ container, key }: Place): unknown {
  if (Array.isArray(container)) return container[position(key, container.length - 1)];
  return Object.hasOwn(container, key) ? container[key] : undefined;
}

function add({ container, key }: Place, value: unknown): void {
  if (!Array.isArray(container)) container[key] = value;
  else if (key === '-') container.push(value);
  else container.splice(position(key, container.length), 0, value);
}

function remove({ container, key }: Place): void {
  if (Array.isArray(container)) container.splice(position(key, container.length - 1), 1);
  else if (Object.hasOwn(container, key)) delete container[key];
  else throw unprocessable();
}

function replace(document: unknown, { path, value = null }: Operation): unknown {
  const given = structuredClone(value);
  if (path === '') return asContainer(given);
  const { container, key } = place(document, path);
  if (Array.isArray(container)) container[position(key, container.length - 1)] = given;
  else container[key] = given;
  return document;
}

function test(document: unknown, { path, value }: Operation): unknown {
  const found = path === '' ? document : get(place(document, path));
  if (!equalData(found ?? null, value ?? null)) throw unprocessable();
  return document;
}
