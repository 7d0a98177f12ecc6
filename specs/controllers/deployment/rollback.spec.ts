import { describe, expect, test } from '@jest/globals';
import { REVISION } from '../../../src/controllers/deployment/annotations';
import { planUndo } from '../../../src/controllers/deployment/rollback';
import { historyRows, rolloutProgress } from '../../../src/controllers/deployment/rollout';
import type { DeploymentStatus } from '../../../src/kinds/generated/types.gen';
import { deployment, replicaSet, template } from '../builders';

const revised = (revision: number, image: string, annotations = {}) =>
  replicaSet({ name: `r${revision}`, image, annotations: { [REVISION]: String(revision), ...annotations } });
const history = [revised(1, 'one'), revised(3, 'new'), revised(2, 'two', { 'kubernetes.io/change-cause': 'second' })];
const web = deployment({ annotations: { [REVISION]: '3', 'kubernetes.io/change-cause': 'third' } });

describe('rollout undo', () => {
  test.each([
    { name: 'the one before', to: 0, image: 'two', cause: 'second' },
    { name: 'a named revision; causes go with it', to: 1, image: 'one', cause: undefined },
  ])('$name', ({ to, image, cause }) => {
    const annotations = { [REVISION]: '3', ...(cause ? { 'kubernetes.io/change-cause': cause } : {}) };
    expect(planUndo(web, history, to)).toEqual({
      outcome: 'patch',
      patch: [
        { op: 'replace', path: '/spec/template', value: template(image) },
        { op: 'replace', path: '/metadata/annotations', value: annotations },
      ],
    });
  });

  test.each([
    { name: 'unknown revision', object: web, to: 9, message: 'unable to find specified revision 9 in history' },
    {
      name: 'no history',
      object: web,
      sets: [revised(3, 'new')],
      to: 0,
      message: 'no rollout history found for deployment "web"',
    },
    {
      name: 'paused',
      object: { ...web, spec: { ...web.spec, paused: true } },
      to: 0,
      message: "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    },
    {
      name: 'equal template',
      object: web,
      to: 3,
      message: 'skipped rollback (current template already matches revision 3)',
    },
  ])('$name', ({ object, sets = history, to, message }) => {
    expect(planUndo(object, sets, to)).toMatchObject({ message });
  });

  test("other owners' ReplicaSets do not count", () => {
    const foreign = revised(1, 'one');
    const object = { ...foreign, metadata: { ...foreign.metadata, ownerReferences: [] } };
    expect(planUndo(web, [object, revised(3, 'new')])).toMatchObject({ outcome: 'refused' });
  });
});

test('rollout history is a row a revision', () => {
  const rows = historyRows(web, history).map(({ revision, changeCause }) => [revision, changeCause]);
  expect(rows).toEqual([
    [1, '<none>'],
    [2, 'second'],
    [3, '<none>'],
  ]);
});

const timedOut = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' };
const waiting = (what: string) => `Waiting for deployment "web" rollout to finish: ${what}...`;

describe('rollout status', () => {
  const rows: readonly { name: string; status: DeploymentStatus; outcome: string; message: string }[] = [
    {
      name: 'not observed',
      status: {},
      outcome: 'waiting',
      message: 'Waiting for deployment spec update to be observed...',
    },
    {
      name: 'stuck',
      status: { observedGeneration: 1, conditions: [timedOut] },
      outcome: 'failed',
      message: 'deployment "web" exceeded its progress deadline',
    },
    {
      name: 'updating',
      status: { observedGeneration: 1, updatedReplicas: 1 },
      outcome: 'waiting',
      message: waiting('1 out of 3 new replicas have been updated'),
    },
    {
      name: 'old ones left',
      status: { observedGeneration: 1, updatedReplicas: 3, replicas: 4 },
      outcome: 'waiting',
      message: waiting('1 old replicas are pending termination'),
    },
    {
      name: 'becoming available',
      status: { observedGeneration: 1, updatedReplicas: 3, replicas: 3, availableReplicas: 2 },
      outcome: 'waiting',
      message: waiting('2 of 3 updated replicas are available'),
    },
    {
      name: 'done',
      status: { observedGeneration: 1, updatedReplicas: 3, replicas: 3, availableReplicas: 3 },
      outcome: 'done',
      message: 'deployment "web" successfully rolled out',
    },
  ];
  test.each(rows)('$name', ({ status, outcome, message }) => {
    expect(rolloutProgress(deployment({ status }))).toEqual({ outcome, message });
  });

  test('another revision than the one asked for', () => {
    const message = 'desired revision (2) is different from the running revision (3)';
    expect(rolloutProgress(web, 2)).toEqual({ outcome: 'failed', message });
  });
});
