// An object's state as lines, as `kubectl get -o yaml` shows it, each with the change since which it has been so.

import type { Ref } from '../page-data';
import type { Past } from './past';
import { ABSENT } from './values';

export interface StateLine {
  readonly depth: number;
  /** `- ` before the first line of a list's entry. */
  readonly dash: boolean;
  /** The key; empty for an entry of a list that is no object. */
  readonly key: string;
  /** The value where it fits on the line; empty before lines of its own. */
  readonly value: string;
  readonly path: readonly string[];
  /** The change that made it so. */
  readonly change: number;
}

/** The lines of an object after one of its changes. */
export function stateLines(past: Past, object: number, change: number): StateLine[] {
  const changes = past.changes(object);
  const versions = changes.slice(0, changes.indexOf(change) + 1);
  // What was before a removal was another object.
  const birth = versions.findLastIndex((each, index) => index < versions.length - 1 && past.isRemoval(each)) + 1;
  const life = versions.slice(birth);
  const lines: StateLine[] = [];
  new Writer(past, life, lines).object(
    life.map((each) => past.valueOf(each)),
    0,
    [],
    false,
  );
  return lines;
}

/** What YAML would read as something else than this text. */
const NOT_PLAIN =
  /^$|^[\s>|@`"'%#&*!?{[-]|^(true|false|null|yes|no|on|off|~|[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?|\d+-\d+-\d+T.*)$|: |\s#|:$/i;

class Writer {
  readonly #past: Past;
  readonly #changes: readonly number[];
  readonly #lines: StateLine[];

  constructor(past: Past, changes: readonly number[], lines: StateLine[]) {
    this.#past = past;
    this.#changes = changes;
    this.#lines = lines;
  }

  /** @param history the value in every version, the present one last */
  object(history: readonly Ref[], depth: number, path: readonly string[], dash: boolean): void {
    const { values } = this.#past;
    values.entries(history.at(-1) as Ref).forEach(([key], index) => {
      const within = history.map((ref) => values.get(ref, key));
      this.#entry(key, within, depth, [...path, key], dash && index === 0);
    });
  }

  #entry(key: string, history: readonly Ref[], depth: number, path: readonly string[], dash: boolean): void {
    const { values } = this.#past;
    const ref = history.at(-1) as Ref;
    const change = this.#since(history);
    const plain = this.#plain(ref, depth);
    this.#lines.push({ depth, dash, key, value: plain ?? '', path, change });
    if (plain !== undefined) return;
    if (values.isList(ref)) this.#list(history, depth, path);
    else this.object(history, depth + 1, path, false);
  }

  #list(history: readonly Ref[], depth: number, path: readonly string[]): void {
    const { values } = this.#past;
    for (const [index] of values.entries(history.at(-1) as Ref)) {
      const within = history.map((ref) => values.get(ref, index));
      const ref = within.at(-1) as Ref;
      const plain = this.#plain(ref, depth);
      const inner = [...path, index];
      if (plain !== undefined || values.isList(ref)) {
        const value = plain ?? '[…]';
        this.#lines.push({ depth, dash: true, key: '', value, path: inner, change: this.#since(within) });
      } else this.object(within, depth + 1, inner, true);
    }
  }

  /** The value on one line; undefined when it takes lines of its own. */
  #plain(ref: Ref, depth: number): string | undefined {
    const { values } = this.#past;
    if (!values.isScalar(ref)) {
      if (values.entries(ref).length > 0) return undefined;
      return values.isList(ref) ? '[]' : '{}';
    }
    const scalar = values.scalar(ref);
    if (typeof scalar !== 'string') return String(scalar);
    if (scalar.includes('\n')) return scalar.replaceAll('\n', `\n${'  '.repeat(depth + 1)}`);
    return NOT_PLAIN.test(scalar) ? JSON.stringify(scalar) : scalar;
  }

  #since(history: readonly Ref[]): number {
    const ref = history.at(-1) ?? ABSENT;
    let at = history.length - 1;
    while (at > 0 && history[at - 1] === ref) at--;
    return this.#changes[at] as number;
  }
}
