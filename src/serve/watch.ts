// Watches: each one reads the list of changes from where it stands, so that nothing waits in a buffer of its own. A
// client that does not keep up is cut off, as upstream does.

import type { Change } from '../api/change';
import { viewOf } from '../api/stored-view';
import type { KindRow, KubeObject } from '../kinds/kind';
import type { StreamAnswer, StreamSink } from './exchange';
import type { ServedCluster } from './served-cluster';
import { goJson } from './write-answer';

export interface WatchPlan {
  readonly row: KindRow;
  readonly matches: (object: KubeObject) => boolean;
  /** Objects to begin with, each as ADDED. */
  readonly initial: readonly KubeObject[];
  /** Changes after this revision are told. */
  readonly afterRevision: number;
  readonly initialEventsEnd: KubeObject | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly show: (object: KubeObject) => unknown;
}

export function watchAnswer(served: ServedCluster, plan: WatchPlan): StreamAnswer {
  return {
    kind: 'stream',
    contentType: 'application/json',
    start: (sink) => {
      const watch = new OpenWatch(served, plan, sink);
      served.watches.add(watch);
      const timer =
        plan.timeoutSeconds === undefined ? undefined : setTimeout(() => watch.end(), plan.timeoutSeconds * 1000);
      watch.begin();
      return () => {
        clearTimeout(timer);
        served.watches.delete(watch);
      };
    },
  };
}

export class OpenWatch {
  readonly #served: ServedCluster;
  readonly #plan: WatchPlan;
  readonly #sink: StreamSink;
  #told = 0;
  /** Index of the next change to look at. */
  #next: number;

  constructor(served: ServedCluster, plan: WatchPlan, sink: StreamSink) {
    this.#served = served;
    this.#plan = plan;
    this.#sink = sink;
    this.#next = firstAfter(this.#changes, plan.afterRevision);
  }

  begin(): void {
    const { initial, initialEventsEnd } = this.#plan;
    for (const object of initial) this.#send('ADDED', object);
    if (initialEventsEnd) this.#send('BOOKMARK', initialEventsEnd);
    this.pump();
  }

  /** Tells what has changed since the last time; false when that was nothing to it. */
  pump(): boolean {
    const changes = this.#changes;
    const toldBefore = this.#told;
    while (this.#next < changes.length) {
      const change = changes[this.#next++] as Change;
      if (change.kind !== this.#plan.row.key || this.#tell(change)) continue;
      this.end();
      return true;
    }
    return this.#told !== toldBefore;
  }

  end(): void {
    this.#served.watches.delete(this);
    this.#sink.end();
  }

  get #changes(): readonly Change[] {
    return this.#served.server.parts.store.changes;
  }

  #tell(change: Change): boolean {
    const { row, matches } = this.#plan;
    const { type } = change;
    const object = row.custom ? viewOf(row.custom, change.object) : change.object;
    const previous = row.custom && change.previous ? viewOf(row.custom, change.previous) : change.previous;
    const was = previous !== undefined && matches(previous);
    const is = type !== 'DELETED' && matches(object);
    if (!was && !is) return true;
    if (was && !is && previous) {
      const { resourceVersion } = object.metadata;
      const gone = type === 'DELETED' ? object : { ...previous, metadata: { ...previous.metadata, resourceVersion } };
      return this.#send('DELETED', gone as KubeObject);
    }
    return this.#send(was ? 'MODIFIED' : 'ADDED', object);
  }

  #send(type: string, object: KubeObject): boolean {
    this.#told++;
    const line = `${goJson({ type, object: this.#plan.show(object) })}\n`;
    return this.#sink.write(line);
  }
}

function firstAfter(changes: readonly Change[], revision: number): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle] as Change).revision <= revision) low = middle + 1;
    else high = middle;
  }
  return low;
}
