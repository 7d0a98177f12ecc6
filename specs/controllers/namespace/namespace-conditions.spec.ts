// The conditions of a namespace that is being deleted.

import { expect, test } from '@jest/globals';
import { NOTHING_REMAINS, withDeletionConditions } from '../../../src/controllers/namespace/namespace-conditions';
import { START_MS } from '../harness';

const remains = (parts: {
  resources?: [string, number][];
  finalizers?: [string, number][];
  errors?: string[];
  staleGroups?: string[];
}) => ({
  resources: new Map(parts.resources ?? []),
  finalizers: new Map(parts.finalizers ?? []),
  errors: parts.errors ?? [],
  staleGroups: parts.staleGroups ?? [],
});
const texts = (status: ReturnType<typeof withDeletionConditions>) =>
  status.conditions?.map((one) => `${one.type}=${one.status} ${one.reason}: ${one.message}`);

const GOOD = [
  'NamespaceDeletionDiscoveryFailure=False ResourcesDiscovered: All resources successfully discovered',
  'NamespaceDeletionGroupVersionParsingFailure=False ParsedGroupVersions: All legacy kube types successfully parsed',
  'NamespaceDeletionContentFailure=False ContentDeleted: All content successfully deleted, may be waiting on finalization',
  'NamespaceContentRemaining=False ContentRemoved: All content successfully removed',
  'NamespaceFinalizersRemaining=False ContentHasNoFinalizers: All content-preserving finalizers finished',
];
const but = (index: number, text: string) => GOOD.map((good, at) => (at === index ? text : good));

test.each([
  { name: 'nothing left', left: NOTHING_REMAINS, conditions: GOOD },
  {
    name: 'objects left',
    left: remains({
      resources: [
        ['deployments.apps', 2],
        ['configmaps.', 1],
      ],
    }),
    conditions: but(
      3,
      'NamespaceContentRemaining=True SomeResourcesRemain: Some resources are remaining: ' +
        'configmaps. has 1 resource instances, deployments.apps has 2 resource instances',
    ),
  },
  {
    name: 'finalizers left',
    left: remains({ finalizers: [['x.io/hold', 3]] }),
    conditions: but(
      4,
      'NamespaceFinalizersRemaining=True SomeFinalizersRemain: ' +
        'Some content in the namespace has finalizers remaining: x.io/hold in 3 resource instances',
    ),
  },
  {
    name: 'errors',
    left: remains({ errors: ['b', 'a'] }),
    conditions: but(
      2,
      'NamespaceDeletionContentFailure=True ContentDeletionFailed: Failed to delete all resource types, 2 remaining: a, b',
    ),
  },
])('$name', ({ left, conditions }) => {
  expect(texts(withDeletionConditions({ phase: 'Terminating' }, left, START_MS))).toEqual(conditions);
});

test('only a changed status moves its time; nothing new is the same status', () => {
  const first = withDeletionConditions({}, NOTHING_REMAINS, START_MS);
  expect(withDeletionConditions(first, NOTHING_REMAINS, START_MS + 5000)).toBe(first);
  const one = withDeletionConditions(first, remains({ resources: [['pods.', 1]] }), START_MS + 5000);
  const two = withDeletionConditions(one, remains({ resources: [['pods.', 2]] }), START_MS + 9000);
  expect(one.conditions?.map((condition) => condition.lastTransitionTime?.slice(17, 19))).toEqual([
    '00',
    '00',
    '00',
    '05',
    '00',
  ]);
  expect(two.conditions?.[3]).toMatchObject({ lastTransitionTime: '2026-01-01T00:00:05Z' });
  expect(two.conditions?.[3]?.message).toContain('has 2');
});
