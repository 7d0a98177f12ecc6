// The details when nothing is chosen: what there is at the instant, and what happened last.

import { type Child, h } from './dom';
import { section } from './panes';
import { countWhile, type Past } from './past';
import { countText, instantText } from './words';

const SHOWN = 60;

export function overview(past: Past, atMs: number, go: (atMs: number, object: number) => void): Child[] {
  return [
    h('header', { class: 'pane-head' }, h('h2', { id: 'details-title' }, 'What happened')),
    h('p', { class: 'quiet' }, 'Choose a row, a bar or a node for its state and the causes of it.'),
    section('Now', h('p', {}, summary(past, atMs))),
    section('Last changes', h('ol', { class: 'log' }, ...lastChanges(past, atMs, go))),
  ];
}

function summary(past: Past, atMs: number): string {
  const states = new Map<string, number>();
  const nodes = new Map<string, number>();
  for (let object = 0; object < past.count; object++) {
    const change = past.changeAt(object, atMs);
    const state = past.stateOf(change);
    if (state === 'absent' || state === 'present') continue;
    const counts = past.kind(object) === 'Node' ? nodes : states;
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  const words = (counts: Map<string, number>, none: string) =>
    counts.size === 0 ? none : [...counts].map(([state, count]) => `${count} ${state}`).join(', ');
  return `Pods: ${words(states, 'none')}. Nodes: ${words(nodes, 'none')}.`;
}

function lastChanges(past: Past, atMs: number, go: (atMs: number, object: number) => void): HTMLElement[] {
  const items: HTMLElement[] = [];
  let change = countWhile(past.times.length, (index) => past.time(index) <= atMs) - 1;
  for (; change >= 0 && items.length < SHOWN; change--) {
    const what = past.what(change);
    if (what === '') continue;
    const object = past.data.changes.object[change] as number;
    const at = past.time(change);
    items.push(
      h(
        'li',
        {},
        h(
          'button',
          { type: 'button', class: 'step', onclick: () => go(at, object) },
          h('span', { class: 'at' }, instantText(at)),
          h('span', { class: 'who' }, h('b', {}, `${past.kind(object)} ${past.fullName(object)}`), ` ${what}`),
        ),
      ),
    );
  }
  return items.length > 0 ? items : [h('li', { class: 'quiet' }, countText(0, 'change'))];
}
