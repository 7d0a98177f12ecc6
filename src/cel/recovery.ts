// Walks the tokens for the parser and says what is wrong where, as upstream's generated parser does: one superfluous or
// missing token is mended, everything else ends the rule under way and goes on after it.
// upstream: antlr4 DefaultErrorStrategy; cel-go parser/parser.go

import { NOWHERE, type Source } from './source';
import { expectedText, type Token, type TokenKind } from './token';

/** Tokens that may come next within the rule that calls another; `canEnd` when that rule may also be over. */
export interface Follow {
  readonly tokens: readonly TokenKind[];
  readonly canEnd?: boolean;
}

class SyntaxFault {
  readonly token: Token;
  readonly message: string;
  constructor(token: Token, message: string) {
    this.token = token;
    this.message = message;
  }
}

/** Ends the parse: a limit was reached. */
class LimitFault {}

const MAX_DEPTH = 250;
const MAX_RECOVERIES = 30;
const MAX_SYNTAX_ERRORS = 100;
/** What stands between tokens without being skipped. */
const HIDDEN = /[\t \r\n\f]+|\/\/[^\n]*/g;
const RESERVED_FIELD = /^no viable alternative at input '\.(true|false|null)'$/;

const quoted = (text: string) => `'${text.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}'`;

export class TokenWalk {
  readonly source: Source;
  readonly #tokens: readonly Token[];
  readonly #stack: Follow[] = [];
  readonly #depths = new Map<string, number>();
  #index = 0;
  #recovering = false;
  #recoveries = 0;
  #syntaxErrors = 0;
  #lastErrorIndex = -1;
  #lastErrorStates = new Set<string>();

  constructor(source: Source, tokens: readonly Token[]) {
    this.source = source;
    this.#tokens = tokens;
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#index + ahead, this.#tokens.length - 1)] as Token;
  }

  is(...kinds: readonly TokenKind[]): boolean {
    return kinds.includes(this.peek().kind);
  }

  /** Runs the whole parse; undefined when a limit ended it. */
  run<T>(body: () => T): T | undefined {
    try {
      return body();
    } catch (fault) {
      if (fault instanceof LimitFault) return undefined;
      throw fault;
    }
  }

  /** One rule. When its body fails, what follows the rule is looked for and `partial()` is its result. */
  rule<T>(name: string, follow: Follow, body: () => T, partial: () => T): T {
    const depth = (this.#depths.get(name) ?? 0) + 1;
    if (depth > MAX_DEPTH) {
      this.source.report(NOWHERE, `expression recursion limit exceeded: ${MAX_DEPTH}`);
      throw new LimitFault();
    }
    this.#depths.set(name, depth);
    this.#stack.push(follow);
    try {
      return body();
    } catch (fault) {
      if (!(fault instanceof SyntaxFault)) throw fault;
      this.#report(fault.token, fault.message);
      this.#recover(name);
      return partial();
    } finally {
      this.#stack.pop();
      this.#depths.set(name, depth - 1);
    }
  }

  /** Takes the next token, which must be of this kind; `after` is what may follow it within the rule. */
  match(kind: TokenKind, after: Follow): Token {
    const token = this.peek();
    if (token.kind === kind) return this.#take();
    this.#countRecovery();
    if (this.peek(1).kind === kind) {
      this.#report(token, `extraneous input ${quoted(token.text)} expecting ${expectedText([kind])}`);
      this.#index++;
      return this.#take();
    }
    if (this.#mayFollow(after, token.kind)) {
      this.#report(token, `missing ${expectedText([kind])} at ${quoted(token.text)}`);
      return { kind, text: `<missing ${kind}>`, at: token.at };
    }
    throw this.#mismatch([kind]);
  }

  /** Before a choice: the next token must be one of these. A single superfluous one is skipped. */
  sync(...expected: readonly TokenKind[]): void {
    if (this.#recovering || this.is(...expected)) return;
    if (!expected.includes(this.peek(1).kind)) throw this.#mismatch(expected);
    const token = this.peek();
    this.#report(token, `extraneous input ${quoted(token.text)} expecting ${expectedText(expected)}`);
    this.#index++;
    this.#recovering = false;
  }

  /** Before another round of a loop that has had one: everything up to what may follow is skipped. */
  syncLoop(...expected: readonly TokenKind[]): void {
    if (this.#recovering || this.is(...expected)) return;
    const token = this.peek();
    this.#report(token, `extraneous input ${quoted(token.text)} expecting ${expectedText(expected)}`);
    this.#skipTo(expected);
  }

  /** No choice fits; the words from the next token to the one `ahead` of it show it. */
  noViable(ahead: number): never {
    const start = this.peek();
    let text = start.text;
    for (let index = 1; index <= ahead; index++) {
      const [previous, token] = [this.peek(index - 1), this.peek(index)];
      const gap = this.source.characters.slice(previous.at + Array.from(previous.text).length, token.at).join('');
      text += (gap.match(HIDDEN) ?? []).join('') + (token.kind === '<EOF>' ? '' : token.text);
    }
    throw new SyntaxFault(this.peek(ahead), `no viable alternative at input ${quoted(text)}`);
  }

  #mismatch(expected: readonly TokenKind[]): SyntaxFault {
    const token = this.peek();
    return new SyntaxFault(token, `mismatched input ${quoted(token.text)} expecting ${expectedText(expected)}`);
  }

  #take(): Token {
    const token = this.peek();
    this.#recovering = false;
    this.#lastErrorIndex = -1;
    this.#lastErrorStates = new Set();
    if (token.kind !== '<EOF>') this.#index++;
    return token;
  }

  #mayFollow({ tokens, canEnd }: Follow, kind: TokenKind): boolean {
    if (tokens.includes(kind)) return true;
    for (let level = this.#stack.length - 1, open = canEnd; open && level >= 0; level--) {
      const follow = this.#stack[level] as Follow;
      if (follow.tokens.includes(kind)) return true;
      open = follow.canEnd;
    }
    return false;
  }

  #report(token: Token, message: string): void {
    if (this.#recovering) return;
    this.#recovering = true;
    if (this.#syntaxErrors === MAX_SYNTAX_ERRORS) {
      this.source.report(token.at, `Syntax error: More than ${MAX_SYNTAX_ERRORS} syntax errors`);
      throw new LimitFault();
    }
    this.#syntaxErrors++;
    const shown = message.replace(RESERVED_FIELD, "mismatched input '$1' expecting IDENTIFIER");
    this.source.report(token.at, `Syntax error: ${shown}`);
  }

  #recover(state: string): void {
    this.#countRecovery();
    if (this.#lastErrorIndex === this.#index && this.#lastErrorStates.has(state)) this.#skip();
    this.#lastErrorIndex = this.#index;
    this.#lastErrorStates.add(state);
    this.#skipTo([]);
  }

  #skipTo(expected: readonly TokenKind[]): void {
    const stops = new Set([...expected, ...this.#stack.flatMap(({ tokens }) => tokens)]);
    while (!this.is('<EOF>') && !stops.has(this.peek().kind)) this.#skip();
  }

  #skip(): void {
    if (!this.is('<EOF>')) this.#index++;
  }

  #countRecovery(): void {
    if (this.#recoveries === MAX_RECOVERIES) {
      const message = `Syntax error: error recovery attempt limit exceeded: ${MAX_RECOVERIES}`;
      this.source.report(this.peek().at, message);
      throw new LimitFault();
    }
    this.#recoveries++;
  }
}
