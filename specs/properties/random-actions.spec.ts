// Random users on random small clusters: whatever they do, the invariants hold. A failure prints the seed, the path to
// the smallest case, and a spec that replays it. PROPERTY_SEED, PROPERTY_PATH and PROPERTY_RUNS try other cases.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { moves } from './moves';
import { type RandomRun, runMoves } from './run-moves';
import { specText } from './spec-text';
import { tanks } from './tank';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 80);
const SEED = Number(process.env.PROPERTY_SEED ?? 20260101);
/** Shrinking ends here too. */
const LIMIT_MS = 25_000;

test('the invariants hold', () => {
  const property = fc.property(tanks, moves, (tank, list) => !runMoves(tank, list).isBroken);
  const path = process.env.PROPERTY_PATH;
  const outcome = fc.check(property, {
    seed: SEED,
    numRuns: RUNS,
    interruptAfterTimeLimit: LIMIT_MS,
    ...(path === undefined ? {} : { path }),
  });
  if (outcome.counterexample) {
    const again = `PROPERTY_SEED=${outcome.seed} PROPERTY_PATH='${outcome.counterexamplePath}' npx jest specs/properties`;
    throw new Error(failureText(runMoves(...outcome.counterexample), again));
  }
  expect(outcome.numRuns).toBeGreaterThan(10);
});

function failureText(run: RandomRun, again: string): string {
  return [...run.problems.slice(0, 10), '', `Run it again: ${again}`, 'Or as a spec:', '', specText(run)].join('\n');
}
