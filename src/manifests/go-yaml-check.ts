// Says what kubectl's YAML library has against a text, if anything: the grammar over its tokens.
// upstream: go.yaml.in/yaml/v2 parserc.go

import { GoYamlFault } from './go-yaml-cursor';
import { GoYamlScanner, type Token, type TokenType } from './go-yaml-scanner';

/** Deeper nesting than any manifest has; both the check and the reader after it are recursive. */
export const MAX_DEPTH = 400;

/**
 * Checks the first document of a text. Throws GoYamlFault with the library's words, e.g. `line 11: did not find ...`.
 */
export function checkGoYaml(text: string): void {
  new Grammar(text).document();
}

class Grammar {
  readonly #scanner: GoYamlScanner;
  readonly #anchors = new Set<string>();
  readonly #handles = new Set<string>();
  #depth = 0;

  constructor(text: string) {
    this.#scanner = new GoYamlScanner(text);
  }

  document(): void {
    this.#take();
    if (this.#is('stream-end')) return;
    if (this.#is('version', 'tag-directive', 'document-start')) {
      this.#directives();
      if (!this.#is('document-start')) throw this.#fault('did not find expected <document start>');
      this.#take();
      if (this.#is('version', 'tag-directive', 'document-start', 'document-end', 'stream-end')) return;
    }
    this.#handles.add('!').add('!!');
    this.#node(true, false);
    this.#peek();
  }

  #directives(): void {
    let versions = 0;
    while (this.#is('version', 'tag-directive')) {
      const { type, text = '' } = this.#peek();
      if (type === 'version') {
        if (versions++ > 0) throw this.#fault('found duplicate %YAML directive');
        if (text !== '1.1') throw this.#fault('found incompatible YAML document');
      } else {
        if (this.#handles.has(text)) throw this.#fault('found duplicate %TAG directive');
        this.#handles.add(text);
      }
      this.#take();
    }
  }

  /** @param indentless a sequence may stand at the column of the key it belongs to. */
  #node(block: boolean, indentless: boolean): void {
    if (++this.#depth > MAX_DEPTH) throw this.#fault(`exceeded max depth of ${MAX_DEPTH}`);
    if (this.#is('alias')) this.#alias();
    else this.#content(this.#properties(), block, indentless);
    this.#depth--;
  }

  #alias(): void {
    const token = this.#take();
    if (!this.#anchors.has(token.text ?? ''))
      throw new GoYamlFault(`unknown anchor '${token.text}' referenced`, 0, token.mark);
  }

  /** An anchor, a tag, or both in any order; answers whether there was one. */
  #properties(): boolean {
    const first = this.#peek();
    if (first.type !== 'anchor' && first.type !== 'tag') return false;
    const taken = [this.#take()];
    if (this.#is(first.type === 'anchor' ? 'tag' : 'anchor')) taken.push(this.#take());
    for (const { type, text = '', mark } of taken) {
      if (type === 'anchor') this.#anchors.add(text);
      else if (text !== '' && !this.#handles.has(text))
        throw new GoYamlFault('found undefined tag handle', mark.line, mark);
    }
    return true;
  }

  #content(hasProperties: boolean, block: boolean, indentless: boolean): void {
    const { type } = this.#peek();
    if (indentless && type === '-') this.#indentlessSequence();
    else if (type === 'scalar') this.#take();
    else if (type === '[') this.#flowSequence();
    else if (type === '{') this.#flowMapping();
    else if (block && type === 'block-sequence') this.#blockSequence();
    else if (block && type === 'block-mapping') this.#blockMapping();
    else if (!hasProperties) throw this.#fault('did not find expected node content');
  }

  #blockSequence(): void {
    this.#take();
    while (this.#is('-')) {
      this.#take();
      if (!this.#is('-', 'block-end')) this.#node(true, false);
    }
    if (!this.#is('block-end')) throw this.#fault("did not find expected '-' indicator");
    this.#take();
  }

  #indentlessSequence(): void {
    while (this.#is('-')) {
      this.#take();
      if (!this.#is('-', 'key', 'value', 'block-end')) this.#node(true, false);
    }
  }

  #blockMapping(): void {
    this.#take();
    while (this.#is('key')) {
      this.#take();
      if (!this.#is('key', 'value', 'block-end')) this.#node(true, true);
      if (!this.#is('value')) continue;
      this.#take();
      if (!this.#is('key', 'value', 'block-end')) this.#node(true, true);
    }
    if (!this.#is('block-end')) throw this.#fault('did not find expected key');
    this.#take();
  }

  #flowSequence(): void {
    this.#take();
    for (let first = true; !this.#is(']'); first = false) {
      if (!first) {
        this.#separator("did not find expected ',' or ']'");
        if (this.#is(']')) break;
      }
      if (this.#is('key')) this.#flowPair();
      else this.#node(false, false);
    }
    this.#take();
  }

  /** `key: value` as one item of a flow sequence. */
  #flowPair(): void {
    this.#take();
    if (!this.#is('value', ',', ']')) this.#node(false, false);
    // The library drops whatever stands where a key is missing.
    else this.#take();
    this.#flowValue(']');
  }

  #flowMapping(): void {
    this.#take();
    for (let first = true; !this.#is('}'); first = false) {
      if (!first) {
        this.#separator("did not find expected ',' or '}'");
        if (this.#is('}')) break;
      }
      if (this.#is('key')) {
        this.#take();
        if (!this.#is('value', ',', '}')) this.#node(false, false);
        this.#flowValue('}');
      } else {
        this.#node(false, false);
      }
    }
    this.#take();
  }

  #flowValue(end: TokenType): void {
    if (!this.#is('value')) return;
    this.#take();
    if (!this.#is(',', end)) this.#node(false, false);
  }

  #separator(otherwise: string): void {
    if (!this.#is(',')) throw this.#fault(otherwise);
    this.#take();
  }

  #is(...types: readonly TokenType[]): boolean {
    return types.includes(this.#peek().type);
  }

  #peek(): Token {
    return this.#scanner.peek();
  }

  #take(): Token {
    return this.#scanner.take();
  }

  /** A parser's fault at the next token; the library prints the line before it. */
  #fault(problem: string): GoYamlFault {
    const { mark } = this.#peek();
    return new GoYamlFault(problem, mark.line, mark);
  }
}
