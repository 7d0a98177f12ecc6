// Reads a YAML text as kubectl's YAML library does: the grammar over its tokens, into nodes, or the library's words
// against it.
// upstream: go.yaml.in/yaml/v2 parserc.go, decode.go parser

import { GoYamlFault } from './go-yaml-cursor';
import { GoYamlScanner, type Token, type TokenType } from './go-yaml-scanner';
import type { MappingNode, ScalarNode, SequenceNode, YamlNode } from './yaml-node';

/** Deeper nesting than any manifest has; both the parser and the reader after it are recursive. */
export const MAX_DEPTH = 400;

export interface ParsedYaml {
  /** Undefined for an empty document. */
  readonly root: YamlNode | undefined;
  /** Where something follows the document, which the library never reads. */
  readonly rest: { readonly offset: number; readonly afterMarker: boolean } | undefined;
}

/**
 * The first document of a text. Throws GoYamlFault with the library's words, e.g. `line 11: did not find ...`.
 */
export function parseGoYaml(text: string): ParsedYaml {
  return new Parser(text).document();
}

interface Properties {
  anchor: string | undefined;
  tag: string;
}

/** A list that is being read; the end of a block is its last item's. */
interface OpenSequence extends SequenceNode {
  end: number;
  readonly items: YamlNode[];
}

interface OpenMapping extends MappingNode {
  end: number;
  readonly entries: YamlNode[];
}

const NO_PROPERTIES: Properties = { anchor: undefined, tag: '' };

class Parser {
  readonly #scanner: GoYamlScanner;
  readonly #anchors = new Map<string, YamlNode>();
  /** What a tag's handle stands for. */
  readonly #handles = new Map<string, string>();
  #depth = 0;

  constructor(text: string) {
    this.#scanner = new GoYamlScanner(text);
  }

  document(): ParsedYaml {
    this.#take();
    let root: YamlNode | undefined;
    if (this.#type() === 'stream-end') return { root, rest: undefined };
    let empty = false;
    if (this.#startsExplicitly()) {
      this.#directives();
      if (this.#type() !== 'document-start') throw this.#fault('did not find expected <document start>');
      this.#take();
      empty = this.#startsExplicitly() || this.#type() === 'document-end' || this.#type() === 'stream-end';
    }
    for (const [handle, prefix] of DEFAULT_HANDLES) {
      if (!this.#handles.has(handle)) this.#handles.set(handle, prefix);
    }
    if (!empty) root = this.#node(true, false);
    return { root, rest: this.#rest() };
  }

  #startsExplicitly(): boolean {
    const type = this.#type();
    return type === 'version' || type === 'tag-directive' || type === 'document-start';
  }

  #rest(): ParsedYaml['rest'] {
    const afterMarker = this.#type() === 'document-end' || this.#startsExplicitly();
    const { offset } = this.#peek().mark;
    try {
      if (this.#type() === 'document-end') this.#take();
      return this.#type() === 'stream-end' ? undefined : { offset: this.#peek().mark.offset, afterMarker };
    } catch (fault) {
      if (fault instanceof GoYamlFault) return { offset, afterMarker };
      throw fault;
    }
  }

  #directives(): void {
    let versions = 0;
    while (this.#type() === 'version' || this.#type() === 'tag-directive') {
      const { type, text, suffix } = this.#peek();
      if (type === 'version') {
        if (versions++ > 0) throw this.#fault('found duplicate %YAML directive');
        if (text !== '1.1') throw this.#fault('found incompatible YAML document');
      } else {
        if (this.#handles.has(text)) throw this.#fault('found duplicate %TAG directive');
        this.#handles.set(text, suffix);
      }
      this.#take();
    }
  }

  /** @param indentless a sequence may stand at the column of the key it belongs to. */
  #node(block: boolean, indentless: boolean): YamlNode {
    if (++this.#depth > MAX_DEPTH) throw this.#fault(`exceeded max depth of ${MAX_DEPTH}`);
    const { type } = this.#peek();
    const node =
      type === 'alias'
        ? this.#alias()
        : type === 'anchor' || type === 'tag'
          ? this.#content(this.#properties(), block, indentless)
          : this.#content(NO_PROPERTIES, block, indentless);
    this.#depth--;
    return node;
  }

  #alias(): YamlNode {
    const { text: name, mark, end } = this.#take();
    const target = this.#anchors.get(name);
    if (target === undefined) throw new GoYamlFault(`unknown anchor '${name}' referenced`, 0, mark);
    return { kind: 'alias', start: mark.offset, end, name, target };
  }

  /** An anchor, a tag, or both in any order. */
  #properties(): Properties {
    const found: Properties = { anchor: undefined, tag: '' };
    const first = this.#type();
    this.#property(found);
    if (this.#type() === (first === 'anchor' ? 'tag' : 'anchor')) this.#property(found);
    return found;
  }

  #property(found: Properties): void {
    const { type, text, suffix, mark } = this.#take();
    if (type === 'anchor') {
      found.anchor = text;
      return;
    }
    const prefix = text === '' ? '' : this.#handles.get(text);
    if (prefix === undefined) throw new GoYamlFault('found undefined tag handle', mark.line, mark);
    found.tag = prefix + suffix;
  }

  #content(properties: Properties, block: boolean, indentless: boolean): YamlNode {
    const { type, mark } = this.#peek();
    if (type === 'plain-scalar' || type === 'scalar') return this.#scalar(properties);
    if (type === '[') return this.#flowSequence(properties);
    if (type === '{') return this.#flowMapping(properties);
    if (indentless && type === '-') return this.#indentlessSequence(properties);
    if (block && type === 'block-sequence') return this.#blockSequence(properties);
    if (block && type === 'block-mapping') return this.#blockMapping(properties);
    if (properties === NO_PROPERTIES) throw this.#fault('did not find expected node content');
    return this.#anchored(properties, emptyScalar(mark.offset, properties.tag));
  }

