// The class that claims without one come to have, at their creation or later. upstream: pkg/volume/util GetDefaultClass

import type { StorageClass } from '../../kinds/generated/types.gen';
import { newestDefault } from '../../kinds/newest-default';

const MARKS = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];

export function isDefaultClass({ metadata }: StorageClass): boolean {
  return MARKS.some((mark) => metadata.annotations?.[mark] === 'true');
}

export function defaultClassOf(classes: readonly StorageClass[]): StorageClass | undefined {
  return newestDefault(classes, MARKS);
}
