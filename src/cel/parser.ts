// Parses an expression into its syntax tree. One method is one rule of upstream's grammar, so that errors name the same
// words at the same places. upstream: cel-go parser/gen/CEL.g4, parser/parser.go

import { balanced } from './balanced';
import {
  FIELD,
  FIRST,
  IN_CALC,
  IN_MEMBER,
  LITERALS,
  MEMBER,
  NOTHING,
  ONLY,
  OR_END,
  PRODUCTS,
  RELATIONS,
  RESERVED,
  START,
  SUMS,
} from './grammar';
import { tokenize } from './lexer';
import { readLiteral } from './literal';
import { expandMacro, type Macros } from './macros';
import { type Follow, TokenWalk } from './recovery';
import type { Source } from './source';
import type { Expression, FieldEntry, MapEntry } from './syntax';
import type { TokenKind } from './token';

/** The tree, or nothing when the source has errors, which it keeps. */
export function parse(source: Source, macros: Macros): Expression | undefined {
  const walk = new TokenWalk(source, tokenize(source));
  const root = walk.run(() => new Parser(walk, macros).start());
  return source.hasErrors ? undefined : root;
}

class Parser {
  readonly #walk: TokenWalk;
  readonly #macros: Macros;

  constructor(walk: TokenWalk, macros: Macros) {
    this.#walk = walk;
    this.#macros = macros;
  }

