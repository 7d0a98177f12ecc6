import { expect, test } from '@jest/globals';
import { cluster, exactly, timelineText, all } from 'wavetank';
import 'wavetank/jest-globals';
const template = (labels: object, container: object, more: object = {}) => ({ metadata: { labels }, spec: { ...more, containers: [{ name: 'main', image: 'nginx:1.27', ...container }] } });
test('daemonset', () => {
  const tank = cluster({ nodes: 3 });
  tank.load({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' }, spec: { selector: { matchLabels: { app: 'agent' } }, template: template({ app: 'agent' }, {}) } });
  tank.settle();
  expect(tank.nodes()).toHoldPods({ exactly: 1, labels: 'app=agent' });
  tank.addNode({ name: 'node-4' });
  tank.advance('5s');
  expect(exactly(4, tank.nodes())).toHoldPods({ exactly: 1, labels: 'app=agent' });
  expect(exactly(4, tank.pods())).toBeReady();
  expect(tank.object('daemonset/agent')).toHaveReplicas({ desired: 4, ready: 4 });
});
test('job', () => {
  const tank = cluster({ nodes: 1, programs: [{ image: 'shop/task', exits: { code: 0, afterMs: 30_000 } }, { image: 'shop/broken', exits: { code: 1, afterMs: 1000 } }] });
  tank.load({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'task' }, spec: { template: template({}, { image: 'shop/task' }, { restartPolicy: 'Never' }) } });
  tank.load({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'broken' }, spec: { backoffLimit: 3, template: template({}, { image: 'shop/broken' }, { restartPolicy: 'Never' }) } });
  for (let i = 0; i < 2; i++) {
    tank.advance('25s');
    const p = tank.pods({ labels: 'job-name=task' }).objects.find((x) => x.status?.phase === 'Running');
    console.log(p?.metadata.name);
    if (p) tank.crash(`pod/${p.metadata.name}`);
  }
  tank.advance('10m');
  console.log(timelineText(tank, { brief: true }).split('\n').slice(-80).join('\n'), JSON.stringify(tank.object('job/broken').object?.status, null, 1), JSON.stringify((tank.object('job/task').object as any).status, null, 1));
});
test('quota', () => {
  const tank = cluster({ nodes: 1 });
  const t = (f: () => void) => { try { f(); console.log('ok'); } catch (e: any) { console.log(e.code, e.message); } };
  tank.load({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'compute' }, spec: { hard: { 'requests.cpu': '1', pods: '3', 'requests.storage': '10Gi', configmaps: '3', 'count/deployments.apps': '1' } } });
  tank.settle();
  console.log(JSON.stringify((tank.object('resourcequota/compute').object as any).status));
  const pod = (name: string, resources: any) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [{ name: 'c', image: 'nginx', resources }] } });
  t(() => tank.load(pod('a', {})));
  t(() => tank.load(pod('a', { requests: { cpu: '600m' } })));
  t(() => tank.load(pod('b', { requests: { cpu: '600m' } })));
  tank.load({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web' }, spec: { replicas: 3, selector: { matchLabels: { app: 'x' } }, template: template({ app: 'x' }, { resources: { requests: { cpu: '300m' } } }) } });
  tank.advance('10s');
  console.log(tank.events('replicaset/web').map((e) => e.reason + ' ' + e.message), JSON.stringify(tank.replicaSet('web').object?.status));
  console.log(JSON.stringify((tank.object('resourcequota/compute').object as any).status));
  const pvc = (name: string, storage: string) => ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } } });
  t(() => tank.load(pvc('a', '8Gi')));
  t(() => tank.load(pvc('b', '8Gi')));
  for (const n of ['a', 'b', 'c', 'd']) t(() => tank.load({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: n } }));
});
