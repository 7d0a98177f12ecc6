// A cluster's past as the page's data: every object that ever was, every write with its cause, events, endpoints,
// streams of requests. The same run gives the same data.

import type { Change } from '../api/change';
import { summaryOf } from '../cluster/change-summary';
import type { Cluster } from '../cluster/cluster';
import type { CoreEvent, Node, Pod } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { controllerOf } from '../kinds/owner';
import type { Amounts, ChangeColumns, EventColumns, ObjectColumns, PageData } from './page-data';
import { ServiceHistory } from './services';
import { standingBefore } from './standing';
import { nodeAmounts, nodeStateNumber, podAmounts, podStateNumber } from './states';
import { placeText, Steps } from './steps';
import { storedValue } from './stored-value';
import { streamsOf } from './streams';
import { ValueTable } from './value-table';

export interface PageOptions {
  /** What the page is called: a test's name, a command; `wavetank` unless given. */
  readonly title?: string | undefined;
  /** What it shows first: an instant in virtual milliseconds since 1970 (the end unless given), an object. */
  readonly focus?: PageFocus | undefined;
}

export interface PageFocus {
  readonly atMs?: number | undefined;
  readonly kind?: string | undefined;
  /** `ns/name`, or `name`. */
  readonly key?: string | undefined;
}

const TYPES = ['ADDED', 'MODIFIED', 'DELETED'];

export function pageData(cluster: Cluster, options: PageOptions = {}): PageData {
  const { title = 'wavetank', focus = {} } = options;
  const past = new Past(cluster);
  const { store } = cluster.simulation;
  for (const change of standingBefore(store)) past.add(change);
  for (const change of store.changes) past.add(change);
  return past.data(title, focus);
}

class Past {
  readonly #cluster: Cluster;
  readonly #startMs: number;
  readonly #values = new ValueTable();
  readonly #steps: Steps;
  readonly #services = new ServiceHistory();
  /** Numbers of objects by kind, as the kinds table names it, and key. */
  readonly #numbers = new Map<string, number>();
  /** By kind, as the object itself names it, and key: events know no more. */
  readonly #numbersByKind = new Map<string, number>();
  readonly #numbersByUid = new Map<string, number>();
  readonly #eventSubjects: string[] = [];
  readonly #amounts: Amounts[] = [];
  readonly #amountNumbers = new Map<string, number>();
  #lastMs = 0;

