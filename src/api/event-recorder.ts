// Events as components record them: equal ones are counted on one object, the tenth similar one in ten minutes is
// combined, a source that says too much about one object is silenced. The scheduler's events are events.k8s.io series
// instead.
// upstream: client-go tools/record/events_cache.go, tools/events/event_recorder.go

import type { CoreEvent, ObjectReference } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { Table } from '../sim/table';
import { rfc3339, rfc3339Micro } from '../sim/time';
import type { EventInput } from './actor';
import { eventName } from './event-name';

const SIMILAR_LIMIT = 10;
const SIMILAR_SPAN_MS = 600_000;
const SERIES_END_MS = 360_000;
const SPAM_BURST = 25;
const SPAM_REFILL_MS = 300_000;

export interface EventSource {
  /** reportingComponent and source.component. */
  readonly component: string;
  readonly nowMs: number;
}

/** What to do with the event: write a new object, count an older one up, or nothing. */
export type EventPlan =
  | { readonly verb: 'create'; readonly event: CoreEvent }
  | { readonly verb: 'count'; readonly namespace: string; readonly name: string; readonly message: string }
  | { readonly verb: 'series'; readonly namespace: string; readonly name: string }
  | undefined;

/** Events of one type, reason and field path about one object. */
interface Told {
  readonly type: string;
  readonly reason: string;
  readonly detail: string;
  /** A message and the name of its Event object, one after the other; of the combined one under COMBINED. */
  readonly names: readonly string[];
  /** Different messages since the last pause of ten minutes, no more of them than matter. */
  readonly recent: readonly string[];
  readonly lastMs: number;
}

interface Tokens {
  readonly type: string;
  readonly left: number;
  readonly atMs: number;
}

/** All that was said about one object. */
interface About {
  readonly told: readonly Told[];
  readonly tokens: readonly Tokens[];
}

const NOTHING: About = Object.freeze({ told: Object.freeze([]), tokens: Object.freeze([]) });
const COMBINED = '\u0000combined';
const NONE: readonly string[] = Object.freeze([]);

export class EventRecorder {
  readonly #id: number;
  /** By the object's uid: short keys, looked up for every event. */
  readonly #about: Table<About>;
  #sequence: number;

  /** `id` tells the recorders of one simulation apart, 0 <= id < 1000: two never give the same name. */
  constructor(id = 0, about = new Table<About>(), sequence = 0) {
    this.#id = id;
    this.#about = about;
    this.#sequence = sequence;
  }

  plan(source: EventSource, regarding: KubeObject, input: EventInput): EventPlan {
    const object = referenceTo(regarding, input.fieldPath);
    return input.action ? this.#planSeries(source, object, input) : this.#planCounted(source, object, input);
  }

  /** Drops what is known of an Event whose object has expired or was deleted. */
  forget(regarding: KubeObject, eventName: string): void {
    const key = keyOf(referenceTo(regarding, undefined));
    const about = this.#about.get(key);
    if (!about) return;
    const told = about.told.map((each) => ({ ...each, names: withoutName(each.names, eventName) }));
    this.#about.set(key, { ...about, told });
  }

  fork(): EventRecorder {
    return new EventRecorder(this.#id, this.#about.fork(), this.#sequence);
  }

  #planCounted(source: EventSource, object: ObjectReference, input: EventInput): EventPlan {
    const key = keyOf(object);
    const about = this.#about.get(key) ?? NOTHING;
    const tokens = spend(about.tokens, input.type, source.nowMs);
    if (!tokens) return undefined;
    const { type, reason } = input;
    const detail = input.fieldPath ?? '';
    const at = about.told.findIndex((each) => each.type === type && each.reason === reason && each.detail === detail);
    const known: Told = (at < 0 ? undefined : about.told[at]) ?? {
      type,
      reason,
      detail,
      names: NONE,
      recent: NONE,
      lastMs: source.nowMs,
    };
    const recent = withMessage(source.nowMs - known.lastMs <= SIMILAR_SPAN_MS ? known.recent : NONE, input.message);
    const isCombined = recent.length >= SIMILAR_LIMIT;
    const message = isCombined ? `(combined from similar events): ${input.message}` : input.message;
    const said = isCombined ? COMBINED : input.message;
    const old = nameOf(known.names, said);
    const name = old ?? this.#nextName(object.name as string, source.nowMs);
    const names = old === undefined ? withItems(known.names, [said, name]) : known.names;
    this.#remember(key, about, at, { type, reason, detail, names, recent, lastMs: source.nowMs }, tokens);
    const namespace = object.namespace ?? 'default';
    if (old !== undefined) return { verb: 'count', namespace, name, message };
    const seconds = rfc3339(source.nowMs);
    const event = {
      apiVersion: 'v1',
      count: 1,
      eventTime: null,
      firstTimestamp: seconds,
      involvedObject: object,
      kind: 'Event',
      lastTimestamp: seconds,
      message,
      metadata: input.annotations ? { annotations: input.annotations, name, namespace } : { name, namespace },
      reason,
      reportingComponent: source.component,
      reportingInstance: input.host ?? '',
      source: sourceOf(source.component, input.host),
      type,
    };
    return { verb: 'create', event: event as unknown as CoreEvent };
  }

