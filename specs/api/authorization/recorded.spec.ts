// What a real control plane answered when users of few rights asked: the recording's own words.

import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from 'wavetank';
import { authorize } from '../../../src/api/authorization/authorize';
import { userNamed } from '../../../src/api/authorization/user';
import { createFromBody } from '../../../src/api/request';
import { refusalOf } from '../api-tank';
import { TEAM } from './team';

let team: Cluster;

beforeAll(() => {
  team = cluster({ nodes: 0 }).in('team');
  team.create(TEAM);
  team.advance('3s');
});

const NARROW = 'in API group "" in the namespace "team"';

describe('what a user may not', () => {
  test.each<{ name: string; ask: (team: Cluster) => unknown; says: string }>([
    {
      name: 'another name',
      ask: (it) => it.as('ann').setLabel('configmap/two', 'x', 'y'),
      says: `configmaps "two" is forbidden: User "ann" cannot patch resource "configmaps" ${NARROW}`,
    },
    {
      name: 'create',
      ask: (it) => it.as('ann').create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'three' } }),
      says: `configmaps is forbidden: User "ann" cannot create resource "configmaps" ${NARROW}`,
    },
    {
      name: 'more than the scale',
      ask: (it) => it.as('ann').setImage('deployment/web', 'x:2'),
      says: 'deployments.apps "web" is forbidden: User "ann" cannot patch resource "deployments" in API group "apps" in the namespace "team"',
    },
    {
      name: 'delete',
      ask: (it) => it.as('ann').delete('deployment/web'),
      says: 'deployments.apps "web" is forbidden: User "ann" cannot delete resource "deployments" in API group "apps" in the namespace "team"',
    },
    {
      name: 'what is of the cluster',
      ask: (it) => it.as('max').create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } }),
      says: 'namespaces is forbidden: User "max" cannot create resource "namespaces" in API group "" at the cluster scope',
    },
    {
      name: 'a role that is not there',
      ask: (it) => it.as('eve').delete('pod/p'),
      says: `pods "p" is forbidden: User "eve" cannot delete resource "pods" ${NARROW}: RBAC: role.rbac.authorization.k8s.io "ghost" not found`,
    },
    {
      name: 'the namespace itself is asked in its own namespace',
      ask: (it) => it.as('ann').delete('namespace/team'),
      says: 'namespaces "team" is forbidden: User "ann" cannot delete resource "namespaces" in API group "" in the namespace "team"',
    },
  ])('$name', ({ ask, says }) => {
    expect(refusalOf(() => ask(team.fork()))).toEqual({ code: 403, reason: 'Forbidden', message: says });
  });
});

describe('what a user may', () => {
  test.each<{ name: string; ask: (team: Cluster) => unknown }>([
    { name: 'the one name', ask: (it) => it.as('ann').setLabel('configmap/one', 'x', 'y') },
    { name: 'the scale', ask: (it) => it.as('ann').scale('deployment/web', 1) },
    { name: 'a service account', ask: (it) => it.as('system:serviceaccount:team:bot').scale('deployment/web', 1) },
    {
      name: 'the administrator of a namespace',
      ask: (it) => it.as('max').create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'made' } }),
    },
    {
      name: 'system:masters',
      ask: (it) => it.as('max', { groups: ['system:masters'] }).delete('namespace/team'),
    },
  ])('$name', ({ ask }) => {
    expect(refusalOf(() => ask(team.fork()))).toBeUndefined();
  });
});

const role = (name: string, rules: readonly object[], more: object = {}) => {
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name }, rules, ...more };
};
const binding = (name: string, kind: string, bound: string) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: bound },
  subjects: [{ kind: 'User', name: 'zoe', apiGroup: 'rbac.authorization.k8s.io' }],
});
const added = (rule: object) => [{ op: 'add', path: '/rules/-', value: rule }];
const ATTEMPT =
  'user "max" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:';
const core = (resources: readonly string[], verbs: readonly string[]) => ({ apiGroups: [''], resources, verbs });

