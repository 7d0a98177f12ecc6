// Finds the tokens of a YAML text as kubectl's YAML library does, so that what kubectl refuses is refused here in its
// words and with its line numbers.
// upstream: go.yaml.in/yaml/v2 scannerc.go

import { type Mark, TextCursor } from './go-yaml-cursor';
import { scanBlockScalar, scanPlain, scanQuoted } from './go-yaml-scalars';
import { scanAnchor, scanDirective, scanTag } from './go-yaml-words';

export type TokenType =
  | 'stream-start'
  | 'stream-end'
  | 'version'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence'
  | 'block-mapping'
  | 'block-end'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | '-'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'plain-scalar'
  | 'scalar';

export interface Token {
  readonly type: TokenType;
  readonly mark: Mark;
  /** Offset of what follows it. */
  readonly end: number;
  /** A scalar's text, an alias's or anchor's name, a tag's handle, a version. */
  readonly text: string;
  /** What follows a tag's handle, or what a directive says the handle stands for. */
  readonly suffix: string;
}

interface SimpleKey {
  possible: boolean;
  required: boolean;
  tokenNumber: number;
  mark: Mark;
}

const SPACES = / */y;
const BLANKS = /[ \t]*/y;
const MAX_KEY_LENGTH = 1024;
const INDICATORS = '-?:,[]{}#&*!|>\'"%@`';

export class GoYamlScanner {
  readonly #cursor: TextCursor;
  #tokens: Token[] = [];
  /** Tokens handed out so far. */
  #taken = 0;
  #keys: SimpleKey[] = [];
  #indents: number[] = [];
  #indent = -1;
  #keyAllowed = true;

  constructor(text: string) {
    this.#cursor = new TextCursor(text);
    this.#keys.push({ possible: false, required: false, tokenNumber: 0, mark: this.#cursor.mark() });
    this.#add('stream-start', this.#cursor.mark());
  }

  /** The next token, without taking it. Throws GoYamlFault. */
  peek(): Token {
    while (this.#tokens.length === 0 || this.#headMayBecomeKey()) this.#fetch();
    return this.#tokens[0] as Token;
  }

  take(): Token {
    const token = this.peek();
    this.#tokens.shift();
    this.#taken++;
    return token;
  }

  get #flowLevel(): number {
    return this.#keys.length - 1;
  }

