// Service accounts, their tokens, and the rights that roles give.
import { expect, test } from '@jest/globals';
import { deployment, messages } from './manifests';

const account = (part = {}, name = 'web') => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name },
  ...part,
});
const rbac = (kind: string, part: object, metadata: object = {}) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: { name: 'web', ...metadata },
  ...part,
});
const bind = (kind: string, role: string, subjects: readonly object[], metadata = {}) =>
  rbac(
    kind,
    {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: role.split('/')[0], name: role.split('/')[1] },
      subjects,
    },
    metadata,
  );
const subject = (name = 'web', namespace = 'default') => ({ kind: 'ServiceAccount', name, namespace });

test.each([
  { name: 'who names none', spec: {}, others: [], told: 1 },
  { name: 'who says no', spec: { automountServiceAccountToken: false }, others: [], told: 0 },
  {
    name: 'whose account says no',
    spec: { serviceAccountName: 'web' },
    others: [account({ automountServiceAccountToken: false })],
    told: 0,
  },
  {
    name: 'who says yes where his account says no',
    spec: { serviceAccountName: 'web', automountServiceAccountToken: true },
    others: [account({ automountServiceAccountToken: false })],
    told: 1,
  },
  {
    name: 'whose default account says no',
    spec: {},
    others: [account({ automountServiceAccountToken: false }, 'default')],
    told: 0,
  },
  { name: 'whose account says nothing', spec: { serviceAccountName: 'web' }, others: [account()], told: 1 },
  { name: 'whose account is unknown', spec: { serviceAccountName: 'web' }, others: [], told: 0 },
  {
    name: 'whose account has rights',
    spec: { serviceAccountName: 'web' },
    others: [account(), bind('RoleBinding', 'Role/web', [{ kind: 'ServiceAccount', name: 'web' }])],
    told: 0,
  },
  {
    name: 'whose account has rights in the whole cluster',
    spec: { serviceAccountName: 'web' },
    others: [account(), bind('ClusterRoleBinding', 'ClusterRole/view', [subject()])],
    told: 0,
  },
  {
    name: 'whose namesake elsewhere has rights',
    spec: { serviceAccountName: 'web' },
    others: [account(), bind('ClusterRoleBinding', 'ClusterRole/view', [subject('web', 'shop')])],
    told: 1,
  },
])('automounted-token: a pod $name', ({ spec, others, told }) => {
  expect(messages('automounted-token', [deployment(spec), ...others])).toHaveLength(told);
});

test('what is there before counts too', () => {
  const given = deployment({ serviceAccountName: 'web' });
  expect(messages('automounted-token', given, { base: [account()] })).toHaveLength(1);
  const base = [account({ automountServiceAccountToken: false })];
  expect(messages('automounted-token', given, { base })).toEqual([]);
});

test.each([
  { name: 'no account', spec: {}, told: 1 },
  { name: 'the default by name', spec: { serviceAccountName: 'default' }, told: 1 },
  { name: 'the default by the old field', spec: { serviceAccount: 'default' }, told: 1 },
  { name: 'another by the old field', spec: { serviceAccount: 'web' }, told: 0 },
  { name: 'no token', spec: { automountServiceAccountToken: false }, told: 0 },
])('default-service-account: a pod with $name', ({ spec, told }) => {
  expect(messages('default-service-account', deployment(spec))).toHaveLength(told);
});

test.each([
  {
    name: 'alone',
    spec: { serviceAccount: 'web' },
    told: ['names service account web by the deprecated field serviceAccount'],
  },
  { name: 'beside the new one', spec: { serviceAccount: 'web', serviceAccountName: 'web' }, told: [] },
  {
    name: 'beside another',
    spec: { serviceAccount: 'web', serviceAccountName: 'shop' },
    told: ['serviceAccount web has no effect: serviceAccountName says shop'],
  },
])('the deprecated field $name', ({ spec, told }) => {
  expect(messages('deprecated-service-account-field', deployment(spec))).toEqual(told);
});

const all = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };

