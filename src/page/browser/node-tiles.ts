// The nodes at the slider's instant: one tile each, with bars for what is requested of it and a square for each pod.
// Tiles are elements for hands and screen readers; what moves is drawn on one canvas behind them.

import { byId, h, sized } from './dom';
import { allocatableAt, fillAt, type Machine, podsAt } from './machines';
import { type Palette, paletteOf } from './paint';
import type { Past } from './past';
import type { View } from './view';
import { countText, cpuText, memoryText } from './words';

const TILE = { width: 168, height: 84, gap: 8 };
const SQUARE = 8;

export class NodeTiles {
  readonly #past: Past;
  readonly #view: View;
  readonly #machines: readonly Machine[];
  readonly #choose: (object: number) => void;
  readonly #scroller = byId('node-scroller');
  readonly #list = byId('node-list');
  readonly #canvas = byId<HTMLCanvasElement>('node-canvas');
  #palette: Palette = paletteOf(document.body);

  constructor(past: Past, view: View, machines: readonly Machine[], choose: (object: number) => void) {
    this.#past = past;
    this.#view = view;
    this.#machines = machines;
    this.#choose = choose;
    this.#scroller.addEventListener('scroll', () => this.#draw(), { passive: true });
    view.onChange((now, before) => {
      if (now.atMs !== before.atMs || now.subject !== before.subject) this.#draw();
    });
  }

  redraw(): void {
    this.#palette = paletteOf(document.body);
    this.#draw();
  }

  #draw(): void {
    const { clientWidth } = this.#scroller;
    const columns = Math.max(1, Math.floor((clientWidth + TILE.gap) / (TILE.width + TILE.gap)));
    const step = TILE.height + TILE.gap;
    const wide = (clientWidth - (columns - 1) * TILE.gap) / columns;
    const height = Math.ceil(this.#machines.length / columns) * step;
    this.#list.style.height = `${height}px`;
    this.#scroller.style.setProperty('--content', `${height}px`);
    const { clientHeight, scrollTop } = this.#scroller;
    const context = sized(this.#canvas, clientWidth, clientHeight);
    const from = Math.floor(scrollTop / step) * columns;
    const to = Math.min(this.#machines.length, Math.ceil((scrollTop + clientHeight) / step) * columns);
    const focused = (document.activeElement as HTMLElement | null)?.dataset.node;
    const tiles: HTMLElement[] = [];
    for (let index = from; index < to; index++) {
      const machine = this.#machines[index] as Machine;
      const x = (index % columns) * (wide + TILE.gap);
      const y = Math.floor(index / columns) * step;
      tiles.push(this.#tile(machine, x, y, wide));
      this.#paint(context, machine, x, y - scrollTop, wide);
    }
    this.#list.replaceChildren(...tiles);
    if (focused) this.#list.querySelector<HTMLElement>(`[data-node="${focused}"]`)?.focus({ preventScroll: true });
  }

  #facts(machine: Machine) {
    const { atMs } = this.#view.state;
    const state = this.#past.stateOf(this.#past.changeAt(machine.object, atMs));
    const [cpu, memory, pods] = allocatableAt(this.#past, machine.object, atMs);
    return { state, fill: fillAt(machine, atMs), cpu, memory, pods };
  }

  #tile(machine: Machine, x: number, y: number, wide: number): HTMLElement {
    const { state, fill, cpu, memory } = this.#facts(machine);
    const { subject } = this.#view.state;
    const name = this.#past.name(machine.object);
    const words = [
      `${cpuText(fill.cpuMilli)} of ${cpuText(cpu)} CPU`,
      `${memoryText(fill.memoryBytes)} of ${memoryText(memory)} memory`,
      countText(fill.pods, 'pod'),
    ];
    const tile = h(
      'button',
      {
        type: 'button',
        class: 'tile',
        'data-node': machine.object,
        'data-state': state,
        'aria-label': `${name}, ${state}, ${words.join(', ')}`,
        'aria-pressed': subject.type === 'object' && subject.object === machine.object ? 'true' : 'false',
        title: words.join('\n'),
        onclick: () => this.#choose(machine.object),
      },
      h('span', { class: 'tile-name' }, h('span', { class: 'glyph', 'data-state': state }), name),
      h('span', { class: 'tile-state' }, state === 'ready' ? countText(fill.pods, 'pod') : state),
    );
    tile.style.transform = `translate(${x}px, ${y}px)`;
    tile.style.width = `${wide}px`;
    tile.style.height = `${TILE.height}px`;
    return tile;
  }

  #paint(context: CanvasRenderingContext2D, machine: Machine, x: number, y: number, wide: number): void {
    const { fill, cpu, memory } = this.#facts(machine);
    const bars = [
      ['cpu', fill.cpuMilli / Math.max(1, cpu)],
      ['mem', fill.memoryBytes / Math.max(1, memory)],
    ] as const;
    context.font = this.#palette.font;
    context.textBaseline = 'middle';
    bars.forEach(([name, share], index) => {
      const top = y + 28 + index * 12;
      context.fillStyle = this.#palette.dim;
      context.fillText(name, x + 8, top + 4);
      const [left, long] = [x + 40, wide - 50];
      context.fillStyle = this.#palette.stripe;
      context.fillRect(left, top, long, 7);
      context.fillStyle = share > 1 ? this.#palette.bad : this.#palette.colour('bar');
      context.fillRect(left, top, Math.min(1, share) * long, 7);
    });
    this.#squares(context, machine, x + 8, y + 55, wide - 16);
  }

  /** One square a pod, in the pattern of its state. */
  #squares(context: CanvasRenderingContext2D, machine: Machine, x: number, y: number, wide: number): void {
    const { atMs } = this.#view.state;
    const perRow = Math.floor(wide / (SQUARE + 2));
    const pods = podsAt(this.#past, machine, atMs);
    pods.slice(0, perRow * 2).forEach((pod, index) => {
      const state = this.#past.stateOf(this.#past.changeAt(pod, atMs));
      const left = x + (index % perRow) * (SQUARE + 2);
      const top = y + Math.floor(index / perRow) * (SQUARE + 2);
      context.fillStyle = this.#palette.fill(state);
      context.fillRect(left, top, SQUARE, SQUARE);
      context.strokeStyle = this.#palette.colour(state);
      context.lineWidth = 1;
      context.strokeRect(left + 0.5, top + 0.5, SQUARE - 1, SQUARE - 1);
    });
  }
}
