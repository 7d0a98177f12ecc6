// The paths of printer columns: kubectl's dialect of JSONPath, without the templates around it. Keys that an object
// lacks find nothing; what does not fit it (an index out of bounds, a filter on no list) makes the path fail.
// upstream: client-go/util/jsonpath

import { isMap } from '../api/patch/merge-patch';
import { type PathNode, parsePath } from './json-path-parse';

type Values = readonly unknown[];

class Misfit extends Error {}

const known = new Map<string, readonly PathNode[] | undefined>();

/** What stands at the path, in order; undefined when the path does not parse or does not fit the object. */
export function findByPath(path: string, object: unknown): Values | undefined {
  if (!known.has(path)) known.set(path, parsePath(path));
  const nodes = known.get(path);
  if (!nodes) return undefined;
  try {
    return walk(nodes, [object], object);
  } catch (error) {
    if (error instanceof Misfit) return undefined;
    throw error;
  }
}

function walk(nodes: readonly PathNode[], start: Values, root: unknown): Values {
  return nodes.reduce((values, node) => step(node, values, root), start);
}

function step(node: PathNode, values: Values, root: unknown): Values {
  switch (node.kind) {
    case 'root':
      return [root];
    case 'literal':
      return [node.value];
    case 'field':
      return values.flatMap((value) => fieldOf(value, node.name));
    case 'wildcard':
      return values.flatMap(children);
    case 'recursive':
      return values.flatMap(descendants);
    case 'slice':
      return values.flatMap((value) => (value === null ? [] : slice(value, node.from, node.to, node.by)));
    case 'union':
      return node.paths.flatMap((path) => walk(path, values, root));
    case 'filter':
      return values.flatMap((value) => {
        if (value === null) return [];
        if (!Array.isArray(value)) throw new Misfit();
        return value.filter((item) => passes(node, item, root));
      });
  }
}

function fieldOf(value: unknown, name: string): Values {
  return isMap(value) && Object.hasOwn(value, name) && value[name] !== undefined ? [value[name]] : [];
}

function children(value: unknown): Values {
  if (Array.isArray(value)) return value;
  return isMap(value)
    ? Object.keys(value)
        .sort()
        .map((key) => value[key])
    : [];
}

/** The value itself, then everything below it. */
function descendants(value: unknown): Values {
  return [value, ...children(value).flatMap(descendants)];
}

function slice(value: unknown, from: number | undefined, to: number | undefined, by: number | undefined): Values {
  if (!Array.isArray(value)) throw new Misfit();
  const count = (index: number) => (index < 0 ? index + value.length : index);
  const [first, end] = [count(from ?? 0), to === undefined ? value.length : count(to)];
  if (first === end) return [];
  if (first < 0 || first >= value.length || end < 0 || end > value.length || first > end) throw new Misfit();
  if (by !== undefined && by <= 0) throw new Misfit();
  return value.slice(first, end).filter((_, index) => index % (by ?? 1) === 0);
}

function passes(node: PathNode & { kind: 'filter' }, item: unknown, root: unknown): boolean {
  const lefts = walk(node.left, [item], root);
  if (node.operator === 'exists') return lefts.length > 0;
  if (lefts.length === 0) return false;
  const rights = walk(node.right, [item], root);
  if (rights.length === 0) return false;
  if (lefts.length > 1 || rights.length > 1) throw new Misfit();
  return compare(lefts[0], node.operator, rights[0]);
}

const basicKind = (value: unknown) => {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value;
};

/** upstream: third_party/forked/golang/template Equal, Less */
function compare(left: unknown, operator: string, right: unknown): boolean {
  const kind = basicKind(left);
  if (kind !== basicKind(right) || kind === 'object') throw new Misfit();
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (kind === 'boolean') throw new Misfit();
  const [a, b] = [left, right] as [string, string];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  if (operator === '>') return a > b;
  if (operator === '>=') return a >= b;
  throw new Misfit();
}
