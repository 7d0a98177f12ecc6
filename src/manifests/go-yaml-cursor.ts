// A place in a YAML text, with the line and column that kubectl's YAML library would count, and its way of naming a
// fault: a scanner's fault by its line, a parser's fault by the line before it, a fault on the first line by none.
// upstream: go.yaml.in/yaml/v2 readerc.go, decode.go fail

export interface Mark {
  readonly offset: number;
  /** From 0. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
}

/** The message is the library's, with its line. */
export class GoYamlFault extends Error {
  readonly problem: string;
  /** Where it comes to light. */
  readonly mark: Mark;
  /** Where what it concerns began. */
  readonly context: Mark;

  /** @param line the one to print, 0 for none. */
  constructor(problem: string, line: number, mark: Mark, context: Mark = mark) {
    super(line === 0 ? problem : `line ${line}: ${problem}`);
    this.problem = problem;
    this.mark = mark;
    this.context = context;
  }
}

// Everything but tab, line breaks, printable ASCII, NEL and the printable rest of Unicode.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;
/** The library reads so many bytes at a time, and finds control characters as it reads. */
const READ_SIZE = 512;

const LINE_REST = /[^\n\r\u0085\u2028\u2029]*/y;
const BREAKS = '\n\r\u0085\u2028\u2029';

export class TextCursor {
  readonly text: string;
  offset = 0;
  line = 0;
  column = 0;

  /** Where reading ends for a control character; the end of the text if there is none. */
  readonly #limit: number;

  constructor(text: string) {
    this.text = text;
    const control = CONTROL.exec(text)?.index;
    this.#limit = control === undefined ? text.length : control - (control % READ_SIZE);
  }

  get atEnd(): boolean {
    return this.offset >= this.text.length;
  }

  mark(): Mark {
    return { offset: this.offset, line: this.line, column: this.column };
  }

  /** The character here or so many further on; empty at the end. */
  char(ahead = 0): string {
    const at = this.offset + ahead;
    if (at >= this.#limit && at < this.text.length) throw this.#controlFault();
    return this.text.charAt(at);
  }

  isBlank(ahead: number): boolean {
    const char = this.char(ahead);
    return char === ' ' || char === '\t';
  }

  isBreak(ahead: number): boolean {
    const char = this.char(ahead);
    return char !== '' && BREAKS.includes(char);
  }

  isBreakOrEnd(ahead: number): boolean {
    return BREAKS.includes(this.char(ahead));
  }

  isBlankOrEnd(ahead: number): boolean {
    return this.isBlank(ahead) || this.isBreakOrEnd(ahead);
  }

  skip(count: number): void {
    this.offset += count;
    this.column += count;
  }

  /** Takes a line break, and answers what it is in a scalar. */
  takeBreak(): string {
    const char = this.char();
    this.offset += char === '\r' && this.char(1) === '\n' ? 2 : 1;
    this.line++;
    this.column = 0;
    return char === '\u2028' || char === '\u2029' ? char : '\n';
  }

  skipLineRest(): void {
    this.skipRun(LINE_REST);
  }

  skipBlanks(): void {
    while (this.isBlank(0)) this.skip(1);
  }

  /** Skips what a sticky pattern without line breaks matches here. */
  skipRun(pattern: RegExp): void {
    pattern.lastIndex = this.offset;
    this.skip(pattern.exec(this.text)?.[0].length ?? 0);
  }

  /** The end of the text counts as the end of a line. */
  forceNewLine(): void {
    if (this.column === 0) return;
    this.column = 0;
    this.line++;
  }

  documentMarker(): '---' | '...' | undefined {
    if (this.column !== 0 || !this.isBlankOrEnd(3)) return undefined;
    const three = this.text.slice(this.offset, this.offset + 3);
    return three === '---' || three === '...' ? three : undefined;
  }

  /** A scanner's fault at this place; `context` is where what it concerns began. */
  fault(problem: string, context: Mark): GoYamlFault {
    return new GoYamlFault(problem, this.line === 0 ? context.line : this.line + 1, this.mark(), context);
  }

  #controlFault(): GoYamlFault {
    const offset = CONTROL.exec(this.text)?.index ?? 0;
    const before = this.text.slice(0, offset).split('\n');
    const mark = { offset, line: before.length - 1, column: before.at(-1)?.length ?? 0 };
    return new GoYamlFault('control characters are not allowed', 0, mark);
  }
}
