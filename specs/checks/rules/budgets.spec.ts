// Budgets and autoscalers: every label, StatefulSets, percentages, minimums; what the controllers and the eviction API
// make of it.
import { describe, expect, test } from '@jest/globals';
import { messagesOf, object, told, workload } from '../found';

const budget = (name: string, spec: object, namespace = 'default') =>
  object('policy/v1', 'PodDisruptionBudget', name, { spec }, namespace);
const selecting = (matchLabels: object, spec: object = { maxUnavailable: 1 }) =>
  budget('web', { selector: { matchLabels }, ...spec });
const autoscaler = (target: object, spec: object = {}) =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', ...target },
      minReplicas: 2,
      maxReplicas: 4,
      ...spec,
    },
  });
const web = workload('web', { labels: { app: 'web', tier: 'front' } });
const replicas = (count: number) => workload('web', { spec: { replicas: count } });

describe('budget-exists', () => {
  const message = 'no PodDisruptionBudget counts the pods of Deployment web: drains may take all 2 at once';
  test.each([
    { name: 'all labels match', manifests: [web, selecting({ app: 'web', tier: 'front' })], found: [] },
    { name: 'one of two labels does not', manifests: [web, selecting({ app: 'web', tier: 'back' })], found: [message] },
    {
      name: 'an expression',
      manifests: [
        web,
        budget('web', {
          maxUnavailable: 1,
          selector: { matchExpressions: [{ key: 'tier', operator: 'In', values: ['front'] }] },
        }),
      ],
      found: [],
    },
    { name: 'the whole namespace', manifests: [web, budget('all', { maxUnavailable: 1, selector: {} })], found: [] },
    {
      name: 'another namespace',
      manifests: [web, budget('web', { maxUnavailable: 1, selector: {} }, 'shop')],
      found: [message],
    },
    {
      name: 'a StatefulSet',
      manifests: [workload('db', { kind: 'StatefulSet' })],
      found: [message.replace('Deployment web', 'StatefulSet db')],
    },
    { name: 'one replica', manifests: [replicas(1)], found: [] },
    {
      name: 'one replica and an autoscaler from two',
      manifests: [workload('web', { spec: { replicas: 1 } }), autoscaler({})],
      found: [message],
    },
    { name: 'a daemon', manifests: [workload('web', { kind: 'DaemonSet' })], found: [] },
  ])('$name', ({ manifests, found }) => {
    expect(messagesOf('budget-exists', manifests)).toEqual(found);
  });
});

describe('budget-allows-disruption', () => {
  test.each([
    { name: 'one of two', manifests: [replicas(2), selecting({ app: 'web' }, { minAvailable: 1 })], found: [] },
    {
      name: 'all of two',
      manifests: [replicas(2), selecting({ app: 'web' }, { minAvailable: 2 })],
      found: ['none of 2 pods may be evicted: minAvailable is 2'],
    },
    {
      name: 'half of one, rounded up',
      manifests: [replicas(1), selecting({ app: 'web' }, { minAvailable: '50%' })],
      found: ['none of 1 pod may be evicted: minAvailable is 50%'],
    },
    {
      name: 'a tenth of two may go, rounded up',
      manifests: [replicas(2), selecting({ app: 'web' }, { maxUnavailable: '10%' })],
      found: [],
    },
    {
      name: 'none may go',
      manifests: [replicas(2), selecting({ app: 'web' }, { maxUnavailable: 0 })],
      found: ['none of 2 pods may be evicted: maxUnavailable is 0'],
    },
  ])('$name', ({ manifests, found }) => {
    expect(messagesOf('budget-allows-disruption', manifests)).toEqual(found);
  });

  test('is silent where pods are not ready for a reason of their own', () => {
    const sick = workload('web', { container: { image: 'sim/exit:1-1' } });
    expect(told([sick, selecting({ app: 'web' }, { minAvailable: 1 })])).toEqual(['workload-available Deployment/web']);
  });
});

describe('budget-under-autoscaler-minimum', () => {
  const busy = workload('web', { spec: { replicas: 4 } });
  test.each([
    { name: 'below', minAvailable: 1, found: 0 },
    { name: 'equal', minAvailable: 2, found: 1 },
    { name: 'half of the least', minAvailable: '50%', found: 0 },
    { name: 'more than half of the least, rounded up', minAvailable: '51%', found: 1 },
  ])('$name', ({ minAvailable, found }) => {
    const manifests = [busy, selecting({ app: 'web' }, { minAvailable }), autoscaler({})];
    expect(messagesOf('budget-under-autoscaler-minimum', manifests)).toHaveLength(found);
  });
});

describe('autoscalers', () => {
  const bare = workload('web', { spec: { replicas: undefined } });
  test.each([
    { name: 'a target that is there', manifests: [bare, autoscaler({})], found: [] },
    {
      name: 'another kind',
      manifests: [bare, autoscaler({ kind: 'StatefulSet' })],
      found: ['StatefulSet web does not exist in namespace default'],
    },
    {
      name: 'another version',
      manifests: [bare, autoscaler({ apiVersion: 'apps/v1beta1' })],
      found: ['nobody serves the kind Deployment in version apps/v1beta1'],
    },
    {
      name: 'a name that is near',
      manifests: [bare, autoscaler({ name: 'wep' })],
      found: ['Deployment wep does not exist in namespace default (there is web)'],
    },
    {
      name: 'a kind that cannot be scaled',
      manifests: [workload('web', { kind: 'DaemonSet' }), autoscaler({ kind: 'DaemonSet' })],
      found: ['DaemonSet web cannot be scaled'],
    },
  ])('autoscaler-target: $name', ({ manifests, found }) => {
    expect(messagesOf('autoscaler-target', manifests)).toEqual(found);
  });

  test('replicas left out do not fight', () => {
    expect(messagesOf('autoscaler-owns-replicas', [bare, autoscaler({})])).toEqual([]);
  });

  test('two budgets of one pod are told once, on one that is among the manifests', () => {
    const other = budget('other', { maxUnavailable: 1, selector: {} });
    expect(told([web, selecting({ app: 'web' })], { base: [other] })).toEqual([
      'budgets-overlap PodDisruptionBudget/web',
    ]);
  });
});
