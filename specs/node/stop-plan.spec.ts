// The ends of a pod's containers when it is stopped, as milliseconds after the beginning.

import { expect, test } from '@jest/globals';
import type { Container, Pod } from '../../src/kinds/generated/types.gen';
import type { ContainerRun } from '../../src/node/kubelet-state';
import type { Program } from '../../src/node/program-rules';
import { graceSecondsOf, planStops } from '../../src/node/stop-plan';

interface Part {
  readonly name: string;
  readonly sidecar?: boolean;
  readonly program?: Program;
  readonly hookMs?: number;
  /** Its own end, already planned. */
  readonly endMs?: number;
}

interface Row {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly graceSeconds: number;
  readonly ends: Readonly<Record<string, readonly [atMs: number, code: number]>>;
}

const slow = (afterMs: number): Program => ({ stopsOnTerm: { afterMs } });
const stubborn: Program = { stopsOnTerm: false };

const rows: readonly Row[] = [
  { name: 'obeys', parts: [{ name: 'a' }], graceSeconds: 30, ends: { a: [10, 0] } },
  { name: 'takes its time', parts: [{ name: 'a', program: slow(4_000) }], graceSeconds: 30, ends: { a: [4_000, 0] } },
  {
    name: 'takes too long',
    parts: [{ name: 'a', program: slow(40_000) }],
    graceSeconds: 30,
    ends: { a: [30_000, 137] },
  },
  { name: 'ignores the signal', parts: [{ name: 'a', program: stubborn }], graceSeconds: 6, ends: { a: [6_000, 137] } },
  {
    name: 'gets two seconds at least',
    parts: [{ name: 'a', program: stubborn }],
    graceSeconds: 1,
    ends: { a: [2_000, 137] },
  },
  {
    name: 'ends by itself before',
    parts: [{ name: 'a', program: stubborn, endMs: 500 }],
    graceSeconds: 6,
    ends: { a: [500, 3] },
  },
  { name: 'has a hook', parts: [{ name: 'a', hookMs: 6_000 }], graceSeconds: 20, ends: { a: [6_010, 0] } },
  {
    name: 'the hook eats of the grace',
    parts: [{ name: 'a', program: stubborn, hookMs: 6_000 }],
    graceSeconds: 20,
    ends: { a: [20_000, 137] },
  },
  {
    name: 'the hook takes all of it',
    parts: [{ name: 'a', program: stubborn, hookMs: 60_000 }],
    graceSeconds: 4,
    ends: { a: [6_000, 137] },
  },
  {
    name: 'sidecars wait for the regular container, then go in reverse',
    parts: [
      { name: 's1', sidecar: true },
      { name: 's2', sidecar: true, program: slow(2_000) },
      { name: 'a', program: slow(3_000) },
    ],
    graceSeconds: 30,
    ends: { a: [3_000, 0], s2: [5_000, 0], s1: [5_010, 0] },
  },
  {
    name: 'sidecars wait no longer than the grace',
    parts: [
      { name: 's1', sidecar: true, program: stubborn },
      { name: 'a', program: stubborn },
    ],
    graceSeconds: 10,
    ends: { a: [10_000, 137], s1: [12_000, 137] },
  },
];

test.each(rows)('$name', ({ parts, graceSeconds, ends }) => {
  const containerOf = ({ name, sidecar }: Part): Container => ({
    name,
    ...(sidecar ? { restartPolicy: 'Always' } : {}),
  });
  const pod = {
    metadata: { name: 'p' },
    spec: {
      containers: parts.filter(({ sidecar }) => !sidecar).map(containerOf),
      initContainers: parts.filter(({ sidecar }) => sidecar).map(containerOf),
    },
  } as unknown as Pod;
  const nowMs = 1_000_000;
  const running = parts.map((part) => ({
    container: containerOf(part),
    run: {
      program: part.program ?? {},
      exit:
        part.endMs === undefined
          ? undefined
          : { atMs: nowMs + part.endMs, code: 3, reason: 'Error', message: undefined },
    } as ContainerRun,
    hookMs: part.hookMs,
  }));
  const stops = planStops({ pod, running, nowMs, graceSeconds, stopMs: 10 });
  expect(Object.fromEntries(stops.map(({ container, exit }) => [container, [exit.atMs - nowMs, exit.code]]))).toEqual(
    ends,
  );
});

test('a program that drains takes nothing from SIGTERM on', () => {
  const program: Program = { stopsOnTerm: { afterMs: 4_000, drains: true } };
  const container: Container = { name: 'a' };
  const pod = { metadata: { name: 'p' }, spec: { containers: [container] } } as unknown as Pod;
  const running = [{ container, run: { program } as ContainerRun, hookMs: 3_000 }];
  const [stop] = planStops({ pod, running, nowMs: 0, graceSeconds: 30, stopMs: 10 });
  expect(stop?.exit).toMatchObject({ atMs: 7_000, closesMs: 3_000, code: 0 });
});

const graces = [
  { name: 'the deletion’s', metadata: { deletionGracePeriodSeconds: 3 }, cause: 'liveness', expected: 3 },
  { name: 'the probe’s', metadata: {}, cause: 'liveness', expected: 1 },
  { name: 'the pod’s for another probe', metadata: {}, cause: 'startup', expected: 15 },
  { name: 'the pod’s', metadata: {}, cause: 'unknown', expected: 15 },
];
test.each(graces)('grace is $name', ({ metadata, cause, expected }) => {
  const container: Container = { name: 'c', livenessProbe: { terminationGracePeriodSeconds: 1 }, startupProbe: {} };
  const pod = { metadata, spec: { terminationGracePeriodSeconds: 15, containers: [container] } } as unknown as Pod;
  expect(graceSecondsOf(pod, container, cause)).toBe(expected);
});
