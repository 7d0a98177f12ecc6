// A cluster as a spec holds it: a running control plane with what a person needs around it. Actions and matchers are
// built on these few primitives; they live in tables of their own.

import type { Reader } from '../api/actor';
import type { UserInfo } from '../api/authorization/user';
import type { Pod } from '../kinds/generated/types.gen';
import type { KindRow } from '../kinds/kind';
import type { KindName, KindOf } from '../kinds/kind-map';
import { nearest } from '../kinds/nearest';
import { type Explanation, explain } from '../scheduler/explain';
import type { SchedulerState } from '../scheduler/state';
import { goDuration, parseDuration } from '../sim/duration';
import { parseRfc3339, rfc3339 } from '../sim/time';
import type { StoreClient } from './client';
import { startControlPlane } from './control-plane';
import { isProblem, pathWords } from './describe/argument';
import { UsageError } from './describe/usage-error';
import { type PastState, visitPast } from './history';
import { fieldPath } from './json-path';
import { type EndpointLine, type EventLine, endpointsOf, eventsOf, type NodeFill, nodeFill } from './look';
import { type ClusterOptions, resolveOptions } from './options';
import { advance, NotSettledError, runUntil, settle } from './run';
import type { Simulation } from './simulation';
import { objectSubject, type SelectionOptions, type Subject, selectionSubject } from './subject';
import { type TimelineOptions, type TimelineRow, timelineRows } from './timeline';
import { type UserOptions, userType } from './user-type';
import { type Why, why } from './why';

/** A place in a spec or manifest, lines and columns from 1. */
export interface SourceLine {
  readonly file: string;
  readonly line: number;
  readonly column?: number | undefined;
}

/** What a history question starts from. */
export interface Mark {
  readonly revision: number;
  readonly atMs: number;
}

/** What a cluster is, shared by its views in other namespaces. */
export interface ClusterMemory {
  simulation: Simulation;
  /** Trace row of a user's action to the line that asked for it. */
  readonly actionSources: Map<number, SourceLine>;
  /** `Kind ns/name` to the manifest line it was loaded from. */
  readonly objectSources: Map<string, SourceLine>;
  lastAction: Mark;
}

const USER = { actor: 'user', component: 'wavetank', manager: 'wavetank' };

export class Cluster {
  readonly options: ClusterOptions;
  readonly #memory: ClusterMemory;

  /** The namespace that subjects and actions mean when none is said. */
  readonly namespace: string;

  /** Who does what is done; nobody in particular, who may do everything, unless `as` named somebody. */
  readonly user: UserInfo | undefined;

  constructor(options: ClusterOptions = {}, memory?: ClusterMemory, namespace = 'default', user?: UserInfo) {
    this.namespace = namespace;
    this.user = user;
    this.options = options;
    this.#memory = memory ?? startCluster(options);
  }

  /** The running control plane. */
  get simulation(): Simulation {
    return this.#memory.simulation;
  }

  /** Virtual time in milliseconds since 1970. */
  get nowMs(): number {
    return this.simulation.nowMs;
  }

  /** Virtual time, RFC 3339. */
  get now(): string {
    return rfc3339(this.nowMs);
  }

  get seed(): number {
    return this.simulation.parts.seed;
  }

  /** An object by kubectl's `kind/name`: `configmap/settings`. Errors: UsageError for an unknown kind. */
  object(reference: string, namespace = this.namespace): Subject {
    const [kind = '', name = ''] = reference.split('/');
    const row = this.kindNamed(kind);
    if (name === '') throw new UsageError(`expected an object such as configmap/settings, got "${reference}"`);
    return objectSubject(this, row.key, namespace, name);
  }

  /** All objects of a kind, or those that selectors match. Errors: UsageError for an unknown kind. */
  selection(kind: string, options: SelectionOptions = {}): Subject {
    const row = this.kindNamed(kind);
    return selectionSubject(this, row.key, this.namespace, options);
  }

  /** The kind by any name that kubectl takes. Errors: UsageError when nothing of that name is served. */
  kindNamed(name: string): KindRow {
    const { registry } = this.simulation.store;
    const row = registry.byName(name);
    if (!row) throw new UsageError(`there is no kind "${name}"`, { hint: nearest(name, registry.names()) });
    return row;
  }

  pod(name: string, namespace = this.namespace): Subject<'Pod'> {
    return objectSubject(this, 'Pod', namespace, name);
  }

  pods(options: SelectionOptions = {}): Subject<'Pod'> {
    return selectionSubject(this, 'Pod', this.namespace, options);
  }

  deployment(name: string, namespace = this.namespace): Subject<'Deployment'> {
    return objectSubject(this, 'Deployment', namespace, name);
  }

  replicaSet(name: string, namespace = this.namespace): Subject<'ReplicaSet'> {
    return objectSubject(this, 'ReplicaSet', namespace, name);
  }