  /** A `:` further on may turn what begins at the first token into a key. */
  #headMayBecomeKey(): boolean {
    const key = this.#keys.find((candidate) => candidate.possible && candidate.tokenNumber === this.#taken);
    return key !== undefined && this.#isValid(key);
  }

  #fetch(): void {
    const cursor = this.#cursor;
    this.#skipToToken();
    this.#unroll(cursor.column);
    const marker = cursor.documentMarker();
    if (cursor.atEnd) this.#streamEnd();
    else if (cursor.column === 0 && cursor.char() === '%') this.#directive();
    else if (marker !== undefined) this.#documentMarker(marker);
    else if (!this.#indicator(cursor.char())) this.#keyLike(cursor.char());
  }

  /** Takes an indicator if there is one here. */
  #indicator(char: string): boolean {
    const inFlow = this.#flowLevel > 0;
    const blankFollows = this.#cursor.isBlankOrEnd(1);
    if (char === '[' || char === '{') this.#flowStart(char);
    else if (char === ']' || char === '}') this.#flowEnd(char);
    else if (char === ',') this.#flowEntry();
    else if (char === '-' && blankFollows) this.#blockEntry();
    else if (char === '?' && (inFlow || blankFollows)) this.#complexKey();
    else if (char === ':' && (inFlow || blankFollows)) this.#value();
    else if ((char === '|' || char === '>') && !inFlow) this.#blockScalar();
    else return false;
    return true;
  }

  /** Anything that may stand as a key: words and flow scalars. */
  #keyLike(char: string): void {
    const cursor = this.#cursor;
    const isWord = char === '*' || char === '&' || char === '!';
    const isQuoted = char === "'" || char === '"';
    if (!isWord && !isQuoted && !this.#startsPlain(char)) {
      throw cursor.fault('found character that cannot start any token', cursor.mark());
    }
    this.#saveKey();
    this.#keyAllowed = false;
    const mark = cursor.mark();
    if (char === '*') this.#add('alias', mark, scanAnchor(cursor));
    else if (char === '&') this.#add('anchor', mark, scanAnchor(cursor));
    else if (char === '!') {
      const { handle, suffix } = scanTag(cursor);
      this.#add('tag', mark, handle, suffix);
    } else if (isQuoted) {
      this.#add('scalar', mark, scanQuoted(cursor));
    } else {
      const { text, end, endsInBreak } = scanPlain(cursor, this.#indent + 1, this.#flowLevel > 0);
      if (endsInBreak) this.#keyAllowed = true;
      this.#tokens.push({ type: 'plain-scalar', mark, end, text, suffix: '' });
    }
  }

  #startsPlain(char: string): boolean {
    const cursor = this.#cursor;
    if (!cursor.isBlankOrEnd(0) && !INDICATORS.includes(char)) return true;
    if (char === '-') return !cursor.isBlank(1);
    return this.#flowLevel === 0 && (char === '?' || char === ':') && !cursor.isBlankOrEnd(1);
  }

  #streamEnd(): void {
    this.#cursor.forceNewLine();
    this.#unroll(-1);
    this.#removeKey();
    this.#keyAllowed = false;
    this.#add('stream-end', this.#cursor.mark());
  }

  #directive(): void {
    this.#unroll(-1);
    this.#removeKey();
    this.#keyAllowed = false;
    const mark = this.#cursor.mark();
    const { name, text, prefix } = scanDirective(this.#cursor);
    this.#add(name === 'YAML' ? 'version' : 'tag-directive', mark, text, prefix);
  }

  #documentMarker(marker: '---' | '...'): void {
    this.#unroll(-1);
    this.#removeKey();
    this.#keyAllowed = false;
    const mark = this.#cursor.mark();
    this.#cursor.skip(3);
    this.#add(marker === '---' ? 'document-start' : 'document-end', mark);
  }

  #flowStart(char: '[' | '{'): void {
    this.#saveKey();
    const tokenNumber = this.#taken + this.#tokens.length;
    this.#keys.push({ possible: false, required: false, tokenNumber, mark: this.#cursor.mark() });
    this.#keyAllowed = true;
    this.#addChar(char);
  }

  #flowEnd(char: ']' | '}'): void {
    this.#removeKey();
    if (this.#flowLevel > 0) this.#keys.pop();
    this.#keyAllowed = false;
    this.#addChar(char);
  }

  #flowEntry(): void {
    this.#removeKey();
    this.#keyAllowed = true;
    this.#addChar(',');
  }

  #blockEntry(): void {
    if (this.#flowLevel === 0) {
      this.#mustAllowKey('block sequence entries are not allowed in this context');
      this.#roll(this.#cursor.mark(), undefined, 'block-sequence');
    }
    this.#removeKey();
    this.#keyAllowed = true;
    this.#addChar('-');
  }

  #complexKey(): void {
    if (this.#flowLevel === 0) {
      this.#mustAllowKey('mapping keys are not allowed in this context');
      this.#roll(this.#cursor.mark(), undefined, 'block-mapping');
    }
    this.#removeKey();
    this.#keyAllowed = this.#flowLevel === 0;
    this.#addChar('key');
  }

  #value(): void {
    const key = this.#keys.at(-1) as SimpleKey;
    if (this.#isValid(key)) {
      const at = key.tokenNumber - this.#taken;
      this.#insert(at, 'key', key.mark);
      this.#roll(key.mark, at, 'block-mapping');
      key.possible = false;
      this.#keyAllowed = false;
    } else {
      if (this.#flowLevel === 0) {
        this.#mustAllowKey('mapping values are not allowed in this context');
        this.#roll(this.#cursor.mark(), undefined, 'block-mapping');
      }
      this.#keyAllowed = this.#flowLevel === 0;
    }
    this.#addChar('value');
  }

  #blockScalar(): void {
    this.#removeKey();
    this.#keyAllowed = true;
    const mark = this.#cursor.mark();
    this.#add('scalar', mark, scanBlockScalar(this.#cursor, this.#indent));
  }

  #mustAllowKey(otherwise: string): void {
    if (!this.#keyAllowed) throw this.#cursor.fault(otherwise, this.#cursor.mark());
  }

  #skipToToken(): void {
    const cursor = this.#cursor;
    for (;;) {
      // A tab may not stand where indentation does.
      const tabs = this.#flowLevel > 0 || !this.#keyAllowed;
      cursor.skipRun(tabs ? BLANKS : SPACES);
      if (cursor.char() === '#') cursor.skipLineRest();
      if (!cursor.isBreak(0)) return;
      cursor.takeBreak();
      if (this.#flowLevel === 0) this.#keyAllowed = true;
    }
  }

  #saveKey(): void {
    if (!this.#keyAllowed) return;
    const mark = this.#cursor.mark();
    this.#removeKey();
    this.#keys[this.#keys.length - 1] = {
      possible: true,
      required: this.#flowLevel === 0 && this.#indent === mark.column,
      tokenNumber: this.#taken + this.#tokens.length,
      mark,
    };
  }

  #removeKey(): void {
    const key = this.#keys.at(-1) as SimpleKey;
    if (key.possible && key.required) throw this.#cursor.fault("could not find expected ':'", key.mark);
    key.possible = false;
  }

  /** A key must end on its line, within so many characters. */
  #isValid(key: SimpleKey): boolean {
    if (!key.possible) return false;
    const { line, offset } = this.#cursor;
    if (key.mark.line >= line && key.mark.offset + MAX_KEY_LENGTH >= offset) return true;
    this.#removeStale(key);
    return false;
  }

  #removeStale(key: SimpleKey): void {
    if (key.required) throw this.#cursor.fault("could not find expected ':'", key.mark);
    key.possible = false;
  }

  /** Opens a block collection at this column if it is further in; `at` is its place among the waiting tokens. */
  #roll(mark: Mark, at: number | undefined, type: TokenType): void {
    if (this.#flowLevel > 0 || this.#indent >= mark.column) return;
    this.#indents.push(this.#indent);
    this.#indent = mark.column;
    this.#insert(at ?? this.#tokens.length, type, mark);
  }

  #unroll(column: number): void {
    if (this.#flowLevel > 0) return;
    while (this.#indent > column) {
      this.#add('block-end', this.#cursor.mark());
      this.#indent = this.#indents.pop() as number;
    }
  }

  #addChar(type: TokenType): void {
    const mark = this.#cursor.mark();
    this.#cursor.skip(1);
    this.#add(type, mark);
  }

  #add(type: TokenType, mark: Mark, text = '', suffix = ''): void {
    this.#tokens.push({ type, mark, end: this.#cursor.offset, text, suffix });
  }

  #insert(at: number, type: TokenType, mark: Mark): void {
    this.#tokens.splice(at, 0, { type, mark, end: mark.offset, text: '', suffix: '' });
  }
}
