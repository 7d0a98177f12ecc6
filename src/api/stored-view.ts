// Stored custom resources as a version shows them: converted, with the version's defaults, made once for each object.

import type { CustomKind, KubeObject } from '../kinds/kind';
import { freezeDeep } from './freeze';

const views = new WeakMap<CustomKind, WeakMap<KubeObject, KubeObject>>();

/** The stored object in this version; the same object when nothing is to change. */
export function viewOf(custom: CustomKind, stored: KubeObject): KubeObject {
  let known = views.get(custom);
  if (!known) {
    known = new WeakMap();
    views.set(custom, known);
  }
  let view = known.get(stored);
  if (!view) {
    view = freezeDeep(custom.fromStorage(stored));
    known.set(stored, view);
  }
  return view;
}