  /** An anchor is known from where its node begins. */
  #anchored<T extends YamlNode>({ anchor }: Properties, node: T): T {
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    return node;
  }

  #scalar(properties: Properties): YamlNode {
    const { type, text, mark, end } = this.#take();
    const isPlain = type === 'plain-scalar';
    const { tag } = properties;
    return this.#anchored(properties, { kind: 'scalar', start: mark.offset, end, text, isPlain, tag });
  }

  #sequence(properties: Properties): OpenSequence {
    const { mark, end } = this.#peek();
    return this.#anchored(properties, { kind: 'sequence', start: mark.offset, end, items: [] });
  }

  #mapping(properties: Properties): OpenMapping {
    const { mark, end } = this.#peek();
    return this.#anchored(properties, { kind: 'mapping', start: mark.offset, end, entries: [] });
  }

  #empty(): ScalarNode {
    return emptyScalar(this.#peek().mark.offset, '');
  }

  #blockSequence(properties: Properties): YamlNode {
    const sequence = this.#sequence(properties);
    this.#take();
    while (this.#type() === '-') {
      this.#take();
      const type = this.#type();
      sequence.items.push(type === '-' || type === 'block-end' ? this.#empty() : this.#node(true, false));
    }
    if (this.#type() !== 'block-end') throw this.#fault("did not find expected '-' indicator");
    this.#take();
    sequence.end = sequence.items.at(-1)?.end ?? sequence.end;
    return sequence;
  }

  #indentlessSequence(properties: Properties): YamlNode {
    const sequence = this.#sequence(properties);
    while (this.#type() === '-') {
      this.#take();
      sequence.items.push(this.#type() === '-' ? this.#empty() : this.#blockValue(false));
    }
    sequence.end = sequence.items.at(-1)?.end ?? sequence.end;
    return sequence;
  }

  #blockMapping(properties: Properties): YamlNode {
    const mapping = this.#mapping(properties);
    this.#take();
    while (this.#type() === 'key') {
      this.#take();
      mapping.entries.push(this.#blockValue(true));
      if (this.#type() === 'value') {
        this.#take();
        mapping.entries.push(this.#blockValue(true));
      } else {
        mapping.entries.push(this.#empty());
      }
    }
    if (this.#type() !== 'block-end') throw this.#fault('did not find expected key');
    this.#take();
    mapping.end = mapping.entries.at(-1)?.end ?? mapping.end;
    return mapping;
  }

  /** What stands between the indicators of a block mapping, nothing perhaps. */
  #blockValue(indentless: boolean): YamlNode {
    const type = this.#type();
    return type === 'key' || type === 'value' || type === 'block-end' ? this.#empty() : this.#node(true, indentless);
  }

  #flowSequence(properties: Properties): YamlNode {
    const sequence = this.#sequence(properties);
    this.#take();
    for (let first = true; this.#type() !== ']'; first = false) {
      if (!first) {
        this.#separator("did not find expected ',' or ']'");
        if (this.#type() === ']') break;
      }
      sequence.items.push(this.#type() === 'key' ? this.#flowPair() : this.#node(false, false));
    }
    sequence.end = this.#take().end;
    return sequence;
  }

  /** `key: value` as one item of a flow sequence. */
  #flowPair(): YamlNode {
    const mapping = this.#mapping(NO_PROPERTIES);
    this.#take();
    const type = this.#type();
    if (type === 'value' || type === ',' || type === ']') {
      mapping.entries.push(this.#empty());
      // The library drops whatever stands where a key is missing.
      this.#take();
    } else {
      mapping.entries.push(this.#node(false, false));
    }
    mapping.entries.push(this.#flowValue(']'));
    mapping.end = mapping.entries.at(-1)?.end ?? mapping.end;
    return mapping;
  }

  #flowMapping(properties: Properties): YamlNode {
    const mapping = this.#mapping(properties);
    this.#take();
    for (let first = true; this.#type() !== '}'; first = false) {
      if (!first) {
        this.#separator("did not find expected ',' or '}'");
        if (this.#type() === '}') break;
      }
      this.#flowEntry(mapping);
    }
    mapping.end = this.#take().end;
    return mapping;
  }

  #flowEntry(mapping: OpenMapping): void {
    if (this.#type() !== 'key') {
      mapping.entries.push(this.#node(false, false), this.#empty());
      return;
    }
    this.#take();
    const type = this.#type();
    const missing = type === 'value' || type === ',' || type === '}';
    mapping.entries.push(missing ? this.#empty() : this.#node(false, false));
    mapping.entries.push(this.#flowValue('}'));
  }

  #flowValue(end: TokenType): YamlNode {
    if (this.#type() !== 'value') return this.#empty();
    this.#take();
    const type = this.#type();
    return type === ',' || type === end ? this.#empty() : this.#node(false, false);
  }

  #separator(otherwise: string): void {
    if (this.#type() !== ',') throw this.#fault(otherwise);
    this.#take();
  }

  #type(): TokenType {
    return this.#scanner.peek().type;
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

const DEFAULT_HANDLES = [
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
] as const;

function emptyScalar(start: number, tag: string): ScalarNode {
  return { kind: 'scalar', start, end: start, text: '', isPlain: true, tag };
}
