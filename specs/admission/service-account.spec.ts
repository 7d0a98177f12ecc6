// A pod gets an account, its pull secrets, and a volume with its token in every container.

import { describe, expect, test } from '@jest/globals';
import { body, container, pod, refusal, SpecServer } from '../kinds/api-server';

const MOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

function server(account: object = {}): SpecServer {
  const own = new SpecServer();
  own.create(body('v1', 'ServiceAccount', 'robot', account));
  return own;
}

describe('the token', () => {
  test('is a volume of three sources, mounted everywhere', () => {
    const containers = [container, { ...container, name: 'd' }];
    const { spec } = server().create(pod('p', { containers, initContainers: [{ ...container, name: 'i' }] }));
    const [volume] = spec.volumes;
    expect(volume.name).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
    expect(volume.projected).toEqual({
      defaultMode: 420,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
        {
          downwardAPI: {
            items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }],
          },
        },
      ],
    });
    const mount = { mountPath: MOUNT, name: volume.name, readOnly: true };
    for (const { volumeMounts } of [...spec.containers, ...spec.initContainers]) expect(volumeMounts).toEqual([mount]);
  });

  test.each([
    { name: 'is there unless somebody minds', account: {}, spec: {}, expected: 1 },
    { name: 'not when the account minds', account: { automountServiceAccountToken: false }, spec: {}, expected: 0 },
    {
      name: 'yes when the pod wants it all the same',
      account: { automountServiceAccountToken: false },
      spec: { automountServiceAccountToken: true },
      expected: 1,
    },
    { name: 'not when the pod minds', account: {}, spec: { automountServiceAccountToken: false }, expected: 0 },
    {
      name: 'not where something else is mounted',
      account: {},
      spec: {
        volumes: [{ name: 'v', emptyDir: {} }],
        containers: [{ ...container, volumeMounts: [{ name: 'v', mountPath: MOUNT }] }],
      },
      expected: 0,
    },
  ])('$name', ({ account, spec, expected }) => {
    const created = server(account).create(pod('p', { serviceAccountName: 'robot', ...spec }));
    const tokens = (created.spec.volumes ?? []).filter(({ projected }: { projected?: unknown }) => projected);
    expect(tokens.length).toBe(expected);
  });
});

describe('the account', () => {
  test.each([
    { name: 'is the default one', spec: {}, expected: 'default' },
    { name: 'is the one named', spec: { serviceAccountName: 'robot' }, expected: 'robot' },
    { name: 'may have its old name', spec: { serviceAccount: 'robot' }, expected: 'robot' },
  ])('$name', ({ spec, expected }) => {
    const created = server().create(pod('p', spec)).spec;
    expect([created.serviceAccountName, created.serviceAccount]).toEqual([expected, expected]);
  });

  test('has to be there', () => {
    expect(refusal(() => server().create(pod('sa', { serviceAccountName: 'nobody' })))).toBe(
      '403 pods "sa" is forbidden: error looking up service account default/nobody: serviceaccount "nobody" not found',
    );
  });

  test('brings its pull secrets, unless the pod has some', () => {
    const own = server({ imagePullSecrets: [{ name: 'a' }] });
    const secrets = (name: string, spec: object) =>
      own.create(pod(name, { serviceAccountName: 'robot', ...spec })).spec.imagePullSecrets;
    expect(secrets('p', {})).toEqual([{ name: 'a' }]);
    expect(secrets('q', { imagePullSecrets: [{ name: 'b' }] })).toEqual([{ name: 'b' }]);
  });
});
