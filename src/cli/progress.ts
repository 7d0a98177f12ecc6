// One line on standard error that tells how far a long run is: only on a terminal, and only when it takes long.

const AFTER_MS = 1_000;
const CLEAR_LINE = '\r\u001b[K';

export class Progress {
  readonly #startedMs = performance.now();
  #shown = false;

  say(text: string): void {
    if (!process.stderr.isTTY || performance.now() - this.#startedMs < AFTER_MS) return;
    this.#shown = true;
    process.stderr.write(CLEAR_LINE + text);
  }

  done(): void {
    if (this.#shown) process.stderr.write(CLEAR_LINE);
  }
}
