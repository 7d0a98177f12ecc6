import { describe, expect, test } from '@jest/globals';
import type { PodMetrics } from '../../../src/controllers/horizontal-pod-autoscaler/metrics-client';
import { requestsOf } from '../../../src/controllers/horizontal-pod-autoscaler/pod-requests';
import {
  averageReplicas,
  type PodsInput,
  sharedReplicas,
  utilizationReplicas,
  valueReplicas,
} from '../../../src/controllers/horizontal-pod-autoscaler/replica-calculator';
import type { Pod } from '../../../src/kinds/generated/types.gen';
import { rfc3339 } from '../../../src/sim/time';

const NOW_MS = 1_767_225_600_000;
const TEN_PERCENT = { up: 0.1, down: 0.1 };

interface PodSketch {
  readonly uses?: number;
  readonly phase?: 'Running' | 'Pending' | 'Failed';
  readonly ready?: boolean;
  /** Seconds ago. */
  readonly started?: number;
  readonly changed?: number;
  readonly leaving?: boolean;
  readonly requests?: Record<string, string>;
}

function pod(name: string, sketch: PodSketch): Pod {
  const { phase = 'Running', ready = true, started = 1000, changed = 900, leaving = false } = sketch;
  const ago = (seconds: number) => rfc3339(NOW_MS - seconds * 1000);
  const { requests = { cpu: '1000m' } } = sketch;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', ...(leaving ? { deletionTimestamp: ago(1) } : {}) },
    spec: { containers: [{ name: 'app', image: 'a', resources: { requests } }] },
    status: {
      phase,
      startTime: ago(started),
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: ago(changed) }],
    },
  };
}

function input(sketches: readonly PodSketch[], more: Partial<PodsInput> = {}): PodsInput {
  const pods = sketches.map((sketch, index) => pod(`p${index}`, sketch));
  const entries = sketches.flatMap(({ uses }, index) =>
    uses === undefined ? [] : [[`p${index}`, { milli: uses, atMs: NOW_MS, windowMs: 15_000 }] as const],
  );
  const metrics: PodMetrics = new Map(entries);
  return { pods, metrics, resource: 'cpu', current: pods.length, tolerances: TEN_PERCENT, nowMs: NOW_MS, ...more };
}

interface Row {
  readonly name: string;
  readonly pods: readonly PodSketch[];
  readonly target: number;
  readonly replicas: number;
  readonly tolerances?: { readonly up: number; readonly down: number };
}

const uses = (...amounts: number[]) => amounts.map((amount) => ({ uses: amount }));

describe('a utilization', () => {
  test.each<Row>([
    { name: 'above', pods: uses(300, 500, 700), target: 30, replicas: 5 },
    { name: 'below', pods: uses(100, 300, 500, 250, 250), target: 50, replicas: 3 },
    { name: 'within the tolerance', pods: uses(1010, 1030, 1020), target: 100, replicas: 3 },
    { name: 'at the edge of the tolerance', pods: uses(1100, 1100), target: 100, replicas: 2 },
    { name: 'just outside', pods: uses(1110, 1110), target: 100, replicas: 3 },
    { name: 'wider up', pods: uses(1250, 1250), target: 100, replicas: 2, tolerances: { up: 0.3, down: 0.1 } },
    { name: 'narrower down', pods: uses(950, 950), target: 100, replicas: 2, tolerances: { up: 0.1, down: 0 } },
    { name: 'percent is cut, not rounded', pods: uses(1109, 1109), target: 100, replicas: 2 },
    {
      name: 'a pod that starts counts as using nothing on the way up',
      pods: [...uses(800, 700), { uses: 500, ready: false, started: 10, changed: 10 }],
      target: 50,
      replicas: 3,
    },
    {
      name: 'a pod that starts is left out on the way down',
      pods: [...uses(100, 100, 100), { uses: 900, ready: false, started: 10, changed: 10 }],
      target: 50,
      replicas: 1,
    },
    {
      name: 'ready, but not for a window yet',
      pods: [...uses(800, 700), { uses: 900, started: 20, changed: 10 }],
      target: 50,
      replicas: 3,
    },
    {
      name: 'not ready later on, but once was',
      pods: [...uses(800), { uses: 800, ready: false, started: 1000, changed: 100 }],
      target: 40,
      replicas: 4,
    },
    {
      name: 'never was ready',
      pods: [...uses(800), { uses: 800, ready: false, started: 1000, changed: 990 }],
      target: 40,
      replicas: 2,
    },
    { name: 'pending is unready', pods: [...uses(800, 800), { phase: 'Pending' }], target: 40, replicas: 4 },
    {
      name: 'leaving and failed pods do not count',
      pods: [...uses(800), { uses: 9, leaving: true }, { phase: 'Failed' }],
      target: 40,
      replicas: 2,
    },
    { name: 'missing counts as full on the way down', pods: [...uses(100, 100), {}], target: 60, replicas: 2 },
    { name: 'missing counts as the target above 100 %', pods: [...uses(1000, 1000), {}], target: 200, replicas: 2 },
    { name: 'missing counts as nothing on the way up', pods: [...uses(900, 900), {}], target: 30, replicas: 6 },
    { name: 'missing may turn the direction: stays', pods: [...uses(550), {}, {}], target: 50, replicas: 3 },
  ])('$name', ({ pods, target, replicas, tolerances = TEN_PERCENT }) => {
    const asked = input(pods, { tolerances });
    const found = utilizationReplicas(asked, target, () => requestsOf(asked.pods, undefined, 'cpu'));
    expect(found.replicas).toBe(replicas);
  });

  test.each([
    { name: 'no pods', pods: [], error: 'no pods returned by selector while calculating replica count' },
    {
      name: 'only starting ones',
      pods: [{ uses: 5, ready: false, started: 5, changed: 5 }],
      error: 'did not receive metrics for targeted pods (pods might be unready)',
    },
    {
      name: 'no request',
      pods: [{ uses: 5, requests: { memory: '1Gi' } }],
      error: 'missing request for cpu in container app of Pod p0',
    },
    {
      name: 'a request of nothing',
      pods: [{ uses: 5, requests: { cpu: '0' } }],
      error: 'no metrics returned matched known pods',
    },
  ])('refused: $name', ({ pods, error }) => {
    const asked = input(pods);
    expect(() => utilizationReplicas(asked, 50, () => requestsOf(asked.pods, undefined, 'cpu'))).toThrow(error);
  });

  test('tells percent and average', () => {
    const asked = input(uses(300, 500, 700));
    const found = utilizationReplicas(asked, 30, () => requestsOf(asked.pods, undefined, 'cpu'));
    expect(found).toEqual({ replicas: 5, averageMilli: 500, utilization: 50 });
  });
});

