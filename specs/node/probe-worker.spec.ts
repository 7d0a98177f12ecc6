// One probe over time: thresholds, holding, ticks.

import { describe, expect, test } from '@jest/globals';
import type { Probe } from '../../src/kinds/generated/types.gen';
import type { ProbeKind, ProbeWorker } from '../../src/node/kubelet-state';
import { afterTry, delayEndMs, forRun, INITIAL, isDecided, isTick, nextTickMs } from '../../src/node/probe-worker';

const worker = (kind: ProbeKind): ProbeWorker => ({
  container: 'c',
  kind,
  baseMs: 100,
  runId: 'run-1',
  result: kind === 'liveness' ? 'Success' : kind === 'startup' ? 'Unknown' : 'Failure',
  last: undefined,
  inARow: 0,
  onHold: false,
});

const outcomes = { s: 'Success', f: 'Failure' } as const;

describe('results', () => {
  const rows: readonly {
    name: string;
    kind: ProbeKind;
    probe: Probe;
    tries: string;
    result: string;
    onHold: boolean;
  }[] = [
    {
      name: 'readiness: one success is enough',
      kind: 'readiness',
      probe: {},
      tries: 's',
      result: 'Success',
      onHold: false,
    },
    {
      name: 'readiness: two are asked for',
      kind: 'readiness',
      probe: { successThreshold: 2 },
      tries: 's',
      result: 'Failure',
      onHold: false,
    },
    {
      name: 'readiness: two came',
      kind: 'readiness',
      probe: { successThreshold: 2 },
      tries: 'ss',
      result: 'Success',
      onHold: false,
    },
    {
      name: 'readiness: two failures are not three',
      kind: 'readiness',
      probe: {},
      tries: 'sff',
      result: 'Success',
      onHold: false,
    },
    {
      name: 'readiness: three failures',
      kind: 'readiness',
      probe: {},
      tries: 'sfff',
      result: 'Failure',
      onHold: false,
    },
    {
      name: 'readiness: a success between starts anew',
      kind: 'readiness',
      probe: {},
      tries: 'sffsff',
      result: 'Success',
      onHold: false,
    },
    { name: 'liveness: two failures', kind: 'liveness', probe: {}, tries: 'ff', result: 'Success', onHold: false },
    {
      name: 'liveness: three failures hold',
      kind: 'liveness',
      probe: {},
      tries: 'fff',
      result: 'Failure',
      onHold: true,
    },
    {
      name: 'startup: below the threshold',
      kind: 'startup',
      probe: { failureThreshold: 5 },
      tries: 'ffff',
      result: 'Unknown',
      onHold: false,
    },
    { name: 'startup: a success holds', kind: 'startup', probe: {}, tries: 'fs', result: 'Success', onHold: true },
    { name: 'startup: a failure holds', kind: 'startup', probe: {}, tries: 'fff', result: 'Failure', onHold: true },
  ];
  test.each(rows)('$name', ({ kind, probe, tries, result, onHold }) => {
    const end = [...tries].reduce(
      (known, letter) => afterTry(known, probe, outcomes[letter as 's' | 'f']),
      worker(kind),
    );
    expect({ result: end.result, onHold: end.onHold }).toEqual({ result, onHold });
  });

  test('begin anew with a new run', () => {
    const held = [...'fff'].reduce((known) => afterTry(known, {}, 'Failure'), worker('liveness'));
    expect(forRun(held, 'run-2', INITIAL.liveness)).toMatchObject({ runId: 'run-2', result: 'Success', onHold: false });
  });

  test('are decided at the threshold', () => {
    const once = afterTry(worker('readiness'), {}, 'Failure');
    expect(isDecided(worker('readiness'), {})).toBe(false);
    expect(isDecided(once, {})).toBe(false);
    expect(isDecided(afterTry(afterTry(once, {}, 'Failure'), {}, 'Failure'), {})).toBe(true);
    expect(isDecided(afterTry(once, {}, 'Success'), {})).toBe(true);
  });
});

describe('ticks', () => {
  const probe: Probe = { periodSeconds: 2 };
  const rows = [
    { afterMs: 0, earliestMs: 0, tickMs: 100 },
    { afterMs: 100, earliestMs: 0, tickMs: 2_100 },
    { afterMs: 101, earliestMs: 0, tickMs: 2_100 },
    { afterMs: 100, earliestMs: 5_000, tickMs: 6_100 },
    { afterMs: 100, earliestMs: 6_100, tickMs: 6_100 },
  ];
  test.each(rows)('after $afterMs, not before $earliestMs: $tickMs', ({ afterMs, earliestMs, tickMs }) => {
    expect(nextTickMs(worker('readiness'), probe, afterMs, earliestMs)).toBe(tickMs);
  });

  test('come every ten seconds unless said otherwise', () => {
    expect(nextTickMs(worker('readiness'), {}, 100, 0)).toBe(10_100);
    expect([99, 100, 101, 2_100].map((atMs) => isTick(worker('readiness'), probe, atMs))).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });

  test('before the initial delay do nothing', () => {
    expect(delayEndMs({ initialDelaySeconds: 5 }, 1_000)).toBe(6_000);
  });
});
