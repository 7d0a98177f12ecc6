// The labels beside the lanes: a tree that the keyboard and a screen reader walk. Only the rows in view are elements.

import { h } from './dom';
import { countWhile } from './past';
import type { Row } from './rows';

export interface TreeEvents {
  readonly choose: (row: Row) => void;
  readonly turn: (row: Row) => void;
  /** What the row is at the instant, in words. */
  readonly state: (row: Row) => string;
  readonly isChosen: (row: Row) => boolean;
}

/** Rows beyond the edge that are kept, so that scrolling finds them there. */
const MARGIN = 4;

export class Tree {
  readonly element: HTMLElement;
  readonly #scroller: HTMLElement;
  readonly #events: TreeEvents;
  #rows: readonly Row[] = [];
  /** Where each row begins, and where the last one ends. */
  #tops: number[] = [0];
  /** Each row's place among its siblings, and their number. */
  #places: { place: number; among: number }[] = [];
  #indexes = new Map<string, number>();
  #active = '';

  constructor(element: HTMLElement, scroller: HTMLElement, events: TreeEvents) {
    this.element = element;
    this.#scroller = scroller;
    this.#events = events;
    element.addEventListener('keydown', (event) => this.#key(event));
    element.addEventListener('click', (event) => this.#click(event));
  }

  get height(): number {
    return this.#tops.at(-1) ?? 0;
  }

  set rows(rows: readonly Row[]) {
    this.#rows = rows;
    this.#tops = [0];
    for (const { height } of rows) this.#tops.push((this.#tops.at(-1) as number) + height);
    this.#places = placesOf(rows);
    this.#indexes = new Map(rows.map(({ key }, index) => [key, index]));
    if (!this.#indexes.has(this.#active)) this.#active = rows[0]?.key ?? '';
  }

  /** The rows between two heights, with where they begin. */
  between(top: number, bottom: number): { row: Row; top: number }[] {
    const first = Math.max(
      0,
      countWhile(this.#rows.length, (index) => (this.#tops[index + 1] as number) <= top),
    );
    const found: { row: Row; top: number }[] = [];
    for (let index = first; index < this.#rows.length && (this.#tops[index] as number) < bottom; index++) {
      found.push({ row: this.#rows[index] as Row, top: this.#tops[index] as number });
    }
    return found;
  }

  rowAt(y: number): Row | undefined {
    return this.between(y, y + 1)[0]?.row;
  }

  /** Makes the elements of what is in view, and of the focused one: an element that goes takes the focus along. */
  show(): void {
    const { scrollTop, clientHeight } = this.#scroller;
    this.element.style.height = `${this.height}px`;
    const hadFocus = this.element.contains(document.activeElement);
    const shown = this.between(scrollTop - MARGIN * 20, scrollTop + clientHeight + MARGIN * 20);
    if (!shown.some(({ row }) => row.key === this.#active)) {
      const top = this.#topOf(this.#active);
      const row = this.#rows[this.#indexOf(this.#active)];
      if (row) shown.push({ row, top });
    }
    this.element.replaceChildren(...shown.map(({ row, top }) => this.#item(row, top)));
    if (hadFocus) this.#focusActive();
  }

  #item(row: Row, top: number): HTMLElement {
    const state = this.#events.state(row);
    const isChosen = this.#events.isChosen(row);
    const { place, among } = this.#places[this.#indexOf(row.key)] ?? { place: 1, among: 1 };
    const item = h(
      'div',
      {
        class: `row row-${row.type}`,
        role: 'treeitem',
        tabindex: row.key === this.#active ? 0 : -1,
        'aria-level': row.level,
        'aria-posinset': place,
        'aria-setsize': among,
        'aria-expanded': row.isOpen === undefined ? undefined : row.isOpen ? 'true' : 'false',
        'aria-selected': isChosen ? 'true' : 'false',
        'aria-label': state ? `${row.label}, ${state}` : row.label,
        'data-key': row.key,
        'data-state': state,
      },
      h('span', { class: 'twist', 'aria-hidden': 'true' }, row.isOpen === undefined ? '' : row.isOpen ? '▾' : '▸'),
      ...(row.type === 'object' ? [h('span', { class: 'glyph', 'data-state': state, 'aria-hidden': 'true' })] : []),
      h('span', { class: 'name', title: row.label }, row.short ?? row.label),
      ...(row.type === 'object' ? [] : [h('span', { class: 'figure' }, state)]),
    );
    item.style.top = `${top}px`;
    item.style.height = `${row.height}px`;
    item.style.setProperty('--level', String(row.level));
    return item;
  }

  #indexOf(key: string): number {
    return this.#indexes.get(key) ?? -1;
  }

  #topOf(key: string): number {
    return this.#tops[Math.max(0, this.#indexOf(key))] ?? 0;
  }

  #click(event: Event): void {
    const item = (event.target as HTMLElement).closest<HTMLElement>('[data-key]');
    const row = this.#rows[this.#indexOf(item?.dataset.key ?? '')];
    if (!row) return;
    this.#active = row.key;
    const isTwist = (event.target as HTMLElement).classList.contains('twist');
    if (row.isOpen !== undefined && (isTwist || row.type === 'section')) this.#events.turn(row);
    else this.#events.choose(row);
  }

  #key(event: KeyboardEvent): void {
    const index = this.#indexOf(this.#active);
    const row = this.#rows[index];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.#rows.length - 1;
    const page = Math.max(1, Math.floor(this.#scroller.clientHeight / 20) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: last,
      PageDown: index + page,
      PageUp: index - page,
    };
    const move = moves[event.key];
    if (move !== undefined) this.#activate(Math.min(last, Math.max(0, move)));
    else if (event.key === 'Enter' || event.key === ' ') {
      if (row.type === 'section') this.#events.turn(row);
      else this.#events.choose(row);
    } else if (event.key === 'ArrowRight') {
      if (row.isOpen === false) this.#events.turn(row);
      else if (row.isOpen) this.#activate(Math.min(last, index + 1));
    } else if (event.key === 'ArrowLeft') {
      if (row.isOpen) this.#events.turn(row);
      else this.#activate(this.#parentOf(index));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #parentOf(index: number): number {
    const level = this.#rows[index]?.level ?? 1;
    for (let at = index - 1; at >= 0; at--) if ((this.#rows[at] as Row).level < level) return at;
    return index;
  }

  #activate(index: number): void {
    const row = this.#rows[index];
    if (!row) return;
    this.#active = row.key;
    this.reveal(row.key);
    this.show();
    this.#focusActive();
  }

  /** Scrolls a row into view. */
  reveal(key: string): void {
    const index = this.#indexOf(key);
    if (index < 0) return;
    const [top, bottom] = [this.#tops[index] as number, this.#tops[index + 1] as number];
    const { scrollTop, clientHeight } = this.#scroller;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (bottom > scrollTop + clientHeight) this.#scroller.scrollTop = bottom - clientHeight;
  }

  focus(): void {
    this.#focusActive();
  }

  #focusActive(): void {
    this.element.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }
}

/** Only rows in view are elements: a screen reader cannot count the others itself. */
function placesOf(rows: readonly Row[]): { place: number; among: number }[] {
  const places = rows.map(() => ({ place: 1, among: 1 }));
  /** The rows that are siblings of the next one, by level. */
  const open: number[][] = [];
  const close = (level: number) => {
    while (open.length > level) {
      const siblings = open.pop() ?? [];
      for (const index of siblings) (places[index] as { among: number }).among = siblings.length;
    }
  };
  rows.forEach(({ level }, index) => {
    close(level);
    while (open.length < level) open.push([]);
    const siblings = open[level - 1] as number[];
    (places[index] as { place: number }).place = siblings.push(index);
  });
  close(0);
  return places;
}
