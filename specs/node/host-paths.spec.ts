// hostPath volumes: each type against what the node has, the words when it does not fit, and what is made.

import { describe, expect, test } from '@jest/globals';
import type { NodeSpec } from '../../src/node/node-spec';
import { KubeletCluster } from './kubelet-cluster';

const PATHS: NodeSpec['paths'] = {
  '/data': 'Directory',
  '/data/app.conf': 'File',
  '/run/app.sock': 'Socket',
  '/dev/nvidia0': 'CharDevice',
  '/dev/sdb': 'BlockDevice',
};

function withHostPath(path: string, type: string | undefined): KubeletCluster {
  const node = new KubeletCluster({ nodes: [{ name: 'node-1', ...(PATHS ? { paths: PATHS } : {}) }] });
  node.pod('p', {
    containers: [{ image: 'nginx', volumeMounts: [{ name: 'v', mountPath: '/host' }] }],
    volumes: [{ name: 'v', hostPath: { path, ...(type === undefined ? {} : { type: type as never }) } }],
  });
  node.advance(10);
  return node;
}

interface Row {
  readonly name: string;
  readonly path: string;
  readonly type: string | undefined;
  /** What stands behind `MountVolume.SetUp failed for volume "v" : `. */
  readonly problem?: string;
}
const rows: readonly Row[] = [
  { name: 'no type, there', path: '/data', type: undefined },
  { name: 'no type, not there', path: '/none/deep', type: '' },
  { name: 'a directory', path: '/data', type: 'Directory' },
  { name: 'a directory with a slash at its end', path: '/data/', type: 'Directory' },
  { name: 'a directory that every node has', path: '/var/log', type: 'Directory' },
  { name: 'a directory that is not there', path: '/none', type: 'Directory', problem: '/none is not a directory' },
  {
    name: 'a file as a directory',
    path: '/data/app.conf',
    type: 'Directory',
    problem: '/data/app.conf is not a directory',
  },
  { name: 'a directory to be made', path: '/none/deep', type: 'DirectoryOrCreate' },
  {
    name: 'a directory to be made where a file is',
    path: '/etc/hosts',
    type: 'DirectoryOrCreate',
    problem: '/etc/hosts is not a directory',
  },
  { name: 'a file', path: '/data/app.conf', type: 'File' },
  { name: 'a file that is not there', path: '/data/none', type: 'File', problem: '/data/none is not a file' },
  { name: 'a directory as a file', path: '/data', type: 'File', problem: '/data is not a file' },
  { name: 'a file to be made', path: '/data/new', type: 'FileOrCreate' },
  {
    name: 'a file to be made where a directory is',
    path: '/data',
    type: 'FileOrCreate',
    problem: '/data is not a file',
  },
  { name: 'a socket', path: '/run/app.sock', type: 'Socket' },
  { name: "the runtime's socket", path: '/run/containerd/containerd.sock', type: 'Socket' },
  {
    name: 'a file as a socket',
    path: '/data/app.conf',
    type: 'Socket',
    problem: '/data/app.conf is not a socket file',
  },
  { name: 'a character device', path: '/dev/nvidia0', type: 'CharDevice' },
  {
    name: 'a missing character device',
    path: '/dev/nvidia1',
    type: 'CharDevice',
    problem: '/dev/nvidia1 is not a character device',
  },
  { name: 'a block device', path: '/dev/sdb', type: 'BlockDevice' },
  { name: 'a missing block device', path: '/dev/sdc', type: 'BlockDevice', problem: '/dev/sdc is not a block device' },
];

test.each(rows)('$name', ({ path, type, problem }) => {
  const node = withHostPath(path, type);
  expect(node.status('p').phase).toBe(problem ? 'Pending' : 'Running');
  const told = node.events('p').filter((line) => line.includes('FailedMount'));
  const text = `Warning FailedMount: MountVolume.SetUp failed for volume "v" : hostPath type check failed: ${problem}`;
  expect(told.map((line) => line.replace(/ x\d+$/, ''))).toEqual(problem ? [text] : []);
});

test('a file is not made where its directory is missing', () => {
  const node = withHostPath('/none/file', 'FileOrCreate');
  expect(node.events('p')[0]).toMatch(
    /^Warning FailedMount: MountVolume.SetUp failed for volume "v" : open \/none\/file: no such file or directory/,
  );
});

describe('what a mount has made', () => {
  test('is there for the next pod, and a file can be read', () => {
    const node = withHostPath('/made/here', 'DirectoryOrCreate');
    const mount = (name: string, path: string, type: 'Directory' | 'FileOrCreate' | 'File') =>
      node.pod(name, {
        containers: [{ image: 'nginx', volumeMounts: [{ name: 'v', mountPath: '/host' }] }],
        volumes: [{ name: 'v', hostPath: { path, type } }],
      });
    mount('again', '/made/here', 'Directory');
    mount('parent', '/made', 'Directory');
    mount('file', '/made/here/note', 'FileOrCreate');
    node.advance(10);
    for (const name of ['again', 'parent', 'file']) expect(node.status(name).phase).toBe('Running');
    expect(node.command('readFile', { pod: 'file', path: '/host' })).toBe('');
    node.command('writeFile', { pod: 'file', path: '/host', content: 'hello' });
    expect(node.command('readFile', { pod: 'again', path: '/host/note' })).toBe('hello');
    expect(node.command('readFile', { pod: 'parent', path: '/host/here/note' })).toBe('hello');
  });

  test('is there on that node only', () => {
    const node = new KubeletCluster({ nodes: [{ name: 'node-1' }, { name: 'node-2' }] });
    const pod = (name: string, nodeName: string, type: 'Directory' | 'DirectoryOrCreate') =>
      node.pod(name, {
        nodeName,
        containers: [{ image: 'nginx', volumeMounts: [{ name: 'v', mountPath: '/host' }] }],
        volumes: [{ name: 'v', hostPath: { path: '/made', type } }],
      });
    pod('one', 'node-1', 'DirectoryOrCreate');
    node.advance(5);
    pod('same', 'node-1', 'Directory');
    pod('other', 'node-2', 'Directory');
    node.advance(5);
    expect(node.status('same').phase).toBe('Running');
    expect(node.status('other').phase).toBe('Pending');
  });

  test('a fork makes its own', () => {
    const node = new KubeletCluster();
    const fork = node.fork();
    fork.pod('p', {
      containers: [{ image: 'nginx', volumeMounts: [{ name: 'v', mountPath: '/host' }] }],
      volumes: [{ name: 'v', hostPath: { path: '/made', type: 'DirectoryOrCreate' } }],
    });
    fork.advance(5);
    node.pod('q', {
      containers: [{ image: 'nginx', volumeMounts: [{ name: 'v', mountPath: '/host' }] }],
      volumes: [{ name: 'v', hostPath: { path: '/made', type: 'Directory' } }],
    });
    node.advance(5);
    expect(node.status('q').phase).toBe('Pending');
  });
});