  readonly #objects = columns<ObjectColumns>(['kind', 'namespace', 'name', 'owner', 'source']);
  readonly #changes = columns<ChangeColumns>([
    'object',
    'wait',
    'type',
    'value',
    'revision',
    'step',
    'what',
    'state',
    'node',
    'amounts',
  ]);
  readonly #events = columns<EventColumns>([
    'object',
    'atMs',
    'isWarning',
    'reason',
    'message',
    'count',
    'from',
    'step',
  ]);

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    this.#startMs = cluster.simulation.parts.startMs;
    this.#steps = new Steps(cluster, this.#values);
  }

  add(change: Change): void {
    if (change.kind === 'Event') {
      if (change.type !== 'DELETED') this.#addEvent(change);
      return;
    }
    const atMs = change.atMs - this.#startMs;
    const { object, wait, type, value, revision, step, what, state, node, amounts } = this.#changes;
    const number = this.#numberOf(change);
    object.push(number);
    wait.push(atMs - this.#lastMs);
    type.push(TYPES.indexOf(change.type));
    value.push(storedValue(this.#values, change.object));
    revision.push(change.revision);
    step.push(this.#steps.of(change.trace));
    what.push(this.#values.text(summaryOf(change)));
    const shown = this.#shown(change);
    state.push(shown.state);
    node.push(shown.node);
    amounts.push(shown.amounts);
    if (change.kind === 'EndpointSlice') this.#services.add(change, number, atMs);
    this.#lastMs = atMs;
  }

  #shown({ kind, object }: Change): { state: number; node: number; amounts: number } {
    if (kind === 'Pod') {
      const pod = object as Pod;
      const node = this.#numbers.get(`Node ${pod.spec.nodeName ?? ''}`) ?? -1;
      return { state: podStateNumber(pod), node, amounts: this.#amountsNumber(podAmounts(pod)) };
    }
    if (kind === 'Node') {
      const node = object as Node;
      return { state: nodeStateNumber(node), node: -1, amounts: this.#amountsNumber(nodeAmounts(node)) };
    }
    return { state: -1, node: -1, amounts: -1 };
  }

  #amountsNumber(amounts: Amounts): number {
    const text = amounts.join();
    const known = this.#amountNumbers.get(text);
    if (known !== undefined) return known;
    const number = this.#amounts.push(amounts) - 1;
    this.#amountNumbers.set(text, number);
    return number;
  }

  #numberOf({ kind, key, object }: Change): number {
    const id = `${kind} ${key}`;
    const { uid } = object.metadata;
    const known = this.#numbers.get(id);
    if (known !== undefined) {
      if (uid !== undefined) this.#numbersByUid.set(uid, known);
      this.#objects.owner[known] = this.#ownerOf(object);
      return known;
    }
    const objects = this.#objects;
    const source = this.#cluster.sourceOf(kind as never, key);
    objects.namespace.push(this.#values.text(object.metadata.namespace ?? ''));
    objects.name.push(this.#values.text(object.metadata.name ?? ''));
    objects.owner.push(this.#ownerOf(object));
    // An object that a spec applies has no file.
    const isInFile = source !== undefined && !source.file.startsWith('<');
    objects.source.push(isInFile ? this.#values.text(placeText(source)) : -1);
    const number = objects.kind.push(this.#values.text(object.kind)) - 1;
    this.#numbers.set(id, number);
    this.#numbersByKind.set(`${object.kind} ${key}`, number);
    if (uid !== undefined) this.#numbersByUid.set(uid, number);
    return number;
  }

  #ownerOf(object: KubeObject): number {
    const reference = controllerOf(object);
    return reference ? (this.#numbersByUid.get(reference.uid) ?? -1) : -1;
  }

  #addEvent(change: Change): void {
    const event = change.object as CoreEvent;
    const { kind, namespace, name } = event.involvedObject;
    const { atMs, isWarning, reason, message, count, from, step } = this.#events;
    // A kubelet tells of its start before its node is there: numbers are known at the end.
    this.#eventSubjects.push(`${kind} ${namespace && kind !== 'Node' ? `${namespace}/` : ''}${name}`);
    atMs.push(change.atMs - this.#startMs);
    isWarning.push(event.type === 'Warning' ? 1 : 0);
    reason.push(this.#values.text(event.reason ?? ''));
    message.push(this.#values.text(event.message ?? ''));
    count.push(event.series?.count ?? event.count ?? 1);
    from.push(this.#values.text(event.reportingComponent || (event.source?.component ?? '')));
    step.push(this.#steps.of(change.trace));
  }

  data(title: string, { atMs, kind, key }: PageFocus): PageData {
    const cluster = this.#cluster;
    const endMs = cluster.nowMs - this.#startMs;
    const actions = this.#steps.actions();
    return {
      title,
      seed: cluster.seed,
      shuffle: cluster.options.shuffle ?? null,
      startMs: this.#startMs,
      endMs,
      focus: {
        atMs: atMs === undefined ? endMs : atMs - this.#startMs,
        object: this.#numbers.get(`${kind} ${key}`) ?? -1,
      },
      scalars: this.#values.scalars,
      shapes: this.#values.shapes,
      composites: this.#values.composites,
      objects: this.#objects,
      changes: this.#changes,
      steps: this.#steps.columns,
      events: { ...this.#events, object: this.#eventSubjects.map((id) => this.#numbersByKind.get(id) ?? -1) },
      actions,
      amounts: this.#amounts,
      services: this.#services.services((service) => this.#numbers.get(`Service ${service}`)),
      streams: streamsOf(cluster),
    };
  }
}

type Filling<T> = { readonly [Name in keyof T]: number[] };

function columns<T>(names: readonly (keyof T)[]): Filling<T> {
  return Object.fromEntries(names.map((name) => [name, []])) as unknown as Filling<T>;
}
