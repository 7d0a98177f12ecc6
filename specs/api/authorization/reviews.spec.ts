// Questions about access: bad ones, and those about others.

import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from 'wavetank';
import { createFromBody } from '../../../src/api/request';
import { refusalOf } from '../api-tank';
import { TEAM } from './team';

let team: Cluster;

beforeAll(() => {
  team = cluster({ nodes: 0 }).in('team');
  team.create(TEAM);
});

function ask(kind: string, spec: object, metadata: object = {}): unknown {
  const { server, caller } = team.client(0);
  const group = kind === 'TokenReview' ? 'authentication' : 'authorization';
  const body = { apiVersion: `${group}.k8s.io/v1`, kind, metadata, spec };
  return (createFromBody(server, caller, body).object as { status?: unknown }).status;
}

const resourceAttributes = { verb: 'get', resource: 'configmaps', name: 'one', namespace: 'team' };
const path = { path: '/healthz/ping', verb: 'get' };

describe('answers', () => {
  test.each([
    {
      name: 'about another user',
      status: () => ask('SubjectAccessReview', { user: 'ann', resourceAttributes }),
      expected: { allowed: true, reason: 'RBAC: allowed by RoleBinding "narrow/team" of Role "narrow" to User "ann"' },
    },
    {
      name: 'about a service account',
      status: () => ask('SubjectAccessReview', { user: 'system:serviceaccount:team:bot', resourceAttributes }),
      expected: {
        allowed: true,
        reason: 'RBAC: allowed by RoleBinding "narrow/team" of Role "narrow" to ServiceAccount "bot/team"',
      },
    },
    {
      name: 'about a group, which is in no other',
      status: () => ask('SubjectAccessReview', { groups: ['nobody'], nonResourceAttributes: path }),
      expected: { allowed: false },
    },
    {
      name: 'about a path',
      status: () => ask('SubjectAccessReview', { user: 'x', groups: ['sre'], nonResourceAttributes: path }),
      expected: {
        allowed: true,
        reason: 'RBAC: allowed by ClusterRoleBinding "urls" of ClusterRole "urls" to Group "sre"',
      },
    },
    {
      name: 'of a namespace',
      status: () => ask('LocalSubjectAccessReview', { user: 'ann', resourceAttributes }, { namespace: 'team' }),
      expected: { allowed: true, reason: 'RBAC: allowed by RoleBinding "narrow/team" of Role "narrow" to User "ann"' },
    },
    {
      name: 'to nobody in particular, who may do everything',
      status: () => ask('SelfSubjectAccessReview', { resourceAttributes }),
      expected: { allowed: true },
    },
    {
      name: 'about a token that nobody gave out',
      status: () => ask('TokenReview', { token: 'x' }),
      expected: { user: {}, error: '[invalid bearer token]' },
    },
  ])('$name', ({ status, expected }) => {
    expect(status()).toEqual(expected);
  });

  test('nothing is stored', () => {
    ask('SubjectAccessReview', { user: 'ann', resourceAttributes });
    expect(team.list('SubjectAccessReview')).toEqual([]);
  });
});

describe('bad questions', () => {
  const subject = `.authorization.k8s.io "" is invalid:`;
  test.each([
    {
      name: 'about nothing',
      ask: () => ask('SelfSubjectAccessReview', {}),
      says: `${subject} spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified`,
    },
    {
      name: 'about both',
      ask: () => ask('SelfSubjectAccessReview', { resourceAttributes, nonResourceAttributes: path }),
      says: `${subject} spec.nonResourceAttributes: Invalid value: {"Path":"/healthz/ping","Verb":"get"}: cannot be specified in combination with resourceAttributes`,
    },
    {
      name: 'about fields said twice',
      ask: () => {
        const fieldSelector = { rawSelector: 'a=b', requirements: [{ key: 'a', operator: 'In', values: ['b'] }] };
        return ask('SelfSubjectAccessReview', { resourceAttributes: { ...resourceAttributes, fieldSelector } });
      },
      says: `${subject} spec.resourceAttributes.fieldSelector.rawSelector: Invalid value: "a=b": may not specified at the same time as requirements`,
    },
    {
      name: 'about labels without values',
      ask: () => {
        const labelSelector = { requirements: [{ key: 'a', operator: 'In' }] };
        return ask('SubjectAccessReview', {
          user: 'ann',
          resourceAttributes: { ...resourceAttributes, labelSelector },
        });
      },
      says: `${subject} spec.resourceAttributes.labelSelector.requirements[0].values: Required value: must be specified when \`operator\` is 'In' or 'NotIn'`,
    },
    {
      name: 'about nobody',
      ask: () => ask('SubjectAccessReview', { resourceAttributes }),
      says: `${subject} spec.user: Invalid value: "": at least one of user or group must be specified`,
    },
    {
      name: 'of another namespace',
      ask: () => ask('LocalSubjectAccessReview', { user: 'ann', resourceAttributes }, { namespace: 'default' }),
      says: `${subject} spec.resourceAttributes.namespace: Invalid value: "team": must match metadata.namespace`,
    },
  ])('$name', ({ ask: run, says }) => {
    expect(refusalOf(run)).toEqual({ code: 422, reason: 'Invalid', message: says });
  });

  test.each([
    { kind: 'SelfSubjectRulesReview', spec: {}, says: 'no namespace on request' },
    { kind: 'TokenReview', spec: {}, says: 'token is required for TokenReview in authentication' },
  ])('$kind without what it is about', ({ kind, spec, says }) => {
    expect(refusalOf(() => ask(kind, spec))).toEqual({ code: 400, reason: 'BadRequest', message: says });
  });
});
