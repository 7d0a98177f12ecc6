// Stored objects as a version of their kind shows them: custom resources converted and with the version's defaults,
// kinds of an older version or another group in its form. Made once for each object.

import type { KindRow, KubeObject } from '../kinds/kind';
import { freezeDeep } from './freeze';

const views = new WeakMap<object, WeakMap<KubeObject, KubeObject>>();

/** The stored object in the row's version; the same object when nothing is to change. */
export function viewOf(row: KindRow, stored: KubeObject): KubeObject {
  const { custom, storedAs } = row;
  if (custom) return memoised(custom, stored, custom.fromStorage);
  return storedAs ? memoised(storedAs, stored, storedAs.fromStored) : stored;
}

function memoised(version: object, stored: KubeObject, convert: (stored: KubeObject) => KubeObject): KubeObject {
  let known = views.get(version);
  if (!known) {
    known = new WeakMap();
    views.set(version, known);
  }
  let view = known.get(stored);
  if (!view) {
    view = freezeDeep(convert(stored));
    known.set(stored, view);
  }
  return view;
}
