// Paths of JMESPath as the paths of a spec's toHaveField.

import type { Node } from './jmespath';

/** `status.conditions[?(@.type=='Ready')].status` below `prefix`; undefined for what is no path. */
export function pathOf(node: Node, prefix: string): string | undefined {
  switch (node.type) {
    case 'current':
      return prefix;
    case 'field':
      return below(pathOf(node.of, prefix), node.name);
    case 'index':
      // The first of what a filter finds is what it finds, as it is met: one condition of a type.
      if (node.index === 0 && isSelection(node.of)) return pathOf(node.of, prefix);
      return appended(pathOf(node.of, prefix), `[${node.index}]`);
    case 'every':
      return appended(pathOf(node.of, prefix), '[*]');
    case 'filter': {
      const where = condition(node.where);
      return where === undefined ? undefined : appended(pathOf(node.of, prefix), `[?(${where})]`);
    }
    default:
      return undefined;
  }
}

/** Whether it can find several. */
export function isSelection(node: Node): boolean {
  if (node.type === 'filter' || node.type === 'every') return true;
  return node.type === 'field' && isSelection(node.of);
}

export function below(path: string | undefined, name: string): string | undefined {
  if (path === undefined) return undefined;
  if (!/^[\w-]+$/.test(name)) return `${path}['${name.replaceAll("'", "\\'")}']`;
  return path === '' ? name : `${path}.${name}`;
}

const appended = (path: string | undefined, text: string) =>
  path === undefined || path === '' ? undefined : path + text;

/** A filter of fields of the item itself compared with texts and numbers. */
function condition(node: Node): string | undefined {
  if (node.type !== 'binary') return undefined;
  const { operator, left, right } = node;
  if (operator === '&&' || operator === '||') {
    const [a, b] = [condition(left), condition(right)];
    return a === undefined || b === undefined ? undefined : `${a} ${operator} ${b}`;
  }
  if (left.type !== 'field' || left.of.type !== 'current' || right.type !== 'literal') return undefined;
  const { value } = right;
  if (operator !== '==' && operator !== '!=') return undefined;
  if (!/^\w+$/.test(left.name) || (typeof value !== 'string' && typeof value !== 'number')) return undefined;
  if (typeof value === 'string' && /['\\]/.test(value)) return undefined;
  return `@.${left.name}${operator}${typeof value === 'string' ? `'${value}'` : value}`;
}
