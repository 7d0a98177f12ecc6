// The class that claims without one come to have: of several that are marked as default the newest, of equally old ones
// the first by name. upstream: pkg/volume/util GetDefaultClass

import type { StorageClass } from '../../kinds/generated/types.gen';

const MARKS = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];

export function isDefaultClass({ metadata }: StorageClass): boolean {
  return MARKS.some((mark) => metadata.annotations?.[mark] === 'true');
}

/** RFC 3339 texts of one zone compare as their instants do. */
export function defaultClassOf(classes: readonly StorageClass[]): StorageClass | undefined {
  const age = ({ metadata }: StorageClass) => metadata.creationTimestamp ?? '';
  return classes.filter(isDefaultClass).reduce<StorageClass | undefined>((found, each) => {
    if (!found || age(each) > age(found)) return each;
    return age(each) === age(found) && each.metadata.name < found.metadata.name ? each : found;
  }, undefined);
}
