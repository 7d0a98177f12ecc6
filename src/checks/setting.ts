// What of a rule a configuration may set: a name, the type that actions are described with too, and what holds unless
// it is set.

import { type Argument, type ArgumentType, isProblem } from '../cluster/describe/argument';
import { type NamedValues, readNamed } from '../cluster/describe/read-arguments';

export interface Setting<Name extends string, Input, Value> extends Argument<Name, Input, Value> {
  /** What holds unless it is set, as one would write it. */
  readonly standard: Input;
}

export function setting<Name extends string, Input, Value>(
  name: Name,
  type: ArgumentType<Input, Value>,
  standard: NoInfer<Input>,
  summary: string,
): Setting<Name, Input, Value> {
  return { name, type, standard, summary };
}

// biome-ignore lint/suspicious/noExplicitAny: any list of described settings
export type Settings = readonly Setting<string, any, any>[];

/** Checked values by name, all of them. */
export type SettingValues<S extends Settings> = {
  // biome-ignore lint/suspicious/noExplicitAny: the input does not matter
  readonly [X in S[number] as X['name']]: X extends Setting<string, any, infer Value> ? Value : never;
};

/** A rule as far as its settings go. */
interface Settable {
  readonly id: string;
  readonly settings?: Settings | undefined;
}

/**
 * The values of all settings of a rule: those written, the others as they are unless set.
 * @param written a map from names to values, as a configuration has it; undefined for none. Errors: UsageError.
 */
export function readSettings({ id, settings = [] }: Settable, written?: unknown): NamedValues {
  const values: Record<string, unknown> = {};
  for (const { name, type, standard } of settings) {
    const reading = type.read(standard);
    if (isProblem(reading)) throw new Error(`${id}: ${name}: ${reading.problem}`);
    values[name] = reading.value;
  }
  return { ...values, ...readNamed({ name: id, args: [], options: settings }, written) };
}
