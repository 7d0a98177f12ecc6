// Checks every step of a spec file against the actions and matchers there are, also in tests that are skipped or that
// would end before: once the modules that the file uses are loaded, and before anything runs.

import { actionNamed, actionNames } from '../actions/acting-cluster';
import { UsageError } from '../cluster/describe/usage-error';
import { nearest } from '../kinds/nearest';
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
  for (const { verb, path, steps: nested, expectations } of steps) {
    if (!STEP_WORDS.includes(verb) && !actionNamed(verb)) {
      const meant = nearest(verb, [...actionNames(), ...STEP_WORDS]);
      throw yaml.error(`there is no step "${verb}"`, path, meant);
    }
    for (const { matcher, input, path: asked } of expectations) {
      try {
        matcherFor(matcher);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        throw yaml.error(error.message, asked, undefined, input === undefined ? 'value' : 'key');
      }
    }
    checkSteps(yaml, nested);
  }
}
