import { describe, expect, test } from '@jest/globals';
import { wantedClaims } from '../../../src/controllers/stateful-set/claims';
import { isInRange, isMember, parsePodName } from '../../../src/controllers/stateful-set/identity';
import { hasIdentity, hasStorage, newPod, withStorage } from '../../../src/controllers/stateful-set/stateful-pod';
import type { Pod, StatefulSetSpec } from '../../../src/kinds/generated/types.gen';
import { claim, revisions, statefulPod, statefulSet } from './builders';

test.each([
  { name: 'db-0', parsed: { parent: 'db', ordinal: 0 } },
  { name: 'my-db-12', parsed: { parent: 'my-db', ordinal: 12 } },
  { name: 'db', parsed: undefined },
  { name: 'db-x1', parsed: undefined },
  { name: 'db-99999999999', parsed: undefined },
])('the name $name', ({ name, parsed }) => {
  expect(parsePodName(name)).toEqual(parsed);
});

test('a pod is a member by its name', () => {
  const set = statefulSet();
  expect(isMember(set, statefulPod({ ordinal: 7 }))).toBe(true);
  expect(isMember(statefulSet(), { ...statefulPod({ ordinal: 7 }), metadata: { name: 'other-7' } })).toBe(false);
});

test.each([
  { name: 'the first', ordinal: 0, spec: {}, is: true },
  { name: 'the last', ordinal: 2, spec: {}, is: true },
  { name: 'one too many', ordinal: 3, spec: {}, is: false },
  { name: 'before the start', ordinal: 4, spec: { ordinals: { start: 5 } }, is: false },
  { name: 'from the start on', ordinal: 7, spec: { ordinals: { start: 5 } }, is: true },
])('wanted ordinals: $name', ({ ordinal, spec, is }) => {
  expect(isInRange(statefulSet(spec), statefulPod({ ordinal }))).toBe(is);
});

describe('a new pod', () => {
  const data = claim('data', { labels: { tier: 'disk' } });
  const set = statefulSet({ volumeClaimTemplates: [data] });

  test('is known by its ordinal', () => {
    const pod = newPod(set, revisions, 1);
    expect(pod.metadata).toMatchObject({
      name: 'db-1',
      generateName: 'db-',
      ownerReferences: [{ kind: 'StatefulSet', uid: 'uid-db', controller: true }],
    });
    expect(pod.metadata.labels).toEqual({
      app: 'web',
      'apps.kubernetes.io/pod-index': '1',
      'controller-revision-hash': 'db-new',
      'statefulset.kubernetes.io/pod-name': 'db-1',
    });
    expect(pod.spec).toMatchObject({ hostname: 'db-1', subdomain: 'db' });
    expect(pod.spec.volumes).toEqual([{ name: 'data', persistentVolumeClaim: { claimName: 'data-db-1' } }]);
    expect(hasIdentity(pod) && hasStorage(set, pod)).toBe(true);
  });

  test('claims carry the template’s labels and the selector’s', () => {
    const [made] = wantedClaims(set, newPod(set, revisions, 1));
    expect(made?.metadata).toEqual({ name: 'data-db-1', namespace: 'default', labels: { tier: 'disk', app: 'web' } });
  });

  test('a claim replaces a volume of its name, others stay behind it', () => {
    const volumes = [
      { name: 'logs', emptyDir: {} },
      { name: 'data', emptyDir: {} },
    ];
    const pod = { ...statefulPod({ ordinal: 0 }), spec: { containers: [], volumes } };
    expect(hasStorage(set, pod)).toBe(false);
    expect(withStorage(set, pod).spec.volumes).toEqual([
      { name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } },
      { name: 'logs', emptyDir: {} },
    ]);
  });

  const made = (pod: Pod) => pod.spec.containers[0]?.image;
  const rows: readonly { name: string; spec: Partial<StatefulSetSpec>; ordinal: number; image: string }[] = [
    { name: 'no partition', spec: {}, ordinal: 0, image: 'new' },
    {
      name: 'below the partition',
      spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } },
      ordinal: 1,
      image: 'old',
    },
    {
      name: 'at the partition',
      spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } },
      ordinal: 2,
      image: 'new',
    },
    {
      name: 'below the partition, counted from the start',
      spec: { ordinals: { start: 5 }, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } },
      ordinal: 5,
      image: 'old',
    },
    {
      name: 'without rolling settings: among the current ones',
      spec: { updateStrategy: { type: 'RollingUpdate' } },
      ordinal: 1,
      image: 'old',
    },
    {
      name: 'without rolling settings: beyond them',
      spec: { updateStrategy: { type: 'RollingUpdate' } },
      ordinal: 2,
      image: 'new',
    },
    { name: 'OnDelete', spec: { updateStrategy: { type: 'OnDelete' } }, ordinal: 0, image: 'new' },
  ];
  test.each(rows)('its revision, $name: $image', ({ spec, ordinal, image }) => {
    const pod = newPod(statefulSet(spec, { currentReplicas: 2 }), revisions, ordinal);
    expect(made(pod)).toBe(image);
    expect(pod.metadata.labels?.['controller-revision-hash']).toBe(`db-${image}`);
  });
});
