import { describe, expect, test } from '@jest/globals';
import {
  bySeniority,
  daemonTemplate,
  isUpdated,
  targetNode,
  withDaemonTolerations,
} from '../../../src/controllers/daemon-set/daemon-pod';
import { daemonPod, daemonSet, HASH, names } from './builders';

describe('the template for a node', () => {
  const preferred = [{ weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'Exists' as const }] } }];
  const set = daemonSet({
    pod: {
      affinity: {
        podAntiAffinity: {},
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: preferred,
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [] }] },
        },
      },
    },
  });
  const made = daemonTemplate(set, 'abc', 'n7');

  test('asks for that node alone; preferences stay', () => {
    expect(made.spec.affinity).toEqual({
      podAntiAffinity: {},
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: preferred,
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n7'] }] }],
        },
      },
    });
    expect(made.spec.nodeName).toBeUndefined();
  });
  test('is labelled with its revision and generation', () => {
    const labels = { app: 'web', 'controller-revision-hash': 'abc', 'pod-template-generation': '2' };
    expect(made.metadata?.labels).toEqual(labels);
  });
});

describe('tolerations', () => {
  const exists = (key: string, effect: 'NoExecute' | 'NoSchedule') => ({
    key: `node.kubernetes.io/${key}`,
    operator: 'Exists',
    effect,
  });
  const added = [
    exists('not-ready', 'NoExecute'),
    exists('unreachable', 'NoExecute'),
    exists('disk-pressure', 'NoSchedule'),
    exists('memory-pressure', 'NoSchedule'),
    exists('pid-pressure', 'NoSchedule'),
    exists('unschedulable', 'NoSchedule'),
  ];
  test('are added', () => {
    expect(withDaemonTolerations({ containers: [] }).tolerations).toEqual(added);
  });
  test('one more with the host’s network', () => {
    const spec = { containers: [], hostNetwork: true };
    expect(withDaemonTolerations(spec).tolerations).toEqual([...added, exists('network-unavailable', 'NoSchedule')]);
  });
  test('an equal one loses its seconds in its place', () => {
    const own = { key: 'node.kubernetes.io/unreachable', operator: 'Exists' as const, effect: 'NoExecute' as const };
    const spec = { containers: [], tolerations: [{ ...own, tolerationSeconds: 9 }, { operator: 'Exists' as const }] };
    const [first, second, ...rest] = withDaemonTolerations(spec).tolerations ?? [];
    expect([first, second]).toEqual([own, { operator: 'Exists' }]);
    expect(rest).toEqual(added.filter(({ key }) => key !== own.key));
  });
});

test.each([
  { name: 'where it runs', pod: daemonPod({ name: 'new', node: 'n3' }), node: 'n3' },
  { name: 'what it was made for', pod: daemonPod({ name: 'new', node: 'n3', scheduled: false }), node: 'n3' },
  { name: 'a bare pod', pod: { ...daemonPod({ name: 'new' }), spec: { containers: [] } }, node: undefined },
])('the node of a pod: $name', ({ pod, node }) => {
  expect(targetNode(pod)).toBe(node);
});

test.each([
  { name: 'of the hash', pod: { name: 'new' }, is: true },
  { name: 'of another hash', pod: { name: 'old' }, is: false },
  { name: 'of the generation', pod: { name: 'old', generation: '2' }, is: true },
  { name: 'of an older generation', pod: { name: 'old', generation: '1' }, is: false },
])('up to date: $name', ({ pod, is }) => {
  expect(isUpdated(daemonSet(), HASH, daemonPod(pod))).toBe(is);
});

test('scheduled pods are senior to others, then older ones, then by name', () => {
  const pods = [
    { name: 'c', ageSeconds: 9, scheduled: false },
    { name: 'b', ageSeconds: 5 },
    { name: 'd', ageSeconds: 7 },
    { name: 'a', ageSeconds: 5 },
  ].map(daemonPod);
  expect(names(pods.sort(bySeniority))).toEqual(['d', 'a', 'b', 'c']);
});
