// A cluster's feature gates, described: `{ MaxUnavailableStatefulSet: true }`. Strict as the components are, and
// beyond: a gate whose other value is not simulated is refused instead of doing nothing.

import { missingDependency } from '../kinds/feature-gate-dependencies';
import { FIXED_OFF, INTERNAL_OFF, INTERNAL_ON, LOCKED_OFF, LOCKED_ON } from '../kinds/feature-gate-names';
import { FEATURE_GATES, type FeatureGateSettings } from '../kinds/feature-gates';
import { nearest } from '../kinds/nearest';
import { type ArgumentType, isProblem, type Problem } from './describe/argument';
import { flag, isPlainMap, record } from './describe/types';

const INTERNAL: readonly string[] = [...INTERNAL_ON, ...INTERNAL_OFF];
const SETTABLE = [...Object.keys(FEATURE_GATES), ...INTERNAL] as (keyof FeatureGateSettings)[];

const gates = record(
  Object.fromEntries(SETTABLE.map((name) => [name, flag()])) as Record<
    keyof FeatureGateSettings,
    ArgumentType<boolean>
  >,
);

export const featureGatesType: ArgumentType<FeatureGateSettings> = {
  ...gates,
  expected: 'a map of feature gates to true or false',
  read: (input) => {
    if (!isPlainMap(input)) return gates.read(input);
    const settings: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(input)) {
      if ((SETTABLE as string[]).includes(name)) settings[name] = value;
      else {
        const fault = fixedFault(name, value);
        if (fault) return fault;
      }
    }
    if (Object.keys(settings).length === 0) return { value: {} };
    const reading = gates.read(settings);
    if (isProblem(reading)) return reading;
    const missing = missingDependency(settings as Readonly<Record<string, boolean>>);
    if (missing) return { problem: missing.problem, path: [missing.gate] };
    return { value: switchable(settings) };
  },
};

/** The gates of the table: the others change nothing. */
function switchable(settings: Readonly<Record<string, unknown>>): FeatureGateSettings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => Object.hasOwn(FEATURE_GATES, name)));
}

/** What is wrong with setting a gate that cannot be switched; undefined when it has that value anyway. */
function fixedFault(name: string, value: unknown): Problem | undefined {
  const isOn = LOCKED_ON.has(name);
  const isLocked = LOCKED_ON.has(name) || LOCKED_OFF.has(name);
  if (!isOn && !isLocked && !FIXED_OFF.has(name)) {
    const known = [...SETTABLE, ...LOCKED_ON, ...LOCKED_OFF, ...FIXED_OFF];
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
