// The file system of a node, as far as pods mount parts of it: what every node has, what its declaration adds, what
// mounts have made. A volume of type hostPath is checked against it.
// upstream: pkg/volume/hostpath/host_path.go checkType

import type { HostPathVolumeSource, Pod } from '../kinds/generated/types.gen';
import type { KubeletState, NodeRecord } from './kubelet-state';
import type { PathType } from './node-spec';
import { usedVolumes } from './used-volumes';

const DIRECTORIES = [
  '/bin /boot /dev /dev/shm /etc /etc/cni /etc/cni/net.d /etc/containerd /etc/kubernetes /etc/kubernetes/manifests',
  '/etc/kubernetes/pki /etc/ssl /etc/ssl/certs /home /lib /lib/modules /media /mnt /opt /opt/cni /opt/cni/bin /proc /root',
  '/run /run/containerd /sbin /srv /sys /sys/fs /sys/fs/bpf /sys/fs/cgroup /sys/kernel /sys/kernel/debug /tmp /usr',
  '/usr/bin /usr/lib /usr/local /usr/local/bin /usr/sbin /usr/share /usr/src /var /var/cache /var/lib',
  '/var/lib/containerd /var/lib/kubelet /var/lib/kubelet/device-plugins /var/lib/kubelet/plugins',
  '/var/lib/kubelet/plugins_registry /var/lib/kubelet/pods /var/log /var/log/containers /var/log/pods /var/run',
  '/var/run/containerd /var/spool /var/tmp',
];
const FILES =
  '/etc/fstab /etc/group /etc/hostname /etc/hosts /etc/localtime /etc/machine-id /etc/os-release /etc/passwd';
const MORE_FILES = '/etc/resolv.conf /etc/containerd/config.toml /etc/kubernetes/kubelet.conf /run/xtables.lock';
const SOCKETS = '/run/containerd/containerd.sock /var/run/containerd/containerd.sock';
const CHAR_DEVICES = '/dev/full /dev/fuse /dev/kmsg /dev/null /dev/ptmx /dev/random /dev/tty /dev/urandom /dev/zero';
const BLOCK_DEVICES = '/dev/sda /dev/sda1';

const EVERYWHERE = everywhere();

function everywhere(): ReadonlyMap<string, PathType> {
  const lists: readonly (readonly [PathType, readonly string[]])[] = [
    ['Directory', ['/', ...DIRECTORIES.flatMap((line) => line.split(' '))]],
    ['File', [...FILES.split(' '), ...MORE_FILES.split(' ')]],
    ['Socket', SOCKETS.split(' ')],
    ['CharDevice', CHAR_DEVICES.split(' ')],
    ['BlockDevice', BLOCK_DEVICES.split(' ')],
  ];
  return new Map(lists.flatMap(([type, paths]) => paths.map((path) => [path, type] as const)));
}

/** Without slashes at the end; the root is `/`. */
export function plainPath(path: string): string {
  return path.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '');
}

/** What the path is on the node; undefined when there is nothing. */
export function pathType(state: KubeletState, node: NodeRecord, path: string): PathType | undefined {
  const wanted = plainPath(path);
  const declared = node.spec.paths ?? {};
  const own = state.hostPaths.get(keyOf(node, wanted)) ?? declared[wanted] ?? EVERYWHERE.get(wanted);
  if (own) return own;
  if (Object.keys(declared).some((other) => other.startsWith(`${wanted}/`))) return 'Directory';
  const start = `hostPath/${node.name}${wanted}`;
  for (const key of state.files.keys()) {
    if (key === start) return 'File';
    if (key.startsWith(`${start}/`)) return 'Directory';
  }
  return undefined;
}

const keyOf = (node: NodeRecord, path: string) => `${node.name}\n${path}`;

/** Directories above the path and the path itself. */
function makeDirectories(state: KubeletState, node: NodeRecord, path: string): void {
  const parts = plainPath(path).split('/').slice(1);
  for (let end = 1; end <= parts.length; end++) {
    const directory = `/${parts.slice(0, end).join('/')}`;
    if (!pathType(state, node, directory)) state.hostPaths.set(keyOf(node, directory), 'Directory');
  }
}

const WORDS: Readonly<Record<PathType, string>> = {
  Directory: 'directory',
  File: 'file',
  Socket: 'socket file',
  CharDevice: 'character device',
  BlockDevice: 'block device',
};

/** Mounts a part of the node; answers what is wrong with it. What a type allows to be created is created. */
function mountPath(
  state: KubeletState,
  node: NodeRecord,
  { path, type = '' }: HostPathVolumeSource,
): string | undefined {
  const found = pathType(state, node, path);
  if (type === '' || (type === 'DirectoryOrCreate' && !found)) {
    // Without a type the runtime makes what is missing when it starts the first container.
    if (!found) makeDirectories(state, node, path);
    return undefined;
  }
  if (type === 'FileOrCreate' && !found) return makeFile(state, node, path);
  const wanted = type.replace('OrCreate', '') as PathType;
  if (found === wanted) return undefined;
  return `hostPath type check failed: ${path} is not a ${WORDS[wanted]}`;
}

/** Only the file is made: the directory must be there. */
function makeFile(state: KubeletState, node: NodeRecord, path: string): string | undefined {
  const file = plainPath(path);
  const parent = pathType(state, node, file.slice(0, file.lastIndexOf('/')) || '/');
  if (parent !== 'Directory') return `open ${path}: ${parent ? 'not a directory' : 'no such file or directory'}`;
  state.hostPaths.set(keyOf(node, file), 'File');
  state.files.set(`hostPath/${node.name}${file}`, '');
  return undefined;
}

/** FailedMount messages of the pod's hostPath volumes. */
export function mountHostPaths(state: KubeletState, node: NodeRecord, pod: Pod): readonly string[] {
  const problems: string[] = [];
  for (const { name, hostPath } of usedVolumes(pod.spec)) {
    const problem = hostPath && mountPath(state, node, hostPath);
    if (problem !== undefined)
      problems.push(`MountVolume.SetUp failed for volume ${JSON.stringify(name)} : ${problem}`);
  }
  return problems;
}
