// The syntax tree of an expression. Macros are gone from it: they are folds by then. Each node knows its place in the
// source, and after checking its type. upstream: cel-go common/ast/expr.go

import type { CelType } from './types';

interface Node {
  /** Code points from the start of the source. */
  readonly at: number;
  /** What the checker found; undefined before it ran. */
  type?: CelType;
}

export interface Literal extends Node {
  readonly kind: 'literal';
  readonly value: null | boolean | bigint | number | string | Uint8Array | { readonly uint: bigint };
}

export interface Identifier extends Node {
  readonly kind: 'identifier';
  /** With a leading dot when it was written so. */
  name: string;
}

export interface Select extends Node {
  readonly kind: 'select';
  readonly operand: Expression;
  readonly field: string;
  /** `has(operand.field)` */
  readonly test: boolean;
}

export interface Call extends Node {
  readonly kind: 'call';
  name: string;
  target: Expression | undefined;
  readonly args: readonly Expression[];
}

export interface CreateList extends Node {
  readonly kind: 'list';
  readonly items: readonly Expression[];
  /** Indexes of items written `?item`. */
  readonly optional: readonly number[];
}

export interface MapEntry {
  readonly at: number;
  readonly key: Expression;
  readonly value: Expression;
  readonly optional: boolean;
}

export interface CreateMap extends Node {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
}

export interface FieldEntry {
  readonly at: number;
  readonly field: string;
  readonly value: Expression;
  readonly optional: boolean;
}

export interface CreateObject extends Node {
  readonly kind: 'object';
  name: string;
  readonly fields: readonly FieldEntry[];
}

/** A loop over a list or a map: the accumulator starts as `init`, each round makes it `step`, `result` comes out. */
export interface Fold extends Node {
  readonly kind: 'fold';
  readonly range: Expression;
  readonly variable: string;
  readonly variable2: string | undefined;
  readonly accumulator: string;
  readonly init: Expression;
  readonly condition: Expression;
  readonly step: Expression;
  readonly result: Expression;
}

/** Stands where the source could not be parsed; an error says why. */
export interface Unparsed extends Node {
  readonly kind: 'unparsed';
}

export type Expression = Literal | Identifier | Select | Call | CreateList | CreateMap | CreateObject | Fold | Unparsed;

/** The name of a fold's own accumulator, which no source can spell. */
export const ACCUMULATOR = '@result';
