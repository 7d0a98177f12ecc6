import { describe, expect, test } from '@jest/globals';
import type { DeleteOptions } from '../../src/api/actor';
import { ApiError } from '../../src/api/api-error';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../src/kinds/generated/types.gen';
import { rfc3339 } from '../../src/sim/time';
import { addPod, type Harness, harness, type PodParts } from '../controllers/harness';

const OPEN: PodDisruptionBudgetStatus = {
  currentHealthy: 3,
  desiredHealthy: 2,
  disruptionsAllowed: 1,
  expectedPods: 3,
  observedGeneration: 1,
};
const condition = (reason: string, message: string, status = 'False') => ({
  type: 'DisruptionAllowed',
  status,
  reason,
  message,
  lastTransitionTime: '2026-01-01T00:00:00Z',
});

interface Case {
  readonly name: string;
  readonly pod?: Partial<PodParts>;
  readonly policy?: 'AlwaysAllow' | 'IfHealthyBudget';
  readonly status?: Partial<PodDisruptionBudgetStatus>;
  /** What is left of the budget's room; absent when it did not change. */
  readonly takes?: boolean;
  readonly refused?: { readonly code: number; readonly cause?: string; readonly message?: string };
}

function prepare({ pod = {}, policy, status = {} }: Partial<Case> = {}): Harness {
  const cluster = harness();
  addPod(cluster, { name: 'web', ready: true, ...pod });
  const budget = cluster.create<PodDisruptionBudget>({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'b', namespace: 'default' },
    spec: { selector: { matchLabels: { app: 'web' } }, ...(policy ? { unhealthyPodEvictionPolicy: policy } : {}) },
  });
  cluster.user.updateStatus({ ...budget, status: { ...OPEN, ...status } });
  return cluster;
}

