// Some folders of a node hold what the node, or every pod on it, lives by.

import { listOf, text } from '../../cluster/describe/types';
import { perPod } from '../faults';
import { hostPathsOf, isRuntimeSocket, whoMounts } from '../host-paths';
import { defineRule } from '../rule';
import { setting } from '../setting';

const PATHS: readonly string[] = [
  '/',
  '/boot',
  '/dev',
  '/etc',
  '/etc/kubernetes/**',
  '/home',
  '/lib',
  '/lib64',
  '/proc',
  '/root',
  '/run',
  '/sys',
  '/usr',
  '/var',
  '/var/lib',
  '/var/lib/etcd/**',
  '/var/lib/kubelet/**',
  '/var/run',
];

export const sensitiveHostPath = defineRule({
  id: 'sensitive-host-path',
  title: 'no container sees the folders that its node lives by',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-linter': ['sensitive-host-mounts'] },
  remedy: 'Mount the single file or folder that the program needs, read-only, or none at all.',
  reads: 'manifests',
  settings: [
    setting('paths', listOf(text('a path, with /** at its end for all below it too')), PATHS, 'what is not to be seen'),
  ],
  check: (cx, { paths }) =>
    perPod(cx, (pod) =>
      hostPathsOf(pod)
        .filter(({ mounts }) => mounts.some(({ path }) => !isRuntimeSocket(path) && isAmong(path, paths)))
        .map((volume) => ({
          at: ['volumes', volume.index, 'hostPath', 'path'],
          says: `${whoMounts(volume)} sees ${volume.path} of the node`,
        })),
    ),
});

const isAmong = (path: string, paths: readonly string[]) =>
  paths.some((known) => (known.endsWith('/**') ? `${path}/`.startsWith(known.slice(0, -2)) : path === known));
