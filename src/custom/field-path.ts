// The simple paths that definitions name fields by: `.spec.replicas`, `.metadata.labels['app.kubernetes.io/name']`.

import { type Dict, isDict } from './schema';

/** The names along the path; undefined when it is more than a plain path. */
export function fieldNames(path: string): readonly string[] | undefined {
  const names: string[] = [];
  const step = /\.((?:[^.[\]\\'"*?@$(){}]|\\.)+)|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/y;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (!match) return undefined;
    names.push((match[1] ?? match[2] ?? match[3] ?? '').replace(/\\(.)/g, '$1'));
  }
  return names;
}

/** The value at the end of the names; undefined when there is none. */
export function valueAt(object: unknown, names: readonly string[]): unknown {
  let value = object;
  for (const name of names) value = isDict(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
}

/** The object with this value at the end of the names, maps made where there are none. */
export function withValueAt<T>(object: T, names: readonly string[], value: unknown): T {
  const [name, ...rest] = names;
  if (name === undefined) return value as T;
  const map: Dict = isDict(object) ? object : {};
  return { ...map, [name]: withValueAt(map[name], rest, value) } as T;
}
