// The objects of the manifests as the cluster holds them once everything has started: decoded, defaulted and with what
// admission and controllers wrote. What was refused or is gone is left out.

import type { KindName, KindOf } from '../kinds/kind-map';
import type { CheckContext } from './context';
import type { ObjectReference } from './finding';
import { referenceOf } from './manifest-set';

export interface Stored<K extends KindName> {
  readonly reference: ObjectReference;
  readonly object: KindOf<K>;
}

export function storedOf<K extends KindName>({ manifests, started }: CheckContext, kind: K): readonly Stored<K>[] {
  return manifests.ofKind(kind).flatMap((written) => {
    const reference = referenceOf(written);
    const object = started.cluster.get(kind, reference.namespace || undefined, reference.name);
    return object ? [{ reference, object }] : [];
  });
}
