// Namespaces, labels and annotations. More of it in many-teams.spec.yaml.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster, exactly } from 'wavetank';
import 'wavetank/jest-globals';

describe('Namespaces: selectors do not look outside', () => {
  test("a Service has the pods of its own namespace only, although another one's have the same labels", () => {
    const tank = twoTeams();
    expect(tank.in('red').service('web')).toHaveEndpoints({ exactly: 3 });
    const visitors = tank.traffic('http://web.red', { perSecond: 50 });
    tank.advance('10s');
    const inRed = tank.in('red').pods({ labels: 'app=web' });
    expect(visitors).toHaveReached(inRed, { only: true });
  });

  test("a ReplicaSet neither adopts nor counts another namespace's pods", () => {
    const tank = twoTeams();
    tank.in('red').scale('replicaset/web', 1);
    tank.settle();
    expect(exactly(1, tank.in('red').pods())).toBeReady();
    expect(exactly(3, tank.in('blue').pods())).toBeReady();
  });
});

describe('Namespaces: deletion takes everything inside', () => {
  test('the namespace is Terminating until all is gone, and takes nothing new meanwhile', () => {
    const tank = twoTeams();
    tank.delete('namespace/red');
    tank.advance('1s');
    expect(tank.object('namespace/red')).toBeTerminating();
    expect(tank.object('namespace/red')).toHaveField('status.phase', { equals: 'Terminating' });
    expect(() => tank.load('manifests/settings.yaml', { namespace: 'red' })).toBeRefused({
      code: 403,
      message: 'because it is being terminated',
    });
    tank.advance('60s');
    expect(tank.object('namespace/red')).not.toExist();
    for (const kind of ['pod', 'replicaset', 'service', 'endpointslice', 'serviceaccount']) {
      expect(tank.in('red').selection(kind)).not.toExist();
    }
    expect(exactly(3, tank.in('blue').pods())).toBeReady();
  });
});

describe('Labels and selectors, annotations', () => {
  test('labels select, by equality and by set; annotations carry text and select nothing', () => {
    const tank = cluster({ nodes: 1 });
    tank.load('manifests/six-pods.yaml');
    tank.settle();
    tank.setLabel('pod/blue-1', 'stage', 'canary');
    tank.setAnnotation('pod/blue-1', 'team', 'blue');
    expect(exactly(3, tank.pods({ labels: 'color=blue' }))).toExist();
    expect(exactly(6, tank.pods({ labels: 'color in (blue, green)' }))).toExist();
    expect(exactly(5, tank.pods({ labels: 'app=web,!stage' }))).toExist();
    expect(exactly(2, tank.pods({ labels: 'color=blue,stage!=canary' }))).toExist();
    expect(tank.pods({ labels: 'team=blue' })).not.toExist();
    expect(tank.pod('blue-1')).toHaveAnnotation('team=blue');
  });
});

describe('LimitRange: min, max, ratio, defaults', () => {
  function limited(): Cluster {
    const tank = cluster({ nodes: 1 });
    const container = {
      type: 'Container',
      default: { cpu: '500m', memory: '256Mi' },
      defaultRequest: { cpu: '100m' },
      min: { memory: '16Mi' },
      max: { memory: '1Gi' },
      maxLimitRequestRatio: { cpu: '10' },
    };
    tank.load({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits' }, spec: { limits: [container] } });
    return tank;
  }
  const podOf = (resources: object) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'main', image: 'nginx:1.27', resources }] },
  });

  test('defaults are filled in', () => {
    const tank = limited();
    tank.load(podOf({}));
    expect(tank.pod('web')).toHaveField('spec.containers[0].resources', {
      equals: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
    });
  });

  test('above the maximum, below the minimum and beyond the ratio are refused', () => {
    const tank = limited();
    const forbidden = (message: string) => ({ code: 403, reason: 'Forbidden', message });
    expect(() => tank.load(podOf({ limits: { memory: '2Gi' } }))).toBeRefused(
      forbidden('maximum memory usage per Container is 1Gi, but limit is 2Gi'),
    );
    expect(() => tank.load(podOf({ requests: { memory: '8Mi' } }))).toBeRefused(
      forbidden('minimum memory usage per Container is 16Mi, but request is 8Mi'),
    );
    expect(() => tank.load(podOf({ requests: { cpu: '100m' }, limits: { cpu: '2' } }))).toBeRefused(
      forbidden('cpu max limit to request ratio per Container is 10, but provided ratio is 20.000000'),
    );
  });
});

