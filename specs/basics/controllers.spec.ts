// ReplicaSets and Deployments: what they heal, what they adopt and leave, how they roll. More in controllers.spec.yaml.

import { describe, expect, test } from '@jest/globals';
import { all, any, atLeast, atMost, type Cluster, cluster, exactly, none } from 'wavetank';
import 'wavetank/jest-globals';

const web = { labels: 'app=web' };

describe('ReplicaSet: delete a pod and it comes back', () => {
  test('another one is made at once, while the deleted one still stops', () => {
    const tank = replicaSet();
    const [pod] = namesOf(tank);
    tank.delete(`pod/${pod}`);
    tank.advance('50ms');
    expect(exactly(1, tank.pods(web))).toBeTerminating();
    expect(exactly(4, tank.pods(web))).toExist();
    tank.settle();
    expect(tank.pod(`${pod}`)).not.toExist();
    expect(exactly(3, tank.pods(web))).toBeReady();
    expect(tank.replicaSet('web')).toHaveEvent({ reason: 'SuccessfulCreate', exactly: 4 });
  });
});

describe('ReplicaSet: take its label away from a pod and a replacement is made while the orphan stays', () => {
  test('the orphan runs on without an owner', () => {
    const tank = replicaSet();
    const [pod = ''] = namesOf(tank);
    tank.removeLabel(`pod/${pod}`, 'app');
    tank.settle();
    expect(exactly(3, tank.pods(web))).toBeReady();
    expect(tank.pod(pod)).toBeReady();
    expect(tank.pod(pod)).not.toHaveField('metadata.ownerReferences');
    expect(tank.replicaSet('web')).toOwn('pods', { exactly: 3 });
  });

  test('given its label back it is adopted, and one too many goes', () => {
    const tank = replicaSet();
    const [pod = ''] = namesOf(tank);
    tank.removeLabel(`pod/${pod}`, 'app');
    tank.settle();
    tank.setLabel(`pod/${pod}`, 'app', 'web');
    tank.settle();
    expect(tank.replicaSet('web')).toOwn('pods', { exactly: 3 });
    expect(exactly(3, tank.pods(web))).toExist();
  });
});

describe('ReplicaSet: fail its node and the pods come back elsewhere after the real grace periods', () => {
  test('the node is found lost 50 s after its last heartbeat, its pods are given up after 300 s more', () => {
    const tank = cluster({ nodes: 2 });
    tank.load('manifests/web-replicaset.yaml');
    tank.settle();
    const lost = tank.pods({ ...web, fields: 'spec.nodeName=node-2' });
    expect(any(lost)).toExist();

    tank.failNode('node-2');
    tank.advance('38s');
    expect(tank.node('node-2')).toBeReady();
    tank.advance('22s');
    expect(tank.node('node-2')).toHaveCondition('Ready', { status: 'Unknown', reason: 'NodeStatusUnknown' });
    expect(tank.node('node-2')).toHaveTaint('node.kubernetes.io/unreachable:NoExecute');
    expect(lost).not.toBeReady();
    expect(none(lost)).toBeTerminating();

    tank.advance('4m30s');
    expect(none(lost)).toBeTerminating();
    tank.advance('30s');
    expect(lost).toBeTerminating();
    expect(lost).toBeEvicted({ reason: 'DeletionByTaintManager' });
    expect(exactly(3, tank.pods({ ...web, fields: 'spec.nodeName=node-1' }))).toBeReady();
  });

  test('when the node comes back, what was terminating there goes', () => {
    const tank = cluster({ nodes: 2 });
    tank.load('manifests/web-replicaset.yaml');
    tank.settle();
    tank.failNode('node-2');
    tank.advance('7m');
    expect(any(tank.pods(web))).toBeTerminating();
    tank.recoverNode('node-2');
    tank.advance('30s');
    expect(tank.node('node-2')).toBeReady();
    expect(exactly(3, tank.pods(web))).toExist();
    expect(tank.pods(web)).toBeReady();
  });
});

