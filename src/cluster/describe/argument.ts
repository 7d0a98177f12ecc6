// Described arguments: one description of a value gives its TypeScript type, the check with its error text, the JSON
// schema for editors and the words on the docs page. Actions and matchers are described with these.

import type { KindNames } from '../../kinds/kind-names';

/** Kinds by the names that kubectl takes. */
export type NamedKinds = Pick<KindNames, 'byName' | 'names'>;

/** What a person may write (`Input`) and what the code is handed (`Value`). */
export interface ArgumentType<Input, Value = Input> {
  /** What is expected, as an error says it: `a duration such as 30s or 1m30s`. */
  readonly expected: string;
  /** The TypeScript type as the docs print it. */
  readonly typeText: string;
  /** JSON schema of the YAML form. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** The value, or what is wrong with the input. `kinds` are those that the cluster serves, where there is one. */
  readonly read: (input: unknown, kinds?: NamedKinds) => Reading<Value>;
  /** Never set: carries the input's type. */
  readonly input?: Input;
}

export type Reading<Value> = { readonly value: Value } | Problem;

export interface Problem {
  /** `expected a number of replicas, got "three"`, without position. */
  readonly problem: string;
  /** Where below the argument it is: `['containers', 0, 'name']`; empty for the argument itself. */
  readonly path: readonly (string | number)[];
  /** The nearest right word, if one is near. */
  readonly hint?: string | undefined;
}

export interface Argument<Name extends string, Input, Value> {
  readonly name: Name;
  readonly type: ArgumentType<Input, Value>;
  readonly summary: string;
}

/** A required argument, given by its place in TypeScript and by its name in YAML. */
export function argument<Name extends string, Input, Value>(
  name: Name,
  type: ArgumentType<Input, Value>,
  summary: string,
): Argument<Name, Input, Value> {
  return { name, type, summary };
}

// biome-ignore lint/suspicious/noExplicitAny: any list of described arguments
export type Arguments = readonly Argument<string, any, any>[];

/** Inputs by place: `[target: string, replicas: number]`. */
export type Inputs<A extends Arguments> = {
  [I in keyof A]: A[I] extends Argument<string, infer Input, unknown> ? Input : never;
};

/** Inputs by name, each optional: the options bag. */
export type OptionInputs<O extends Arguments> = {
  readonly [X in O[number] as X['name']]?: X extends Argument<string, infer Input, unknown> ? Input : never;
};

/** Checked values by name; those of options may be undefined. */
export type Values<A extends Arguments, O extends Arguments> = {
  readonly [X in A[number] as X['name']]: X extends Argument<string, unknown, infer Value> ? Value : never;
} & {
  readonly [X in O[number] as X['name']]: X extends Argument<string, unknown, infer Value> ? Value | undefined : never;
};

/** How it is called: arguments by place, then the options bag if there are options. */
export type CallOf<A extends Arguments, O extends Arguments> = O extends readonly []
  ? Inputs<A>
  : [...Inputs<A>, options?: OptionInputs<O>];

export function isProblem<Value>(reading: Reading<Value>): reading is Problem {
  return 'problem' in reading;
}

/** A problem with the argument itself. */
export function problem(expected: string, input: unknown, hint?: string): Problem {
  return { problem: `expected ${expected}, got ${show(input)}`, path: [], hint };
}

/** `nodes[0].cpu` */
export function pathWords(path: readonly (string | number)[]): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

/** A value as an error quotes it: short, on one line. */
export function show(input: unknown): string {
  if (input === undefined) return 'nothing';
  if (typeof input === 'function') return 'a function';
  const text = JSON.stringify(input) ?? String(input);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
