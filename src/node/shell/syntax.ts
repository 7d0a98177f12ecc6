// The parts of a shell script as they are read: what of the POSIX shell is understood.

/** A piece of a word. Quoted pieces are not split and hold no patterns. */
export type Part =
  | { readonly is: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly is: 'variable';
      readonly name: string;
      readonly quoted: boolean;
      /** `${name:-word}` and the like; `length` is `${#name}`. */
      readonly operator?: string;
      readonly operand?: Word;
    }
  | { readonly is: 'command'; readonly list: List; readonly quoted: boolean }
  | { readonly is: 'arithmetic'; readonly text: Word; readonly quoted: boolean };

export type Word = readonly Part[];

export interface Redirect {
  readonly from: number;
  /** `here`: the word is the text itself. */
  readonly operator: '>' | '>>' | '<' | '>&' | 'here';
  readonly target: Word;
}

export interface Assignment {
  readonly name: string;
  readonly value: Word;
}

export interface Simple {
  readonly is: 'simple';
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
}

export type Compound = { readonly redirects: readonly Redirect[] } & (
  | {
      readonly is: 'if';
      readonly branches: readonly { readonly test: List; readonly body: List }[];
      readonly otherwise: List;
    }
  | { readonly is: 'while'; readonly until: boolean; readonly test: List; readonly body: List }
  | { readonly is: 'for'; readonly name: string; readonly words: readonly Word[] | undefined; readonly body: List }
  | {
      readonly is: 'case';
      readonly word: Word;
      readonly items: readonly { readonly patterns: readonly Word[]; readonly body: List }[];
    }
  | { readonly is: 'group'; readonly subshell: boolean; readonly body: List }
  | { readonly is: 'function'; readonly name: string; readonly body: Command }
);

export type Command = Simple | Compound;

export interface Pipeline {
  readonly negated: boolean;
  readonly commands: readonly Command[];
}

export interface AndOr {
  readonly first: Pipeline;
  readonly rest: readonly { readonly operator: '&&' | '||'; readonly pipeline: Pipeline }[];
}

export interface Entry {
  readonly andOr: AndOr;
  readonly background: boolean;
}

export type List = readonly Entry[];

/** What needs a real shell; the text says what it was. */
export class NotUnderstood extends Error {}

/** The word's text, when it can be told without running anything. */
export function plainText(word: Word): string | undefined {
  let text = '';
  for (const part of word) {
    if (part.is !== 'text') return undefined;
    text += part.text;
  }
  return text;
}
