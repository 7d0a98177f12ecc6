import { describe, expect, test } from '@jest/globals';
import { resourceQuotaController } from '../../src/controllers/resource-quota';
import type { Pod, ResourceQuota, ResourceQuotaSpec } from '../../src/kinds/generated/types.gen';
import { addPod, type Harness, harness } from './harness';

function addQuota(to: Harness, hard: Record<string, string>, spec: Partial<ResourceQuotaSpec> = {}): void {
  to.create<ResourceQuota>({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'q', namespace: 'default' },
    spec: { hard, ...spec },
  });
  to.settle();
}

const quota = ({ user }: Harness) => user.get('ResourceQuota', 'default', 'q') as ResourceQuota;
const writes = ({ simulation }: Harness) => simulation.store.changes.filter(({ kind }) => kind === 'ResourceQuota');
const cpu = (requests: string) => ({
  containers: [{ name: 'c', image: 'i', resources: { requests: { cpu: requests } } }],
});
const configMap = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' } });

describe('the resource quota controller', () => {
  test('counts what is there when a quota comes', () => {
    const cluster = harness(resourceQuotaController);
    addPod(cluster, { name: 'a', spec: cpu('100m') });
    addPod(cluster, { name: 'b', spec: cpu('1') });
    addPod(cluster, { name: 'ended', phase: 'Succeeded', spec: cpu('5') });
    for (const name of ['x', 'y']) cluster.create(configMap(name));
    const hard = {
      pods: '9',
      'count/pods': '9',
      cpu: '4',
      configmaps: '9',
      'services.nodeports': '9',
      'count/crontabs.x.io': '1',
    };
    addQuota(cluster, hard);
    expect(quota(cluster).status).toEqual({
      hard,
      used: { pods: '2', 'count/pods': '3', cpu: '1100m', configmaps: '2', 'services.nodeports': '0' },
    });
    expect(writes(cluster)).toHaveLength(2);
  });

  test('counts only what lies in the scopes', () => {
    const cluster = harness(resourceQuotaController);
    addPod(cluster, { name: 'a', spec: cpu('1') });
    addPod(cluster, { name: 'b' });
    addPod(cluster, { name: 'c', spec: { activeDeadlineSeconds: 9 } });
    addQuota(cluster, { pods: '9' }, { scopes: ['BestEffort', 'NotTerminating'] });
    expect(quota(cluster).status?.used).toEqual({ pods: '1' });
  });

  test('gives back what a pod used when it goes or ends', () => {
    const cluster = harness(resourceQuotaController);
    for (const name of ['a', 'b', 'c']) addPod(cluster, { name, spec: cpu('1') });
    addQuota(cluster, { pods: '9', 'requests.cpu': '9', 'count/pods': '9' });
    cluster.user.delete('Pod', 'default', 'a', { gracePeriodSeconds: 0 });
    const pod = cluster.user.get('Pod', 'default', 'b') as Pod;
    cluster.user.updateStatus({ ...pod, status: { ...pod.status, phase: 'Failed' } });
    cluster.settle();
    expect(quota(cluster).status?.used).toEqual({ pods: '1', 'requests.cpu': '1', 'count/pods': '2' });
  });

  test('leaves what comes to the admission', () => {
    const cluster = harness(resourceQuotaController);
    addQuota(cluster, { configmaps: '9' });
    cluster.create(configMap('a'));
    cluster.settle();
    expect(quota(cluster).status?.used).toEqual({ configmaps: '0' });
  });

  test('follows a changed limit, and forgets what is limited no more', () => {
    const cluster = harness(resourceQuotaController);
    addQuota(cluster, { configmaps: '9', pods: '1' });
    const spec = { hard: { configmaps: '8', pods: null, secrets: '3' } };
    cluster.user.patch('ResourceQuota', 'default', 'q', 'merge', { spec });
    cluster.settle();
    expect(quota(cluster).status).toEqual({
      hard: { configmaps: '8', secrets: '3' },
      used: { configmaps: '0', secrets: '0' },
    });
  });

  test('corrects a wrong count when it counts again, every five minutes', () => {
    const cluster = harness(resourceQuotaController);
    addQuota(cluster, { configmaps: '9' });
    cluster.user.updateStatus({ ...quota(cluster), status: { hard: { configmaps: '9' }, used: { configmaps: '5' } } });
    cluster.wait(299);
    expect(quota(cluster).status?.used).toEqual({ configmaps: '5' });
    cluster.wait(2);
    expect(quota(cluster).status?.used).toEqual({ configmaps: '0' });
    cluster.wait(600);
    expect(writes(cluster)).toHaveLength(4);
  });

  test('a deletion concerns only quotas that count the kind', () => {
    const cluster = harness(resourceQuotaController);
    cluster.create(configMap('a'));
    addQuota(cluster, { secrets: '9' });
    cluster.user.updateStatus({ ...quota(cluster), status: { hard: { secrets: '9' }, used: { secrets: '7' } } });
    cluster.user.delete('ConfigMap', 'default', 'a');
    cluster.settle();
    expect(quota(cluster).status?.used).toEqual({ secrets: '7' });
  });

  test('ten thousand pods leave in time', () => {
    const cluster = harness(resourceQuotaController);
    for (let index = 0; index < 10_000; index++) addPod(cluster, { name: `pod-${index}`, spec: cpu('1m') });
    addQuota(cluster, { pods: '10k', 'requests.cpu': '10' });
    for (let index = 0; index < 10_000; index++) {
      cluster.user.delete('Pod', 'default', `pod-${index}`, { gracePeriodSeconds: 0 });
      if (index % 50 === 0) cluster.wait(0.02);
    }
    cluster.settle();
    expect(quota(cluster).status?.used).toEqual({ pods: '0', 'requests.cpu': '0' });
  });
});
