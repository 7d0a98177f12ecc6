import { describe, expect, test } from '@jest/globals';
import { disruptedPods } from '../../../src/controllers/disruption/disrupted-pods';
import { expectedPods } from '../../../src/controllers/disruption/expected-pods';
import { structText } from '../../../src/controllers/disruption/selector-text';
import { targetStaleAtMs } from '../../../src/controllers/disruption/stale-target';
import { budgetStatus } from '../../../src/controllers/disruption/status';
import { NO_PODS, replaced, tallyOf } from '../../../src/controllers/disruption/tally';
import type {
  LabelSelector,
  Pod,
  PodDisruptionBudget,
  PodDisruptionBudgetSpec,
} from '../../../src/kinds/generated/types.gen';
import { ago, NOW_MS, type PodParts, pod } from '../builders';

function owned(owner: string | undefined, parts: PodParts = {}): Pod {
  const made = pod({ readySecondsAgo: 5, ...parts });
  const ref = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${owner}`, uid: `${owner}`, controller: true };
  return owner ? { ...made, metadata: { ...made.metadata, ownerReferences: [ref] } } : made;
}

const budget = (spec: PodDisruptionBudgetSpec, status: PodDisruptionBudget['status'] = {}): PodDisruptionBudget => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web', namespace: 'default', uid: 'u', generation: 2 },
  spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
  status,
});

describe('the tally of a budget', () => {
  test.each([
    { name: 'none', pods: [], tally: [0, 0, 0, {}] },
    { name: 'ready', pods: [owned('a'), owned('a')], tally: [2, 2, 0, { a: 2 }] },
    { name: 'not ready', pods: [owned('a', { readySecondsAgo: undefined as never })], tally: [1, 0, 0, { a: 1 }] },
    {
      name: 'being deleted counts, but not as healthy',
      pods: [owned('a', { deleted: true })],
      tally: [1, 0, 0, { a: 1 }],
    },
    { name: 'a ready pod that failed counts', pods: [owned('a', { phase: 'Failed' })], tally: [1, 1, 0, { a: 1 }] },
    {
      name: 'two controllers and a bare pod',
      pods: [owned('a'), owned('b'), owned(undefined)],
      tally: [3, 3, 1, { a: 1, b: 1 }],
    },
  ])('$name', ({ pods, tally }) => {
    const { controllers, ...counts } = tallyOf(pods);
    const owners = Object.fromEntries([...controllers].map(([uid, each]) => [uid, each.pods]));
    expect([counts.pods, counts.healthy, counts.unmanaged, owners]).toEqual(tally);
    const followed = pods.reduce((sum, each) => replaced(sum, undefined, each), NO_PODS);
    expect(followed).toEqual(tallyOf(pods));
    expect(pods.reduce((sum, each) => replaced(sum, each, undefined), followed)).toEqual(NO_PODS);
  });

  test('follows a pod that becomes ready, changes its owner or leaves', () => {
    const [before, after] = [owned('a', { readySecondsAgo: undefined as never }), owned('a')];
    const tally = tallyOf([before, owned('a', { name: 'other' })]);
    expect(replaced(tally, before, after)).toEqual(tallyOf([after, owned('a', { name: 'other' })]));
    expect(replaced(tally, before, owned('b'))).toEqual(tallyOf([owned('a', { name: 'other' }), owned('b')]));
    expect(replaced(tally, before, owned(undefined))).toEqual(tallyOf([owned(undefined), owned('a')]));
  });
});

describe('expected and desired pods', () => {
  const pods = [owned('a', { name: '1' }), owned('a', { name: '2' }), owned('b', { name: '3' })];
  const sizes: Record<string, number> = { a: 5, b: 2 };
  const rows: { name: string; spec: PodDisruptionBudgetSpec; bare?: boolean; is: [number, number, boolean] }[] = [
    { name: 'an integer minAvailable counts pods', spec: { minAvailable: 2 }, is: [3, 2, false] },
    { name: 'with bare pods as well', spec: { minAvailable: 2 }, bare: true, is: [4, 2, false] },
    { name: 'minAvailable may be out of reach', spec: { minAvailable: 9 }, is: [3, 9, false] },
    { name: 'a percentage counts what controllers want, rounded up', spec: { minAvailable: '50%' }, is: [7, 4, false] },
    { name: 'maxUnavailable', spec: { maxUnavailable: 1 }, is: [7, 6, false] },
    { name: 'maxUnavailable of more than all', spec: { maxUnavailable: 8 }, is: [7, 0, false] },
    { name: 'maxUnavailable in percent, rounded up', spec: { maxUnavailable: '30%' }, is: [7, 4, false] },
    { name: 'bare pods are left out', spec: { maxUnavailable: 1 }, bare: true, is: [7, 6, true] },
    { name: 'neither', spec: {}, is: [0, 0, false] },
  ];
  test.each(rows)('$name', ({ spec, bare, is }) => {
    const tally = tallyOf(bare ? [...pods, owned(undefined)] : pods);
    const found = expectedPods(spec, tally, ({ uid }) => ({ uid, replicas: sizes[uid] as number }));
    expect(found).toEqual({ expectedPods: is[0], desiredHealthy: is[1], leavesOut: is[2] });
  });

  test('ReplicaSets of one Deployment count once', () => {
    const found = expectedPods({ maxUnavailable: 1 }, tallyOf(pods), () => ({ uid: 'deployment', replicas: 3 }));
    expect(found).toEqual({ expectedPods: 3, desiredHealthy: 2, leavesOut: false });
  });

  test('a controller without a scale stops the count', () => {
    const why = 'daemonsets.apps does not implement the scale subresource';
    expect(expectedPods({ minAvailable: '10%' }, tallyOf(pods), () => why)).toBe(why);
  });
});

describe('disrupted pods', () => {
  const rows = [
    {
      name: 'a fresh entry hides its pod',
      seconds: 5,
      found: pod({ name: 'a', readySecondsAgo: 9 }),
      is: [['a'], 1, 0, 115],
    },
    { name: 'one that is not ready was not counted', seconds: 5, found: pod({ name: 'a' }), is: [['a'], 0, 0, 115] },
    {
      name: 'the pod is being deleted',
      seconds: 5,
      found: pod({ name: 'a', deleted: true }),
      is: [[], 0, 0, undefined],
    },
    { name: 'the pod is gone', seconds: 5, found: undefined, is: [[], 0, 0, undefined] },
    {
      name: 'at two minutes the pod counts again',
      seconds: 120,
      found: pod({ name: 'a', readySecondsAgo: 9 }),
      is: [['a'], 0, 0, 0],
    },
    {
      name: 'later it is told of',
      seconds: 121,
      found: pod({ name: 'a', readySecondsAgo: 9 }),
      is: [[], 0, 1, undefined],
    },
  ];
  test.each(rows)('$name', ({ seconds, found, is }) => {
    const subject = budget({}, { disruptedPods: { a: ago(seconds) } });
    const { pods, discounted, overdue, recheckAtMs } = disruptedPods(subject, () => found, NOW_MS);
    const inSeconds = recheckAtMs === undefined ? undefined : (recheckAtMs - NOW_MS) / 1000;
    expect([Object.keys(pods), discounted, overdue.length, inSeconds]).toEqual(is);
  });
});

describe('the status', () => {
  const condition = (reason: string, seconds: number, observedGeneration = 2) => ({
    lastTransitionTime: ago(seconds),
    message: '',
    observedGeneration,
    reason,
    status: reason === 'SufficientPods' ? 'True' : 'False',
    type: 'DisruptionAllowed',
  });
  const counts = { expectedPods: 3, desiredHealthy: 2, currentHealthy: 3, disruptedPods: {} };
  const open = { currentHealthy: 3, desiredHealthy: 2, disruptionsAllowed: 1, expectedPods: 3, observedGeneration: 2 };

  test.each([
    { name: 'room for one', counts, is: [1, condition('SufficientPods', 0)] },
    { name: 'no room', counts: { ...counts, currentHealthy: 2 }, is: [0, condition('InsufficientPods', 0)] },
    { name: 'fewer than desired', counts: { ...counts, currentHealthy: 0 }, is: [0, condition('InsufficientPods', 0)] },
    {
      name: 'nothing expected allows nothing',
      counts: { ...counts, expectedPods: 0, desiredHealthy: 0 },
      is: [0, condition('InsufficientPods', 0)],
    },
  ])('$name', ({ counts, is }) => {
    const status = budgetStatus(budget({}), counts, NOW_MS);
    expect([status?.disruptionsAllowed, status?.conditions?.[0]]).toEqual(is);
    expect(status?.observedGeneration).toBe(2);
  });

  test('is not written twice', () => {
    const told = { ...open, conditions: [condition('SufficientPods', 60)] };
    expect(budgetStatus(budget({}, told), counts, NOW_MS)).toBeUndefined();
  });

  test.each([
    {
      name: 'another generation',
      status: { ...open, observedGeneration: 1, conditions: [condition('SufficientPods', 60, 1)] },
    },
    { name: 'a sync that had failed', status: { ...open, conditions: [condition('SyncFailed', 60)] } },
    {
      name: 'disrupted pods that went',
      status: { ...open, disruptedPods: { a: ago(1) }, conditions: [condition('SufficientPods', 60)] },
    },
  ])('is written for $name', ({ status }) => {
    const next = budgetStatus(budget({}, status), counts, NOW_MS);
    expect(next).toMatchObject({ ...open, conditions: [{ reason: 'SufficientPods', observedGeneration: 2 }] });
    expect(next).not.toHaveProperty('disruptedPods');
    // The time moves only with the condition's status.
    const moved = status.conditions[0]?.status !== 'True';
    expect(next?.conditions?.[0]?.lastTransitionTime).toBe(ago(moved ? 0 : 60));
  });
});

const selectors: { name: string; selector: LabelSelector | undefined; text: string }[] = [
  { name: 'none', selector: undefined, text: 'nil' },
  {
    name: 'empty',
    selector: {},
    text: '&LabelSelector{MatchLabels:map[string]string{},MatchExpressions:[]LabelSelectorRequirement{},}',
  },
  {
    name: 'both parts',
    selector: {
      matchLabels: { b: '2', a: '1' },
      matchExpressions: [
        { key: 'c', operator: 'In', values: ['x', 'y'] },
        { key: 'd', operator: 'Exists' },
      ],
    },
    text:
      '&LabelSelector{MatchLabels:map[string]string{a: 1,b: 2,},MatchExpressions:[]LabelSelectorRequirement{' +
      'LabelSelectorRequirement{Key:c,Operator:In,Values:[x y],},LabelSelectorRequirement{Key:d,Operator:Exists,Values:[],},},}',
  },
];
test.each(selectors)('a selector as a struct: $name', ({ selector, text }) => {
  expect(structText(selector)).toBe(text);
});

describe('a stale announcement', () => {
  const target = (condition: object, parts: PodParts = {}): Pod => {
    const made = pod(parts);
    const conditions = [{ type: 'DisruptionTarget', status: 'True', lastTransitionTime: ago(30), ...condition }];
    return { ...made, status: { ...made.status, conditions } } as Pod;
  };
  test.each([
    { name: 'two minutes after it was made', of: target({ reason: 'PreemptionByScheduler' }), inSeconds: 90 },
    { name: 'never when it is taken back', of: target({ status: 'False' }), inSeconds: undefined },
    { name: "never when it is the kubelet's", of: target({ reason: 'TerminationByKubelet' }), inSeconds: undefined },
    { name: 'never on a pod that goes', of: target({}, { deleted: true }), inSeconds: undefined },
    { name: 'never on a pod that ended', of: target({}, { phase: 'Failed' }), inSeconds: undefined },
    { name: 'never without one', of: pod(), inSeconds: undefined },
  ])('$name', ({ of, inSeconds }) => {
    expect(targetStaleAtMs(of)).toBe(inSeconds === undefined ? undefined : NOW_MS + inSeconds * 1000);
  });
});