  #planSeries(source: EventSource, object: ObjectReference, input: EventInput): EventPlan {
    const key = keyOf(object);
    const about = this.#about.get(key) ?? NOTHING;
    const { type, reason } = input;
    const detail = `${input.action}/${object.resourceVersion}`;
    const known = about.told.find((each) => each.type === type && each.reason === reason && each.detail === detail);
    const namespace = object.namespace ?? 'default';
    const old = known && !hasEnded(known.lastMs, source.nowMs) ? known.names[1] : undefined;
    if (known && old !== undefined) {
      this.#remember(key, about, about.told.indexOf(known), { ...known, lastMs: source.nowMs }, about.tokens);
      return { verb: 'series', namespace, name: old };
    }
    const name = this.#nextName(object.name as string, source.nowMs);
    const told = { type, reason, detail, names: [COMBINED, name], recent: NONE, lastMs: source.nowMs };
    this.#remember(key, about, known ? about.told.indexOf(known) : -1, told, about.tokens);
    const event = {
      action: input.action,
      apiVersion: 'v1',
      eventTime: rfc3339Micro(source.nowMs),
      firstTimestamp: null,
      involvedObject: object,
      kind: 'Event',
      lastTimestamp: null,
      message: input.message,
      metadata: { name, namespace },
      reason,
      ...(input.related ? { related: referenceTo(input.related, undefined) } : {}),
      reportingComponent: source.component,
      reportingInstance: `${source.component}-wavetank`,
      source: {},
      type,
    };
    return { verb: 'create', event: event as unknown as CoreEvent };
  }

  #remember(key: string, about: About, at: number, told: Told, tokens: readonly Tokens[]): void {
    this.#about.set(key, { told: replacedAt(about.told, at, told), tokens });
  }

  #nextName(object: string, nowMs: number): string {
    this.#sequence++;
    return eventName(object, nowMs, (this.#sequence % 1000) * 1000 + this.#id);
  }
}

/** Every six minutes the recorder forgets what has not been said for as long. upstream: finishSeries */
function hasEnded(lastMs: number, nowMs: number): boolean {
  return nowMs - (nowMs % SERIES_END_MS) > lastMs + SERIES_END_MS;
}

const keyOf = (object: ObjectReference): string => object.uid ?? `${object.kind}/${object.namespace}/${object.name}`;

/** Name of the Event object with this message. */
function nameOf(names: readonly string[], said: string): string | undefined {
  for (let index = 0; index < names.length; index += 2) if (names[index] === said) return names[index + 1];
  return undefined;
}

function withoutName(names: readonly string[], name: string): readonly string[] {
  return names.filter((_, index) => names[index | 1] !== name);
}

/** Most lists begin with these items, and are not copied into. */
function withItems<T>(list: readonly T[], items: readonly T[]): readonly T[] {
  return list.length === 0 ? items : list.concat(items);
}

/** The list with the item in that place, at its end when it has none. */
function replacedAt<T>(list: readonly T[], at: number, item: T): readonly T[] {
  return at < 0 || list.length === 1 ? withItems(at < 0 ? list : [], [item]) : list.with(at, item);
}

/** By component, then by node. */
const sources = new Map<string, Map<string, CoreEvent['source']>>();
const MAX_SOURCES = 10_000;

/** One object for all events of a component on a node. */
function sourceOf(component: string, host = ''): CoreEvent['source'] {
  let ofComponent = sources.get(component);
  if (!ofComponent || ofComponent.size > MAX_SOURCES) {
    ofComponent = new Map();
    sources.set(component, ofComponent);
  }
  let source = ofComponent.get(host);
  if (!source) {
    source = Object.freeze(host ? { component, host } : { component });
    ofComponent.set(host, source);
  }
  return source;
}

/** Messages beyond the limit are combined whatever they say. */
function withMessage(recent: readonly string[], message: string): readonly string[] {
  return recent.length >= SIMILAR_LIMIT || recent.includes(message) ? recent : withItems(recent, [message]);
}

/** The tokens with one taken for this type; undefined when none is left. */
function spend(tokens: readonly Tokens[], type: string, nowMs: number): readonly Tokens[] | undefined {
  const at = tokens.findIndex((each) => each.type === type);
  const known = at < 0 ? undefined : tokens[at];
  const left = known ? Math.min(SPAM_BURST, known.left + (nowMs - known.atMs) / SPAM_REFILL_MS) : SPAM_BURST;
  if (left < 1) return undefined;
  return replacedAt(tokens, at, { type, left: left - 1, atMs: nowMs });
}

function referenceTo(object: KubeObject, fieldPath: string | undefined): ObjectReference {
  const { apiVersion, kind, metadata } = object;
  const { name, namespace, uid, resourceVersion } = metadata;
  // Most events are about pods, and all of these are there.
  if (namespace !== undefined && uid !== undefined && resourceVersion !== undefined) {
    return fieldPath
      ? { apiVersion, fieldPath, kind, name, namespace, resourceVersion, uid }
      : { apiVersion, kind, name, namespace, resourceVersion, uid };
  }
  return {
    apiVersion,
    ...(fieldPath ? { fieldPath } : {}),
    kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(resourceVersion === undefined || kind === 'Node' ? {} : { resourceVersion }),
    ...(uid === undefined ? {} : { uid }),
  };
}
