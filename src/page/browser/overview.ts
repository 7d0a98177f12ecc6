// The details when nothing is chosen: what there is at the instant, and what happened last.

import { actionText } from './axis';
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
    ...actions(past, atMs, go),
    section('Last changes', h('ol', { class: 'log' }, ...lastChanges(past, atMs, go))),
  ];
}

/** What the user did, the instants as buttons. */
function actions(past: Past, now: number, go: (atMs: number, object: number) => void): HTMLElement[] {
  if (past.data.actions.length === 0) return [];
  const items = past.data.actions.slice(-SHOWN).map((step) => {
    const at = past.data.steps.atMs[step] as number;
    const source = past.values.text(past.data.steps.source[step]);
    return h(
      'li',
      at > now ? { class: 'quiet' } : {},
      h(
        'button',
        { type: 'button', class: 'step', onclick: () => go(at, -1) },
        h('span', { class: 'at' }, instantText(at)),
        h('span', { class: 'who' }, actionText(past, step)),
        ...(source ? [h('code', { class: 'source' }, source)] : []),
      ),
    );
  });
  return [section('What the user did', h('ol', { class: 'log' }, ...items))];
}

function summary(past: Past, atMs: number): string {
  const words = (kind: string) => {
    const counts = new Map<string, number>();
    for (const object of past.ofKind(kind)) {
      const state = past.stateOf(past.changeAt(object, atMs));
      if (state !== 'absent') counts.set(state, (counts.get(state) ?? 0) + 1);
    }
    return [...counts].map(([state, count]) => `${count} ${state}`).join(', ') || 'none';
  };
  return `Pods: ${words('Pod')}. Nodes: ${words('Node')}.`;
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
