import { describe, expect, test } from '@jest/globals';
import { disruptionController } from '../../../src/controllers/disruption/disruption-controller';
import type { PodDisruptionBudget, PodDisruptionBudgetSpec, ReplicaSet } from '../../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../../src/kinds/kind';
import { rfc3339 } from '../../../src/sim/time';
import { template } from '../builders';
import { addPod, type Harness, harness, type PodParts } from '../harness';

function addBudget(to: Harness, spec: PodDisruptionBudgetSpec, name = 'web'): void {
  to.create<PodDisruptionBudget>({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'default' },
    spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
  });
}

const workload = (to: Harness, kind: string, name: string, replicas = 3, owner?: KubeObject) =>
  to.create({
    apiVersion: 'apps/v1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      ...(owner ? { ownerReferences: [{ ...ref(owner), controller: true }] } : {}),
    },
    spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: template() },
  } as unknown as ReplicaSet);

const ref = ({ apiVersion, kind, metadata }: KubeObject) => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid as string,
});

const status = (of: Harness, name = 'web') => of.user.get('PodDisruptionBudget', 'default', name)?.status;
const counts = (of: Harness, name = 'web') => {
  const { expectedPods, desiredHealthy, currentHealthy, disruptionsAllowed } = status(of, name) ?? {};
  return [expectedPods, desiredHealthy, currentHealthy, disruptionsAllowed];
};
const evict = (to: Harness, name: string) => to.user.createSubresource('Pod', 'default', name, 'eviction', {});
const ready = (to: Harness, name: string, parts: Partial<PodParts> = {}) => addPod(to, { name, ready: true, ...parts });

