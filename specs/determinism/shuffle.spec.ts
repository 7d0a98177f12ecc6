// What is ready at one instant may run in any order: whatever the order, the invariants hold, and the kept scenarios
// and the shop end in the same state but for names, addresses and who got which node.
import { describe, expect, test } from '@jest/globals';
import { compareRuns, type Recording } from '../../scripts/fidelity/compare';
import { keptScenarios, recordingOf } from '../../scripts/fidelity/kept';
import { startScenario } from '../../scripts/fidelity/scenario';
import type { KubeObject } from '../../src/kinds/kind';
import { Invariants } from '../support/invariants';
import { fixtures } from '../support/root';
import { digestOf, objectsText } from './digest';
import { finish, type Run, scripts } from './scripts';

describe.each(keptScenarios(`${fixtures}/fidelity`))('$name', ({ scenario, text }) => {
  test('shuffled', () => {
    const run = startScenario(scenario, { shuffle: 1 });
    const invariants = new Invariants(run.cluster);
    const base = startScenario(scenario);
    for (const step of scenario.steps) {
      run.run(step);
      base.run(step);
    }
    expect(invariants.problems()).toEqual([]);
    const { misses } = compareRuns(text, scenario.exactPlacement === true, recordingOf(base), recordingOf(run));
    expect(misses).toEqual([]);
    expect(run.cluster.simulation.trace.hash()).not.toBe(base.cluster.simulation.trace.hash());
  });
});

describe.each(scripts.slice(0, 2))('$name', ({ start }) => {
  const shopText = (run: Run): Recording => ({
    steps: [],
    snapshots: { end: (JSON.parse(objectsText(run.cluster)) as KubeObject[][]).flat().filter(isWorkload) },
  });
  const base = finish(start());

  test.each([1, 2])('shuffled by %s', (shuffle) => {
    const run = start({ shuffle });
    const invariants = new Invariants(run.cluster);
    finish(run);
    expect(invariants.problems()).toEqual([]);
    expect(compareRuns('', false, shopText(base), shopText(run)).misses).toEqual([]);
  });

  test('one order is the same order again', () => {
    const [first, second] = [finish(start({ shuffle: 7 })), finish(start({ shuffle: 7 }))];
    expect(digestOf(first.cluster)).toEqual(digestOf(second.cluster));
  });
});

const isWorkload = ({ kind }: KubeObject) => ['Deployment', 'ReplicaSet', 'Service'].includes(kind);
