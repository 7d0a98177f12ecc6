// How virtual time goes while a cluster is served: with real time at some speed, or only when it is told to. The
// simulation stays what it is: time goes on in steps between requests, never during one.

import { advance } from '../cluster/run';
import type { ServedCluster } from './served-cluster';

export interface ServingClock {
  /** Runs what is due by now. */
  catchUp(): void;
  /** A request is being answered until the function it answers is called. */
  enter(): () => void;
  stop(): void;
}

/** Time stands still but for what `/wavetank/` is told. */
export const standingClock: ServingClock = { catchUp: () => {}, enter: () => () => {}, stop: () => {} };

/** The longest real time between two looks, so that watches are told without a request. */
const LOOK_MS = 50;

/** Follows real time. */
export class RunningClock implements ServingClock {
  readonly #served: ServedCluster;
  readonly #speed: number;
  readonly #timer: NodeJS.Timeout;
  #lastMs: number;
  /** Virtual time that is due and less than a millisecond. */
  #owedMs = 0;

  /** @param speed virtual seconds in a real one */
  constructor(served: ServedCluster, speed: number) {
    this.#served = served;
    this.#speed = speed;
    this.#lastMs = performance.now();
    this.#timer = setInterval(() => this.catchUp(), LOOK_MS);
  }

  catchUp(): void {
    const nowMs = performance.now();
    this.#owedMs += (nowMs - this.#lastMs) * this.#speed;
    this.#lastMs = nowMs;
    const wholeMs = Math.floor(this.#owedMs);
    if (wholeMs < 1) return;
    this.#owedMs -= wholeMs;
    advance(this.#served.cluster.simulation, wholeMs);
    this.#served.tellWatchers();
  }

  enter(): () => void {
    return () => {};
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