describe('the disruption controller', () => {
  test('says that a budget has no pods, and closes it', () => {
    const cluster = harness(disruptionController);
    addBudget(cluster, { minAvailable: 0 });
    cluster.settle();
    expect(cluster.events()).toEqual(['Normal NoPods: No matching pods found']);
    expect(cluster.user.list('Event')[0]).toMatchObject({ count: 2, source: { component: 'controllermanager' } });
    expect(status(cluster)).toMatchObject({
      disruptionsAllowed: 0,
      observedGeneration: 1,
      conditions: [{ type: 'DisruptionAllowed', status: 'False', reason: 'InsufficientPods', message: '' }],
    });
  });

  test('follows its pods', () => {
    const cluster = harness(disruptionController);
    addBudget(cluster, { minAvailable: 1 });
    const [one] = [ready(cluster, 'one'), ready(cluster, 'two')];
    cluster.settle();
    expect(counts(cluster)).toEqual([2, 1, 2, 1]);
    cluster.user.updateStatus({ ...one, status: { ...one.status, conditions: [{ type: 'Ready', status: 'False' }] } });
    cluster.settle();
    expect(counts(cluster)).toEqual([2, 1, 1, 0]);
    cluster.user.delete('Pod', 'default', 'one', { gracePeriodSeconds: 0 });
    cluster.settle();
    expect(counts(cluster)).toEqual([1, 1, 1, 0]);
  });

  test('counts what a Deployment wants, over all of its ReplicaSets', () => {
    const cluster = harness(disruptionController);
    const deployment = workload(cluster, 'Deployment', 'web', 4);
    const sets = ['old', 'new'].map((name) => workload(cluster, 'ReplicaSet', name, 2, deployment));
    for (const owner of sets) ready(cluster, `${owner.metadata.name}-1`, { owner });
    addBudget(cluster, { maxUnavailable: '50%' });
    cluster.settle();
    expect(counts(cluster)).toEqual([4, 2, 2, 0]);
  });

  test.each([
    { name: 'a ReplicaSet of its own', kind: 'ReplicaSet', is: [3, 2, 1, 0] },
    { name: 'a StatefulSet', kind: 'StatefulSet', is: [3, 2, 1, 0] },
  ])('counts what $name wants', ({ kind, is }) => {
    const cluster = harness(disruptionController);
    const owner = workload(cluster, kind, 'web');
    ready(cluster, 'web-0', { owner });
    addBudget(cluster, { maxUnavailable: 1 });
    cluster.settle();
    expect(counts(cluster)).toEqual(is);
  });

  test('cannot count a DaemonSet, and says so', () => {
    const cluster = harness(disruptionController);
    ready(cluster, 'web-0', { owner: workload(cluster, 'DaemonSet', 'web') });
    addBudget(cluster, { maxUnavailable: 1 });
    cluster.settle();
    const why = 'daemonsets.apps does not implement the scale subresource';
    expect(cluster.events()).toEqual([
      `Warning CalculateExpectedPodCountFailed: Failed to calculate the number of expected pods: ${why}`,
    ]);
    expect(status(cluster)).toMatchObject({
      disruptionsAllowed: 0,
      conditions: [{ status: 'False', reason: 'SyncFailed', message: why }],
    });
    expect(() => evict(cluster, 'web-0')).toThrow("Cannot evict pod as it would violate the pod's disruption budget.");
  });

  test('cannot count pods whose controller is gone', () => {
    const cluster = harness(disruptionController);
    const owner = workload(cluster, 'ReplicaSet', 'web');
    ready(cluster, 'web-0', { owner });
    cluster.user.delete('ReplicaSet', 'default', 'web');
    addBudget(cluster, { minAvailable: '50%' });
    cluster.settle();
    expect(status(cluster)?.conditions).toMatchObject([{ message: 'found no controllers for pod "web-0"' }]);
  });

  test('tells of pods without a controller', () => {
    const cluster = harness(disruptionController);
    ready(cluster, 'bare');
    addBudget(cluster, { maxUnavailable: 1 });
    cluster.settle();
    expect(cluster.events()[0]).toMatch(
      /^Warning UnmanagedPods: Pods selected by this PodDisruptionBudget \(selector: &/,
    );
    expect(counts(cluster)).toEqual([0, 0, 1, 0]);
  });

  test('of two budgets over a pod only the older hears of it', () => {
    const cluster = harness(disruptionController);
    addBudget(cluster, { minAvailable: 0 }, 'b');
    addBudget(cluster, { minAvailable: 0 }, 'a');
    cluster.settle();
    ready(cluster, 'pod');
    cluster.settle();
    expect([counts(cluster, 'a'), counts(cluster, 'b')]).toEqual([
      [0, 0, 0, 0],
      [1, 0, 1, 1],
    ]);
    const message = 'Pod "default"/"pod" matches multiple PodDisruptionBudgets.  Chose "b" arbitrarily.';
    expect(cluster.events()).toContain(`Warning MultiplePodDisruptionBudgets: ${message}`);
  });

  test('a changed selector is counted afresh', () => {
    const cluster = harness(disruptionController);
    addBudget(cluster, { minAvailable: 1 });
    ready(cluster, 'web');
    ready(cluster, 'other', { labels: { app: 'other' } });
    cluster.settle();
    const spec = { selector: { matchLabels: null } };
    cluster.user.patch('PodDisruptionBudget', 'default', 'web', 'merge', { spec });
    cluster.settle();
    expect(counts(cluster)).toEqual([2, 1, 2, 1]);
    expect(status(cluster)?.observedGeneration).toBe(2);
  });

  test('an eviction that came to nothing is forgotten after two minutes', () => {
    const cluster = harness(disruptionController);
    addBudget(cluster, { minAvailable: 1 });
    for (const name of ['one', 'two']) ready(cluster, name);
    cluster.settle();
    const budget = cluster.user.get('PodDisruptionBudget', 'default', 'web') as PodDisruptionBudget;
    const disruptedPods = { one: rfc3339(cluster.simulation.nowMs) };
    cluster.user.updateStatus({ ...budget, status: { ...budget.status, disruptedPods } });
    cluster.settle();
    expect(counts(cluster)).toEqual([2, 1, 1, 0]);
    cluster.wait(121);
    expect(counts(cluster)).toEqual([2, 1, 2, 1]);
    expect(status(cluster)).not.toHaveProperty('disruptedPods');
    expect(cluster.events()).toContain(
      "Warning NotDeleted: Pod was expected by PDB default/default to be deleted but it wasn't",
    );
  });

  test('takes back an announcement after two minutes', () => {
    const cluster = harness(disruptionController);
    const pod = ready(cluster, 'pod');
    const target = { type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler', message: 'm' };
    const condition = { ...target, lastTransitionTime: rfc3339(cluster.simulation.nowMs) };
    const found = () => cluster.user.get('Pod', 'default', 'pod')?.status?.conditions?.at(-1);
    cluster.user.updateStatus({ ...pod, status: { ...pod.status, conditions: [condition] } } as typeof pod);
    cluster.wait(119);
    expect(found()).toMatchObject({ status: 'True', reason: 'PreemptionByScheduler' });
    cluster.wait(2);
    expect(found()).toMatchObject({ type: 'DisruptionTarget', status: 'False' });
    expect(found()).not.toHaveProperty('reason');
  });

  test('a budget over ten thousand pods is counted in time', () => {
    const cluster = harness(disruptionController);
    addBudget(cluster, { minAvailable: 1 });
    cluster.settle();
    for (let index = 0; index < 10_000; index++) {
      ready(cluster, `pod-${index}`);
      if (index % 10 === 0) cluster.wait(0.02);
    }
    cluster.settle();
    expect(counts(cluster)).toEqual([10_000, 1, 10_000, 9999]);
  });
});
