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
  const ann = userNamed('ann');
  const cannot = (what: string, resource: string, group = '', where = 'at the cluster scope') =>
    `${what} is forbidden: User "ann" cannot impersonate resource "${resource}" in API group "${group}" ${where}`;

  test.each([
    { name: 'the user', asked: { user: 'bob' } },
    { name: 'the service account', asked: { user: 'system:serviceaccount:ns:bot' } },
    { name: 'with the extra', asked: { user: 'bob', extra: { scopes: ['view'] } } },
  ])('$name', ({ asked }) => {
    expect(impersonate(server, ann, asked)?.name).toBe(asked.user);
  });

  test.each([
    { asked: { user: 'eve' }, says: cannot('users "eve"', 'users') },
    { asked: { user: 'bob', groups: ['dev'] }, says: cannot('groups "dev"', 'groups') },
    {
      asked: { user: 'bob', uid: 'u1' },
      says: cannot('uids.authentication.k8s.io "u1"', 'uids', 'authentication.k8s.io'),
    },
    {
      asked: { user: 'bob', extra: { scopes: ['all'] } },
      says: cannot('userextras.authentication.k8s.io "all"', 'userextras/scopes', 'authentication.k8s.io'),
    },
    {
      asked: { user: 'system:serviceaccount:ns:other' },
      says: cannot('serviceaccounts "other"', 'serviceaccounts', '', 'in the namespace "ns"'),
    },
  ])('not $asked', ({ asked, says }) => {
    expect(refusalOf(() => impersonate(server, ann, asked))).toEqual({ code: 403, reason: 'Forbidden', message: says });
  });

  test('nobody is asked where nobody asks', () => {
    expect(impersonate(server, undefined, { user: 'eve', uid: 'u' })).toEqual({
      name: 'eve',
      groups: ['system:authenticated'],
      uid: 'u',
    });
    expect(impersonate(server, ann, {})).toBeUndefined();
  });

  test('groups alone are nobody', () => {
    expect(refusalOf(() => impersonate(server, ann, { groups: ['a', 'b'] }))).toEqual({
      code: 500,
      reason: 'InternalError',
      message: 'Internal error occurred: requested [{Group  a    } {Group  b    }] without impersonating a user',
    });
  });
});