test.each([
  {
    name: 'cluster-admin',
    objects: [bind('ClusterRoleBinding', 'ClusterRole/cluster-admin', [subject()])],
    told: ['ServiceAccount web may do everything in the cluster, by ClusterRole cluster-admin'],
  },
  {
    name: 'cluster-admin in a namespace',
    objects: [bind('RoleBinding', 'ClusterRole/cluster-admin', [subject()])],
    told: ['ServiceAccount web may do everything in namespace default, by ClusterRole cluster-admin'],
  },
  {
    name: 'a role that says the same',
    objects: [rbac('ClusterRole', { rules: [all] }), bind('ClusterRoleBinding', 'ClusterRole/web', [subject()])],
    told: ['ServiceAccount web may do everything in the cluster, by ClusterRole web'],
  },
  {
    name: 'a role that says the same verb by verb',
    objects: [
      rbac('ClusterRole', {
        rules: [{ ...all, verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] }],
      }),
      bind('ClusterRoleBinding', 'ClusterRole/web', [subject()]),
    ],
    told: ['ServiceAccount web may do everything in the cluster, by ClusterRole web'],
  },
  {
    name: 'a Role that says the same for its namespace',
    objects: [rbac('Role', { rules: [all] }), bind('RoleBinding', 'Role/web', [subject()])],
    told: ['ServiceAccount web may do everything in namespace default, by Role web'],
  },
  {
    name: 'a Role of that name in another namespace',
    objects: [rbac('Role', { rules: [all] }, { namespace: 'shop' }), bind('RoleBinding', 'Role/web', [subject()])],
    told: [],
  },
  { name: 'a Role called cluster-admin', objects: [bind('RoleBinding', 'Role/cluster-admin', [subject()])], told: [] },
  { name: 'nobody', objects: [bind('ClusterRoleBinding', 'ClusterRole/cluster-admin', [])], told: [] },
  {
    name: 'what the API server binds itself',
    objects: [
      bind(
        'ClusterRoleBinding',
        'ClusterRole/cluster-admin',
        [{ kind: 'Group', name: 'system:masters', apiGroup: 'rbac.authorization.k8s.io' }],
        {
          name: 'cluster-admin',
          labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
        },
      ),
    ],
    told: [],
  },
])('rbac-cluster-admin: $name', ({ objects, told }) => {
  expect(messages('rbac-cluster-admin', objects)).toEqual(told);
});

const role = (rule: object, metadata = {}) => rbac('Role', { rules: [{ apiGroups: [''], ...rule }] }, metadata);

test.each([
  {
    name: 'verbs',
    rule: { resources: ['pods', 'secrets'], verbs: ['*'] },
    told: ['gives rights to all verbs on pods, secrets, by "*"'],
  },
  { name: 'resources', rule: { resources: ['*'], verbs: ['get'] }, told: ['gives rights to all resources, by "*"'] },
  {
    name: 'both',
    rule: { resources: ['*'], verbs: ['*'] },
    told: ['gives rights to all verbs and all resources, by "*"'],
  },
  { name: 'groups alone', rule: { apiGroups: ['*'], resources: ['pods'], verbs: ['get'] }, told: [] },
  { name: 'subresources', rule: { resources: ['*/scale'], verbs: ['get'] }, told: [] },
])('rbac-wildcard: a star for $name', ({ rule, told }) => {
  expect(messages('rbac-wildcard', role(rule))).toEqual(told);
  expect(messages('rbac-wildcard', role(rule, { name: 'system:web' }))).toEqual([]);
});

test.each([
  { name: 'create of exec', rule: { resources: ['pods/exec'], verbs: ['create'] }, told: 1 },
  { name: 'get of exec, which 1.35 made too little', rule: { resources: ['pods/exec'], verbs: ['get'] }, told: 0 },
  { name: 'exec of everything', rule: { resources: ['*/exec'], verbs: ['create'] }, told: 1 },
  { name: 'in every group', rule: { apiGroups: ['*'], resources: ['pods/attach'], verbs: ['create'] }, told: 1 },
  { name: 'in another group', rule: { apiGroups: ['apps'], resources: ['pods/exec'], verbs: ['create'] }, told: 0 },
  { name: 'debug containers', rule: { resources: ['pods/ephemeralcontainers'], verbs: ['patch'] }, told: 1 },
  { name: 'the kubelet by get', rule: { resources: ['nodes/proxy'], verbs: ['get'] }, told: 1 },
  { name: 'the metrics of the kubelet', rule: { resources: ['nodes/metrics'], verbs: ['get'] }, told: 0 },
  { name: 'one pod by name', rule: { resources: ['pods/exec'], resourceNames: ['web'], verbs: ['create'] }, told: 0 },
  { name: 'by a star, which is told of as that', rule: { resources: ['pods/exec'], verbs: ['*'] }, told: 0 },
])('rbac-exec: $name', ({ rule, told }) => {
  expect(messages('rbac-exec', role(rule))).toHaveLength(told);
});

test.each([
  { rule: 'rbac-create-pods', given: { resources: ['pods'], verbs: ['create'] }, told: 1 },
  {
    rule: 'rbac-create-pods',
    given: { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: ['create'] },
    told: 1,
  },
  { rule: 'rbac-create-pods', given: { resources: ['deployments'], verbs: ['create'] }, told: 0 },
  { rule: 'rbac-create-pods', given: { resources: ['pods'], verbs: ['get', 'delete'] }, told: 0 },
  { rule: 'rbac-read-secrets', given: { resources: ['secrets'], verbs: ['watch'] }, told: 1 },
  { rule: 'rbac-read-secrets', given: { resources: ['secrets'], verbs: ['create', 'delete'] }, told: 0 },
  { rule: 'rbac-read-secrets', given: { resources: ['secrets'], resourceNames: ['tls'], verbs: ['get'] }, told: 0 },
])('$rule: $given', ({ rule, given, told }) => {
  expect(messages(rule, role(given))).toHaveLength(told);
});
