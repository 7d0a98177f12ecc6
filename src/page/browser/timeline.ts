// The timeline: the axis with the slider, the tree of labels, and the lanes on one canvas as large as what is in view.

import { drawAxis } from './axis';
import { byId, sized } from './dom';
import { type Palette, paletteOf } from './paint';
import type { Past } from './past';
import type { RowPainter } from './row-paint';
import { shifted, zoomed } from './scale';
import { Tree, type TreeEvents } from './tree';
import type { View, ViewState } from './view';
import { clockText, instantText } from './words';

/** Positions of the slider: finer than the pixels of any screen. */
const SLIDER_STEPS = 100_000;

export class Timeline {
  readonly #past: Past;
  readonly #view: View;
  readonly #painter: RowPainter;
  readonly tree: Tree;
  readonly #scroller = byId('lanes');
  readonly #canvas = byId<HTMLCanvasElement>('lane-canvas');
  readonly #axis = byId<HTMLCanvasElement>('axis');
  readonly #slider = byId<HTMLInputElement>('slider');
  readonly #cursor = byId('cursor');
  #palette: Palette;
  #width = 0;

  constructor(past: Past, view: View, painter: RowPainter, events: TreeEvents) {
    this.#past = past;
    this.#view = view;
    this.#painter = painter;
    this.#palette = paletteOf(document.body);
    this.tree = new Tree(byId('tree'), this.#scroller, events);
    this.#slider.max = String(SLIDER_STEPS);
    this.#scroller.addEventListener('scroll', () => this.#drawRows(), { passive: true });
    this.#slider.addEventListener('input', () => {
      view.set({ atMs: Math.round(view.instantAt(Number(this.#slider.value) / SLIDER_STEPS)) });
    });
    this.#listen(byId('lane-area'), events);
    view.onChange((now, before) => this.#changed(now, before));
  }

  /** After the window or the colours changed. */
  redraw(): void {
    this.#palette = paletteOf(document.body);
    this.#width = Math.max(1, this.#axis.clientWidth);
    drawAxis(this.#axis, this.#palette, this.#view, this.#past, this.#width);
    this.tree.rows = this.#view.state.rows;
    this.#drawRows();
    this.#moveCursor();
  }

  #changed(now: ViewState, before: ViewState): void {
    const isMoved = now.window !== before.window || now.scale !== before.scale;
    if (now.rows !== before.rows || isMoved) this.redraw();
    else {
      this.tree.show();
      this.#moveCursor();
    }
  }

  #drawRows(): void {
    this.tree.show();
    const { scrollTop, clientHeight } = this.#scroller;
    const context = sized(this.#canvas, this.#width, clientHeight);
    const canvas = { context, palette: this.#palette, view: this.#view, width: this.#width };
    this.#drawActions(context, clientHeight);
    for (const { row, top } of this.tree.between(scrollTop, scrollTop + clientHeight)) {
      const y = top - scrollTop;
      context.fillStyle = this.#palette.line;
      if (row.type === 'section') context.globalAlpha = 0.5;
      if (row.type !== 'condition') context.fillRect(0, y + row.height - 0.5, this.#width, 0.5);
      context.globalAlpha = 1;
      this.#painter.draw(canvas, row, { top: y, height: row.height });
    }
  }

  /** What the user did stands behind all lanes. */
  #drawActions(context: CanvasRenderingContext2D, height: number): void {
    context.fillStyle = this.#palette.accent;
    context.globalAlpha = 0.35;
    for (const step of this.#past.data.actions) {
      const x = this.#view.share(this.#past.data.steps.atMs[step] as number) * this.#width;
      if (x >= 0 && x <= this.#width) context.fillRect(Math.round(x), 0, 1, height);
    }
    context.globalAlpha = 1;
  }

  #moveCursor(): void {
    const { atMs } = this.#view.state;
    const share = this.#view.share(atMs);
    this.#cursor.hidden = share < 0 || share > 1;
    this.#cursor.style.transform = `translateX(${share * this.#width}px)`;
    this.#slider.value = String(Math.round(share * SLIDER_STEPS));
    const clock = clockText(this.#past.data.startMs + atMs);
    this.#slider.setAttribute('aria-valuetext', `${instantText(atMs)}, ${clock}`);
    byId('instant').textContent = instantText(atMs);
    byId('calendar').textContent = clock;
  }

  #listen(area: HTMLElement, events: TreeEvents): void {
    area.addEventListener('click', (event) => {
      const box = this.#canvas.getBoundingClientRect();
      const row = this.tree.rowAt(event.clientY - box.top + this.#scroller.scrollTop);
      this.#view.set({ atMs: Math.round(this.#view.instantAt((event.clientX - box.left) / this.#width)) });
      if (row && row.type !== 'section') events.choose(row);
    });
    area.addEventListener(
      'wheel',
      (event) => {
        const isZoom = event.ctrlKey || event.metaKey;
        if (!isZoom && !event.shiftKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
        event.preventDefault();
        const { window } = this.#view.state;
        const box = this.#canvas.getBoundingClientRect();
        const share = (event.clientX - box.left) / this.#width;
        const around = window.from + share * (window.to - window.from);
        const by = event.deltaX === 0 ? event.deltaY : event.deltaX;
        const moved = isZoom ? zoomed(window, 1.0015 ** event.deltaY, around) : shifted(window, by / this.#width);
        this.#view.set({ window: moved });
      },
      { passive: false },
    );
  }
}
