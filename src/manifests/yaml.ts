// One YAML document as Kubernetes reads it: a check against kubectl's YAML library, the `yaml` package for structure
// and positions, and Kubernetes' own meaning of scalars, keys, merges and aliases.

import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, Scalar } from 'yaml';
import { checkGoYaml } from './go-yaml-check';
import { GoYamlFault } from './go-yaml-cursor';
import { keyText, resolvePlain, resolveTagged, type ScalarValue } from './scalars';
import { explainPackageError, explainYamlFault } from './yaml-explain';

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

/** So many nodes may come of aliases. */
const MAX_EXPANDED = 100_000;

/** The package wants a closing bracket indented; kubectl does not, and the check before has found the bracket. */
const BRACKET_INDENT = 'Flow ';

/** The value of a text's one document; null for an empty one. Throws YamlFault. */
export function parseYaml(text: string): YamlValue {
  const document = parseNodes(text);
  const reader = new ValueReader(document);
  return { value: reader.value(document.contents), duplicates: reader.duplicates };
}

/** The nodes of a text's one document, with offsets. Throws YamlFault. */
function parseNodes(text: string): Document {
  try {
    checkGoYaml(text);
  } catch (fault) {
    if (!(fault instanceof GoYamlFault)) throw fault;
    const { message, offset } = explainYamlFault(fault, text);
    throw new YamlFault(message, offset, `yaml: ${fault.message}`);
  }
  const document = readDocument(text);
  const error = document.errors.find(({ message }) => !message.startsWith(BRACKET_INDENT));
  if (error) throw new YamlFault(explainPackageError(error.code, error.message), error.pos[0]);
  return document;
}

/** The nodes of a text that may be wrong in places; what the package makes of it. */
export function readDocument(text: string): Document {
  return parseDocument(text, {
    version: '1.1',
    schema: 'failsafe',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    // `silent` would drop further documents without a word.
    logLevel: 'error',
    stringKeys: false,
  }) as unknown as Document;
}

/** The value of a scalar node. Throws YamlFault for a tag that does not fit. */
export function scalarValue(node: Scalar): ScalarValue {
  const text = typeof node.value === 'string' ? node.value : (node.source ?? '');
  const { tag } = node;
  if (tag === undefined || tag === '') return node.type === Scalar.PLAIN || !node.type ? resolvePlain(text) : text;
  const result = resolveTagged(tag, text);
  if ('error' in result) throw new YamlFault(result.error, startOf(node), `yaml: ${result.error}`);
  return result.value;
}

export function startOf(node: Node | null | undefined): number {
  return node?.range?.[0] ?? 0;
}

/** A key that takes in another mapping's entries. */
export function isMergeKey(key: unknown): boolean {
  if (!isScalar(key) || key.value !== '<<') return false;
  return key.tag === 'tag:yaml.org,2002:merge' || (key.tag === undefined && key.type === Scalar.PLAIN);
}

class ValueReader {
  readonly duplicates: DuplicateKey[] = [];
  readonly #document: Document;
  /** Looking an alias up walks the whole document: once is enough. */
  readonly #targets = new Map<Node, Node | undefined>();
  /** Aliases being followed. */
  readonly #open = new Set<Node>();
  #expanded = 0;

  constructor(document: Document) {
    this.#document = document;
  }

  value(node: unknown): unknown {
    if (node === null || node === undefined) return null;
    if (this.#open.size > 0 && ++this.#expanded > MAX_EXPANDED) {
      throw new YamlFault('document contains excessive aliasing', 0, 'yaml: document contains excessive aliasing');
    }
    if (isScalar(node)) return finite(node, scalarValue(node));
    if (isSeq(node)) return node.items.map((item) => this.value(item));
    if (isMap(node)) return this.#mapping(node.items as readonly Pair[], {});
    if (isAlias(node)) return this.#followed(node, (target) => this.value(target));
    throw new YamlFault('not a YAML value', startOf(node as Node));
  }

  /** Entries take effect in the order they stand in, merges among them. */
  #mapping(pairs: readonly Pair[], target: Record<string, unknown>): Record<string, unknown> {
    const seen = new Map<string, number>();
    for (const { key, value } of pairs) {
      if (isMergeKey(key)) {
        this.#merge(value as Node | null, target);
        continue;
      }
      const name = this.#key(key as Node | null);
      const start = startOf(key as Node | null);
      const first = seen.get(name);
      if (first === undefined) seen.set(name, start);
      else this.duplicates.push({ key: name, first, second: start });
      setKey(target, name, this.value(value));
    }
    return target;
  }

  #merge(node: Node | null, target: Record<string, unknown>): void {
    const words = 'map merge requires map or sequence of maps as the value';
    const mergeOne = (source: unknown) => {
      if (isAlias(source)) this.#followed(source, mergeMapping);
      else mergeMapping(source);
    };
    const mergeMapping = (source: unknown) => {
      if (!isMap(source)) throw new YamlFault(words, startOf(node), `yaml: ${words}`);
      this.#mapping(source.items as readonly Pair[], target);
    };
    // Earlier mappings of a list win.
    if (isSeq(node)) for (const item of [...node.items].reverse()) mergeOne(item);
    else mergeOne(node);
  }

  #key(node: Node | null): string {
    const target = isAlias(node) ? this.#target(node) : node;
    if (isMap(target) || isSeq(target)) throw new YamlFault('a list or mapping cannot be a key', startOf(node));
    const scalar = isScalar(target) ? scalarValue(target) : null;
    const name = isScalar(target) ? keyText(scalar, String(target.value)) : undefined;
    if (name === undefined) throw new YamlFault('a key cannot be null', startOf(node));
    return name;
  }

  #target(alias: Node): Node | undefined {
    if (!this.#targets.has(alias)) {
      this.#targets.set(alias, isAlias(alias) ? alias.resolve(this.#document) : undefined);
    }
    return this.#targets.get(alias);
  }

  #followed<T>(alias: Node, use: (target: Node) => T): T {
    const target = this.#target(alias);
    if (!target) throw new YamlFault('an alias without its anchor', startOf(alias));
    if (this.#open.has(target)) {
      const words = `anchor '${isAlias(alias) ? alias.source : ''}' value contains itself`;
      throw new YamlFault(words, startOf(alias), `yaml: ${words}`);
    }
    this.#open.add(target);
    const result = use(target);
    this.#open.delete(target);
    return result;
  }
}

function finite(node: Scalar, value: ScalarValue): ScalarValue {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  const word = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  throw new YamlFault(`${word} is not a JSON number`, startOf(node), `json: unsupported value: ${word}`);
}

function setKey(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}
