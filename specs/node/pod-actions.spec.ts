// What a sync decides to do, from what runs and what has ended.

import { describe, expect, test } from '@jest/globals';
import type { Container, Pod, PodSpec } from '../../src/kinds/generated/types.gen';
import { createState } from '../../src/node/kubelet-memory';
import { type ContainerRun, newWorker, type PodWorker, type ProbeResult } from '../../src/node/kubelet-state';
import { podActions } from '../../src/node/pod-actions';

const NOW = 100_000;

/** By container: `running`, or the exit code. */
type Runs = Readonly<Record<string, 'running' | number>>;

interface Parts {
  readonly spec: PodSpec;
  readonly runs?: Runs;
  /** `container/kind` to what it found. */
  readonly probes?: Readonly<Record<string, ProbeResult>>;
  readonly sandbox?: 'none' | 'dead';
  readonly deleted?: true;
  readonly restartingAll?: PodWorker['restartingAll'];
}

function runOf(container: string, state: 'running' | number, specImage: string): ContainerRun {
  const exit = {
    atMs: NOW - 1,
    code: state as number,
    reason: state === 0 ? 'Completed' : 'Error',
    message: undefined,
  };
  const run: Partial<ContainerRun> = {
    id: `id-${container}`,
    container,
    specImage,
    sandbox: 0,
    exit: state === 'running' ? undefined : exit,
  };
  return run as ContainerRun;
}

function workerOf({ spec, runs = {}, probes = {}, sandbox, deleted, restartingAll }: Parts): PodWorker {
  const metadata = { name: 'p', namespace: 'default', uid: 'u', ...(deleted ? { deletionTimestamp: 'now' } : {}) };
  const worker = newWorker(createState([], 0), { metadata, spec } as Pod, 0);
  if (sandbox !== 'none') worker.sandbox = { ready: sandbox !== 'dead', ip: '10.244.0.2', attempt: 0 };
  worker.containers = Object.fromEntries(
    Object.entries(runs).map(([name, state]) => [name, { current: runOf(name, state, 'x:1'), previous: undefined }]),
  );
  worker.probes = Object.fromEntries(
    Object.entries(probes).map(([key, result]) => {
      const [container = '', kind] = key.split('/');
      return [key, { container, kind, runId: `id-${container}`, result }];
    }),
  ) as PodWorker['probes'];
  worker.restartingAll = restartingAll;
  return worker;
}

const named = (name: string, more: Partial<Container> = {}): Container => ({ name, image: 'x:1', ...more });
const spec = (containers: Container[], more: Partial<PodSpec> = {}): PodSpec => ({
  containers,
  restartPolicy: 'Always',
  ...more,
});

const TWO = [named('a'), named('b')];
const probe = { livenessProbe: {} };
const sidecar = named('s', { restartPolicy: 'Always' });
const WITH_INIT = { initContainers: [named('i'), named('j')] };
const WITH_SIDECAR = { initContainers: [named('i'), sidecar, named('j')] };

interface Row extends Parts {
  readonly name: string;
  readonly createSandbox?: true;
  readonly killPod?: true;
  /** Messages. */
  readonly kills?: readonly string[];
  readonly starts?: readonly string[];
  readonly resets?: readonly string[];
}

function check({ name: _, createSandbox, killPod, kills = [], starts = [], resets = [], ...parts }: Row): void {
  const actions = podActions(workerOf(parts), NOW);
  expect({ ...actions, kills: actions.kills.map(({ message }) => message) }).toEqual({
    createSandbox: createSandbox ?? false,
    killPod: killPod ?? false,
    kills,
    starts,
    resets,
    resizes: [],
  });
}

