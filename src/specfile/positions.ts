// A YAML text as plain data that still knows where every part of it stands.

import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import { type Position, SpecFileError } from './spec-error';

export type Path = readonly (string | number)[];

export class PositionedYaml {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
  readonly #document: Document;
  readonly #lines: LineCounter;

  /** Errors: SpecFileError for text that is no YAML, or that has a key twice. */
  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.#lines = new LineCounter();
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, uniqueKeys: true });
    const [error] = this.#document.errors;
    if (error) throw new SpecFileError(firstLine(error.message), this.#at(error.pos[0]), text);
    this.value = this.#document.toJS();
  }

  /** Where the value at this path stands; of a map's key, when `key` is asked. The nearest parent if it is absent. */
  locate(path: Path, part: 'key' | 'value' = 'value'): Position {
    let node: Node | null = this.#document.contents as Node | null;
    let offset = node?.range?.[0] ?? 0;
    for (const [index, step] of path.entries()) {
      const pair = isMap(node) ? (node.items as Pair[]).find((item) => keyOf(item) === String(step)) : undefined;
      const next = pair ? (pair.value as Node | null) : isSeq(node) ? (node.items[Number(step)] as Node) : undefined;
      if (next === undefined) break;
      const isLast = index === path.length - 1;
      const start = pair && (part === 'key' || !isLast) ? (pair.key as Node).range?.[0] : next?.range?.[0];
      offset = start ?? (pair?.key as Node | undefined)?.range?.[0] ?? offset;
      node = next;
    }
    return this.#at(offset);
  }

  error(message: string, path: Path, hint?: string, part: 'key' | 'value' = 'value'): SpecFileError {
    return new SpecFileError(message, this.locate(path, part), this.text, hint);
  }

  #at(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line, column: col };
  }
}

function keyOf(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

const firstLine = (text: string) => text.split('\n')[0] as string;
