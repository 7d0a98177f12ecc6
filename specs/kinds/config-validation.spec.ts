// ConfigMaps, Secrets, namespaces, accounts and roles: what is refused at creation and in updates.

import { describe, expect, test } from '@jest/globals';
import { type Body, body, refusal, SpecServer } from './api-server';
import { CONFIG_KEY, LABEL, SUBDOMAIN } from './texts';

const server = new SpecServer();

function check(object: Body, expected: string): void {
  const [group, version] = object.apiVersion.split('/');
  const kind = version ? `${object.kind}.${group}` : object.kind;
  expect(refusal(() => server.create(object))).toBe(`422 ${kind} "${object.metadata.name}" is invalid: ${expected}`);
}

const text = (plain: string) => Buffer.from(plain).toString('base64');
const configMap = (content: Body, name = 'cm') => body('v1', 'ConfigMap', name, content);
const secret = (content: Body, name = 's') => body('v1', 'Secret', name, content);
const rbac = (kind: string, content: Body, name = 'r') => body('rbac.authorization.k8s.io/v1', kind, name, content);

describe('ConfigMaps and Secrets', () => {
  test.each([
    {
      name: 'a key with a blank',
      object: configMap({ data: { 'bad key': 'x' } }),
      expected: `data[bad key]: Invalid value: "bad key": ${CONFIG_KEY}`,
    },
    {
      name: 'keys that are paths',
      object: configMap({ data: { '..x': '', '..': '' } }),
      expected:
        '[data[..x]: Invalid value: "..x": must not start with \'..\', data[..]: Invalid value: "..": must not be \'..\']',
    },
    {
      name: 'a key both as text and as bytes',
      object: configMap({ data: { a: 'x' }, binaryData: { a: text('y') } }),
      expected: 'data[a]: Invalid value: "a": duplicate of key present in binaryData',
    },
    {
      name: 'more than a mebibyte',
      object: configMap({ data: { a: 'x'.repeat(1_048_577) } }),
      expected: ': Too long: may not be more than 1048576 bytes',
    },
    {
      name: 'a login without anything',
      object: secret({ type: 'kubernetes.io/basic-auth' }),
      expected: '[data[username]: Required value, data[password]: Required value]',
    },
    {
      name: 'an SSH key that is empty',
      object: secret({ type: 'kubernetes.io/ssh-auth', data: { 'ssh-privatekey': '' } }),
      expected: 'data[ssh-privatekey]: Required value',
    },
    {
      name: 'a certificate without its key',
      object: secret({ type: 'kubernetes.io/tls', data: { 'tls.crt': text('x') } }),
      expected: 'data[tls.key]: Required value',
    },
    {
      name: 'credentials that are no JSON',
      object: secret({ type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': 'nope' } }),
      expected:
        "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid character 'o' in literal null (expecting 'u')",
    },
    {
      name: 'a token of no account',
      object: secret({ type: 'kubernetes.io/service-account-token' }),
      expected: 'metadata.annotations[kubernetes.io/service-account.name]: Required value',
    },
  ])('$name', ({ object, expected }) => check(object, expected));

  const FIXED = 'Forbidden: field is immutable when `immutable` is set';
  test.each([
    {
      name: 'a frozen map',
      object: { immutable: true, data: { a: '1' } },
      patch: { data: { a: '2' } },
      expected: `data: ${FIXED}`,
    },
    {
      name: 'more in a frozen map',
      object: { immutable: true },
      patch: { binaryData: { b: text('x') } },
      expected: `binaryData: ${FIXED}`,
    },
    { name: 'a map thawed', object: { immutable: true }, patch: { immutable: null }, expected: `immutable: ${FIXED}` },
  ])('$name', ({ object, patch, expected }) => {
    const own = new SpecServer();
    own.create(configMap(object));
    expect(refusal(() => own.patch('configmap', 'cm', patch))).toBe(`422 ConfigMap "cm" is invalid: ${expected}`);
  });

  test('a Secret keeps its type', () => {
    const own = new SpecServer();
    own.create(secret({}));
    expect(refusal(() => own.patch('secret', 's', { type: 'other' }))).toBe(
      '422 Secret "s" is invalid: type: Invalid value: "other": field is immutable',
    );
  });

  test.each([
    { name: 'no PEM at all', data: {}, warning: 'tls: failed to find any PEM data in certificate input' },
    {
      name: 'the two switched',
      data: { crt: 'PRIVATE KEY', key: 'CERTIFICATE' },
      warning:
        'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
    },
    {
      name: 'two certificates',
      data: { crt: 'CERTIFICATE', key: 'CERTIFICATE' },
      warning: 'tls: found a certificate rather than a key in the PEM for the private key',
    },
    {
      name: 'another block',
      data: { crt: 'FOO', key: 'PRIVATE KEY' },
      warning:
        'tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [FOO]',
    },
    {
      name: 'a pair that is none inside',
      data: { crt: 'CERTIFICATE', key: 'RSA PRIVATE KEY' },
      warning: 'x509: malformed certificate',
    },
  ])('a warning for $name', ({ data, warning }) => {
    const pem = (type: string | undefined) => (type ? `-----BEGIN ${type}-----\nMIIB\n-----END ${type}-----\n` : 'x');
    const { crt, key } = data as { crt?: string; key?: string };
    const own = new SpecServer();
    own.create(secret({ type: 'kubernetes.io/tls', stringData: { 'tls.crt': pem(crt), 'tls.key': pem(key) } }));
    expect(own.warnings).toEqual([warning]);
  });
});

describe('namespaces and accounts', () => {
  test.each([
    {
      name: 'a namespace that is no label',
      object: body('v1', 'Namespace', 'x_us'),
      expected: `metadata.name: Invalid value: "x_us": ${LABEL}`,
    },
    {
      name: 'a finalizer without a domain',
      object: body('v1', 'Namespace', 'n', { spec: { finalizers: ['nodomain'] } }),
      expected:
        'spec.finalizers: Invalid value: "nodomain": name is neither a standard finalizer name nor is it fully qualified',
    },
    {
      name: 'an account with an underscore',
      object: body('v1', 'ServiceAccount', 'x_sa'),
      expected: `metadata.name: Invalid value: "x_sa": ${SUBDOMAIN}`,
    },
  ])('$name', ({ object, expected }) => check(object, expected));
});

describe('roles', () => {
  const REF = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'r' };
  test.each([
    {
      name: 'a path in a namespace',
      object: rbac('Role', { rules: [{ verbs: ['get'], nonResourceURLs: ['/healthz'] }] }),
      expected:
        'rules[0].nonResourceURLs: Invalid value: ["/healthz"]: namespaced rules cannot apply to non-resource URLs',
    },
    {
      name: 'paths and resources at once',
      object: rbac('ClusterRole', { rules: [{ verbs: ['get'], nonResourceURLs: ['/x'], resources: ['pods'] }] }),
      expected:
        'rules[0].nonResourceURLs: Invalid value: ["/x"]: rules cannot apply to both regular resources and non-resource URLs',
    },
    {
      name: 'no group and no resource',
      object: rbac('Role', { rules: [{ verbs: ['get'] }] }),
      expected:
        '[rules[0].apiGroups: Required value: resource rules must supply at least one api group, ' +
        'rules[0].resources: Required value: resource rules must supply at least one resource]',
    },
    {
      name: 'a name with a slash',
      object: rbac('Role', {}, 'a/b'),
      expected: 'metadata.name: Invalid value: "a/b": may not contain \'/\'',
    },
    {
      name: 'a binding to nothing there is',
      object: rbac('RoleBinding', { roleRef: { apiGroup: 'apps', kind: 'Thing', name: '' } }),
      expected:
        '[roleRef.apiGroup: Unsupported value: "apps": supported values: "rbac.authorization.k8s.io", roleRef.kind: ' +
        'Unsupported value: "Thing": supported values: "Role", "ClusterRole", roleRef.name: Required value]',
    },
    {
      name: 'subjects',
      object: rbac('RoleBinding', {
        roleRef: REF,
        subjects: [
          { kind: 'Robot', name: 'x' },
          { kind: 'User', name: '' },
          { kind: 'ServiceAccount', name: 'Bad_SA' },
        ],
      }),
      expected:
        '[subjects[0].kind: Unsupported value: "Robot": supported values: "ServiceAccount", "User", "Group", ' +
        `subjects[1].name: Required value, subjects[2].name: Invalid value: "Bad_SA": ${SUBDOMAIN}]`,
    },
    {
      name: 'a cluster-wide binding of a role, for an account of no namespace',
      object: rbac('ClusterRoleBinding', { roleRef: REF, subjects: [{ kind: 'ServiceAccount', name: 'a' }] }),
      expected:
        '[roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole", subjects[0].namespace: Required value]',
    },
  ])('$name', ({ object, expected }) => check(object, expected));

  test('a binding keeps its role', () => {
    const own = new SpecServer();
    own.create(rbac('RoleBinding', { roleRef: REF }, 'rb'));
    expect(refusal(() => own.patch('rolebinding', 'rb', { roleRef: { name: 'other' } }))).toBe(
      '422 RoleBinding.rbac.authorization.k8s.io "rb" is invalid: roleRef: Invalid value: ' +
        '{"APIGroup":"rbac.authorization.k8s.io","Kind":"Role","Name":"other"}: cannot change roleRef',
    );
  });
});
