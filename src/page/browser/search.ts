// Search: every word must occur in what is known of an object: its kind, name, labels, nodes, images, and the words for
// what ever happened to it.

import type { Past } from './past';

export class Search {
  readonly #past: Past;
  readonly #words: readonly string[];
  readonly #texts: Map<number, string>;

  /** @param texts what was gathered for an earlier search */
  constructor(past: Past, query: string, texts: Map<number, string>) {
    this.#past = past;
    this.#words = query.toLowerCase().split(/\s+/).filter(Boolean);
    this.#texts = texts;
  }

  finds(object: number): boolean {
    let text = this.#texts.get(object);
    if (text === undefined) {
      text = textOf(this.#past, object).toLowerCase();
      this.#texts.set(object, text);
    }
    return this.#holds(text);
  }

  findsStream(stream: number): boolean {
    const { name, to, causes } = this.#past.data.streams[stream] as Past['data']['streams'][number];
    return this.#holds([name, to, 'requests traffic', ...causes.map((cause) => cause.text)].join(' ').toLowerCase());
  }

  #holds(text: string): boolean {
    return this.#words.every((word) => text.includes(word));
  }
}

function textOf(past: Past, object: number): string {
  const { values } = past;
  const words = new Set([past.kind(object), past.namespace(object), past.name(object)]);
  for (const change of past.changes(object)) words.add(past.what(change));
  for (const event of past.events(object)) words.add(values.text(past.data.events.reason[event]));
  const last = past.valueOf(past.changes(object).at(-1) ?? -1);
  for (const [key, value] of values.entries(values.at(last, 'metadata', 'labels'))) {
    words.add(`${key}=${String(values.scalar(value))}`);
  }
  for (const [, container] of values.entries(values.at(last, 'spec', 'containers'))) {
    words.add(values.textAt(container, 'image'));
  }
  return [...words].join(' ');
}
