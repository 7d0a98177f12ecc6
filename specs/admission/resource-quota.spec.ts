import { describe, expect, test } from '@jest/globals';
import { resourceQuota } from '../../src/admission/resource-quota';
import { ApiError } from '../../src/api/api-error';
import { DEFAULT_TIMINGS } from '../../src/api/timings';
import { serviceAllocator } from '../../src/cluster/allocation';
import { Simulation } from '../../src/cluster/simulation';
import type { Pod, ResourceQuota, ResourceQuotaSpec } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { around, type Harness, makePod, START_MS } from '../controllers/harness';

function cluster(): Harness {
  const simulation = new Simulation({
    seed: 1,
    startMs: START_MS,
    timings: DEFAULT_TIMINGS,
    actors: [],
    admission: [resourceQuota],
    allocator: serviceAllocator,
    programs: () => ({
      answer: () => ({ outcome: 'unreachable' }),
      isRunning: () => false,
      isNodeUp: () => true,
      usage: () => [],
    }),
  });
  return around(simulation);
}

type Amounts = Record<string, string>;

function addQuota(
  to: Harness,
  name: string,
  hard: Amounts,
  used?: Amounts,
  spec: Partial<ResourceQuotaSpec> = {},
): void {
  const quota = to.create<ResourceQuota>({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name, namespace: 'default' },
    spec: { hard, ...spec },
  });
  if (used) to.user.updateStatus({ ...quota, status: { hard, used } });
}

const used = (of: Harness, name = 'q') => of.user.get('ResourceQuota', 'default', name)?.status?.used;

function refusal(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError && error.code === 403) return error.message;
    throw error;
  }
}

const pod = (requests?: Amounts, spec: Partial<Pod['spec']> = {}, name = 'p'): Pod => {
  const made = makePod({ name });
  const containers = [{ name: 'c', image: 'nginx', ...(requests ? { resources: { requests } } : {}) }];
  return { ...made, spec: { ...made.spec, containers, ...spec } } as Pod;
};
const configMap = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' } });

