// Who writes an admission policy or a binding has to be allowed to read its parameters.

import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from 'wavetank';
import { refusalOf } from '../api-tank';

const apiGroup = 'rbac.authorization.k8s.io';
const rbac = (kind: string, name: string, more: object, namespace?: string) => ({
  apiVersion: `${apiGroup}/v1`,
  kind,
  metadata: namespace ? { name, namespace } : { name },
  ...more,
});
const made = (kind: string, name: string, spec: object) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind,
  metadata: { name },
  spec,
});
const policy = (name: string, paramKind?: object) =>
  made('ValidatingAdmissionPolicy', name, {
    ...(paramKind ? { paramKind } : {}),
    failurePolicy: 'Ignore',
    matchConstraints: {
      resourceRules: [{ apiGroups: ['x'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['ys'] }],
    },
    validations: [{ expression: 'true' }],
  });
const binding = (policyName: string, paramRef: object) =>
  made('ValidatingAdmissionPolicyBinding', 'new', {
    policyName,
    validationActions: ['Deny'],
    paramRef: { parameterNotFoundAction: 'Allow', ...paramRef },
  });
const MAPS = { apiVersion: 'v1', kind: 'ConfigMap' };
const UNKNOWN = { apiVersion: 'no.io/v1', kind: 'Nope' };
const JANE = 'user &{jane  [system:authenticated] map[]}';

let tank: Cluster;

beforeAll(() => {
  tank = cluster({ nodes: 0 });
  const subjects = [{ kind: 'User', name: 'jane', apiGroup }];
  const reads = { apiGroups: [''], resources: ['configmaps'], resourceNames: ['hers'], verbs: ['get'] };
  tank.create([
    rbac('ClusterRole', 'policies', {
      rules: [{ apiGroups: ['admissionregistration.k8s.io'], resources: ['*'], verbs: ['*'] }],
    }),
    rbac('ClusterRoleBinding', 'jane', { subjects, roleRef: { apiGroup, kind: 'ClusterRole', name: 'policies' } }),
    rbac('Role', 'one', { rules: [reads] }, 'default'),
    rbac('RoleBinding', 'one', { subjects, roleRef: { apiGroup, kind: 'Role', name: 'one' } }, 'default'),
    policy('of-maps', MAPS),
    policy('of-unknown', UNKNOWN),
    policy('bare'),
  ]);
});

const refusal = (ask: (tank: Cluster) => unknown) => refusalOf(() => ask(tank.fork()))?.message;
const refused = (kind: string, name: string, field: string, why: string) =>
  `${kind}.admissionregistration.k8s.io "${name}" is invalid: spec.${field}: Forbidden: ${why}`;

describe('a policy', () => {
  const why = `${JANE} must have "get" permission on all objects of the referenced paramKind (kind=ConfigMap, apiVersion=v1)`;

  test('needs its parameters to be readable', () => {
    expect(refusal((it) => it.as('jane').create(policy('new', MAPS)))).toBe(
      refused('ValidatingAdmissionPolicy', 'new', 'paramKind', why),
    );
    expect(refusal((it) => it.as('jane').create(policy('new')))).toBeUndefined();
    expect(refusal((it) => it.create(policy('new', MAPS)))).toBeUndefined();
  });

  test('needs it when it is changed to others', () => {
    const change = (name: string, patch: object) =>
      refusal((it) => it.as('jane').patch(`validatingadmissionpolicy/${name}`, patch));
    expect(change('bare', { spec: { paramKind: MAPS } })).toBe(
      refused('ValidatingAdmissionPolicy', 'bare', 'paramKind', why),
    );
    expect(change('of-maps', { metadata: { labels: { a: 'b' } } })).toBeUndefined();
  });
});

describe('a binding', () => {
  const cannot = (verb: string) => `${JANE} does not have "${verb}" permission on the object referenced by paramRef`;
  const least = `to determine minimum required permissions and ${JANE} does not have "get" permission for all groups, versions and resources`;

  test.each([
    { name: 'one that she may read', policyName: 'of-maps', ref: { name: 'hers', namespace: 'default' } },
    { name: 'another', policyName: 'of-maps', ref: { name: 'no', namespace: 'default' }, why: cannot('get') },
    { name: 'in every namespace', policyName: 'of-maps', ref: { name: 'hers' }, why: cannot('get') },
    { name: 'by their labels', policyName: 'of-maps', ref: { selector: {} }, why: cannot('list') },
    {
      name: 'no such policy',
      policyName: 'missing',
      ref: { name: 'hers' },
      why: `unable to get policy missing ${least}`,
    },
    {
      name: 'a kind that is not known',
      policyName: 'of-unknown',
      ref: { name: 'hers' },
      why: `unable to resolve paramKind &{no.io/v1 Nope} ${least}`,
    },
    { name: 'no kind', policyName: 'bare', ref: { name: 'hers', namespace: 'default' }, why: cannot('get') },
  ])('$name', ({ policyName, ref, why }) => {
    const said = refusal((it) => it.as('jane').create(binding(policyName, ref)));
    expect(said).toBe(why && refused('ValidatingAdmissionPolicyBinding', 'new', 'paramRef', why));
  });

  test('is looked at with every change', () => {
    const it = tank.fork();
    it.create(binding('of-maps', { name: 'no', namespace: 'default' }));
    const label = { metadata: { labels: { a: 'b' } } };
    expect(refusalOf(() => it.as('jane').patch('validatingadmissionpolicybinding/new', label))?.message).toBe(
      refused('ValidatingAdmissionPolicyBinding', 'new', 'paramRef', cannot('get')),
    );
  });
});