describe('nobody gives what they do not hold', () => {
  test.each<{ name: string; ask: (max: Cluster) => unknown; says: string }>([
    {
      name: 'everything',
      ask: (max) => max.create(role('bigger', [core(['*'], ['*'])])),
      says: `roles.rbac.authorization.k8s.io "bigger" is forbidden: ${ATTEMPT}\n{APIGroups:[""], Resources:["*"], Verbs:["*"]}`,
    },
    {
      name: 'cluster-admin',
      ask: (max) => max.create(binding('more', 'ClusterRole', 'cluster-admin')),
      says: `rolebindings.rbac.authorization.k8s.io "more" is forbidden: ${ATTEMPT}\n{APIGroups:["*"], Resources:["*"], Verbs:["*"]}\n{NonResourceURLs:["*"], Verbs:["*"]}`,
    },
    {
      name: 'rules that were there before',
      ask: (max) => max.patch('role/narrow', added(core(['secrets'], ['get', 'deletecollection']))),
      says: `roles.rbac.authorization.k8s.io "narrow" is forbidden: ${ATTEMPT}\n{APIGroups:[""], Resources:["events"], Verbs:["*"]}\n{APIGroups:[""], Resources:["pods/*"], Verbs:["create"]}`,
    },
    {
      name: 'verbs of one resource together',
      ask: (max) =>
        max.patch(
          'role/narrow',
          added({ apiGroups: ['x.io'], resources: ['widgets', 'gadgets'], verbs: ['get', 'use'] }),
        ),
      says: `roles.rbac.authorization.k8s.io "narrow" is forbidden: ${ATTEMPT}\n{APIGroups:[""], Resources:["events"], Verbs:["*"]}\n{APIGroups:[""], Resources:["pods/*"], Verbs:["create"]}\n{APIGroups:["x.io"], Resources:["gadgets"], Verbs:["get" "use"]}\n{APIGroups:["x.io"], Resources:["widgets"], Verbs:["use"]}`,
    },
  ])('$name', ({ ask, says }) => {
    expect(refusalOf(() => ask(team.fork().as('max')))).toEqual({ code: 403, reason: 'Forbidden', message: says });
  });

  test('a role that is not there is said to be a binding that is not', () => {
    expect(
      refusalOf(() =>
        team
          .fork()
          .as('max')
          .create(binding('ghosts', 'Role', 'ghost')),
      ),
    ).toEqual({
      code: 404,
      reason: 'NotFound',
      message: 'rolebindings.rbac.authorization.k8s.io "ghost" not found',
    });
  });

  test.each<{ name: string; ask: (team: Cluster) => unknown }>([
    { name: 'what they hold', ask: (it) => it.as('max').create(role('big', [core(['secrets'], ['get'])])) },
    { name: 'a role they hold', ask: (it) => it.as('max').create(binding('viewers', 'ClusterRole', 'view')) },
    { name: 'a role they may bind', ask: (it) => it.as('bea').create(binding('e1', 'ClusterRole', 'edit')) },
    {
      name: "a collector's change",
      ask: (it) => it.as('max').patch('role/narrow', { metadata: { finalizers: ['a.b/c'] } }),
    },
  ])('but $name', ({ ask }) => {
    expect(refusalOf(() => ask(team.fork()))).toBeUndefined();
  });

  test('the rules of admin are those of edit and view too', () => {
    const refused = refusalOf(() =>
      team
        .fork()
        .as('bea')
        .create(binding('e2', 'ClusterRole', 'admin')),
    );
    const lines = refused?.message.split('\n') ?? [];
    expect(lines.length).toBe(76);
    expect(lines).toEqual(
      expect.arrayContaining([
        '{APIGroups:[""], Resources:["pods/attach"], Verbs:["get" "list" "watch" "create" "delete" "deletecollection" "patch" "update"]}',
        '{APIGroups:[""], Resources:["serviceaccounts"], Verbs:["impersonate" "create" "delete" "deletecollection" "patch" "update" "get" "list" "watch"]}',
        '{APIGroups:["rbac.authorization.k8s.io"], Resources:["roles"], Verbs:["delete" "deletecollection" "list" "watch"]}',
        '{APIGroups:["x.io"], Resources:["widgets"], Verbs:["get"]}',
      ]),
    );
  });
});

