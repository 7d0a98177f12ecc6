// Checks every step of a spec file against the actions and matchers there are, their arguments too, also in tests that
// are skipped or that would end before: once the modules that the file uses are loaded, and before anything runs.

import { actionNamed, actionNames } from '../actions/acting-cluster';
import type { NamedKinds } from '../cluster/describe/argument';
import { readNamed } from '../cluster/describe/read-arguments';
import { UsageError } from '../cluster/describe/usage-error';
import { nearest } from '../kinds/nearest';
import { builtInKinds } from '../kinds/table';
import type { FieldPath } from '../manifests/source';
import { type AnyMatcher, optionsOf } from '../matchers/matcher';
import type { Expectation } from './expectation-words';
import { matcherFor } from './expectations';
import type { PositionedYaml } from './positions';
import type { SpecDocument } from './spec-document';
import { type SpecStep, STEP_WORDS } from './spec-steps';

/** Errors: SpecFileError for a name that nothing has. */
export function checkWords({ yaml, before, after, stepLists, tests }: SpecDocument): void {
  const all = [before, after, ...Object.values(stepLists), ...tests.map(({ steps }) => steps)];
  for (const steps of all) checkSteps(yaml, steps);
}

function checkSteps(yaml: PositionedYaml, steps: readonly SpecStep[]): void {
  for (const { verb, value, path, steps: nested, expectations } of steps) {
    const action = actionNamed(verb);
    if (!STEP_WORDS.includes(verb) && !action) {
      const meant = nearest(verb, [...actionNames(), ...STEP_WORDS]);
      throw yaml.error(`there is no step "${verb}"`, path, meant);
    }
    if (action) checkArguments(yaml, action, value, path);
    for (const expectation of expectations) checkExpectation(yaml, expectation);
    checkSteps(yaml, nested);
  }
}

function checkExpectation(yaml: PositionedYaml, { matcher: name, input, path }: Expectation): void {
  let matcher: AnyMatcher;
  try {
    matcher = matcherFor(name);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw yaml.error(error.message, path, undefined, input === undefined ? 'value' : 'key');
  }
  checkArguments(yaml, { name, args: matcher.args, options: optionsOf(matcher) }, input, path);
}

/** What only a run can tell is left to it: `${names}`, and kinds that the manifests bring in. */
function checkArguments(
  yaml: PositionedYaml,
  described: Parameters<typeof readNamed>[0],
  input: unknown,
  path: FieldPath,
): void {
  if (JSON.stringify(input)?.includes('${')) return;
  try {
    readNamed(described, input, KINDS);
  } catch (error) {
    if (error instanceof UnknownKind) return;
    if (!(error instanceof UsageError)) throw error;
    throw yaml.error(error.message, [...path, ...error.path]);
  }
}

class UnknownKind extends Error {}

const KINDS: NamedKinds = {
  names: () => builtInKinds.names(),
  byName: (name) => {
    const row = builtInKinds.byName(name);
    if (!row) throw new UnknownKind(name);
    return row;
  },
};