function evict({ user }: Harness, deleteOptions: DeleteOptions = {}): ApiError | undefined {
  try {
    user.createSubresource('Pod', 'default', 'web', 'eviction', { deleteOptions });
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

const pod = ({ user }: Harness) => user.get('Pod', 'default', 'web');
const budget = ({ user }: Harness) => user.get('PodDisruptionBudget', 'default', 'b')?.status;

describe('an eviction', () => {
  const needs = 'The disruption budget b needs 2 healthy pods and has 2 currently';
  const full = { disruptionsAllowed: 0, currentHealthy: 2 };
  const closed = 'The disruption budget b does not allow evicting pods currently';
  const rows: Case[] = [
    { name: 'takes room from the budget', takes: true },
    { name: 'is refused without room', status: full, refused: { code: 429, cause: needs } },
    { name: 'a pending pod goes freely', pod: { phase: 'Pending', ready: false }, status: full },
    { name: 'a failed pod goes freely', pod: { phase: 'Failed' }, status: full },
    { name: 'a succeeded pod goes freely', pod: { phase: 'Succeeded' }, status: full },
    { name: 'of another application', pod: { labels: { app: 'other' } }, status: full },
    { name: 'an unready pod of a healthy budget goes freely', pod: { ready: false }, status: full },
    {
      name: 'an unready pod of an unhealthy budget is held',
      pod: { ready: false },
      status: { disruptionsAllowed: 0, currentHealthy: 1 },
      refused: { code: 429, cause: 'The disruption budget b needs 2 healthy pods and has 1 currently' },
    },
    {
      name: 'an unready pod of a budget that desires none is held',
      pod: { ready: false },
      status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0 },
      refused: { code: 429, cause: 'The disruption budget b needs 0 healthy pods and has 0 currently' },
    },
    {
      name: 'an unready pod that may always go',
      pod: { ready: false },
      policy: 'AlwaysAllow',
      status: { disruptionsAllowed: 0, currentHealthy: 0 },
    },
    { name: 'a ready pod never always may', policy: 'AlwaysAllow', status: full, refused: { code: 429, cause: needs } },
    {
      name: 'a budget that was not looked at yet',
      status: { observedGeneration: 0 },
      refused: { code: 429, cause: 'The disruption budget b is still being processed by the server.' },
    },
    {
      name: 'more healthy pods than desired, and yet no room',
      status: { disruptionsAllowed: 0 },
      refused: { code: 429, cause: closed },
    },
    {
      name: 'a budget with a reason of its own',
      status: { disruptionsAllowed: 0, conditions: [condition('Busy', 'wait')] },
      refused: { code: 429, cause: `${closed} (Busy): wait` },
    },
    {
      name: 'a budget whose count failed',
      status: { ...full, conditions: [condition('SyncFailed', 'no scale')] },
      refused: { code: 429, cause: `${closed} because it failed sync: no scale` },
    },
    {
      name: 'too many evictions under way',
      status: { disruptedPods: Object.fromEntries(Array.from({ length: 2001 }, (_, at) => [`p${at}`, rfc3339(0)])) },
      refused: {
        code: 403,
        message:
          'poddisruptionbudget.policy "b" is forbidden: DisruptedPods map too big - too many evictions not confirmed by PDB controller',
      },
    },
  ];
  test.each(rows)('$name', (row) => {
    const cluster = prepare(row);
    const before = budget(cluster);
    const error = evict(cluster);
    expect(error?.code).toBe(row.refused?.code);
    if (row.refused) {
      expect(error?.message).toBe(
        row.refused.message ?? "Cannot evict pod as it would violate the pod's disruption budget.",
      );
      const { cause: message } = row.refused;
      if (message) expect(error?.details?.causes).toEqual([{ reason: 'DisruptionBudget', message }]);
      expect(pod(cluster)?.metadata.deletionTimestamp).toBeUndefined();
      expect(pod(cluster)?.status?.conditions).toHaveLength(1);
    } else {
      expect(pod(cluster)?.metadata.deletionTimestamp ?? 'gone').toBeTruthy();
    }
    if (!row.takes) expect(budget(cluster)).toEqual(before);
  });

  test('the last room closes the budget, and the pod is marked before it goes', () => {
    const cluster = prepare({ status: { conditions: [condition('SufficientPods', '', 'True')] } });
    cluster.wait(5);
    evict(cluster);
    const now = rfc3339(cluster.simulation.nowMs);
    expect(budget(cluster)).toEqual({
      ...OPEN,
      disruptionsAllowed: 0,
      disruptedPods: { web: now },
      conditions: [{ ...condition('InsufficientPods', ''), lastTransitionTime: now, observedGeneration: 1 }],
    });
    expect(pod(cluster)?.status?.conditions?.[1]).toEqual({
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'EvictionByEvictionAPI',
      message: 'Eviction API: evicting',
      lastProbeTime: null,
      lastTransitionTime: now,
    });
    const writes = cluster.simulation.store.changes.slice(-3).map(({ kind, writer }) => `${kind} by ${writer}`);
    expect(writes).toEqual(['PodDisruptionBudget by kube-apiserver', 'Pod by user', 'Pod by user']);
  });

  test('two budgets over the pod are an error without a reason', () => {
    const cluster = prepare();
    cluster.create<PodDisruptionBudget>({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'c', namespace: 'default' },
      spec: { selector: {} },
    });
    const error = evict(cluster);
    expect([error?.code, error?.reason]).toEqual([500, undefined]);
    expect(error?.message).toMatch(/^This pod has more than one PodDisruptionBudget/);
  });

  test.each([
    { name: 'of a ready pod is a conflict', pod: { ready: true }, code: 409 },
    { name: 'of a pod that is let go unready asks to come again', pod: { ready: false }, code: 429 },
  ])('a wrong uid $name', ({ pod: parts, code }) => {
    const cluster = prepare({ pod: parts });
    expect(evict(cluster, { preconditions: { uid: 'other' } })?.code).toBe(code);
    expect(pod(cluster)?.metadata.deletionTimestamp).toBeUndefined();
  });

  test('met preconditions do not fail by the mark that the eviction itself sets', () => {
    const cluster = prepare();
    const { uid, resourceVersion } = pod(cluster)?.metadata ?? {};
    expect(evict(cluster, { preconditions: { uid: uid as string, resourceVersion: resourceVersion as string } })).toBe(
      undefined,
    );
    expect(pod(cluster)?.metadata.deletionTimestamp).toBeDefined();
  });

  test('another name in the body is refused', () => {
    const cluster = prepare();
    const body = { metadata: { name: 'other' } };
    expect(() => cluster.user.createSubresource('Pod', 'default', 'web', 'eviction', body)).toThrow(
      'name in URL does not match name in Eviction object',
    );
  });
});
