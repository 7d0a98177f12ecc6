// The rows of the timeline: sections, workloads with their pods, streams, Services, nodes, all other objects; each with
// its conditions below it when it is opened. Which of them are there depends on what is open and what is searched for.

import type { Past } from './past';
import type { Search } from './search';
import { type ConditionLane, conditionsOf } from './segments';
import { newerPods, type Workload, workloadsOf } from './workloads';

export type Row = {
  /** Stays the same however the rows change. */
  readonly key: string;
  readonly label: string;
  /** What is shown of the label, where something above says the rest. */
  readonly short?: string;
  readonly level: number;
  readonly height: number;
  /** Undefined when there is nothing to open. */
  readonly isOpen: boolean | undefined;
  /** What is shown of it by a click; -1 for none. */
  readonly object: number;
} & (
  | { readonly type: 'section' }
  | { readonly type: 'workload'; readonly workload: Workload }
  | { readonly type: 'object'; readonly isNewer: boolean }
  | { readonly type: 'stream'; readonly stream: number }
  | { readonly type: 'service'; readonly service: number }
  | { readonly type: 'condition'; readonly lane: ConditionLane }
);

const HEIGHTS = { section: 26, workload: 34, object: 20, stream: 58, service: 26, condition: 16 } as const;

/** Workloads of more pods begin closed, and those of one pod: their own lane shows it. */
const MANY_PODS = 40;
const opensItself = ({ pods }: Workload) => pods.length > 1 && pods.length <= MANY_PODS;

/** Names that are longer are shown by their ends. */
const LONG_NAME = 22;

/** Shown elsewhere, or telling nothing that others do not. */
const NOT_OTHERS = new Set(['Pod', 'Node', 'Service', 'EndpointSlice', 'Endpoints']);
/** Their pods stand in their stead. */
const WORKLOAD_PARTS = new Set(['ReplicaSet', 'ControllerRevision', 'Job']);

export class Rows {
  readonly #past: Past;
  readonly workloads: readonly Workload[];
  readonly #services: ReadonlyMap<number, number>;
  readonly #others: readonly number[];
  readonly #nodes: readonly number[];
  /** Keys of rows that are opened or closed otherwise than they begin. */
  readonly #turned = new Set<string>();

