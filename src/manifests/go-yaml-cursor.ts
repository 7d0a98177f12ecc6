// A place in a YAML text, with the line and column that kubectl's YAML library would count, and its way of naming a fault:
// a scanner's fault by its line, a parser's fault by the line before it, a fault on the first line by none.
// upstream: go.yaml.in/yaml/v2 readerc.go, decode.go fail

export interface Mark {
  readonly offset: number;
  /** From 0. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
}

export class GoYamlFault extends Error {
  readonly mark: Mark;

  constructor(message: string, mark: Mark) {
    super(message);
    this.mark = mark;
  }
}

/** `where` is the line to print, 0 for none. */
export function goYamlFault(problem: string, where: number, mark: Mark): GoYamlFault {
  return new GoYamlFault(where === 0 ? problem : `line ${where}: ${problem}`, mark);
}

const BREAKS = '\n\r\u0085\u2028\u2029';

export class TextCursor {
  readonly text: string;
  offset = 0;
  line = 0;
  column = 0;

  constructor(text: string) {
    this.text = text;
  }

  get atEnd(): boolean {
    return this.offset >= this.text.length;
  }

  mark(): Mark {
    return { offset: this.offset, line: this.line, column: this.column };
  }

  /** The character here or so many further on; empty at the end. */
  char(ahead = 0): string {
    return this.text.charAt(this.offset + ahead);
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

  skipBreak(): void {
    this.offset += this.char() === '\r' && this.char(1) === '\n' ? 2 : 1;
    this.line++;
    this.column = 0;
  }

  skipLineRest(): void {
    while (!this.isBreakOrEnd(0)) this.skip(1);
  }

  skipBlanks(): void {
    while (this.isBlank(0)) this.skip(1);
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
    return goYamlFault(problem, this.line === 0 ? context.line : this.line + 1, this.mark());
  }
}
