// The columns Ready, Status and Restarts of a pod, from the statuses of its containers.
import { describe, expect, test } from '@jest/globals';
import type { ContainerStatus, Pod } from '../../src/kinds/generated/types.gen';
import { podRow } from '../../src/printers/pod-row';
import { parseRfc3339 } from '../../src/sim/time';

const NOW = parseRfc3339('2026-01-01T00:01:00Z');

type Part = Partial<Omit<ContainerStatus, 'name'>>;

const running: Part = { ready: true, started: true, state: { running: {} } };
const waiting = (reason: string): Part => ({ state: { waiting: { reason } } });
const ended = (exitCode: number, reason?: string, signal?: number): Part => ({
  state: { terminated: { exitCode, reason, signal } as never },
});
const restarted = (restartCount: number, part: Part): Part => ({
  ...part,
  restartCount,
  lastState: { terminated: { exitCode: 1, finishedAt: '2026-01-01T00:00:50Z' } as never },
});

interface Shape {
  readonly phase?: string;
  readonly reason?: string;
  readonly init?: readonly Part[];
  /** Which of the init containers are sidecars. */
  readonly sidecars?: readonly number[];
  readonly main?: readonly Part[];
  readonly conditions?: Readonly<Record<string, string>>;
  readonly gated?: boolean;
  readonly deleted?: boolean;
}

function pod({
  phase = 'Pending',
  reason,
  init = [],
  sidecars = [],
  main,
  conditions = {},
  gated,
  deleted,
}: Shape): Pod {
  const statuses = (prefix: string, parts: readonly Part[]) =>
    parts.map((part, index) => ({ name: `${prefix}${index}`, ready: false, restartCount: 0, ...part }));
  const initContainers = init.map((_, index) => ({
    name: `i${index}`,
    ...(sidecars.includes(index) ? { restartPolicy: 'Always' } : {}),
  }));
  const given = Object.entries(conditions).map(([type, status]) => ({ type, status }));
  return {
    metadata: { name: 'p', ...(deleted ? { deletionTimestamp: '2026-01-01T00:01:00Z' } : {}) },
    spec: { initContainers, containers: (main ?? [{}, {}]).map((_, index) => ({ name: `c${index}` })) },
    status: {
      phase,
      reason,
      initContainerStatuses: statuses('i', init),
      containerStatuses: statuses('c', main ?? []),
      conditions: gated ? [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }, ...given] : given,
    },
  } as unknown as Pod;
}

const cases: readonly [name: string, shape: Shape, row: readonly [ready: string, status: string, restarts: string]][] =
  [
    ['nothing known yet', {}, ['0/2', 'Pending', '0']],
    ['a reason of its own', { phase: 'Failed', reason: 'Evicted' }, ['0/2', 'Evicted', '0']],
    ['a gate before the scheduler', { gated: true, reason: 'Other' }, ['0/2', 'SchedulingGated', '0']],
    ['all run', { phase: 'Running', main: [running, running] }, ['2/2', 'Running', '0']],
    ['one waits', { phase: 'Running', main: [running, waiting('CrashLoopBackOff')] }, ['1/2', 'CrashLoopBackOff', '0']],
    ['the first with a reason has the say', { main: [waiting('A'), waiting('B')] }, ['0/2', 'A', '0']],
    ['ended by a signal', { main: [ended(137, '', 9)] }, ['0/1', 'Signal:9', '0']],
    ['ended without a word', { main: [ended(3)] }, ['0/1', 'ExitCode:3', '0']],
    ['all done', { phase: 'Succeeded', main: [ended(0, 'Completed')] }, ['0/1', 'Completed', '0']],
    [
      'one done, one runs, pod ready',
      { phase: 'Running', main: [ended(0, 'Completed'), running], conditions: { Ready: 'True' } },
      ['1/2', 'Running', '0'],
    ],
    [
      'one done, one runs, pod not ready',
      { phase: 'Running', main: [ended(0, 'Completed'), running], conditions: { Ready: 'False' } },
      ['1/2', 'NotReady', '0'],
    ],
    [
      'one done, one failed',
      { phase: 'Failed', main: [ended(0, 'Completed'), ended(1, 'Error')] },
      ['0/2', 'Error', '0'],
    ],
    [
      'restarts and how long ago',
      { phase: 'Running', main: [restarted(2, running), restarted(1, running)] },
      ['2/2', 'Running', '3 (10s ago)'],
    ],
    ['init: not begun', { init: [waiting('PodInitializing'), {}] }, ['0/2', 'Init:0/2', '0']],
    ['init: the second runs', { init: [ended(0), { state: { running: {} } }] }, ['0/2', 'Init:1/2', '0']],
    ['init: an image is missing', { init: [waiting('ErrImagePull')] }, ['0/2', 'Init:ErrImagePull', '0']],
    ['init: failed', { init: [restarted(4, ended(1, 'Error'))] }, ['0/2', 'Init:Error', '4 (10s ago)']],
    ['init: killed', { init: [ended(137, '', 9)] }, ['0/2', 'Init:Signal:9', '0']],
    ['init: exit code', { init: [ended(3)] }, ['0/2', 'Init:ExitCode:3', '0']],
    [
      'a sidecar counts among the containers',
      { phase: 'Running', init: [running], sidecars: [0], main: [running] },
      ['2/2', 'Running', '0'],
    ],
    [
      'a sidecar that is not started is in the way, later ones are not looked at',
      { init: [restarted(1, waiting('CrashLoopBackOff')), restarted(2, running)], sidecars: [0, 1], main: [{}] },
      ['0/3', 'Init:CrashLoopBackOff', '1 (10s ago)'],
    ],
    [
      'a sidecar that fell after the start: the containers have the say, where they have one',
      {
        phase: 'Running',
        init: [restarted(1, waiting('CrashLoopBackOff'))],
        sidecars: [0],
        main: [restarted(1, running)],
        conditions: { Initialized: 'True' },
      },
      ['1/2', 'Init:CrashLoopBackOff', '2 (10s ago)'],
    ],
    ['deleted', { phase: 'Running', main: [running], deleted: true }, ['1/1', 'Terminating', '0']],
    [
      'deleted after its end',
      { phase: 'Succeeded', main: [ended(0, 'Completed')], deleted: true },
      ['0/1', 'Completed', '0'],
    ],
    ['deleted on a lost node', { phase: 'Running', reason: 'NodeLost', deleted: true }, ['0/2', 'Unknown', '0']],
  ];

describe('a pod', () => {
  test.each(cases)('%s', (_, shape, [ready, status, restarts]) => {
    expect(podRow(pod(shape), NOW)).toEqual({ ready, status, restarts });
  });
});