describe('paths', () => {
  test.each([
    { path: '/healthz/ping', groups: ['sre'], allowed: true },
    { path: '/metrics/cadvisor', groups: ['sre'], allowed: false },
    { path: '/version', groups: ['system:unauthenticated'], allowed: true },
    { path: '/logs', groups: [], allowed: false },
  ])('$path for $groups', ({ path, groups, allowed }) => {
    const { server } = team.simulation;
    expect(authorize(server, userNamed('joe', { groups }), { verb: 'get', path }).allowed).toBe(allowed);
  });
});

test('an aggregated role follows the roles that it selects', () => {
  const it = team.fork();
  const rules = () => it.get('ClusterRole', undefined, 'mon')?.rules;
  const [pods, widgets, nodes] = [
    { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
    { apiGroups: ['x.io'], resources: ['widgets'], verbs: ['get'] },
    { apiGroups: [''], resources: ['nodes'], verbs: ['list'] },
  ];
  expect(rules()).toEqual([pods, widgets, nodes]);
  const third = { name: 'mon-again', labels: { agg: 'mon' } };
  it.create({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: third, rules: [nodes] });
  it.settle();
  expect(rules()).toEqual([nodes, pods, widgets]);
  it.delete('clusterrole/mon-base');
  it.patch('clusterrole/mon', { rules: [] });
  it.settle();
  expect(rules()).toEqual([nodes, widgets]);
});

describe('questions', () => {
  const asked = (user: string, kind: string, spec: object | undefined, groups: readonly string[] = []) => {
    const client = team.fork().as(user, { groups }).client(0);
    const group = kind === 'SelfSubjectReview' ? 'authentication' : 'authorization';
    const body = { apiVersion: `${group}.k8s.io/v1`, kind, ...(spec ? { spec } : {}) };
    return (createFromBody(client.server, client.caller, body).object as { status?: unknown }).status;
  };
  const may = (verb: string, group: string, resource: string, more: object = {}) => {
    return { resourceAttributes: { namespace: 'team', verb, group, resource, ...more } };
  };

  test.each([
    {
      name: 'eve, widgets, with readers',
      status: () => asked('eve', 'SelfSubjectAccessReview', may('get', 'x.io', 'widgets'), ['readers']),
      expected: {
        allowed: true,
        reason: 'RBAC: allowed by RoleBinding "readers/team" of ClusterRole "view" to Group "readers"',
      },
    },
    {
      name: 'eve, widgets, alone',
      status: () => asked('eve', 'SelfSubjectAccessReview', may('get', 'x.io', 'widgets')),
      expected: { allowed: false, reason: 'RBAC: role.rbac.authorization.k8s.io "ghost" not found' },
    },
    {
      name: 'ann, a resource with a slash',
      status: () => asked('ann', 'SelfSubjectAccessReview', may('update', 'apps', 'deployments', { name: 'scale' })),
      expected: { allowed: false },
    },
    {
      name: 'ann, a subresource',
      status: () =>
        asked('ann', 'SelfSubjectAccessReview', may('update', 'apps', 'deployments', { subresource: 'scale' })),
      expected: { allowed: true, reason: 'RBAC: allowed by RoleBinding "narrow/team" of Role "narrow" to User "ann"' },
    },
    {
      name: 'max, everything',
      status: () => asked('max', 'SelfSubjectAccessReview', may('*', '*', '*')),
      expected: { allowed: false },
    },
    {
      name: 'who am I',
      status: () => asked('ann', 'SelfSubjectReview', undefined, ['g1']),
      expected: { userInfo: { username: 'ann', groups: ['g1', 'system:authenticated'] } },
    },
  ])('$name', ({ status, expected }) => {
    expect(status()).toEqual(expected);
  });

  test('which rules apply', () => {
    const status = asked('ann', 'SelfSubjectRulesReview', { namespace: 'team' }) as {
      resourceRules: { resources: string[]; verbs: string[] }[];
      incomplete: boolean;
    };
    expect(status.incomplete).toBe(false);
    expect(status.resourceRules).toContainEqual({ verbs: ['*'], apiGroups: [''], resources: ['events'] });
    expect(status.resourceRules.flatMap(({ resources }) => resources).sort()).toEqual([
      'configmaps',
      'deployments',
      'deployments/scale',
      'events',
      'pods/*',
      'selfsubjectaccessreviews',
      'selfsubjectreviews',
      'selfsubjectrulesreviews',
    ]);
  });
});
