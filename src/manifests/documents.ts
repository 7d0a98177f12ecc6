// Takes a file apart into its documents as kubectl does: YAML between lines of `---`, or JSON values one after another.
// upstream: apimachinery/pkg/util/yaml YAMLOrJSONDecoder, YAMLReader

import { freezeDeep } from '../api/freeze';
import { JsonFault, type JsonValue, readJson, skipJsonSpace } from './go-json';
import type { FieldPath, SourceFile } from './source';
import { parseYaml, YamlFault } from './yaml';

export interface DuplicateField {
  readonly key: string;
  /** Offsets in the file. */
  readonly first: number;
  readonly second: number;
}

export interface RawDocument {
  readonly value: unknown;
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
  readonly duplicates: readonly DuplicateField[];
  /** For JSON: the server is told of keys that stand twice, by the object they stand in. */
  readonly serverDuplicates: ReadonlyMap<object, readonly string[]> | undefined;
}

/** A document that cannot be read, and where in its file. */
export class DocumentFault extends Error {
  readonly offset: number;
  /** What kubectl prints after `error parsing FILE: `; undefined when it would not mind. */
  readonly kubectl: string | undefined;

  constructor(message: string, offset: number, kubectl: string | undefined) {
    super(message);
    this.offset = offset;
    this.kubectl = kubectl;
  }
}

/** What was read lately: many specs load the same files. */
const known = new Map<string, readonly RawDocument[]>();
const KNOWN_CHARACTERS = 8_000_000;
let knownCharacters = 0;

/** The documents of a file, empty ones left out; their values are frozen. Throws DocumentFault. */
export function readDocuments({ name, text }: SourceFile): readonly RawDocument[] {
  const key = `${name}\n${text}`;
  let documents = known.get(key);
  if (documents) return documents;
  documents = readText(text);
  for (const { value } of documents) freezeDeep(value);
  knownCharacters += key.length;
  if (knownCharacters > KNOWN_CHARACTERS) {
    known.clear();
    knownCharacters = key.length;
  }
  known.set(key, documents);
  return documents;
}

function readText(text: string): readonly RawDocument[] {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  return text.startsWith('{', skipJsonSpace(text, start)) ? readJsonFirst(text, start) : readYaml(text, start);
}

/** JSON values as long as they come, then YAML: what looks like JSON may be YAML in braces. */
function readJsonFirst(text: string, from: number): readonly RawDocument[] {
  const documents: RawDocument[] = [];
  let at = skipJsonSpace(text, from);
  while (at < text.length) {
    let json: JsonValue;
    try {
      json = readJson(text, at);
    } catch (fault) {
      if (!(fault instanceof JsonFault)) throw fault;
      if (documents.length > 1) throw jsonFault(fault);
      return [...documents, ...readYamlOr(text, at, fault)];
    }
    documents.push(jsonDocument(json, at));
    at = skipJsonSpace(text, json.end);
  }
  return documents;
}

function readYamlOr(text: string, from: number, otherwise: JsonFault): readonly RawDocument[] {
  try {
    return readYaml(text, from);
  } catch (fault) {
    // kubectl tells of the JSON when it is neither.
    throw fault instanceof DocumentFault ? jsonFault(otherwise) : fault;
  }
}

function jsonFault(fault: JsonFault): DocumentFault {
  const { message, offset } = fault;
  const kubectl = message === 'unexpected EOF' ? message : `json: offset ${offset + 1}: ${message}`;
  return new DocumentFault(message, offset, kubectl);
}

function jsonDocument({ value, end, duplicates }: JsonValue, start: number): RawDocument {
  const byObject = new Map<object, string[]>();
  for (const { path, key } of duplicates) {
    const object = follow(value, path);
    if (typeof object !== 'object' || object === null) continue;
    byObject.set(object, [...(byObject.get(object) ?? []), key]);
  }
  return { value, start, end, duplicates, serverDuplicates: byObject.size > 0 ? byObject : undefined };
}

function follow(value: unknown, path: FieldPath): unknown {
  let at = value;
  for (const step of path) at = (at as Readonly<Record<string | number, unknown>> | undefined)?.[step];
  return at;
}

function readYaml(text: string, from: number): readonly RawDocument[] {
  const documents: RawDocument[] = [];
  for (const { start, end } of chunks(text, from)) {
    try {
      const { value, duplicates } = parseYaml(text.slice(start, end));
      if (value === null) continue;
      const inFile = duplicates.map(({ key, first, second }) => ({
        key,
        first: start + first,
        second: start + second,
      }));
      documents.push({ value, start, end, duplicates: inFile, serverDuplicates: undefined });
    } catch (fault) {
      if (!(fault instanceof YamlFault)) throw fault;
      const kubectl = fault.kubectl === undefined ? undefined : `error converting YAML to JSON: ${fault.kubectl}`;
      throw new DocumentFault(fault.message, start + fault.offset, kubectl);
    }
  }
  return documents;
}

interface Chunk {
  readonly start: number;
  readonly end: number;
}

/** What lies between the separator lines. */
function chunks(text: string, from: number): readonly Chunk[] {
  const found: Chunk[] = [];
  let start = from;
  for (let line = from; line < text.length; ) {
    const lineBreak = text.indexOf('\n', line);
    const next = lineBreak < 0 ? text.length : lineBreak + 1;
    if (text.startsWith('---', line)) {
      const rest = text.slice(line + 3, next).trim();
      if (rest !== '' && !rest.startsWith('#')) {
        throw new DocumentFault(
          'only a comment may follow --- on its line',
          line,
          `invalid Yaml document separator: ${rest}`,
        );
      }
      if (line > start) found.push({ start, end: line });
      start = next;
    }
    line = next;
  }
  if (start < text.length) found.push({ start, end: text.length });
  return found;
}
