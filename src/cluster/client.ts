// How a component or a user talks to the API server of one simulation: reads of the store, writes through the pipeline.

import type { Client, DeleteOptions, EventInput, PatchType, Reader, WriteOptions } from '../api/actor';
import type { AdmissionContext } from '../api/admission';
import { badRequest, notFound } from '../api/api-error';
import { checkAccess } from '../api/authorization/authorize';
import { bindPod } from '../api/binding';
import type { Caller, RequestOptions } from '../api/caller';
import type { Change } from '../api/change';
import { deleteObject } from '../api/deletion';
import type { EventRecorder } from '../api/event-recorder';
import { evictPod } from '../api/eviction';
import { patchObject } from '../api/patch/patch';
import type { Programs } from '../api/programs';
import { readScale, writeScale } from '../api/scale';
import type { ApiServer, Clock } from '../api/server';
import type { Store } from '../api/store';
import type { Timings } from '../api/timings';
import type { CoreEvent, Scale } from '../kinds/generated/types.gen';
import { type KindRow, type KubeObject, keyOf, keyOnce, objectKey } from '../kinds/kind';
import type { KindName, KindOf } from '../kinds/kind-map';
import type { KindRegistry } from '../kinds/registry';
import { withFields } from '../kinds/with-defaults';
import { broken } from '../sim/invariant';
import type { RandomStreams } from '../sim/random';
import { rfc3339, rfc3339Micro } from '../sim/time';

/** Reads of a store at the present instant. */
export class StoreReader implements Reader {
  readonly store: Store;
  readonly clock: Clock;
  readonly timings: Timings;

  constructor(store: Store, clock: Clock, timings: Timings) {
    this.store = store;
    this.clock = clock;
    this.timings = timings;
  }

  get nowMs(): number {
    return this.clock.nowMs;
  }

  get registry(): KindRegistry {
    return this.store.registry;
  }

  rowFor(kind: KindName): KindRow {
    const row = this.store.registry.byKey(kind);
    return row ?? broken(`no kind "${kind}" in the kinds table`);
  }

  get<K extends KindName>(kind: K, namespace: string | undefined, name: string): KindOf<K> | undefined {
    return this.store.get(this.rowFor(kind), keyOf(namespace, name)) as KindOf<K> | undefined;
  }

  list<K extends KindName>(kind: K, namespace?: string): readonly KindOf<K>[] {
    if (namespace !== undefined) return this.by(kind, 'namespace', namespace);
    return this.store.list(this.rowFor(kind)) as readonly KindOf<K>[];
  }

  by<K extends KindName>(kind: K, index: string, value: string): readonly KindOf<K>[] {
    const objects = this.store.by(this.rowFor(kind), index, value) ?? broken(`kind ${kind} has no index "${index}"`);
    return objects as readonly KindOf<K>[];
  }
}

/** The reader handed to admission plugins; warnings go where the request under way wants them. */
export class AdmissionReader extends StoreReader implements AdmissionContext {
  warnings: string[] | undefined;
  /** Set by the server for each request. */
  writeStatus: AdmissionContext['writeStatus'] = () => {};
  readonly random: RandomStreams;
  readonly programs: Programs;

  constructor(store: Store, clock: Clock, timings: Timings, random: RandomStreams, programs: Programs) {
    super(store, clock, timings);
    this.random = random;
    this.programs = programs;
  }

  listAt<K extends KindName>(kind: K, atMs: number): readonly KindOf<K>[] {
    const { changes } = this.store;
    let standing: Map<string, KubeObject> | undefined;
    for (let at = changes.length - 1; at >= 0; at--) {
      const change = changes[at] as Change;
      if (change.atMs <= atMs) break;
      if (change.kind !== kind) continue;
      standing ??= new Map(this.list(kind).map((object) => [objectKey(object), object]));
      if (change.previous) standing.set(change.key, change.previous);
      else standing.delete(change.key);
    }
    return standing ? ([...standing.values()] as KindOf<K>[]) : this.list(kind);
  }

  /** A text that is repeated is told once. */
  readonly warn = (text: string): void => {
    if (this.warnings && !this.warnings.includes(text)) this.warnings.push(text);
  };
  readonly randomSuffix = (key: string): string => this.random.nameSuffix(key);
}

/** A client of one caller. Every refusal is a thrown ApiError. */
export class StoreClient extends StoreReader implements Client {
  readonly server: ApiServer;
  readonly caller: Caller;
  readonly recorder: EventRecorder;
  readonly eventSource: string;
  /** Filled with warnings of the next requests, where somebody wants them. */
  warnings: string[] | undefined;

  constructor(server: ApiServer, caller: Caller, recorder: EventRecorder, eventSource: string) {
    super(server.parts.store, server.parts.clock, server.parts.reader.timings);
    this.server = server;
    this.caller = caller;
    this.recorder = recorder;
    this.eventSource = eventSource;
  }

