// Checks what a user passed against the described arguments: by place and options bag as in TypeScript, or by name as
// in YAML. Both end in the same checked values or the same error.

import { type Arguments, isProblem, type NamedKinds, type Problem, pathWords, show } from './argument';
import { isPlainMap, unknownKey } from './types';
import { UsageError } from './usage-error';

interface Described {
  readonly name: string;
  readonly args: Arguments;
  readonly options: Arguments;
}

export type NamedValues = Readonly<Record<string, unknown>>;

/** Values of a TypeScript call. Errors: UsageError. */
export function readCall(described: Described, inputs: readonly unknown[], kinds?: NamedKinds): NamedValues {
  const { name, args, options } = described;
  const limit = args.length + (options.length > 0 ? 1 : 0);
  if (inputs.length > limit) {
    throw new UsageError(`${signature(described)} takes at most ${limit} arguments, got ${inputs.length}`);
  }
  const values: Record<string, unknown> = {};
  for (const [index, argument] of args.entries()) {
    const reading = argument.type.read(inputs[index], kinds);
    if (isProblem(reading)) throw wrong(name, argument.name, reading);
    values[argument.name] = reading.value;
  }
  const bag = inputs[args.length];
  if (bag === undefined) return values;
  if (!isPlainMap(bag)) throw new UsageError(`${signature(described)}: expected options, got ${show(bag)}`);
  return readInto(values, name, options, bag, kinds);
}

/** Values of a YAML step: a scalar or list stands for the only required argument, a map names arguments and options. */
export function readNamed(described: Described, input: unknown, kinds?: NamedKinds): NamedValues {
  const { name, args, options } = described;
  const [first] = args;
  if (!isPlainMap(input) || standsAlone(described, input, kinds)) {
    if (input === null || input === undefined) {
      if (args.length === 0) return {};
      throw new UsageError(`${name}: expected ${first?.type.expected}, got nothing`);
    }
    if (args.length !== 1 || first === undefined) {
      const names = [...args, ...options].map((argument) => argument.name).join(', ');
      throw new UsageError(`${name}: expected ${names === '' ? 'nothing' : `a map with ${names}`}, got ${show(input)}`);
    }
    const reading = first.type.read(input, kinds);
    if (isProblem(reading)) throw wrong(name, first.name, reading, true);
    return { [first.name]: reading.value };
  }
  const values = readInto({}, name, [...args, ...options], input, kinds);
  for (const argument of args) {
    if (!(argument.name in values))
      throw new UsageError(`${name}: ${argument.name} is missing (${argument.type.expected})`);
  }
  return values;
}

/** A map is the only argument itself when none of its keys is a name of ours, and the argument can be a map. */
function standsAlone({ args, options }: Described, input: NamedValues, kinds: NamedKinds | undefined): boolean {
  const [first, second] = args;
  if (!first || second) return false;
  const names = [...args, ...options].map((argument) => argument.name);
  if (Object.keys(input).some((key) => names.includes(key))) return false;
  const reading = first.type.read(input, kinds);
  return !isProblem(reading) || reading.path.length > 0;
}

function readInto(
  values: Record<string, unknown>,
  name: string,
  known: Arguments,
  input: NamedValues,
  kinds: NamedKinds | undefined,
): NamedValues {
  const names = known.map((argument) => argument.name);
  for (const key of Object.keys(input)) {
    const argument = known.find((candidate) => candidate.name === key);
    if (!argument) {
      const { problem, hint, path } = unknownKey(key, names);
      throw new UsageError(`${name}: ${problem}`, { hint, path });
    }
    if (input[key] === undefined) continue;
    const reading = argument.type.read(input[key], kinds);
    if (isProblem(reading)) throw wrong(name, key, reading);
    values[key] = reading.value;
  }
  return values;
}

function wrong(action: string, argument: string, found: Problem, bare = false): UsageError {
  const path = [argument, ...found.path];
  const message = `${action}: ${pathWords(path)}: ${found.problem}`;
  return new UsageError(message, { hint: found.hint, path: bare ? found.path : path });
}

/** `scale(target, replicas, { namespace? })` */
export function signature({ name, args, options }: Described): string {
  const parts = args.map((argument) => argument.name);
  if (options.length > 0) parts.push(`{ ${options.map((option) => `${option.name}?`).join(', ')} }`);
  return `${name}(${parts.join(', ')})`;
}
