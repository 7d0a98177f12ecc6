// What is looked at as the part of the address after #, so that a link leads to the same instant and object.

import type { Past } from './past';
import type { Subject, ViewState } from './view';

export function placeOf(past: Past, { atMs, subject }: ViewState): string {
  const parts = [`at=${atMs}`];
  if (subject.type === 'object') {
    parts.push(`object=${encodeURIComponent(past.id(subject.object))}`);
    if (subject.path.length > 0) parts.push(`path=${encodeURIComponent(subject.path.join('/'))}`);
  }
  if (subject.type === 'stream') parts.push(`stream=${subject.stream}`);
  return `#${parts.join('&')}`;
}

/** What an address says; the page's own beginning where it says nothing. */
export function readPlace(past: Past, hash: string): Pick<ViewState, 'atMs' | 'subject'> {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const { focus, endMs } = past.data;
  const at = Number(said.get('at') ?? focus.atMs);
  const atMs = Number.isFinite(at) ? Math.min(endMs, Math.max(0, Math.round(at))) : focus.atMs;
  return { atMs, subject: subjectOf(past, said) };
}

function subjectOf(past: Past, said: URLSearchParams): Subject {
  const id = said.get('object');
  const object = id === null ? past.data.focus.object : past.named(id);
  const stream = Number(said.get('stream') ?? Number.NaN);
  if (id === null && past.data.streams[stream]) return { type: 'stream', stream };
  if (object < 0) return { type: 'none' };
  return { type: 'object', object, path: said.get('path')?.split('/') ?? [] };
}
