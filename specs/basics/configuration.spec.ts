// ConfigMaps and Secrets: how their contents reach a container, when they change there, and what a missing one does.
// More of it in configuration.spec.yaml.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from 'wavetank';
import 'wavetank/jest-globals';

describe('ConfigMap and Secret: environment from a literal, from keys, from files', () => {
  const keyOf = (kind: 'configMapKeyRef' | 'secretKeyRef', name: string, key: string) => ({
    valueFrom: { [kind]: { name, key } },
  });
  const env = [
    { name: 'MODE', value: 'plain' },
    { name: 'GREETING', value: 'a $(MODE) $(COLOR) page' },
    { name: 'COLOR', ...keyOf('configMapKeyRef', 'settings', 'color') },
    { name: 'LATER', value: 'a $(COLOR) page' },
    { name: 'INI', ...keyOf('configMapKeyRef', 'settings', 'settings.ini') },
    { name: 'PASSWORD', ...keyOf('secretKeyRef', 'login', 'password') },
  ];

  test('a literal may use what was declared before it; a key may hold a whole file; a Secret arrives in plain text', () => {
    const tank = withSettings(podOf({ env }));
    expect(tank.pod('web')).toHaveVariable('MODE=plain');
    expect(tank.pod('web')).toHaveVariable('GREETING=a plain $(COLOR) page');
    expect(tank.pod('web')).toHaveVariable('LATER=a blue page');
    expect(tank.pod('web')).toHaveVariable('INI=[page]\nsize = 20\n');
    expect(tank.pod('web')).toHaveVariable('PASSWORD=hunter2');
  });

  test('all keys at once, with a prefix if one is given', () => {
    const envFrom = [{ configMapRef: { name: 'settings' } }, { prefix: 'LOGIN_', secretRef: { name: 'login' } }];
    const tank = withSettings(podOf({ envFrom }));
    expect(tank.pod('web')).toHaveVariable('color=blue');
    expect(tank.pod('web')).toHaveVariable('LOGIN_password=hunter2');
  });

  test('it is fixed until the pod is made again', () => {
    const tank = withSettings(podOf({ env }));
    tank.patch('configmap/settings', { data: { color: 'green' } });
    tank.advance('1h');
    expect(tank.pod('web')).toHaveVariable('COLOR=blue');

    tank.delete('pod/web');
    tank.settle();
    tank.load(podOf({ env }));
    tank.settle();
    expect(tank.pod('web')).toHaveVariable('COLOR=green');
  });

  test('to be exact: until the container starts again', () => {
    const tank = withSettings(podOf({ env }));
    tank.patch('configmap/settings', { data: { color: 'green' } });
    tank.crash('pod/web');
    tank.settle();
    expect(tank.pod('web')).toHaveRestarted({ exactly: 1 });
    expect(tank.pod('web')).toHaveVariable('COLOR=green');
  });
});

describe('ConfigMap and Secret: as a mounted file (changes arrive after the real delay)', () => {
  const mounted = podOf(
    {
      volumeMounts: [
        { name: 'settings', mountPath: '/etc/settings' },
        { name: 'settings', mountPath: '/etc/settings.ini', subPath: 'settings.ini' },
        { name: 'login', mountPath: '/etc/login' },
      ],
    },
    [
      { name: 'settings', configMap: { name: 'settings' } },
      { name: 'login', secret: { secretName: 'login' } },
    ],
  );

  test('each key is a file', () => {
    const tank = withSettings(mounted);
    expect(tank.pod('web')).toHaveFile('/etc/settings/color', { content: 'blue' });
    expect(tank.pod('web')).toHaveFile('/etc/settings/settings.ini', { content: '[page]\nsize = 20\n' });
    expect(tank.pod('web')).toHaveFile('/etc/login/password', { content: 'hunter2' });
  });

  test("a change is there after the kubelet's next sync of the pod, within 90 s, in the running container", () => {
    const tank = withSettings(mounted);
    tank.patch('configmap/settings', { data: { color: 'green' } });
    tank.advance('500ms');
    expect(tank.pod('web')).toHaveFile('/etc/settings/color', { content: 'blue' });
    tank.advance('90s');
    expect(tank.pod('web')).toHaveFile('/etc/settings/color', { content: 'green' });
    expect(tank.pod('web')).toHaveRestarted({ exactly: 0 });
  });

  test('a file mounted by subPath never changes', () => {
    const tank = withSettings(mounted);
    tank.patch('configmap/settings', { data: { 'settings.ini': 'changed' } });
    tank.advance('10m');
    expect(tank.pod('web')).toHaveFile('/etc/settings/settings.ini', { content: 'changed' });
    expect(tank.pod('web')).toHaveFile('/etc/settings.ini', { content: '[page]\nsize = 20\n' });
  });
});

