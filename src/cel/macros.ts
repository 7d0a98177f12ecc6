// Macros: calls that are rewritten while the source is parsed, most of them into folds.
// upstream: cel-go parser/macro.go, ext/comprehensions.go, cel/library.go optMap

import { ACCUMULATOR, type Call, type Expression, type Fold } from './syntax';

export interface MacroCall {
  readonly at: number;
  readonly name: string;
  readonly target: Expression | undefined;
  readonly args: readonly Expression[];
}

interface MacroFault {
  readonly at: number;
  readonly error: string;
}

type Expanded = { readonly expression: Expression } | MacroFault;
/** Answers undefined for what is a call like any other. */
type Macro = (call: Make) => Expression | MacroFault | undefined;

/** By `name:arguments`, with a dot before the name for those called on something. */
export type Macros = ReadonlyMap<string, Macro>;

/** What the call becomes; undefined when it is no macro. */
export function expandMacro(macros: Macros, call: MacroCall): Expanded | undefined {
  const macro = macros.get(`${call.target ? '.' : ''}${call.name}:${call.args.length}`);
  if (!macro) return undefined;
  const result = macro(new Make(call));
  if (!result) return undefined;
  return 'error' in result ? result : { expression: result };
}

type Loop = Pick<Fold, 'init' | 'condition' | 'step'> & { readonly result?: Expression };

/** A macro's call with makers of nodes, which all stand at its place. */
class Make {
  readonly at: number;
  readonly target: Expression;
  readonly args: readonly Expression[];

  constructor({ at, target, args }: MacroCall) {
    this.at = at;
    this.target = target ?? { kind: 'unparsed', at };
    this.args = args;
  }

  arg(index: number): Expression {
    return this.args[index] as Expression;
  }

  literal(value: boolean | bigint): Expression {
    return { kind: 'literal', at: this.at, value };
  }

  identifier(name: string): Expression {
    return { kind: 'identifier', at: this.at, name };
  }

  get accumulator(): Expression {
    return this.identifier(ACCUMULATOR);
  }

  call(name: string, ...args: readonly Expression[]): Call {
    return { kind: 'call', at: this.at, name, target: undefined, args };
  }

  on(target: Expression, name: string): Call {
    return { kind: 'call', at: this.at, name, target, args: [] };
  }

  list(...items: readonly Expression[]): Expression {
    return { kind: 'list', at: this.at, items, optional: [] };
  }

  fold(variable: string, variable2: string | undefined, loop: Loop): Expression {
    const { at, target, accumulator } = this;
    return {
      kind: 'fold',
      at,
      range: target,
      variable,
      variable2,
      accumulator: ACCUMULATOR,
      result: accumulator,
      ...loop,
    };
  }
}

const isReservedVariable = (name: string) => name === ACCUMULATOR || name === '__result__';

/** The loop variable of a one-variable macro. */
function variableOf(argument: Expression, notAName: string): string | MacroFault {
  if (argument.kind !== 'identifier') return { at: argument.at, error: notAName };
  if (isReservedVariable(argument.name)) {
    return { at: argument.at, error: 'iteration variable overwrites accumulator variable' };
  }
  return argument.name;
}

/** Both loop variables of a two-variable macro. */
function variablesOf(first: Expression, second: Expression): readonly [string, string] | MacroFault {
  const names: string[] = [];
  for (const argument of [first, second]) {
    if (argument.kind !== 'identifier') return { at: argument.at, error: 'argument must be a simple name' };
    names.push(argument.name);
  }
  const [one, two] = names as [string, string];
  if (one === two) return { at: second.at, error: `duplicate variable name: ${one}` };
  for (const [index, name] of names.entries()) {
    const { at } = index === 0 ? first : second;
    if (isReservedVariable(name)) return { at, error: 'iteration variable overwrites accumulator variable' };
  }
  return [one, two];
}

type LoopOf = (make: Make, predicate: Expression) => Loop;

const all: LoopOf = (make, predicate) => ({
  init: make.literal(true),
  condition: make.call('@not_strictly_false', make.accumulator),
  step: make.call('_&&_', make.accumulator, predicate),
});

const exists: LoopOf = (make, predicate) => ({
  init: make.literal(false),
  condition: make.call('@not_strictly_false', make.call('!_', make.accumulator)),
  step: make.call('_||_', make.accumulator, predicate),
});

const existsOne: LoopOf = (make, predicate) => ({
  init: make.literal(0n),
  condition: make.literal(true),
  step: make.call('_?_:_', predicate, make.call('_+_', make.accumulator, make.literal(1n)), make.accumulator),
  result: make.call('_==_', make.accumulator, make.literal(1n)),
});

/** Appends or inserts; only where the filter holds, when there is one. */
function gather(make: Make, init: Expression, filter: Expression | undefined, add: Expression): Loop {
  const step = filter ? make.call('_?_:_', filter, add, make.accumulator) : add;
  return { init, condition: make.literal(true), step };
}

const quantifier =
  (loop: LoopOf): Macro =>
  (make) => {
    const name = variableOf(make.arg(0), 'argument must be a simple name');
    return typeof name === 'string' ? make.fold(name, undefined, loop(make, make.arg(1))) : name;
  };

const quantifier2 =
  (loop: LoopOf): Macro =>
  (make) => {
    const names = variablesOf(make.arg(0), make.arg(1));
    return 'error' in names ? names : make.fold(names[0], names[1], loop(make, make.arg(2)));
  };

const map: Macro = (make) => {
  const name = variableOf(make.arg(0), 'argument is not an identifier');
  if (typeof name !== 'string') return name;
  const filter = make.args.length === 3 ? make.arg(1) : undefined;
  const add = make.call('_+_', make.accumulator, make.list(make.args.at(-1) as Expression));
  return make.fold(name, undefined, gather(make, make.list(), filter, add));
};

