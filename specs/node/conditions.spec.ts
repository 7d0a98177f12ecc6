// The conditions of a pod, as its kubelet judges them.

import { describe, expect, test } from '@jest/globals';
import type { ContainerStatus, Pod, PodCondition, PodSpec, PodStatus } from '../../src/kinds/generated/types.gen';
import { type ConditionInput, kubeletConditions } from '../../src/node/conditions';

const NOW = Date.UTC(2026, 0, 1);
const BEFORE = '2025-12-31T23:59:00Z';

const ready = (name: string): ContainerStatus => ({ ...unready(name), ready: true, started: true });
const unready = (name: string): ContainerStatus => ({ name, image: 'x', imageID: '', ready: false, restartCount: 0 });

type Parts = Partial<Omit<ConditionInput, 'pod'>> & { readonly spec?: Partial<PodSpec> };

function judged({ spec, ...rest }: Parts): PodCondition[] {
  const pod = {
    metadata: { name: 'p', namespace: 'default', generation: 3 },
    spec: { containers: [{ name: 'a' }, { name: 'b' }], ...spec },
  } as Pod;
  return kubeletConditions({
    pod,
    phase: 'Running',
    statuses: [ready('a'), ready('b')],
    sandboxReady: true,
    restartingAll: false,
    foreign: [],
    before: undefined,
    nowMs: NOW,
    ...rest,
  });
}

const condition = (status: string, type: string): PodCondition => ({ status, type });

const init = { initContainers: [{ name: 'i' }, { name: 'j' }] };
const gated = { readinessGates: [{ conditionType: 'x.com/up' }] };
const restartPolicyRules = [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [1] } }];

interface Row extends Parts {
  readonly name: string;
  readonly type: string;
  /** `status reason message` */
  readonly verdict: string;
}

const rows: readonly Row[] = [
  { name: 'all ready', type: 'Ready', verdict: 'True' },
  {
    name: 'one not ready',
    statuses: [ready('a'), unready('b')],
    type: 'ContainersReady',
    verdict: 'False ContainersNotReady containers with unready status: [b]',
  },
  {
    name: 'Ready tells the same',
    statuses: [unready('a'), unready('b')],
    type: 'Ready',
    verdict: 'False ContainersNotReady containers with unready status: [a b]',
  },
  {
    name: 'one without a status',
    statuses: [unready('a')],
    type: 'Ready',
    verdict: 'False ContainersNotReady containers with unknown status: [b], containers with unready status: [a]',
  },
  { name: 'done', phase: 'Succeeded', type: 'Ready', verdict: 'False PodCompleted' },
  { name: 'failed', phase: 'Failed', type: 'ContainersReady', verdict: 'False PodFailed' },
  { name: 'no sandbox', sandboxReady: false, type: 'PodReadyToStartContainers', verdict: 'False' },
  { name: 'bound', phase: 'Pending', statuses: [], type: 'PodScheduled', verdict: 'True' },
  {
    name: 'gate without a condition',
    spec: gated,
    type: 'Ready',
    verdict: 'False ReadinessGatesNotReady corresponding condition of pod readiness gate "x.com/up" does not exist.',
  },
  {
    name: 'gate that is shut',
    spec: gated,
    foreign: [condition('False', 'x.com/up')],
    type: 'Ready',
    verdict: 'False ReadinessGatesNotReady the status of pod readiness gate "x.com/up" is not "True", but False',
  },
  {
    name: 'gate that is open',
    spec: gated,
    foreign: [condition('True', 'x.com/up')],
    type: 'Ready',
    verdict: 'True',
  },
  { name: 'a gate leaves containers alone', spec: gated, type: 'ContainersReady', verdict: 'True' },
  {
    name: 'init containers to run',
    spec: init,
    phase: 'Pending',
    statuses: [ready('i'), unready('j'), unready('a'), unready('b')],
    type: 'Initialized',
    verdict: 'False ContainersNotInitialized containers with incomplete status: [j]',
  },
  {
    name: 'init containers done',
    spec: init,
    statuses: [ready('i'), ready('j'), unready('a'), unready('b')],
    type: 'Initialized',
    verdict: 'True',
  },
  {
    name: 'once initialized, always',
    spec: init,
    statuses: [unready('i'), unready('j'), unready('a'), unready('b')],
    before: { conditions: [condition('True', 'Initialized')] },
    type: 'Initialized',
    verdict: 'True',
  },
  { name: 'no init containers, done', phase: 'Succeeded', type: 'Initialized', verdict: 'True PodCompleted' },
  {
    name: 'an unready sidecar',
    spec: { initContainers: [{ name: 's', restartPolicy: 'Always' }] },
    statuses: [{ ...unready('s'), started: true }, ready('a'), ready('b')],
    type: 'Ready',
    verdict: 'False ContainersNotReady containers with unready status: [s]',
  },
  {
    name: 'a sidecar that has not started',
    spec: { initContainers: [{ name: 's', restartPolicy: 'Always' }] },
    statuses: [unready('s'), unready('a'), unready('b')],
    type: 'Initialized',
    verdict: 'False ContainersNotInitialized containers with incomplete status: [s]',
  },
  {
    name: 'all containers restart',
    spec: { containers: [{ name: 'a', restartPolicyRules }] },
    restartingAll: true,
    type: 'AllContainersRestarting',
    verdict: 'True RestartAllContainersStarted container exited with restart policy rule',
  },
];

test.each(rows)('$name: $type', ({ name: _, type, verdict, ...parts }) => {
  const found = judged(parts).find((one) => one.type === type);
  const text = [found?.status, found?.reason, found?.message].filter((part) => part).join(' ');
  expect(text).toBe(verdict);
});

test('come in the order of the kubelet, with the generation they were seen at', () => {
  const conditions = judged({});
  expect(conditions.map(({ type }) => type)).toEqual([
    'PodReadyToStartContainers',
    'Initialized',
    'Ready',
    'ContainersReady',
    'PodScheduled',
  ]);
  expect(conditions.every(({ observedGeneration }) => observedGeneration === 3)).toBe(true);
});

describe('the time of the last change', () => {
  const old = (status: string): PodStatus => ({
    conditions: [{ type: 'Ready', status, lastTransitionTime: BEFORE }],
  });
  const timeOf = (before: PodStatus) => judged({ before }).find(({ type }) => type === 'Ready')?.lastTransitionTime;

  test('stays while the status stays', () => expect(timeOf(old('True'))).toBe(BEFORE));
  test('is now when it changes', () => expect(timeOf(old('False'))).toBe('2026-01-01T00:00:00Z'));
});
