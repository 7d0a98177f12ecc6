// Files of the node: which of them are told of, by which rule, and through which mounts.
import { expect, test } from '@jest/globals';
import { container, deployment, findings, messages } from './manifests';

const mount = (part = {}) => ({ name: 'host', mountPath: '/host', readOnly: true, ...part });
const pod = (path: string, ...mounts: readonly object[]) =>
  deployment({ volumes: [{ name: 'host', hostPath: { path } }], containers: [container({ volumeMounts: mounts })] });

test.each([
  { name: 'the root', path: '/', sensitive: 1 },
  { name: 'a folder of the system', path: '/etc', sensitive: 1 },
  { name: 'a folder with a slash at its end', path: '/etc/', sensitive: 1 },
  { name: 'a folder with doubled slashes', path: '//etc', sensitive: 1 },
  { name: 'a file in a folder of the system', path: '/etc/localtime', sensitive: 0 },
  { name: 'a folder whose name begins alike', path: '/etcetera', sensitive: 0 },
  { name: 'the keys of the control plane', path: '/etc/kubernetes/pki', sensitive: 1 },
  { name: 'the kubelet', path: '/var/lib/kubelet', sensitive: 1 },
  { name: 'below the kubelet', path: '/var/lib/kubelet/pods/x', sensitive: 1 },
  { name: 'something else', path: '/data', sensitive: 0 },
])('$name is sensitive: $sensitive', ({ path, sensitive }) => {
  expect(messages('sensitive-host-path', pod(path, mount()))).toHaveLength(sensitive);
  expect(messages('host-path', pod(path, mount()))).toHaveLength(1);
});

test.each([
  { name: 'Docker', path: '/var/run/docker.sock' },
  { name: 'containerd', path: '/run/containerd/containerd.sock' },
  { name: 'CRI-O', path: '/var/run/crio/crio.sock' },
])('the socket of $name is told of as that alone', ({ path }) => {
  expect(messages('runtime-socket', pod(path, mount()))).toEqual([
    `container "web" has the socket of the container runtime, ${path}`,
  ]);
  expect(messages('sensitive-host-path', pod(path, mount()))).toEqual([]);
  expect(messages('writable-host-path', pod(path, mount({ readOnly: false })))).toEqual([]);
});

test.each([
  { name: 'nobody', mounts: [], sensitive: 0, writable: 0 },
  { name: 'one who reads', mounts: [mount()], sensitive: 1, writable: 0 },
  { name: 'one who writes', mounts: [mount({ readOnly: false })], sensitive: 1, writable: 1 },
  { name: 'one who does not say', mounts: [mount({ readOnly: undefined })], sensitive: 1, writable: 1 },
  { name: 'one who sees a file in it', mounts: [mount({ subPath: 'hosts' })], sensitive: 0, writable: 0 },
  { name: 'one who sees its keys', mounts: [mount({ subPath: 'kubernetes/pki' })], sensitive: 1, writable: 0 },
])('a volume that is mounted by $name', ({ mounts, sensitive, writable }) => {
  expect(messages('sensitive-host-path', pod('/etc', ...mounts))).toHaveLength(sensitive);
  expect(messages('writable-host-path', pod('/etc', ...mounts))).toHaveLength(writable);
});

test('the socket through a folder that holds it', () => {
  const given = pod('/var/run', mount({ subPath: 'docker.sock' }));
  expect(messages('runtime-socket', given)).toHaveLength(1);
  expect(messages('sensitive-host-path', given)).toEqual([]);
});

test('the volume is to blame, with all who mount it; the mount where it is writable', () => {
  const volumes = [{ name: 'host', hostPath: { path: '/etc' } }];
  const given = deployment({
    volumes,
    initContainers: [container({ name: 'first', volumeMounts: [mount({ readOnly: false })] })],
    containers: [container({ volumeMounts: [mount()] })],
  });
  expect(findings('sensitive-host-path', given)).toMatchObject([
    {
      message: 'init container "first", container "web" sees /etc of the node',
      path: ['spec', 'template', 'spec', 'volumes', 0, 'hostPath', 'path'],
    },
  ]);
  expect(findings('writable-host-path', given)).toMatchObject([
    { path: ['spec', 'template', 'spec', 'initContainers', 0, 'volumeMounts', 0] },
  ]);
});

test('the paths can be set', () => {
  expect(messages('sensitive-host-path', pod('/data/x', mount()), { settings: { paths: '/data/**' } })).toHaveLength(1);
  expect(messages('sensitive-host-path', pod('/etc', mount()), { settings: { paths: '/data/**' } })).toEqual([]);
});
