// Of several classes marked as default the newest is taken; of equally old ones the first by name.
// upstream: pkg/volume/util GetDefaultClass, plugin/pkg/admission/network/defaultingressclass getDefaultClass

import type { KubeObject } from './kind';

export function newestDefault<T extends KubeObject>(classes: readonly T[], marks: readonly string[]): T | undefined {
  let newest: T | undefined;
  for (const one of classes) {
    if (!marks.some((mark) => one.metadata.annotations?.[mark] === 'true')) continue;
    if (!newest || isBefore(one, newest)) newest = one;
  }
  return newest;
}

/** RFC 3339 texts of one zone compare as their instants do. */
function isBefore(a: KubeObject, b: KubeObject): boolean {
  const [left, right] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  return left === right ? a.metadata.name < b.metadata.name : left > right;
}