  start(): Expression {
    let root: Expression = this.#unparsed();
    this.#walk.rule(
      'start',
      { tokens: [] },
      () => {
        root = this.#expression(ONLY('<EOF>'));
        this.#walk.match('<EOF>', { tokens: [] });
      },
      () => undefined,
    );
    return root;
  }

  #unparsed(): Expression {
    return { kind: 'unparsed', at: this.#walk.peek().at };
  }

  /** A rule that makes an expression; what it has so far is kept when it fails. */
  #rule(name: string, follow: Follow, body: (keep: (part: Expression) => Expression) => Expression): Expression {
    let part: Expression | undefined;
    const keep = (next: Expression) => {
      part = next;
      return next;
    };
    return this.#walk.rule(
      name,
      follow,
      () => body(keep),
      () => part ?? this.#unparsed(),
    );
  }

  #expression(follow: Follow): Expression {
    return this.#rule('expr', follow, (keep) => {
      const condition = keep(this.#or(OR_END("'?'")));
      if (!this.#walk.is("'?'")) return condition;
      const { at } = this.#walk.match("'?'", START);
      const yes = this.#or(ONLY("':'"));
      this.#walk.match("':'", START);
      return this.#call(at, '_?_:_', undefined, [condition, yes, this.#expression(NOTHING)]);
    });
  }

  #or(follow: Follow): Expression {
    return this.#logical('conditionalOr', follow, "'||'", '_||_', (next) => this.#and(next));
  }

  #and(follow: Follow): Expression {
    return this.#logical('conditionalAnd', follow, "'&&'", '_&&_', (next) => this.#relation(next, 0));
  }

  #logical(
    rule: string,
    follow: Follow,
    token: TokenKind,
    name: string,
    term: (follow: Follow) => Expression,
  ): Expression {
    const terms: Expression[] = [];
    const places: number[] = [];
    return this.#rule(rule, follow, (keep) => {
      terms.push(keep(term(OR_END(token))));
      while (this.#walk.is(token)) {
        places.push(this.#walk.match(token, START).at);
        terms.push(term(OR_END(token)));
      }
      return places.length === 0 ? (terms[0] as Expression) : balanced(name, terms, places);
    });
  }

  #relation(follow: Follow, precedence: number): Expression {
    return this.#rule('relation', follow, (keep) => {
      let left = keep(this.#calc(OR_END(...RELATIONS), 0));
      while (precedence < 2 && this.#walk.is(...RELATIONS)) {
        const operator = this.#walk.match(this.#walk.peek().kind, START);
        const name = operator.text === 'in' ? '@in' : `_${operator.text}_`;
        const right = this.#relation(OR_END(...RELATIONS), 2);
        left = keep(this.#call(operator.at, name, undefined, [left, right]));
      }
      return left;
    });
  }

  #calc(follow: Follow, precedence: number): Expression {
    return this.#rule('calc', follow, (keep) => {
      let left = keep(this.#unary());
      while ((precedence < 3 && this.#walk.is(...PRODUCTS)) || (precedence < 2 && this.#walk.is(...SUMS))) {
        const deeper = this.#walk.is(...PRODUCTS) ? 3 : 2;
        const operator = this.#walk.match(this.#walk.peek().kind, START);
        left = keep(this.#call(operator.at, `_${operator.text}_`, undefined, [left, this.#calc(IN_CALC, deeper)]));
      }
      return left;
    });
  }

  #unary(): Expression {
    return this.#rule('unary', IN_CALC, () => {
      this.#walk.sync(...FIRST);
      if (this.#walk.is("'!'")) return this.#prefixed("'!'", '!_');
      if (this.#walk.is("'-'") && !this.#isNegativeNumber()) return this.#prefixed("'-'", '-_');
      return this.#member();
    });
  }

  #isNegativeNumber(): boolean {
    const next = this.#walk.peek(1).kind;
    if (next === 'NUM_INT' || next === 'NUM_FLOAT') return true;
    if (!MEMBER.includes(next)) this.#walk.noViable(1);
    return false;
  }

  #prefixed(token: TokenKind, name: string): Expression {
    const first = this.#walk.match(token, ONLY(token, ...MEMBER));
    let count = 1;
    for (;;) {
      this.#walk.syncLoop(token, ...MEMBER);
      if (!this.#walk.is(token)) break;
      if (token === "'-'" && !MEMBER.includes(this.#walk.peek(1).kind)) this.#walk.noViable(1);
      this.#walk.match(token, ONLY(token, ...MEMBER));
      count++;
    }
    const operand = this.#member();
    return count % 2 === 0 ? operand : this.#call(first.at, name, undefined, [operand]);
  }

  #member(): Expression {
    return this.#rule('member', NOTHING, (keep) => {
      let member = keep(this.#primary());
      while (this.#walk.is("'.'", "'['")) {
        member = keep(this.#walk.is("'['") ? this.#index(member) : this.#selection(member));
      }
      return member;
    });
  }

  #index(target: Expression): Expression {
    const { at } = this.#walk.match("'['", ONLY("'?'", ...FIRST));
    this.#walk.sync("'?'", ...FIRST);
    const optional = this.#walk.is("'?'");
    if (optional) this.#walk.match("'?'", START);
    const index = this.#expression(ONLY("']'"));
    this.#walk.match("']'", IN_MEMBER);
    return this.#call(at, optional ? '_[?_]' : '_[_]', undefined, [target, index]);
  }

  #selection(target: Expression): Expression {
    const walk = this.#walk;
    const next = walk.peek(1).kind;
    if (next !== "'?'" && !FIELD.includes(next)) walk.noViable(1);
    const dot = walk.match("'.'", ONLY("'?'", ...FIELD));
    if (next === 'IDENTIFIER' && walk.peek(1).kind === "'('") {
      const name = walk.match('IDENTIFIER', ONLY("'('")).text;
      const open = walk.match("'('", ONLY("')'", ...FIRST));
      return this.#call(open.at, name, target, this.#arguments());
    }
    const optional = walk.is("'?'");
    if (optional) walk.match("'?'", ONLY(...FIELD));
    const { at, text } = this.#field(IN_MEMBER);
    if (!optional) return { kind: 'select', at: dot.at, operand: target, field: text, test: false };
    return this.#call(dot.at, '_?._', undefined, [target, { kind: 'literal', at, value: text }]);
  }

  /** The name of a field; one in back quotes comes without them. */
  #field(follow: Follow): { readonly at: number; readonly text: string } {
    const { at } = this.#walk.peek();
    return this.#walk.rule(
      'escapeIdent',
      follow,
      () => {
        this.#walk.sync(...FIELD);
        if (!this.#walk.is(...FIELD)) this.#walk.noViable(0);
        const token = this.#walk.match(this.#walk.peek().kind, NOTHING);
        if (token.kind === 'ESC_IDENTIFIER') this.#walk.source.report(at, "unsupported syntax: '`'");
        return { at, text: token.text.replaceAll('`', '') };
      },
      () => ({ at, text: '' }),
    );
  }

  #arguments(): Expression[] {
    this.#walk.sync("')'", ...FIRST);
    const args: Expression[] = [];
    if (this.#walk.is(...FIRST)) {
      this.#walk.rule(
        'exprList',
        ONLY("')'"),
        () => {
          args.push(this.#expression(OR_END("','")));
          while (this.#walk.is("','")) {
            this.#walk.match("','", START);
            args.push(this.#expression(OR_END("','")));
          }
        },
        () => undefined,
      );
    }
    this.#walk.match("')'", IN_MEMBER);
    return args;
  }

  #primary(): Expression {
    return this.#rule('primary', IN_MEMBER, () => {
      const walk = this.#walk;
      walk.sync(...MEMBER);
      const { at, kind } = walk.peek();
      if (kind === "'('") {
        walk.match("'('", START);
        const inner = this.#expression(ONLY("')'"));
        walk.match("')'", NOTHING);
        return inner;
      }
      if (kind === "'['") return this.#list();
      if (kind === "'{'")
        return { kind: 'map', at, entries: this.#entries('map', (entries) => this.#mapEntry(entries)) };
      if (kind === "'.'" || kind === 'IDENTIFIER') return this.#named();
      if (kind === "'-'" || LITERALS.includes(kind)) return this.#literal();
      return walk.noViable(0);
    });
  }

  #literal(): Expression {
    return this.#rule('literal', NOTHING, () => {
      const { at } = this.#walk.peek();
      const isNegative = this.#walk.is("'-'");
      if (isNegative && !['NUM_INT', 'NUM_FLOAT'].includes(this.#walk.peek(1).kind)) this.#walk.noViable(1);
      if (isNegative) this.#walk.match("'-'", ONLY('NUM_INT', 'NUM_FLOAT'));
      const token = this.#walk.match(this.#walk.peek().kind, NOTHING);
      const result = readLiteral(token, isNegative);
      if ('error' in result) {
        this.#walk.source.report(at, result.error);
        return { kind: 'unparsed', at };
      }
      return { kind: 'literal', at, value: result.value };
    });
  }

  /** An identifier, a call of a function, or a message. */
  #named(): Expression {
    const walk = this.#walk;
    const start = walk.peek();
    const dots = start.kind === "'.'" ? 1 : 0;
    if (walk.peek(dots).kind !== 'IDENTIFIER') walk.noViable(dots);
    let end = dots + 1;
    while (walk.peek(end).kind === "'.'" && walk.peek(end + 1).kind === 'IDENTIFIER') end += 2;
    if (walk.peek(end).kind === "'{'") return this.#message();
    if (dots === 1) walk.match("'.'", ONLY('IDENTIFIER'));
    const token = walk.match('IDENTIFIER', OR_END("'('"));
    const name = (dots === 1 ? '.' : '') + token.text;
    const open = walk.is("'('") ? walk.match("'('", ONLY("')'", ...FIRST)) : undefined;
    const args = open ? this.#arguments() : [];
    if (RESERVED.has(token.text)) {
      walk.source.report(start.at, `reserved identifier: ${token.text}`);
      return { kind: 'unparsed', at: start.at };
    }
    return open ? this.#call(open.at, name, undefined, args) : { kind: 'identifier', at: token.at, name };
  }

  #message(): Expression {
    const walk = this.#walk;
    let name = '';
    while (!walk.is("'{'")) name += walk.match(walk.peek().kind, ONLY('IDENTIFIER', "'.'", "'{'")).text;
    const { at } = walk.peek();
    return { kind: 'object', at, name, fields: this.#entries('field', (fields) => this.#fieldEntry(fields)) };
  }

  #list(): Expression {
    const walk = this.#walk;
    const { at } = walk.match("'['", ONLY("'?'", "','", "']'", ...FIRST));
    const items: Expression[] = [];
    const optional: number[] = [];
    walk.sync("'?'", "','", "']'", ...FIRST);
    if (walk.is("'?'", ...FIRST)) {
      this.#separated('listInit', ONLY("','", "']'"), ["'?'", ...FIRST], () => {
        const item = this.#optionalExpression(OR_END("','"));
        if (item.optional) optional.push(items.length);
        items.push(item.expression);
      });
    }
    walk.sync("','", "']'");
    if (walk.is("','")) walk.match("','", ONLY("']'"));
    walk.match("']'", NOTHING);
    return { kind: 'list', at, items, optional };
  }

  /** `{ … }` of a map or of a message. */
  #entries<T>(what: 'map' | 'field', read: (into: T[]) => void): T[] {
    const walk = this.#walk;
    const first: readonly TokenKind[] = what === 'map' ? ["'?'", ...FIRST] : ["'?'", ...FIELD];
    walk.match("'{'", ONLY("','", "'}'", ...first));
    const entries: T[] = [];
    walk.sync("','", "'}'", ...first);
    if (walk.is(...first)) {
      this.#separated(`${what}InitializerList`, ONLY("','", "'}'"), first, () => read(entries));
    }
    walk.sync("','", "'}'");
    if (walk.is("','")) walk.match("','", ONLY("'}'"));
    walk.match("'}'", NOTHING);
    return entries;
  }

  /** Items between commas; a comma after the last is not this rule's. */
  #separated(rule: string, follow: Follow, first: readonly TokenKind[], item: () => void): void {
    this.#walk.rule(
      rule,
      follow,
      () => {
        item();
        while (this.#walk.is("','") && first.includes(this.#walk.peek(1).kind)) {
          this.#walk.match("','", ONLY(...first));
          item();
        }
      },
      () => undefined,
    );
  }

  #mapEntry(entries: MapEntry[]): void {
    const { expression: key, optional } = this.#optionalExpression(ONLY("':'"));
    const { at } = this.#walk.match("':'", START);
    entries.push({ at, key, value: this.#expression(OR_END("','")), optional });
  }

  #fieldEntry(fields: FieldEntry[]): void {
    this.#walk.sync("'?'", ...FIELD);
    const optional = this.#walk.is("'?'");
    if (optional) this.#walk.match("'?'", ONLY(...FIELD));
    const { text } = this.#field(ONLY("':'"));
    const { at } = this.#walk.match("':'", START);
    fields.push({ at, field: text, value: this.#expression(OR_END("','")), optional });
  }

  #optionalExpression(follow: Follow): { readonly expression: Expression; readonly optional: boolean } {
    let optional = false;
    const expression = this.#rule('optExpr', follow, () => {
      this.#walk.sync("'?'", ...FIRST);
      optional = this.#walk.is("'?'");
      if (optional) this.#walk.match("'?'", START);
      return this.#expression(NOTHING);
    });
    return { expression, optional };
  }

  #call(at: number, name: string, target: Expression | undefined, args: readonly Expression[]): Expression {
    const expanded = expandMacro(this.#macros, { at, name, target, args });
    if (!expanded) return { kind: 'call', at, name, target, args };
    if ('error' in expanded) {
      this.#walk.source.report(expanded.at, expanded.error);
      return { kind: 'unparsed', at };
    }
    return expanded.expression;
  }
}
