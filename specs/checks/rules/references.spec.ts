// What pods need to start: configuration, accounts, claims; from other files, from the base, from operators.
import { describe, expect, test } from '@jest/globals';
import { cronJob, messagesOf, object, service, told, workload } from '../found';

const settings = (data: object, namespace = 'default') => object('v1', 'ConfigMap', 'settings', { data }, namespace);
const fromKey = (key: string, optional?: boolean) => ({
  env: [{ name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'settings', key, ...(optional && { optional }) } } }],
});
const volume = (source: object) => ({ volumes: [{ name: 'files', ...source }] });

describe('configuration-exists', () => {
  const absent = 'ConfigMap settings does not exist in namespace default';
  test.each([
    {
      name: 'a key that is there',
      manifests: [settings({ LEVEL: 'info' }), workload('web', { container: fromKey('LEVEL') })],
      found: [],
    },
    {
      name: 'a key that is not',
      manifests: [settings({ level: 'info' }), workload('web', { container: fromKey('LEVEL') })],
      found: ['ConfigMap default/settings has no key LEVEL (it has level): container "web" sets LEVEL from it'],
    },
    {
      name: 'a key that may be absent',
      manifests: [settings({}), workload('web', { container: fromKey('LEVEL', true) })],
      found: [],
    },
    {
      name: 'another namespace',
      manifests: [settings({ LEVEL: 'info' }, 'shop'), workload('web', { container: fromKey('LEVEL') })],
      found: [`${absent}: container "web" sets LEVEL from it`],
    },
    {
      name: 'a volume',
      manifests: [workload('web', { pod: volume({ configMap: { name: 'settings' } }) })],
      found: [`${absent}: volume "files" shows it`],
    },
    {
      name: 'a part of a projected volume',
      manifests: [workload('web', { pod: volume({ projected: { sources: [{ secret: { name: 'token' } }] } }) })],
      found: ['Secret token does not exist in namespace default: volume "files" shows it'],
    },
    {
      name: 'a key of a volume',
      manifests: [
        settings({ a: '1' }),
        workload('web', { pod: volume({ configMap: { name: 'settings', items: [{ key: 'b', path: 'b' }] } }) }),
      ],
      found: ['ConfigMap default/settings has no key b (it has a): volume "files" shows it'],
    },
    {
      name: 'an init container',
      manifests: [
        workload('web', { pod: { initContainers: [{ name: 'set-up', image: 'a:1', ...fromKey('LEVEL') }] } }),
      ],
      found: [`${absent}: container "set-up" sets LEVEL from it`],
    },
    {
      name: 'a CronJob',
      manifests: [cronJob('report', { container: fromKey('LEVEL') })],
      found: [`${absent}: container "report" sets LEVEL from it`],
    },
    {
      name: 'a name that is misspelt',
      manifests: [
        object('v1', 'ConfigMap', 'setting', { data: { LEVEL: 'a' } }),
        workload('web', { container: fromKey('LEVEL') }),
      ],
      found: [`${absent} (there is setting): container "web" sets LEVEL from it`],
    },
    {
      name: 'the certificates of the cluster',
      manifests: [workload('web', { pod: volume({ configMap: { name: 'kube-root-ca.crt' } }) })],
      found: [],
    },
  ])('$name', ({ manifests, found }) => {
    expect(messagesOf('configuration-exists', manifests)).toEqual(found);
  });

  test('objects of the base are there', () => {
    const base = [settings({ LEVEL: 'info' })];
    expect(told([workload('web', { container: fromKey('LEVEL') })], { base })).toEqual([]);
  });

  test('a Secret whose name a program is told is there', () => {
    const job = workload('issuer', { container: { args: ['create', '--secret-name=web-tls'] } });
    const web = workload('web', { pod: volume({ secret: { secretName: 'web-tls' } }) });
    expect(told([job, web])).toEqual([]);
    const space = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
    const moved = [job, web].map((each) => ({
      ...each,
      metadata: { ...(each as { metadata: object }).metadata, namespace: 'shop' },
    }));
    expect(told([...moved, space])).toEqual([]);
    expect(told([web])).toEqual(['configuration-exists Deployment/web']);
  });

  test('a Secret that an operator makes is there, with every key', () => {
    const names = { plural: 'externalsecrets', singular: 'externalsecret', kind: 'ExternalSecret' };
    const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'externalsecrets.external-secrets.io' },
      spec: {
        group: 'external-secrets.io',
        names,
        scope: 'Namespaced',
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    };
    const external = object('external-secrets.io/v1', 'ExternalSecret', 'db', {
      spec: { target: { name: 'db-login' } },
    });
    const reads = { env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db-login', key: 'password' } } }] };
    expect(told([definition, external, workload('web', { container: reads })])).toEqual([]);
  });
});