describe('regular containers', () => {
  const never = { restartPolicy: 'Never' } as const;
  const onFailure = { restartPolicy: 'OnFailure' } as const;
  const rows: readonly Row[] = [
    { name: 'nothing yet', spec: spec(TWO), sandbox: 'none', createSandbox: true, starts: ['a', 'b'] },
    { name: 'a sandbox alone', spec: spec(TWO), starts: ['a', 'b'] },
    { name: 'all run', spec: spec(TWO), runs: { a: 'running', b: 'running' } },
    { name: 'one ended', spec: spec(TWO), runs: { a: 'running', b: 0 }, starts: ['b'] },
    { name: 'one ended well, OnFailure', spec: spec(TWO, onFailure), runs: { a: 'running', b: 0 } },
    { name: 'one failed, OnFailure', spec: spec(TWO, onFailure), runs: { a: 'running', b: 1 }, starts: ['b'] },
    { name: 'one failed, Never', spec: spec(TWO, never), runs: { a: 'running', b: 1 } },
    { name: 'both ended, Never', spec: spec(TWO, never), runs: { a: 0, b: 1 }, killPod: true },
    { name: 'nothing starts in a deleted pod', spec: spec(TWO), runs: { a: 'running' }, deleted: true },
    {
      name: 'failed liveness',
      spec: spec([named('a', probe)]),
      runs: { a: 'running' },
      probes: { 'a/liveness': 'Failure' },
      kills: ['Container a failed liveness probe, will be restarted'],
      starts: ['a'],
    },
    {
      name: 'failed startup, Never',
      spec: spec([named('a'), named('b')], never),
      runs: { a: 'running', b: 'running' },
      probes: { 'a/startup': 'Failure' },
      kills: ['Container a failed startup probe'],
    },
    {
      name: 'failed readiness is no reason',
      spec: spec([named('a')]),
      runs: { a: 'running' },
      probes: { 'a/readiness': 'Failure' },
    },
    {
      name: 'another image',
      spec: spec([named('a', { image: 'x:2' })], never),
      runs: { a: 'running' },
      kills: ['Container a definition changed, will be restarted'],
      starts: ['a'],
    },
    {
      name: 'the sandbox died',
      spec: spec(TWO),
      runs: { a: 255, b: 255 },
      sandbox: 'dead',
      createSandbox: true,
      killPod: true,
      starts: ['a', 'b'],
    },
    {
      name: 'the sandbox died, Never',
      spec: spec(TWO, never),
      runs: { a: 255, b: 255 },
      sandbox: 'dead',
      killPod: true,
    },
    {
      name: 'the sandbox died, one had succeeded',
      spec: spec(TWO, onFailure),
      runs: { a: 0, b: 255 },
      sandbox: 'dead',
      createSandbox: true,
      killPod: true,
      starts: ['b'],
    },
  ];
  test.each(rows)('$name', check);
});

describe('init containers', () => {
  const never = { restartPolicy: 'Never' } as const;
  const rows: readonly Row[] = [
    {
      name: 'the first comes with the sandbox',
      spec: spec(TWO, WITH_INIT),
      sandbox: 'none',
      createSandbox: true,
      starts: ['i'],
    },
    { name: 'the first runs', spec: spec(TWO, WITH_INIT), runs: { i: 'running' } },
    { name: 'the first is done', spec: spec(TWO, WITH_INIT), runs: { i: 0 }, starts: ['j'] },
    { name: 'all are done', spec: spec(TWO, WITH_INIT), runs: { i: 0, j: 0 }, starts: ['a', 'b'] },
    { name: 'one failed', spec: spec(TWO, WITH_INIT), runs: { i: 1 }, starts: ['i'] },
    { name: 'one failed, Never', spec: spec(TWO, { ...WITH_INIT, ...never }), runs: { i: 1 }, killPod: true },
    {
      name: 'what ran before does not count any more',
      spec: spec(TWO, WITH_INIT),
      runs: { j: 0, a: 1, b: 1 },
      starts: ['a', 'b'],
    },
    {
      name: 'a sidecar runs: on to the next',
      spec: spec(TWO, WITH_SIDECAR),
      runs: { i: 0, s: 'running' },
      starts: ['j'],
    },
    {
      name: 'a sidecar whose startup is awaited',
      spec: spec(TWO, { initContainers: [named('s', { restartPolicy: 'Always', startupProbe: {} }), named('j')] }),
      runs: { s: 'running' },
    },
    {
      name: 'a sidecar that started',
      spec: spec(TWO, { initContainers: [named('s', { restartPolicy: 'Always', startupProbe: {} }), named('j')] }),
      runs: { s: 'running' },
      probes: { 's/startup': 'Success' },
      starts: ['j'],
    },
    {
      name: 'a sidecar ended while the pod runs',
      spec: spec(TWO, WITH_SIDECAR),
      runs: { i: 0, s: 0, j: 0, a: 'running', b: 'running' },
      starts: ['s'],
    },
    {
      name: 'a sidecar failed its liveness',
      spec: spec(TWO, WITH_SIDECAR),
      runs: { i: 0, s: 'running', j: 0, a: 'running', b: 'running' },
      probes: { 's/liveness': 'Failure' },
      kills: ['Init container s failed liveness probe'],
      starts: ['s'],
    },
  ];
  test.each(rows)('$name', check);
});

test('all containers restart in place: in reverse order, the one that asked last', () => {
  const exitCodes = { operator: 'In', values: [42] };
  const asking = named('a', { restartPolicyRules: [{ action: 'RestartAllContainers', exitCodes }] });
  check({
    name: 'reset',
    spec: spec([asking, named('b')], { initContainers: [named('i')] }),
    runs: { i: 0, a: 42, b: 'running' },
    restartingAll: 'removing',
    resets: ['b', 'i', 'a'],
  });
});
