// What is being looked at: an instant, an object, a field of it, a search, a part of the axis. Whoever shows something
// is told when it changed.

import type { Row } from './rows';
import { type Scale, shifted, WHOLE, type Window } from './scale';

export type Subject =
  | { readonly type: 'none' }
  | { readonly type: 'object'; readonly object: number; readonly path: readonly string[] }
  | { readonly type: 'stream'; readonly stream: number };

export interface ViewState {
  readonly atMs: number;
  readonly subject: Subject;
  readonly query: string;
  readonly scale: Scale;
  readonly isSqueezed: boolean;
  readonly window: Window;
  readonly rows: readonly Row[];
}

type Listener = (now: ViewState, before: ViewState) => void;

export class View {
  #state: ViewState;
  readonly #listeners: Listener[] = [];
  #told: ViewState;
  #isPlanned = false;

  constructor(state: ViewState) {
    this.#state = state;
    this.#told = state;
  }

  get state(): ViewState {
    return this.#state;
  }

  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** Listeners are told once before the next frame, however much changes until then. */
  set(changes: Partial<ViewState>): void {
    this.#state = { ...this.#state, ...changes };
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    requestAnimationFrame(() => {
      this.#isPlanned = false;
      const before = this.#told;
      this.#told = this.#state;
      for (const listener of this.#listeners) listener(this.#told, before);
    });
  }

  /** Goes to an instant, and brings it into view. */
  goTo(atMs: number): void {
    const { scale, window } = this.#state;
    const place = scale.place(atMs);
    const isSeen = place >= window.from && place <= window.to;
    const moved = isSeen ? window : shifted({ ...centred(window, place) }, 0);
    this.set({ atMs, window: moved });
  }

  /** An instant as a share of the visible axis: 0 at its left end, 1 at its right. */
  share(atMs: number): number {
    const { scale, window } = this.#state;
    return (scale.place(atMs) - window.from) / (window.to - window.from);
  }

  /** The instant at a share of the visible axis. */
  instantAt(share: number): number {
    const { scale, window } = this.#state;
    return scale.instant(window.from + share * (window.to - window.from));
  }
}

function centred({ from, to }: Window, place: number): Window {
  const half = (to - from) / 2;
  return half >= 0.5 ? WHOLE : { from: place - half, to: place + half };
}