const filter: Macro = (make) => {
  const name = variableOf(make.arg(0), 'argument is not an identifier');
  if (typeof name !== 'string') return name;
  const add = make.call('_+_', make.accumulator, make.list(make.arg(0)));
  return make.fold(name, undefined, gather(make, make.list(), make.arg(1), add));
};

/** The three `transform…` macros: `add` puts what was computed into the accumulator. */
const transform =
  (init: (make: Make) => Expression, add: (make: Make, key: string, value: Expression) => Expression): Macro =>
  (make) => {
    const names = variablesOf(make.arg(0), make.arg(1));
    if ('error' in names) return names;
    const only = make.args.length === 4 ? make.arg(2) : undefined;
    const step = add(make, names[0], make.args.at(-1) as Expression);
    return make.fold(names[0], names[1], gather(make, init(make), only, step));
  };

const emptyMap = (make: Make): Expression => ({ kind: 'map', at: make.at, entries: [] });
const transformList = transform(
  (make) => make.list(),
  (make, _key, value) => make.call('_+_', make.accumulator, make.list(value)),
);
const transformMap = transform(emptyMap, (make, key, value) =>
  make.call('cel.@mapInsert', make.accumulator, make.identifier(key), value),
);
const transformMapEntry = transform(emptyMap, (make, _key, value) =>
  make.call('cel.@mapInsert', make.accumulator, value),
);

const has: Macro = (make) => {
  const argument = make.arg(0);
  if (argument.kind !== 'select') return { at: argument.at, error: 'invalid argument to has() macro' };
  return { ...argument, at: make.at, test: true };
};

/** `optMap` and `optFlatMap`: the variable is the accumulator of a fold that never turns. */
const onValue =
  (name: string, wrap: (make: Make, value: Expression) => Expression): Macro =>
  (make) => {
    const [variable, body] = [make.arg(0), make.arg(1)];
    if (variable.kind !== 'identifier') {
      return { at: variable.at, error: `${name}() variable name must be a simple identifier` };
    }
    const value: Expression = {
      kind: 'fold',
      at: make.at,
      range: make.list(),
      variable: '#unused',
      variable2: undefined,
      accumulator: variable.name,
      init: make.on(make.target, 'value'),
      condition: make.literal(false),
      step: make.identifier(variable.name),
      result: body,
    };
    return make.call('_?_:_', make.on(make.target, 'hasValue'), wrap(make, value), make.call('optional.none'));
  };

const INPUT = '@__sortBy_input__';

/** The list under a name of its own, sorted by what the body makes of each item. */
const sortBy: Macro = (make) => {
  const name = variableOf(make.arg(0), 'argument is not an identifier');
  if (typeof name !== 'string') return name;
  const kinds: readonly Expression['kind'][] = ['list', 'select', 'identifier', 'fold', 'call'];
  if (!kinds.includes(make.target.kind)) {
    const error = 'sortBy can only be applied to a list, identifier, comprehension, call or select expression';
    return { at: make.target.at, error };
  }
  const add = make.call('_+_', make.accumulator, make.list(make.arg(1)));
  const loop = gather(make, make.list(), undefined, add);
  const input = make.identifier(INPUT);
  const keys: Expression = { ...make.fold(name, undefined, loop), range: input } as Expression;
  return {
    kind: 'fold',
    at: make.at,
    range: make.list(),
    variable: '#unused',
    variable2: undefined,
    accumulator: INPUT,
    init: make.target,
    condition: make.literal(false),
    step: make.identifier(INPUT),
    result: { kind: 'call', at: make.at, name: '@sortByAssociatedKeys', target: input, args: [keys] },
  };
};

/** `cel.bind(name, value, body)`. upstream: cel-go ext/bindings.go */
const bind: Macro = (make) => {
  if (make.target.kind !== 'identifier' || make.target.name !== 'cel') return undefined;
  const variable = make.arg(0);
  if (variable.kind !== 'identifier') {
    return { at: variable.at, error: 'cel.bind() variable names must be simple identifiers' };
  }
  return {
    kind: 'fold',
    at: make.at,
    range: make.list(),
    variable: '#unused',
    variable2: undefined,
    accumulator: variable.name,
    init: make.arg(1),
    condition: make.literal(false),
    step: make.identifier(variable.name),
    result: make.arg(2),
  };
};

/** The macros of Kubernetes' environment. */
export const kubernetesMacros: Macros = new Map([
  ['has:1', has],
  ['.all:2', quantifier(all)],
  ['.exists:2', quantifier(exists)],
  ['.exists_one:2', quantifier(existsOne)],
  ['.existsOne:2', quantifier(existsOne)],
  ['.map:2', map],
  ['.map:3', map],
  ['.filter:2', filter],
  ['.all:3', quantifier2(all)],
  ['.exists:3', quantifier2(exists)],
  ['.existsOne:3', quantifier2(existsOne)],
  ['.exists_one:3', quantifier2(existsOne)],
  ['.transformList:3', transformList],
  ['.transformList:4', transformList],
  ['.transformMap:3', transformMap],
  ['.transformMap:4', transformMap],
  ['.transformMapEntry:3', transformMapEntry],
  ['.transformMapEntry:4', transformMapEntry],
  ['.sortBy:2', sortBy],
  ['.optMap:2', onValue('optMap', (make, value) => make.call('optional.of', value))],
  ['.optFlatMap:2', onValue('optFlatMap', (_make, value) => value)],
]);

/** Those, and names for values in between. */
export const bindingMacros: Macros = new Map([...kubernetesMacros, ['.bind:3', bind]]);
