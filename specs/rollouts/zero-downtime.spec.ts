// How many requests each change costs and why; the numbers of docs/zero-downtime.md.

import { describe, expect, test } from '@jest/globals';
import { expectCommittedPart } from '../support/committed';
import { type Outcome, run } from './scenario';
import { scenarios } from './scenarios';

const PAGE = 'docs/zero-downtime.md';
const outcomes = new Map<string, Outcome>();

function outcomeOf(name: string): Outcome {
  const scenario = scenarios.find((one) => one.name === name);
  if (!scenario) throw new Error(`there is no scenario "${name}"`);
  const outcome = outcomes.get(name) ?? run(scenario);
  outcomes.set(name, outcome);
  return outcome;
}

const lostOf = (name: string) => outcomeOf(name).result.lost;
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

describe.each(scenarios)('$name', ({ name, causes }) => {
  test(causes.length === 0 ? 'loses nothing' : 'loses requests for known causes alone', () => {
    const { result } = outcomeOf(name);
    const found = Object.keys(result.byCause);
    expect(found.length > 0).toBe(causes.length > 0);
    expect(found.filter((cause) => !causes.includes(cause))).toEqual([]);
    expect(result.inFlight).toBe(0);
    expect(result.bySecond.reduce((sum, { lost }) => sum + lost, 0)).toBe(result.lost);
  });

  test('its timeline is the one of the page', () => {
    const lines = outcomeOf(name).moments.map(({ atMs, what }) => `| ${seconds(atMs)} | ${what} |`);
    const title = name.toLowerCase().replace(/[^a-z]+/g, '-');
    expectCommittedPart(PAGE, title, ['| at | what |', '|---|---|', ...lines, ''].join('\n'));
  });
});

test('the table of the page', () => {
  const lines = scenarios.map(({ name }) => {
    const { total, lost, byCause } = outcomeOf(name).result;
    const causes = Object.entries(byCause).map(([cause, count]) => `${count} × ${cause}`);
    return `| ${name} | ${total} | ${lost} | ${causes.join('; ')} |`;
  });
  expectCommittedPart(PAGE, 'table', ['| | sent | lost | why |', '|---|---|---|---|', ...lines, ''].join('\n'));
});

describe('what the page says besides', () => {
  test('retries turn most of what a lost node costs into waiting', () => {
    const { result } = outcomeOf('Node lost, two retries');
    expect(result.lost).toBeLessThan(lostOf('Node lost') / 5);
    expect(result.latencyMs?.max).toBeGreaterThan(2_000);
  });

  test('kept connections that are opened again find a pod that lives, most of the time', () => {
    expect(lostOf('Node lost, ten connections kept')).toBeLessThan(lostOf('Node lost') / 20);
  });

  test('affinity makes a third of the loss for all into all of it for a third', () => {
    expect(lostOf('Node lost, session affinity')).toBeGreaterThan(2.5 * lostOf('Node lost'));
  });

  test('new pods get nothing from connections that are kept', () => {
    expect(Object.keys(outcomeOf('Scaled up, ten connections kept').result.byPod)).toHaveLength(3);
  });
});