describe('ReplicaSet: adoption of a matching bare pod', () => {
  test('the bare pod counts as one of the three', () => {
    const tank = cluster({ nodes: 1 });
    tank.load('manifests/web-pod.yaml');
    tank.settle();
    expect(tank.pod('web')).not.toHaveField('metadata.ownerReferences');

    tank.load('manifests/web-replicaset.yaml');
    tank.settle();
    expect(tank.replicaSet('web')).toOwn('pods', { exactly: 3 });
    expect(tank.pod('web')).toMatchManifest({ metadata: { ownerReferences: [{ kind: 'ReplicaSet', name: 'web' }] } });
    expect(tank.replicaSet('web')).toHaveEvent({ reason: 'SuccessfulCreate', exactly: 2 });
  });
});

describe('ReplicaSet: expression selectors (a ReplicationController has only equality)', () => {
  const template = (labels: object) => ({
    metadata: { labels },
    spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] },
  });
  const matchExpressions = [
    { key: 'tier', operator: 'In', values: ['web', 'api'] },
    { key: 'canary', operator: 'DoesNotExist' },
  ];

  test('In and DoesNotExist pick pods that equality could not name together', () => {
    const tank = cluster({ nodes: 1 });
    const spec = { replicas: 2, selector: { matchExpressions }, template: template({ tier: 'api' }) };
    tank.load({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'mixed' }, spec });
    tank.load(barePod('picked', { tier: 'web' }));
    tank.load(barePod('canary', { tier: 'web', canary: 'yes' }));
    tank.settle();
    expect(tank.replicaSet('mixed')).toSelect(tank.pods({ labels: 'tier in (web,api),!canary' }));
    expect(tank.replicaSet('mixed')).toOwn('pods', { exactly: 2 });
    expect(tank.pod('canary')).not.toHaveField('metadata.ownerReferences');
  });

  test('a ReplicationController with equality heals as well', () => {
    const tank = cluster({ nodes: 1 });
    const spec = { replicas: 2, selector: { app: 'web' }, template: template({ app: 'web' }) };
    tank.load({ apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'web' }, spec });
    tank.settle();
    tank.delete(`pod/${namesOf(tank)[0]}`);
    tank.settle();
    expect(tank.replicationController('web')).toHaveReplicas({ desired: 2, ready: 2 });
  });

  test('a ReplicationController with expressions is refused', () => {
    const tank = cluster({ nodes: 1 });
    const spec = { replicas: 2, selector: { matchExpressions }, template: template({ tier: 'api' }) };
    const wrong = { apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'web' }, spec };
    expect(() => tank.load(wrong)).toBeRefused({ message: 'spec.selector.matchExpressions' });
  });
});

describe('Deployment: image v1 to v2 one by one, with never fewer ready pods than promised and no request lost', () => {
  test('of three replicas three are always ready, and at most four are there', () => {
    const tank = deployment();
    const visitors = tank.traffic('http://web', { perSecond: 50 });
    tank.advance('1s');
    const before = tank.mark();
    tank.setImage('deployment/web', 'shop/web:v2');
    tank.advance('60s');
    expect(tank.deployment('web')).toBeRolledOut();
    expect(tank.pods(web)).toHaveField('spec.containers[0].image', { equals: 'shop/web:v2' });
    expect(atLeast(3, tank.pods(web))).toBeReady({ always: true, since: before });
    expect(tank.service('web')).toHaveEndpoints({ atLeast: 3, always: true, since: before });
    expect(atMost(4, tank.pods(web))).not.toBeTerminating({ always: true, since: before });
    expect(visitors).toHaveLostNothing();
  });

  test('pods that stop at once while the proxies still send to them lose requests: preStop is what prevents it', () => {
    const hasty = cluster({ nodes: 3, timings: { proxyLagMs: 1000 } });
    hasty.load(['manifests/web-deployment.yaml', 'manifests/web-service.yaml']);
    hasty.patch('deployment/web', [{ op: 'remove', path: '/spec/template/spec/containers/0/lifecycle' }]);
    hasty.settle();
    const careful = cluster({ nodes: 3, timings: { proxyLagMs: 1000 } });
    careful.load(['manifests/web-deployment.yaml', 'manifests/web-service.yaml']);
    careful.settle();
    const [lossy, lossless] = [hasty, careful].map((tank) => {
      tank.advance('2s');
      const visitors = tank.traffic('http://web', { perSecond: 50 });
      tank.setImage('deployment/web', 'shop/web:v2');
      tank.advance('60s');
      return visitors;
    });
    if (!lossy || !lossless) throw new Error('both tanks have visitors');
    expect(lossy).toHaveLost({ outcome: 'timeout' });
    expect(lossless).toHaveLostNothing();
  });
});

