// The text of an expression and the errors found in it, printed with the line and a caret under the place. Places count
// code points, as Go's runes do. upstream: cel-go common/source.go, error.go, errors.go

/** Where an error has no place: upstream prints `-1:0`. */
export const NOWHERE = -1;
const MAX_ERRORS = 100;
const MAX_SNIPPET_BYTES = 16384;

interface SourceError {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export class Source {
  readonly characters: readonly string[];
  readonly #errors: SourceError[] = [];
  readonly #lines: string[][] = [[]];
  readonly #starts: number[] = [0];
  #count = 0;

  constructor(text: string) {
    this.characters = Array.from(text);
    this.characters.forEach((character, index) => {
      if (character === '\n') {
        this.#lines.push([]);
        this.#starts.push(index + 1);
      } else (this.#lines.at(-1) as string[]).push(character);
    });
  }

  get hasErrors(): boolean {
    return this.#count > 0;
  }

  get errorCount(): number {
    return this.#count;
  }

  /** The one that was found first, without its place. */
  get firstError(): string {
    return this.#errors[0]?.message ?? '';
  }

  report(at: number, message: string): void {
    this.#count++;
    if (this.#count > MAX_ERRORS) return;
    if (at === NOWHERE) {
      this.#errors.push({ line: -1, column: -1, message });
      return;
    }
    let line = this.#starts.length;
    while ((this.#starts[line - 1] as number) > at) line--;
    this.#errors.push({ line, column: at - (this.#starts[line - 1] as number), message });
  }

  /** Every error, by place. */
  errorText(): string {
    const sorted = [...this.#errors].sort((a, b) => a.line - b.line || a.column - b.column);
    const texts = sorted.map((error) => this.#show(error));
    if (this.#count > MAX_ERRORS) texts.push(`${this.#count - MAX_ERRORS} more errors were truncated`);
    return texts.join('\n');
  }

  #show({ line, column, message }: SourceError): string {
    const snippet = this.#lines[line - 1];
    // A source without any text has no first place.
    if (this.#lines.length === 1 && snippet?.length === 0) return `ERROR: <input>:1:0: ${message}`;
    const head = `ERROR: <input>:${line}:${column + 1}: ${message}`;
    if (!snippet || snippet.length > MAX_SNIPPET_BYTES) return head;
    const shown = snippet.map((character) => (character === '\t' ? ' ' : character));
    const dots = Array.from({ length: column }, (_, index) => (isWide(shown[index]) ? '．' : '.'));
    const dotted = dots.slice(0, Math.min(column, shown.length)).join('');
    return `${head}\n | ${shown.join('')}\n | ${dotted}${isWide(shown[column]) ? '＾' : '^'}`;
  }
}

const isWide = (character: string | undefined) => character !== undefined && (character.codePointAt(0) as number) > 127;