  replicaSets(options: SelectionOptions = {}): Subject<'ReplicaSet'> {
    return selectionSubject(this, 'ReplicaSet', this.namespace, options);
  }

  replicationController(name: string, namespace = this.namespace): Subject<'ReplicationController'> {
    return objectSubject(this, 'ReplicationController', namespace, name);
  }

  service(name: string, namespace = this.namespace): Subject<'Service'> {
    return objectSubject(this, 'Service', namespace, name);
  }

  node(name: string): Subject<'Node'> {
    return objectSubject(this, 'Node', '', name);
  }

  nodes(options: SelectionOptions = {}): Subject<'Node'> {
    return selectionSubject(this, 'Node', '', options);
  }

  /** Reads of the present state. */
  get reader(): Reader {
    return this.client(0);
  }

  get<K extends KindName>(kind: K, namespace: string | undefined, name: string): KindOf<K> | undefined {
    return this.reader.get(this.#key(kind), namespace, name);
  }

  list<K extends KindName>(kind: K, namespace?: string): readonly KindOf<K>[] {
    return this.reader.list(this.#key(kind), namespace);
  }

  /** The kind itself; a name of it that is not its own, which only untyped code can say, is an error. */
  #key<K extends KindName>(kind: K): K {
    const { registry } = this.simulation.store;
    if (registry.byKey(kind)) return kind;
    const row = registry.byName(kind);
    throw new UsageError(`there is no kind "${kind}"`, { hint: row?.key ?? nearest(kind, registry.names()) });
  }

  /**
   * Runs what a user does: it gets a trace row that all its effects lead back to.
   * @param target what it is done to, as the trace shows it
   */
  act<T>(
    name: string,
    target: string,
    source: SourceLine | undefined,
    run: (client: StoreClient, cause: number) => T,
  ): T {
    const { trace } = this.simulation;
    this.#memory.lastAction = this.mark();
    const key = this.user ? `${target} as ${this.user.name}`.trimStart() : target;
    const cause = trace.add({ cause: 0, atMs: this.nowMs, actor: 'user', verb: name, key });
    if (source) this.#memory.actionSources.set(cause, source);
    return run(this.client(cause), cause);
  }

  /** A client of the user, whose writes are caused by that trace row. */
  client(cause: number): StoreClient {
    return this.simulation.client({ ...USER, user: this.user }, cause);
  }

  /** Runs until only background work is left: heartbeats, deadlines, back-offs. */
  settleWithin(limitMs?: number): void {
    settle(this.simulation, limitMs);
  }

  /** Lets a span of virtual time pass, in milliseconds. Errors: UsageError for time that would go back. */
  advanceMs(spanMs: number): void {
    if (!(spanMs >= 0)) throw new UsageError(`expected milliseconds from 0, got ${spanMs}`);
    advance(this.simulation, spanMs);
  }

  /** Runs until the predicate holds. Throws NotSettledError when it does not within the limit. */
  runUntilHolds(predicate: () => boolean, limitMs: number, what: string): void {
    if (runUntil(this.simulation, predicate, limitMs)) return;
    throw new NotSettledError(`${what} did not come true within ${goDuration(limitMs)}`);
  }

  /**
   * Runs until the predicate holds; it is asked after every change.
   * @param options limit: a duration, 10m unless given. Errors: NotSettledError when it does not hold by then.
   */
  runUntil(predicate: () => boolean, options: { readonly limit?: string } = {}): void {
    const limitMs = parseDuration(options.limit ?? '10m');
    if (limitMs === undefined) throw new UsageError(`limit: expected a duration such as 5m, got "${options.limit}"`);
    this.runUntilHolds(predicate, limitMs, 'the predicate');
  }

  /** Events of an object such as `pod/web-0`, or of everything, in the order of their last occurrence. */
  events(reference?: string, namespace = this.namespace): EventLine[] {
    if (reference === undefined) return eventsOf(this.reader);
    const { kind, name = '' } = this.object(reference, namespace);
    const { registry } = this.simulation.store;
    return eventsOf(this.reader, {
      kind: registry.byKey(kind)?.kind ?? kind,
      namespace: registry.byKey(kind)?.namespaced === false ? '' : namespace,
      name,
    });
  }

  /**
   * The values at a JSONPath of an object such as `deployment/frontend`, in kubectl's dialect or the usual one; empty
   * when nothing is there. Errors: UsageError for an unknown kind, an absent object or a path that is none.
   */
  jsonPath(reference: string, path: string, namespace = this.namespace): unknown[] {
    const { object } = this.object(reference, namespace);
    if (!object) throw new UsageError(`there is no ${reference} in namespace ${namespace}`);
    return fieldPath(path)
      .find(object)
      .map(({ value }) => value);
  }

  /** What stands behind a Service. */
  endpoints(service: string, namespace = this.namespace): EndpointLine[] {
    return endpointsOf(this.reader, namespace, service);
  }

  /**
   * Where the scheduler would put a pod now, and why: for every node what each plugin says and how it scores it. The
   * pod is one that is there, by name, or one that could be. `explainText` prints it. Errors: UsageError.
   */
  explain(pod: string | Pod, namespace = this.namespace): Explanation {
    const found = typeof pod === 'string' ? this.get('Pod', namespace, pod) : pod;
    if (!found) throw new UsageError(`there is no pod ${pod} in namespace ${namespace}`);
    const metadata = { ...found.metadata, namespace: found.metadata.namespace ?? namespace };
    const state = this.simulation.memory('kube-scheduler') as SchedulerState;
    return explain(this.reader, { ...found, metadata }, { state });
  }

  /** How full each node is, by requests. */
  nodeFill(): NodeFill[] {
    return nodeFill(this.reader);
  }

  /** This cluster with another default namespace for subjects, actions and looks. */
  in(namespace: string): this {
    return this.#like(this.#memory, namespace);
  }

  /**
   * This cluster as a user meets it: its roles and bindings decide what their actions may do; looks show everything.
   * @param name as `kubectl --as` takes it: `alice`, `system:serviceaccount:shop:cart`. Errors: UsageError.
   */
  as(name: string, options: UserOptions = {}): this {
    const reading = userType.read({ name, ...options });
    if (isProblem(reading)) throw new UsageError(`as: ${pathWords(reading.path)}: ${reading.problem}`, reading);
    return this.#like(this.#memory, this.namespace, reading.value);
  }

  /** The present as a point to look back to. */
  mark(): Mark {
    return { revision: this.simulation.store.revision, atMs: this.simulation.nowMs };
  }

  /** Where the last action began: what `always` and `never` look back to unless told otherwise. */
  get lastAction(): Mark {
    return this.#memory.lastAction;
  }

  /** Visits every state since the mark, latest first, until `visit` returns false. */
  past(since: Mark, visit: (state: PastState) => boolean): void {
    visitPast(this.simulation, since.revision, since.atMs, visit);
  }

  /**
   * The chain of causes of the last change of an object such as `deployment/frontend`, or of the value at a path in it
   * such as `status.readyReplicas`, back to the user's line. `whyText` prints it. Errors: UsageError when nobody ever
   * wrote that.
   */
  why(reference: string, path?: string, namespace = this.namespace): Why {
    const { kind, name = '', object } = this.object(reference, namespace);
    const key = this.kindNamed(kind).namespaced ? `${namespace}/${name}` : name;
    const found = why(this.simulation, kind, object, key, path, this.#memory.actionSources);
    if (!found) throw new UsageError(`nobody ever wrote ${path === undefined ? '' : `${path} of `}${reference}`);
    return found;
  }

  /** Who did what when, oldest first. `report/timeline` prints it. */
  timeline(options: TimelineOptions = {}): TimelineRow[] {
    return timelineRows(this.simulation, options, this.#memory.actionSources);
  }

  /** The line of a user's action, by its trace row. */
  actionSource(row: number): SourceLine | undefined {
    return this.#memory.actionSources.get(row);
  }

  get actionSources(): ReadonlyMap<number, SourceLine> {
    return this.#memory.actionSources;
  }

  /** Remembers the manifest line an object was loaded from. */
  rememberSource(kind: KindName, key: string, source: SourceLine): void {
    this.#memory.objectSources.set(`${kind} ${key}`, source);
  }

  /** The manifest line an object was loaded from; undefined for objects that controllers made. */
  sourceOf(kind: KindName, key: string): SourceLine | undefined {
    return this.#memory.objectSources.get(`${kind} ${key}`);
  }

  /** A cluster to try things in: same past, its own future. This one is untouched by it. */
  fork(): this {
    const { simulation, actionSources, objectSources, lastAction } = this.#memory;
    const memory: ClusterMemory = {
      simulation: simulation.fork(),
      actionSources: new Map(actionSources),
      objectSources: new Map(objectSources),
      lastAction,
    };
    return this.#like(memory, this.namespace);
  }

  /** Runs something of several parts; when one of them throws, the cluster stands as if none had been tried. */
  allOrNothing<T>(run: () => T): T {
    const before = this.simulation.fork();
    try {
      return run();
    } catch (error) {
      this.#memory.simulation = before;
      throw error;
    }
  }

  #like(memory: ClusterMemory, namespace: string, user = this.user): this {
    const make = this.constructor as new (...parts: ConstructorParameters<typeof Cluster>) => this;
    return new make(this.options, memory, namespace, user);
  }
}

function startCluster(options: ClusterOptions): ClusterMemory {
  const startMs = options.start === undefined ? undefined : parseRfc3339(options.start);
  return clusterMemory(startControlPlane(resolveOptions(options, startMs)));
}

/** A cluster's memory around a simulation that was made by other means. */
export function clusterMemory(simulation: Simulation): ClusterMemory {
  return {
    simulation,
    actionSources: new Map(),
    objectSources: new Map(),
    lastAction: { revision: simulation.store.revision, atMs: simulation.nowMs },
  };
}
