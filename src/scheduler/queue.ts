// Pods that wait for a node: ready ones by priority, ones that back off, unschedulable ones until something changes,
// gated ones. upstream: pkg/scheduler/backend/queue scheduling_queue.go

import type { Pod } from '../kinds/generated/types.gen';
import { type BackoffLimits, backoffEndMs, isBackingOff, popsFromBackoff } from './backoff';
import type { ClusterEvent, ClusterEventName, CycleContext, Hint } from './framework';
import { Heap } from './heap';

/** `backoff` may be cut short when there is nothing better to try; `full-backoff` is waited out. */
export type Place = 'active' | 'backoff' | 'full-backoff' | 'unschedulable' | 'gated' | 'popped';

/** One waiting pod. Replaced, never changed, so that copies of the queue may share it. */
export interface QueuedPod {
  /** `ns/name` */
  readonly key: string;
  readonly pod: Pod;
  readonly place: Place;
  /** When it came, or when it last failed. Orders pods of equal priority, with `sequence` for equal times. */
  readonly sinceMs: number;
  readonly sequence: number;
  readonly unschedulableCount: number;
  readonly errorCount: number;
  /** Plugins that rejected it, or the one that gates it: only their hints wake it. */
  readonly rejectors: readonly string[];
  readonly backoffEndMs: number;
}

/** Hints of each event, by the plugin that gives them. */
export type HintTable = ReadonlyMap<ClusterEventName, ReadonlyMap<string, Hint>>;

export interface QueueRules {
  readonly hints: HintTable;
  readonly backoff?: BackoffLimits | undefined;
  /** The plugin for which the pod must not be tried; undefined when it may. */
  readonly gate: (pod: Pod, cx: CycleContext) => string | undefined;
}

export const priorityOf = (pod: Pod) => pod.spec.priority ?? 0;

/** PrioritySort: higher priority first, then who waits longer. upstream: plugins/queuesort */
function isBefore(a: QueuedPod, b: QueuedPod): boolean {
  const byPriority = priorityOf(b.pod) - priorityOf(a.pod);
  if (byPriority !== 0) return byPriority < 0;
  return a.sinceMs !== b.sinceMs ? a.sinceMs < b.sinceMs : a.sequence < b.sequence;
}

function backsOffBefore(a: QueuedPod, b: QueuedPod): boolean {
  return a.backoffEndMs !== b.backoffEndMs ? a.backoffEndMs < b.backoffEndMs : isBefore(a, b);
}

/** Lies until something changes that its plugins ask for. */
const isHeld = ({ place }: QueuedPod) => place === 'unschedulable' || place === 'gated';

export class SchedulingQueue {
  readonly #rules: QueueRules;
  readonly #pods: Map<string, QueuedPod>;
  readonly #active = new Heap<QueuedPod>(isBefore);
  readonly #backoff = new Heap<QueuedPod>(backsOffBefore);
  /** Keys of unschedulable pods by the plugin that rejected them. */
  readonly #rejectedBy = new Map<string, Set<string>>();
  #sequence: number;

  constructor(rules: QueueRules, pods: Iterable<QueuedPod> = [], sequence = 0) {
    this.#rules = rules;
    this.#sequence = sequence;
    this.#pods = new Map();
    for (const queued of pods) this.#put(queued);
  }

  get(key: string): QueuedPod | undefined {
    return this.#pods.get(key);
  }

  /** A pod that has appeared. Returns its key when it may be tried now. */
  add(key: string, pod: Pod, cx: CycleContext): string | undefined {
    const fresh: QueuedPod = {
      key,
      pod,
      place: 'popped',
      sinceMs: cx.reader.nowMs,
      sequence: this.#sequence++,
      unschedulableCount: 0,
      errorCount: 0,
      rejectors: [],
      backoffEndMs: 0,
    };
    return this.#enter(fresh, 'active', cx) ? key : undefined;
  }

