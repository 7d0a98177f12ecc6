// Events as components record them: equal ones are counted on one object, the tenth similar one in ten minutes is combined,
// a source that says too much about one object is silenced. The scheduler's events are events.k8s.io series instead.
// upstream: client-go tools/record/events_cache.go, tools/events/event_recorder.go

import type { CoreEvent, ObjectReference } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { Table } from '../sim/table';
import { rfc3339, rfc3339Micro } from '../sim/time';
import type { EventInput } from './actor';

const SIMILAR_LIMIT = 10;
const SIMILAR_SPAN_MS = 600_000;
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

interface Similar {
  readonly lastMs: number;
  readonly messages: readonly string[];
}

interface Tokens {
  readonly left: number;
  readonly atMs: number;
}

export class EventRecorder {
  readonly #id: number;
  readonly #names: Table<string>;
  readonly #similar: Table<Similar>;
  readonly #tokens: Table<Tokens>;
  #sequence: number;

  /** `id` tells the recorders of one simulation apart, 0 <= id < 1000: two never give the same name. */
  constructor(
    id = 0,
    names = new Table<string>(),
    similar = new Table<Similar>(),
    tokens = new Table<Tokens>(),
    sequence = 0,
  ) {
    this.#id = id;
    this.#names = names;
    this.#similar = similar;
    this.#tokens = tokens;
    this.#sequence = sequence;
  }

  plan(source: EventSource, regarding: KubeObject, input: EventInput): EventPlan {
    const object = referenceTo(regarding, input.fieldPath);
    return input.action ? this.#planSeries(source, object, input) : this.#planCounted(source, object, input);
  }

  /** Drops what is known of an event whose object has expired or was deleted. */
  forget(eventName: string): void {
    for (const key of this.#names.keys()) if (this.#names.get(key) === eventName) this.#names.delete(key);
  }

  fork(): EventRecorder {
    const [names, similar, tokens] = [this.#names.fork(), this.#similar.fork(), this.#tokens.fork()];
    return new EventRecorder(this.#id, names, similar, tokens, this.#sequence);
  }

  #planCounted(source: EventSource, object: ObjectReference, input: EventInput): EventPlan {
    const about = `${object.uid ?? `${object.kind}/${object.name}`}/${input.type}`;
    if (!this.#mayTalk(about, source.nowMs)) return undefined;
    const similarKey = `${about}/${input.reason}/${object.fieldPath ?? ''}`;
    const combined = this.#isCombined(similarKey, input.message, source.nowMs);
    const message = combined ? `(combined from similar events): ${input.message}` : input.message;
    const key = combined ? `${similarKey}/combined` : `${similarKey}/${input.message}`;
    const namespace = object.namespace ?? 'default';
    const known = this.#names.get(key);
    if (known) return { verb: 'count', namespace, name: known, message };
    const name = this.#nextName(object.name as string, source.nowMs);
    this.#names.set(key, name);
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
      metadata: { name, namespace },
      reason: input.reason,
      reportingComponent: source.component,
      reportingInstance: input.host ?? '',
      source: { component: source.component, ...(input.host ? { host: input.host } : {}) },
      type: input.type,
    };
    return { verb: 'create', event: event as unknown as CoreEvent };
  }

  #planSeries(source: EventSource, object: ObjectReference, input: EventInput): EventPlan {
    const about = `${object.kind}/${object.namespace}/${object.uid}/${object.resourceVersion}`;
    const key = `${source.component}/${about}/${input.type}/${input.reason}/${input.action}`;
    const namespace = object.namespace ?? 'default';
    const known = this.#names.get(key);
    if (known) return { verb: 'series', namespace, name: known };
    const name = this.#nextName(object.name as string, source.nowMs);
    this.#names.set(key, name);
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
      reason: input.reason,
      ...(input.related ? { related: referenceTo(input.related, undefined) } : {}),
      reportingComponent: source.component,
      reportingInstance: `${source.component}-wavetank`,
      source: {},
      type: input.type,
    };
    return { verb: 'create', event: event as unknown as CoreEvent };
  }

  #nextName(object: string, nowMs: number): string {
    this.#sequence++;
    const nanoseconds = BigInt(nowMs) * 1_000_000n + BigInt((this.#sequence % 1000) * 1000 + this.#id);
    return `${object}.${nanoseconds.toString(16)}`;
  }

  /** Counts different messages of one kind of event; true when the limit within ten minutes is reached. */
  #isCombined(key: string, message: string, nowMs: number): boolean {
    const known = this.#similar.get(key);
    const fresh = known !== undefined && nowMs - known.lastMs <= SIMILAR_SPAN_MS ? known.messages : [];
    const messages = fresh.includes(message) ? fresh : [...fresh, message];
    this.#similar.set(key, { lastMs: nowMs, messages });
    return messages.length >= SIMILAR_LIMIT;
  }

  #mayTalk(key: string, nowMs: number): boolean {
    const known = this.#tokens.get(key) ?? { left: SPAM_BURST, atMs: nowMs };
    const left = Math.min(SPAM_BURST, known.left + (nowMs - known.atMs) / SPAM_REFILL_MS);
    if (left < 1) return false;
    this.#tokens.set(key, { left: left - 1, atMs: nowMs });
    return true;
  }
}

function referenceTo(object: KubeObject, fieldPath: string | undefined): ObjectReference {
  const { name, namespace, uid, resourceVersion } = object.metadata;
  return {
    apiVersion: object.apiVersion,
    ...(fieldPath ? { fieldPath } : {}),
    kind: object.kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(resourceVersion === undefined || object.kind === 'Node' ? {} : { resourceVersion }),
    ...(uid === undefined ? {} : { uid }),
  };
}