  create<T extends KubeObject>(object: T, options?: WriteOptions): T {
    return this.server.create(this.caller, this.server.rowOf(object), object, this.#options(options)) as T;
  }

  update<T extends KubeObject>(object: T, options?: WriteOptions): T {
    return this.server.update(this.caller, this.server.rowOf(object), object, this.#options(options)) as T;
  }

  updateStatus<T extends KubeObject>(object: T): T {
    const options = this.#options({ subresource: 'status' });
    return this.server.update(this.caller, this.server.rowOf(object), object, options) as T;
  }

  patch<K extends KindName>(
    kind: K,
    namespace: string | undefined,
    name: string,
    type: PatchType,
    patch: unknown,
    options?: WriteOptions,
  ): KindOf<K> {
    const force = options?.force ?? false;
    const request = { namespace, name, type, patch, force };
    return patchObject(this.server, this.caller, this.rowFor(kind), request, this.#options(options)) as KindOf<K>;
  }

  delete<K extends KindName>(kind: K, namespace: string | undefined, name: string, options?: DeleteOptions): void {
    deleteObject(this.server, this.caller, this.rowFor(kind), namespace, name, options, this.#options(undefined));
  }

  createSubresource(
    kind: KindName,
    namespace: string | undefined,
    name: string,
    subresource: string,
    body: unknown,
  ): void {
    const row = this.rowFor(kind);
    checkAccess(this.server, this.caller, row, 'create', { namespace, name, subresource });
    if (kind === 'Pod' && subresource === 'binding') {
      bindPod(this.server, this.caller, row, namespace, name, body);
    } else if (kind === 'Pod' && subresource === 'eviction') {
      evictPod(this.server, this.caller, row, this.rowFor('PodDisruptionBudget'), namespace, name, body);
    } else {
      this.server.get(row, namespace, name);
      throw notFound(row, `${name}/${subresource}`);
    }
  }

  /** The object's Scale. Errors: 404 when the kind has none. */
  scale(kind: KindName, namespace: string | undefined, name: string): Scale {
    const row = scalable(this.rowFor(kind));
    return readScale(row, this.server.get(row, namespace, name));
  }

  updateScale(kind: KindName, namespace: string | undefined, name: string, scale: Scale): KubeObject {
    const row = scalable(this.rowFor(kind));
    const object = this.server.get(row, namespace, name);
    return writeScale(this.server, this.caller, row, object, scale, this.#options(undefined));
  }

  event(regarding: KubeObject, input: EventInput): void {
    const source = { component: input.reporter ?? this.eventSource, nowMs: this.nowMs };
    const plan = this.recorder.plan(source, regarding, input);
    if (!plan) return;
    const row = this.rowFor('Event');
    if (plan.verb === 'create') {
      this.#writeEvent(row, plan.event);
      return;
    }
    const known = this.store.get(row, keyOf(plan.namespace, plan.name)) as CoreEvent | undefined;
    if (!known) {
      this.recorder.forget(regarding, plan.name);
      this.event(regarding, input);
      return;
    }
    if (plan.verb === 'count') {
      const count = (known.count ?? 1) + 1;
      const next = { ...known, count, lastTimestamp: rfc3339(this.nowMs), message: plan.message };
      this.server.write(this.caller, row, next, 'update');
    } else if (!known.series) {
      const series = { count: 2, lastObservedTime: rfc3339Micro(this.nowMs) };
      const next: KubeObject = { ...known, series } as CoreEvent;
      this.server.write(this.caller, row, next, 'update');
    }
  }

  /** Events of a namespace that is going away are refused by the server and dropped by the recorder. */
  #writeEvent(row: KindRow, event: CoreEvent): void {
    const namespace = this.get('Namespace', undefined, event.metadata.namespace ?? '');
    if (!namespace || namespace.metadata.deletionTimestamp) return;
    const { name, namespace: place, annotations } = event.metadata;
    const uid = this.server.parts.random.serialUid(this.store.revision);
    keyOnce(place ?? '', name);
    // The recorder has made the event just now, so it is filled in, not copied.
    const fresh = event as { metadata: CoreEvent['metadata'] } & KubeObject;
    // With its place for the version that the store gives it.
    const creationTimestamp = rfc3339(this.nowMs);
    const known = { name, namespace: place, uid, creationTimestamp, resourceVersion: '' };
    fresh.metadata = annotations ? { ...known, annotations } : known;
    this.server.write(this.caller, row, fresh, 'create');
  }

  #options(options: WriteOptions | undefined): RequestOptions {
    return options === undefined
      ? { warnings: this.warnings }
      : withFields<RequestOptions>(options, { warnings: this.warnings });
  }
}

function scalable(row: KindRow): KindRow {
  if (!row.subresources.some((subresource) => subresource.name === 'scale')) {
    throw badRequest('the server could not find the requested resource');
  }
  return row;
}
