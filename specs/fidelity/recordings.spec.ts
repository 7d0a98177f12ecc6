// Holds the score against the kept recordings of a real control plane, scenario by scenario.
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Score } from '../../scripts/fidelity/compare';
import { keptScenarios, scoreOf } from '../../scripts/fidelity/kept';
import { expectCommitted, expectCommittedPart, isUpdating } from '../support/committed';
import { fixtures } from '../support/root';
import { figures, keptScores, PROMISED, percent, SCORES, scoresTable, scoresText } from './scores';

const folder = join(fixtures, 'fidelity');
const kept = keptScenarios(folder);
const reached = new Map<string, Score>();
const MISSES_SHOWN = 20;

beforeAll(() => {
  for (const scenario of kept) reached.set(scenario.name, scoreOf(folder, scenario));
  if (isUpdating) expectCommitted(SCORES, scoresText(reached));
});

describe.each(kept)('$name', ({ name }) => {
  test.each(figures)('%s are no worse than they were', (figure) => {
    const score = reached.get(name) as Score;
    const known = keptScores()[name]?.[figure] ?? 'none';
    const { matched, union } = score[figure];
    const isWorse = !(percent(score[figure]) >= percent(known));
    const shown = isWorse ? score.misses.slice(0, MISSES_SHOWN) : [];
    expect({ isWorse, was: known, is: isWorse ? `${matched}/${union}` : known, misses: shown }).toEqual({
      isWorse: false,
      was: known,
      is: known,
      misses: [],
    });
  });

  test.each(figures)('%s are as good as promised', (figure) => {
    const score = reached.get(name) as Score;
    expect(percent(score[figure])).toBeGreaterThanOrEqual(PROMISED[figure]);
  });
});

test('the scenarios compare something', () => {
  const sum = (figure: (typeof figures)[number]) =>
    [...reached.values()].reduce((total, score) => total + score[figure].union, 0);
  expect(kept.length).toBeGreaterThanOrEqual(16);
  expect(sum('objects')).toBeGreaterThan(20_000);
  expect(sum('events')).toBeGreaterThan(800);
  expect(sum('answers')).toBeGreaterThan(80);
  expect(sum('placements')).toBeGreaterThan(10);
});

test('docs/fidelity.md shows the scores', () => {
  expectCommittedPart('docs/fidelity.md', 'scores', scoresTable(keptScores()));
});
