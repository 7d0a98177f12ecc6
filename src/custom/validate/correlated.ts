// A value and what stood in its place before, as far as that can be said: fields by their names, items of keyed lists
// by their keys. What is wrong but has not changed may stay.
// upstream: apiserver/pkg/cel/common CorrelatedObject

import { equalData } from '../../kinds/equal-data';
import { additionalOf, isDict, itemsOf, propertyOf, type Schema } from '../schema';

export class Correlated {
  readonly value: unknown;
  readonly old: unknown;
  readonly schema: Schema;
  #isSame: boolean | undefined;
  #oldItems: ReadonlyMap<string, unknown> | undefined;

  constructor(value: unknown, old: unknown, schema: Schema) {
    this.value = value;
    this.old = old;
    this.schema = schema;
  }

  get isSame(): boolean {
    this.#isSame ??= equalData(this.value, this.old);
    return this.#isSame;
  }

  /** The field's pair; undefined when one side has none. */
  key(name: string): Correlated | undefined {
    const { value, old } = this;
    if (!isDict(value) || !isDict(old) || !Object.hasOwn(value, name) || !Object.hasOwn(old, name)) return undefined;
    const schema = propertyOf(this.schema, name) ?? additionalOf(this.schema);
    return schema && new Correlated(value[name], old[name], schema);
  }

  /** The item's pair; undefined for lists without keys and for new items. */
  index(at: number): Correlated | undefined {
    const items = itemsOf(this.schema);
    const keys = this.schema['x-kubernetes-list-map-keys'];
    if (!items || !keys || this.schema['x-kubernetes-list-type'] !== 'map') return undefined;
    if (!Array.isArray(this.value) || !Array.isArray(this.old)) return undefined;
    this.#oldItems ??= new Map([...this.old].reverse().map((item) => [keyText(item, keys), item]));
    const old = this.#oldItems.get(keyText(this.value[at], keys));
    return old === undefined ? undefined : new Correlated(this.value[at], old, items);
  }
}

const keyText = (item: unknown, keys: readonly string[]) =>
  JSON.stringify(keys.map((key) => (isDict(item) ? item[key] : undefined)));
