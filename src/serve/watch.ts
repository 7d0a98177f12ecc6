// Watches as streams of lines. A watch takes what has happened when it is told to, so that nothing waits in a buffer of
// its own; a client that does not keep up is cut off, as upstream does.

import type { ObjectWatch, WatchEvent } from '../api/watch';
import { goJsonInOrder } from '../kinds/go-json';
import type { KubeObject } from '../kinds/kind';
import type { StreamAnswer, StreamSink } from './exchange';
import type { ServedCluster } from './served-cluster';

export function watchAnswer(
  served: ServedCluster,
  watch: ObjectWatch,
  show: (object: KubeObject) => string,
): StreamAnswer {
  return {
    kind: 'stream',
    contentType: 'application/json',
    start: (sink) => {
      const open = new OpenWatch(served, watch, show, sink);
      served.watches.add(open);
      open.tell();
      return () => open.leave();
    },
  };
}

export class OpenWatch {
  readonly #served: ServedCluster;
  readonly #watch: ObjectWatch;
  readonly #show: (object: KubeObject) => string;
  readonly #sink: StreamSink;

  constructor(served: ServedCluster, watch: ObjectWatch, show: (object: KubeObject) => string, sink: StreamSink) {
    this.#served = served;
    this.#watch = watch;
    this.#show = show;
    this.#sink = sink;
  }

  /** Sends what has changed since the last time; false when that was nothing. */
  tell(): boolean {
    const events = this.#watch.take();
    const keepsUp = events.every((event) => this.#sink.write(this.#line(event)));
    if (!keepsUp || this.#watch.ended) this.#end();
    return events.length > 0;
  }

  /** The client has gone. */
  leave(): void {
    this.#served.watches.delete(this);
    this.#watch.stop();
  }

  #end(): void {
    this.leave();
    this.#sink.end();
  }

  #line({ type, object }: WatchEvent): string {
    return `{"type":"${type}","object":${type === 'ERROR' ? goJsonInOrder(object) : this.#show(object)}}\n`;
  }
}