describe('ResourceQuota', () => {
  function limitedTo(hard: object): Cluster {
    const tank = cluster({ nodes: 1 });
    tank.load({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec: { hard } });
    tank.settle();
    return tank;
  }
  const forbidden = (message: string) => ({ code: 403, reason: 'Forbidden', message });
  const asking = (cpu: string) => ({
    containers: [{ name: 'main', image: 'nginx', resources: { requests: { cpu } } }],
  });
  const podAsking = (name: string, cpu: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: asking(cpu),
  });

  test('pods must name the resources', () => {
    const tank = limitedTo({ 'requests.cpu': '1' });
    expect(() => tank.load('manifests/web-pod.yaml')).toBeRefused(
      forbidden('pods "web" is forbidden: failed quota: team: must specify requests.cpu for: nginx'),
    );
  });

  test('over is refused at the API for pods; what is gone counts no more', () => {
    const tank = limitedTo({ 'requests.cpu': '1' });
    tank.load(podAsking('first', '600m'));
    expect(() => tank.load(podAsking('second', '600m'))).toBeRefused(
      forbidden('exceeded quota: team, requested: requests.cpu=600m, used: requests.cpu=600m, limited: requests.cpu=1'),
    );
    tank.delete('pod/first');
    tank.settle();
    tank.load(podAsking('second', '600m'));
    expect(tank.pod('second')).toExist();
  });

  test('over is a FailedCreate event for workloads', () => {
    const tank = limitedTo({ 'requests.cpu': '1' });
    const template = { metadata: { labels: { app: 'web' } }, spec: asking('300m') };
    const spec = { replicas: 5, selector: { matchLabels: { app: 'web' } }, template };
    tank.load({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web' }, spec });
    tank.advance('10s');
    expect(tank.replicaSet('web')).toHaveReplicas({ desired: 5, ready: 3 });
    expect(tank.replicaSet('web')).toHaveEvent({ reason: 'FailedCreate', message: 'exceeded quota: team' });
    expect(tank.replicaSet('web')).toBeStalled({ reason: 'FailedCreate' });
  });

  test('storage and object counts too', () => {
    const tank = limitedTo({ 'requests.storage': '10Gi', services: '2' });
    const claim = (name: string) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '8Gi' } } },
    });
    tank.load(claim('first'));
    expect(() => tank.load(claim('second'))).toBeRefused(
      forbidden('requested: requests.storage=8Gi, used: requests.storage=8Gi, limited: requests.storage=10Gi'),
    );
    // The Service kubernetes counts as well.
    tank.load('manifests/web-service.yaml');
    expect(() => tank.load('manifests/six-pods.yaml')).toBeRefused(
      forbidden('requested: services=1, used: services=2, limited: services=2'),
    );
  });
});

describe('ServiceAccount, Role, RoleBinding', () => {
  const WHERE = 'in API group "" in the namespace "red"';

  test('refused verbs say who, what and where', () => {
    const bot = teamWithBot().as('system:serviceaccount:red:bot');
    const who = 'User "system:serviceaccount:red:bot"';
    expect(() => bot.delete('pod/web-0')).toBeRefused({
      code: 403,
      reason: 'Forbidden',
      message: `pods "web-0" is forbidden: ${who} cannot delete resource "pods" ${WHERE}`,
    });
    expect(() => bot.in('blue').setLabel('configmap/settings', 'a', 'b')).toBeRefused({
      message: `${who} cannot patch resource "configmaps" in API group "" in the namespace "blue"`,
    });
  });

  test('what a role allows goes through, under the one name it is for', () => {
    const bot = teamWithBot().as('system:serviceaccount:red:bot');
    bot.setLabel('configmap/settings', 'seen', 'yes');
    expect(bot.object('configmap/settings')).toHaveLabel('seen=yes');
    expect(() => bot.setLabel('configmap/other', 'seen', 'yes')).toBeRefused({
      message: 'configmaps "other" is forbidden',
    });
  });

  test('nobody is asked who is not named, and a group may do what a default role says', () => {
    const tank = teamWithBot();
    tank.setLabel('configmap/settings', 'seen', 'yes');
    tank.as('alice', { groups: ['system:masters'] }).delete('configmap/settings');
    expect(tank.object('configmap/settings')).not.toExist();
  });
});

/** A ServiceAccount of the namespace red that may change one ConfigMap there. */
function teamWithBot(): Cluster {
  const tank = twoTeams().in('red');
  const apiGroup = 'rbac.authorization.k8s.io';
  const rbac = (kind: string, more: object) => ({
    apiVersion: `${apiGroup}/v1`,
    kind,
    metadata: { name: 'bot' },
    ...more,
  });
  const rules = [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['settings'], verbs: ['get', 'patch'] }];
  tank.create([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'bot' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } },
    rbac('Role', { rules }),
    rbac('RoleBinding', {
      roleRef: { apiGroup, kind: 'Role', name: 'bot' },
      subjects: [{ kind: 'ServiceAccount', name: 'bot', namespace: 'red' }],
    }),
  ]);
  return tank;
}

/** The same ReplicaSet and Service in the namespaces red and blue. */
function twoTeams(): Cluster {
  const tank = cluster({ nodes: 2 });
  for (const name of ['red', 'blue']) {
    tank.load({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    tank.load(['manifests/web-replicaset.yaml', 'manifests/web-service.yaml'], { namespace: name });
  }
  tank.settle();
  return tank;
}
