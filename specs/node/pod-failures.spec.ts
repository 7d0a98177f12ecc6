// What keeps a container from starting, in the kubelet's words, and how it is tried again.

import { describe, expect, test } from '@jest/globals';
import { type ContainerParts, KubeletCluster } from './kubelet-cluster';

const NOT_FOUND =
  'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/sim/missing:1": ' +
  'failed to resolve reference "docker.io/sim/missing:1": docker.io/sim/missing:1: not found';

describe('an image that cannot be had', () => {
  const rows: readonly { name: string; container: ContainerParts; reason: string; message: string }[] = [
    {
      name: 'is not in the registry',
      container: { image: 'sim/missing:1' },
      reason: 'ErrImagePull',
      message: NOT_FOUND,
    },
    {
      name: 'is not on the node and may not be pulled',
      container: { image: 'nginx:1', imagePullPolicy: 'Never' },
      reason: 'ErrImageNeverPull',
      message: 'Container image "nginx:1" is not present with pull policy of Never',
    },
    {
      name: 'has a name that is none',
      container: { image: 'Bad//Image:::' },
      reason: 'InvalidImageName',
      message:
        'Failed to apply default image tag "Bad//Image:::": couldn\'t parse image name "Bad//Image:::": ' +
        'invalid reference format: repository name (/Image) must be lowercase',
    },
  ];
  test.each(rows)('$name', ({ container, reason, message }) => {
    const cluster = new KubeletCluster();
    cluster.pod('web', { containers: [container] });
    cluster.settle();
    cluster.advance(2);
    expect(cluster.container('web').state).toEqual({ waiting: { reason, message } });
    expect(cluster.status('web').phase).toBe('Pending');
    expect(cluster.events('web').some((event) => event.startsWith(`Warning Failed: Error: ${reason}`))).toBe(true);
  });

  test('shows ErrImagePull and ImagePullBackOff in turn, and is pulled at growing distances', () => {
    const cluster = new KubeletCluster();
    cluster.pod('web', { containers: [{ image: 'sim/missing:1' }] });
    cluster.settle();
    cluster.advance(16);
    expect(cluster.container('web').state?.waiting).toEqual({
      reason: 'ImagePullBackOff',
      message: `Back-off pulling image "sim/missing:1": ErrImagePull: ${NOT_FOUND}`,
    });
    cluster.advance(90);
    const pulls = cluster.events('web').find((event) => event.startsWith('Normal Pulling'));
    expect(pulls).toMatch(/x[34]$/);
  });

  test('comes once it is unblocked', () => {
    const cluster = new KubeletCluster();
    cluster.command('blockImage', { pattern: 'nginx:*', failure: 'denied' });
    cluster.pod('web', { containers: [{ image: 'nginx:1' }] });
    cluster.settle();
    cluster.advance(5);
    expect(cluster.container('web').state?.waiting?.message).toContain('pull access denied, repository does not exist');
    cluster.command('unblockImage', { pattern: 'nginx:*' });
    cluster.advance(40);
    expect(cluster.status('web').phase).toBe('Running');
  });

  test('may not be unblocked when nothing blocks it', () => {
    const cluster = new KubeletCluster();
    expect(() => cluster.command('unblockImage', { pattern: 'x' })).toThrow('no image pattern "x" is blocked');
  });
});

describe('a configuration that cannot be had', () => {
  const rows: readonly { name: string; container: ContainerParts; message: string }[] = [
    {
      name: 'a ConfigMap that is not there',
      container: { envFrom: [{ configMapRef: { name: 'nope' } }] },
      message: 'configmap "nope" not found',
    },
    {
      name: 'a Secret that is not there',
      container: { env: [{ name: 'K', valueFrom: { secretKeyRef: { name: 'nope', key: 'k' } } }] },
      message: 'secret "nope" not found',
    },
    {
      name: 'a key that is not in the ConfigMap',
      container: { env: [{ name: 'K', valueFrom: { configMapKeyRef: { name: 'settings', key: 'nope' } } }] },
      message: "couldn't find key nope in ConfigMap default/settings",
    },
    {
      name: 'an image that runs as root where that is not allowed',
      container: { securityContext: { runAsNonRoot: true } },
      message: expect.stringMatching(
        /^container has runAsNonRoot and image will run as root \(pod: "web_default\(.+\)", container: c\)$/,
      ) as unknown as string,
    },
  ];
  test.each(rows)('$name', ({ container, message }) => {
    const cluster = new KubeletCluster();
    cluster.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: 'default' },
      data: { a: '1' },
    });
    cluster.pod('web', { containers: [{ image: 'nginx:1', ...container }] });
    cluster.settle();
    cluster.advance(2);
    expect(cluster.container('web').state?.waiting).toEqual({ reason: 'CreateContainerConfigError', message });
    expect(cluster.container('web').restartCount).toBe(0);
  });

  test('is taken up when it arrives, with the next try', () => {
    const cluster = new KubeletCluster();
    cluster.pod('web', { containers: [{ image: 'nginx:1', envFrom: [{ configMapRef: { name: 'late' } }] }] });
    cluster.settle();
    cluster.advance(5);
    const metadata = { name: 'late', namespace: 'default' };
    cluster.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { A: 'b' } });
    cluster.advance(16);
    expect(cluster.status('web').phase).toBe('Running');
    expect(cluster.command('environment', { pod: 'web' })).toMatchObject({ A: 'b' });
  });

  test('is passed over when it is optional', () => {
    const cluster = new KubeletCluster();
    const envFrom = [{ configMapRef: { name: 'nope', optional: true } }];
    cluster.pod('web', { containers: [{ image: 'nginx:1', envFrom }] });
    cluster.settle();
    expect(cluster.status('web').phase).toBe('Running');
  });
});

