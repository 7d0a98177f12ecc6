// Where loaded objects came from. Objects stay plain data: their origin is kept beside them, and the exact place of a
// field is looked up, by reading the text again, only when somebody asks.

import { GoYamlFault } from './go-yaml-cursor';
import { parseGoYaml } from './go-yaml-parser';
import { keyText } from './scalars';
import { isMergeKey, scalarValue } from './yaml';
import type { YamlNode } from './yaml-node';

export interface SourceFile {
  /** As the user named it; `STDIN`, `<inline>` or `<object>` for what is no file. */
  readonly name: string;
  readonly text: string;
  /** For a text that a tool rendered: the file that a document of it came from. */
  readonly nameAt?: ((document: string) => string) | undefined;
}

/** A text in memory that is loaded as a file of its name would be. */
export interface TextInput {
  readonly file: SourceFile;
  /** Where its objects go that name no namespace, as for a Helm release. */
  readonly namespace?: string | undefined;
}

const textInputs = new WeakSet<object>();

/** Marks a text as one to load, so that it is not taken for a manifest. */
export function textInput(file: SourceFile, namespace?: string): TextInput {
  const input = { file, namespace };
  textInputs.add(input);
  return input;
}

export const isTextInput = (input: object): input is TextInput => textInputs.has(input);

/** A place in a text, for people and for code frames. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Characters in question, at least 1. */
  readonly length: number;
  /** The whole text; empty when there is none. */
  readonly text: string;
}

export type FieldPath = readonly (string | number)[];

/** The part of a file that an object was read from. */
export interface Origin {
  readonly file: SourceFile;
  /** Offsets of the document. */
  readonly start: number;
  readonly end: number;
  /** Inside the document, e.g. `items`, 3 in a List. */
  readonly path: FieldPath;
}

const origins = new WeakMap<object, Origin>();

export function rememberOrigin(object: object, origin: Origin): void {
  origins.set(object, origin);
}

/** Gives a copy or a decoded form of an object the object's origin. */
export function inheritOrigin(copy: object, original: object): void {
  const origin = origins.get(original);
  if (origin) origins.set(copy, origin);
}

/** Where an object begins; undefined when it was not loaded from a text. */
export function placeOf(object: object): Place | undefined {
  return locate(object, []);
}

/**
 * The place of a field of a loaded object, e.g. `['spec', 'replicas']`: of its key, or of the item in a list. A path
 * that leads nowhere gives the place of the last step that is there.
 */
export function locate(object: object, path: FieldPath): Place | undefined {
  const origin = origins.get(object);
  return origin && locateIn(origin, path);
}

/** As `locate`; `at` says whether the key or the value is meant. */
export function locateIn(origin: Origin, path: FieldPath, at: 'key' | 'value' = 'key'): Place {
  const { file, start, end } = origin;
  const range = findRange(file.text.slice(start, end), [...origin.path, ...path], at);
  return placeAt(file, start + range[0], range[1] - range[0]);
}

export function placeAt(file: SourceFile, offset: number, length = 1): Place {
  const starts = lineStartsOf(file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  const column = offset - (starts[low] as number) + 1;
  return { file: file.name, line: low + 1, column, length: Math.max(1, length), text: file.text };
}

const lineStarts = new WeakMap<SourceFile, readonly number[]>();

function lineStartsOf(file: SourceFile): readonly number[] {
  let starts = lineStarts.get(file);
  if (!starts) {
    const found = [0];
    for (let at = file.text.indexOf('\n'); at >= 0; at = file.text.indexOf('\n', at + 1)) found.push(at + 1);
    starts = found;
    lineStarts.set(file, starts);
  }
  return starts;
}

type Range = readonly [number, number];

/** The document asked about last: the items of a List are asked about one after the other. */
let lastRead: { readonly text: string; readonly root: YamlNode | undefined } | undefined;

function rootOf(text: string): YamlNode | undefined {
  if (lastRead?.text !== text) lastRead = { text, root: readableRoot(text) };
  return lastRead.root;
}

/** Undefined for JSON that is no YAML. */
function readableRoot(text: string): YamlNode | undefined {
  try {
    return parseGoYaml(text).root;
  } catch (fault) {
    if (fault instanceof GoYamlFault) return undefined;
    throw fault;
  }
}

function findRange(text: string, path: FieldPath, at: 'key' | 'value'): Range {
  // Where a document begins can be told without reading it.
  if (path.length === 0) return firstWord(text);
  let node = rootOf(text);
  let range: Range = node ? rangeOf(node, text) : firstWord(text);
  for (const [index, step] of path.entries()) {
    const found = typeof step === 'number' ? itemAt(node, step) : entryAt(node, step);
    if (!found) break;
    const { key, value } = found;
    node = value;
    const wantsKey = key !== undefined && (at === 'key' || index < path.length - 1);
    range = rangeOf(wantsKey ? key : value, text);
  }
  return range;
}

interface Entry {
  readonly key: YamlNode | undefined;
  readonly value: YamlNode;
}

function followed(node: YamlNode | undefined): YamlNode | undefined {
  return node?.kind === 'alias' ? node.target : node;
}

function itemAt(node: YamlNode | undefined, index: number): Entry | undefined {
  const list = followed(node);
  const value = list?.kind === 'sequence' ? list.items[index] : undefined;
  return value && { key: undefined, value };
}

/** The last entry of this key, as the last one wins. */
function entryAt(node: YamlNode | undefined, name: string): Entry | undefined {
  const mapping = followed(node);
  if (mapping?.kind !== 'mapping') return undefined;
  let found: Entry | undefined;
  for (let index = 0; index < mapping.entries.length; index += 2) {
    const key = mapping.entries[index] as YamlNode;
    const value = mapping.entries[index + 1] as YamlNode;
    if (isMergeKey(key)) found = entryAt(value, name) ?? found;
    else if (key.kind === 'scalar' && keyText(scalarValue(key), key.text) === name) found = { key, value };
  }
  return found;
}

/** On one line: what the carets will underline. */
function rangeOf({ start, end }: YamlNode, text: string): Range {
  const line = text.indexOf('\n', start);
  return [start, Math.max(start + 1, line < 0 ? end : Math.min(end, line))];
}

/** The first line that says something. */
function firstWord(text: string): Range {
  const match = /^(?:\s|#.*(?:\n|$))*/.exec(text);
  const start = Math.min(match?.[0].length ?? 0, Math.max(0, text.length - 1));
  const end = text.indexOf('\n', start);
  return [start, end < 0 ? text.length : end];
}