describe('a quota', () => {
  test('that nobody has counted yet limits nothing', () => {
    const to = cluster();
    addQuota(to, 'q', { pods: '0' });
    expect(refusal(() => to.create(pod()))).toBeUndefined();
  });

  test('whose usage is not known refuses', () => {
    const to = cluster();
    addQuota(to, 'q', { pods: '9', 'requests.cpu': '1' }, { pods: '0' });
    expect(refusal(() => to.create(pod({ cpu: '1' })))).toBe(
      'pods "p" is forbidden: status unknown for quota: q, resources: pods,requests.cpu',
    );
  });

  test('is charged by what passes', () => {
    const to = cluster();
    addQuota(
      to,
      'q',
      { pods: '3', 'requests.cpu': '1', secrets: '1' },
      { pods: '1', 'requests.cpu': '0', secrets: '0' },
    );
    to.create(pod({ cpu: '250m' }));
    expect(used(to)).toEqual({ pods: '2', 'requests.cpu': '250m', secrets: '0' });
    const [write] = to.simulation.store.changes.slice(-2);
    expect([write?.kind, write?.writer, write?.subresource]).toEqual(['ResourceQuota', 'kube-apiserver', 'status']);
  });

  test('is charged in full by what takes all that is left', () => {
    const to = cluster();
    addQuota(to, 'q', { pods: '1' }, { pods: '0' });
    to.create(pod());
    expect(refusal(() => to.create(pod(undefined, {}, 'second')))).toBe(
      'pods "second" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1',
    );
    expect(used(to)).toEqual({ pods: '1' });
  });

  test('tells only what is exceeded, by name', () => {
    const to = cluster();
    const hard = { 'requests.memory': '1Gi', 'requests.cpu': '1', pods: '9' };
    addQuota(to, 'q', hard, { 'requests.memory': '0', 'requests.cpu': '500m', pods: '0' });
    expect(refusal(() => to.create(pod({ cpu: '600m', memory: '2Gi' })))).toBe(
      'pods "p" is forbidden: exceeded quota: q, requested: requests.cpu=600m,requests.memory=2Gi, ' +
        'used: requests.cpu=500m,requests.memory=0, limited: requests.cpu=1,requests.memory=1Gi',
    );
  });

  test('of cpu or memory wants them stated', () => {
    const to = cluster();
    addQuota(to, 'q', { 'limits.cpu': '1', memory: '1Gi' }, { 'limits.cpu': '0', memory: '0' });
    expect(refusal(() => to.create(pod()))).toBe(
      'pods "p" is forbidden: failed quota: q: must specify limits.cpu for: c; memory for: c',
    );
  });

  test('with scopes limits what lies in all of them', () => {
    const to = cluster();
    const scopes = { scopes: ['Terminating' as const, 'BestEffort' as const] };
    addQuota(to, 'q', { pods: '0' }, { pods: '0' }, scopes);
    expect(refusal(() => to.create(pod({ cpu: '1' }, { activeDeadlineSeconds: 5 }, 'a')))).toBeUndefined();
    expect(refusal(() => to.create(pod(undefined, {}, 'b')))).toBeUndefined();
    expect(refusal(() => to.create(pod(undefined, { activeDeadlineSeconds: 5 }, 'c')))).toMatch(/exceeded quota: q/);
  });

  test('with scopes counts no kind that has none', () => {
    const to = cluster();
    addQuota(
      to,
      'q',
      { pods: '1', 'count/configmaps': '0' },
      { pods: '0', 'count/configmaps': '0' },
      { scopes: ['BestEffort'] },
    );
    expect(refusal(() => to.create(configMap('a')))).toBeUndefined();
  });

  test('that fails leaves the others uncharged', () => {
    const to = cluster();
    addQuota(to, 'a', { pods: '5' }, { pods: '0' });
    addQuota(to, 'b', { 'count/pods': '0' }, { 'count/pods': '0' });
    expect(refusal(() => to.create(pod()))).toMatch(/exceeded quota: b/);
    expect(used(to, 'a')).toEqual({ pods: '0' });
  });

  test('charges a name that is taken already', () => {
    const to = cluster();
    addQuota(to, 'q', { configmaps: '5' }, { configmaps: '0' });
    to.create(configMap('a'));
    expect(() => to.create(configMap('a'))).toThrow('configmaps "a" already exists');
    expect(used(to)).toEqual({ configmaps: '2' });
  });

  test('is not charged by a dry run', () => {
    const to = cluster();
    addQuota(to, 'q', { configmaps: '1' }, { configmaps: '0' });
    to.user.create(configMap('a') as KubeObject, { dryRun: true });
    expect(used(to)).toEqual({ configmaps: '0' });
    addQuota(to, 'full', { configmaps: '0' }, { configmaps: '0' });
    expect(refusal(() => to.user.create(configMap('a') as KubeObject, { dryRun: true }))).toMatch(
      /exceeded quota: full/,
    );
  });

  test('is charged by the difference of an update', () => {
    const to = cluster();
    const hard = { services: '9', 'services.nodeports': '2' };
    addQuota(to, 'q', hard, { services: '0', 'services.nodeports': '0' });
    const ports = (...numbers: number[]) => numbers.map((port) => ({ name: `p${port}`, port }));
    const metadata = { name: 's', namespace: 'default' };
    to.create({ apiVersion: 'v1', kind: 'Service', metadata, spec: { type: 'NodePort', ports: ports(1) } });
    const change = (spec: object) => to.user.patch('Service', 'default', 's', 'merge', { spec });
    change({ ports: ports(1, 2) });
    expect(used(to)).toEqual({ services: '1', 'services.nodeports': '2' });
    expect(refusal(() => change({ ports: ports(1, 2, 3) }))).toBe(
      'services "s" is forbidden: exceeded quota: q, requested: services.nodeports=1, used: services.nodeports=2, limited: services.nodeports=2',
    );
    // Room that comes back is the controller's to see.
    change({ type: 'ClusterIP' });
    expect(used(to)).toEqual({ services: '1', 'services.nodeports': '2' });
  });

  test('is charged in full by a pod that comes into its scope', () => {
    const to = cluster();
    addQuota(
      to,
      'q',
      { pods: '1', 'requests.cpu': '1' },
      { pods: '0', 'requests.cpu': '0' },
      { scopes: ['Terminating'] },
    );
    to.create(pod({ cpu: '500m' }));
    to.user.patch('Pod', 'default', 'p', 'merge', { spec: { activeDeadlineSeconds: 60 } });
    expect(used(to)).toEqual({ pods: '1', 'requests.cpu': '500m' });
  });

  test('of another namespace does not matter', () => {
    const to = cluster();
    addQuota(to, 'q', { configmaps: '0' }, { configmaps: '0' });
    to.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } });
    const metadata = { name: 'a', namespace: 'other' };
    expect(refusal(() => to.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata }))).toBeUndefined();
  });
});
