// One YAML document as Kubernetes reads it: nodes as kubectl's YAML library parses them, with Kubernetes' own meaning
// of scalars, keys, merges and aliases.

import { GoYamlFault } from './go-yaml-cursor';
import { type ParsedYaml, parseGoYaml } from './go-yaml-parser';
import { keyText, resolvePlain, resolveTagged, type ScalarValue } from './scalars';
import { explainYamlFault } from './yaml-explain';
import type { AliasNode, MappingNode, ScalarNode, YamlNode } from './yaml-node';

/** What is wrong with a document, and where in its text. */
export class YamlFault extends Error {
  readonly offset: number;
  /** What kubectl says after `error converting YAML to JSON: `; undefined when it would not mind. */
  readonly kubectl: string | undefined;

  constructor(message: string, offset: number, kubectl?: string) {
    super(message);
    this.offset = offset;
    this.kubectl = kubectl;
  }
}

/** A key given twice in one mapping: where it stands first and again. */
export interface DuplicateKey {
  readonly key: string;
  readonly first: number;
  readonly second: number;
}

export interface YamlValue {
  readonly value: unknown;
  readonly duplicates: readonly DuplicateKey[];
}

/** The value of a text's one document; null for an empty one. Throws YamlFault. */
export function parseYaml(text: string): YamlValue {
  const { root, rest } = parseNodes(text);
  const reader = new ValueReader();
  const value = root === undefined ? null : reader.value(root);
  // kubectl drops it without a word.
  if (rest) throw new YamlFault(rest.afterMarker ? SECOND_DOCUMENT : OUTSIDE, rest.offset);
  return { value, duplicates: reader.duplicates };
}

const SECOND_DOCUMENT = 'what follows the document is none: put --- on a line before it';
const OUTSIDE = 'this lies outside of what stands before it: look at the indentation';

function parseNodes(text: string): ParsedYaml {
  try {
    return parseGoYaml(text);
  } catch (fault) {
    if (!(fault instanceof GoYamlFault)) throw fault;
    const { message, offset } = explainYamlFault(fault, text);
    throw new YamlFault(message, offset, `yaml: ${fault.message}`);
  }
}

/** The value of a scalar node. Throws YamlFault for a tag that does not fit. */
export function scalarValue({ tag, text, isPlain, start }: ScalarNode): ScalarValue {
  if (tag === '') return isPlain ? resolvePlain(text) : text;
  const result = resolveTagged(tag, text);
  if ('error' in result) throw new YamlFault(result.error, start, `yaml: ${result.error}`);
  return result.value;
}

/** A key that takes in another mapping's entries. */
export function isMergeKey(key: YamlNode): boolean {
  if (key.kind !== 'scalar' || key.text !== '<<') return false;
  return key.tag === '' ? key.isPlain : key.tag === '!' || key.tag === 'tag:yaml.org,2002:merge';
}

/** So much of a document may come of aliases: nearly all of a small one, little of a very large one. */
function allowedAliasRatio(decoded: number): number {
  const share = (Math.min(Math.max(decoded, SMALL_NODES), LARGE_NODES) - SMALL_NODES) / (LARGE_NODES - SMALL_NODES);
  return 0.99 - 0.89 * share;
}

const SMALL_NODES = 400_000;
const LARGE_NODES = 4_000_000;

/** upstream: go.yaml.in/yaml/v2 decode.go decoder */
class ValueReader {
  readonly duplicates: DuplicateKey[] = [];
  /** Aliases being followed. */
  readonly #open = new Set<YamlNode>();
  #decoded = 0;
  #expanded = 0;

  value(node: YamlNode): unknown {
    this.#count();
    if (node.kind === 'scalar') return finite(node, scalarValue(node));
    if (node.kind === 'sequence') return node.items.map((item) => this.value(item));
    if (node.kind === 'mapping') return this.#mapping(node, {});
    return this.#followed(node, () => this.value(node.target));
  }

  #count(): void {
    this.#decoded++;
    if (this.#open.size === 0) return;
    this.#expanded++;
    if (this.#expanded <= 100 || this.#decoded <= 1000) return;
    if (this.#expanded / this.#decoded > allowedAliasRatio(this.#decoded)) {
      const words = 'document contains excessive aliasing';
      throw new YamlFault(words, 0, `yaml: ${words}`);
    }
  }

  /** Entries take effect in the order they stand in, merges among them. */
  #mapping({ entries }: MappingNode, target: Record<string, unknown>): Record<string, unknown> {
    const seen = new Map<string, number>();
    for (let index = 0; index < entries.length; index += 2) {
      const key = entries[index] as YamlNode;
      const value = entries[index + 1] as YamlNode;
      if (isMergeKey(key)) {
        this.#merge(value, target);
        continue;
      }
      const name = this.#key(key);
      const first = seen.get(name);
      if (first === undefined) seen.set(name, key.start);
      else this.duplicates.push({ key: name, first, second: key.start });
      setKey(target, name, this.value(value));
    }
    return target;
  }

  #merge(node: YamlNode, target: Record<string, unknown>): void {
    const mergeOne = (source: YamlNode): void => {
      this.#count();
      if (source.kind === 'alias') this.#followed(source, () => mergeOne(source.target));
      else if (source.kind === 'mapping') this.#mapping(source, target);
      else throw new YamlFault(WANTS_MAP, node.start, `yaml: ${WANTS_MAP}`);
    };
    // Earlier mappings of a list win.
    const sources = node.kind === 'sequence' ? [...node.items].reverse() : [node];
    for (const source of sources) mergeOne(source);
  }

  #key(node: YamlNode): string {
    this.#count();
    const target = node.kind === 'alias' ? node.target : node;
    if (target.kind !== 'scalar') throw new YamlFault('a list or mapping cannot be a key', node.start);
    const name = keyText(scalarValue(target), target.text);
    if (name === undefined) throw new YamlFault('a key cannot be null', node.start);
    return name;
  }

  #followed<T>({ target, name, start }: AliasNode, use: () => T): T {
    if (this.#open.has(target)) {
      const words = `anchor '${name}' value contains itself`;
      throw new YamlFault(words, start, `yaml: ${words}`);
    }
    this.#open.add(target);
    const result = use();
    this.#open.delete(target);
    return result;
  }
}

const WANTS_MAP = 'map merge requires map or sequence of maps as the value';

function finite(node: ScalarNode, value: ScalarValue): ScalarValue {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  const word = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  throw new YamlFault(`${word} is not a JSON number`, node.start, `json: unsupported value: ${word}`);
}

function setKey(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}
