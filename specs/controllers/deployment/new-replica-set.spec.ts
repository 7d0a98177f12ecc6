import { describe, expect, test } from '@jest/globals';
import { newReplicaSet, replicaSetName } from '../../../src/controllers/deployment/new-replica-set';
import { oldPodsRun } from '../../../src/controllers/deployment/recreate';
import { splitReplicaSets } from '../../../src/controllers/deployment/replica-sets';
import { templateHash } from '../../../src/controllers/shared/template-hash/template-hash';
import { deployment, pod, replicaSet } from '../builders';

describe('the new ReplicaSet', () => {
  test('is the oldest with an equal template, the hash label aside', () => {
    const sets = [
      replicaSet({ name: 'c', image: 'new', ageSeconds: 1 }),
      replicaSet({ name: 'a', image: 'old', ageSeconds: 9 }),
      replicaSet({ name: 'b', image: 'new', ageSeconds: 5 }),
    ];
    const { current, old } = splitReplicaSets(deployment(), sets);
    expect([current, ...old].map((each) => each?.metadata.name)).toEqual(['b', 'a', 'c']);
  });

  test('equal ages are told apart by name', () => {
    const sets = ['b', 'a'].map((name) => replicaSet({ name, image: 'new' }));
    expect(splitReplicaSets(deployment(), sets).current?.metadata.name).toBe('a');
  });

  test('is made from the template, with its hash in name, labels, selector and template', () => {
    const web = deployment({ annotations: { note: 'x' }, spec: { minReadySeconds: 4 } });
    const hash = templateHash(web.spec.template, undefined);
    const labels = { app: 'web', 'pod-template-hash': hash };
    expect(newReplicaSet(web, [], 1)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `web-${hash}`,
        namespace: 'default',
        labels,
        annotations: {
          note: 'x',
          'deployment.kubernetes.io/revision': '1',
          'deployment.kubernetes.io/desired-replicas': '3',
          'deployment.kubernetes.io/max-replicas': '4',
        },
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'web',
            uid: 'uid-web',
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: {
        replicas: 3,
        minReadySeconds: 4,
        selector: { matchLabels: labels },
        template: { ...web.spec.template, metadata: { labels } },
      },
    });
  });

  test('beside old ones it begins with the surge', () => {
    expect(newReplicaSet(deployment(), [replicaSet({ replicas: 3 })], 2).spec.replicas).toBe(1);
  });

  test('a long name is cut before the hash', () => {
    const name = replicaSetName('d'.repeat(253), '547c57c5b5');
    expect(name).toBe(`${'d'.repeat(242)}-547c57c5b5`);
  });
});

describe('Recreate waits for old pods', () => {
  test.each([
    { name: 'none', replicas: 0, pods: [], waits: false },
    { name: 'counted by the ReplicaSet', replicas: 1, pods: [], waits: true },
    { name: 'terminating', replicas: 0, pods: [pod({ deleted: true })], waits: true },
    { name: 'ended', replicas: 0, pods: [pod({ phase: 'Failed' }), pod({ phase: 'Succeeded' })], waits: false },
  ])('$name', ({ replicas, pods, waits }) => {
    const old = [replicaSet({ status: { replicas } })];
    expect(oldPodsRun({ current: undefined, old }, pods)).toBe(waits);
  });
});