describe('a volume that cannot be mounted', () => {
  test('holds the pod before its sandbox and is tried at growing distances', () => {
    const cluster = new KubeletCluster();
    cluster.pod('web', {
      containers: [{ image: 'nginx:1', volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
      volumes: [{ name: 'v', secret: { secretName: 'nope' } }],
    });
    cluster.settle();
    cluster.advance(8);
    expect(cluster.events('web')).toEqual([
      'Warning FailedMount: MountVolume.SetUp failed for volume "v" : secret "nope" not found x5',
    ]);
    expect(cluster.condition('web', 'PodReadyToStartContainers')).toBe('False');
    expect(cluster.container('web').state?.waiting?.reason).toBe('ContainerCreating');
    const metadata = { name: 'nope', namespace: 'default' };
    cluster.create({ apiVersion: 'v1', kind: 'Secret', metadata, data: { a: 'YQ==' } });
    cluster.advance(12);
    expect(cluster.status('web').phase).toBe('Running');
  });

  test('because its claim is not bound, is told as such', () => {
    const cluster = new KubeletCluster();
    cluster.pod('web', {
      containers: [{ image: 'nginx:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'disk' } }],
    });
    cluster.advance(1);
    expect(cluster.events('web')).toEqual([
      'Warning FailedMount: Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[], ' +
        'failed to process volumes=[data]: error processing PVC default/disk: failed to fetch PVC from API server: ' +
        'persistentvolumeclaims "disk" not found',
    ]);
  });
});

describe('a runtime that cannot start the program', () => {
  test('is told as RunContainerError, then backs off', () => {
    const error = 'failed to create containerd task: exec: "nope": executable file not found in $PATH';
    const cluster = new KubeletCluster({ programs: [{ image: 'broken:*', startError: error }] });
    cluster.pod('web', { containers: [{ image: 'broken:1' }] });
    cluster.settle();
    cluster.advance(2);
    const { state, lastState } = cluster.container('web');
    const told = state?.terminated ?? lastState?.terminated;
    expect(told).toMatchObject({ exitCode: 128, reason: 'StartError', message: error });
    expect(cluster.events('web')).toContainEqual(`Warning Failed: Error: ${error} x2`);
  });
});

test('secrets for a registry that are missing are told, and the image is pulled without them', () => {
  const cluster = new KubeletCluster();
  cluster.pod('web', { containers: [{ image: 'nginx:1' }], imagePullSecrets: [{ name: 'a' }, { name: 'b' }] });
  cluster.settle();
  const told = cluster.events('web').filter((event) => event.includes('PullSecret'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(
    'Warning FailedToRetrieveImagePullSecret: Unable to retrieve some image pull secrets (a, b); attempting to pull the ' +
      'image may not succeed.',
  );
  expect(cluster.status('web').phase).toBe('Running');
});

describe('kernel parameters', () => {
  const rows = [
    { name: 'harmless ones', sysctl: 'net.ipv4.tcp_syncookies', message: undefined },
    { name: 'with slashes', sysctl: 'net/ipv4/tcp_syncookies', message: undefined },
    {
      name: 'others',
      sysctl: 'kernel.msgmax',
      message: 'Pod was rejected: forbidden sysctl: "kernel.msgmax" not allowlisted',
    },
  ];
  test.each(rows)('$name', ({ sysctl, message }) => {
    const cluster = new KubeletCluster();
    const securityContext = { sysctls: [{ name: sysctl, value: '1' }] };
    cluster.pod('web', { containers: [{ image: 'nginx:1' }], securityContext });
    cluster.settle();
    expect(cluster.status('web').message).toBe(message);
    expect(cluster.status('web').reason).toBe(message && 'SysctlForbidden');
  });
});
