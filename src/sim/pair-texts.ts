// Texts put together of two others, each made once: the same text again, with its hash, costs less than a new one.

/** Remembers no more than so many texts; then it begins anew. */
export class PairTexts {
  readonly #join: (first: string, second: string) => string;
  readonly #most: number;
  readonly #known = new Map<string, Map<string, string>>();
  #count = 0;
  /** One text is asked for several times in a row. */
  #lastFirst = '';
  #lastSecond = '';
  #last = '';

  constructor(most: number, join: (first: string, second: string) => string) {
    this.#most = most;
    this.#join = join;
  }

  of(first: string, second: string): string {
    if (this.#last !== '' && second === this.#lastSecond && first === this.#lastFirst) return this.#last;
    let texts = this.#known.get(first);
    if (!texts) {
      texts = new Map();
      this.#known.set(first, texts);
    }
    let text = texts.get(second);
    if (text === undefined) {
      text = this.#join(first, second);
      texts.set(second, text);
      if (++this.#count > this.#most) {
        this.#known.clear();
        this.#count = 0;
      }
    }
    return this.#keep(first, second, text);
  }

  /** As `of`, for a text that is asked for again at once, then hardly ever: it is not kept beyond that. */
  once(first: string, second: string): string {
    return this.#keep(first, second, this.#join(first, second));
  }

  #keep(first: string, second: string, text: string): string {
    this.#lastFirst = first;
    this.#lastSecond = second;
    this.#last = text;
    return text;
  }
}
