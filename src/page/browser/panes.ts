// Parts of the details that need no more than the data: the frame, events, a stream of requests.

import type { StreamData } from '../page-data';
import { type Child, h } from './dom';
import type { Past } from './past';
import { streamAt } from './requests';
import { countText, instantText } from './words';

/** More events than this are counted, not listed. */
const MOST_EVENTS = 60;

export function pane(title: string, state: string, source: string, children: readonly Child[]): Child[] {
  return [
    h(
      'header',
      { class: 'pane-head' },
      h('h2', { id: 'details-title' }, title),
      ...(state && state !== 'present' ? [h('span', { class: 'badge', 'data-state': state }, state)] : []),
      ...(source ? [h('code', { class: 'source' }, source)] : []),
    ),
    ...children,
  ];
}

export function section(title: string, ...children: readonly Child[]): HTMLElement {
  return h('section', { class: 'part', 'aria-label': title }, h('h3', {}, title), ...children);
}

/** Events, the latest first. */
export function eventList(past: Past, events: readonly number[]): HTMLElement[] {
  if (events.length === 0) return [];
  const { atMs, isWarning, reason, message, count, from } = past.data.events;
  const items = events.slice(-MOST_EVENTS).reverse();
  const rows = items.map((event) =>
    h(
      'li',
      isWarning[event] === 1 ? { class: 'warning' } : {},
      h('span', { class: 'at' }, instantText(atMs[event] as number)),
      h(
        'span',
        {},
        h('b', {}, past.values.text(reason[event])),
        (count[event] as number) > 1 ? ` ×${count[event]}` : '',
        ` ${past.values.text(message[event])} `,
        h('span', { class: 'quiet' }, past.values.text(from[event])),
      ),
    ),
  );
  return [section(`Events (${events.length})`, h('ul', { class: 'events' }, ...rows))];
}

export function streamPane(stream: StreamData, atMs: number): HTMLElement[] {
  const { sent, lost, total, gone } = streamAt(stream, atMs);
  const second = Math.floor((atMs - stream.startMs) / 1000);
  const causes = stream.causes.map(({ text, seconds }) => {
    const byNow = seconds.filter(([at]) => at <= second).reduce((sum, [, number]) => sum + number, 0);
    const first = seconds[0]?.[0] ?? 0;
    return h(
      'li',
      {},
      h('span', { class: 'at' }, instantText(stream.startMs + first * 1000)),
      h('span', {}, h('b', {}, countText(byNow, 'request')), ` ${text}`),
    );
  });
  const pods = stream.byPod.map(([pod, number]) => h('li', {}, `${pod}: ${number}`));
  const [p50, p95, p99] = stream.latencyMs ?? [];
  return [
    section(
      'Requests',
      h('p', {}, `from ${stream.from} to ${stream.to}, ${instantText(stream.startMs)} to ${instantText(stream.endMs)}`),
      h('p', {}, `in this second ${sent} sent, ${lost} lost; until now ${total} sent, ${gone} lost`),
      ...(p50 === undefined ? [] : [h('p', {}, `latency: half within ${p50}ms, 95% ${p95}ms, 99% ${p99}ms`)]),
    ),
    ...(causes.length > 0 ? [section('Lost, by cause, until now', h('ul', { class: 'events' }, ...causes))] : []),
    ...(pods.length > 0 ? [section('Answered, by pod, in all', h('ul', {}, ...pods))] : []),
  ];
}
