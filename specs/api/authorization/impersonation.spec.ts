// Acting as somebody else, and what becomes of a user's name.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from 'wavetank';
import { impersonate } from '../../../src/api/authorization/impersonation';
import { userNamed } from '../../../src/api/authorization/user';
import { refusalOf } from '../api-tank';

describe('a user by name', () => {
  test.each([
    { name: 'alice', asked: {}, groups: ['system:authenticated'] },
    { name: 'alice', asked: { groups: ['dev'] }, groups: ['dev', 'system:authenticated'] },
    { name: 'alice', asked: { groups: ['system:unauthenticated'] }, groups: ['system:unauthenticated'] },
    { name: 'system:anonymous', asked: {}, groups: ['system:unauthenticated'] },
    {
      name: 'system:serviceaccount:ns:bot',
      asked: {},
      groups: ['system:serviceaccounts', 'system:serviceaccounts:ns', 'system:authenticated'],
    },
    { name: 'system:serviceaccount:ns:bot', asked: { groups: ['x'] }, groups: ['x', 'system:authenticated'] },
    { name: 'system:serviceaccount:ns', asked: {}, groups: ['system:authenticated'] },
  ])('$name with $asked', ({ name, asked, groups }) => {
    expect(userNamed(name, asked)).toEqual({ name, groups });
  });
});

const apiGroup = 'rbac.authorization.k8s.io';

/** Where ann may act as bob and as the service account ns/bot, but for no group. */
function withImpersonator(): Cluster {
  const tank = cluster({ nodes: 0 });
  const rbac = (kind: string, more: object, metadata: object = {}) => {
    return { apiVersion: `${apiGroup}/v1`, kind, metadata: { name: 'imp', ...metadata }, ...more };
  };
  const subjects = [{ kind: 'User', name: 'ann', apiGroup }];
  const rule = (resources: readonly string[], resourceNames: readonly string[], group = '') => {
    return { apiGroups: [group], resources, resourceNames, verbs: ['impersonate'] };
  };
  tank.create([
    rbac('ClusterRole', {
      rules: [rule(['users'], ['bob']), rule(['userextras/scopes'], ['view'], 'authentication.k8s.io')],
    }),
    rbac('ClusterRoleBinding', { subjects, roleRef: { apiGroup, kind: 'ClusterRole', name: 'imp' } }),
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ns' } },
    rbac('Role', { rules: [rule(['serviceaccounts'], ['bot'])] }, { namespace: 'ns' }),
    rbac('RoleBinding', { subjects, roleRef: { apiGroup, kind: 'Role', name: 'imp' } }, { namespace: 'ns' }),
  ]);
  return tank;
}

describe('who may act as whom', () => {
  const { server } = withImpersonator().simulation;
  const pods = { verb: 'list', version: 'v1', resource: 'pods', namespace: 'ns' };
  const ann = userNamed('ann');
  const cannot = (mode: string) =>
    `pods is forbidden: User "ann" cannot impersonate-on:${mode}:list resource "pods" in API group "" in the namespace "ns"`;

  test.each([
    { name: 'the user', asked: { user: 'bob' } },
    { name: 'the service account', asked: { user: 'system:serviceaccount:ns:bot' } },
    { name: 'with the extra', asked: { user: 'bob', extra: { scopes: ['view'] } } },
  ])('$name', ({ asked }) => {
    expect(impersonate(server, ann, asked, pods)?.name).toBe(asked.user);
  });

  test.each([
    { asked: { user: 'eve' }, says: cannot('user-info') },
    { asked: { user: 'bob', groups: ['dev'] }, says: cannot('user-info') },
    { asked: { user: 'bob', uid: 'u1' }, says: cannot('user-info') },
    { asked: { user: 'bob', extra: { scopes: ['all'] } }, says: cannot('user-info') },
    { asked: { user: 'system:serviceaccount:ns:other' }, says: cannot('serviceaccount') },
    { asked: { user: 'system:node:n1' }, says: cannot('arbitrary-node') },
  ])('not $asked', ({ asked, says }) => {
    expect(refusalOf(() => impersonate(server, ann, asked, pods))).toEqual({
      code: 403,
      reason: 'Forbidden',
      message: says,
    });
  });

  test('nobody is asked where nobody asks', () => {
    expect(impersonate(server, undefined, { user: 'eve', uid: 'u' }, pods)).toEqual({
      name: 'eve',
      groups: ['system:authenticated'],
      uid: 'u',
    });
    expect(impersonate(server, ann, {}, pods)).toBeUndefined();
  });

  test('groups alone are nobody', () => {
    expect(refusalOf(() => impersonate(server, ann, { groups: ['a', 'b'] }, pods))).toEqual({
      code: 400,
      reason: 'BadRequest',
      message:
        'requested &user.DefaultInfo{Name:"", UID:"", Groups:[]string{"a", "b"}, Extra:map[string][]string(nil)} ' +
        'without impersonating a user name',
    });
  });

  test('a path that is no resource', () => {
    const request = { verb: 'get', path: '/metrics' };
    expect(refusalOf(() => impersonate(server, ann, { user: 'eve' }, request))?.message).toBe(
      'forbidden: User "ann" cannot impersonate-on:user-info:get path "/metrics"',
    );
  });

  test('an admin as a node is in the group of nodes', () => {
    const admin = userNamed('root', { groups: ['system:masters'] });
    const groupsOf = (user: string, groups?: readonly string[]) =>
      impersonate(server, admin, { user, groups }, pods)?.groups;
    expect(groupsOf('system:node:n1')).toEqual(['system:nodes', 'system:authenticated']);
    expect(groupsOf('system:node:n1', ['x'])).toEqual(['x', 'system:authenticated']);
    // What no mode grants is granted to who may impersonate anybody.
    expect(groupsOf('eve', ['system:masters'])).toEqual(['system:masters', 'system:authenticated']);
  });
});