describe('requests', () => {
  const sidecar = { name: 'log', image: 'a', restartPolicy: 'Always', resources: { requests: { cpu: '50m' } } };
  const base = pod('p', {});
  const withSidecar: Pod = { ...base, spec: { ...base.spec, initContainers: [sidecar, { name: 'once', image: 'a' }] } };
  const podLevel: Pod = { ...base, spec: { ...base.spec, resources: { requests: { cpu: '3' } } } };
  test.each([
    { name: 'sidecars count', pod: withSidecar, container: undefined, milli: 1050 },
    { name: 'one container', pod: withSidecar, container: 'log', milli: 50 },
    { name: 'those of the pod win', pod: podLevel, container: undefined, milli: 3000 },
    { name: 'but not over a named container', pod: podLevel, container: 'app', milli: 1000 },
  ])('$name', ({ pod: of, container, milli }) => {
    expect(requestsOf([of], container, 'cpu').get('p')).toBe(milli);
  });

  test.each([
    { container: 'nobody', resource: 'cpu', error: 'container nobody not found in Pod p' },
    { container: undefined, resource: 'memory', error: 'missing request for memory in container app of Pod p' },
  ])('refused: $container $resource', ({ container, resource, error }) => {
    expect(() => requestsOf([withSidecar], container, resource)).toThrow(error);
  });

  test('a resource that the pod level leaves out', () => {
    const onlyMemory: Pod = { ...base, spec: { containers: [], resources: { requests: { memory: '1Gi' } } } };
    expect(() => requestsOf([onlyMemory], undefined, 'cpu')).toThrow('missing pod-level request for cpu in Pod p');
  });
});

describe('an average value', () => {
  test.each([
    { name: 'above', pods: uses(20_000, 10_000, 30_000), target: 15_000, replicas: 4 },
    { name: 'within', pods: uses(20_000, 21_000), target: 20_000, replicas: 2 },
    { name: 'missing counts as the target on the way down', pods: [...uses(100), {}], target: 1000, replicas: 2 },
    { name: 'missing counts as nothing on the way up', pods: [...uses(3000), {}], target: 1000, replicas: 3 },
    {
      name: 'starting pods count: it is not the processor',
      pods: [{ uses: 3000, ready: false, started: 1, changed: 1 }],
      target: 1000,
      replicas: 3,
    },
  ])('$name', ({ pods, target, replicas }) => {
    expect(averageReplicas(input(pods, { resource: '' }), target).replicas).toBe(replicas);
  });
});

describe('a value of something else', () => {
  test.each([
    { name: 'doubles the ready pods', usage: 20_000, pods: [{}, {}, { ready: false }], replicas: 4 },
    { name: 'within the tolerance stays', usage: 10_500, pods: [{}, {}, {}], replicas: 3 },
    { name: 'none ready', usage: 20_000, pods: [{ ready: false }], replicas: 0 },
  ])('$name', ({ usage, pods, replicas }) => {
    expect(valueReplicas(usage, 10_000, input(pods))).toBe(replicas);
  });

  test('no pods', () => {
    const error = 'unable to calculate ready pods: no pods returned by selector while calculating replica count';
    expect(() => valueReplicas(20_000, 10_000, input([]))).toThrow(error);
  });

  test.each([
    { usage: 8600, target: 2000, of: 3, replicas: 5, averageMilli: 2867 },
    { usage: 6100, target: 2000, of: 3, replicas: 3, averageMilli: 2034 },
  ])('$usage shared by $of', ({ usage, target, of, replicas, averageMilli }) => {
    expect(sharedReplicas(usage, target, of, TEN_PERCENT)).toEqual({ replicas, averageMilli });
  });
});