  /** Takes over a waiting pod's new state; returns its key when that lets it be tried. */
  update(key: string, pod: Pod, events: readonly ClusterEvent[], cx: CycleContext): string | undefined {
    const queued = this.#pods.get(key);
    if (!queued) return this.add(key, pod, cx);
    const next = { ...queued, pod };
    this.#put(next);
    if (next.place === 'gated') return this.#enter(next, 'active', cx) ? key : undefined;
    if (next.place !== 'unschedulable') return undefined;
    return events.some((event) => this.#mayHelp(next, event, cx)) ? this.#move(next, cx) : undefined;
  }

  delete(key: string): void {
    const queued = this.#pods.get(key);
    if (!queued) return;
    this.#forget(queued);
    this.#pods.delete(key);
  }

  /** Offers an event to the pods it may help; returns the keys of those that are tried again. */
  wake(event: ClusterEvent, cx: CycleContext, isOffered: (pod: Pod) => boolean = () => true): string[] {
    const woken: string[] = [];
    const hints = this.#rules.hints.get(event.name);
    if (!hints) return woken;
    for (const [plugin, hint] of hints) {
      for (const key of [...(this.#rejectedBy.get(plugin) ?? [])]) {
        const queued = this.#pods.get(key) as QueuedPod;
        if (!isHeld(queued) || !isOffered(queued.pod)) continue;
        if (hint !== true && !hint(queued.pod, event, cx)) continue;
        if (this.#move(queued, cx)) woken.push(key);
      }
    }
    return woken;
  }

  /** The next pod to try: ready ones first, then, as nothing better is to do, the first of those that back off. */
  pop(): QueuedPod | undefined {
    const queued = this.#head(this.#active) ?? this.#head(this.#backoff);
    if (!queued) return undefined;
    const popped: QueuedPod = { ...queued, place: 'popped' };
    this.#pods.delete(queued.key);
    return popped;
  }

  /** Whether the pod would come out of `pop` sooner or later without anything else happening. */
  isReady(key: string): boolean {
    const place = this.#pods.get(key)?.place;
    return place === 'active' || place === 'backoff';
  }

  /** A popped pod that plugins rejected. */
  addUnschedulable(popped: QueuedPod, pod: Pod, rejectors: readonly string[], nowMs: number): void {
    const unschedulableCount = popped.unschedulableCount + 1;
    this.#put({
      ...popped,
      pod,
      place: 'unschedulable',
      sinceMs: nowMs,
      sequence: this.#sequence++,
      unschedulableCount,
      errorCount: 0,
      rejectors,
      backoffEndMs: backoffEndMs(nowMs, unschedulableCount, this.#rules.backoff),
    });
  }

  /** A popped pod that failed without any plugin's rejection: it waits its back-off out, whatever happens. */
  addFailed(popped: QueuedPod, pod: Pod, nowMs: number): QueuedPod {
    const errorCount = popped.errorCount + 1;
    const failed: QueuedPod = {
      ...popped,
      pod,
      place: 'full-backoff',
      sinceMs: nowMs,
      sequence: this.#sequence++,
      errorCount,
      rejectors: [],
      backoffEndMs: backoffEndMs(nowMs, errorCount, this.#rules.backoff),
    };
    this.#put(failed);
    return failed;
  }

  /**
   * Lets a pod be tried again whatever held it: its back-off is over, or it has waited too long for an event.
   */
  retry(key: string, cx: CycleContext): void {
    const queued = this.#pods.get(key);
    if (queued) this.#enter(queued, 'active', cx);
  }

  copy(): SchedulingQueue {
    return new SchedulingQueue(this.#rules, this.#pods.values(), this.#sequence);
  }

  #mayHelp(queued: QueuedPod, event: ClusterEvent, cx: CycleContext): boolean {
    const hints = this.#rules.hints.get(event.name);
    if (!hints) return false;
    return queued.rejectors.some((plugin) => {
      const hint = hints.get(plugin);
      return hint === true || (hint?.(queued.pod, event, cx) ?? false);
    });
  }

  #move(queued: QueuedPod, cx: CycleContext): string | undefined {
    const backsOff = isBackingOff(queued.backoffEndMs, cx.reader.nowMs);
    const place = backsOff ? (popsFromBackoff() ? 'backoff' : 'full-backoff') : 'active';
    return this.#enter(queued, place, cx) ? queued.key : undefined;
  }

  /** Puts the pod there unless a plugin gates it. */
  #enter(queued: QueuedPod, place: 'active' | 'backoff' | 'full-backoff', cx: CycleContext): boolean {
    const gate = this.#rules.gate(queued.pod, cx);
    this.#put(gate === undefined ? { ...queued, place } : { ...queued, place: 'gated', rejectors: [gate] });
    return gate === undefined;
  }

  #put(queued: QueuedPod): void {
    const before = this.#pods.get(queued.key);
    if (before) this.#forget(before);
    this.#pods.set(queued.key, queued);
    if (queued.place === 'active') this.#active.push(queued);
    else if (queued.place === 'backoff') this.#backoff.push(queued);
    else if (isHeld(queued)) {
      for (const plugin of queued.rejectors) {
        const keys = this.#rejectedBy.get(plugin);
        if (keys) keys.add(queued.key);
        else this.#rejectedBy.set(plugin, new Set([queued.key]));
      }
    }
  }

  #forget(queued: QueuedPod): void {
    if (!isHeld(queued)) return;
    for (const plugin of queued.rejectors) this.#rejectedBy.get(plugin)?.delete(queued.key);
  }

  /** Takes the heap's first item that still stands; those moved or replaced since are dropped. */
  #head(heap: Heap<QueuedPod>): QueuedPod | undefined {
    for (;;) {
      const queued = heap.pop();
      if (!queued) return undefined;
      if (this.#pods.get(queued.key) === queued) return queued;
    }
  }
}
