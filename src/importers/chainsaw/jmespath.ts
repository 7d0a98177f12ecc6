// The part of JMESPath that assertion trees and bindings of Chainsaw's suites are written in, as a tree. What the part
// does not know is no error: it has no equal.

export type Node =
  | { readonly type: 'literal'; readonly value: unknown }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'current' }
  | { readonly type: 'field'; readonly of: Node; readonly name: string }
  | { readonly type: 'index'; readonly of: Node; readonly index: number }
  | { readonly type: 'every'; readonly of: Node }
  | { readonly type: 'filter'; readonly of: Node; readonly where: Node }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Node[] }
  | { readonly type: 'binary'; readonly operator: string; readonly left: Node; readonly right: Node }
  | { readonly type: 'not'; readonly of: Node }
  | { readonly type: 'list'; readonly items: readonly Node[] };

class Unknown extends Error {}

const TOKEN =
  /\s+|(\$?[A-Za-z_]\w*)|('(?:[^'\\]|\\.)*')|(`(?:[^`\\]|\\.)*`)|("(?:[^"\\]|\\.)*")|(-?\d+)|(\[\?|&&|\|\||==|!=|>=|<=|[[\]().,*@|!<>+/:-])/gy;

/** The tree of an expression; undefined when it is more than this knows. */
export function parseJmesPath(text: string): Node | undefined {
  try {
    const parser = new Parser(tokens(text));
    const node = parser.expression(0);
    parser.end();
    return node;
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

function tokens(text: string): readonly string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) throw new Unknown();
    if (match[0].trim() !== '') found.push(match[0]);
  }
  return found;
}

const BINDING: Readonly<Record<string, number>> = {
  '|': 1,
  '||': 2,
  '&&': 3,
  '==': 5,
  '!=': 5,
  '>': 5,
  '>=': 5,
  '<': 5,
  '<=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
};

class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(all: readonly string[]) {
    this.#tokens = all;
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw new Unknown();
  }

  expression(binding: number): Node {
    let left = this.#unary();
    for (;;) {
      const operator = this.#tokens[this.#at];
      const strength = operator === undefined ? undefined : BINDING[operator];
      if (operator === undefined || strength === undefined || strength <= binding) return left;
      this.#at++;
      if (operator === '|') left = this.#piped(left);
      else left = { type: 'binary', operator, left, right: this.expression(strength) };
    }
  }

  /** `… | [0]`: what follows is of the whole result. */
  #piped(left: Node): Node {
    const right = this.expression(1);
    return onto(right, left);
  }

  #unary(): Node {
    if (this.#take('!')) return { type: 'not', of: this.#unary() };
    return this.#postfix(this.#primary());
  }

  #primary(): Node {
    const token = this.#next();
    if (token === '(') return this.#closed(this.expression(0), ')');
    if (token === '@') return { type: 'current' };
    if (token.startsWith("'")) return { type: 'literal', value: token.slice(1, -1).replaceAll("\\'", "'") };
    if (token.startsWith('`')) return { type: 'literal', value: json(token.slice(1, -1).replaceAll('\\`', '`')) };
    if (token.startsWith('"')) return this.#named({ type: 'current' }, String(json(token)));
    if (token === '[') return this.#bracket();
    if (token === '[?') return this.#filter({ type: 'current' });
    if (token === '*') throw new Unknown();
    if (!/^\$?[A-Za-z_]/.test(token)) throw new Unknown();
    if (this.#peek() === '(') return this.#call(token);
    // A field that nothing has, by which suites mean null.
    if (token === 'null') return { type: 'literal', value: null };
    return token.startsWith('$')
      ? { type: 'variable', name: token.slice(1) }
      : { type: 'field', of: { type: 'current' }, name: token };
  }

  /** At the beginning: an index of the current value, or a list of expressions. */
  #bracket(): Node {
    if (this.#peek() === ']' || /^-?\d+$/.test(this.#peek() ?? '') || this.#peek() === '*') {
      return this.#indexed({ type: 'current' });
    }
    const items = [this.expression(0)];
    while (this.#take(',')) items.push(this.expression(0));
    return this.#closed({ type: 'list', items }, ']');
  }

  #postfix(start: Node): Node {
    let node = start;
    for (;;) {
      if (this.#take('.')) {
        const token = this.#next();
        if (/^[A-Za-z_]/.test(token) && this.#peek() !== '(') node = this.#named(node, token);
        else if (token.startsWith('"')) node = this.#named(node, String(json(token)));
        else throw new Unknown();
      } else if (this.#take('[?')) node = this.#filter(node);
      else if (this.#peek() === '[') {
        this.#at++;
        node = this.#indexed(node);
      } else return node;
    }
  }

  #named(of: Node, name: string): Node {
    return { type: 'field', of, name };
  }

  #filter(of: Node): Node {
    return this.#closed({ type: 'filter', of, where: this.expression(0) }, ']');
  }

  #indexed(of: Node): Node {
    if (this.#take('*')) return this.#closed({ type: 'every', of }, ']');
    const token = this.#next();
    if (!/^-?\d+$/.test(token)) throw new Unknown();
    return this.#closed({ type: 'index', of, index: Number(token) }, ']');
  }

  #call(name: string): Node {
    this.#at++;
    const args: Node[] = [];
    if (this.#take(')')) return { type: 'call', name, args };
    do args.push(this.expression(0));
    while (this.#take(','));
    return this.#closed({ type: 'call', name, args }, ')');
  }

  #closed(node: Node, mark: string): Node {
    if (!this.#take(mark)) throw new Unknown();
    return node;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  #take(mark: string): boolean {
    if (this.#tokens[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #next(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new Unknown();
    return token;
  }
}

/** The expression with another value as its current one; only paths can be told. */
function onto(node: Node, current: Node): Node {
  if (node.type === 'current') return current;
  if (node.type === 'field' || node.type === 'index' || node.type === 'every' || node.type === 'filter') {
    return { ...node, of: onto(node.of, current) };
  }
  throw new Unknown();
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unknown();
  }
}
