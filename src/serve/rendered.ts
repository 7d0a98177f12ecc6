// Objects as answers carry them: fields in the order of Go's structs, custom resources with sorted keys. The JSON of an
// object is kept, as long as others have not come after it: many read and watch the same ones.

import { managedFieldsOf } from '../api/managed-fields/managers-of';
import { goJsonInOrder } from '../kinds/go-json';
import { inGoOrder, inKeyOrder } from '../kinds/go-order';
import type { KindRow, KubeObject } from '../kinds/kind';
import type { ServedCluster } from './served-cluster';

/** A value that has its JSON at hand. */
export class Rendered {
  /** On one line. */
  readonly json: () => string;
  readonly #value: () => unknown;

  constructor(json: () => string, value: () => unknown) {
    this.json = json;
    this.#value = value;
  }

  toJSON(): unknown {
    return this.#value();
  }
}

export const plain = (value: unknown): unknown => (value instanceof Rendered ? value.toJSON() : value);

/** An object with its field managers, in order. */
export function orderedObject(served: ServedCluster, row: KindRow, object: KubeObject): KubeObject {
  const whole = withManagers(served, row, object);
  return (row.custom ? inKeyOrder(whole) : inGoOrder(row.schema, whole)) as KubeObject;
}

/** What is kept is let go of when so much has come after it. */
const KEPT_CHARS = 32 * 1024 * 1024;

let recent = new WeakMap<KubeObject, string>();
let earlier = new WeakMap<KubeObject, string>();
let recentChars = 0;

/** The JSON of an object. */
export function objectJson(served: ServedCluster, row: KindRow, object: KubeObject): string {
  const known = recent.get(object) ?? earlier.get(object);
  if (known !== undefined) return known;
  const text = goJsonInOrder(orderedObject(served, row, object));
  if (recentChars > KEPT_CHARS) [earlier, recent, recentChars] = [recent, new WeakMap(), 0];
  recent.set(object, text);
  recentChars += text.length;
  return text;
}

/** As an item of a list, which says of what kind its items are; those of custom resources say it themselves. */
export function itemJson(served: ServedCluster, row: KindRow, object: KubeObject): string {
  const text = objectJson(served, row, object);
  if (row.custom) return text;
  const opening = `{"kind":${JSON.stringify(object.kind)},"apiVersion":${JSON.stringify(object.apiVersion)},`;
  return text.startsWith(opening) ? `{${text.slice(opening.length)}` : text;
}

/** The rows of tables go without, since nobody looks for it there. */
export function withManagers(served: ServedCluster, row: KindRow, object: KubeObject): KubeObject {
  // A bookmark is no object that anybody manages.
  if (object.metadata.uid === undefined) return object;
  const managedFields = managedFieldsOf(served.server.parts.store, row, object);
  return managedFields ? ({ ...object, metadata: { ...object.metadata, managedFields } } as KubeObject) : object;
}
