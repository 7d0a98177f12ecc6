// A failure is only worth as much as its replay: the printed spec does again what the random run did.

import { expect, test } from '@jest/globals';
import { transformSync } from 'esbuild';
import fc from 'fast-check';
import type { Cluster } from '../../src/actions/acting-cluster';
import * as library from '../../src/index';
import * as invariants from '../support/invariants';
import * as settled from '../support/settled-invariants';
import { moves } from './moves';
import { runMoves } from './run-moves';
import { specText } from './spec-text';
import { tanks } from './tank';

/** Runs the text as jest would and answers the trace hash of its cluster at the end. */
function evaluate(text: string): string {
  let hash = 'no cluster';
  const settledProblems = (tank: Cluster, down: ReadonlySet<string>) => {
    hash = tank.simulation.trace.hash();
    return settled.settledProblems(tank, down);
  };
  const modules: Record<string, unknown> = {
    '@jest/globals': { expect, test: (_name: string, body: () => void) => body() },
    '../../src/index': library,
    '../support/invariants': invariants,
    '../support/settled-invariants': { settledProblems },
  };
  const { code } = transformSync(text, { loader: 'ts', format: 'cjs' });
  new Function('require', code)((name: string) => modules[name]);
  return hash;
}

test('the printed spec does the same', () => {
  for (const [tank, list] of fc.sample(fc.tuple(tanks, moves), { seed: 3, numRuns: 5 })) {
    const run = runMoves(tank, list);
    expect(run.problems).toEqual([]);
    expect(evaluate(specText(run))).toBe(run.cluster.simulation.trace.hash());
  }
});

test('a broken run says what broke', () => {
  const [tank, list] = fc.sample(fc.tuple(tanks, moves), { seed: 4, numRuns: 1 })[0] as Parameters<typeof runMoves>;
  const run = runMoves(tank, list);
  run.problems.push('something is wrong\nin two lines');
  expect(specText(run)).toContain('// Broken: something is wrong\n');
});
