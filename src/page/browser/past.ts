// The cluster's past as the page asks for it: objects and their versions, the state at an instant, events by object.

import { NODE_STATES, type PageData, POD_STATES, type Ref } from '../page-data';
import { ABSENT, Values } from './values';

export interface ObjectName {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

const REMOVED = 2;

export class Past {
  readonly data: PageData;
  readonly values: Values;
  /** When each change was. */
  readonly times: Float64Array;
  readonly count: number;
  readonly #changes: number[][];
  readonly #events: number[][];
  readonly #children: number[][];
  readonly #byKind = new Map<string, readonly number[]>();

  constructor(data: PageData) {
    this.data = data;
    this.values = new Values(data);
    const { object, wait } = data.changes;
    this.count = data.objects.kind.length;
    this.#changes = Array.from({ length: this.count }, () => []);
    this.#events = Array.from({ length: this.count }, () => []);
    this.#children = Array.from({ length: this.count }, () => []);
    this.times = new Float64Array(wait.length);
    let now = 0;
    for (let change = 0; change < wait.length; change++) {
      now += wait[change] as number;
      this.times[change] = now;
      this.#changes[object[change] as number]?.push(change);
    }
    data.events.object.forEach((about, event) => {
      if (about >= 0) this.#events[about]?.push(event);
    });
    data.objects.owner.forEach((owner, child) => {
      if (owner >= 0) this.#children[owner]?.push(child);
    });
  }

  kind(object: number): string {
    return this.values.text(this.data.objects.kind[object]);
  }

  name(object: number): string {
    return this.values.text(this.data.objects.name[object]);
  }

  namespace(object: number): string {
    return this.values.text(this.data.objects.namespace[object]);
  }

  /** `shop/web-0`; without the namespace default. */
  fullName(object: number): string {
    const namespace = this.namespace(object);
    return namespace === '' || namespace === 'default' ? this.name(object) : `${namespace}/${this.name(object)}`;
  }

  /** `Pod default/web-0`, as steps name it. */
  id(object: number): string {
    const namespace = this.namespace(object);
    return `${this.kind(object)} ${namespace === '' ? '' : `${namespace}/`}${this.name(object)}`;
  }

  owner(object: number): number {
    return this.data.objects.owner[object] ?? -1;
  }

  children(object: number): readonly number[] {
    return this.#children[object] ?? [];
  }

  /** The changes of an object, oldest first. */
  changes(object: number): readonly number[] {
    return this.#changes[object] ?? [];
  }

  events(object: number): readonly number[] {
    return this.#events[object] ?? [];
  }

  time(change: number): number {
    return this.times[change] as number;
  }

  /** How many of an object's changes were made by an instant. */
  versionsBy(object: number, atMs: number): number {
    const changes = this.changes(object);
    return countWhile(changes.length, (index) => this.time(changes[index] as number) <= atMs);
  }

  /** The change that made the object what it is at an instant; -1 while it is not there. */
  changeAt(object: number, atMs: number): number {
    const change = this.changes(object)[this.versionsBy(object, atMs) - 1] ?? -1;
    return change >= 0 && !this.isRemoval(change) ? change : -1;
  }

  isRemoval(change: number): boolean {
    return this.data.changes.type[change] === REMOVED;
  }

  valueOf(change: number): Ref {
    return change < 0 ? ABSENT : (this.data.changes.value[change] as Ref);
  }

  valueAt(object: number, atMs: number): Ref {
    return this.valueOf(this.changeAt(object, atMs));
  }

  /** A pod's or node's state after a change, in words; `present` for other kinds, `absent` after a removal. */
  stateOf(change: number): string {
    if (change < 0 || this.isRemoval(change)) return 'absent';
    const state = this.data.changes.state[change] ?? -1;
    if (state < 0) return 'present';
    const kind = this.kind(this.data.changes.object[change] as number);
    return (kind === 'Node' ? NODE_STATES : POD_STATES)[state] ?? 'present';
  }

  what(change: number): string {
    return this.values.text(this.data.changes.what[change]);
  }

  /** The objects of a kind. */
  ofKind(kind: string): readonly number[] {
    let numbers = this.#byKind.get(kind);
    if (!numbers) {
      numbers = Array.from({ length: this.count }, (_, object) => object).filter(
        (object) => this.kind(object) === kind,
      );
      this.#byKind.set(kind, numbers);
    }
    return numbers;
  }

  /** The object that a step names; -1 for none. */
  named(id: string): number {
    this.#byId ??= new Map(Array.from({ length: this.count }, (_, object) => [this.id(object), object]));
    return this.#byId.get(id) ?? -1;
  }

  #byId: Map<string, number> | undefined;
}

/** How many of the first of `length` items hold; those that do stand before those that do not. */
export function countWhile(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
