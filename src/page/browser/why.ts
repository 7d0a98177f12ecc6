// The chain of causes of a write, from the write back to the user's line.

import { h } from './dom';
import type { Past } from './past';
import { instantText } from './words';

export interface Step {
  readonly atMs: number;
  readonly actor: string;
  readonly verb: string;
  readonly target: string;
  readonly source: string;
}

/** Latest first. */
export function chainOf(past: Past, step: number): Step[] {
  const { cause, atMs, actor, verb, target, source } = past.data.steps;
  const chain: Step[] = [];
  for (let at = step; at >= 0; at = cause[at] as number) {
    chain.push({
      atMs: atMs[at] as number,
      actor: past.values.text(actor[at]),
      verb: past.values.text(verb[at]),
      target: past.values.text(target[at]),
      source: past.values.text(source[at]),
    });
  }
  return chain;
}

/** The chain as a list, each step a button that goes to its instant and object. */
export function whyList(past: Past, step: number, go: (atMs: number, object: number) => void): HTMLElement {
  const items = chainOf(past, step).map(({ atMs, actor, verb, target, source }) => {
    const object = past.named(target);
    return h(
      'li',
      actor === 'user' ? { class: 'by-user' } : {},
      h(
        'button',
        { type: 'button', class: 'step', onclick: () => go(atMs, object) },
        h('span', { class: 'at' }, instantText(atMs)),
        h('span', { class: 'who' }, h('b', {}, actor), ` ${verb} `, h('span', { class: 'target' }, target)),
        ...(source ? [h('code', { class: 'source' }, source)] : []),
      ),
    );
  });
  return h('ol', { class: 'why' }, ...items);
}