  constructor(past: Past, nodes: readonly number[]) {
    this.#past = past;
    this.#nodes = nodes;
    this.workloads = workloadsOf(past);
    this.#services = new Map(past.data.services.map(({ object }, index) => [object, index]));
    const roots = new Set(this.workloads.map(({ object }) => object));
    this.#others = Array.from({ length: past.count }, (_, object) => object).filter((object) => {
      const kind = past.kind(object);
      return !NOT_OTHERS.has(kind) && !roots.has(object) && !(WORKLOAD_PARTS.has(kind) && past.owner(object) >= 0);
    });
  }

  turn(key: string): void {
    if (!this.#turned.delete(key)) this.#turned.add(key);
  }

  /** Opens what an object's row is in. */
  reveal(object: number): void {
    for (const workload of this.workloads) {
      const key = `workload ${workload.object}`;
      if (workload.pods.includes(object) && !this.#isOpen(key, opensItself(workload))) this.turn(key);
    }
    if (this.#others.includes(object) && !this.#isOpen('section Other objects', false)) {
      this.turn('section Other objects');
    }
  }

  #isOpen(key: string, byDefault: boolean): boolean {
    return this.#turned.has(key) !== byDefault;
  }

  /** The rows from top to bottom; those that a search finds, with what they are in. */
  visible(search: Search | undefined): Row[] {
    const wanted = (objects: readonly number[]) => (search ? objects.filter((each) => search.finds(each)) : objects);
    const streams = this.#past.data.streams.map((_, index) => index);
    const found = search ? streams.filter((index) => search.findsStream(index)) : streams;
    return [
      ...this.#section('Requests', true, found, (index) => this.#stream(index)),
      ...this.#workloadSection(search),
      ...this.#section('Services', true, wanted([...this.#services.keys()]), (object) => this.#service(object)),
      ...this.#section('Nodes', true, wanted(this.#nodes), (object) => this.#object(object, 1)),
      ...this.#section('Other objects', search !== undefined, wanted(this.#others), (object) =>
        this.#object(object, 1),
      ),
    ];
  }

  #section(
    name: string,
    byDefault: boolean,
    members: readonly number[],
    rowsOf: (member: number) => readonly Row[],
  ): Row[] {
    if (members.length === 0) return [];
    const key = `section ${name}`;
    const isOpen = this.#isOpen(key, byDefault);
    const label = `${name} (${members.length})`;
    const head: Row = { type: 'section', key, label, level: 1, height: HEIGHTS.section, isOpen, object: -1 };
    return isOpen ? [head, ...members.flatMap(rowsOf)] : [head];
  }

  #workloadSection(search: Search | undefined): Row[] {
    const rows = this.workloads.flatMap((workload) => this.#workload(workload, search));
    if (rows.length === 0) return [];
    const key = 'section Workloads';
    const isOpen = this.#isOpen(key, true);
    const count = rows.filter(({ type }) => type === 'workload').length;
    const label = `Workloads (${count})`;
    const head: Row = { type: 'section', key, label, level: 1, height: HEIGHTS.section, isOpen, object: -1 };
    return isOpen ? [head, ...rows] : [head];
  }

  #workload(workload: Workload, search: Search | undefined): Row[] {
    const { object, pods } = workload;
    const isFound = !search || (object >= 0 && search.finds(object));
    const shown = isFound ? pods : pods.filter((pod) => search?.finds(pod));
    if (!isFound && shown.length === 0) return [];
    const key = `workload ${object}`;
    const isOpen = this.#isOpen(key, opensItself(workload) || !isFound);
    const label = object < 0 ? 'pods of no workload' : this.#past.fullName(object);
    const row: Row = {
      type: 'workload',
      key,
      label,
      level: 2,
      height: HEIGHTS.workload,
      isOpen: pods.length > 0 ? isOpen : undefined,
      object,
      workload,
    };
    if (!isOpen) return [row];
    const newer = newerPods(this.#past, workload);
    const above = object < 0 ? '' : this.#past.fullName(object);
    return [row, ...shown.flatMap((pod) => this.#object(pod, 2, above, newer.has(pod)))];
  }

  /** @param above the name that the row stands under */
  #object(object: number, depth: number, above = '', isNewer = false): Row[] {
    const past = this.#past;
    const key = `object ${object}`;
    const isOpen = this.#isOpen(key, false);
    const isPlain = past.kind(object) === 'Pod' || past.kind(object) === 'Node';
    const label = isPlain ? past.fullName(object) : `${past.kind(object)} ${past.fullName(object)}`;
    const level = depth + 1;
    const lanes = isOpen ? conditionsOf(past, object) : [];
    const row: Row = {
      type: 'object',
      isNewer,
      key,
      label,
      ...(above && label.length > LONG_NAME && label.startsWith(`${above}-`)
        ? { short: `…${label.slice(above.length + 1)}` }
        : {}),
      level,
      height: HEIGHTS.object,
      isOpen: isPlain || hasConditions(past, object) ? isOpen : undefined,
      object,
    };
    return [row, ...lanes.map((lane) => this.#condition(object, lane, level + 1))];
  }

  #condition(object: number, lane: ConditionLane, level: number): Row {
    const key = `condition ${object} ${lane.type}`;
    const { condition: height } = HEIGHTS;
    return { type: 'condition', key, label: lane.type, level, height, isOpen: undefined, object, lane };
  }

  #stream(stream: number): Row[] {
    const { name, to } = this.#past.data.streams[stream] as { name: string; to: string };
    const label = /^traffic-\d+$/.test(name) ? to : `${name}: ${to}`;
    const key = `stream ${stream}`;
    return [{ type: 'stream', key, label, level: 2, height: HEIGHTS.stream, isOpen: undefined, object: -1, stream }];
  }

  #service(object: number): Row[] {
    const service = this.#services.get(object) as number;
    const label = this.#past.fullName(object);
    const key = `object ${object}`;
    return [{ type: 'service', key, label, level: 2, height: HEIGHTS.service, isOpen: undefined, object, service }];
  }
}

function hasConditions(past: Past, object: number): boolean {
  const last = past.changes(object).at(-1);
  return last !== undefined && past.values.at(past.valueOf(last), 'status', 'conditions') >= 0;
}
