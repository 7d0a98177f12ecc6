// The steps of a spec file: each is one action, or one of the few words that are no actions.

import { isPlainMap, unknownKey } from '../cluster/describe/types';
import type { FieldPath, Place } from '../manifests/source';
import { type Expectation, readExpectations } from './expectation-words';
import type { PositionedYaml } from './positions';

export interface SpecStep {
  /** An action's name, or one of `BUILT_IN`. */
  readonly verb: string;
  readonly value: unknown;
  /** Words that the refusal must have. */
  readonly refused: unknown;
  /** Name for what the action gives back. */
  readonly as: string | undefined;
  /** Who does it. */
  readonly user: unknown;
  /** Nested steps of `fork`. */
  readonly steps: readonly SpecStep[];
  /** What `expect` and `until` ask. */
  readonly expectations: readonly Expectation[];
  /** Of the value. */
  readonly path: FieldPath;
  readonly place: Place;
}

/** Steps that are no actions. */
export const BUILT_IN = { expect: 'expect', until: 'until', do: 'do', fork: 'fork', mark: 'mark' } as const;
export const STEP_WORDS: readonly string[] = Object.values(BUILT_IN);
/** What may stand beside an action. */
const BESIDE = ['refused', 'as', 'user'];
export const UNTIL_KEYS = ['expect', 'limit'] as const;

const NOTHING = { value: undefined, refused: undefined, as: undefined, user: undefined, steps: [], expectations: [] };

/** A list of steps. Errors: SpecFileError. */
export function readSteps(yaml: PositionedYaml, steps: unknown, path: FieldPath): SpecStep[] {
  if (!Array.isArray(steps) || steps.length === 0) throw yaml.error('expected a list of steps', path);
  return steps.map((step, index) => readStep(yaml, step, [...path, index]));
}

function readStep(yaml: PositionedYaml, step: unknown, path: FieldPath): SpecStep {
  const place = yaml.locate(path);
  if (typeof step === 'string' && step !== '') {
    if (STEP_WORDS.includes(step)) throw yaml.error(`expected something after "${step}"`, path);
    return { verb: step, ...NOTHING, path, place };
  }
  if (!isPlainMap(step)) {
    throw yaml.error('expected a step: an action by name, or a map from its name to its arguments', path);
  }
  const [verb, second] = Object.keys(step).filter((key) => !BESIDE.includes(key));
  if (verb === undefined) throw yaml.error('expected a step, got only what stands beside one', path);
  if (second !== undefined) {
    const message = `a step is one action, got ${verb} and ${second}: give each its own "-"`;
    throw yaml.error(message, [...path, second]);
  }
  const inside = [...path, verb];
  checkBuiltIn(yaml, verb, step, path);
  return {
    verb,
    ...named(yaml, step, verb, path),
    refused: step.refused,
    user: step.user,
    steps: verb === BUILT_IN.fork ? readSteps(yaml, step.fork, inside) : [],
    expectations: readAsked(yaml, verb, step[verb], inside),
    path: inside,
    place,
  };
}

/** `expect: …`, `until: …` or `until: { expect: …, limit: 5m }` */
function readAsked(yaml: PositionedYaml, verb: string, value: unknown, path: FieldPath): readonly Expectation[] {
  if (verb === BUILT_IN.expect) return readExpectations(yaml, value, path);
  if (verb !== BUILT_IN.until) return [];
  if (!isPlainMap(value) || !('expect' in value)) return readExpectations(yaml, value, path);
  for (const key of Object.keys(value)) {
    if (key === 'expect' || key === 'limit') continue;
    const { problem, hint } = unknownKey(key, UNTIL_KEYS);
    throw yaml.error(problem, [...path, key], hint);
  }
  return readExpectations(yaml, value.expect, [...path, 'expect']);
}

/** Only actions can be refused or give something back, and the other words say what of. */
function checkBuiltIn(
  yaml: PositionedYaml,
  verb: string,
  step: Readonly<Record<string, unknown>>,
  path: FieldPath,
): void {
  if ('refused' in step && (step.refused === null || step.refused === false)) {
    throw yaml.error('expected how it is refused: true, its words, or a map', [...path, 'refused']);
  }
  if (!STEP_WORDS.includes(verb)) return;
  const beside = BESIDE.find((key) => key in step);
  if (beside !== undefined) throw yaml.error(`"${beside}" stands beside an action, not "${verb}"`, [...path, beside]);
  const value = step[verb];
  if (verb !== BUILT_IN.do && verb !== BUILT_IN.mark) return;
  if (typeof value === 'string' && value !== '') return;
  const what = verb === BUILT_IN.do ? 'the name of a step list' : 'a name for this moment';
  throw yaml.error(`${verb}: expected ${what}`, [...path, verb], undefined, 'value');
}

/** `as` may stand beside the action or among its arguments. */
function named(yaml: PositionedYaml, step: Readonly<Record<string, unknown>>, verb: string, path: FieldPath) {
  const value = step[verb];
  const isInside = isPlainMap(value) && 'as' in value && !STEP_WORDS.includes(verb);
  const { as, ...rest } = isInside ? value : { as: step.as };
  if (as === undefined) return { value, as };
  if (typeof as !== 'string' || as === '') {
    const place = isInside ? [...path, verb, 'as'] : [...path, 'as'];
    throw yaml.error('as: expected a name for what comes of it', place, undefined, 'value');
  }
  return { value: isInside ? (rest as unknown) : value, as };
}
