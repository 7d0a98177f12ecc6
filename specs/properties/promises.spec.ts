// Random workloads under random rollouts and faults keep what a rolling update promises. A failure prints the seed, the
// path to the smallest case, and a spec that replays it. PROPERTY_SEED, PROPERTY_PATH and PROPERTY_RUNS try others.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type PromiseRun, promises, runPromises, steps } from './promises';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 40);
const SEED = Number(process.env.PROPERTY_SEED ?? 20260101);
const LIMIT_MS = 15_000;

test('surge, availability and the number of pods are bounded, and all converges', () => {
  const property = fc.property(promises, steps, (promised, list) => runPromises(promised, list).problems.length === 0);
  const path = process.env.PROPERTY_PATH;
  const outcome = fc.check(property, {
    seed: SEED,
    numRuns: RUNS,
    interruptAfterTimeLimit: LIMIT_MS,
    ...(path === undefined ? {} : { path }),
  });
  if (outcome.counterexample) {
    const again = `PROPERTY_SEED=${outcome.seed} PROPERTY_PATH='${outcome.counterexamplePath}' npx jest specs/properties/promises`;
    throw new Error(failureText(runPromises(...outcome.counterexample), again));
  }
  expect(outcome.numRuns).toBeGreaterThan(10);
});

function failureText({ problems, lines }: PromiseRun, again: string): string {
  return [...problems, '', `Run it again: ${again}`, 'Or as a spec:', '', specText(lines, problems)].join('\n');
}

function specText(lines: readonly string[], problems: readonly string[]): string {
  return [
    "import { test } from '@jest/globals';",
    "import { cluster } from '../../src/index';",
    '',
    "test('a replay', () => {",
    ...lines.map((line) => `  ${line}`),
    `  // Broken: ${problems[0]?.split('\n')[0] ?? 'nothing'}`,
    '});',
  ].join('\n');
}

test('a broken promise is noticed', () => {
  const promised = { kind: 'Deployment', replicas: 3, nodes: 2, surge: 0, unavailable: 1 } as const;
  const run = runPromises({ ...promised, minReadySeconds: 0, readiness: false, seed: 1 }, []);
  expect(run.problems).toEqual([]);
  // Somebody takes pods away, and nothing says that a fault did.
  for (const { metadata } of run.tank.list('Pod', 'default')) run.tank.delete(`pod/${metadata.name}`);
  run.do({ word: 'advance', a: 2 });
  expect(run.problems).toContainEqual(expect.stringMatching(/^\d pods available instead of at least 2$/));
  expect(specText(run.lines, run.problems)).toContain('tank.advance("30m");');
});