describe('acting as users of one sort, for one thing', () => {
  const tank = cluster({ nodes: 0 });
  const role = (
    name: string,
    apiGroups: readonly string[],
    resources: readonly string[],
    verbs: readonly string[],
  ) => ({
    apiVersion: `${apiGroup}/v1`,
    kind: 'ClusterRole',
    metadata: { name },
    rules: [{ apiGroups, resources, verbs }],
  });
  const bound = (name: string) => ({
    apiVersion: `${apiGroup}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    subjects: [{ kind: 'User', name: 'ann', apiGroup }],
    roleRef: { apiGroup, kind: 'ClusterRole', name },
  });
  tank.create([
    role(
      'who',
      ['authentication.k8s.io'],
      ['users', 'groups', 'nodes'],
      ['impersonate:user-info', 'impersonate:arbitrary-node'],
    ),
    bound('who'),
    role('what', [''], ['pods'], ['impersonate-on:user-info:list', 'impersonate-on:arbitrary-node:list']),
    bound('what'),
  ]);
  const { server } = tank.simulation;
  const ann = userNamed('ann');
  const pods = (verb: string) => ({ verb, version: 'v1', resource: 'pods', namespace: 'ns' });

  test.each([
    { name: 'a user', asked: { user: 'eve', groups: ['dev'] }, groups: ['dev', 'system:authenticated'] },
    { name: 'a node', asked: { user: 'system:node:n1' }, groups: ['system:nodes', 'system:authenticated'] },
  ])('$name', ({ asked, groups }) => {
    expect(impersonate(server, ann, asked, pods('list'))?.groups).toEqual(groups);
  });

  test.each([
    {
      name: 'for something else',
      asked: { user: 'eve' },
      verb: 'create',
      says: 'pods is forbidden: User "ann" cannot impersonate-on:user-info:create resource "pods" in API group "" in the namespace "ns"',
    },
    {
      name: 'an admin',
      asked: { user: 'eve', groups: ['system:masters'] },
      verb: 'list',
      says: 'groups.authentication.k8s.io "system:masters" is forbidden: User "ann" cannot impersonate:user-info resource "groups" in API group "authentication.k8s.io" at the cluster scope: impersonating the system:masters group is not allowed',
    },
    {
      name: 'a key that is not well formed',
      asked: { user: 'eve', extra: { scopes: ['x'] } },
      verb: 'list',
      says: 'userextras.authentication.k8s.io is forbidden: User "ann" cannot impersonate:user-info resource "userextras" in API group "authentication.k8s.io" at the cluster scope: impersonating an invalid key in extra is not allowed: extra.key: Invalid value: "scopes": must be a domain-prefixed path (such as "acme.io/foo")',
    },
  ])('not $name', ({ asked, verb, says }) => {
    expect(refusalOf(() => impersonate(server, ann, asked, pods(verb)))?.message).toBe(says);
  });
});
