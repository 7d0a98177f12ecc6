// A pod's phase from the statuses of its containers.

import { expect, test } from '@jest/globals';
import type { ContainerState, ContainerStatus, PodSpec } from '../../src/kinds/generated/types.gen';
import { phaseOf } from '../../src/node/phase';

const running: ContainerState = { running: { startedAt: '2026-01-01T00:00:00Z' } };
const waiting: ContainerState = { waiting: { reason: 'ContainerCreating' } };
const ended = (exitCode: number): ContainerState => ({ terminated: { exitCode } });

function status(name: string, state: ContainerState, extra: Partial<ContainerStatus> = {}): ContainerStatus {
  return { name, image: 'x', imageID: '', ready: false, restartCount: 0, state, ...extra };
}

interface Row {
  readonly name: string;
  readonly policy?: PodSpec['restartPolicy'];
  readonly init?: PodSpec['initContainers'];
  readonly containers?: PodSpec['containers'];
  readonly statuses: readonly ContainerStatus[];
  readonly isTerminal?: boolean;
  readonly hasInitialized?: boolean;
  readonly phase: string;
}

const regular = { name: 'i' };
const sidecar = { name: 's', restartPolicy: 'Always' };
const crashing = { lastState: ended(1) };
const removed = { lastState: { terminated: { exitCode: 137, reason: 'RestartingAllContainers' } } };

const rows: readonly Row[] = [
  { name: 'nothing known', statuses: [], phase: 'Pending' },
  { name: 'creating', statuses: [status('a', waiting)], phase: 'Pending' },
  { name: 'running', statuses: [status('a', running)], phase: 'Running' },
  {
    name: 'one never ran',
    containers: [{ name: 'a' }, { name: 'b' }],
    statuses: [status('a', running), status('b', waiting)],
    phase: 'Pending',
  },
  {
    name: 'removed to be restarted in place',
    policy: 'Never',
    init: [regular],
    containers: [{ name: 'a' }],
    statuses: [status('i', waiting, removed), status('a', waiting, removed)],
    phase: 'Running',
  },
  { name: 'in a crash loop', statuses: [status('a', waiting, crashing)], phase: 'Running' },
  { name: 'ended well, Always', statuses: [status('a', ended(0))], phase: 'Running' },
  { name: 'ended well, Never', policy: 'Never', statuses: [status('a', ended(0))], phase: 'Succeeded' },
  { name: 'failed, Never', policy: 'Never', statuses: [status('a', ended(1))], phase: 'Failed' },
  { name: 'failed, OnFailure', policy: 'OnFailure', statuses: [status('a', ended(1))], phase: 'Running' },
  { name: 'ended well, OnFailure', policy: 'OnFailure', statuses: [status('a', ended(0))], phase: 'Succeeded' },
  {
    name: 'one failed, one runs',
    policy: 'Never',
    containers: [{ name: 'a' }, { name: 'b' }],
    statuses: [status('a', running), status('b', ended(1))],
    phase: 'Running',
  },
  { name: 'stopped with the pod, exit 0', statuses: [status('a', ended(0))], isTerminal: true, phase: 'Succeeded' },
  { name: 'stopped with the pod, exit 137', statuses: [status('a', ended(137))], isTerminal: true, phase: 'Failed' },
  { name: 'init runs', init: [regular], statuses: [status('i', running), status('a', waiting)], phase: 'Pending' },
  {
    name: 'init failed, to be tried again',
    init: [regular],
    statuses: [status('i', ended(1)), status('a', waiting)],
    phase: 'Pending',
  },
  {
    name: 'init failed for good',
    policy: 'Never',
    init: [regular],
    statuses: [status('i', ended(1)), status('a', waiting)],
    phase: 'Failed',
  },
  { name: 'init done', init: [regular], statuses: [status('i', ended(0)), status('a', running)], phase: 'Running' },
  {
    name: 'sidecar not started',
    init: [sidecar],
    statuses: [status('s', running, { started: false }), status('a', waiting)],
    phase: 'Pending',
  },
  {
    name: 'sidecar restarts, main container runs',
    init: [sidecar],
    statuses: [status('s', running, { started: false }), status('a', running)],
    hasInitialized: true,
    phase: 'Running',
  },
  {
    name: 'sidecar runs, main container done',
    policy: 'Never',
    init: [sidecar],
    statuses: [status('s', running, { started: true }), status('a', ended(0))],
    phase: 'Running',
  },
  {
    name: 'sidecar failed, main container done',
    policy: 'Never',
    init: [sidecar],
    statuses: [status('s', ended(9)), status('a', ended(0))],
    phase: 'Succeeded',
  },
  {
    name: 'own policy restarts in a pod that never does',
    policy: 'Never',
    containers: [{ name: 'a', restartPolicy: 'Always' }],
    statuses: [status('a', ended(1))],
    phase: 'Running',
  },
];

test.each(rows)('$name: $phase', ({ policy = 'Always', init, containers = [{ name: 'a' }], ...row }) => {
  const spec: PodSpec = { restartPolicy: policy, containers, ...(init ? { initContainers: init } : {}) };
  const { statuses, isTerminal = false, hasInitialized = false, phase } = row;
  expect(phaseOf({ spec, statuses, isTerminal, hasInitialized })).toBe(phase);
});
