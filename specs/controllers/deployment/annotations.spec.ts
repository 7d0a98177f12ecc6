import { describe, expect, test } from '@jest/globals';
import {
  annotationsOf,
  maxRevision,
  newReplicaSetAnnotations,
  REVISION,
  REVISION_HISTORY,
} from '../../../src/controllers/deployment/annotations';
import { deployment, replicaSet } from '../builders';

describe('annotations of the new ReplicaSet', () => {
  test.each([
    { name: 'a fresh one gets the revision', before: undefined, revision: 1, after: { [REVISION]: '1' } },
    {
      name: 'a smaller revision is raised and remembered',
      before: { [REVISION]: '1' },
      revision: 3,
      after: { [REVISION]: '3', [REVISION_HISTORY]: '1' },
    },
    {
      name: 'the history grows at its end',
      before: { [REVISION]: '4', [REVISION_HISTORY]: '1,2' },
      revision: 6,
      after: { [REVISION]: '6', [REVISION_HISTORY]: '1,2,4' },
    },
    { name: 'a greater revision stays', before: { [REVISION]: '5' }, revision: 2, after: { [REVISION]: '5' } },
    { name: 'no number stays', before: { [REVISION]: 'x' }, revision: 2, after: { [REVISION]: 'x' } },
  ])('$name', ({ before, revision, after }) => {
    const current = replicaSet(before ? { annotations: before } : {});
    expect(newReplicaSetAnnotations(deployment(), current, revision)).toEqual(after);
  });

  test('the oldest revisions drop out beyond 2000 characters', () => {
    const many = Array.from({ length: 500 }, (_, index) => String(1000 + index)).join(',');
    const current = replicaSet({ annotations: { [REVISION]: '1500', [REVISION_HISTORY]: many } });
    const history = newReplicaSetAnnotations(deployment(), current, 1501)[REVISION_HISTORY] as string;
    expect(history.length).toBeLessThanOrEqual(2000);
    expect(history.startsWith('1101,') && history.endsWith(',1499,1500')).toBe(true);
  });

  test("the Deployment's own are copied, bookkeeping is not, and nothing is removed", () => {
    const web = deployment({
      annotations: {
        'kubernetes.io/change-cause': 'second',
        'kubectl.kubernetes.io/last-applied-configuration': '{}',
        [REVISION]: '7',
      },
    });
    const current = replicaSet({ annotations: { [REVISION]: '2', left: 'behind' } });
    expect(newReplicaSetAnnotations(web, current, 2)).toEqual({
      [REVISION]: '2',
      left: 'behind',
      'kubernetes.io/change-cause': 'second',
    });
  });

  test('the same reference when nothing changes', () => {
    const current = replicaSet({ annotations: { [REVISION]: '2' } });
    expect(newReplicaSetAnnotations(deployment(), current, 2)).toBe(annotationsOf(current));
  });
});

test('the highest revision, absent ones counting as 0', () => {
  expect(maxRevision([])).toBe(0);
  expect(maxRevision([replicaSet(), replicaSet({ annotations: { [REVISION]: '4' } })])).toBe(4);
});
