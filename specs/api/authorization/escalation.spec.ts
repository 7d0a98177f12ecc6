// Cluster roles, aggregation and creates by way of an update: what a user of few rights may not do through them.

import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from 'wavetank';
import { refusalOf } from '../api-tank';

const apiGroup = 'rbac.authorization.k8s.io';
const rbac = (kind: string, name: string, more: object) => {
  return { apiVersion: `${apiGroup}/v1`, kind, metadata: { name }, ...more };
};
const all = (resources: readonly string[], verbs: readonly string[], groups = [apiGroup]) => {
  return { apiGroups: groups, resources, verbs };
};
const bound = (user: string, role: string) =>
  rbac('ClusterRoleBinding', user, {
    subjects: [{ kind: 'User', name: user, apiGroup }],
    roleRef: { apiGroup, kind: 'ClusterRole', name: role },
  });

let tank: Cluster;

beforeAll(() => {
  tank = cluster({ nodes: 0 });
  const writes = all(['clusterroles', 'clusterrolebindings'], ['create', 'get', 'update', 'patch']);
  tank.create([
    rbac('ClusterRole', 'writer', { rules: [writes] }),
    rbac('ClusterRole', 'escalator', { rules: [writes, all(['clusterroles'], ['escalate'])] }),
    rbac('ClusterRole', 'applier', {
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'patch'] }],
    }),
    bound('wim', 'writer'),
    bound('esther', 'escalator'),
    bound('ada', 'applier'),
    bound('root', 'cluster-admin'),
  ]);
});

const aggregated = { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] }, rules: [] };
const refusal = (ask: (tank: Cluster) => unknown) => refusalOf(() => ask(tank.fork()))?.message;

describe('cluster roles', () => {
  test('aggregation is for who may do everything', () => {
    expect(refusal((it) => it.as('wim').create(rbac('ClusterRole', 'agg', aggregated)))).toBe(
      'clusterroles.rbac.authorization.k8s.io "agg" is forbidden: must have cluster-admin privileges to use the aggregationRule',
    );
    expect(refusal((it) => it.as('root').create(rbac('ClusterRole', 'agg', aggregated)))).toBeUndefined();
  });

  test('who aggregates no more must have been allowed to', () => {
    expect(refusal((it) => it.as('wim').patch('clusterrole/edit', { aggregationRule: null, rules: [] }))).toBe(
      'clusterroles.rbac.authorization.k8s.io "edit" is forbidden: must have cluster-admin privileges to use the aggregationRule',
    );
  });

  test('the verb escalate allows all of it', () => {
    const everything = { rules: [all(['*'], ['*'], ['*'])] };
    expect(refusal((it) => it.as('esther').create(rbac('ClusterRole', 'x', everything)))).toBeUndefined();
    expect(refusal((it) => it.as('esther').create(rbac('ClusterRole', 'agg', aggregated)))).toBeUndefined();
    expect(refusal((it) => it.as('wim').create(rbac('ClusterRole', 'x', everything)))).toContain(
      '{APIGroups:["*"], Resources:["*"], Verbs:["*"]}',
    );
  });

  test('a rule without verbs is for validation to refuse', () => {
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: [] }];
    expect(refusal((it) => it.as('wim').create(rbac('ClusterRole', 'x', { rules })))).toBe(
      'ClusterRole.rbac.authorization.k8s.io "x" is invalid: rules[0].verbs: Required value: verbs must contain at least one value',
    );
  });

  test('names and paths are told apart', () => {
    const rules = [
      { apiGroups: [''], resources: ['pods'], resourceNames: ['a', 'b'], verbs: ['get'] },
      { nonResourceURLs: ['/metrics', '/healthz'], verbs: ['get'] },
    ];
    expect(
      refusal((it) => it.as('wim').create(rbac('ClusterRole', 'x', { rules })))
        ?.split('\n')
        .slice(1),
    ).toEqual([
      '{APIGroups:[""], Resources:["pods"], ResourceNames:["a"], Verbs:["get"]}',
      '{APIGroups:[""], Resources:["pods"], ResourceNames:["b"], Verbs:["get"]}',
      '{NonResourceURLs:["/metrics"], Verbs:["get"]}',
    ]);
  });
});

describe('who may patch', () => {
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: 'b' } };

  test('may not make an object by applying it', () => {
    expect(refusal((it) => it.as('ada').apply(map, { serverSide: true }))).toBe('configmaps "c" is forbidden: ');
  });

  test('may apply to one that is there', () => {
    const run = (it: Cluster) => {
      it.create(map);
      it.as('ada').apply({ ...map, data: { a: 'c' } }, { serverSide: true, force: true });
    };
    expect(refusal(run)).toBeUndefined();
  });
});

describe('the roles of a fresh cluster', () => {
  test('are there for who lists them, and nobody wrote them', () => {
    const fresh = cluster({ nodes: 0 });
    const { revision, changes } = fresh.simulation.store;
    const names = fresh.list('ClusterRole').map(({ metadata }) => metadata.name);
    expect(names).toEqual(expect.arrayContaining(['admin', 'cluster-admin', 'edit', 'system:node', 'view']));
    expect(fresh.list('RoleBinding', 'kube-system').length).toBeGreaterThan(0);
    expect([fresh.simulation.store.revision, fresh.simulation.store.changes.length]).toEqual([
      revision,
      changes.length,
    ]);
  });

  test('can be changed and deleted, and a fork has its own', () => {
    const fresh = cluster({ nodes: 0 });
    const copy = fresh.fork();
    copy.delete('clusterrolebinding/system:basic-user');
    expect(copy.object('clusterrolebinding/system:basic-user').object).toBeUndefined();
    expect(fresh.object('clusterrolebinding/system:basic-user').object).toBeDefined();
  });

  test('edit takes from view, and admin from both', () => {
    const fresh = cluster({ nodes: 0 });
    const count = (name: string) => fresh.get('ClusterRole', undefined, name)?.rules?.length ?? 0;
    expect(count('view')).toBeGreaterThan(5);
    expect(count('edit')).toBeGreaterThan(count('view'));
    expect(count('admin')).toBeGreaterThan(count('edit'));
    fresh.settle();
    expect(fresh.get('ClusterRole', undefined, 'admin')?.metadata.resourceVersion).toBe('1');
  });
});