describe('Deployment: revisions, change cause, history, undo to a revision; the old ReplicaSet stays', () => {
  function afterTwoRollouts(): Cluster {
    const tank = deployment();
    for (const tag of ['v2', 'v3']) {
      tank.setImage('deployment/web', `shop/web:${tag}`);
      tank.setAnnotation('deployment/web', 'kubernetes.io/change-cause', `shop/web:${tag}`);
      tank.advance('60s');
    }
    return tank;
  }

  test('each rollout is a revision with its cause, kept in a ReplicaSet of its own', () => {
    const tank = afterTwoRollouts();
    expect(tank.deployment('web')).toHaveRevision(3);
    expect(historyOf(tank)).toEqual(['1 ', '2 shop/web:v2', '3 shop/web:v3']);
    expect(exactly(2, tank.replicaSets(web))).toHaveReplicas({ desired: 0, current: 0 });
    expect(exactly(1, tank.replicaSets(web))).toHaveReplicas({ desired: 3, ready: 3 });
  });

  test('undo takes the one before, and the old ReplicaSet gets its pods back under a new revision', () => {
    const tank = afterTwoRollouts();
    const old = replicaSetOf(tank, 'shop/web:v2');
    tank.rolloutUndo('deployment/web');
    tank.advance('60s');
    expect(tank.deployment('web')).toBeRolledOut();
    expect(tank.deployment('web')).toHaveRevision(4);
    expect(tank.replicaSet(old)).toHaveReplicas({ desired: 3, ready: 3 });
    expect(historyOf(tank)).toEqual(['1 ', '3 shop/web:v3', '4 shop/web:v2']);
  });

  test('undo to a revision', () => {
    const tank = afterTwoRollouts();
    tank.rolloutUndo('deployment/web', { toRevision: 1 });
    tank.advance('60s');
    expect(tank.pods(web)).toHaveField('spec.containers[0].image', { equals: 'shop/web:v1' });
    expect(tank.deployment('web')).toHaveRevision(4);
    expect(() => tank.rolloutUndo('deployment/web', { toRevision: 1 })).toThrow('unable to find specified revision 1');
  });
});

describe('Deployment: deleting cascades', () => {
  test('with it go its ReplicaSets and their pods, unless they are orphaned', () => {
    const tank = deployment();
    const kept = tank.fork();
    tank.delete('deployment/web');
    tank.settle();
    expect(tank.replicaSets(web)).not.toExist();
    expect(tank.pods(web)).not.toExist();

    kept.delete('deployment/web', { propagation: 'Orphan' });
    kept.settle();
    expect(kept.deployment('web')).not.toExist();
    expect(all(kept.replicaSets(web))).toHaveReplicas({ ready: 3 });
  });
});

function replicaSet(): Cluster {
  const tank = cluster({ nodes: 2 });
  tank.load('manifests/web-replicaset.yaml');
  tank.settle();
  return tank;
}

function deployment(): Cluster {
  const tank = cluster({ nodes: 3 });
  tank.load(['manifests/web-deployment.yaml', 'manifests/web-service.yaml']);
  tank.settle();
  return tank;
}

function barePod(name: string, labels: Readonly<Record<string, string>>) {
  const spec = { containers: [{ name: 'main', image: 'nginx:1.27' }] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec };
}

function namesOf(tank: Cluster): string[] {
  return tank.pods(web).objects.map(({ metadata }) => metadata.name);
}

function replicaSetOf(tank: Cluster, image: string): string {
  const found = tank.replicaSets(web).objects.find(({ spec }) => spec?.template?.spec?.containers[0]?.image === image);
  return found?.metadata.name ?? '';
}

/** As `kubectl rollout history` lists it: revision and cause. */
function historyOf(tank: Cluster): string[] {
  return tank
    .replicaSets(web)
    .objects.map(({ metadata: { annotations = {} } }) => {
      const revision = annotations['deployment.kubernetes.io/revision'];
      return `${revision} ${annotations['kubernetes.io/change-cause'] ?? ''}`;
    })
    .sort();
}