describe('ConfigMap and Secret: base64 in Secrets, 1 MiB limit', () => {
  test('stringData is written plain and kept as base64', () => {
    const tank = cluster({ nodes: 1 });
    tank.load({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'login' }, stringData: { password: 'hunter2' } });
    expect(tank.object('secret/login')).toHaveField('data.password', { equals: 'aHVudGVyMg==' });
    expect(tank.object('secret/login')).not.toHaveField('stringData');
  });

  test('data that is no base64 is refused', () => {
    const tank = cluster({ nodes: 1 });
    const wrong = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'login' }, data: { password: 'hunter2!' } };
    expect(() => tank.load(wrong)).toBeRefused({ message: 'illegal base64 data' });
  });

  test('1 MiB fits into a ConfigMap or a Secret, one byte more is refused', () => {
    const tank = cluster({ nodes: 1 });
    const sized = (kind: string, field: string, size: number) => ({
      apiVersion: 'v1',
      kind,
      metadata: { name: `of-${size}` },
      [field]: { big: 'x'.repeat(size) },
    });
    const tooLong = { code: 422, message: 'Too long: may not be more than 1048576 bytes' };
    for (const [kind, field] of [
      ['ConfigMap', 'data'],
      ['Secret', 'stringData'],
    ] as const) {
      tank.load(sized(kind, field, 1_048_576));
      expect(() => tank.load(sized(kind, field, 1_048_577))).toBeRefused(tooLong);
    }
  });
});

describe('PersistentVolume and claim: the flow of binding, by size, mode and class', () => {
  function withVolumes(): Cluster {
    const tank = cluster({ nodes: 1 });
    tank.load([
      volumeOf('small', '1Gi', ['ReadWriteOnce']),
      volumeOf('large', '10Gi', ['ReadWriteOnce']),
      volumeOf('shared', '10Gi', ['ReadWriteMany']),
      volumeOf('fast', '10Gi', ['ReadWriteOnce'], 'fast'),
    ]);
    return tank;
  }

  test.each([
    { name: 'the smallest that is large enough', asks: { size: '1Gi' }, gets: 'small' },
    { name: 'a larger one where the small one does not do', asks: { size: '2Gi' }, gets: 'large' },
    { name: 'one of the mode', asks: { size: '1Gi', mode: 'ReadWriteMany' }, gets: 'shared' },
    { name: 'one of the class', asks: { size: '1Gi', storageClassName: 'fast' }, gets: 'fast' },
  ])('a claim is bound to $name', ({ asks, gets }) => {
    const tank = withVolumes();
    tank.load(claimOf('data', asks));
    tank.settle();
    expect(tank.object('pvc/data')).toMatchManifest({ spec: { volumeName: gets }, status: { phase: 'Bound' } });
    expect(tank.object(`pv/${gets}`)).toMatchManifest({
      spec: { claimRef: { name: 'data' } },
      status: { phase: 'Bound' },
    });
  });

  test('a claim that no volume fits stays pending, and so does its pod until there is one', () => {
    const tank = withVolumes();
    tank.load([claimOf('data', { size: '20Gi' }), podWithClaim]);
    tank.settle();
    expect(tank.object('pvc/data')).toHaveField('status.phase', { equals: 'Pending' });
    expect(tank.pod('db')).toBePending();
    tank.load(volumeOf('huge', '20Gi', ['ReadWriteOnce']));
    tank.settle();
    expect(tank.object('pvc/data')).toHaveField('spec.volumeName', { equals: 'huge' });
    expect(tank.pod('db')).toBeReady();
  });
});

describe('PersistentVolume and claim: protection while in use', () => {
  test('a claim that is deleted under its pod goes when the pod has gone, and its volume is released', () => {
    const tank = cluster({ nodes: 1 });
    tank.load([volumeOf('small', '1Gi', ['ReadWriteOnce']), claimOf('data', { size: '1Gi' }), podWithClaim]);
    tank.settle();
    tank.delete('pvc/data');
    tank.settle();
    expect(tank.object('pvc/data')).toHaveField('metadata.deletionTimestamp');
    expect(tank.pod('db')).toBeReady();
    tank.delete('pod/db');
    tank.settle();
    expect(tank.object('pvc/data')).not.toExist();
    expect(tank.object('pv/small')).toHaveField('status.phase', { equals: 'Released' });
  });
});

const podWithClaim = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'db' },
  spec: {
    containers: [{ name: 'db', image: 'postgres:16', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  },
};

function volumeOf(name: string, storage: string, accessModes: readonly string[], storageClassName = '') {
  const spec = { capacity: { storage }, accessModes, storageClassName, hostPath: { path: `/mnt/${name}` } };
  return { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name }, spec };
}

function claimOf(
  name: string,
  { size, mode = 'ReadWriteOnce', storageClassName = '' }: { size: string; mode?: string; storageClassName?: string },
) {
  const spec = { accessModes: [mode], storageClassName, resources: { requests: { storage: size } } };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec };
}

/** A cluster with the ConfigMap settings, the Secret login and this pod. */
function withSettings(pod: object): Cluster {
  const tank = cluster({ nodes: 1 });
  tank.load(['manifests/settings.yaml', pod]);
  tank.settle();
  expect(tank.pod('web')).toBeReady();
  return tank;
}

function podOf(container: object, volumes: readonly object[] = []) {
  const containers = [{ name: 'main', image: 'nginx:1.27', ...container }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers, volumes } };
}
