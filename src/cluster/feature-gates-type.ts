// A cluster's feature gates, described: `{ MaxUnavailableStatefulSet: true }`. Strict as the components are, and
// beyond: a gate whose other value is not simulated is refused instead of doing nothing.

import { FIXED_OFF, FIXED_ON, LOCKED_OFF, LOCKED_ON } from '../kinds/feature-gate-names';
import { FEATURE_GATES, type FeatureGate, type FeatureGates } from '../kinds/feature-gates';
import { nearest } from '../kinds/nearest';
import { type ArgumentType, isProblem, type Problem } from './describe/argument';
import { flag, isPlainMap, record } from './describe/types';

const NAMES = Object.keys(FEATURE_GATES) as FeatureGate[];

const gates = record(
  Object.fromEntries(NAMES.map((name) => [name, flag()])) as Record<FeatureGate, ArgumentType<boolean>>,
);

export const featureGatesType: ArgumentType<Partial<FeatureGates>> = {
  ...gates,
  expected: 'a map of feature gates to true or false',
  read: (input) => {
    if (!isPlainMap(input)) return gates.read(input);
    const switchable: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(input)) {
      if (Object.hasOwn(FEATURE_GATES, name)) switchable[name] = value;
      else {
        const fault = fixedFault(name, value);
        if (fault) return fault;
      }
    }
    return Object.keys(switchable).length === 0 ? { value: {} } : gates.read(switchable);
  },
};

/** What is wrong with setting a gate that cannot be switched; undefined when it has that value anyway. */
function fixedFault(name: string, value: unknown): Problem | undefined {
  const isOn = LOCKED_ON.has(name) || FIXED_ON.has(name);
  const isLocked = LOCKED_ON.has(name) || LOCKED_OFF.has(name);
  if (!isOn && !isLocked && !FIXED_OFF.has(name)) {
    const known = [...NAMES, ...LOCKED_ON, ...LOCKED_OFF, ...FIXED_ON, ...FIXED_OFF];
    return { problem: `unrecognized feature gate: ${name}`, path: [name], hint: nearest(name, known) };
  }
  const reading = flag().read(value);
  if (isProblem(reading)) return { ...reading, path: [name] };
  if (value === isOn) return undefined;
  const problem = isLocked
    ? `cannot set feature gate ${name} to ${value}, feature is locked to ${isOn}`
    : `feature gate ${name} is ${isOn} by default, and ${value} is not simulated`;
  return { problem, path: [name] };
}