const claim = (spec: object) =>
  object('v1', 'PersistentVolumeClaim', 'data', {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  });
const user = workload('db', { spec: { replicas: 1 }, pod: volume({ persistentVolumeClaim: { claimName: 'data' } }) });
const storageClass = (name: string, provisioner: string) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name },
  provisioner,
});
const volumeOf = (storage: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'disk' },
  spec: {
    capacity: { storage },
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'manual',
    hostPath: { path: '/data' },
  },
});

describe('claim-bound', () => {
  test.each([
    { name: 'a class of the cluster’s own', manifests: [claim({ storageClassName: 'gp3' }), user], found: 0 },
    {
      name: 'a class of a driver',
      manifests: [storageClass('gp3', 'ebs.csi.aws.com'), claim({ storageClassName: 'gp3' }), user],
      found: 0,
    },
    {
      name: 'a class that is not among those given',
      manifests: [storageClass('gp2', 'ebs.csi.aws.com'), claim({ storageClassName: 'gp3' }), user],
      found: 1,
    },
    { name: 'a volume that fits', manifests: [volumeOf('2Gi'), claim({ storageClassName: 'manual' }), user], found: 0 },
    {
      name: 'a volume that is too small',
      manifests: [volumeOf('500Mi'), claim({ storageClassName: 'manual' }), user],
      found: 1,
    },
    { name: 'a claim that nobody uses yet', manifests: [claim({})], found: 0 },
  ])('$name', ({ manifests, found }) => {
    expect(messagesOf('claim-bound', manifests)).toHaveLength(found);
  });

  test('blames the template of a StatefulSet', () => {
    const templates = [
      { metadata: { name: 'data' }, spec: (claim({ storageClassName: '' }) as { spec: object }).spec },
    ];
    const db = workload('db', {
      kind: 'StatefulSet',
      spec: { serviceName: 'db', replicas: 1, volumeClaimTemplates: templates },
    });
    expect(told([db, service('db', { app: 'db' }, { clusterIP: 'None' })])).toEqual(['claim-bound StatefulSet/db']);
  });
});

test.each([
  { name: 'the default account', pod: {}, found: [] },
  {
    name: 'the deprecated field',
    pod: { serviceAccount: 'shop' },
    found: ['ServiceAccount shop does not exist in namespace default'],
  },
])('service-account-exists: $name', ({ pod, found }) => {
  expect(messagesOf('service-account-exists', [workload('web', { pod })])).toEqual(found);
});

test('a priority class of the system is there', () => {
  expect(
    messagesOf('priority-class-exists', [workload('web', { pod: { priorityClassName: 'system-node-critical' } })]),
  ).toEqual([]);
});

describe('what nobody said of a program', () => {
  test.each([
    { name: 'it listens where a probe asks', parts: { container: { readinessProbe: { httpGet: { port: 8080 } } } } },
    {
      name: 'its image has a user of its own',
      parts: { pod: { securityContext: { runAsNonRoot: true } } },
    },
    {
      name: 'an init container ends',
      parts: { pod: { initContainers: [{ name: 'set-up', image: 'a:1' }] } },
    },
  ])('$name', ({ parts }) => {
    expect(told([workload('web', parts)])).toEqual([]);
  });

  test('what the user said holds', () => {
    const options = { programs: [{ image: '**', listens: [] }] };
    const probed = workload('web', { container: { readinessProbe: { httpGet: { port: 8080 } } } });
    expect(told([probed], { options })).toEqual(['workload-available Deployment/web']);
  });
});
