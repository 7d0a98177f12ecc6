// What a container writes on its node stays when the pod has gone, and may be a program that the node runs.

import { hostPathsOf, isRuntimeSocket } from '../host-paths';
import { defineRule } from '../rule';

export const writableHostPath = defineRule({
  id: 'writable-host-path',
  title: 'no container writes to the files of its node',
  severity: 'warning',
  profile: 'strict',
  others: { 'kube-linter': ['writable-host-mount'] },
  remedy: 'Set readOnly on the mount, or use a PersistentVolumeClaim.',
  reads: 'manifests',
  *check({ manifests }) {
    for (const pod of manifests.pods) {
      for (const { words, at, path, readOnly } of hostPathsOf(pod).flatMap(({ mounts }) => mounts)) {
        if (readOnly || isRuntimeSocket(path)) continue;
        yield { object: pod.reference, path: at, message: `${words} can write to ${path} of the node` };
      }
    }
  },
});
